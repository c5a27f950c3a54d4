//! Shipments by the API: whose they are, what they rest on, and what is refused.

use serde_json::{Value, json};

use super::rig::{Answer, Api, order};

const APPROVED: &str = "4242424242424242";

/// Two vendors' parts of one order, and their keys.
struct Sold {
    api: Api,
    placed: Value,
    loom: String,
    kiln: String,
}

impl Sold {
    async fn open() -> Self {
        let api = Api::open().await;
        let (loom, kiln) = (api.market.vendor("Loom").await, api.market.vendor("Kiln").await);
        let scarf = api.market.product(loom, 1_000, 9).await;
        let mug = api.market.product(kiln, 2_000, 9).await;
        let cart = api.cart(&[(scarf, 3), (mug, 1)]).await;
        let placed = api.place("k", &order(&cart, APPROVED)).await.ok(201);
        let (loom, kiln) = (api.vendor_key(loom).await, api.vendor_key(kiln).await);
        Self { api, placed, loom, kiln }
    }

    fn part(&self, place: usize) -> &str {
        self.placed["vendor_orders"][place]["id"].as_str().unwrap()
    }

    fn line(&self, quantity: u32) -> Value {
        let id = &self.placed["vendor_orders"][0]["lines"][0]["id"];
        json!({ "lines": [{ "order_line_id": id, "quantity": quantity }], "carrier": "DHL" })
    }

    async fn post(&self, key: &str, path: &str, more: &[(&str, &str)], body: &Value) -> Answer {
        let bearer = format!("Bearer {key}");
        let headers: Vec<_> = more.iter().copied().chain([("authorization", bearer.as_str())]).collect();
        self.api.send("POST", path, &headers, body).await
    }
}

#[tokio::test]
async fn a_vendor_ships_its_own_part_and_no_more_than_is_open() {
    let sold = Sold::open().await;
    let path = format!("/api/v1/vendor/orders/{}/shipments", sold.part(0));
    sold.post(&sold.kiln, &path, &[], &sold.line(1)).await.problem(404, "not_found");
    let shown = sold.api.get_as(&sold.loom, &format!("/api/v1/vendor/orders/{}", sold.part(0))).await;
    let tag = shown.header("etag").to_owned();

    let resting = [("if-match", tag.as_str())];
    let made = sold.post(&sold.loom, &path, &resting, &sold.line(2)).await;
    let parcel = made.header("location").to_owned();
    let made = made.ok(201);
    assert_eq!(
        (&made["status"], &made["carrier"], &made["lines"][0]["quantity"]),
        (&json!("pending"), &json!("DHL"), &json!(2))
    );
    assert_eq!(made["events"].as_array().unwrap().len(), 1);
    sold.post(&sold.loom, &path, &resting, &sold.line(1)).await.problem(412, "precondition_failed");
    let refused = sold.post(&sold.loom, &path, &[], &sold.line(2)).await.problem(409, "more_than_open");
    assert_eq!(
        (&refused["errors"][0]["pointer"], &refused["errors"][0]["open"]),
        (&json!("/lines/0/quantity"), &json!(1))
    );
    for wrong in [
        json!({ "lines": [{ "order_line_id": "line_1", "quantity": 1 }] }),
        json!({ "lines": [{ "order_line_id": sold.placed["vendor_orders"][1]["lines"][0]["id"], "quantity": 1 }] }),
    ] {
        let answer = sold.post(&sold.loom, &path, &[], &wrong).await;
        assert!(matches!(answer.status.as_u16(), 400 | 422), "{}", answer.text);
        assert_eq!(answer.json["errors"][0]["pointer"], "/lines/0/order_line_id", "{}", answer.text);
    }
    for quantity in [0, 1_000, -1] {
        let mut wrong = sold.line(1);
        wrong["lines"][0]["quantity"] = quantity.into();
        let answer = sold.post(&sold.loom, &path, &[], &wrong).await.problem(422, "invalid_input");
        assert_eq!(answer["errors"][0]["pointer"], "/lines/0/quantity");
    }

    sold.api.get_as(&sold.kiln, &parcel).await.problem(404, "not_found");
    let events = format!("{parcel}/events");
    let told = json!({ "status": "in_transit" });
    sold.post(&sold.kiln, &events, &[], &told).await.problem(404, "not_found");
    sold.post(&sold.loom, &events, &[], &json!({ "status": "pending" })).await.problem(422, "invalid_input");
    let odd = json!({ "status": "in_transit", "at": "yesterday" });
    let odd = sold.post(&sold.loom, &events, &[], &odd).await.problem(422, "invalid_input");
    assert_eq!(odd["errors"][0]["pointer"], "/at");
    sold.post(&sold.loom, &events, &[], &told).await.ok(201);
    let back = json!({ "status": "packed" });
    sold.post(&sold.loom, &events, &[], &back).await.problem(409, "shipment_step_not_allowed");
    let shown = sold.api.get_as(&sold.loom, &parcel).await.ok(200);
    assert_eq!(shown["status"], "in_transit");
    sold.api.close().await;
}

#[tokio::test]
async fn a_shipment_is_made_and_told_of_once_under_its_key() {
    let sold = Sold::open().await;
    let path = format!("/api/v1/vendor/orders/{}/shipments", sold.part(0));
    let once = [("idempotency-key", "once")];
    let first = sold.post(&sold.loom, &path, &once, &sold.line(1)).await;
    let again = sold.post(&sold.loom, &path, &once, &sold.line(1)).await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!((&again.text, again.header("location")), (&first.text, first.header("location")));
    sold.post(&sold.loom, &path, &once, &sold.line(2)).await.problem(422, "idempotency_conflict");
    let events = format!("{}/events", first.header("location"));
    for _ in 0..2 {
        sold.post(&sold.loom, &events, &once, &json!({ "status": "in_transit" })).await.ok(201);
    }
    let shown = sold.api.get_as(&sold.loom, first.header("location")).await.ok(200);
    assert_eq!(shown["events"].as_array().unwrap().len(), 2);
    sold.api.close().await;
}

#[tokio::test]
async fn only_who_holds_an_order_says_that_it_came() {
    let sold = Sold::open().await;
    let (id, token) = (sold.placed["id"].as_str().unwrap(), sold.placed["access_token"].as_str().unwrap());
    let confirm = format!("/api/v1/orders/{id}/confirm");
    let missed = format!("/api/v1/orders/{id}/not-received");
    let own = [("souk-order-token", token)];
    for path in [&confirm, &missed] {
        sold.api.post(path, json!({})).await.problem(404, "not_found");
        sold.api.send("POST", path, &own, &json!({})).await.problem(409, "nothing_arrives");
    }
    let path = format!("/api/v1/vendor/orders/{}/shipments", sold.part(0));
    let parcel = sold.post(&sold.loom, &path, &[], &json!({ "status": "in_transit" })).await.ok(201);
    let arrived = json!({ "status": "delivered" });
    let events = format!("/api/v1/vendor/shipments/{}/events", parcel["id"].as_str().unwrap());
    sold.post(&sold.loom, &events, &[], &arrived).await.ok(201);
    let told = sold.api.send("POST", &missed, &own, &json!({})).await.ok(200);
    assert_eq!(
        (&told["vendor_orders"][0]["on_hold"], &told["vendor_orders"][1]["on_hold"]),
        (&json!(true), &json!(false))
    );
    // without a body it is about all that came
    let kept = sold.api.raw("POST", &confirm, &own, "").await.ok(200);
    assert_eq!(
        (&kept["vendor_orders"][0]["status"], &kept["status"]),
        (&json!("confirmed"), &json!("processing"))
    );
    let odd = sold.api.send("POST", &confirm, &own, &json!({ "vendor_order_id": "x" })).await;
    odd.problem(422, "invalid_input");
    sold.api.close().await;
}

#[tokio::test]
async fn news_that_no_carrier_signed_move_nothing() {
    let sold = Sold::open().await;
    let body = json!({ "id": "e1", "tracking_number": "1", "status": "delivered" });
    let headers = [("webhook-id", "e1"), ("webhook-timestamp", "1"), ("webhook-signature", "v1,AAAA")];
    let path = "/api/v1/webhooks/carriers";
    sold.api.send("POST", &format!("{path}/ups"), &headers, &body).await.problem(401, "unauthenticated");
    sold.api.send("POST", &format!("{path}/ups"), &[], &body).await.problem(401, "unauthenticated");
    sold.api.send("POST", &format!("{path}/owl-post"), &headers, &body).await.problem(404, "not_found");
    sold.api.close().await;
}
