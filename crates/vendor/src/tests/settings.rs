//! Settings of a vendor, as its people go about them.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::{Actor, vendors};

use super::rig::Stalls;

#[tokio::test]
async fn owners_ask_people_give_roles_and_send_off_and_the_last_one_stays() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let page = owner.get("/vendor/settings/team").await;
    let wrong = owner.post(&page.form("/vendor/settings/team").with("email", "nobody")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("href=\"#email\""));
    let asked = page.form("/vendor/settings/team").with("email", "ida@example.org").with("role", "read_only");
    let asked = owner.submit(&asked).await;
    assert!(asked.says("ida@example.org"), "{}", asked.words());
    let members = vendors::list_members(&stalls.market.app, Actor::Operator, stalls.kiln).await.unwrap();
    let own = format!("/vendor/settings/team/{}", members[0].account);
    let stays = owner.post(&page.form(&own).with("do", "remove")).await;
    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stays.says("This is the last owner"), "{}", stays.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn who_only_looks_sees_people_and_changes_nothing() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let form = owner.get("/vendor/settings/closure").await.form("/vendor/settings/closure");
    let mut reader = stalls.worker("Otto", MemberRole::ReadOnly).await;
    assert_eq!(reader.get("/vendor/settings/team").await.status, StatusCode::OK);
    assert_eq!(reader.get("/vendor/settings/payout").await.status, StatusCode::FORBIDDEN);
    let token = reader.token().await;
    let refused = reader.post(&form.with("csrf", &token)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    stalls.market.close().await;
}

#[tokio::test]
async fn a_vendor_says_who_it_is_when_it_is_away_and_where_its_money_goes() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let profile = owner.get("/vendor/settings/profile").await.form("/vendor/settings/profile");
    let profile = profile.with("tagline", "Fired <twice>").with("country", "US").with("city", "Durham");
    let saved = owner.submit(&profile).await;
    assert!(saved.says("Saved.") && !saved.html.contains("<twice>"), "{}", saved.words());
    let stale = owner.post(&profile).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody else changed it meanwhile");

    let away = owner.get("/vendor/settings/closure").await.form("/vendor/settings/closure");
    let over = owner.post(&away.clone().with("until", "2026-01-01")).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    let away = owner.submit(&away.with("until", "2026-12-24").with("notice", "At the fair.")).await;
    assert_eq!(away.value("until"), "2026-12-24");
    let found = vendors::show_vendor(&stalls.market.app, Actor::Operator, stalls.kiln).await.unwrap();
    assert!(found.closure().is_some_and(|closure| closure.holds(stalls.market.app.now())));

    let payout = owner.get("/vendor/settings/payout").await.form("/vendor/settings/payout");
    let payout = payout.with("holder", "Ines Castellane");
    let wrong = owner.post(&payout.clone().with("account", "DE88 3704 0044 0532 0130 00")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.html.contains("3704 0044"), "what was typed is not shown again");
    let known = owner.submit(&payout.with("account", "DE89 3704 0044 0532 0130 00")).await;
    assert!(known.says("DE89 •••• 3000"), "{}", known.words());
    let list = owner.get("/vendor/onboarding").await;
    assert!(list.says("of 5 steps are done"), "{}", list.words());
    stalls.market.close().await;
}
