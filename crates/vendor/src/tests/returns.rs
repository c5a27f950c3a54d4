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
    let looked = ines.post(&agreed.form(&address).with("do", "receive")).await;
    assert!(looked.says("It is here: refund $25.97"), "{}", looked.words());
    let arrived = looked.form(&address).with("do", "receive");
    let settled = ines.submit(&arrived).await;
    assert!(settled.says("Return refunded"), "{}", settled.words());
    assert_eq!(ines.submit(&arrived).await.status, StatusCode::OK, "a second press does nothing");

    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    assert!(!packer.get("/vendor/returns").await.html.contains(&format!("action=\"{address}\"")));
    let third = market.vendor("Third House").await;
    let (_, session) = market.worker("Omar", third, MemberRole::Owner).await;
    let mut stranger = stalls.signed_in(&session);
    let token = stranger.token().await;
    let theft = stranger.post(&arrived.with("csrf", &token).with("vendor", &third.to_string())).await;
    assert_eq!(theft.status, StatusCode::NOT_FOUND);
    let seller = Seller::Vendor(stalls.kiln);
    let now = returns::show_return(&market.app, Actor::Operator, seller, id).await.unwrap();
    assert_eq!(now.status, ReturnStatus::Refunded);
    stalls.market.close().await;
}

#[tokio::test]
async fn what_arrives_of_a_return_is_counted_and_the_rest_is_closed_with_a_reason() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    let mug = market.sell(stalls.kiln, Good::new(2450, 10)).await;
    let order = market.place(market.cart(&[(mug, 3)]).await, CARD).await.unwrap().order;
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    let line = market.order_view(order).await.vendor_orders[0].lines[0].id;
    let new = NewReturn {
        lines: vec![LinePieces { line, quantity: 3 }],
        reason: ReturnReason::DoesNotFit,
        words: String::new(),
    };
    let asked = returns::request_return(&market.app, Actor::Guest, order, new, None).await.unwrap();
    let id = asked.fresh().unwrap().id;
    let address = format!("/vendor/returns/{id}");
    let pieces = format!("n-{id}-{line}");
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let asked = ines.get("/vendor/returns").await.form(&address);
    let agreed = ines.submit(&asked.with("do", "approve")).await;
    let form = agreed.form(&address).with("do", "receive");
    for odd in ["many", "4", "0"] {
        let wrong = ines.post(&form.clone().with(&pieces, odd)).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{odd}: {}", wrong.words());
        assert!(
            odd == "0" || wrong.html.contains(&format!("value=\"{odd}\"")),
            "what was typed stands there"
        );
    }
    let looked = ines.post(&form.with(&pieces, "1")).await;
    assert!(looked.says("It is here: refund $25.97"), "{}", looked.words());
    let came = ines.submit(&looked.form(&address).with("do", "receive")).await;
    assert!(came.says("Return agreed") && came.says("Arrived: 1 ×"), "{}", came.words());
    let form = came.form(&address).with("do", "close").with(&pieces, "0");
    assert_eq!(ines.post(&form).await.status, StatusCode::UNPROCESSABLE_ENTITY, "it says why");
    let closed = ines.submit(&form.with("answer", "Two never came <b>here</b>")).await;
    assert!(closed.says("Return refunded") && closed.says("You closed the rest"), "{}", closed.words());
    assert!(!closed.html.contains("<b>here</b>"));
    stalls.market.close().await;
}
