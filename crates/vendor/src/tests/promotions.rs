//! A vendor's promotions, as a browser without script makes them.

use axum::http::StatusCode;
use souk_domain::pricing::{Benefit, Scope};
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::promotions::{self, Whose};

use souk_testkit::browser::{Page, SentForm};

use super::rig::Stalls;

/// Of several forms that post to one address, the one at a place.
fn nth_form(page: &Page, action: &str, place: usize) -> SentForm {
    page.forms().into_iter().filter(|form| form.action == action).nth(place).expect("a form")
}

#[tokio::test]
async fn a_promotion_is_made_changed_tried_and_ended() {
    let stalls = Stalls::open().await;
    let (market, kiln) = (&stalls.market, stalls.kiln);
    let mug = market.product(kiln, 2_450, 10).await;
    let mut owner = stalls.worker("Maya", MemberRole::Owner).await;
    let page = owner.get("/vendor/promotions").await;
    assert!(page.says("There is no promotion yet."), "{}", page.words());
    let page = owner.get("/vendor/promotions/new").await;
    let form = page.form("/vendor/promotions/new").with("name", "Spring <i>sale</i>").with("percent", "ten");
    let wrong = owner.post(&form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("aria-invalid") && !wrong.html.contains("<i>sale"), "{}", wrong.words());
    let nowhere = wrong.form("/vendor/promotions/new").with("percent", "12,5").with("scope", "products");
    let nowhere = owner.post(&nowhere.with("targets", "no-such-mug")).await;
    assert!(nowhere.says("no-such-mug"), "{}", nowhere.words());
    let form = nowhere.form("/vendor/promotions/new").with("scope", "all").with("targets", "");
    let form = form.with("needs_code", "yes").with("code", "spring").with("limit_total", "5");
    let list = owner.submit(&form).await;
    assert!(list.says("12.50 % off") && list.says("0 of 5") && list.says("Running"), "{}", list.words());
    // a second press of the same button makes no second one
    owner.post(&form).await;
    let whose = Whose::Own(kiln);
    let all =
        promotions::list_promotions(&market.app, Actor::Operator, whose, (None, 9)).await.unwrap().items;
    assert_eq!(all.len(), 1);
    let found = &all[0].promotion;
    assert_eq!((found.draft.benefit, &found.draft.scope), (Benefit::Percent { bps: 1_250 }, &Scope::All));

    let address = format!("/vendor/promotions/{}", found.id);
    let page = owner.get(&address).await;
    assert!(page.says("SPRING"), "{}", page.words());
    let saved = owner.submit(&page.form(&address).with("ends", "2034-12-31")).await;
    assert!(saved.says("Saved"), "{}", saved.words());
    let stale = owner.post(&page.form(&address).with("name", "Later")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let codes = format!("{address}/codes");
    let made = owner.submit(&nth_form(&saved, &codes, 1).with("count", "3").with("prefix", "fair-")).await;
    assert_eq!(made.html.matches("FAIR-").count() / 2, 3, "{}", made.words());
    let file = owner.get(&format!("{codes}/file")).await;
    assert_eq!(file.html.lines().count(), 5);
    let taken = owner.post(&nth_form(&made, &codes, 0).with("code", "Spring")).await;
    assert!(taken.says("There is such a code already"), "{}", taken.words());

    let tried =
        owner.get(&format!("/vendor/promotions/simulator?things={mug}+2&codes=SPRING&country=us")).await;
    assert!(tried.says("$6.13 off") && tried.says("Applies"), "{}", tried.words());
    let wrong = owner.get("/vendor/promotions/simulator?things=nothing+2").await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.says("nothing"), "{}", wrong.words());

    let list = owner.get("/vendor/promotions").await;
    let ended = owner.submit(&list.form(&format!("{address}/end"))).await;
    assert!(ended.says("Ended"), "{}", ended.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn nobody_sees_anothers_and_who_only_looks_changes_nothing() {
    let stalls = Stalls::open().await;
    let (market, kiln) = (&stalls.market, stalls.kiln);
    let new = souk_domain::promotion::PromotionDraft::new("Sent free", Benefit::FreeShipping);
    let made =
        promotions::create_promotion(&market.app, Actor::Operator, Whose::Vendor(kiln), (new, None), None);
    let id = made.await.unwrap().fresh().unwrap().promotion.id;
    let (_, token) = market.worker("Otto", stalls.loom, MemberRole::Owner).await;
    let mut other = stalls.signed_in(&token);
    assert_eq!(other.get(&format!("/vendor/promotions/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get("/vendor/promotions").await.says("Sent free"));
    let mut reader = stalls.worker("Ida", MemberRole::ReadOnly).await;
    let page = reader.get("/vendor/promotions").await;
    assert!(
        page.says("Sent free")
            && page.forms().iter().all(|form| !form.action.starts_with("/vendor/promotions/"))
    );
    assert_eq!(reader.get("/vendor/promotions/new").await.status, StatusCode::FORBIDDEN);
    let mut packer = stalls.worker("Pia", MemberRole::Fulfilment).await;
    assert_eq!(packer.get("/vendor/promotions").await.status, StatusCode::FORBIDDEN);
    stalls.market.close().await;
}
