//! Ways to ship, and how vendors ship: kept as they were written, changed by who rests on what they read, and promised.

use std::sync::{
    Arc,
    atomic::{AtomicU32, Ordering},
};

use jiff::SignedDuration;
use souk_domain::{
    ids::{ApiKeyId, CartKey, ShippingMethodId, VariantId, VendorId},
    money::{Currency, Money},
    pricing::{Bracket, Destination, Place, PricedVendor, ShippingKind, ShippingZone, Undeliverable},
};
use souk_market::{
    Actor, App, BoxFuture,
    cart::{self, Delivery},
    checkout,
    limits::Limits,
    ports::{CarrierRates, RateRequest, RateSources},
    shipping::{self, MethodChanges, NewMethod, OfferedMethod, TermsChanges, Whose},
};
use souk_testkit::{
    Market,
    market::{CARD, Ports, address},
};

use super::shop::refused;

fn zones() -> Vec<ShippingZone> {
    let place = |country: &str, region: Option<&str>| Place {
        country: country.to_owned(),
        region: region.map(str::to_owned),
    };
    let bracket = |up_to, fee| Bracket { up_to, fee };
    vec![
        ShippingZone {
            places: vec![place("US", Some("CA")), place("US", Some("New York")), place("MX", None)],
            kind: ShippingKind::WeightBrackets(vec![bracket(Some(500), 390), bracket(Some(20_000), 990)]),
            free_from: Some(9_000),
        },
        ShippingZone {
            places: vec![place("US", None)],
            kind: ShippingKind::AmountBrackets(vec![bracket(Some(2_000), 700), bracket(None, 450)]),
            free_from: None,
        },
        ShippingZone {
            places: Vec::new(),
            kind: ShippingKind::ByWeight { base: 1_200, per_kg: 300 },
            free_from: None,
        },
    ]
}

fn post(name: &str, zones: Vec<ShippingZone>) -> NewMethod {
    NewMethod { vendor: None, name: name.to_owned(), zones, min_days: 2, max_days: 4, takes_cash: false }
}

async fn offer(market: &Market, whose: Whose, new: NewMethod) -> souk_market::Result<OfferedMethod> {
    let made = shipping::create_shipping_method(&market.app, Actor::Operator, whose, new, None).await?;
    Ok(made.fresh().unwrap().0)
}

/// What a vendor would take for one of its things there.
async fn quote(market: &Market, variant: VariantId, country: &str, region: Option<&str>) -> PricedVendor {
    let key = market.cart(&[(variant, 1)]).await;
    let destination = Destination {
        country: country.to_owned(),
        region: region.map(str::to_owned),
        postal_code: String::new(),
    };
    let delivery = Delivery { destination: Some(destination), ..Delivery::default() };
    let priced = market.app.read(Actor::Guest, move |ctx| {
        let delivery = delivery.clone();
        Box::pin(async move { Ok(cart::quote(ctx, key, &delivery).await?.priced) })
    });
    priced.await.unwrap().vendors.remove(0)
}

fn methods(quoted: &PricedVendor) -> Vec<ShippingMethodId> {
    quoted.options.iter().map(|option| option.method).collect()
}

async fn change_terms(market: &Market, vendor: VendorId, changes: TermsChanges) -> souk_market::Result<i64> {
    let changed = shipping::change_shipping_terms(&market.app, Actor::Operator, (vendor, true), changes);
    changed.await.map(|found| found.revision)
}

#[tokio::test]
async fn a_way_to_ship_is_read_back_as_it_was_written_and_its_regions_by_their_codes() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let made = offer(&market, Whose::Own(kiln), post(" Post ", zones())).await.unwrap();
    let mut kept = zones();
    kept[0].places[1].region = Some("NY".to_owned());
    assert_eq!((made.method.zones.clone(), made.revision), (kept, 1));
    assert_eq!((made.method.name.as_str(), made.method.vendor), ("Post", Some(kiln)));
    let named = (Some(kiln), made.method.method);
    let (found, _) = shipping::show_shipping_method(&market.app, Actor::Operator, named).await.unwrap();
    assert_eq!(found, made);
    let (own, _) =
        shipping::list_shipping_methods(&market.app, Actor::Operator, Whose::Own(kiln)).await.unwrap();
    assert_eq!(own, std::slice::from_ref(&made));
    let (shared, _) =
        shipping::list_shipping_methods(&market.app, Actor::Operator, Whose::Market).await.unwrap();
    assert!(!shared.is_empty() && !shared.contains(&made));
    market.close().await;
}

#[tokio::test]
async fn a_change_replaces_the_zones_and_rests_on_what_was_read() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let made = offer(&market, Whose::Own(kiln), post("Post", zones())).await.unwrap();
    let id = made.method.method;
    let fee = |quoted: &PricedVendor| quoted.options.iter().find(|one| one.method == id).map(|one| one.fee);
    assert_eq!(fee(&quote(&market, mug, "US", Some("OR")).await), Some(450));
    let changes = |expected| MethodChanges {
        zones: Some(vec![ShippingZone::of_countries(&["DE"], ShippingKind::Flat { fee: 111 })]),
        min_days: Some(0),
        expected_revision: expected,
        ..MethodChanges::default()
    };
    let change = async |named, expected| {
        shipping::change_shipping_method(&market.app, Actor::Operator, named, changes(expected)).await
    };
    let (changed, _) = change((Some(kiln), id), Some(1)).await.unwrap();
    assert_eq!((changed.revision, changed.method.zones.len(), changed.method.min_days), (2, 1, 0));
    assert_eq!(fee(&quote(&market, mug, "US", Some("OR")).await), None);
    assert_eq!(fee(&quote(&market, mug, "DE", None).await), Some(111));
    assert_eq!(refused(change((Some(kiln), id), Some(1)).await), "precondition_failed");
    // the same again changes nothing
    assert_eq!(change((Some(kiln), id), Some(2)).await.unwrap().0.revision, 2);

    let loom = market.vendor("Loom House").await;
    assert_eq!(refused(change((Some(loom), id), None).await), "not_found");
    let remove =
        |named, expected| shipping::remove_shipping_method(&market.app, Actor::Operator, named, expected);
    assert_eq!(refused(remove((Some(loom), id), None).await), "not_found");
    assert_eq!(refused(remove((Some(kiln), id), Some(1)).await), "precondition_failed");
    remove((Some(kiln), id), Some(2)).await.unwrap();
    assert_eq!(refused(remove((Some(kiln), id), None).await), "not_found");
    assert_eq!(fee(&quote(&market, mug, "DE", None).await), None);
    market.close().await;
}

#[tokio::test]
async fn what_cannot_be_is_named_and_nothing_is_kept() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let wrong = NewMethod { min_days: 5, ..post("", Vec::new()) };
    let refusal = offer(&market, Whose::Own(kiln), wrong).await.unwrap_err();
    let fields = refusal.refusal().unwrap().fields();
    let pointers: Vec<&str> = fields.iter().map(|field| field.pointer.as_str()).collect();
    assert_eq!(pointers, ["/name", "/zones", "/max_days"]);
    let too_slow = TermsChanges { handling_days: Some(61), ..TermsChanges::default() };
    assert_eq!(refused(change_terms(&market, kiln, too_slow).await), "invalid_input");
    let nobody = VendorId::from_bytes([9; 16]);
    assert_eq!(refused(offer(&market, Whose::Vendor(nobody), post("Post", zones())).await), "not_found");
    let (own, _) =
        shipping::list_shipping_methods(&market.app, Actor::Operator, Whose::Own(kiln)).await.unwrap();
    assert_eq!(own, []);
    market.close().await;
}

#[tokio::test]
async fn who_is_none_of_the_staff_acts_on_their_own_ways_alone() {
    let market = Market::open().await;
    let new = || post("Post", zones());
    for whose in [Whose::Market, Whose::Vendor(market.vendor("Kiln & Fern").await)] {
        let made = shipping::create_shipping_method(&market.app, Actor::Guest, whose, new(), None).await;
        assert_eq!(refused(made), "forbidden");
        assert_eq!(
            refused(shipping::list_shipping_methods(&market.app, Actor::Guest, whose).await),
            "forbidden"
        );
    }
    let shared = offer(&market, Whose::Market, new()).await.unwrap().method.method;
    let changes = MethodChanges::default();
    let named = (None, shared);
    assert_eq!(
        refused(shipping::change_shipping_method(&market.app, Actor::Guest, named, changes).await),
        "forbidden"
    );
    let loom = market.vendor("Loom House").await;
    let own = (Some(loom), shared);
    assert_eq!(refused(shipping::show_shipping_method(&market.app, Actor::Guest, own).await), "forbidden");
    let itself = Actor::Vendor { vendor: loom, key: ApiKeyId::from_bytes([1; 16]) };
    assert_eq!(refused(shipping::show_shipping_method(&market.app, itself, own).await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn a_vendors_own_ways_replace_the_markets_when_it_says_so() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let shared = methods(&quote(&market, mug, "US", Some("OR")).await);
    assert!(!shared.is_empty());
    let only = TermsChanges { own_only: Some(true), ..TermsChanges::default() };
    assert_eq!(change_terms(&market, kiln, only).await.unwrap(), 1);
    assert_eq!(methods(&quote(&market, mug, "US", Some("OR")).await), shared, "it has none of its own");
    let own = offer(&market, Whose::Own(kiln), post("Post", zones())).await.unwrap().method.method;
    assert_eq!(methods(&quote(&market, mug, "US", Some("OR")).await), [own]);
    let beside =
        TermsChanges { own_only: Some(false), expected_revision: Some(1), ..TermsChanges::default() };
    assert_eq!(change_terms(&market, kiln, beside).await.unwrap(), 2);
    let all = methods(&quote(&market, mug, "US", Some("OR")).await);
    assert_eq!(all.len(), shared.len() + 1);
    assert_eq!(refused(change_terms(&market, kiln, beside).await), "precondition_failed");
    market.close().await;
}

#[tokio::test]
async fn an_order_keeps_the_days_it_was_promised() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let handling = |days| TermsChanges { handling_days: Some(days), ..TermsChanges::default() };
    change_terms(&market, kiln, handling(5)).await.unwrap();
    // the market's clock stands at a Monday: five working days end on the next
    let option = quote(&market, mug, "US", Some("OR")).await.options.remove(0);
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders.remove(0);
    let after = |days: u16| Some(market.app.now() + SignedDuration::from_hours(24 * i64::from(days)));
    assert_eq!((option.min_days, option.max_days), (7 + 3, 7 + 5));
    assert_eq!((part.arrives_from, part.arrives_by), (after(10), after(12)));
    change_terms(&market, kiln, handling(0)).await.unwrap();
    assert_eq!(quote(&market, mug, "US", Some("OR")).await.options[0].max_days, 5);
    let part = market.order_view(order).await.vendor_orders.remove(0);
    assert_eq!((part.arrives_from, part.arrives_by), (after(10), after(12)));
    market.close().await;
}

/// A carrier that is told beforehand how it answers.
struct Told {
    name: &'static str,
    answer: Answer,
    asked: AtomicU32,
}

enum Answer {
    Price(i64),
    Failure,
    /// It never answers.
    Silence,
}

impl CarrierRates for Told {
    fn name(&self) -> &str {
        self.name
    }

    fn services(&self) -> Vec<String> {
        vec!["ground".to_owned()]
    }

    fn rate(&self, asked: RateRequest) -> BoxFuture<'_, Result<Option<Money>, String>> {
        self.asked.fetch_add(1, Ordering::SeqCst);
        assert_eq!((asked.service.as_str(), asked.to.country.as_str()), ("ground", "US"));
        Box::pin(async move {
            match self.answer {
                Answer::Price(minor) => Ok(Some(Money::new(minor, Currency::USD))),
                Answer::Failure => Err("its server is down".to_owned()),
                Answer::Silence => std::future::pending().await,
            }
        })
    }
}

fn told(name: &'static str, answer: Answer) -> Arc<Told> {
    Arc::new(Told { name, answer, asked: AtomicU32::new(0) })
}

fn asking(carrier: &str, service: &str) -> Vec<ShippingZone> {
    let kind = ShippingKind::Carrier { carrier: carrier.to_owned(), service: service.to_owned() };
    vec![ShippingZone::everywhere(kind)]
}

/// A market whose one vendor ships by these carriers alone, and the server that may ask them.
async fn asked_of(carriers: &[Arc<Told>]) -> (Market, App, VariantId) {
    let limits = Limits { carrier_timeout: SignedDuration::from_millis(30), ..Limits::default() };
    let market = Market::with_limits(limits).await;
    let sources = carriers.iter().map(|carrier| Arc::clone(carrier) as Arc<dyn CarrierRates>).collect();
    let ports = Ports { carrier_rates: Some(RateSources::new(sources)), ..Ports::default() };
    let app = market.app_with(ports).await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    for carrier in carriers {
        let new = post(carrier.name, asking(carrier.name, "ground"));
        shipping::create_shipping_method(&app, Actor::Operator, Whose::Own(kiln), new, None).await.unwrap();
    }
    let only = TermsChanges { own_only: Some(true), ..TermsChanges::default() };
    change_terms(&market, kiln, only).await.unwrap();
    (market, app, mug)
}

async fn quoted(app: &App, key: CartKey) -> PricedVendor {
    let delivery = Delivery { destination: Some(address().destination()), ..Delivery::default() };
    let mut quote = checkout::quote_cart(app, Actor::Guest, key, delivery).await.unwrap();
    quote.cart.priced.vendors.remove(0)
}

#[tokio::test]
async fn carriers_that_fail_or_hang_are_left_out_and_hold_nobody_up() {
    let carriers =
        [told("swift", Answer::Price(620)), told("broken", Answer::Failure), told("mute", Answer::Silence)];
    let (market, app, mug) = asked_of(&carriers).await;
    let key = market.cart(&[(mug, 1)]).await;
    let found = quoted(&app, key).await;
    let offered: Vec<(&str, i64)> = found.options.iter().map(|one| (one.name.as_str(), one.fee)).collect();
    assert_eq!(offered, [("swift", 620)]);
    let left_out: Vec<&str> = found.unanswered.iter().map(|question| question.carrier.as_str()).collect();
    assert_eq!(left_out, ["broken", "mute"]);
    // what was said counts for a while, and who was silent is left alone
    quoted(&app, key).await;
    let purchase = market.purchase(key, CARD);
    let order = purchase.on(&app).await.unwrap().order;
    assert!(carriers.iter().all(|carrier| carrier.asked.load(Ordering::SeqCst) == 1));
    let part = market.order_view(order).await.vendor_orders.remove(0);
    assert_eq!((part.shipping, part.shipping_method_name.as_deref()), (620, Some("swift")));
    market.close().await;
}

#[tokio::test]
async fn an_order_without_a_quote_before_it_asks_the_carriers_itself() {
    let carriers = [told("swift", Answer::Price(620))];
    let (market, app, mug) = asked_of(&carriers).await;
    let order = market.purchase(market.cart(&[(mug, 2)]).await, CARD).on(&app).await.unwrap().order;
    assert_eq!(market.order_view(order).await.vendor_orders.remove(0).shipping, 620);
    market.close().await;
}

#[tokio::test]
async fn while_no_carrier_answers_nothing_is_ordered() {
    let (market, app, mug) = asked_of(&[told("mute", Answer::Silence)]).await;
    let key = market.cart(&[(mug, 1)]).await;
    assert_eq!(quoted(&app, key).await.undeliverable, Some(Undeliverable::NoAnswer));
    assert_eq!(refused(market.purchase(key, CARD).on(&app).await), "no_shipping_method");
    market.close().await;
}

#[tokio::test]
async fn a_zone_asks_a_carrier_that_there_is() {
    let (market, app, _mug) = asked_of(&[told("swift", Answer::Price(1))]).await;
    for (carrier, service, wrong) in
        [("owl", "ground", "/zones/0/fee/carrier"), ("swift", "air", "/zones/0/fee/service")]
    {
        let new = post("Owl", asking(carrier, service));
        let made = shipping::create_shipping_method(&app, Actor::Operator, Whose::Market, new, None).await;
        let fields = made.unwrap_err().refusal().unwrap().fields();
        assert_eq!(fields.iter().map(|field| field.pointer.as_str()).collect::<Vec<_>>(), [wrong]);
    }
    market.close().await;
}
