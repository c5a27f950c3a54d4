//! What tax is due where, who pays it on, and what of it goes back.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicU32, Ordering},
    },
};

use jiff::SignedDuration;
use souk_domain::{
    ids::{AccountId, OrderId, VendorId},
    pricing::Destination,
    tax::{
        TaxClass, TaxClassCode, TaxExemption, TaxPlace, TaxRank, TaxRemitter, TaxRounding, TaxTerms, TaxZone,
    },
};
use souk_market::{
    Actor, App, BoxFuture, Result, audit,
    cart::Delivery,
    catalogue, checkout,
    limits::Limits,
    ports::{TaxProvider, TaxRequest, TaxSource},
    tax::{self, ClassChanges, ExemptionChange, StoredZone, ZoneChanges},
};
use souk_testkit::{
    Market,
    market::{CARD, Good, Ports, address},
};

use super::{
    giving_back::{line, pieces, refund},
    shop::refused,
};

fn class(word: &str) -> TaxClassCode {
    TaxClassCode::parse(word).unwrap()
}

/// The market's country: 19 % on lines and shipping, 7 % on what is reduced.
fn home() -> TaxZone {
    TaxZone {
        name: "Home".to_owned(),
        places: vec![TaxPlace::country("US")],
        included: false,
        taxes_shipping: true,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: [(class("standard"), 1_900), (class("reduced"), 700)].into(),
    }
}

async fn make(market: &Market, zone: TaxZone) -> StoredZone {
    let made = tax::create_tax_zone(&market.app, Actor::Operator, zone, None).await;
    made.unwrap().fresh().unwrap()
}

/// What is booked on each account, by its word.
async fn booked(market: &Market) -> BTreeMap<String, i64> {
    let mut sums = BTreeMap::new();
    for entry in market.entries().await {
        *sums.entry(entry.account).or_insert(0) += entry.debit;
    }
    sums.retain(|_, sum| *sum != 0);
    sums
}

fn sums(of: &[(&str, i64)]) -> BTreeMap<String, i64> {
    of.iter().map(|(account, sum)| ((*account).to_owned(), *sum)).collect()
}

/// Two mugs for 24.50 and an espresso cup of the reduced class for 9.99, paid for, in a market with that zone.
async fn bought(zone: TaxZone) -> (Market, VendorId, OrderId) {
    let market = Market::open().await;
    make(&market, zone).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let cup = market.sell(kiln, Good::new(999, 10).of_class("reduced")).await;
    let order = market.place(market.cart(&[(mug, 2), (cup, 1)]).await, CARD).await.unwrap().order;
    (market, kiln, order)
}

/// One mug goes back, then the rest with the delivery; what is booked after the sale, the first and the second refund.
async fn back_and_forth(zone: TaxZone, after: [&[(&str, i64)]; 2]) {
    let (market, kiln, order) = bought(zone).await;
    assert_eq!(booked(&market).await, sums(after[0]), "sold");
    let part = market.order_view(order).await.vendor_orders.remove(0);
    refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    market.deliver().await;
    assert_eq!(booked(&market).await, sums(after[1]), "one of them back");
    let rest = vec![line(&part, 0, 1), line(&part, 1, 1)];
    refund(&market, kiln, part.id, pieces(rest, true)).await.unwrap();
    market.deliver().await;
    assert_eq!(booked(&market).await, BTreeMap::new(), "nothing stays anywhere");
    market.close().await;
}

/// Goods 49.00 + 9.99, shipping 5.00. On top: 19 % of 49.00 is 9.31, 7 % of 9.99 is 0.70, 19 % of 5.00 is 0.95, together 10.96.
/// Commission is 10 % of 58.99, 5.90, shared as 4.90 and 1.00. One mug is 24.50 + 4.66 (9.31 / 2, half up), with 2.45 of commission.
#[tokio::test]
async fn on_top_and_paid_on_by_the_market() {
    let sold: &[(&str, i64)] = &[
        ("gateway_receivable", 7_495),
        ("vendor_escrow", -(7_495 - 590 - 1_096)),
        ("commission", -590),
        ("sales_tax_payable", -1_096),
    ];
    let one_back: &[(&str, i64)] = &[
        ("gateway_receivable", 7_495 - 2_916),
        ("vendor_escrow", -(5_809 - 2_205)),
        ("commission", -345),
        ("sales_tax_payable", -(1_096 - 466)),
    ];
    back_and_forth(home(), [sold, one_back]).await;
}

/// The same sale; the tax is the vendor's to pay on, so that it stands in its net.
#[tokio::test]
async fn on_top_and_paid_on_by_the_vendor() {
    let sold: &[(&str, i64)] =
        &[("gateway_receivable", 7_495), ("vendor_escrow", -(7_495 - 590)), ("commission", -590)];
    let one_back: &[(&str, i64)] = &[
        ("gateway_receivable", 7_495 - 2_916),
        ("vendor_escrow", -(6_905 - (2_916 - 245))),
        ("commission", -345),
    ];
    back_and_forth(TaxZone { remitter: TaxRemitter::Vendor, ..home() }, [sold, one_back]).await;
}

/// Inside: of 49.00 are 7.82 tax, of 9.99 0.65, of 5.00 of shipping 0.80, together 9.27. Commission is 10 % of 41.18 + 9.34, that is
/// 5.05, shared as 4.12 and 0.93. One mug is 24.50 with 3.91 of tax and 2.06 of commission.
#[tokio::test]
async fn inside_the_price_and_paid_on_by_the_market() {
    let zone = TaxZone { included: true, ..home() };
    let sold: &[(&str, i64)] = &[
        ("gateway_receivable", 6_399),
        ("vendor_escrow", -(6_399 - 505 - 927)),
        ("commission", -505),
        ("sales_tax_payable", -927),
    ];
    let one_back: &[(&str, i64)] = &[
        ("gateway_receivable", 6_399 - 2_450),
        ("vendor_escrow", -(4_967 - (2_450 - 391 - 206))),
        ("commission", -299),
        ("sales_tax_payable", -(927 - 391)),
    ];
    back_and_forth(zone, [sold, one_back]).await;
}

#[tokio::test]
async fn inside_the_price_and_paid_on_by_the_vendor() {
    let zone = TaxZone { included: true, remitter: TaxRemitter::Vendor, ..home() };
    let sold: &[(&str, i64)] =
        &[("gateway_receivable", 6_399), ("vendor_escrow", -(6_399 - 505)), ("commission", -505)];
    let one_back: &[(&str, i64)] = &[
        ("gateway_receivable", 6_399 - 2_450),
        ("vendor_escrow", -(5_894 - (2_450 - 206))),
        ("commission", -299),
    ];
    back_and_forth(zone, [sold, one_back]).await;
}

#[tokio::test]
async fn what_was_placed_keeps_its_taxes_whatever_is_changed_after() {
    let zone = TaxZone { rounding: TaxRounding::VendorOrder, ..home() };
    let (market, kiln, order) = bought(zone).await;
    let stored = tax::list_tax_zones(&market.app, Actor::Operator).await.unwrap().remove(0);
    let changes = ZoneChanges {
        rates: Some([(class("standard"), 2_500)].into()),
        remitter: Some(TaxRemitter::Vendor),
        expected_revision: Some(stored.revision),
        ..ZoneChanges::default()
    };
    tax::change_tax_zone(&market.app, Actor::Operator, stored.id, changes.clone()).await.unwrap();
    assert_eq!(
        refused(tax::change_tax_zone(&market.app, Actor::Operator, stored.id, changes).await),
        "precondition_failed"
    );
    let view = market.order_view(order).await;
    let part = view.vendor_orders[0].clone();
    // 19 % of 49.00 and 5.00 together are 10.26, shared as 9.31 and 0.95
    assert_eq!((part.shipping_tax, part.tax_total, part.tax_remitted), (95, 931 + 70 + 95, 1_096));
    let back = refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 2)], true)).await.unwrap();
    assert_eq!(back.lines[0].tax_remitted, 931);
    tax::remove_tax_zone(&market.app, Actor::Operator, stored.id, None).await.unwrap();
    market.deliver().await;
    market.close().await;
}

#[tokio::test]
async fn zones_that_hold_the_same_place_are_refused_by_name_also_at_once() {
    let market = Market::open().await;
    make(&market, home()).await;
    let other = TaxZone { name: "Again".to_owned(), ..home() };
    let made = tax::create_tax_zone(&market.app, Actor::Operator, other.clone(), None).await;
    let error = made.err().unwrap();
    let fields = error.refusal().unwrap().fields();
    assert_eq!((fields[0].pointer.as_str(), fields[0].code), ("/places/0", "overlapping"));
    assert!(fields[0].detail.contains("“Home”"), "{}", fields[0].detail);
    let france =
        |name: &str| TaxZone { name: name.to_owned(), places: vec![TaxPlace::country("FR")], ..home() };
    let (one, two) = tokio::join!(
        tax::create_tax_zone(&market.app, Actor::Operator, france("One"), None),
        tax::create_tax_zone(&market.app, Actor::Operator, france("Two"), None),
    );
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|made| **made).count(), 1, "one of both");
    assert_eq!(tax::list_tax_zones(&market.app, Actor::Operator).await.unwrap().len(), 2);
    market.close().await;
}

#[tokio::test]
async fn classes_are_made_changed_and_removed_unless_a_product_has_them() {
    let market = Market::open().await;
    let books = TaxClass { code: class("books"), name: "Books".to_owned(), bps: Some(700) };
    let made = tax::create_tax_class(&market.app, Actor::Operator, books.clone(), None).await.unwrap();
    assert_eq!(made.fresh().unwrap().class, books);
    assert_eq!(
        refused(tax::create_tax_class(&market.app, Actor::Operator, books.clone(), None).await),
        "tax_class_taken"
    );
    let zone = TaxZone { rates: [(class("standard"), 1_900), (class("books"), 500)].into(), ..home() };
    make(&market, zone).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let book = market.sell(kiln, Good::new(1_000, 5).of_class("books")).await;
    let order = market.place(market.cart(&[(book, 1)]).await, CARD).await.unwrap().order;
    assert_eq!(market.order_view(order).await.vendor_orders[0].lines[0].tax, 50, "the zone's rate");
    let remove = |code: &str| tax::remove_tax_class(&market.app, Actor::Operator, class(code), None);
    assert_eq!(refused(remove("books").await), "still_referenced");
    assert_eq!(refused(remove("standard").await), "still_referenced");
    assert_eq!(refused(remove("luxury").await), "not_found");
    let changes = ClassChanges { bps: Some(None), expected_revision: Some(1), ..ClassChanges::default() };
    let changed = tax::change_tax_class(&market.app, Actor::Operator, class("books"), changes.clone()).await;
    assert_eq!((changed.as_ref().unwrap().class.bps, changed.unwrap().revision), (None, 2));
    let stale = tax::change_tax_class(&market.app, Actor::Operator, class("books"), changes).await;
    assert_eq!(refused(stale), "precondition_failed");
    remove("zero").await.unwrap();
    let unknown = market.app.write(Actor::Operator, move |ctx| {
        Box::pin(async move {
            let found = catalogue::purchasable_variants(ctx, &[book]).await?.pop().unwrap();
            let changes = catalogue::ProductChanges {
                tax_class: Some(TaxClassCode::parse("zero").unwrap()),
                ..catalogue::ProductChanges::default()
            };
            catalogue::update_product(ctx, found.vendor, found.product, &changes).await
        })
    });
    let error = unknown.await.err().unwrap();
    assert_eq!(error.refusal().unwrap().fields()[0].pointer, "/tax_class");
    market.close().await;
}

async fn quoted(app: &App, actor: Actor, key: souk_domain::ids::CartKey) -> (i64, u32) {
    let delivery = Delivery { destination: Some(address().destination()), ..Delivery::default() };
    let quote = checkout::quote_cart(app, actor, key, delivery).await.unwrap();
    (quote.cart.priced.tax_total, quote.cart.priced.lines[0].tax_bps)
}

#[tokio::test]
async fn an_account_that_is_exempt_pays_none_until_that_ends_and_it_is_written_down() {
    let market = Market::open().await;
    let (account, _) = market.person("Ida").await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 10_000, 10).await;
    let end = market.app.now() + SignedDuration::from_hours(2);
    let exemption =
        TaxExemption { reason: "Reseller".to_owned(), number: "R-1".to_owned(), ends_at: Some(end) };
    let change = ExemptionChange { exemption, expected_revision: Some(0) };
    let put = |change| tax::exempt_from_tax(&market.app, Actor::Operator, account, change);
    put(change.clone()).await.unwrap();
    assert_eq!(refused(put(change).await), "precondition_failed");
    let buyer = Actor::Account { account };
    let cart = market.cart(&[(mug, 1)]).await;
    assert_eq!(quoted(&market.app, buyer, cart).await, (0, 0));
    assert_eq!(quoted(&market.app, Actor::Guest, cart).await, (600, 600), "a guest pays it");
    let mut purchase = market.purchase(cart, CARD);
    purchase.account = Some(account);
    let order = market.buy(&purchase).await.unwrap().order;
    assert_eq!(market.order_view(order).await.tax_total, 0);
    market.clock.advance(SignedDuration::from_hours(3));
    let cart = market.cart(&[(mug, 1)]).await;
    assert_eq!(quoted(&market.app, buyer, cart).await, (600, 600), "it has ended");
    tax::tax_again(&market.app, Actor::Operator, account, None).await.unwrap();
    let nobody = AccountId::from_bytes([9; 16]);
    assert_eq!(refused(tax::show_exempt_account(&market.app, Actor::Operator, nobody).await), "not_found");
    let log = audit::list_audit(&market.app, Actor::Operator, audit::AuditQuery::default(), None, 10)
        .await
        .unwrap();
    let told: Vec<&str> = log.items.iter().map(|entry| entry.action.as_str()).take(2).collect();
    assert_eq!(told, ["tax_exemption.ended", "tax_exemption.made"]);
    market.close().await;
}

/// A provider that is asked over a network.
struct Asked {
    answer: Answer,
    asked: AtomicU32,
}

#[derive(Clone, Copy)]
enum Answer {
    Rate(u32),
    Failure,
    Silence,
}

impl TaxProvider for Asked {
    fn name(&self) -> &str {
        "asked"
    }

    fn terms(&self, asked: TaxRequest) -> BoxFuture<'_, std::result::Result<Option<TaxTerms>, String>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        assert!(asked.classes.contains(&TaxClassCode::default()) && asked.place.country == "US");
        Box::pin(async move {
            match self.answer {
                Answer::Rate(bps) => Ok(Some(TaxTerms {
                    included: false,
                    taxes_shipping: false,
                    rounding: TaxRounding::Line,
                    remitter: TaxRemitter::Vendor,
                    standard_bps: bps,
                    rates: BTreeMap::new(),
                })),
                Answer::Failure => Err("its server is down".to_owned()),
                Answer::Silence => std::future::pending().await,
            }
        })
    }
}

async fn asking(answer: Answer) -> (Market, App, Arc<Asked>) {
    let limits = Limits { tax_timeout: SignedDuration::from_millis(30), ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let provider = Arc::new(Asked { answer, asked: AtomicU32::new(0) });
    let taxes = Some(TaxSource::new(Arc::clone(&provider) as Arc<dyn TaxProvider>));
    let app = market.app_with(Ports { taxes, ..Ports::default() }).await;
    (market, app, provider)
}

#[tokio::test]
async fn what_a_provider_says_counts_before_the_zones_and_is_asked_once() {
    let (market, app, provider) = asking(Answer::Rate(825)).await;
    make(&market, home()).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 10_000, 10).await;
    let cart = market.cart(&[(mug, 1)]).await;
    assert_eq!(quoted(&app, Actor::Guest, cart).await, (825, 825));
    assert_eq!(quoted(&app, Actor::Guest, cart).await, (825, 825));
    let order = market.purchase(cart, CARD).on(&app).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders.remove(0);
    assert_eq!((part.tax_total, part.tax_remitted), (825, 0), "the vendor pays it on, as it was said");
    assert_eq!(provider.asked.load(Ordering::SeqCst), 1);
    // one that was never quoted is asked for by the order itself, of another process
    let fresh = market.app_with(Ports {
        taxes: Some(TaxSource::new(Arc::clone(&provider) as Arc<dyn TaxProvider>)),
        ..Ports::default()
    });
    let purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    let order = purchase.on(&fresh.await).await.unwrap().order;
    assert_eq!((market.order_view(order).await.tax_total, provider.asked.load(Ordering::SeqCst)), (825, 2));
    market.close().await;
}

#[tokio::test]
async fn a_provider_that_fails_hangs_or_errs_holds_nobody_up_and_the_zones_count() {
    for answer in [Answer::Failure, Answer::Silence, Answer::Rate(10_001)] {
        let (market, app, provider) = asking(answer).await;
        make(&market, home()).await;
        let kiln = market.vendor("Kiln & Fern").await;
        let mug = market.product(kiln, 10_000, 10).await;
        let cart = market.cart(&[(mug, 1)]).await;
        let (tax, bps) = quoted(&app, Actor::Guest, cart).await;
        assert_eq!((tax, bps), (1_900 + 95, 1_900));
        let place = address().destination();
        let told = tax::show_tax_at(&app, Actor::Operator, place).await.unwrap();
        assert!(told.is_fallback && told.provider == "asked");
        let order = market.purchase(cart, CARD).on(&app).await.unwrap().order;
        assert_eq!(market.order_view(order).await.tax_total, 1_995);
        assert_eq!(provider.asked.load(Ordering::SeqCst), 1, "and is left alone for a while");
        market.close().await;
    }
}

#[tokio::test]
async fn the_staff_is_told_what_is_due_where() {
    let market = Market::open().await;
    make(&market, home()).await;
    let at =
        |country: &str| Destination { country: country.to_owned(), region: None, postal_code: String::new() };
    let told = tax::show_tax_at(&market.app, Actor::Operator, at("US")).await.unwrap();
    assert_eq!(told.zone, Some(("Home".to_owned(), TaxRank::Country)));
    assert_eq!((told.terms.bps_of(&class("reduced")), told.terms.bps_of(&class("zero"))), (700, 0));
    let told = tax::show_tax_at(&market.app, Actor::Operator, at("DE")).await.unwrap();
    assert_eq!((told.zone, told.terms.standard_bps, told.is_fallback), (None, 600, false));
    let guest: Result<_> = tax::show_tax_at(&market.app, Actor::Guest, at("US")).await;
    assert_eq!(refused(guest), "forbidden");
    market.close().await;
}
