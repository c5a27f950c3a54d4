//! The same request again, under its key.

use std::io::Read as _;

use flate2::read::DeflateDecoder;
use serde_json::{Value, json};
use souk_db::{params, sql};
use souk_domain::ids::ReturnId;
use souk_market::Actor;

use super::rig::{Answer, Api, address, order};
use souk_api::{OPERATIONS, document};

/// A request of somebody: a key of the API, or a guest's capability.
struct Call<'c> {
    api: &'c Api,
    who: (&'static str, String),
    path: String,
}

impl Call<'_> {
    async fn send(&self, key: &str, body: &Value) -> Answer {
        let headers = [(self.who.0, self.who.1.as_str()), ("idempotency-key", key)];
        self.api.send("POST", &self.path, &headers, body).await
    }

    /// Sends a request twice under one key, then another one: an effect, the first answer again, a refusal.
    async fn prove(&self, body: &Value, other: Option<&Value>) -> Value {
        let first = self.send("once", body).await;
        assert!(first.status.is_success(), "{}: {}", self.path, first.text);
        assert_eq!(first.header("idempotent-replayed"), "");
        let again = self.send("\"once\"", body).await;
        assert_eq!(again.header("idempotent-replayed"), "true", "{}", self.path);
        assert_eq!((again.status, &again.text), (first.status, &first.text), "{}", self.path);
        for name in ["etag", "location", "content-type"] {
            assert_eq!(again.header(name), first.header(name), "{}: {name}", self.path);
        }
        if let Some(other) = other {
            self.send("once", other).await.problem(422, "idempotency_conflict");
        }
        first.json
    }
}

fn bearer(key: &str) -> (&'static str, String) {
    ("authorization", format!("Bearer {key}"))
}

#[tokio::test]
async fn what_the_staff_does_is_done_once() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let call = |path: &str| Call { api: &api, who: bearer(&staff), path: format!("/api/v1/admin/{path}") };
    let vendor = |name: &str| json!({ "name": name, "email": "kiln@example.com" });
    let made = call("vendors").prove(&vendor("North Kiln"), Some(&vendor("South Kiln"))).await;
    let listed = api.get_as(&staff, "/api/v1/admin/vendors?status=applied").await.ok(200);
    assert_eq!(listed["items"].as_array().unwrap().len(), 1, "one vendor");
    let id = made["id"].as_str().unwrap();
    call(&format!("vendors/{id}/approve")).prove(&Value::Null, None).await;
    let because = |reason: &str| json!({ "reason": reason });
    call(&format!("vendors/{id}/suspend")).prove(&because("Late."), Some(&because("Lost."))).await;
    let category = |name: &str| json!({ "name": name });
    call("categories").prove(&category("Lamps"), Some(&category("Rugs"))).await;
    let usd = |amount: i64| json!({ "amount": amount, "currency": "USD" });
    let method = |fee: i64| json!({ "name": "Bike", "zones": [{ "fee": { "kind": "flat", "fee": usd(fee) } }], "min_days": 0, "max_days": 1 });
    call("shipping-methods").prove(&method(500), Some(&method(600))).await;
    let promotion = |percent_bps: u32| json!({ "name": "Spring", "kind": "percent", "percent_bps": percent_bps, "needs_code": true });
    let spring = call("promotions").prove(&promotion(1_000), Some(&promotion(2_000))).await;
    let codes = call(&format!("promotions/{}/codes", spring["id"].as_str().unwrap()));
    codes.prove(&json!({ "count": 2 }), Some(&json!({ "count": 3 }))).await;
    let class = |name: &str| json!({ "code": "books", "name": name });
    call("tax-classes").prove(&class("Books"), Some(&class("Tomes"))).await;
    let zone = |bps: i64| json!({ "name": "Here", "rates": { "standard": bps } });
    call("tax-zones").prove(&zone(600), Some(&zone(700))).await;
    let rate = |bps: i64| json!({ "vendor_id": id, "percent_bps": bps });
    call("commission-rates").prove(&rate(800), Some(&rate(900))).await;
    let transfer =
        |amount: i64| json!({ "statement_line": "2026-11-02/1", "reference": "?", "amount": usd(amount) });
    let booked = call("incoming-transfers").prove(&transfer(100), Some(&transfer(200))).await;
    assert_eq!(booked["outcome"], "unmatched", "and not `known`");
    let key = json!({ "scope": "staff", "label": "till" });
    let secrets =
        [call("api-keys").send("k", &key).await.ok(201), call("api-keys").send("k", &key).await.ok(201)];
    assert_ne!(secrets[0]["secret"], secrets[1]["secret"], "secrets are kept under no key");
    api.close().await;
}

#[tokio::test]
async fn what_a_vendor_does_is_done_once() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 2).await;
    let key = api.vendor_key(loom).await;
    let call = |path: &str| Call { api: &api, who: bearer(&key), path: format!("/api/v1/vendor/{path}") };
    let adjust = call(&format!("stock/{rug}/adjustments"));
    let adjusted = adjust.prove(&json!({ "delta": 3 }), Some(&json!({ "delta": 4 }))).await;
    assert_eq!(adjusted["on_hand"], 5);
    let now = adjust.send("other", &json!({ "delta": 1 })).await.ok(201);
    assert_eq!(now["on_hand"], 6, "added once, and another key is another wish");
    adjust.send("freed", &json!({ "delta": -7 })).await.problem(422, "below_zero");
    assert_eq!(adjust.send("freed", &json!({ "delta": -6 })).await.ok(201)["on_hand"], 0);
    let product = |name: &str| {
        json!({ "name": name, "category_id": api.market.category.to_string(), "status": "active",
                "variants": [{ "price": { "amount": 900, "currency": "USD" }, "options": {}, "stock": 1 }] })
    };
    call("products").prove(&product("Bowl"), Some(&product("Jug"))).await;
    let way = |days: u16| {
        let fee = json!({ "kind": "flat", "fee": { "amount": 500, "currency": "USD" } });
        json!({ "name": "Bike", "zones": [{ "fee": fee }], "min_days": 0, "max_days": days })
    };
    call("shipping-methods").prove(&way(1), Some(&way(2))).await;
    let promotion = |percent_bps: u32| json!({ "name": "Spring", "kind": "percent", "percent_bps": percent_bps, "needs_code": true });
    let spring = call("promotions").prove(&promotion(1_000), Some(&promotion(2_000))).await;
    let codes = call(&format!("promotions/{}/codes", spring["id"].as_str().unwrap()));
    codes.prove(&json!({ "count": 2 }), Some(&json!({ "count": 3 }))).await;
    api.close().await;
}

#[tokio::test]
async fn what_goes_back_goes_back_once() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 2).await;
    let (key, staff) = (api.vendor_key(loom).await, api.staff_key().await);
    let placed = api.place("k", &order(&api.cart(&[(rug, 2)]).await, "4242424242424242")).await.ok(201);
    let part = &placed["vendor_orders"][0];
    let path = format!("/api/v1/vendor/orders/{}/refunds", part["id"].as_str().unwrap());
    let refund = Call { api: &api, who: bearer(&key), path: path.clone() };
    let lines = json!([{ "order_line_id": part["lines"][0]["id"], "quantity": 1 }]);
    let body = |why: &str| json!({ "lines": lines, "reason": why, "restock": true });
    let given = refund.prove(&body("a knot"), Some(&body("another"))).await;
    assert_eq!((&given["amount"]["amount"], &given["lines"][0]["quantity"]), (&json!(10_600), &json!(1)));
    api.send_as(&key, "POST", &path, body("no key")).await.problem(400, "idempotency_key_required");
    // so does a return that gives money
    let back = ReturnId::from_bytes([9; 16]);
    for (step, wish) in [("receive", json!({ "restock": true })), ("refund", json!({}))] {
        let path = format!("/api/v1/vendor/returns/{back}/{step}");
        api.send_as(&key, "POST", &path, wish).await.problem(400, "idempotency_key_required");
    }
    let both = json!({ "lines": lines, "amount": { "amount": 1, "currency": "USD" }, "reason": "x" });
    refund.send("both", &both).await.problem(422, "invalid_input");
    let euros = json!({ "amount": { "amount": 1, "currency": "EUR" }, "reason": "x" });
    refund.send("euros", &euros).await.problem(422, "invalid_input");
    let more =
        json!({ "lines": [{ "order_line_id": lines[0]["order_line_id"], "quantity": 2 }], "reason": "x" });
    let problem = refund.send("more", &more).await.problem(409, "more_than_bought");
    assert_eq!(problem["errors"][0]["pointer"], "/lines/0/quantity");
    let path = format!("/api/v1/admin/orders/{}/cancel", placed["id"].as_str().unwrap());
    let cancel = Call { api: &api, who: bearer(&staff), path };
    let ended = cancel.prove(&json!({ "reason": "Lost" }), Some(&json!({ "reason": "Found" }))).await;
    assert_eq!(ended["status"], "cancelled");
    let kiln = api.vendor_key(api.market.vendor("Kiln").await).await;
    let part = part["id"].as_str().unwrap();
    let foreign =
        Call { api: &api, who: bearer(&kiln), path: format!("/api/v1/vendor/orders/{part}/refunds") };
    foreign.send("mine", &body("mine")).await.problem(404, "not_found");
    api.close().await;
}

/// A stored answer as it was before it was packed.
fn unpacked(packed: &[u8]) -> String {
    let (how, mut bytes) = packed.split_first().unwrap();
    let mut text = String::new();
    if *how == 0 {
        bytes.read_to_string(&mut text).unwrap();
    } else {
        DeflateDecoder::new(bytes).read_to_string(&mut text).unwrap();
    }
    text
}

#[tokio::test]
async fn a_line_is_put_in_once_and_no_capability_is_kept() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 9).await;
    let (cart, other) = (api.cart(&[]).await, api.cart(&[]).await);
    let line = |quantity: u32| json!({ "variant_id": rug.to_string(), "quantity": quantity });
    let into = |cart: &str| Call {
        api: &api,
        who: ("x-nothing", "x".into()),
        path: format!("/api/v1/carts/{cart}/lines"),
    };
    let first = into(&cart).prove(&line(2), Some(&line(3))).await;
    assert_eq!((&first["id"], &first["lines"][0]["quantity"]), (&cart.as_str().into(), &2.into()));
    let own = into(&other).send("once", &line(1)).await.ok(201);
    assert_eq!(own["lines"][0]["quantity"], 1, "a key belongs to its cart");

    let unpaid = api.place("k", &order(&cart, "4000000000009995")).await.problem(402, "card_declined");
    let unpaid = &unpaid["order"];
    let token = unpaid["access_token"].as_str().unwrap().to_owned();
    let path = format!("/api/v1/orders/{}/cancel", unpaid["id"].as_str().unwrap());
    let cancelled =
        Call { api: &api, who: ("souk-order-token", token.clone()), path }.prove(&json!({}), None).await;
    let fresh = cancelled["cart_id"].as_str().unwrap().to_owned();
    let kept = api.market.app.read(Actor::System, |ctx| {
        Box::pin(async move {
            let answers = sql!("select answer from idempotency where answer is not null");
            Ok(ctx.tx.list::<Vec<u8>>(answers, params![]).await?)
        })
    });
    let kept: Vec<String> = kept.await.unwrap().iter().map(|packed| unpacked(packed)).collect();
    assert_eq!(kept.len(), 4);
    for secret in [&cart, &other, &fresh, &token] {
        assert!(kept.iter().all(|answer| !answer.contains(secret.as_str())), "{secret} is kept");
    }
    api.close().await;
}

#[tokio::test]
async fn ten_at_once_have_one_effect_and_one_answer() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 9).await;
    let cart = api.cart(&[]).await;
    let (path, line) =
        (format!("/api/v1/carts/{cart}/lines"), json!({ "variant_id": rug.to_string(), "quantity": 1 }));
    let calls =
        std::iter::repeat_with(|| api.send("POST", &path, &[("idempotency-key", "k")], &line)).take(10);
    let answers: Vec<Answer> = futures_util::future::join_all(calls).await;
    let first = answers.iter().filter(|answer| answer.header("idempotent-replayed").is_empty()).count();
    assert_eq!(first, 1);
    assert!(answers.iter().all(|answer| answer.status == 201 && answer.text == answers[0].text));
    assert_eq!(api.get(&format!("/api/v1/carts/{cart}")).await.ok(200)["lines"][0]["quantity"], 1);
    api.close().await;
}

#[tokio::test]
async fn a_key_that_nobody_owns_is_read_and_let_be() {
    let api = Api::open().await;
    let make =
        async |key: &str| api.send("POST", "/api/v1/carts", &[("idempotency-key", key)], &json!({})).await;
    let (one, two) = (make("k").await, make("k").await);
    assert_eq!(two.header("idempotent-replayed"), "");
    let (one, two) = (one.ok(201), two.ok(201));
    assert_ne!(one["id"], two["id"], "a guess at a stranger's key opens no cart");
    make(&"x".repeat(256)).await.problem(400, "idempotency_key_malformed");
    let path = format!("/api/v1/carts/{}/quote", one["id"].as_str().unwrap());
    let quote = json!({ "shipping_address": address() });
    for _ in 0..2 {
        let quoted = api.send("POST", &path, &[("idempotency-key", "q")], &quote).await;
        assert_eq!(quoted.header("idempotent-replayed"), "", "nothing happened that could be kept");
        quoted.ok(200);
    }
    api.send("POST", &path, &[("idempotency-key", "\"")], &quote)
        .await
        .problem(400, "idempotency_key_malformed");
    api.close().await;
}

/// What answers with a secret told once, rests on one, has a key of its own kind, or changes nothing when it is asked again.
const WITHOUT_KEY: [&str; 33] = [
    "accept_document",
    "refuse_document",
    "put_cart_code",
    "simulate_own_cart",
    "simulate_cart",
    "add_download",
    "create_api_key",
    "receive_carrier_event",
    "receive_payment_event",
    "create_account",
    "sign_in",
    "verify_email",
    "ask_order_link",
    "ask_password_reset",
    "reset_password",
    "change_email",
    "send_verification",
    "change_password",
    "start_totp",
    "confirm_totp",
    "renew_recovery_codes",
    "report_review",
    "report_own_review",
    "invite_vendor_member",
    "accept_vendor_invitation",
    "invite_staff",
    "resend_staff_invitation",
    "accept_staff_invitation",
    "act_for_vendor",
    "send_import",
    "answer_import",
    "start_import",
    "cancel_import",
];

#[test]
fn every_post_takes_a_key_but_those_that_say_why_not() {
    let document = serde_json::to_value(document()).unwrap();
    let mut astray = Vec::new();
    for operation in OPERATIONS.iter().filter(|operation| operation.route.method == http::Method::POST) {
        let described = &document["paths"][operation.route.path]["post"];
        let parameters = described["parameters"].as_array().unwrap();
        let takes = parameters.iter().any(|parameter| parameter["name"] == "Idempotency-Key");
        let ignores = WITHOUT_KEY.contains(&operation.route.name);
        if takes == ignores {
            astray.push(operation.route.name);
        }
    }
    assert!(astray.is_empty(), "they take a key, or none, against the list: {astray:?}");
}
