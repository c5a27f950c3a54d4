//! What a vendor says to reviews, by plain forms.

use axum::http::StatusCode;
use souk_domain::ids::{OrderLineId, ReviewId, VendorId};
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::MemberRole;
use souk_market::reviews::{self, NewReview};
use souk_market::{Actor, shop};
use souk_testkit::Market;
use souk_testkit::market::{CARD, Good};

use super::rig::Stalls;

/// A review of a thing of a vendor, and the line that it is of.
async fn review(market: &Market, vendor: VendorId, stars: i64, words: &str) -> (ReviewId, OrderLineId) {
    let thing = market.sell(vendor, Good::new(2_450, 10)).await;
    let order = market.place(market.cart(&[(thing, 1)]).await, CARD).await.unwrap().order;
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    let view = market.order_view(order).await;
    let line = view.vendor_orders[0].lines[0].id;
    let token = Some(shop::order_token(&market.app, &view));
    let new = NewReview { line, rating: stars, comment: words.to_owned() };
    let written = reviews::write_review(&market.app, Actor::Guest, token, new, None).await.unwrap();
    (written.fresh().unwrap().id, line)
}

#[tokio::test]
async fn reviews_are_found_answered_and_reported() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    assert!(ines.get("/vendor/reviews").await.says("Nobody has written a review yet"));
    let (good, _) = review(market, stalls.kiln, 5, "The <b>glaze</b> is deep").await;
    let (bad, _) = review(market, stalls.kiln, 1, "Never again").await;
    review(market, stalls.loom, 3, "Of another vendor").await;
    let home = ines.get("/vendor").await;
    assert!(home.says("2 Reviews to answer"), "{}", home.words());
    let list = ines.get("/vendor/reviews").await;
    assert!(list.says("Never again") && !list.html.contains("<b>glaze</b>"), "{}", list.words());
    assert!(!list.says("Of another vendor"));
    assert!(!ines.get("/vendor/reviews?stars=5").await.says("Never again"));
    assert!(ines.get("/vendor/reviews?view=unanswered&stars=3").await.says("No review fits"));

    let of = |id: ReviewId| format!("/vendor/reviews/{id}");
    let form = list.form(&of(good)).with("do", "answer");
    let wordless = ines.post(&form.clone().with("reply", "  ")).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wordless.says("Write what you answer."), "{}", wordless.words());
    let answered = ines.submit(&form.clone().with("reply", "Thank <you>")).await;
    assert!(answered.says("Thank <you>") && !answered.html.contains("Thank <you>"), "{}", answered.words());
    // the same press again does nothing; who typed it on an older page is shown what was typed
    let late = form.clone().with("key", "another").with("reply", "Late words");
    let late = ines.post(&late).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("Late words") && late.says("Somebody changed this meanwhile"), "{}", late.words());
    assert!(!ines.get("/vendor/reviews?view=unanswered").await.says("glaze"));
    let taken = ines.get("/vendor/reviews").await.form(&of(good)).with("do", "take");
    assert!(!ines.submit(&taken).await.says("Thank <you>"));

    let report = list.form(&of(bad)).without("reply").without("key").without("revision").with("do", "report");
    let mute = ines.post(&report).await;
    assert_eq!(mute.status, StatusCode::UNPROCESSABLE_ENTITY);
    ines.submit(&report.clone().with("reason", "It is of another shop")).await;
    let told = ines.get("/vendor/reviews?view=reported").await;
    assert!(told.says("Never again") && told.says("The market looks at it"), "{}", told.words());
    let staff = reviews::list_reported_reviews(&market.app, Actor::Operator, None, 9).await.unwrap();
    assert_eq!(staff.items[0].reason, "It is of another shop");
    stalls.market.close().await;
}

#[tokio::test]
async fn what_is_anothers_is_not_there_and_who_only_reads_changes_nothing() {
    let stalls = Stalls::open().await;
    let (id, _) = review(&stalls.market, stalls.kiln, 2, "So so").await;
    let mut ines = stalls.worker("Ines", MemberRole::Owner).await;
    let address = format!("/vendor/reviews/{id}");
    let form = ines.get("/vendor/reviews").await.form(&address).with("do", "answer").with("reply", "Ha");
    let mut reader = stalls.worker("Otto", MemberRole::ReadOnly).await;
    let seen = reader.get("/vendor/reviews").await;
    assert!(seen.says("So so") && !seen.html.contains(&format!("action=\"{address}\"")));
    let token = reader.token().await;
    assert_eq!(reader.post(&form.clone().with("csrf", &token)).await.status, StatusCode::FORBIDDEN);
    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    assert_eq!(packer.get("/vendor/reviews").await.status, StatusCode::FORBIDDEN);
    assert!(!packer.get("/vendor").await.html.contains("/vendor/reviews"));
    let (_, session) = stalls.market.worker("Omar", stalls.loom, MemberRole::Owner).await;
    let mut stranger = stalls.signed_in(&session);
    let token = stranger.token().await;
    for pressed in ["answer", "report"] {
        let theft = form
            .clone()
            .with("csrf", &token)
            .with("vendor", &stalls.loom.to_string())
            .with("do", pressed)
            .with("reason", "Ha");
        assert_eq!(stranger.post(&theft).await.status, StatusCode::NOT_FOUND, "{pressed}");
    }
    stalls.market.close().await;
}
