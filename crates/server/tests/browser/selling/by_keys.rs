//! A vendor's chief task without a mouse: an order is opened, packed and sent, and its slip is printed.

use serde_json::json;

use crate::harness::{Browser, Hand, Script, Shop, Window, people, until};

const TRACKING: &str = "1Z999AA10123456786";
/// What of the page around the slip would be printed.
const AROUND: &str = "return [...document.querySelectorAll('.rail, .deskbar, .tell, .unprinted')]\
                      .filter(e => e.checkVisibility()).length";

#[tokio::test(flavor = "multi_thread")]
async fn an_order_is_sent_and_its_slip_printed_by_keyboard_alone() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Keyboard).await;
    people::sign_in_as_vendor(&shop, &browser).await;
    browser.press(".rail a[href='/vendor/orders']").await;
    browser.press(".table .main a").await;
    browser.fill("#carrier", "UPS").await;
    browser.fill("#tracking_number", TRACKING).await;
    browser.press("form[action$='/ship'] button").await;
    browser.wait_for_words("main .banner.ok", "The parcel is made").await;
    browser.wait_for_words("section[aria-labelledby^='p-shp_'] .num", TRACKING).await;
    browser.press("section[aria-labelledby^='p-shp_'] .head a[href*='/slip?parcel=']").await;
    browser.wait_for_words("article.slip dd", TRACKING).await;
    browser.devtools("Emulation.setEmulatedMedia", &json!({ "media": "print" })).await;
    until("the slip stands alone", || async { (browser.ask(AROUND, vec![]).await == 0).then_some(()) }).await;
    shop.require_clean().await;
    browser.close().await;
}
