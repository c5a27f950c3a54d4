//! From a cart to an order.

use serde_json::json;

use super::rig::{Api, address, order};

const APPROVED: &str = "4242 4242 4242 4242";

#[tokio::test]
async fn a_guest_buys_from_two_vendors_and_sees_the_order() {
    let api = Api::open().await;
    let (loom, kiln) = (api.market.vendor("Loom").await, api.market.vendor("Kiln").await);
    let (rug, mug) = (api.market.product(loom, 10_000, 5).await, api.market.product(kiln, 1_500, 5).await);
    let cart = api.cart(&[(rug, 1), (mug, 2)]).await;
    let quote = json!({ "shipping_address": { "country": "us", "postal_code": "62701" } });
    let quote = api.post(&format!("/api/v1/carts/{cart}/quote"), quote).await.ok(200);
    assert_eq!(quote["payment_methods"], json!(["card", "bank_transfer"]));
    let total = quote["grand_total"].clone();
    assert_eq!(total, quote["cart"]["grand_total"]);

    let mut wanted = order(&cart, APPROVED);
    wanted["expected_total"] = total.clone();
    let placed = api.place("first", &wanted).await;
    assert_eq!(placed.header("cache-control"), "no-store");
    let placed = placed.ok(201);
    assert_eq!(
        (&placed["status"], &placed["payment"]["status"]),
        (&"processing".into(), &"completed".into())
    );
    assert_eq!((&placed["grand_total"], &placed["payment"]["captured"]), (&total, &total));
    assert_eq!((&placed["payment"]["brand"], &placed["payment"]["last4"]), (&"visa".into(), &"4242".into()));
    let parts = placed["vendor_orders"].as_array().unwrap();
    let sum: i64 = parts.iter().map(|part| part["total"]["amount"].as_i64().unwrap()).sum();
    assert_eq!((parts.len(), sum), (2, total["amount"].as_i64().unwrap()));
    assert_eq!(placed["shipping_address"]["city"], address()["city"]);

    let token = placed["access_token"].as_str().unwrap();
    let path = format!("/api/v1/orders/{}?token={token}", placed["number"].as_str().unwrap());
    let shown = api.get(&path).await.ok(200);
    assert_eq!((&shown["id"], &shown["grand_total"]), (&placed["id"], &placed["grand_total"]));
    assert!(shown.get("access_token").is_none());
    api.close().await;
}

#[tokio::test]
async fn the_same_key_gets_the_first_answer_and_another_request_a_refusal() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let first = api.place("again", &order(&cart, APPROVED)).await.ok(201);
    let second = api.place("\"again\"", &order(&cart, "4242424242424242")).await;
    assert_eq!(second.header("idempotent-replayed"), "true");
    assert_eq!(second.ok(201), first, "the token too");
    let mut other = order(&cart, APPROVED);
    other["email"] = "eve@example.com".into();
    api.place("again", &other).await.problem(422, "idempotency_conflict");
    api.place("again", &order(&cart, "5555555555554444")).await.problem(422, "idempotency_conflict");
    let spent = api.place("new", &order(&cart, APPROVED)).await.problem(409, "cart_ordered");
    assert_eq!(
        (&spent["order"]["id"], &spent["order"]["access_token"]),
        (&first["id"], &first["access_token"])
    );
    let line = json!({ "variant_id": rug.to_string(), "quantity": 1 });
    let spent = api.post(&format!("/api/v1/carts/{cart}/lines"), line).await.problem(409, "cart_ordered");
    assert_eq!(spent["order"]["number"], first["number"]);
    api.send("POST", "/api/v1/orders", &[], &order(&cart, APPROVED))
        .await
        .problem(400, "idempotency_key_required");
    api.close().await;
}

#[tokio::test]
async fn a_moved_total_and_a_short_shelf_are_told_with_what_is_true_now() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let (rug, lamp) = (api.market.product(loom, 10_000, 2).await, api.market.product(loom, 500, 9).await);
    let cart = api.cart(&[(lamp, 1), (rug, 2)]).await;
    let mut wanted = order(&cart, APPROVED);
    wanted["expected_total"] = json!({ "amount": 1, "currency": "USD" });
    let moved = api.place("k1", &wanted).await.problem(409, "total_changed");
    let total = moved["totals"]["grand_total"].clone();
    assert!(total["amount"].as_i64().unwrap() > 20_000);
    wanted["expected_total"] = json!({ "amount": total["amount"], "currency": "EUR" });
    let other = api.place("k2", &wanted).await.problem(422, "currency_mismatch");
    assert_eq!(other["errors"][0]["pointer"], "/expected_total/currency");

    let faster = api.cart(&[(rug, 1)]).await;
    api.place("k3", &order(&faster, APPROVED)).await.ok(201);
    wanted["expected_total"] = total;
    let short = api.place("k1", &wanted).await.problem(409, "out_of_stock");
    assert_eq!(
        (&short["errors"][0]["left"], &short["errors"][0]["variant_id"]),
        (&1.into(), &rug.to_string().into())
    );
    assert!(short["errors"][0]["pointer"].as_str().unwrap().starts_with("/lines/1"));
    api.close().await;
}

#[tokio::test]
async fn a_cart_that_lists_something_else_for_the_same_sum_is_not_ordered() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let (rug, mat) = (api.market.product(loom, 1_500, 2).await, api.market.product(loom, 1_500, 2).await);
    let cart = api.cart(&[(rug, 1)]).await;
    let path = format!("/api/v1/carts/{cart}");
    let mut wanted = order(&cart, APPROVED);
    let quote = json!({ "shipping_address": wanted["shipping_address"] });
    let seen = api.send("POST", &format!("{path}/quote"), &[], &quote).await.ok(200);
    wanted["expected_total"] = seen["grand_total"].clone();
    wanted["expected_contents"] = seen["cart"]["contents"].clone();
    let line = format!("{path}/lines/{}", seen["cart"]["lines"][0]["id"].as_str().unwrap());
    assert_eq!(api.raw("DELETE", &line, &[], "").await.status, 204);
    let other = json!({ "variant_id": mat.to_string(), "quantity": 1 });
    api.send("POST", &format!("{path}/lines"), &[], &other).await.ok(201);
    api.place("k1", &wanted).await.problem(409, "contents_changed");
    let now = api.send("POST", &format!("{path}/quote"), &[], &quote).await.ok(200);
    assert_eq!(now["grand_total"], seen["grand_total"]);
    wanted["expected_contents"] = "nonsense".into();
    let odd = api.place("k2", &wanted).await.problem(422, "invalid_input");
    assert_eq!(odd["errors"][0]["pointer"], "/expected_contents");
    wanted["expected_contents"] = now["cart"]["contents"].clone();
    api.place("k3", &wanted).await.ok(201);
    api.close().await;
}

#[tokio::test]
async fn what_is_paid_at_the_door_says_what_is_due_there_and_why_it_is_not_offered() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 2).await;
    api.market.take_cash(souk_domain::order::CashCollector::Vendor).await;
    let staff = api.staff_key().await;
    let ways = api.get_as(&staff, "/api/v1/admin/shipping-methods").await.ok(200);
    assert_eq!(ways["items"][0]["takes_cash"], true);
    let cart = api.cart(&[(rug, 1)]).await;
    let mut wanted = order(&cart, APPROVED);
    let quote = json!({ "shipping_address": wanted["shipping_address"] });
    let path = format!("/api/v1/carts/{cart}/quote");
    let seen = api.post(&path, quote.clone()).await.ok(200);
    assert_eq!(seen["payment_methods"], json!(["card", "bank_transfer", "cash_on_delivery"]));
    assert_eq!(
        (&seen["no_cash"], &seen["vendors"][0]["options"][0]["takes_cash"]),
        (&json!(null), &json!(true))
    );

    let way = format!("/api/v1/admin/shipping-methods/{}", ways["items"][0]["id"].as_str().unwrap());
    api.send_as(&staff, "PATCH", &way, json!({ "takes_cash": false })).await.ok(200);
    assert_eq!(api.post(&path, quote).await.ok(200)["no_cash"], "way_takes_none");
    wanted["payment"] = json!({ "method": "cash_on_delivery" });
    let refused = api.place("k1", &wanted).await.problem(422, "payment_method_not_offered");
    assert_eq!(refused["errors"][0]["pointer"], "/payment/method");
    api.send_as(&staff, "PATCH", &way, json!({ "takes_cash": true })).await.ok(200);
    let placed = api.place("k2", &wanted).await.ok(201);
    assert_eq!((&placed["status"], &placed["payment"]["status"]), (&json!("processing"), &json!("pending")));
    let part = &placed["vendor_orders"][0];
    assert_eq!((&part["cash_due"], &part["collected_at"]), (&placed["grand_total"], &json!(null)));
    let again = json!({ "payment": { "method": "bank_transfer" } });
    let paying = format!("/api/v1/orders/{}/payments", placed["id"].as_str().unwrap());
    let token = ("souk-order-token", placed["access_token"].as_str().unwrap());
    api.send("POST", &paying, &[("idempotency-key", "k3"), token], &again)
        .await
        .problem(409, "paid_on_delivery");
    api.close().await;
}

#[tokio::test]
async fn a_transfer_waits_with_its_reference_and_staff_books_it() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 2).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let mut wanted = order(&cart, APPROVED);
    wanted["payment"] = json!({ "method": "bank_transfer" });
    let placed = api.place("k", &wanted).await.ok(201);
    assert_eq!(
        (&placed["status"], &placed["payment"]["method"]),
        (&"pending".into(), &"bank_transfer".into())
    );
    let staff = api.staff_key().await;
    let transfer = json!({ "statement_line": "2026-11-02/1", "reference": placed["payment"]["reference"],
                          "amount": placed["grand_total"] });
    let booked =
        api.send_as(&staff, "POST", "/api/v1/admin/incoming-transfers", transfer.clone()).await.ok(201);
    assert_eq!((&booked["outcome"], &booked["order_id"]), (&"paid".into(), &placed["id"]));
    let again = api.send_as(&staff, "POST", "/api/v1/admin/incoming-transfers", transfer).await.ok(201);
    assert_eq!(again["outcome"], "known");
    let path = format!("/api/v1/admin/orders/{}", placed["id"].as_str().unwrap());
    assert_eq!(api.get_as(&staff, &path).await.ok(200)["status"], "processing");
    let ledger = api.get_as(&staff, "/api/v1/admin/ledger").await.ok(200);
    for transaction in ledger["items"].as_array().unwrap() {
        let entries = transaction["entries"].as_array().unwrap();
        assert_eq!(entries.iter().map(|entry| entry["debit"]["amount"].as_i64().unwrap()).sum::<i64>(), 0);
    }
    api.close().await;
}

#[tokio::test]
async fn a_cart_is_changed_line_by_line() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1), (rug, 1)]).await;
    let path = format!("/api/v1/carts/{cart}");
    let shown = api.get(&path).await.ok(200);
    assert_eq!((&shown["lines"][0]["quantity"], shown["lines"].as_array().unwrap().len()), (&2.into(), 1));
    let line = format!("{path}/lines/{}", shown["lines"][0]["id"].as_str().unwrap());
    let changed = api.send("PATCH", &line, &[], &json!({ "quantity": 5 })).await.ok(200);
    assert_eq!(changed["subtotal"]["amount"], 50_000);
    let short = api.send("PATCH", &line, &[], &json!({ "quantity": 6 })).await.problem(409, "out_of_stock");
    assert_eq!(
        (&short["errors"][0]["pointer"], &short["errors"][0]["left"]),
        (&"/quantity".into(), &5.into())
    );
    assert_eq!(api.raw("DELETE", &line, &[], "").await.status, 204);
    api.raw("DELETE", &line, &[], "").await.problem(404, "not_found");
    assert_eq!(api.get(&path).await.ok(200)["lines"], json!([]));
    api.close().await;
}
