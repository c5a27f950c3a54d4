//! Vendors, as the market's people go about them.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_market::vendors::{self, VendorStatus};
use souk_market::{Actor, joining, notifications};
use souk_testkit::Market;
use souk_testkit::browser::{Browser, Page};

use super::rig::{apply, browser, browser_of};

#[tokio::test]
async fn the_staff_approve_and_refuse_with_a_reason() {
    let market = Market::open().await;
    let (first, second) = (apply(&market, "Maya").await, apply(&market, "Otto").await);
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin/vendors").await;
    assert!(page.says("Stoneware.") && !page.html.contains("<i>Kiln"), "{}", page.words());
    let approve = format!("/admin/vendors/{first}/approve");
    let done = chief.submit(&page.form(&approve)).await;
    assert!(done.says("Approved."), "{}", done.words());
    let refuse = format!("/admin/vendors/{second}/refuse");
    let wrong = chief.post(&done.form(&refuse)).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("aria-invalid"), "{}", wrong.words());
    let done = chief.submit(&done.form(&refuse).with("reason", "Whose clay?")).await;
    assert!(done.says("Refused.") && done.says("Nobody waits"), "{}", done.words());
    let late = chief.post(&page.form(&format!("/admin/vendors/{second}/approve"))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
    let status = |id: &str| vendors::show_vendor(&market.app, Actor::Operator, id.parse().unwrap());
    assert_eq!(status(&first).await.unwrap().status.as_str(), "active");
    assert_eq!(status(&second).await.unwrap().status.as_str(), "refused");
    market.close().await;
}

#[tokio::test]
async fn what_is_approved_is_what_was_looked_at() {
    let market = Market::open().await;
    let first = apply(&market, "Maya").await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin/vendors").await;
    let changes = vendors::VendorChanges { story: Some("We sell watches.".to_owned()), ..Default::default() };
    vendors::change_vendor(&market.app, Actor::Operator, first.parse().unwrap(), changes).await.unwrap();
    let late = chief.post(&page.form(&format!("/admin/vendors/{first}/approve"))).await;
    assert!(!late.status.is_success() && late.says("We sell watches."), "{}", late.words());
    let done = chief.submit(&late.form(&format!("/admin/vendors/{first}/approve"))).await;
    assert!(done.says("Approved."), "{}", done.words());
    market.close().await;
}

#[tokio::test]
async fn nobody_else_enters_and_who_only_looks_decides_nothing() {
    let market = Market::open().await;
    let waiting = apply(&market, "Maya").await;
    let mut stranger = Browser::at(&market.app, crate::page_routes(), None);
    assert!(stranger.get("/admin/vendors").await.leads_to().starts_with("/login?next="));
    let mut shopper = browser(&market, "Ida", None).await;
    assert_eq!(shopper.get("/admin/vendors").await.status, StatusCode::FORBIDDEN);
    let mut reader = browser(&market, "Reader", Some(Role::User)).await;
    let page = reader.get("/admin/vendors").await;
    assert_eq!(page.status, StatusCode::OK);
    let approve = format!("/admin/vendors/{waiting}/approve");
    assert!(!page.html.contains(&approve), "what one may not do is not offered");
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let form = chief.get("/admin/vendors").await.form(&approve);
    let token = page.form("/logout").value("csrf").unwrap_or_default().to_owned();
    let refused = reader.post(&form.with("csrf", &token)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    market.close().await;
}

#[tokio::test]
async fn vendors_are_found_by_name_slug_and_address_and_counted_by_status() {
    let market = Market::open().await;
    market.vendor("Kiln & Fern").await;
    market.vendor("Oak 50% Off").await;
    apply(&market, "Maya").await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let page = chief.get("/admin/vendors?status=active").await;
    assert!(page.says("Kiln & Fern") && page.says("Oak 50% Off"), "{}", page.words());
    assert!(page.says("Active 2") && page.says("Applied 1") && page.says("All 3"), "{}", page.words());
    for (asked, found) in [
        ("FERN", true),
        ("kiln-fern", true),
        ("kiln-fern@vendors", true),
        ("50%25", false),
        ("f_rn", false),
        ("orders@kiln", false),
    ] {
        let page = chief.get(&format!("/admin/vendors?status=active&q={asked}")).await;
        assert_eq!(page.says("Kiln & Fern"), found, "{asked}: {}", page.words());
    }
    assert!(chief.get("/admin/vendors?status=active&q=50%25").await.says("Oak 50% Off"));
    assert!(chief.get("/admin/vendors?status=all&q=orders@kiln").await.says("Applied"));
    let long = format!("/admin/vendors?q={}", "x".repeat(300));
    assert_eq!(chief.get(&long).await.status, StatusCode::BAD_REQUEST);
    market.close().await;
}

#[tokio::test]
async fn a_long_list_of_vendors_goes_on_behind_its_last_row() {
    let market = Market::open().await;
    for number in 0..26 {
        market.vendor(&format!("Stall {number:02}")).await;
    }
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let first = chief.get("/admin/vendors?status=active&q=stall").await;
    let next = first.html.split("rel=\"next\"").next().unwrap().rsplit("href=\"").next().unwrap();
    let next = next.split('"').next().unwrap().replace("&amp;", "&").replace("&#38;", "&");
    let second = chief.get(&next).await;
    assert!(second.says("First page"), "{next} {}", second.words());
    let rows = |page: &Page| page.html.matches("href=\"/admin/vendors/vend_").count();
    assert_eq!((rows(&first), rows(&second)), (24, 2), "{}", second.words());
    for number in 0..26 {
        let name = format!("Stall {number:02}");
        assert_ne!(first.says(&name), second.says(&name), "{name} stands on one of them");
    }
    market.close().await;
}

#[tokio::test]
async fn a_vendor_is_suspended_with_a_reason_sells_again_and_is_ended() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (maya, _) = market.person("Maya").await;
    market.appoint(maya, kiln, vendors::MemberRole::Owner).await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let at = format!("/admin/vendors/{kiln}");
    let page = chief.get(&at).await;
    assert!(page.says("Maya Castellane") && page.says("It has named no account yet"), "{}", page.words());
    let suspend = page.form(&format!("{at}/suspend"));
    let wrong = chief.post(&suspend).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("href=\"#reason\""), "{}", wrong.words());
    let done = chief.submit(&suspend.clone().with("reason", "Parcels of October are missing.")).await;
    assert!(done.says("They have been told why"), "{}", done.words());
    let again = chief.post(&page.form(&format!("{at}/close"))).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster: {}", again.words());
    market.settle().await;
    let letters = notifications::list_letters(&market.app).await.unwrap();
    let told: Vec<&str> = letters.iter().map(|letter| letter.words.subject.as_str()).collect();
    assert!(told.iter().any(|words| words.contains("Parcels of October are missing.")), "{told:?}");
    let done = chief.submit(&done.form(&format!("{at}/reinstate"))).await;
    assert!(done.says("It sells again"), "{}", done.words());
    let done = chief.submit(&done.form(&format!("{at}/close"))).await;
    assert!(done.says("Closed.") && !done.html.contains("/suspend\""), "{}", done.words());
    let found = vendors::show_vendor(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!(found.status, VendorStatus::Closed);
    let none = format!("/admin/vendors/vend_{}", "0".repeat(26));
    assert_eq!(chief.get(&none).await.status, StatusCode::NOT_FOUND);
    market.close().await;
}

#[tokio::test]
async fn only_who_may_see_money_sees_what_a_vendor_has_and_nobody_its_account_whole() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let new = joining::NewPayout {
        holder: "Maya Castellane".to_owned(),
        account: souk_domain::vendor::AccountNumber::iban("DE89 3704 0044 0532 0130 00").unwrap(),
        bank: String::new(),
    };
    joining::set_payout(&market.app, Actor::Operator, kiln, new, None).await.unwrap();
    let at = format!("/admin/vendors/{kiln}");
    let mut finance = browser_of(&market, "Fin", Some((Role::User, Department::Finance))).await;
    let page = finance.get(&at).await;
    assert!(page.says("DE89 •••• 3000") && page.says("To be paid out"), "{}", page.words());
    assert!(!page.html.contains("3704") && !page.html.contains("/suspend\""), "{}", page.words());
    let mut support = browser_of(&market, "Sue", Some((Role::Admin, Department::Support))).await;
    let page = support.get(&at).await;
    assert!(page.says("An account that it has named") && !page.says("3000"), "{}", page.words());
    assert!(!page.says("To be paid out"), "{}", page.words());
    market.close().await;
}
