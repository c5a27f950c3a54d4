//! Every operation as every kind of caller.

use serde_json::json;
use souk_http::Access;

use super::rig::{Api, order};
use souk_api::OPERATIONS;

/// An address of the operation that names nothing there is.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "nothing" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn keys_open_their_own_doors_only() {
    let api = Api::open().await;
    let vendor = api.market.vendor("Loom").await;
    let (vendor_key, staff_key) = (api.vendor_key(vendor).await, api.staff_key().await);
    for operation in OPERATIONS.iter() {
        let (method, path) = (operation.route.method.as_str(), filled(operation.route.path));
        let wrong_key = match operation.route.access {
            Access::Vendor => &staff_key,
            Access::Staff => &vendor_key,
            _ => continue,
        };
        api.send(method, &path, &[], &json!({})).await.problem(401, "unauthenticated");
        api.send_as("sk_00000000000000000000000000", method, &path, json!({}))
            .await
            .problem(401, "unauthenticated");
        api.send_as(wrong_key, method, &path, json!({})).await.problem(403, "forbidden");
    }
    api.close().await;
}

#[tokio::test]
async fn a_revoked_key_and_a_suspended_vendor_are_nobody() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let vendor = api.market.vendor("Loom").await;
    let made = json!({ "scope": "vendor", "vendor_id": vendor.to_string(), "label": "till" });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/api-keys", made).await.ok(201);
    let (id, secret) = (made["id"].as_str().unwrap(), made["secret"].as_str().unwrap());
    api.get_as(secret, "/api/v1/vendor/stock").await.ok(200);
    let gone = api.send_as(&staff, "DELETE", &format!("/api/v1/admin/api-keys/{id}"), json!({})).await;
    assert_eq!(gone.status, 204);
    api.get_as(secret, "/api/v1/vendor/stock").await.problem(401, "unauthenticated");

    let other = api.vendor_key(vendor).await;
    api.send_as(&staff, "POST", &format!("/api/v1/admin/vendors/{vendor}/suspend"), json!({})).await.ok(200);
    api.get_as(&other, "/api/v1/vendor/stock").await.problem(401, "unauthenticated");
    api.close().await;
}

#[tokio::test]
async fn what_belongs_to_another_vendor_does_not_exist() {
    let api = Api::open().await;
    let (loom, kiln) = (api.market.vendor("Loom").await, api.market.vendor("Kiln").await);
    let variant = api.market.product(loom, 1_000, 3).await;
    let kiln_key = api.vendor_key(kiln).await;
    let item = api.get("/api/v1/products").await.ok(200)["items"][0].clone();
    let product = item["id"].as_str().unwrap();

    let path = format!("/api/v1/vendor/products/{product}");
    api.get_as(&kiln_key, &path).await.problem(404, "not_found");
    api.send_as(&kiln_key, "PATCH", &path, json!({ "name": "Mine" })).await.problem(404, "not_found");
    api.send_as(&kiln_key, "DELETE", &path, json!({})).await.problem(404, "not_found");
    let adjust = format!("/api/v1/vendor/stock/{variant}/adjustments");
    api.send_as(&kiln_key, "POST", &adjust, json!({ "delta": -3 })).await.problem(404, "not_found");
    let (bearer, other) = (format!("Bearer {kiln_key}"), loom.to_string());
    let named = [("authorization", bearer.as_str()), ("souk-vendor", other.as_str())];
    api.raw("GET", "/api/v1/vendor/stock", &named, "").await.problem(404, "not_found");

    let cart = api.cart(&[(variant, 1)]).await;
    let placed = api.place("k", &order(&cart, "4242424242424242")).await.ok(201);
    let number = placed["number"].as_str().unwrap();
    api.get_as(&kiln_key, &format!("/api/v1/vendor/orders/{number}")).await.problem(404, "not_found");
    let part = placed["vendor_orders"][0]["id"].as_str().unwrap();
    api.get_as(&kiln_key, &format!("/api/v1/vendor/orders/{part}")).await.problem(404, "not_found");
    let loom_key = api.vendor_key(loom).await;
    let own = api.get_as(&loom_key, &format!("/api/v1/vendor/orders/{number}")).await.ok(200);
    assert_eq!(own["id"], part);
    api.close().await;
}

#[tokio::test]
async fn an_order_opens_with_its_own_token_alone() {
    let api = Api::open().await;
    let vendor = api.market.vendor("Loom").await;
    let variant = api.market.product(vendor, 1_000, 9).await;
    let mut placed = Vec::new();
    for key in ["one", "two"] {
        let cart = api.cart(&[(variant, 1)]).await;
        placed.push(api.place(key, &order(&cart, "4242424242424242")).await.ok(201));
    }
    let (id, number) = (placed[0]["id"].as_str().unwrap(), placed[0]["number"].as_str().unwrap());
    let (own, other) =
        (placed[0]["access_token"].as_str().unwrap(), placed[1]["access_token"].as_str().unwrap());
    for path in [format!("/api/v1/orders/{id}"), format!("/api/v1/orders/{number}")] {
        api.raw("GET", &path, &[("souk-order-token", own)], "").await.ok(200);
        api.get(&format!("{path}?token={own}")).await.ok(200);
        api.get(&path).await.problem(404, "not_found");
        api.raw("GET", &path, &[("souk-order-token", other)], "").await.problem(404, "not_found");
        api.get(&format!("{path}?token=otk_nonsense")).await.problem(404, "not_found");
    }
    let cancel = format!("/api/v1/orders/{id}/cancel");
    api.send("POST", &cancel, &[("souk-order-token", other)], &json!({})).await.problem(404, "not_found");
    api.close().await;
}
