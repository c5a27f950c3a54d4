//! Files that were bought, on the order's page and behind their links.

use axum::http::StatusCode;
use souk_market::{Actor, catalogue};
use souk_testkit::market::Good;

use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

#[tokio::test]
async fn a_buyer_downloads_what_was_paid() {
    let shop = Shop::open().await;
    let vendor = shop.market.vendor("Paper Trail").await;
    let pattern = shop.market.sell(vendor, Good::new(900, 5).not_shipped()).await;
    let app = &shop.market.app;
    let upload = catalogue::begin_download(app, Actor::Operator, vendor, pattern, "Übung \"1\".pdf").await;
    let mut upload = upload.unwrap();
    upload.push(b"Cut along the line.").await.unwrap();
    upload.keep().await.unwrap();
    let mut browser = shop.browser();
    browser.add(pattern, 1).await;
    let form = filled(&browser.get("/checkout").await, GOOD_CARD);
    let form = form.without("name").without("street").without("city").without("region");
    let placed = browser.post(&form.without("postal_code")).await;
    let number = number_of(&placed);
    let page = browser.follow(placed).await;
    assert!(page.says("Your files") && page.says("19 B"), "{}", page.words());
    let link = page.html.split("href=\"/files/").nth(1).unwrap().split('"').next().unwrap();

    // whoever has the link has the file, and it is never shown as a page
    let mut stranger = browser.stranger();
    let file = stranger.get(&format!("/files/{link}")).await;
    assert_eq!((file.status, file.html.as_str()), (StatusCode::OK, "Cut along the line."));
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert_eq!(
        file.header("content-disposition"),
        "attachment; filename=\"_bung _1_.pdf\"; filename*=UTF-8''%C3%9Cbung%20%221%22.pdf"
    );
    assert_eq!((file.header("cache-control"), file.header("accept-ranges")), ("private, no-store", "bytes"));
    assert!(browser.get(&format!("/o/{number}")).await.says("Delivered"));
    let wrong = stranger.get("/files/AAAA").await;
    assert_eq!(wrong.status, StatusCode::NOT_FOUND);
    shop.market.close().await;
}
