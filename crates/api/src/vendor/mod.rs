//! For vendors: their products, stock and orders, by their own key.

mod downloads;
mod drafts;
mod export;
mod funds;
mod images;
mod imports;
mod locations;
mod many;
mod members;
mod onboarding;
mod orders;
mod prices;
mod products;
pub(crate) mod profile;
mod sheet;
pub(crate) mod shipments;
mod stock;
mod variant_patch;

use http::Method;
use souk_domain::refusal::{self, Code};
use souk_http::Access;

use crate::{
    catalogue::Image,
    operation::{Operation, group},
};

use sheet::VendorProduct;

const PRODUCTS: &str = "/api/v1/vendor/products";
const EXPORT: &str = "/api/v1/vendor/products/export";
const PRODUCT: &str = "/api/v1/vendor/products/{product}";
const PICTURES: &str = "/api/v1/vendor/products/{product}/images";
const DOWNLOADS: &str = "/api/v1/vendor/variants/{variant}/downloads";
const LOCATIONS: &str = "/api/v1/vendor/locations";
const PICTURE: &str = "/api/v1/vendor/products/{product}/images/{image}";

/// What writing a product refuses.
const PRODUCT_REFUSES: &[&Code] = &[
    &refusal::NOT_FOUND,
    &refusal::PRECONDITION_FAILED,
    &refusal::SLUG_TAKEN,
    &refusal::SKU_TAKEN,
    &refusal::OPTIONS_REPEATED,
    &refusal::OPTIONS_INCOMPLETE,
    &refusal::TOO_MANY_VARIANTS,
    &refusal::LIST_FULL,
    &refusal::VENDOR_STEP_NOT_ALLOWED,
];

pub(crate) fn operations() -> Vec<Operation> {
    let vendor = Access::Vendor;
    let (get, post) = (Method::GET, Method::POST);
    group(
        "Vendor API",
        vec![
            Operation::new(get.clone(), PRODUCTS, "list_own_products", vendor, products::list)
                .says("Your products", "Newest first.")
                .query::<products::OwnQuery>()
                .answers_list::<products::OwnProduct>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(post.clone(), PRODUCTS, "create_product", vendor, products::create)
                .says("Makes a product", "With its variants and their first stock.")
                .takes::<drafts::ProductRequest>()
                .answers::<VendorProduct>(201)
                .refuses(PRODUCT_REFUSES),
            Operation::new(get.clone(), EXPORT, "export_products", vendor, export::products)
                .says(
                    "Your products as a file",
                    "CSV with the columns that other shops export and import; `souk import products` reads it too. It comes \
                     in parts: one that breaks off is not whole.",
                )
                .query::<export::ExportQuery>()
                .answers_csv()
                .refuses(&[&refusal::MALFORMED_QUERY]),
            Operation::new(
                post.clone(),
                "/api/v1/vendor/products/changes",
                "change_many_products",
                vendor,
                many::change,
            )
            .says(
                "Changes many products at once",
                "Each is changed or refused by itself; what is refused is as it was. Stock is changed by level: \
                 `POST /vendor/stock/adjustments`.",
            )
            .takes::<many::ManyRequest>()
            .answers::<many::ManyAnswer>(200),
            Operation::new(
                post.clone(),
                "/api/v1/vendor/products/{product}/duplicate",
                "duplicate_product",
                vendor,
                products::duplicate,
            )
            .says(
                "Makes a draft that is as a product is",
                "With its pictures, without what is each thing's own: stock, SKU, barcode.",
            )
            .takes::<products::DuplicateRequest>()
            .answers::<VendorProduct>(201)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::SLUG_TAKEN,
                &refusal::LIST_FULL,
                &refusal::VENDOR_STEP_NOT_ALLOWED,
            ]),
            Operation::new(get.clone(), PRODUCT, "show_own_product", vendor, products::show)
                .says("One of your products", "Whatever its status. Its `ETag` is for `If-Match`.")
                .answers::<VendorProduct>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(Method::PATCH, PRODUCT, "change_product", vendor, products::change)
                .says(
                    "Changes a product",
                    "A merge patch; `variants` replaces all of them, each kept by its `id` or its options.",
                )
                .takes::<drafts::ProductPatch>()
                .answers::<VendorProduct>(200)
                .refuses(PRODUCT_REFUSES),
            Operation::new(Method::DELETE, PRODUCT, "remove_product", vendor, products::remove)
                .says("Removes a product", "One that was ordered or lies in a cart is archived instead.")
                .answers_nothing(204)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::PRECONDITION_FAILED,
                    &refusal::VENDOR_STEP_NOT_ALLOWED,
                ]),
            Operation::new(
                get.clone(),
                "/api/v1/vendor/variants/{variant}/prices",
                "list_variant_prices",
                vendor,
                prices::list,
            )
            .says(
                "What a variant of yours cost since when",
                "Newest first: the first is what it costs now. Each is kept for 395 days after it was over.",
            )
            .query::<crate::wire::ListQuery>()
            .answers_list::<prices::VariantPrice>()
            .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(post.clone(), PICTURES, "add_product_image", vendor, images::add)
                .says(
                    "Adds a picture",
                    "The body is the picture: WebP, JPEG, PNG or GIF, at most 10 MiB. It is re-encoded without EXIF \
                     metadata, which may hold a location, and stands behind those the product has.",
                )
                .query::<images::ImageQuery>()
                .takes_picture()
                .answers::<Image>(201)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::MALFORMED_QUERY,
                    &refusal::BODY_TOO_LARGE,
                    &refusal::UNSUPPORTED_MEDIA_TYPE,
                    &refusal::LIST_FULL,
                    &refusal::VENDOR_STEP_NOT_ALLOWED,
                ]),
            Operation::new(Method::PATCH, PICTURE, "change_product_image", vendor, images::change)
                .says("Changes a picture", "Its text, the variants it shows, its place: the others make room. Answers all of them.")
                .takes::<images::ImagePatch>()
                .answers::<images::Images>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::VENDOR_STEP_NOT_ALLOWED]),
            Operation::new(Method::DELETE, PICTURE, "remove_product_image", vendor, images::remove)
                .says("Takes a picture away", "What shows it elsewhere, an order of last year say, keeps it.")
                .answers_nothing(204)
                .refuses(&[&refusal::NOT_FOUND, &refusal::VENDOR_STEP_NOT_ALLOWED]),
            Operation::new(post.clone(), DOWNLOADS, "add_download", vendor, downloads::add)
                .says(
                    "Adds a file that buyers of a variant may download",
                    "The body is the file, at most 256 MiB, kept as it is. Whoever paid has it by links that run out; what needs no \
                     parcel counts as arrived when its buyer opens it.",
                )
                .query::<downloads::DownloadQuery>()
                .takes_file::<souk_http::read::Octets>()
                .answers::<downloads::Download>(201)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::MALFORMED_QUERY,
                    &refusal::BODY_TOO_LARGE,
                    &refusal::UNSUPPORTED_MEDIA_TYPE,
                    &refusal::VENDOR_STEP_NOT_ALLOWED,
                ])
                .ignores_key(),
            Operation::new(get.clone(), "/api/v1/vendor/products/{product}/downloads", "list_downloads", vendor, downloads::list)
                .says("The files of a product", "Variant by variant, in the order they came.")
                .answers::<downloads::Downloads>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(
                Method::DELETE,
                "/api/v1/vendor/downloads/{download}",
                "remove_download",
                vendor,
                downloads::remove,
            )
            .says("Takes a file away", "Who bought it before has it still.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(get.clone(), "/api/v1/vendor/stock", "list_stock", vendor, stock::list)
                .says("Your stock", "Variant by variant and place by place.")
                .query::<stock::StockQuery>()
                .answers_list::<stock::StockLevel>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(get.clone(), "/api/v1/vendor/stock/{variant}", "show_stock", vendor, stock::show)
                .says("Stock of one variant", "At each of your places, and the movements that explain it, newest first.")
                .query::<crate::wire::ListQuery>()
                .answers::<stock::VariantStockSheet>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(
                post.clone(),
                "/api/v1/vendor/stock/adjustments",
                "adjust_many_levels",
                vendor,
                stock::adjust_many,
            )
            .says(
                "Changes stock of many levels at once",
                "Each by itself, as one change of stock is; what is refused is as it was.",
            )
            .takes::<stock::ManyLevels>()
            .answers::<stock::ManyLevelsAnswer>(200),
            Operation::new(get.clone(), LOCATIONS, "list_locations", vendor, locations::list)
                .says("Where you keep stock", "Orders are filled from the first that holds a line whole.")
                .answers::<locations::Locations>(200),
            Operation::new(post.clone(), LOCATIONS, "create_location", vendor, locations::create)
                .says("Adds a place with stock", "Behind the others.")
                .takes::<locations::LocationRequest>()
                .answers::<locations::StockLocation>(201),
            Operation::new(
                Method::PATCH,
                "/api/v1/vendor/locations/{location}",
                "change_location",
                vendor,
                locations::change,
            )
            .says("Renames a place, or moves it", "A merge patch; answers all of them in their order.")
            .takes::<locations::LocationPatch>()
            .answers::<locations::Locations>(200)
            .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(
                post,
                "/api/v1/vendor/stock/{variant}/adjustments",
                "adjust_stock",
                vendor,
                stock::adjust,
            )
            .says("Changes stock", "By `delta`, or to exactly `set`; the movement log keeps why.")
            .takes::<stock::StockChange>()
            .answers::<stock::AdjustedStock>(201)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::NOT_TRACKED,
                &refusal::BELOW_ZERO,
                &refusal::BELOW_ALLOCATED,
                &refusal::UNIQUE_QUANTITY,
                &refusal::STOCK_TOO_LARGE,
            ]),
            Operation::new(get.clone(), "/api/v1/vendor/balance", "show_vendor_balance", vendor, funds::balance)
                .says("What you have", "In the market's currency.")
                .answers::<funds::VendorBalance>(200),
            Operation::new(get.clone(), "/api/v1/vendor/ledger", "list_vendor_ledger", vendor, funds::list)
                .says("How it came to be", "Newest first: what was sold, given back, released and paid out.")
                .query::<crate::wire::ListQuery>()
                .answers_list::<funds::VendorLedgerEntry>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(
                get.clone(),
                "/api/v1/vendor/statement",
                "show_vendor_statement",
                vendor,
                funds::statement,
            )
            .says(
                "The same as a table (CSV)",
                "Oldest first, at most 10,000 rows: narrow the time when there are more.",
            )
            .query::<funds::StatementQuery>()
            .answers_csv()
            .refuses(&[&refusal::MALFORMED_QUERY]),
            Operation::new(get.clone(), "/api/v1/vendor/orders", "list_vendor_orders", vendor, orders::list)
                .says("Your parts of paid orders", "Newest first.")
                .query::<orders::VendorOrderQuery>()
                .answers_list::<orders::VendorOrderSheet>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
            Operation::new(get, "/api/v1/vendor/orders/{order}", "show_vendor_order", vendor, orders::show)
                .says("One of your vendor orders", "By its own id, the order's id, or the order's number.")
                .answers::<orders::VendorOrderSheet>(200)
                .refuses(&[&refusal::NOT_FOUND]),
        ]
        .into_iter()
        .chain(imports::operations())
        .chain(sending())
        .chain(settings())
        .chain(people())
        .collect(),
    )
}

/// What it says of itself, and when it is away.
fn settings() -> [Operation; 7] {
    const PROFILE: &str = "/api/v1/vendor/profile";
    const CLOSURE: &str = "/api/v1/vendor/closure";
    const PAYOUT: &str = "/api/v1/vendor/payout-details";
    let vendor = Access::Vendor;
    [
        Operation::new(Method::GET, PROFILE, "show_own_vendor", vendor, profile::show)
            .says("Your vendor", "Whatever its status. Its `ETag` is for `If-Match`.")
            .answers::<profile::VendorProfile>(200),
        Operation::new(Method::PATCH, PROFILE, "change_own_vendor", vendor, profile::change)
            .says("Changes what your vendor says of itself", "A merge patch.")
            .takes::<profile::VendorPatch>()
            .answers::<profile::VendorProfile>(200)
            .refuses(&[&refusal::PRECONDITION_FAILED, &refusal::SLUG_TAKEN]),
        Operation::new(Method::POST, CLOSURE, "close_own_vendor_for_a_while", vendor, profile::close)
            .says(
                "Says when your vendor is away",
                "In place of what was said before. Meanwhile nothing of it can be bought and its pages say so; what was ordered \
                 goes on. It opens by itself.",
            )
            .takes::<profile::ClosureRequest>()
            .answers::<profile::VendorProfile>(200)
            .refuses(&[&refusal::PRECONDITION_FAILED]),
        Operation::new(
            Method::GET,
            "/api/v1/vendor/onboarding",
            "show_vendor_onboarding",
            vendor,
            onboarding::show,
        )
        .says("How far your vendor is set up", "Reckoned from what there is.")
        .answers::<onboarding::VendorOnboarding>(200),
        Operation::new(Method::GET, PAYOUT, "show_payout_details", vendor, onboarding::payout)
            .says("Where your money is sent to", "Owners may see it; the number by its ends alone.")
            .answers::<onboarding::PayoutDetails>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::POST, PAYOUT, "set_payout_details", vendor, onboarding::set_payout)
            .says(
                "Says where your money is sent to",
                "In place of what was said before. Owners may, and all of them are told, and who was one in the last seven days. An IBAN is checked by its check digits.",
            )
            .takes::<onboarding::PayoutRequest>()
            .answers::<onboarding::PayoutDetails>(200)
            .refuses(&[&refusal::VENDOR_STEP_NOT_ALLOWED]),
        Operation::new(Method::DELETE, CLOSURE, "open_own_vendor", vendor, profile::open)
            .says("Opens your vendor again", "It is not away any more, and will not be.")
            .answers_nothing(204)
            .refuses(&[&refusal::PRECONDITION_FAILED]),
    ]
}

/// Who acts for it, and who is asked to.
fn people() -> [Operation; 6] {
    const MEMBERS: &str = "/api/v1/vendor/members";
    const MEMBER: &str = "/api/v1/vendor/members/{account}";
    const INVITATIONS: &str = "/api/v1/vendor/invitations";
    let vendor = Access::Vendor;
    [
        Operation::new(Method::GET, MEMBERS, "list_vendor_members", vendor, members::list)
            .says("Who acts for your vendor", "")
            .answers::<members::VendorMembers>(200),
        Operation::new(Method::PATCH, MEMBER, "change_vendor_member", vendor, members::change)
            .says("Gives a member another role", "Owners may, and all of them are told. The last owner stays one.")
            .takes::<members::RolePatch>()
            .answers::<members::VendorMembers>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::LAST_OWNER, &refusal::VENDOR_STEP_NOT_ALLOWED]),
        Operation::new(Method::DELETE, MEMBER, "remove_vendor_member", vendor, members::remove)
            .says("Sends a member off", "Owners may, and everyone may go by themselves. All owners are told. The last owner cannot go.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::LAST_OWNER, &refusal::VENDOR_STEP_NOT_ALLOWED]),
        Operation::new(
            Method::GET,
            INVITATIONS,
            "list_vendor_invitations",
            vendor,
            members::invitations,
        )
        .says("Who was asked to act for your vendor", "Invitations that wait for an answer.")
        .answers::<members::VendorInvitations>(200),
        Operation::new(Method::POST, INVITATIONS, "invite_vendor_member", vendor, members::invite)
            .says(
                "Asks somebody to act for your vendor",
                "Owners may. A link is sent that works once, for seven days, while who asked may ask; asked again, the link before ends.",
            )
            .takes::<members::InvitationRequest>()
            .answers::<members::VendorInvitation>(201)
            .refuses(&[
                &refusal::ALREADY_MEMBER,
                &refusal::VENDOR_STEP_NOT_ALLOWED,
                &refusal::TOO_MANY_MEMBERS,
                &refusal::TOO_MANY_REQUESTS,
            ])
            .ignores_key(),
        Operation::new(
            Method::DELETE,
            "/api/v1/vendor/invitations/{invitation}",
            "withdraw_vendor_invitation",
            vendor,
            members::withdraw,
        )
        .says("Takes an invitation back", "Its link ends.")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND]),
    ]
}

/// What is sent, and what is told of it.
fn sending() -> [Operation; 5] {
    let vendor = Access::Vendor;
    let (get, post) = (Method::GET, Method::POST);
    [
        Operation::new(
            post.clone(),
            "/api/v1/vendor/orders/{order}/shipments",
            "create_shipment",
            vendor,
            shipments::create,
        )
        .says(
            "Makes a shipment of a vendor order",
            "Of some of its pieces, or of all that are still to be sent. The stock of what is in it leaves the shelf. The vendor \
             order is `shipped` once all of it is in shipments. `If-Match` rests on the vendor order.",
        )
        .takes::<shipments::ShipmentRequest>()
        .answers::<crate::orders::wire::Shipment>(201)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::NOTHING_TO_SEND,
            &refusal::MORE_THAN_OPEN,
            &refusal::NOT_ON_HAND,
            &refusal::TOO_MUCH_TRACKING,
        ]),
        Operation::new(
            post.clone(),
            "/api/v1/vendor/orders/{order}/provide",
            "provide_order",
            vendor,
            shipments::provide,
        )
        .says(
            "Hands over what needs no shipping",
            "All of a vendor order that needs no parcel: it has arrived with that. `If-Match` rests on the vendor order.",
        )
        .answers::<crate::orders::wire::Shipment>(201)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::NOTHING_TO_SEND,
            &refusal::NOT_ON_HAND,
        ]),
        Operation::new(get, shipments::SHIPMENT, "show_shipment", vendor, shipments::show)
            .says("One of your shipments", "With what was told of it. Its `ETag` is for `If-Match`.")
            .answers::<crate::orders::wire::Shipment>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            post.clone(),
            "/api/v1/vendor/shipments/{shipment}/carriage",
            "carry_shipment",
            vendor,
            shipments::carry,
        )
        .says(
            "Says who carries a shipment",
            "And under which number, as long as it is neither delivered, lost nor back. `If-Match` rests on the shipment.",
        )
        .takes::<shipments::CarriageRequest>()
        .answers::<crate::orders::wire::Shipment>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::SHIPMENT_STEP_NOT_ALLOWED,
            &refusal::TOO_MUCH_TRACKING,
        ]),
        Operation::new(
            post,
            "/api/v1/vendor/shipments/{shipment}/events",
            "record_tracking",
            vendor,
            shipments::track,
        )
        .says(
            "Tells where a shipment is",
            "It goes forward only, and may pass over a step; what is `lost` or `returned` is to be sent again, unless it was paid \
             back. Both may also correct `delivered`, until its order is confirmed. The same status may be told of several places. `If-Match` rests on the shipment.",
        )
        .takes::<shipments::TrackingRequest>()
        .answers::<crate::orders::wire::Shipment>(201)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::SHIPMENT_STEP_NOT_ALLOWED,
            &refusal::VENDOR_ORDER_HELD,
            &refusal::TOO_MUCH_TRACKING,
        ]),
    ]
}
