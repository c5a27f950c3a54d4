//! Who may enter, and for which vendor.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::{Actor, vendors};

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
    assert!(both.says("Which shop do you work for?"), "{}", both.words());
    assert_eq!(browser.get("/vendor/orders").await.leads_to(), "/vendor");
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
    assert!(page.says("Which shop") && page.says("Kiln & Fern"), "{}", page.words());
    assert!(!page.says("Loom House"), "{}", page.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn a_form_is_for_the_vendor_that_it_was_opened_for() {
    let stalls = Stalls::open().await;
    let (account, token) = stalls.market.worker("Ines", stalls.kiln, MemberRole::Owner).await;
    let mut browser = stalls.signed_in(&token);
    stalls.market.appoint(account, stalls.loom, MemberRole::Manager).await;
    let choice = browser.get("/vendor").await.form("/vendor/choose");
    browser.submit(&choice.clone().with("vendor", &stalls.kiln.to_string())).await;
    let first = browser.get("/vendor/settings/closure").await.form("/vendor/settings/closure");
    // a second tab
    browser.submit(&choice.with("vendor", &stalls.loom.to_string())).await;
    let away = first.with("when", "now").with("end", "open");
    for form in [away.clone(), away.clone().without("vendor")] {
        let refused = browser.post(&form).await;
        assert_eq!(refused.status, StatusCode::CONFLICT);
        assert!(refused.html.contains("You now work for Loom House"), "{}", refused.html);
    }
    let of = |vendor| vendors::show_vendor(&stalls.market.app, Actor::Operator, vendor);
    for vendor in [stalls.kiln, stalls.loom] {
        assert!(of(vendor).await.unwrap().closure().is_none(), "nothing is done");
    }
    // the membership ends: nothing is done for the other vendor in its place
    vendors::remove_member(&stalls.market.app, Actor::Operator, stalls.loom, account).await.unwrap();
    let refused = browser.post(&away).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    assert!(refused.html.contains("You do not work for this shop any more"), "{}", refused.html);
    assert!(browser.get("/vendor").await.says("Which shop do you work for?"));
    stalls.market.close().await;
}
