//! What is charged is what the buyer saw.

use std::collections::BTreeMap;

use souk_domain::{
    ids::ShippingMethodId,
    pricing::{Destination, ShippingKind, ShippingZone, Undeliverable},
    quantity::Quantity,
    refusal::{PricingRefusal, Refusal},
};
use souk_market::{
    Actor,
    cart::{self, Delivery},
    settings,
    shipping::{self, NewMethod},
    tax,
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::shop::{MUG_TOTAL, mugs, refused, still_sells};

#[tokio::test]
async fn a_total_the_buyer_did_not_see_is_not_charged() {
    let (market, mug) = mugs().await;
    let mut purchase = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    purchase.expected_total = Some(MUG_TOTAL);
    market.reprice(mug, Good::new(2600, 0)).await;
    assert_eq!(refused(market.buy(&purchase).await), "total_changed");
    assert!(market.bank.statement().await.is_empty());
    purchase.expected_total = Some(2600 + 500 + 156);
    assert_eq!(market.buy(&purchase).await.unwrap().body, "paid");
    assert_eq!(market.bank.kept_in_all().await, 3256);
    market.close().await;
}

#[tokio::test]
async fn a_placed_order_keeps_its_price() {
    let (market, mug) = mugs().await;
    let answer = market.place(market.cart(&[(mug, 1)]).await, super::shop::DECLINED).await.unwrap();
    market.reprice(mug, Good::new(9900, 0)).await;
    assert_eq!(market.pay(answer.order, CARD).await.unwrap().body, "paid");
    assert_eq!(market.bank.kept_in_all().await, MUG_TOTAL);
    market.close().await;
}

#[tokio::test]
async fn a_cart_is_not_edited_once_it_is_ordered() {
    let (market, mug) = mugs().await;
    let key = market.cart(&[(mug, 1)]).await;
    let purchase = market.purchase(key, super::shop::SLOW);
    let app = market.app.clone();
    let paying = tokio::spawn(async move { purchase.on(&app).await });
    // edits go on until the order stands; from then on each is refused
    let (edits, refusal) = {
        let mut edits = 0;
        loop {
            let edited = market
                .app
                .write(Actor::Guest, move |ctx| Box::pin(cart::add_line(ctx, key, mug, Quantity::ONE)));
            match edited.await {
                Ok(_) if edits < 8 => edits += 1,
                Ok(_) => tokio::task::yield_now().await,
                refusal => break (edits, refused(refusal)),
            }
            if edits == 8 {
                break (edits, "enough");
            }
        }
    };
    let answer = paying.await.unwrap().unwrap();
    assert_eq!(answer.body, "paid");
    let pieces: u32 = market
        .order_view(answer.order)
        .await
        .vendor_orders
        .iter()
        .flat_map(|one| &one.lines)
        .map(|line| line.quantity)
        .sum();
    assert!(refusal == "enough" || refusal == "cart_ordered", "{refusal}");
    assert!(pieces >= 1 && pieces <= 1 + edits, "{pieces} pieces after {edits} edits");
    let late =
        market.app.write(Actor::Guest, move |ctx| Box::pin(cart::add_line(ctx, key, mug, Quantity::ONE)));
    assert_eq!(refused(late.await), "cart_ordered");
    market.close().await;
}

#[tokio::test]
async fn nothing_is_charged_for_what_cannot_be_sold() {
    let (market, mug) = mugs().await;
    let cart = market.cart(&[(mug, 10)]).await;
    market.place(market.cart(&[(mug, 3)]).await, CARD).await.unwrap();
    let charged = market.bank.kept_in_all().await;
    assert_eq!(refused(market.place(cart, CARD).await), "out_of_stock");
    assert_eq!(refused(market.place(market.cart(&[]).await, CARD).await), "cart_empty");
    let mut nowhere = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    nowhere.shipped = false;
    assert_eq!(refused(market.buy(&nowhere).await), "invalid_input");
    let spent = market.cart(&[(mug, 1)]).await;
    market.place(spent, CARD).await.unwrap();
    assert_eq!(refused(market.place(spent, CARD).await), "cart_ordered");
    let stranger = souk_domain::ids::CartKey::from_bytes([9; 16]);
    assert_eq!(refused(market.place(stranger, CARD).await), "not_found");
    assert_eq!(market.bank.kept_in_all().await, charged + MUG_TOTAL);
    still_sells(&market, mug).await;
    market.close().await;
}

#[tokio::test]
async fn a_vendor_that_does_not_ship_there_is_quoted_as_such_and_nothing_is_placed() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let loom = market.vendor("Loom House").await;
    let scarf = market.product(loom, 5900, 3).await;
    let only_kiln = market.app.write(Actor::Operator, move |ctx| {
        Box::pin(async move {
            for rate in shipping::rules(ctx).await?.all() {
                shipping::archive_method(ctx, rate.method).await?;
            }
            let method = NewMethod {
                vendor: Some(kiln),
                name: "By hand".to_owned(),
                zones: vec![ShippingZone::everywhere(ShippingKind::Flat { fee: 500 })],
                min_days: 1,
                max_days: 2,
                takes_cash: false,
            };
            shipping::create_method(ctx, &method).await
        })
    });
    only_kiln.await.unwrap();
    let key = market.cart(&[(mug, 1), (scarf, 1)]).await;
    let quote = async |chosen: BTreeMap<_, ShippingMethodId>| {
        let destination =
            Some(Destination { country: "US".into(), region: None, postal_code: String::new() });
        let delivery = Delivery { destination, chosen, ..Delivery::default() };
        let quoted = market.app.read(Actor::Guest, move |ctx| {
            let delivery = delivery.clone();
            Box::pin(async move { cart::quote(ctx, key, &delivery).await })
        });
        quoted.await
    };
    let quoted = quote(BTreeMap::new()).await.unwrap().priced;
    let vendors: Vec<_> =
        quoted.vendors.iter().map(|one| (one.vendor, one.shipping, one.undeliverable)).collect();
    assert_eq!(vendors, [(kiln, 500, None), (loom, 0, Some(Undeliverable::NoMethod))]);
    assert_eq!(quoted.grand_total, MUG_TOTAL + 5900 + 354);
    // a choice that is not offered is the caller's own mistake, wherever the others ship
    let wrong = BTreeMap::from([(kiln, ShippingMethodId::from_bytes([9; 16]))]);
    assert_eq!(refused(quote(wrong).await), "shipping_method_not_offered");

    let placed = market.place(key, CARD).await.unwrap_err();
    let refusal = placed.refusal().unwrap();
    assert!(
        matches!(refusal, Refusal::Pricing(PricingRefusal::NoShippingMethod { vendor }) if *vendor == loom)
    );
    assert_eq!((refusal.code().name, refusal.code().kind.status()), ("no_shipping_method", 422));
    assert!(market.bank.statement().await.is_empty());
    assert_eq!(market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn a_rule_that_is_kept_in_memory_counts_from_its_commit_on() {
    let market = Market::open().await;
    let (stop, told) = tokio::sync::oneshot::channel::<()>();
    let app = market.app.clone();
    let looking = tokio::spawn(async move {
        let told = async {
            let _told = told.await;
        };
        app.watch_commits(told).await;
    });
    let due = || {
        market.app.read(Actor::Guest, |ctx| {
            Box::pin(async move { Ok((tax::rules(ctx).await?.default_bps, settings::load(ctx).await?)) })
        })
    };
    for bps in 100..150 {
        let (in_between, after) = (bps + 1_000, bps);
        let saved = market.app.write(Actor::Operator, move |ctx| {
            Box::pin(async move {
                for bps in [in_between, after] {
                    let market = settings::load(ctx).await?;
                    settings::save(ctx, &settings::Market { tax_default_bps: bps, ..market }).await?;
                    assert_eq!(tax::rules(ctx).await?.default_bps, bps, "a transaction reads its own");
                }
                Ok(())
            })
        });
        saved.await.unwrap();
        // the second look is answered from memory
        for _ in 0..2 {
            let (rule, setting) = due().await.unwrap();
            assert_eq!((rule, setting.tax_default_bps), (bps, bps));
        }
    }
    stop.send(()).unwrap();
    looking.await.unwrap();
    market.close().await;
}
