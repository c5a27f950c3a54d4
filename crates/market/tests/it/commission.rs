//! What the market keeps of a sale: which rate wins, and what was placed stays.

use souk_domain::{
    commission::Rate,
    ids::{CategoryId, VendorId},
};
use souk_market::{
    Actor, Result,
    commission::{self, CommissionAsked, CommissionChanges, NamedRate, NewRate, RateChanges, StoredRate},
};
use souk_testkit::{Market, market::CARD};

use super::{
    giving_back::{line, pieces, refund},
    shop::refused,
};

async fn agree(
    market: &Market,
    (vendor, category): (Option<VendorId>, Option<CategoryId>),
    percent_bps: u32,
) -> Result<NamedRate> {
    let rate = Rate { percent_bps, ..Rate::default() };
    let new = NewRate { vendor, category, rate };
    let made = commission::create_commission_rate(&market.app, Actor::Operator, new, None).await?;
    Ok(made.fresh().expect("it came under no key"))
}

#[tokio::test]
async fn the_most_specific_rate_wins_and_the_page_that_tries_it_says_which() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let category = market.category;
    let asked = |vendor, category, base| {
        commission::show_commission_of(
            &market.app,
            Actor::Operator,
            CommissionAsked { vendor, category, base },
        )
    };
    let told = asked(kiln, Some(category), 10_000).await.unwrap();
    assert_eq!((told.commission, told.rule.is_none()), (1_000, true), "ten percent of everyone");
    agree(&market, (None, Some(category)), 1_200).await.unwrap();
    agree(&market, (Some(kiln), None), 800).await.unwrap();
    assert_eq!(asked(loom, Some(category), 10_000).await.unwrap().commission, 1_200);
    assert_eq!(asked(loom, None, 10_000).await.unwrap().commission, 1_000);
    assert_eq!(asked(kiln, Some(category), 10_000).await.unwrap().commission, 800);
    let both = agree(&market, (Some(kiln), Some(category)), 500).await.unwrap();
    let told = asked(kiln, Some(category), 10_000).await.unwrap();
    assert_eq!((told.commission, told.rule), (500, Some(both.clone())));
    assert_eq!(both.vendor_name.as_deref(), Some("Kiln & Fern"));
    assert_eq!(refused(agree(&market, (Some(kiln), Some(category)), 1).await), "commission_rate_taken");
    assert_eq!(refused(agree(&market, (None, None), 1).await), "invalid_input");
    let nobody = VendorId::from_bytes([9; 16]);
    assert_eq!(refused(agree(&market, (Some(nobody), None), 1).await), "invalid_input");
    let listed = commission::list_commission_rates(&market.app, Actor::Operator, None, 2).await.unwrap();
    assert_eq!((listed.items.len(), listed.next.is_some()), (2, true));
    market.close().await;
}

#[tokio::test]
async fn two_rates_of_one_thing_at_once_are_one() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (one, two) =
        tokio::join!(agree(&market, (Some(kiln), None), 800), agree(&market, (Some(kiln), None), 900));
    assert_eq!([one.is_ok(), two.is_ok()].iter().filter(|made| **made).count(), 1);
    market.close().await;
}

/// 10.00 at 5 % + 0.30, at least 1.00: 1.00, and 20 % tax on it: 0.20. Of 5.00 shipping, were it of that too: with 15.00 it is
/// 1.05, of which 0.70 and 0.35, and 0.21 of tax, of which 0.14 and 0.07.
#[tokio::test]
async fn what_is_changed_counts_from_the_next_order_on() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 1_000, 10).await;
    let rate =
        RateChanges { percent_bps: Some(500), fixed: Some(30), min: Some(Some(100)), max: Some(Some(2_000)) };
    let changes =
        CommissionChanges { rate, tax_bps: Some(2_000), expected_revision: Some(1), ..Default::default() };
    let change = |changes| commission::change_commission(&market.app, Actor::Operator, changes);
    change(changes).await.unwrap();
    assert_eq!(refused(change(changes).await), "precondition_failed");
    let place = || async { market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order };
    let first = place().await;
    let on_shipping = CommissionChanges { on_shipping: Some(true), ..Default::default() };
    change(on_shipping).await.unwrap();
    let second = place().await;
    let kept = |part: &souk_market::orders::VendorOrderView| {
        (part.commission, part.commission_tax, part.shipping_commission, part.shipping_commission_tax)
    };
    let first = market.order_view(first).await.vendor_orders.remove(0);
    let second = market.order_view(second).await.vendor_orders.remove(0);
    assert_eq!((kept(&first), kept(&second)), ((100, 20, 0, 0), (105, 21, 35, 7)));
    for part in [first, second] {
        refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    }
    market.deliver().await;
    assert_eq!((market.balance("commission").await, market.balance("commission_tax").await), (0, 0));
    market.close().await;
}

#[tokio::test]
async fn a_rate_is_changed_and_ended_as_it_was_looked_at() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let StoredRate { id, revision, .. } = agree(&market, (Some(kiln), None), 800).await.unwrap().stored;
    let change =
        |changes, at| commission::change_commission_rate(&market.app, Actor::Operator, id, changes, at);
    let dearer = RateChanges { percent_bps: Some(900), ..RateChanges::default() };
    let changed = change(dearer, Some(revision)).await.unwrap().stored;
    assert_eq!((changed.rule.rate.percent_bps, changed.revision), (900, 2));
    let crossed = RateChanges { min: Some(Some(5)), max: Some(Some(4)), ..RateChanges::default() };
    assert_eq!(refused(change(crossed, None).await), "invalid_input");
    assert_eq!(refused(change(dearer, Some(revision)).await), "precondition_failed");
    let end = |at| commission::remove_commission_rate(&market.app, Actor::Operator, id, at);
    assert_eq!(refused(end(Some(revision)).await), "precondition_failed");
    end(Some(2)).await.unwrap();
    assert_eq!(refused(end(None).await), "not_found");
    market.close().await;
}
