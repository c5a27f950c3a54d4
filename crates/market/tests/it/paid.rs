//! Orders that are paid.

use std::collections::BTreeMap;

use souk_domain::{
    ids::VendorId,
    order::{OrderStatus, PaymentStatus},
};
use souk_market::{Actor, settings};
use souk_testkit::{
    Market,
    market::{AMEX, CARD, Good},
};

use super::shop::mugs;

/// Account and vendor of each entry, with what it debits.
async fn ledger(market: &Market) -> BTreeMap<(String, Option<VendorId>), i64> {
    let mut sums = BTreeMap::new();
    for entry in market.entries().await {
        *sums.entry((entry.account, entry.vendor)).or_insert(0) += entry.debit;
    }
    sums
}

#[tokio::test]
async fn an_order_of_two_vendors_is_right_to_the_cent() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 5).await);
    let scarf = market.product(loom, 5900, 3).await;
    let cart = market.cart(&[(mug, 2), (bowl, 1), (scarf, 1)]).await;

    let purchase = market.purchase(cart, CARD);
    let answer = market.buy(&purchase).await.unwrap();
    assert_eq!((answer.status, answer.body.as_str(), answer.replayed), (201, "paid", false));

    // 6 % on each line, rounded once: 2·24.50 → 2.94, 9.99 → 0.60, 59.00 → 3.54; 5.00 shipping each, untaxed
    let order = market.order_view(answer.order).await;
    assert_eq!(order.status, OrderStatus::Processing);
    assert_eq!(
        (order.subtotal, order.shipping_total, order.tax_total),
        (4900 + 999 + 5900, 1000, 294 + 60 + 354)
    );
    assert_eq!((order.discount_total, order.grand_total), (0, 13_507));
    let parts: Vec<_> = order
        .vendor_orders
        .iter()
        .map(|one| (one.vendor, one.total, one.commission, one.vendor_net))
        .collect();
    // ten percent of the goods: 58.99 → 5.90, 59.00 → 5.90
    assert_eq!(parts, [(kiln, 6753, 590, 6753 - 590 - 354), (loom, 6754, 590, 6754 - 590 - 354)]);
    assert!(order.vendor_orders.iter().all(|part| part.status == OrderStatus::Processing));
    assert_eq!(
        (order.payment.status, order.payment.captured, order.payment.refunded),
        (PaymentStatus::Completed, 13_507, 0)
    );
    assert_eq!(
        (order.payment.brand.as_deref(), order.payment.last4.as_deref()),
        (Some("visa"), Some("4242"))
    );
    assert_eq!(order.expires_at, None);

    let account = |name: &str, vendor| (name.to_owned(), vendor);
    let expected = BTreeMap::from([
        (account("gateway_receivable", None), 13_507),
        (account("vendor_escrow", Some(kiln)), -5809),
        (account("vendor_escrow", Some(loom)), -5810),
        (account("commission", None), -1180),
        (account("sales_tax_payable", None), -708),
    ]);
    assert_eq!(ledger(&market).await, expected);
    assert_eq!(market.bank.kept_in_all().await, 13_507);

    market.deliver().await;
    let told = |who: &str, what: &str| (who.to_owned(), what.to_owned());
    let mut mails = market.mails().await;
    mails.sort();
    let mut expected = vec![
        told(&purchase.email, "order_placed"),
        told("kiln-fern@vendors.example", "vendor_new_order"),
        told("loom-house@vendors.example", "vendor_new_order"),
    ];
    expected.sort();
    assert_eq!(mails, expected);
    // nothing is told twice
    market.deliver().await;
    assert_eq!(market.mails().await.len(), 3);
    market.close().await;
}

#[tokio::test]
async fn a_card_of_another_brand_pays_as_well() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2450, 10).await;
    for card in [AMEX, "5555555555554444"] {
        let answer = market.place(market.cart(&[(mug, 1)]).await, card).await.unwrap();
        assert_eq!(answer.body, "paid");
    }
    market.close().await;
}

#[tokio::test]
async fn what_costs_nothing_is_paid_where_it_is_placed() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let pattern = market.sell(vendor, Good::new(0, 5).not_shipped()).await;
    let mut purchase = market.purchase(market.cart(&[(pattern, 1)]).await, CARD);
    purchase.shipped = false;
    let answer = market.buy(&purchase).await.unwrap();
    assert_eq!(answer.body, "paid");
    let order = market.order_view(answer.order).await;
    assert_eq!((order.status, order.payment.status), (OrderStatus::Processing, PaymentStatus::Completed));
    assert_eq!(order.payment.method.as_str(), "none");
    assert!(market.entries().await.is_empty());
    assert!(market.bank.statement().await.is_empty());
    market.deliver().await;
    assert_eq!(market.mails().await.len(), 2);
    market.close().await;
}

#[tokio::test]
async fn uncounted_and_backordered_things_are_sold_beyond_their_stock() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let print = market.sell(vendor, Good::new(1500, 0).untracked()).await;
    let vase = market.sell(vendor, Good::new(8000, 1).on_backorder().untaxed()).await;
    let answer = market.place(market.cart(&[(print, 40), (vase, 3)]).await, CARD).await.unwrap();
    assert_eq!(answer.body, "paid");
    let order = market.order_view(answer.order).await;
    assert_eq!(order.tax_total, 40 * 90);
    market.close().await;
}

#[tokio::test]
async fn commission_is_of_the_price_without_tax_where_prices_include_it() {
    let (market, mug) = mugs().await;
    let included = market.app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            let with_tax = settings::Market { tax_included: true, ..settings::load(ctx).await? };
            settings::save(ctx, &with_tax).await
        })
    });
    included.await.unwrap();
    let answer = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap();
    let order = market.order_view(answer.order).await;
    // 49.00 and 5.00 shipping as they stand; 6 % inside 49.00 is 2.77, so that 46.23 are goods: 4.62 commission
    assert_eq!((order.grand_total, order.tax_total), (5400, 277));
    assert_eq!(
        (order.vendor_orders[0].commission, order.vendor_orders[0].vendor_net),
        (462, 5400 - 277 - 462)
    );
    assert_eq!(market.balance("commission").await, -462);
    market.close().await;
}
