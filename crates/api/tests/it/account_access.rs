//! Every operation of an account as anybody else.

use serde_json::{Value, json};
use souk_http::Access;

use super::rig::{Api, PASSWORD, address, order};
use souk_api::OPERATIONS;

/// The operations of accounts that name something in their path.
const NAMING: [&str; 4] = ["end_session", "show_address", "change_address", "remove_address"];

/// What an owner has: the session's token, an address, a session and an order.
struct Owned {
    token: String,
    address: String,
    session: String,
    order: String,
}

async fn owned(api: &Api, name: &str) -> Owned {
    let token = api.account(name).await;
    let text = |value: &Value| value.as_str().unwrap().to_owned();
    let home = api.send_as(&token, "POST", "/api/v1/me/addresses", address()).await.ok(201);
    let sessions = api.get_as(&token, "/api/v1/me/sessions").await.ok(200);
    let vendor = api.market.vendor(&format!("Loom of {name}")).await;
    let rug = api.market.product(vendor, 10_000, 5).await;
    let cart = api.get_as(&token, "/api/v1/me/cart").await.ok(200);
    let line = json!({ "variant_id": rug.to_string(), "quantity": 1 });
    let lines = format!("/api/v1/carts/{}/lines", text(&cart["id"]));
    api.post(&lines, line).await.ok(201);
    let (bearer, key) = (format!("Bearer {token}"), format!("order of {name}"));
    let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
    let wish = order(&text(&cart["id"]), "4242424242424242");
    let placed = api.send("POST", "/api/v1/orders", &headers, &wish).await.ok(201);
    Owned {
        address: text(&home["id"]),
        session: text(&sessions["items"][0]["id"]),
        order: text(&placed["id"]),
        token,
    }
}

/// Everything kept about an account, and where its order stands.
async fn everything(api: &Api, who: &Owned) -> (Value, Value) {
    let export = api.get_as(&who.token, "/api/v1/me/export").await.ok(200);
    (export, api.get_as(&who.token, &format!("/api/v1/orders/{}", who.order)).await.ok(200))
}

#[tokio::test]
async fn nobody_who_is_not_signed_in_does_anything_for_an_account() {
    let api = Api::open().await;
    let ada = owned(&api, "ada").await;
    let before = everything(&api, &ada).await;
    let ended = api.post("/api/v1/sessions", json!({ "login": "ada", "password": PASSWORD })).await.ok(201);
    let ended = ended["token"].as_str().unwrap().to_owned();
    assert_eq!(api.send_as(&ended, "DELETE", "/api/v1/sessions/current", json!({})).await.status, 204);
    let (staff, vendor) = (api.staff_key().await, api.vendor_key(api.market.vendor("Kiln").await).await);
    let forged = format!("st_{}", "0".repeat(26));
    let own = OPERATIONS.iter().filter(|operation| operation.route.access == Access::Account);
    let mut seen = 0;
    for operation in own {
        let path = operation.route.path.replace("{address}", &ada.address).replace("{session}", &ada.session);
        let method = operation.route.method.as_str();
        let body = json!({ "current_password": PASSWORD });
        let anonymous = api.send(method, &path, &[], &body).await;
        assert_eq!(anonymous.header("www-authenticate"), "Bearer");
        anonymous.problem(401, "unauthenticated");
        for key in [&staff, &vendor, &forged, &ended] {
            api.send_as(key, method, &path, body.clone()).await.problem(401, "unauthenticated");
        }
        seen += 1;
    }
    assert!(seen > 20);
    let order = format!("/api/v1/orders/{}", ada.order);
    for key in [&staff, &vendor, &forged, &ended] {
        api.get_as(key, &order).await.problem(404, "not_found");
    }
    api.get(&order).await.problem(404, "not_found");
    assert_eq!(everything(&api, &ada).await, before, "nothing changed");
    api.close().await;
}

#[tokio::test]
async fn what_is_another_buyers_does_not_exist() {
    let api = Api::open().await;
    let (ada, eve) = (owned(&api, "ada").await, owned(&api, "eve").await);
    let before = (everything(&api, &ada).await, everything(&api, &eve).await);
    let naming = OPERATIONS
        .iter()
        .filter(|operation| operation.route.access == Access::Account && operation.route.path.contains('{'));
    let mut seen = Vec::new();
    for operation in naming {
        let path = operation.route.path.replace("{address}", &ada.address).replace("{session}", &ada.session);
        let method = operation.route.method.as_str();
        api.send_as(&eve.token, method, &path, json!({ "city": "Here" })).await.problem(404, "not_found");
        seen.push(operation.route.name);
    }
    seen.sort_unstable();
    let mut naming = NAMING;
    naming.sort_unstable();
    assert_eq!(seen, naming, "each was asked for");
    let order = format!("/api/v1/orders/{}", ada.order);
    api.get_as(&eve.token, &order).await.problem(404, "not_found");
    for (path, body) in
        [("payments", json!({ "payment": { "method": "bank_transfer" } })), ("cancel", json!({}))]
    {
        let bearer = format!("Bearer {}", eve.token);
        let headers = [("authorization", bearer.as_str()), ("idempotency-key", "mine")];
        let answer = api.send("POST", &format!("{order}/{path}"), &headers, &body).await;
        answer.problem(404, "not_found");
    }
    let listed = api.get_as(&eve.token, "/api/v1/orders").await.ok(200);
    assert_eq!((&listed["total"], &listed["items"][0]["id"]), (&json!(1), &json!(eve.order)));
    let after = (everything(&api, &ada).await, everything(&api, &eve).await);
    assert_eq!(after, before, "nothing changed");
    let owner = api.get_as(&ada.token, &format!("/api/v1/me/addresses/{}", ada.address)).await.ok(200);
    assert_eq!(owner["city"], "Springfield");
    api.close().await;
}

#[tokio::test]
async fn a_cookie_reads_and_changes_only_from_our_own_pages() {
    let api = Api::open().await;
    let token = api.account("ada").await;
    let cookie = format!("souk_dev_session={token}");
    let patch = json!({ "first_name": "Ada" });
    api.raw("GET", "/api/v1/me", &[("cookie", &cookie)], "").await.ok(200);
    for site in ["cross-site", "same-site", "none", ""] {
        let headers = [("cookie", cookie.as_str()), ("sec-fetch-site", site)];
        api.send("PATCH", "/api/v1/me", &headers, &patch).await.problem(401, "unauthenticated");
    }
    let foreign = [
        ("cookie", cookie.as_str()),
        ("sec-fetch-site", "same-origin"),
        ("origin", "https://elsewhere.example"),
    ];
    api.send("PATCH", "/api/v1/me", &foreign, &patch).await.problem(401, "unauthenticated");
    let ours = [("cookie", cookie.as_str()), ("sec-fetch-site", "same-origin")];
    let changed = api.send("PATCH", "/api/v1/me", &ours, &patch).await.ok(200);
    assert_eq!(changed["first_name"], "Ada");
    api.close().await;
}
