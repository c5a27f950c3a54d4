//! One order of each kind, and how its data are broken.

use souk_db::Dialect;
use souk_domain::{
    order::{CashCollector, ReturnReason},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor,
    catalogue::{self, NewCategory},
    refunds::Seller,
    returns::{self, NewReturn, Receipt},
    reviews::{self, NewReview},
    shop::order_token,
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use crate::{
    giving_back::{deliver_all, line, pieces, refund},
    shop::DECLINED,
};

/// A paid order of two mugs and a unique rug; one declined twice; one that waits for the rest of a transfer; one that was
/// cancelled. An open cart, a scarf nobody bought, and a category below the first.
pub(super) async fn scene() -> Market {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let mug = market.product(kiln, 2450, 10).await;
    let rug = market.sell(kiln, Good::unique(90_000)).await;
    market.product(loom, 5900, 1).await;
    let parent = market.category;
    let child = market.app.write(Actor::Operator, move |ctx| {
        Box::pin(async move {
            let new = NewCategory {
                name: "Below".to_owned(),
                slug: None,
                description: String::new(),
                parent: Some(parent),
            };
            catalogue::create_category_in(ctx, &new).await
        })
    });
    child.await.unwrap();

    market.place(market.cart(&[(mug, 2), (rug, 1)]).await, CARD).await.unwrap();
    let declined = market.place(market.cart(&[(mug, 1)]).await, DECLINED).await.unwrap().order;
    market.pay(declined, DECLINED).await.unwrap();
    let waiting = market.place_by_transfer(market.cart(&[(mug, 1)]).await).await.unwrap().order;
    let reference = market.order_view(waiting).await.payment.reference.unwrap();
    market.receive("line 1", &reference, 100).await;
    let cancelled = market.place(market.cart(&[(mug, 1)]).await, DECLINED).await.unwrap().order;
    market.cancel(cancelled).await.unwrap();
    market.cart(&[(mug, 1)]).await;
    market.deliver().await;
    market
}

/// Four mugs of which one was lost, one came back, and one is on its way, so that three are still to be sent; a mug that its buyer
/// misses; one that its buyer has.
pub(super) async fn scene_of_parcels() -> Market {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 20).await;
    let four = market.place(market.cart(&[(mug, 4)]).await, CARD).await.unwrap().order;
    let part = market.order_view(four).await.vendor_orders.remove(0);
    let line = part.lines[0].id;
    for end in [Some(ShipmentStatus::Lost), Some(ShipmentStatus::Returned), None] {
        let parcel = market.ship(&part, &[(line, 1)]).await.unwrap();
        market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
        if let Some(end) = end {
            market.track(parcel.id, end).await.unwrap();
        }
    }
    for miss in [true, false] {
        let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
        let parcel = market.ship_all(order).await.remove(0);
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
        if miss {
            market.miss(order, None).await.unwrap();
        } else {
            market.confirm(order, None).await.unwrap();
        }
    }
    market.deliver().await;
    market
}

/// Paid at the door: an order of which one vendor's mugs arrived, but for one that was called off, and the other's scarf was refused;
/// and one that is to be sent. A mug that was paid by card, and another of which the money went back.
pub(super) async fn scene_of_cash() -> Market {
    let market = Market::open().await;
    market.take_cash(CashCollector::Vendor).await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2450, 20).await, market.product(loom, 5900, 5).await);
    let order = market.place_for_cash(market.cart(&[(mug, 3), (scarf, 1)]).await).await.unwrap().order;
    let parts = market.order_view(order).await.vendor_orders;
    refund(&market, kiln, parts[0].id, pieces(vec![line(&parts[0], 0, 1)], true)).await.unwrap();
    for (part, end) in parts.iter().zip([ShipmentStatus::Delivered, ShipmentStatus::Returned]) {
        let parcel = market.ship(part, &[]).await.unwrap();
        market.track(parcel.id, ShipmentStatus::InTransit).await.unwrap();
        market.track(parcel.id, end).await.unwrap();
    }
    market.place_for_cash(market.cart(&[(mug, 1)]).await).await.unwrap();
    for gone in [false, true] {
        let paid = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
        if gone {
            market.cancel(paid).await.unwrap();
        }
    }
    market.deliver().await;
    market
}

/// A paid order of two mugs and a bowl: one mug was called off, the rest was sent, the bowl came back, the mug was reviewed. And a bowl
/// whose order was called off after it was paid.
pub(super) async fn given_back() -> Market {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    market.vendor("Loom House").await;
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 10).await);
    let order = market.place(market.cart(&[(mug, 2), (bowl, 1)]).await, CARD).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    deliver_all(&market, order).await;
    let wish =
        NewReturn { lines: vec![line(&part, 1, 1)], reason: ReturnReason::DoesNotFit, words: String::new() };
    let asked = returns::request_return(&market.app, Actor::Guest, order, wish, None).await.unwrap();
    let (id, seller) = (asked.fresh().unwrap().id, Seller::Vendor(kiln));
    returns::approve_return(&market.app, Actor::Operator, seller, id, String::new(), None).await.unwrap();
    let receipt = Receipt::of_all(true, true);
    returns::receive_return(&market.app, Actor::Operator, seller, id, receipt, None).await.unwrap();
    let token = Some(order_token(&market.app, &market.order_view(order).await));
    let new = NewReview { line: part.lines[0].id, rating: 4, comment: String::new() };
    reviews::write_review(&market.app, Actor::Guest, token, new, None).await.unwrap();
    let ended = market.place(market.cart(&[(bowl, 1)]).await, CARD).await.unwrap().order;
    market.cancel(ended).await.unwrap();
    market.deliver().await;
    market
}

/// SQL in this database's words.
pub(super) enum Sql {
    /// It changes rows alone.
    Data(String),
    /// It drops an index first.
    Schema(String),
}

/// Puts SQL that was written for all databases into the words of this market's: `{ff}` is an id of all ones,
/// `{drop INDEX on TABLE}` drops an index.
pub(super) fn sql_for(market: &Market, sql: &str) -> Sql {
    let dialect = market.app.db().dialect();
    let blob = |hex: String| match dialect {
        Dialect::Postgres => format!("'\\x{hex}'::bytea"),
        Dialect::Sqlite | Dialect::Mysql => format!("x'{hex}'"),
    };
    let mut text = sql.replace("{ff}", &blob("ff".repeat(16)));
    if let Some((before, rest)) = sql.split_once("{answer ") {
        let (words, after) = rest.split_once('}').unwrap();
        // as one is kept that is not worth packing
        let hex = words.bytes().fold("00".to_owned(), |hex, byte| format!("{hex}{byte:02x}"));
        text = format!("{before}{}{after}", blob(hex));
    }
    let Some((_, rest)) = sql.split_once("{drop ") else { return Sql::Data(text) };
    let (wanted, _) = rest.split_once('}').unwrap();
    let index = wanted.split(' ').next().unwrap();
    let words = if dialect == Dialect::Mysql { wanted } else { index };
    Sql::Schema(text.replace(&format!("{{drop {wanted}}}"), &format!("drop index {words}")))
}
