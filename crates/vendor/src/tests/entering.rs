//! Who may enter, and for which vendor.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_domain::vendor::MemberRole;
use souk_market::accounts::{self, NewStaff};
use souk_market::secrets::SessionToken;
use souk_market::{Actor, audit, vendors};

use super::rig::{SESSION, Stalls};

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

#[tokio::test]
async fn one_of_the_staff_works_in_place_of_a_vendors_people_and_every_page_says_so() {
    let stalls = Stalls::open().await;
    let app = &stalls.market.app;
    let (account, token) = stalls.market.person("Otto").await;
    let email = "otto@people.example".to_owned();
    let new = NewStaff { email, role: Role::Admin, department: Department::Operations };
    accounts::enrol_staff(app, new).await.unwrap();
    let session = accounts::find_session(app, SessionToken::parse(&token).unwrap()).await.unwrap().unwrap();
    let member = Actor::Member { account, permissions: session.staff.unwrap() };
    accounts::act_for_vendor(app, member, Some(session.id), stalls.kiln).await.unwrap();
    let mut otto = stalls.signed_in(&token);
    for path in ["/vendor", "/vendor/orders", "/vendor/settings/profile"] {
        let page = otto.get(path).await;
        assert!(page.says("Acting for Kiln & Fern as staff"), "{path}: {}", page.words());
    }
    // as a manager would: where the money goes is the vendor's own
    assert_eq!(otto.get("/vendor/settings/payout").await.status, StatusCode::FORBIDDEN);
    let page = otto.get("/vendor/settings/profile").await;
    let form = page.form("/vendor/settings/profile").with("tagline", "Fired twice");
    otto.submit(&form).await;
    let changed = audit::AuditQuery { vendor: Some(stalls.kiln), ..Default::default() };
    let log = audit::list_audit(app, Actor::Operator, changed, None, 10).await.unwrap().items;
    assert!(
        log.iter().any(|entry| entry.account == Some(account) && entry.actor.starts_with("acting:")),
        "{log:?}"
    );
    let page = otto.get("/vendor").await;
    assert_eq!(otto.post(&page.form("/vendor/acting/end")).await.leads_to(), "/admin");
    assert!(otto.get("/vendor").await.says("Sell here"));
    stalls.market.close().await;
}

#[tokio::test]
async fn what_goes_wrong_is_told_in_the_frame_of_the_portal_to_whoever_works_there() {
    let stalls = Stalls::open().await;
    let (_, token) = stalls.market.worker("Ines", stalls.kiln, MemberRole::Owner).await;
    let mut browser = stalls.browser_with_errors();
    browser.hold(SESSION, &token);
    for path in ["/vendor/orders/S-0000-0000", "/vendor/nothing", "/vendor/returns/nothing"] {
        let page = browser.get(path).await;
        assert_eq!(page.status, StatusCode::NOT_FOUND, "{path}");
        assert!(page.html.contains("class=\"rail\"") && page.says("Kiln & Fern"), "{path}: {}", page.words());
        assert!(page.says("Back to your portal") && page.html.contains("data-density"), "{path}");
    }
    let closure = browser.get("/vendor/settings/closure").await.form("/vendor/settings/closure");
    let stale = browser.post(&closure.clone().with("csrf", "old")).await;
    assert_eq!(stale.status, StatusCode::FORBIDDEN);
    assert!(stale.html.contains("class=\"rail\"") && stale.says("This page has gone stale"));
    // a reader who may not
    let (_, token) = stalls.market.worker("Rita", stalls.kiln, MemberRole::ReadOnly).await;
    let mut reader = stalls.browser_with_errors();
    reader.hold(SESSION, &token);
    let refused = reader.get("/vendor/products/new").await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert!(refused.says("You may not do this") && refused.html.contains("class=\"rail\""));
    // a form of another vendor's says which one, in the frame too
    let other = browser.post(&closure.with("vendor", &stalls.loom.to_string())).await;
    assert_eq!(other.status, StatusCode::CONFLICT);
    assert!(other.says("You now work for Kiln & Fern") && other.html.contains("class=\"rail\""));

    // who does not work here sees what everybody sees
    let mut guest = stalls.browser_with_errors();
    let page = guest.get("/vendor/nothing").await;
    assert!(page.status == StatusCode::NOT_FOUND && !page.html.contains("rail"), "{}", page.html);
    let (_, token) = stalls.market.person("Shopper").await;
    guest.hold(SESSION, &token);
    assert!(!guest.get("/vendor/nothing").await.html.contains("rail"));
    stalls.market.close().await;
}
