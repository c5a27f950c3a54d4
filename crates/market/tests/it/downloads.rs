//! Files that buyers download: who has them, for how long, and what opening one means.

use jiff::SignedDuration;
use souk_db::sql;
use souk_domain::{
    ids::{OrderId, VariantId, VendorId},
    order::OrderStatus,
    shipment::DeliveredBy,
};
use souk_market::{
    Actor, Result,
    catalogue::{self, Download},
    fulfilment::{self, BoughtFile},
    worker::Worker,
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::{gateway_events::count, refunds::refunded, shop::refused};

const PATTERN: &[u8] = b"Cut along the line.";

/// A vendor with a pattern that needs no parcel.
async fn patterns() -> (Market, VendorId, VariantId) {
    let market = Market::open().await;
    let vendor = market.vendor("Loom House").await;
    let pattern = market.sell(vendor, Good::new(900, 5).not_shipped()).await;
    (market, vendor, pattern)
}

async fn add(
    market: &Market,
    vendor: VendorId,
    variant: VariantId,
    (name, pieces): (&str, &[&[u8]]),
) -> Result<Download> {
    let mut upload = catalogue::begin_download(&market.app, Actor::Operator, vendor, variant, name).await?;
    for piece in pieces {
        upload.push(piece).await?;
    }
    upload.keep().await
}

/// Buys one without an address.
async fn buy(market: &Market, variant: VariantId) -> OrderId {
    let purchase = market.purchase(market.cart(&[(variant, 1)]).await, CARD);
    market.buy(&souk_testkit::market::Purchase { shipped: false, ..purchase }).await.unwrap().order
}

async fn files_of(market: &Market, order: OrderId) -> Vec<BoughtFile> {
    fulfilment::list_files(&market.app, Actor::Guest, order).await.unwrap()
}

async fn open(market: &Market, link: &str) -> Result<Vec<u8>> {
    let opened = fulfilment::open_download(&market.app, link.to_owned()).await?;
    Ok(std::fs::read(opened.path).unwrap())
}

#[tokio::test]
async fn who_paid_downloads_until_the_link_runs_out_and_has_it_by_that() {
    let (market, vendor, pattern) = patterns().await;
    let (first, rest) = PATTERN.split_at(7);
    let added = add(&market, vendor, pattern, ("C:\\work\\Shirt.pdf", &[first, rest])).await.unwrap();
    assert_eq!((added.name.as_str(), added.bytes), ("Shirt.pdf", 19));
    let order = buy(&market, pattern).await;
    assert_eq!(market.order_view(order).await.status, OrderStatus::Processing);
    let file = files_of(&market, order).await.remove(0);
    assert_eq!((file.name.as_str(), file.bytes), ("Shirt.pdf", 19));
    assert_eq!(file.expires_at, market.app.now() + SignedDuration::from_hours(24));

    assert_eq!(open(&market, &file.link).await.unwrap(), PATTERN);
    let view = market.order_view(order).await;
    let part = &view.vendor_orders[0];
    assert_eq!((view.status, part.shipments.len()), (OrderStatus::Delivered, 1));
    assert_eq!(part.delivered_by, Some(DeliveredBy::Carrier), "nobody but the market saw it");
    // opened again, it is the same file and no second parcel
    assert_eq!(open(&market, &file.link).await.unwrap(), PATTERN);
    assert_eq!(market.order_view(order).await.vendor_orders[0].shipments.len(), 1);

    market.clock.advance(SignedDuration::from_hours(24) + SignedDuration::from_secs(1));
    assert_eq!(refused(open(&market, &file.link).await), "link_expired");
    let fresh = files_of(&market, order).await.remove(0);
    assert_eq!(open(&market, &fresh.link).await.unwrap(), PATTERN);
    market.close().await;
}

#[tokio::test]
async fn two_who_open_it_at_once_make_one_parcel() {
    let (market, vendor, pattern) = patterns().await;
    add(&market, vendor, pattern, ("Shirt.pdf", &[PATTERN])).await.unwrap();
    let order = buy(&market, pattern).await;
    let file = files_of(&market, order).await.remove(0);
    let (one, other) = tokio::join!(open(&market, &file.link), open(&market, &file.link));
    assert_eq!((one.unwrap(), other.unwrap()), (PATTERN.to_vec(), PATTERN.to_vec()));
    let view = market.order_view(order).await;
    assert_eq!((view.status, view.vendor_orders[0].shipments.len()), (OrderStatus::Delivered, 1));
    market.close().await;
}

#[tokio::test]
async fn a_link_that_this_market_did_not_make_or_that_was_changed_opens_nothing() {
    let (market, vendor, pattern) = patterns().await;
    add(&market, vendor, pattern, ("Shirt.pdf", &[PATTERN])).await.unwrap();
    let order = buy(&market, pattern).await;
    let link = files_of(&market, order).await.remove(0).link;
    for place in [0, 20, 45, 50, link.len() - 2] {
        let mut changed = link.clone().into_bytes();
        changed[place] = if changed[place] == b'A' { b'B' } else { b'A' };
        let changed = String::from_utf8(changed).unwrap();
        assert_eq!(refused(open(&market, &changed).await), "not_found", "{place}");
    }
    for nonsense in ["", "x", "/../x", &link[..link.len() - 1]] {
        assert_eq!(refused(open(&market, nonsense).await), "not_found", "{nonsense}");
    }
    assert_eq!(market.order_view(order).await.status, OrderStatus::Processing);
    market.close().await;
}

#[tokio::test]
async fn nobody_has_it_before_paying_and_nobody_after_the_money_went_back() {
    let (market, vendor, pattern) = patterns().await;
    add(&market, vendor, pattern, ("Shirt.pdf", &[PATTERN])).await.unwrap();
    let purchase = market.purchase(market.cart(&[(pattern, 1)]).await, "4000000000009995");
    let declined = souk_testkit::market::Purchase { shipped: false, ..purchase };
    let unpaid = market.buy(&declined).await.unwrap().order;
    assert_eq!(files_of(&market, unpaid).await, []);

    let order = buy(&market, pattern).await;
    let link = files_of(&market, order).await.remove(0).link;
    market.cancel(order).await.unwrap();
    market.settle().await;
    assert_eq!(refunded(&market, order).await, 954, "9.00 and 6 % of it");
    assert_eq!(files_of(&market, order).await, []);
    assert_eq!(refused(open(&market, &link).await), "not_found");
    market.close().await;
}

#[tokio::test]
async fn what_was_sold_is_not_taken_back() {
    let (market, vendor, pattern) = patterns().await;
    let old = add(&market, vendor, pattern, ("First.pdf", &[PATTERN])).await.unwrap();
    let before = buy(&market, pattern).await;
    market.clock.advance(SignedDuration::from_secs(1));
    catalogue::remove_download(&market.app, Actor::Operator, vendor, old.id).await.unwrap();
    market.clock.advance(SignedDuration::from_secs(1));
    add(&market, vendor, pattern, ("Second.pdf", &[b"Mended"])).await.unwrap();
    let after = buy(&market, pattern).await;
    let names = |files: Vec<BoughtFile>| files.into_iter().map(|file| file.name).collect::<Vec<_>>();
    assert_eq!(names(files_of(&market, before).await), ["First.pdf", "Second.pdf"]);
    assert_eq!(names(files_of(&market, after).await), ["Second.pdf"]);
    let gone = catalogue::remove_download(&market.app, Actor::Operator, vendor, old.id).await;
    assert_eq!(refused(gone), "not_found", "it is removed already");
    market.close().await;
}

#[tokio::test]
async fn whoever_is_buying_while_a_file_is_taken_away_has_it() {
    let (market, vendor, pattern) = patterns().await;
    let file = add(&market, vendor, pattern, ("First.pdf", &[PATTERN])).await.unwrap();
    // the clock stands still: the order is of the same moment, and the first of this variant
    catalogue::remove_download(&market.app, Actor::Operator, vendor, file.id).await.unwrap();
    Worker::standard().clean(&market.app).await.unwrap();
    let order = buy(&market, pattern).await;
    market.clock.advance(SignedDuration::from_hours(25));
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(files_of(&market, order).await.remove(0).name, "First.pdf");
    market.close().await;
}

#[tokio::test]
async fn what_nobody_bought_goes_with_its_file() {
    let (market, vendor, pattern) = patterns().await;
    let file = add(&market, vendor, pattern, ("First.pdf", &[PATTERN])).await.unwrap();
    let kept = format!("private-{}.download", file.id);
    assert!(market.app.files().has(&kept).unwrap());
    catalogue::remove_download(&market.app, Actor::Operator, vendor, file.id).await.unwrap();
    assert_eq!(count(&market, sql!("select count(*) from download where removed_at is null")).await, 0);
    Worker::standard().clean(&market.app).await.unwrap();
    assert!(market.app.files().has(&kept).unwrap(), "somebody may be buying it in this moment");
    market.clock.advance(SignedDuration::from_hours(25));
    Worker::standard().clean(&market.app).await.unwrap();
    assert!(!market.app.files().has(&kept).unwrap());
    assert_eq!(count(&market, sql!("select count(*) from download")).await, 0);
    market.close().await;
}

#[tokio::test]
async fn what_broke_off_leaves_nothing_and_what_cannot_be_is_refused() {
    let (market, vendor, pattern) = patterns().await;
    let other = market.vendor("Kiln & Fern").await;
    assert_eq!(refused(add(&market, other, pattern, ("a.pdf", &[PATTERN])).await), "not_found");
    assert_eq!(refused(add(&market, vendor, pattern, ("a.pdf", &[])).await), "invalid_input");
    assert_eq!(refused(add(&market, vendor, pattern, ("", &[PATTERN])).await), "invalid_input");
    assert_eq!(
        refused(add(&market, vendor, pattern, ("a\u{202e}fdp.exe", &[PATTERN])).await),
        "invalid_input"
    );
    let mut broken =
        catalogue::begin_download(&market.app, Actor::Operator, vendor, pattern, "b.pdf").await.unwrap();
    broken.push(PATTERN).await.unwrap();
    drop(broken);
    assert_eq!(count(&market, sql!("select count(*) from download")).await, 0);
    let file = add(&market, vendor, pattern, ("c.pdf", &[PATTERN])).await.unwrap();
    let stolen = catalogue::remove_download(&market.app, Actor::Operator, other, file.id).await;
    assert_eq!(refused(stolen), "not_found");
    market.close().await;
}
