//! The market's promotions, as a browser without script makes them.

use axum::http::StatusCode;
use souk_domain::account::Role;
use souk_domain::pricing::{FundedBy, Scope};
use souk_market::Actor;
use souk_market::promotions::{self, Whose};
use souk_testkit::Market;
use souk_testkit::browser::{Page, SentForm};

use super::rig::browser;

/// Of several forms that post to one address, the one at a place.
fn nth_form(page: &Page, action: &str, place: usize) -> SentForm {
    page.forms().into_iter().filter(|form| form.action == action).nth(place).expect("a form")
}

#[tokio::test]
async fn a_promotion_is_made_for_a_vendor_shared_tried_and_ended() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2_450, 10).await;
    let mut chief = browser(&market, "Chief", Some(Role::SuperAdmin)).await;
    assert!(chief.get("/admin/promotions").await.says("There is no promotion yet."));
    let page = chief.get("/admin/promotions/new").await;
    let form = page.form("/admin/promotions/new").with("name", "Kiln week").with("kind", "fixed");
    let form = form.with("amount", "3.00").with("scope", "vendors").with("targets", "/s/nobody");
    let wrong = chief.post(&form.with("market_part", "33.33")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("/s/nobody"), "{}", wrong.words());
    let form = wrong.form("/admin/promotions/new").with("targets", "https://shop.example/s/kiln-fern?x=1");
    let list = chief.submit(&form).await;
    assert!(list.says("$3.00 off") && list.says("one vendor"), "{}", list.words());
    let all =
        promotions::list_promotions(&market.app, Actor::Operator, Whose::Market, (None, 9)).await.unwrap();
    let found = &all.items[0].promotion;
    assert_eq!(found.draft.funded_by, FundedBy::Shared { platform_bps: 3_333 });
    assert_eq!(found.draft.scope, Scope::Vendors([kiln].into()));

    let address = format!("/admin/promotions/{}", found.id);
    let page = chief.get(&address).await;
    assert!(page.html.contains("kiln-fern") && page.html.contains("33.33"), "{}", page.words());
    let saved = chief.submit(&page.form(&address).with("needs_code", "yes")).await;
    let codes = format!("{address}/codes");
    let made =
        chief.submit(&nth_form(&saved, &codes, 0).with("code", "kiln-week").with("max_uses", "2")).await;
    assert!(made.says("KILN-WEEK") && made.says("0 of 2"), "{}", made.words());
    let odd = chief.post(&nth_form(&made, &codes, 1).with("count", "many")).await;
    assert!(odd.status == StatusCode::UNPROCESSABLE_ENTITY && odd.says("Type a whole number."));

    let asked = format!("/admin/promotions/simulator?things={mug}+2&codes=KILN-WEEK&country=US");
    let tried = chief.get(&asked).await;
    // of 3.00 the market pays 33.33 %, and the odd cent
    assert!(tried.says("$3.00 off") && tried.says("$1.00"), "{}", tried.words());
    let without = chief.get(&format!("/admin/promotions/simulator?things={mug}")).await;
    assert!(without.says("It applies with its code only."), "{}", without.words());

    let gone = chief.submit(&made.form(&format!("{codes}/end"))).await;
    assert!(gone.says("Taken back"), "{}", gone.words());
    let list = chief.get("/admin/promotions").await;
    let ended = chief.submit(&list.form(&format!("{address}/end"))).await;
    assert!(ended.says("Ended"), "{}", ended.words());
    market.close().await;
}

#[tokio::test]
async fn who_only_looks_makes_none() {
    let market = Market::open().await;
    let mut reader = browser(&market, "Reader", Some(Role::User)).await;
    let page = reader.get("/admin/promotions").await;
    assert!(page.status == StatusCode::OK && !page.says("New promotion"), "{}", page.words());
    assert_eq!(reader.get("/admin/promotions/new").await.status, StatusCode::FORBIDDEN);
    market.close().await;
}
