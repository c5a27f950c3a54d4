//! Who may enter, and for which vendor.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;

use super::rig::Stalls;

#[tokio::test]
async fn a_guest_is_led_to_sign_in_and_a_shopper_is_told_how_to_become_a_vendor() {
    let stalls = Stalls::open().await;
    let guest = stalls.browser().get("/vendor").await;
    assert_eq!(guest.leads_to(), "/login?next=%2Fvendor");
    let (_, token) = stalls.market.person("Shopper").await;
    let mut shopper = stalls.signed_in(&token);
    let door = shopper.get("/vendor").await;
    assert_eq!(door.status, StatusCode::OK);
    assert!(door.says("Sell here") && !door.says("Kiln & Fern"), "{}", door.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn a_member_of_several_vendors_works_for_the_one_that_was_chosen() {
    let stalls = Stalls::open().await;
    let (account, token) = stalls.market.worker("Ines", stalls.kiln, MemberRole::Owner).await;
    let mut browser = stalls.signed_in(&token);
    let first = browser.get("/vendor").await;
    assert!(first.html.contains("<h1>Kiln &#38; Fern</h1>"), "{}", first.words());
    let theft = first.html.contains("/vendor/choose");
    assert!(!theft, "there is nothing to choose yet");

    stalls.market.appoint(account, stalls.loom, MemberRole::ReadOnly).await;
    let both = browser.get("/vendor").await;
    let choice = both.form("/vendor/choose").with("vendor", &stalls.loom.to_string());
    let chosen = browser.submit(&choice).await;
    assert!(chosen.html.contains("<h1>Loom House</h1>") && chosen.says("Reader at Loom House"));
    stalls.market.close().await;
}

#[tokio::test]
async fn a_vendor_that_is_not_ones_own_cannot_be_chosen_nor_named_in_the_cookie() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let token = browser.token().await;
    let fields = [("csrf", token), ("vendor", stalls.loom.to_string())];
    let form = souk_testkit::browser::SentForm {
        action: "/vendor/choose".to_owned(),
        fields: fields.map(|(name, value)| (name.to_owned(), value)).to_vec(),
    };
    assert_eq!(browser.post(&form).await.status, StatusCode::NOT_FOUND);
    browser.hold("souk_dev_vendor", &stalls.loom.to_string());
    let page = browser.get("/vendor").await;
    assert!(page.html.contains("<h1>Kiln &#38; Fern</h1>") && !page.says("Loom House"), "{}", page.words());
    stalls.market.close().await;
}
