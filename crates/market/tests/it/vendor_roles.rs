//! What each role of a vendor's people may do: every use case of a vendor asks for its permission, before anything else.

use souk_domain::{
    ids::{
        AccountId, ApiKeyId, CategoryId, DocumentId, DownloadId, ImageId, ImportId, InvitationId, LocationId,
        ProductId, PromotionCodeId, PromotionId, ReturnId, ReturnPhotoId, ReviewId, ShipmentId,
        ShippingMethodId, VariantId, VendorId, VendorOrderId,
    },
    pricing::{Benefit, ScopeKind},
    promotion::PromotionDraft,
    shipment::ShipmentStatus,
    text::Email,
    vendor::{AccountNumber, MemberRole, VendorPermission},
};
use souk_market::{
    Actor, App, BoxFuture, Error, Result,
    cart::{self, CartToSimulate},
    catalogue::{
        self, ImageChanges, ManyChange, ManyProducts, NewImage, NewProduct, OwnFilter, ProductChanges,
        ProductDetails, ProductStatus,
    },
    documents::{self, NewDocument},
    exports::{self, Generation},
    fulfilment::{self, Carriage, NewShipment, NewTracking},
    imports::{self, Answers},
    inventory::{self, Adjustment, Change, LevelFilter, Reason},
    joining::{self, NewInvitation, NewPayout},
    ledger, orders,
    promotions::{self, NewCodes, PromotionPatch},
    refunds::{self, Agreed, NewRefund, Seller, ToRefund},
    returns::{self, Arrived, PhotoOf, Receipt},
    reviews,
    shipping::{self, MethodChanges, NewMethod, TermsChanges, Whose},
    tax,
    vendors::{self, LocationChanges, NewClosure, VendorChanges},
};
use souk_testkit::Market;

use super::{joining::person, shop::refused};

/// A use case of a vendor, asked of nothing that is there.
type Asked = fn(&App, Actor, VendorId) -> BoxFuture<'static, Result<()>>;

/// The use case without what it answers.
fn done<T: Send + 'static>(asked: BoxFuture<'static, Result<T>>) -> BoxFuture<'static, Result<()>> {
    Box::pin(async move { asked.await.map(|_| ()) })
}

const NOTHING: [u8; 16] = [9; 16];

/// A vendor's promotions, and one of them that is not there.
const fn ours(vendor: VendorId) -> promotions::Whose {
    promotions::Whose::Own(vendor)
}

const fn no_promotion(vendor: VendorId) -> (promotions::Whose, PromotionId) {
    (ours(vendor), PromotionId::from_bytes(NOTHING))
}

/// Every use case of a vendor with the permission it asks for.
const USE_CASES: &[(&str, VendorPermission, Asked)] = &[
    ("list products", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(catalogue::list_own_products(app, actor, vendor, OwnFilter::default(), None, 10))
    }),
    ("list tax classes", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(tax::vendor_tax_classes(app, actor, vendor))
    }),
    ("show product", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(catalogue::show_own_product(app, actor, vendor, ProductId::from_bytes(NOTHING)))
    }),
    ("list prices", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(catalogue::list_variant_prices(app, actor, vendor, VariantId::from_bytes(NOTHING), None, 10))
    }),
    ("export products", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(exports::export_products(app, actor, Some(vendor), Generation::default()))
    }),
    ("create product", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let new = NewProduct {
            category: CategoryId::from_bytes(NOTHING),
            name: "Bowl".to_owned(),
            description: String::new(),
            slug: None,
            handle: None,
            specs: Vec::new(),
            tags: Vec::new(),
            options: Vec::new(),
            status: ProductStatus::Draft,
            details: ProductDetails::default(),
            variants: Vec::new(),
        };
        done(catalogue::create_product(app, actor, vendor, new, None))
    }),
    ("change product", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let nothing = ProductId::from_bytes(NOTHING);
        done(catalogue::change_product(app, actor, vendor, nothing, ProductChanges::default(), None))
    }),
    ("remove product", VendorPermission::ProductsWrite, |app, actor, vendor| {
        done(catalogue::remove_product(app, actor, vendor, ProductId::from_bytes(NOTHING), None))
    }),
    ("change many products", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let products = vec![ProductId::from_bytes(NOTHING)];
        let asked = ManyProducts { products, change: ManyChange::Status(ProductStatus::Draft) };
        done(catalogue::change_many_products(app, actor, vendor, asked, None))
    }),
    ("duplicate product", VendorPermission::ProductsWrite, |app, actor, vendor| {
        done(catalogue::duplicate_product(app, actor, vendor, ProductId::from_bytes(NOTHING), None, None))
    }),
    ("add picture", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let product = ProductId::from_bytes(NOTHING);
        let new = NewImage { product, variants: Vec::new(), alt: String::new() };
        done(catalogue::add_product_image(app, actor, vendor, new, Vec::new(), None))
    }),
    ("change picture", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let (product, image) = (ProductId::from_bytes(NOTHING), ImageId::from_bytes(NOTHING));
        done(catalogue::change_product_image(app, actor, vendor, product, image, ImageChanges::default()))
    }),
    ("remove picture", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let (product, image) = (ProductId::from_bytes(NOTHING), ImageId::from_bytes(NOTHING));
        done(catalogue::remove_product_image(app, actor, vendor, product, image))
    }),
    ("list downloads", VendorPermission::ProductsRead, |app, actor, vendor| {
        done(catalogue::list_downloads(app, actor, vendor, ProductId::from_bytes(NOTHING)))
    }),
    ("add download", VendorPermission::ProductsWrite, |app, actor, vendor| {
        let app = app.clone();
        Box::pin(async move {
            let nothing = VariantId::from_bytes(NOTHING);
            catalogue::begin_download(&app, actor, vendor, nothing, "a.pdf").await.map(|_| ())
        })
    }),
    ("remove download", VendorPermission::ProductsWrite, |app, actor, vendor| {
        done(catalogue::remove_download(app, actor, vendor, DownloadId::from_bytes(NOTHING)))
    }),
    ("send import", VendorPermission::StockWrite, |app, actor, vendor| {
        done(imports::receive(app, actor, vendor))
    }),
    ("list imports", VendorPermission::StockRead, |app, actor, vendor| {
        done(imports::list_imports(app, actor, vendor, None, 10))
    }),
    ("show import", VendorPermission::StockRead, |app, actor, vendor| {
        done(imports::show_import(app, actor, vendor, ImportId::from_bytes(NOTHING)))
    }),
    ("answer import", VendorPermission::StockWrite, |app, actor, vendor| {
        let nothing = ImportId::from_bytes(NOTHING);
        done(imports::answer_import(app, actor, vendor, nothing, Answers::default()))
    }),
    ("start import", VendorPermission::StockWrite, |app, actor, vendor| {
        done(imports::start_import(app, actor, vendor, ImportId::from_bytes(NOTHING)))
    }),
    ("cancel import", VendorPermission::StockWrite, |app, actor, vendor| {
        done(imports::cancel_import(app, actor, vendor, ImportId::from_bytes(NOTHING)))
    }),
    ("export failed rows", VendorPermission::StockRead, |app, actor, vendor| {
        done(imports::export_failed_rows(app, actor, vendor, ImportId::from_bytes(NOTHING)))
    }),
    ("list stock", VendorPermission::StockRead, |app, actor, vendor| {
        done(inventory::list_stock(app, actor, vendor, LevelFilter::default(), None, 10))
    }),
    ("show stock", VendorPermission::StockRead, |app, actor, vendor| {
        done(inventory::show_stock(app, actor, vendor, VariantId::from_bytes(NOTHING), None, 10))
    }),
    ("adjust many levels", VendorPermission::StockWrite, |app, actor, vendor| {
        done(inventory::adjust_many_levels(app, actor, vendor, Vec::new(), None))
    }),
    ("list locations", VendorPermission::StockRead, |app, actor, vendor| {
        done(vendors::list_locations(app, actor, vendor))
    }),
    ("create location", VendorPermission::StockWrite, |app, actor, vendor| {
        done(vendors::create_location(app, actor, vendor, "Attic".to_owned(), None))
    }),
    ("change location", VendorPermission::StockWrite, |app, actor, vendor| {
        let (nothing, changes) = (LocationId::from_bytes(NOTHING), LocationChanges::default());
        done(vendors::change_location(app, actor, vendor, nothing, changes))
    }),
    ("adjust stock", VendorPermission::StockWrite, |app, actor, vendor| {
        let adjustment = Adjustment {
            variant: VariantId::from_bytes(NOTHING),
            location: None,
            change: Change::By(1),
            reason: Reason::Adjustment,
            note: None,
            cause: None,
        };
        done(inventory::adjust_stock(app, actor, vendor, adjustment, None))
    }),
    ("list orders", VendorPermission::OrdersRead, |app, actor, vendor| {
        done(orders::list_vendor_orders(app, actor, vendor, None, None, 10))
    }),
    ("show order", VendorPermission::OrdersRead, |app, actor, vendor| {
        let asked = VendorOrderId::from_bytes(NOTHING).to_string();
        done(orders::show_vendor_order(app, actor, vendor, asked))
    }),
    ("show parcel", VendorPermission::OrdersRead, |app, actor, vendor| {
        done(fulfilment::show_shipment(app, actor, vendor, ShipmentId::from_bytes(NOTHING)))
    }),
    ("ship", VendorPermission::ParcelsWrite, |app, actor, vendor| {
        let asked = (vendor, VendorOrderId::from_bytes(NOTHING).to_string());
        done(fulfilment::ship(app, actor, asked, None, NewShipment::of_all(), None))
    }),
    ("ship several", VendorPermission::ParcelsWrite, |app, actor, vendor| {
        let several = vec![(VendorOrderId::from_bytes(NOTHING), NewShipment::of_all())];
        let shipped = fulfilment::ship_several(app, actor, vendor, several);
        // each is answered by itself
        Box::pin(async move { shipped.await.remove(0).1.map(|_| ()) })
    }),
    ("provide", VendorPermission::ParcelsWrite, |app, actor, vendor| {
        let asked = (vendor, VendorOrderId::from_bytes(NOTHING).to_string());
        done(fulfilment::provide(app, actor, asked, None, None))
    }),
    ("track", VendorPermission::ParcelsWrite, |app, actor, vendor| {
        let parcel = (Some(vendor), ShipmentId::from_bytes(NOTHING));
        let told = NewTracking::at(ShipmentStatus::Delivered);
        done(fulfilment::record_tracking(app, actor, parcel, None, told, None))
    }),
    ("carry", VendorPermission::ParcelsWrite, |app, actor, vendor| {
        let parcel = (vendor, ShipmentId::from_bytes(NOTHING));
        done(fulfilment::carry_shipment(app, actor, parcel, None, Carriage::default(), None))
    }),
    ("refund", VendorPermission::RefundsWrite, |app, actor, vendor| {
        let new = NewRefund { what: ToRefund::Sum(5), restock: false, note: "For the trouble".to_owned() };
        let nothing = VendorOrderId::from_bytes(NOTHING);
        let (seller, agreed) = (Seller::Vendor(vendor), Agreed::Whatever);
        done(refunds::refund_agreed(app, actor, seller, nothing, new, agreed, None))
    }),
    ("list returns", VendorPermission::ReturnsRead, |app, actor, vendor| {
        done(returns::list_returns(app, actor, Seller::Vendor(vendor), None, None, 10))
    }),
    ("show return", VendorPermission::ReturnsRead, |app, actor, vendor| {
        done(returns::show_return(app, actor, Seller::Vendor(vendor), ReturnId::from_bytes(NOTHING)))
    }),
    ("approve return", VendorPermission::ReturnsWrite, |app, actor, vendor| {
        let (seller, nothing) = (Seller::Vendor(vendor), ReturnId::from_bytes(NOTHING));
        done(returns::approve_return(app, actor, seller, nothing, "Send it.".to_owned(), None))
    }),
    ("refuse return", VendorPermission::ReturnsWrite, |app, actor, vendor| {
        let (seller, nothing) = (Seller::Vendor(vendor), ReturnId::from_bytes(NOTHING));
        done(returns::refuse_return(app, actor, seller, nothing, "It is worn.".to_owned(), None))
    }),
    ("receive return", VendorPermission::ReturnsWrite, |app, actor, vendor| {
        let (seller, nothing) = (Seller::Vendor(vendor), ReturnId::from_bytes(NOTHING));
        let receipt = Receipt { arrived: Arrived::All { restock: false }, refund: false, closing: None };
        done(returns::receive_return(app, actor, seller, nothing, receipt, None))
    }),
    ("show photograph", VendorPermission::ReturnsRead, |app, actor, vendor| {
        let who = PhotoOf::Seller(Seller::Vendor(vendor));
        let (nothing, photo) = (ReturnId::from_bytes(NOTHING), ReturnPhotoId::from_bytes(NOTHING));
        done(returns::show_return_photo(app, actor, who, nothing, photo))
    }),
    ("refund return", VendorPermission::ReturnsWrite, |app, actor, vendor| {
        let (seller, nothing) = (Seller::Vendor(vendor), ReturnId::from_bytes(NOTHING));
        done(returns::refund_return(app, actor, seller, nothing, None))
    }),
    ("list reviews", VendorPermission::ReviewsRead, |app, actor, vendor| {
        done(reviews::list_vendor_reviews(app, actor, vendor, None, 10))
    }),
    ("reply to review", VendorPermission::ReviewsWrite, |app, actor, vendor| {
        let nothing = ReviewId::from_bytes(NOTHING);
        done(reviews::reply_to_review(app, actor, vendor, nothing, "Thank you.".to_owned(), None))
    }),
    ("report review", VendorPermission::ReviewsWrite, |app, actor, vendor| {
        let nothing = ReviewId::from_bytes(NOTHING);
        done(reviews::report_own_review(app, actor, vendor, nothing, "It is about another.".to_owned()))
    }),
    ("show funds", VendorPermission::MoneyRead, |app, actor, vendor| {
        done(ledger::show_vendor_funds(app, actor, vendor))
    }),
    ("list entries", VendorPermission::MoneyRead, |app, actor, vendor| {
        done(ledger::list_vendor_entries(app, actor, vendor, None, 10))
    }),
    ("show statement", VendorPermission::MoneyRead, |app, actor, vendor| {
        done(ledger::vendor_statement(app, actor, vendor, (app.now(), app.now())))
    }),
    ("list ways to ship", VendorPermission::ShippingRead, |app, actor, vendor| {
        done(shipping::list_shipping_methods(app, actor, Whose::Own(vendor)))
    }),
    ("show way to ship", VendorPermission::ShippingRead, |app, actor, vendor| {
        let named = (Some(vendor), ShippingMethodId::from_bytes(NOTHING));
        done(shipping::show_shipping_method(app, actor, named))
    }),
    ("show shipping terms", VendorPermission::ShippingRead, |app, actor, vendor| {
        done(shipping::show_shipping_terms(app, actor, (vendor, true)))
    }),
    ("create way to ship", VendorPermission::ShippingWrite, |app, actor, vendor| {
        let name = "Cart".to_owned();
        let new =
            NewMethod { vendor: None, name, zones: Vec::new(), min_days: 1, max_days: 2, takes_cash: false };
        done(shipping::create_shipping_method(app, actor, Whose::Own(vendor), new, None))
    }),
    ("change way to ship", VendorPermission::ShippingWrite, |app, actor, vendor| {
        let named = (Some(vendor), ShippingMethodId::from_bytes(NOTHING));
        done(shipping::change_shipping_method(app, actor, named, MethodChanges::default()))
    }),
    ("remove way to ship", VendorPermission::ShippingWrite, |app, actor, vendor| {
        let named = (Some(vendor), ShippingMethodId::from_bytes(NOTHING));
        done(shipping::remove_shipping_method(app, actor, named, None))
    }),
    ("change shipping terms", VendorPermission::ShippingWrite, |app, actor, vendor| {
        done(shipping::change_shipping_terms(app, actor, (vendor, true), TermsChanges::default()))
    }),
    ("list promotions", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::list_promotions(app, actor, ours(vendor), (None, 9)))
    }),
    ("show promotion", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::show_promotion(app, actor, no_promotion(vendor)))
    }),
    ("show promotion's form", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::show_promotion_sheet(app, actor, no_promotion(vendor)))
    }),
    ("read scope", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::read_scope(app, actor, ours(vendor), (ScopeKind::All, Vec::new())))
    }),
    ("find variant", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::find_variant(app, actor, ours(vendor), String::new()))
    }),
    ("list codes", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::list_promotion_codes(app, actor, no_promotion(vendor), (None, 9)))
    }),
    ("codes as a file", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(promotions::promotion_codes_as_csv(app, actor, no_promotion(vendor)))
    }),
    ("try a cart", VendorPermission::PromotionsRead, |app, actor, vendor| {
        done(cart::simulate_cart(app, actor, Some(vendor), CartToSimulate::default()))
    }),
    ("create promotion", VendorPermission::PromotionsWrite, |app, actor, vendor| {
        let new = (PromotionDraft::new("", Benefit::FreeShipping), None);
        done(promotions::create_promotion(app, actor, ours(vendor), new, None))
    }),
    ("change promotion", VendorPermission::PromotionsWrite, |app, actor, vendor| {
        done(promotions::change_promotion(app, actor, no_promotion(vendor), PromotionPatch::default()))
    }),
    ("end promotion", VendorPermission::PromotionsWrite, |app, actor, vendor| {
        done(promotions::archive_promotion(app, actor, no_promotion(vendor), None))
    }),
    ("create codes", VendorPermission::PromotionsWrite, |app, actor, vendor| {
        let new = NewCodes::Batch { count: 1, prefix: String::new() };
        done(promotions::create_promotion_codes(app, actor, no_promotion(vendor), new, None))
    }),
    ("withdraw code", VendorPermission::PromotionsWrite, |app, actor, vendor| {
        let code = PromotionCodeId::from_bytes(NOTHING);
        done(promotions::withdraw_promotion_code(app, actor, no_promotion(vendor), code))
    }),
    ("show vendor", VendorPermission::SettingsRead, |app, actor, vendor| {
        done(vendors::show_own_vendor(app, actor, vendor))
    }),
    ("change vendor", VendorPermission::SettingsWrite, |app, actor, vendor| {
        done(vendors::change_own_vendor(app, actor, vendor, VendorChanges::default()))
    }),
    ("close for a while", VendorPermission::SettingsWrite, |app, actor, vendor| {
        let new = NewClosure { from: None, until: None, notice: String::new(), expected_revision: None };
        done(vendors::close_for_a_while(app, actor, vendor, new, None))
    }),
    ("open again", VendorPermission::SettingsWrite, |app, actor, vendor| {
        done(vendors::open_again(app, actor, vendor, None))
    }),
    ("list members", VendorPermission::SettingsRead, |app, actor, vendor| {
        done(vendors::list_members(app, actor, vendor))
    }),
    ("list invitations", VendorPermission::SettingsRead, |app, actor, vendor| {
        done(joining::list_invitations(app, actor, vendor))
    }),
    ("show onboarding", VendorPermission::SettingsRead, |app, actor, vendor| {
        done(joining::show_onboarding(app, actor, vendor))
    }),
    ("show payout", VendorPermission::PayoutWrite, |app, actor, vendor| {
        done(joining::show_payout(app, actor, vendor))
    }),
    ("set payout", VendorPermission::PayoutWrite, |app, actor, vendor| {
        let account = AccountNumber::other("0123456789").expect("a number");
        let new = NewPayout { holder: "Maya Lind".to_owned(), account, bank: String::new() };
        done(joining::set_payout(app, actor, vendor, new, None))
    }),
    ("list papers", VendorPermission::DocumentsWrite, |app, actor, vendor| {
        done(documents::list_documents(app, actor, vendor))
    }),
    ("send paper", VendorPermission::DocumentsWrite, |app, actor, vendor| {
        let new = NewDocument { name: "register.pdf".to_owned(), bytes: Vec::new() };
        done(documents::send_document(app, actor, vendor, new, None))
    }),
    ("open paper", VendorPermission::DocumentsWrite, |app, actor, vendor| {
        done(documents::open_document(app, actor, vendor, DocumentId::from_bytes(NOTHING)))
    }),
    ("remove paper", VendorPermission::DocumentsWrite, |app, actor, vendor| {
        done(documents::remove_document(app, actor, vendor, DocumentId::from_bytes(NOTHING)))
    }),
    ("invite", VendorPermission::MembersWrite, |app, actor, vendor| {
        let email = Email::parse("ida@example.org").expect("an address");
        done(joining::invite_member(app, actor, vendor, NewInvitation { email, role: MemberRole::ReadOnly }))
    }),
    ("withdraw invitation", VendorPermission::MembersWrite, |app, actor, vendor| {
        done(joining::withdraw_invitation(app, actor, vendor, InvitationId::from_bytes(NOTHING)))
    }),
    ("change member", VendorPermission::MembersWrite, |app, actor, vendor| {
        let nobody = AccountId::from_bytes(NOTHING);
        done(vendors::change_member(app, actor, vendor, nobody, MemberRole::Owner))
    }),
    ("remove member", VendorPermission::MembersWrite, |app, actor, vendor| {
        done(vendors::remove_member(app, actor, vendor, AccountId::from_bytes(NOTHING)))
    }),
];

/// Whether a use case was refused for want of a permission, and for nothing else.
fn lacks(outcome: &Result<()>) -> bool {
    match outcome {
        Err(Error::Refused(refusal)) => refusal.code().name == "forbidden",
        Err(Error::Fault(fault)) => panic!("a fault instead of a refusal: {fault}"),
        Ok(()) => false,
    }
}

#[tokio::test]
async fn every_use_case_asks_the_one_table_of_roles() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let account = person(&market, "ida").await;
    for role in MemberRole::ALL.iter().copied() {
        let actor = Actor::VendorMember { vendor: kiln, account, role };
        for (name, permission, asked) in USE_CASES {
            let outcome = asked(&market.app, actor, kiln).await;
            assert_eq!(lacks(&outcome), !role.may(*permission), "{role}: {name}: {outcome:?}");
        }
    }
    market.close().await;
}

#[tokio::test]
async fn a_key_rules_no_people_and_nobody_of_another_vendor_finds_anything() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln").await, market.vendor("Loom").await);
    let account = person(&market, "ida").await;
    let key = Actor::Vendor { vendor: kiln, key: ApiKeyId::from_bytes([1; 16]) };
    for (name, permission, asked) in USE_CASES {
        let outcome = asked(&market.app, key, kiln).await;
        let may = !matches!(
            permission,
            VendorPermission::MembersWrite | VendorPermission::PayoutWrite | VendorPermission::DocumentsWrite
        );
        assert_eq!(lacks(&outcome), !may, "{name}: {outcome:?}");
        for stranger in [key, Actor::VendorMember { vendor: kiln, account, role: MemberRole::Owner }] {
            assert_eq!(refused(asked(&market.app, stranger, loom).await), "not_found", "{name}");
        }
        for nobody in [Actor::Guest, Actor::Account { account }] {
            assert_eq!(refused(asked(&market.app, nobody, kiln).await), "forbidden", "{name}");
        }
    }
    market.close().await;
}
