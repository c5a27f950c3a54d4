//! Settings of a vendor, as its people go about them.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::{Actor, vendors};

use souk_testkit::market::PASSWORD;

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
    // owners decide about money: who makes one, or takes one away, is asked for the password
    let asked = owner.post(&page.form(&own).with("do", "remove")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("Type your password"), "{}", asked.words());
    let wrong = owner.post(&asked.form(&own).with("current_password", "no such otters")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.says("This is the last owner"), "{}", wrong.words());
    let stays = owner.post(&wrong.form(&own).with("current_password", PASSWORD)).await;
    assert_eq!(stays.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(stays.says("This is the last owner"), "{}", stays.words());
    let owners = page.form("/vendor/settings/team").with("email", "eve@example.org").with("role", "owner");
    let asked = owner.post(&owners).await;
    assert!(asked.says("go on with eve@example.org"), "{}", asked.words());
    let invited = asked.form("/vendor/settings/team").with("current_password", PASSWORD);
    assert!(owner.submit(&invited).await.says("eve@example.org Owner."));
    let odd = owner.post(&page.form("/vendor/settings/team").with("role", "king")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.html.contains("href=\"#role\""), "{}", odd.words());
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
    let empty = owner.post(&away).await;
    assert_eq!(empty.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(empty.says("Choose when you close.") && empty.says("Choose until when."), "{}", empty.words());
    let away = away.with("when", "now").with("end", "day");
    let over = owner.post(&away.clone().with("until", "2026-01-01")).await;
    assert_eq!(over.status, StatusCode::UNPROCESSABLE_ENTITY);
    let closed = owner.submit(&away.clone().with("until", "2026-12-24").with("notice", "At the fair.")).await;
    assert_eq!(closed.value("until"), "2026-12-24");
    let closure = || async {
        vendors::show_vendor(&stalls.market.app, Actor::Operator, stalls.kiln).await.unwrap().closure()
    };
    let found = closure().await.unwrap();
    assert!(found.holds(stalls.market.app.now()));
    // somebody who looked before would overwrite it
    let stale = owner.post(&away.with("until", "2026-12-30")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    // a day that stays keeps its moment
    let form = closed.forms().into_iter().find(|form| form.value("notice").is_some()).unwrap();
    owner.submit(&form.with("notice", "At another fair.")).await;
    assert_eq!(closure().await, Some(found));
    // every page says so, and opens
    let list = owner.get("/vendor/products").await;
    assert!(list.says("You are away until"), "{}", list.words());
    owner.submit(&list.form("/vendor/settings/closure").with("do", "open")).await;
    assert_eq!(closure().await, None);

    let payout = owner.get("/vendor/settings/payout").await.form("/vendor/settings/payout");
    let payout = payout.with("holder", "Ines Castellane");
    let wrong = owner.post(&payout.clone().with("account", "DE88 3704 0044 0532 0130 00")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!wrong.html.contains("3704 0044"), "what was typed is not shown again");
    let right = payout.with("account", "DE89 3704 0044 0532 0130 00");
    let unproven = owner.post(&right).await;
    assert_eq!(unproven.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(unproven.html.contains("href=\"#current_password\""), "{}", unproven.words());
    let known = owner.submit(&right.with("current_password", PASSWORD)).await;
    assert!(known.says("DE89 •••• 3000"), "{}", known.words());
    let list = owner.get("/vendor/onboarding").await;
    assert!(list.says("of 5 steps are done"), "{}", list.words());
    stalls.market.close().await;
}
