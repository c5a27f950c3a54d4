//! What a vendor says to a return, by plain forms.

use axum::http::StatusCode;
use souk_domain::order::{ReturnReason, ReturnStatus};
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::refunds::{LinePieces, Seller};
use souk_market::returns::{self, NewReturn};
use souk_testkit::market::{CARD, Good};

use super::rig::Stalls;

#[tokio::test]
async fn a_return_is_refused_with_a_reason_or_agreed_to_received_and_paid_back() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    let mug = market.sell(stalls.kiln, Good::new(2450, 10)).await;
    let cart = market.cart(&[(mug, 2)]).await;
    let order = market.place(cart, CARD).await.unwrap().order;
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    let line = market.order_view(order).await.vendor_orders[0].lines[0].id;
    let new = NewReturn {
        lines: vec![LinePieces { line, quantity: 1 }],
        reason: ReturnReason::Damaged,
        words: "The <i>handle</i> came off".to_owned(),
    };
    let asked = returns::request_return(&market.app, Actor::Guest, order, new, None).await.unwrap();
    let id = asked.fresh().unwrap().id;
    let address = format!("/vendor/returns/{id}");

    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let list = ines.get("/vendor/returns").await;
    assert!(list.says("It came damaged") && !list.html.contains("<i>handle</i>"), "{}", list.words());
    let form = list.form(&address);
    let wordless = ines.post(&form.clone().with("do", "refuse")).await;
    assert_eq!(wordless.status, StatusCode::UNPROCESSABLE_ENTITY, "{}", wordless.words());
    let agreed = ines.submit(&form.with("do", "approve").with("answer", "Send it back")).await;
    assert!(agreed.says("Return agreed") && agreed.says("Send it back"), "{}", agreed.words());
    let arrived = agreed.form(&address).with("do", "receive");
    let settled = ines.submit(&arrived).await;
    assert!(settled.says("Return refunded"), "{}", settled.words());
    assert_eq!(ines.submit(&arrived).await.status, StatusCode::OK, "a second press does nothing");

    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    assert!(!packer.get("/vendor/returns").await.html.contains(&format!("action=\"{address}\"")));
    let third = market.vendor("Third House").await;
    let (_, session) = market.worker("Omar", third, MemberRole::Owner).await;
    let mut stranger = stalls.signed_in(&session);
    let token = stranger.token().await;
    let theft = stranger.post(&arrived.with("csrf", &token)).await;
    assert_eq!(theft.status, StatusCode::NOT_FOUND);
    let seller = Seller::Vendor(stalls.kiln);
    let now = returns::show_return(&market.app, Actor::Operator, seller, id).await.unwrap();
    assert_eq!(now.status, ReturnStatus::Refunded);
    stalls.market.close().await;
}
