//! A vendor order is its vendor's own: what others sell is not in it, and it moves by itself.

use souk_domain::{
    ids::{OrderNumber, VendorId, VendorOrderId},
    order::OrderStatus,
};
use souk_market::{
    Actor, Result,
    orders::{self, VendorOrderKey, VendorOrderSheet},
};
use souk_testkit::{Market, market::CARD};

use super::shop::{DECLINED, refused};

async fn list(market: &Market, vendor: VendorId, status: Option<OrderStatus>) -> Vec<VendorOrderSheet> {
    page(market, vendor, status, None, 100).await
}

async fn page(
    market: &Market,
    vendor: VendorId,
    status: Option<OrderStatus>,
    before: Option<VendorOrderId>,
    limit: u32,
) -> Vec<VendorOrderSheet> {
    let read = market.app.read(Actor::Operator, move |ctx| {
        Box::pin(orders::list_of_vendor(ctx, vendor, status, before, limit))
    });
    read.await.unwrap()
}

async fn find(market: &Market, vendor: VendorId, key: VendorOrderKey) -> Result<VendorOrderSheet> {
    let read = market.app.read(Actor::Operator, move |ctx| {
        let key = key.clone();
        Box::pin(async move { orders::find_of_vendor(ctx, vendor, &key).await })
    });
    read.await
}

#[tokio::test]
async fn a_vendor_sees_its_own_part_of_what_is_paid_and_nothing_else() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, bowl) = (market.product(kiln, 2450, 50).await, market.product(kiln, 999, 50).await);
    let scarf = market.product(loom, 5900, 50).await;
    for _ in 0..3 {
        market.place(market.cart(&[(mug, 2), (scarf, 1), (bowl, 1)]).await, CARD).await.unwrap();
    }
    let alone = market.place(market.cart(&[(scarf, 1)]).await, CARD).await.unwrap().order;
    let unpaid = market.place(market.cart(&[(mug, 1)]).await, DECLINED).await.unwrap().order;
    market.cancel(unpaid).await.unwrap();
    market.place(market.cart(&[(mug, 1)]).await, DECLINED).await.unwrap();

    let own = list(&market, kiln, None).await;
    assert_eq!(own.len(), 3);
    for sheet in &own {
        assert_eq!((sheet.vendor, sheet.status, sheet.revision), (kiln, OrderStatus::Processing, 2));
        let lines: Vec<_> = sheet.lines.iter().map(|line| (line.variant, line.quantity)).collect();
        assert_eq!(lines, [(mug, 2), (bowl, 1)]);
        assert_eq!(sheet.total, 4900 + 999 + 294 + 60 + 500);
        assert_eq!(sheet.shipping_address.as_ref().unwrap().city, "Portland");
    }
    assert!(own.windows(2).all(|two| two[0].id > two[1].id), "the newest first");
    let first = page(&market, kiln, None, None, 2).await;
    let rest = page(&market, kiln, None, Some(first[1].id), 2).await;
    let paged: Vec<_> = first.iter().chain(&rest).map(|sheet| sheet.id).collect();
    assert_eq!(paged, own.iter().map(|sheet| sheet.id).collect::<Vec<_>>());
    assert_eq!(list(&market, kiln, Some(OrderStatus::Processing)).await.len(), 3);
    assert!(list(&market, kiln, Some(OrderStatus::Cancelled)).await.is_empty());
    assert_eq!(list(&market, loom, None).await.len(), 4);

    let sheet = &own[0];
    let number: OrderNumber = sheet.order.number.parse().unwrap();
    for key in
        [VendorOrderKey::Id(sheet.id), VendorOrderKey::Order(sheet.order.id), VendorOrderKey::Number(number)]
    {
        assert_eq!(find(&market, kiln, key).await.unwrap().id, sheet.id);
    }
    // another's, none of one's own, and what was never paid
    for key in [VendorOrderKey::Order(alone), VendorOrderKey::Order(unpaid)] {
        assert_eq!(refused(find(&market, kiln, key).await), "not_found");
    }
    assert_eq!(refused(find(&market, loom, VendorOrderKey::Id(sheet.id)).await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn the_order_is_where_the_last_of_its_vendor_orders_is() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 5).await, market.product(loom, 5900, 5).await);
    let answer = market.place(market.cart(&[(mug, 1), (scarf, 1)]).await, CARD).await.unwrap();
    let before = market.order_view(answer.order).await;
    let [first, second] = [&before.vendor_orders[0], &before.vendor_orders[1]];

    market.ship(first, &[]).await.unwrap();
    let view = market.order_view(answer.order).await;
    let statuses: Vec<_> = view.vendor_orders.iter().map(|one| one.status).collect();
    assert_eq!(statuses, [OrderStatus::Shipped, OrderStatus::Processing]);
    assert!(view.vendor_orders[0].revision > first.revision);
    assert_eq!(view.vendor_orders[1].revision, second.revision);
    // nothing of the order changed, so its own revision stands
    assert_eq!((view.status, view.revision), (OrderStatus::Processing, before.revision));
    let last = view.events.last().unwrap();
    assert_eq!(
        (last.vendor_order, last.from, last.to),
        (Some(first.id), Some(OrderStatus::Processing), OrderStatus::Shipped)
    );

    market.ship(second, &[]).await.unwrap();
    let view = market.order_view(answer.order).await;
    assert_eq!((view.status, view.revision), (OrderStatus::Shipped, before.revision + 1));
    let last = view.events.last().unwrap();
    assert_eq!((last.vendor_order, last.to), (None, OrderStatus::Shipped));
    market.close().await;
}
