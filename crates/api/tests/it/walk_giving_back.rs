//! The walk past what goes back, and what is said of things.

use serde_json::{Value, json};
use souk_domain::{ids::OrderId, shipment::ShipmentStatus};
use souk_testkit::Market;

use super::{
    rig::order,
    walk::{APPROVED, Walk, Who, text},
};

/// Orders four pieces in two orders, gives one back before it is sent, two by returns, and the last with its order.
pub(super) async fn all(w: &mut Walk, variant: &str, (own, staff): (Who<'_>, Who<'_>)) {
    let cart = w.cart_with(variant).await;
    let line = text(&w.go("show_cart", &[&cart], None, Value::Null).await["lines"][0]["id"]);
    w.go("change_cart_line", &[&cart, &line], None, json!({ "quantity": 3 })).await;
    let placed = w.go("place_order", &[], None, order(&cart, APPROVED)).await;
    let (id, token) = (text(&placed["id"]), text(&placed["access_token"]));
    let holder = Some(("souk-order-token", token.as_str()));
    let part = &placed["vendor_orders"][0];
    let (part, line) = (text(&part["id"]), text(&part["lines"][0]["id"]));
    let one =
        json!({ "lines": [{ "order_line_id": line, "quantity": 1 }], "reason": "It broke", "restock": true });
    w.go("refund_vendor_order", &[&part], own, one).await;
    deliver(&w.api.market, id.parse().unwrap()).await;

    let wish = json!({ "lines": [{ "order_line_id": line, "quantity": 1 }], "reason": "wrong_item" });
    let back = text(&w.go("request_return", &[&id], holder, wish.clone()).await["id"]);
    let photos = w.go("add_return_photo", &[&id, &back], holder, Value::Null).await;
    let photo = text(&photos["photos"][0]);
    for (name, path, who) in [
        ("show_return_photo", format!("/api/v1/orders/{id}/returns/{back}/photos/{photo}"), holder),
        ("show_own_return_photo", format!("/api/v1/vendor/returns/{back}/photos/{photo}"), own),
        ("show_return_photo_for_staff", format!("/api/v1/admin/returns/{back}/photos/{photo}"), staff),
    ] {
        let (headers, bytes) = w.api.bytes("GET", &path, &[who.unwrap()]).await;
        assert_eq!((&headers["content-type"], &bytes[8..12]), (&"image/webp".parse().unwrap(), &b"WEBP"[..]));
        w.seen.insert(name);
    }
    w.go("list_order_returns", &[&id], holder, Value::Null).await;
    w.go("list_returns", &[], own, Value::Null).await;
    w.go("list_returns_for_staff", &[], staff, Value::Null).await;
    w.go("show_return", &[&back], own, Value::Null).await;
    w.go("refuse_return", &[&back], own, json!({ "answer": "It is what you ordered." })).await;
    let back = text(&w.go("request_return", &[&id], holder, wish.clone()).await["id"]);
    w.go("approve_return", &[&back], own, json!({ "answer": "Send it back." })).await;
    let came = json!([{ "order_line_id": line, "quantity": 1, "restock": true }]);
    let receipt = json!({ "restock": false, "refund": false, "lines": came });
    let received = w.go("receive_return", &[&back], own, receipt).await;
    assert_eq!((&received["lines"][0]["received"], &received["restocked"]), (&json!(1), &json!(true)));
    let paid = w.go("refund_return", &[&back], own, Value::Null).await;
    assert_eq!((&paid["status"], paid["refunds"].as_array().unwrap().len()), (&json!("refunded"), 1));
    in_the_vendors_place(w, &id, wish, (holder, staff)).await;
    let refunds = w.go("list_order_refunds", &[&id], holder, Value::Null).await;
    assert_eq!(refunds["items"].as_array().unwrap().len(), 3);
    let own_refunds = w.go("list_vendor_order_refunds", &[&part], own, Value::Null).await;
    assert_eq!(own_refunds["items"].as_array().unwrap().len(), 3);
    let rest = json!({ "amount": { "amount": 5, "currency": "USD" }, "reason": "For the trouble" });
    w.go("refund_any_vendor_order", &[&part], staff, rest).await;

    let review = w.go("write_review", &[&line], holder, json!({ "rating": 4 })).await;
    let review_id = text(&review["id"]);
    w.go("reply_to_review", &[&review_id], own, json!({ "reply": "Thank you." })).await;
    w.go("report_review", &[&review_id], None, Value::Null).await;
    w.go("list_product_reviews", &[&text(&review["product_id"])], None, Value::Null).await;
    w.go("list_own_reviews", &[], own, Value::Null).await;
    let why = json!({ "reason": "It is about another shop." });
    w.go("report_own_review", &[&review_id], own, why).await;
    let told = w.go("list_reported_reviews", &[], staff, Value::Null).await;
    assert_eq!(told["items"][0]["reason"], "It is about another shop.");
    let shown = w.go("show_product", &[&text(&review["product_id"])], None, Value::Null).await;
    assert_eq!((&shown["rating"], &shown["rating_histogram"]["4"]), (&json!(4.0), &json!(1)));
    w.go("let_review_stand", &[&review_id], staff, Value::Null).await;
    let told = w.go("list_reported_reviews", &[], staff, Value::Null).await;
    assert_eq!(told["items"], json!([]), "who told of it has been heard");
    w.go("hide_review", &[&review_id], staff, Value::Null).await;

    w.go("show_vendor_balance", &[], own, Value::Null).await;
    w.go("list_vendor_ledger", &[], own, Value::Null).await;
    let (headers, table) = w.api.bytes("GET", "/api/v1/vendor/statement", &[own.unwrap()]).await;
    assert_eq!(headers["content-type"], "text/csv; charset=utf-8");
    let table = String::from_utf8(table).unwrap();
    assert!(table.starts_with("at,kind,order,account,amount,currency\r\n") && table.contains(",refund,"));
    w.seen.insert("show_vendor_statement");

    let cart = w.cart_with(variant).await;
    let placed = w.go("place_order", &[], None, order(&cart, APPROVED)).await;
    let ended = w.go("cancel_any_order", &[&text(&placed["id"])], staff, json!({ "reason": "Lost" })).await;
    assert_eq!(ended["status"], "cancelled");
    let token = text(&placed["access_token"]);
    let holder = Some(("souk-order-token", token.as_str()));
    let refunds = w.go("list_order_refunds", &[&text(&placed["id"])], holder, Value::Null).await;
    assert_eq!(refunds["items"][0]["note"], Value::Null, "why the market ended it is its own");
}

/// The staff answer a return whose vendor does not: no, and another one yes.
async fn in_the_vendors_place(w: &mut Walk, order: &str, wish: Value, (holder, staff): (Who<'_>, Who<'_>)) {
    let why = "The vendor does not answer.";
    let back = text(&w.go("request_return", &[order], holder, wish.clone()).await["id"]);
    assert_eq!(w.go("show_any_return", &[&back], staff, Value::Null).await["status"], "requested");
    let no = json!({ "answer": "It is what you ordered.", "reason": why });
    assert_eq!(w.go("refuse_any_return", &[&back], staff, no).await["status"], "refused");
    let back = text(&w.go("request_return", &[order], holder, wish).await["id"]);
    let yes = json!({ "answer": "Send it to us.", "reason": why });
    w.go("approve_any_return", &[&back], staff, yes).await;
    let receipt = json!({ "restock": false, "refund": false, "reason": why });
    w.go("receive_any_return", &[&back], staff, receipt).await;
    let paid = w.go("refund_any_return", &[&back], staff, json!({ "reason": why })).await;
    assert_eq!((&paid["status"], &paid["restocked"]), (&json!("refunded"), &json!(false)));
}

/// Sends what is left of an order, and lets it arrive.
pub(super) async fn deliver(market: &Market, order: OrderId) {
    for parcel in market.ship_all(order).await {
        market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
}
