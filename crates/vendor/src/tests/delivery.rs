//! Who ships how: terms and ways, by who may change them.

use axum::http::StatusCode;
use souk_domain::pricing::{Place, ShippingKind};
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::shipping::{self, OfferedMethod, Whose};

use super::rig::Stalls;

async fn own(stalls: &Stalls) -> Vec<OfferedMethod> {
    let listed =
        shipping::list_shipping_methods(&stalls.market.app, Actor::Operator, Whose::Own(stalls.kiln));
    listed.await.unwrap().0
}

#[tokio::test]
async fn a_way_to_ship_is_added_mended_changed_and_removed() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Manager).await;
    let page = browser.get("/vendor/delivery/new").await;
    let form =
        page.form("/vendor/delivery/new").with("name", "Post").with("min_days", "2").with("max_days", "4");
    // a second zone, and the fields of another kind
    let two = browser
        .post(&form.with("places-0", "US-Oregon, canada").with("fee-0", "4.90").with("do", "add"))
        .await;
    let kind = two.form("/vendor/delivery/new").with("kind-1", "weight_brackets").with("do", "update");
    let page = browser.post(&kind).await;
    let typed = page.form("/vendor/delivery/new");
    assert_eq!((page.status, typed.value("places-0")), (StatusCode::OK, Some("US-Oregon, canada")));
    let form = page.form("/vendor/delivery/new").with("brackets-1", "900 9.90\n500 19.90").with("do", "save");
    let mended = browser.post(&form).await;
    assert_eq!(mended.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mended.says("It begins above 900g, where the one before it ends"), "{}", mended.words());
    assert!(own(&stalls).await.is_empty());
    let form =
        mended.form("/vendor/delivery/new").with("brackets-1", "900 9.90\nmore 19.90").with("do", "save");
    let odd = browser.post(&form.clone().with("kind-0", "gift")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.html.contains("href=\"#kind-0\""), "{}", odd.words());
    let list = browser.submit(&form.clone().with("fee-0", "4,90")).await;
    // the same press once more adds nothing
    browser.submit(&form.with("fee-0", "4,90")).await;
    assert_eq!(own(&stalls).await.len(), 1);
    assert!(
        list.says("US-OR, CA: $4.90") && list.says("Rest of the world: 2 brackets of weight"),
        "{}",
        list.words()
    );

    let made = own(&stalls).await.remove(0);
    assert_eq!(made.method.zones[0].kind, ShippingKind::Flat { fee: 490 });
    let oregon = Place { country: "US".to_owned(), region: Some("OR".to_owned()) };
    assert_eq!(made.method.zones[0].places[0], oregon);
    let address = format!("/vendor/delivery/{}", made.method.method);
    let (first, second) = (browser.get(&address).await, browser.get(&address).await);
    browser.submit(&first.form(&address).with("name", "Parcel").with("do", "save")).await;
    let stale = browser.post(&second.form(&address).with("name", "Courier").with("do", "save")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(stale.value("name"), "Courier");
    assert!(stale.says("It is now: Parcel; 2 to 4 days on the way"), "{}", stale.words());
    let changed = own(&stalls).await.remove(0);
    assert_eq!((changed.method.name.as_str(), changed.revision), ("Parcel", 2));
    assert_eq!(changed.method.zones, made.method.zones);
    // whoever has read that saves theirs all the same
    browser.submit(&stale.form(&address).with("do", "save")).await;
    assert_eq!(own(&stalls).await.remove(0).method.name, "Courier");

    let list = browser.get("/vendor/delivery").await;
    browser.submit(&list.form(&format!("{address}/remove"))).await;
    assert!(own(&stalls).await.is_empty());
    stalls.market.close().await;
}

#[tokio::test]
async fn the_days_before_a_parcel_leaves_are_changed() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let page = browser.get("/vendor/delivery").await;
    let form = page.form("/vendor/delivery/terms").with("handling_days", "61");
    let mended = browser.post(&form).await;
    assert_eq!(
        (mended.status, mended.value("handling_days").as_str()),
        (StatusCode::UNPROCESSABLE_ENTITY, "61")
    );
    let saved = browser.submit(&form.clone().with("handling_days", "3").with("own_only", "yes")).await;
    assert_eq!(saved.value("handling_days"), "3");
    let named = (stalls.kiln, true);
    let kept = shipping::show_shipping_terms(&stalls.market.app, Actor::Operator, named).await.unwrap();
    assert_eq!((kept.terms.handling_days, kept.terms.own_only), (3, true));
    // the form that was opened before rests on what is no more
    let stale = browser.post(&form.with("handling_days", "9")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    stalls.market.close().await;
}

#[tokio::test]
async fn who_only_looks_changes_nothing_and_another_vendors_ways_are_not_there() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let form = owner.get("/vendor/delivery/new").await.form("/vendor/delivery/new");
    let form = form.with("name", "Post").with("min_days", "1").with("max_days", "2").with("fee-0", "5");
    owner.submit(&form.with("do", "save")).await;
    let id = own(&stalls).await.remove(0).method.method;

    let (_, token) = stalls.market.worker("Tomas", stalls.loom, MemberRole::Owner).await;
    let mut other = stalls.signed_in(&token);
    assert_eq!(other.get(&format!("/vendor/delivery/{id}")).await.status, StatusCode::NOT_FOUND);
    assert!(!other.get("/vendor/delivery").await.says("Post"));

    let mut reader = stalls.worker("Ruth", MemberRole::ReadOnly).await;
    let page = reader.get("/vendor/delivery").await;
    assert!(
        page.says("Post") && page.forms().iter().all(|form| !form.action.starts_with("/vendor/delivery"))
    );
    assert_eq!(reader.get("/vendor/delivery/new").await.status, StatusCode::FORBIDDEN);
    stalls.market.close().await;
}
