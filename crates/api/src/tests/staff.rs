//! The market's staff by a key.

use serde_json::{Value, json};

use super::rig::Api;

#[tokio::test]
async fn a_vendor_is_made_approved_changed_and_suspended() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let made = json!({ "name": "North Kiln", "email": "kiln@example.com", "country": "US" });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/vendors", made).await.ok(201);
    assert_eq!((&made["slug"], &made["status"]), (&"north-kiln".into(), &"pending".into()));
    let path = format!("/api/v1/admin/vendors/{}", made["id"].as_str().unwrap());
    api.get("/api/v1/vendors/north-kiln").await.problem(404, "not_found");
    let waiting = api.get_as(&staff, "/api/v1/admin/vendors?status=pending").await.ok(200);
    assert_eq!(waiting["items"][0]["id"], made["id"]);
    api.send_as(&staff, "POST", &format!("{path}/approve"), json!({})).await.ok(200);
    api.get("/api/v1/vendors/north-kiln").await.ok(200);
    let changed = api.send_as(&staff, "PATCH", &path, json!({ "tagline": "Fired twice" })).await.ok(200);
    assert_eq!(changed["tagline"], "Fired twice");
    let stale = [("authorization", &*format!("Bearer {staff}")), ("if-match", "\"1\"")];
    api.send("PATCH", &path, &stale, &json!({ "city": "Oslo" })).await.problem(412, "precondition_failed");
    api.send_as(&staff, "POST", &format!("{path}/suspend"), json!({})).await.ok(200);
    api.get("/api/v1/vendors/north-kiln").await.problem(404, "not_found");
    let taken = json!({ "name": "Other", "email": "o@example.com", "slug": "north-kiln" });
    api.send_as(&staff, "POST", "/api/v1/admin/vendors", taken).await.problem(409, "slug_taken");
    api.close().await;
}

#[tokio::test]
async fn categories_are_made_renamed_and_moved() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let make = async |name: &str, parent: Option<&Value>| {
        let body = json!({ "name": name, "parent_id": parent });
        api.send_as(&staff, "POST", "/api/v1/admin/categories", body).await.ok(201)["id"].clone()
    };
    let home = make("Home", None).await;
    let kitchen = make("Kitchen", Some(&home)).await;
    let path = |id: &Value| format!("/api/v1/admin/categories/{}", id.as_str().unwrap());
    let cycle = api.send_as(&staff, "PATCH", &path(&home), json!({ "parent_id": kitchen })).await;
    cycle.problem(422, "category_cycle");
    let moved = json!({ "name": "Cookware", "parent_id": null });
    let moved = api.send_as(&staff, "PATCH", &path(&kitchen), moved).await.ok(200);
    assert_eq!((&moved["name"], &moved["parent_id"]), (&"Cookware".into(), &Value::Null));
    let names = |tree: &Value| -> Vec<String> {
        tree["items"]
            .as_array()
            .unwrap()
            .iter()
            .map(|node| node["name"].as_str().unwrap().to_owned())
            .collect()
    };
    let tree = api.get_as(&staff, "/api/v1/admin/categories").await.ok(200);
    assert_eq!(names(&tree), ["Everything", "Home", "Cookware"]);
    api.close().await;
}

#[tokio::test]
async fn ways_to_ship_are_offered() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let usd = |amount: i64| json!({ "amount": amount, "currency": "USD" });
    let fee = json!({ "kind": "free_over", "fee": usd(700), "free_from": usd(5_000) });
    let method =
        json!({ "name": "Bike courier", "fee": fee, "countries": ["US"], "min_days": 0, "max_days": 1 });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/shipping-methods", method).await.ok(201);
    assert_eq!((&made["fee"]["free_from"]["amount"], &made["vendor_id"]), (&5_000.into(), &Value::Null));
    let listed = api.get_as(&staff, "/api/v1/admin/shipping-methods").await.ok(200);
    assert!(listed["items"].as_array().unwrap().contains(&made));
    let wrong = json!({ "name": "x", "fee": { "kind": "flat", "fee": usd(1) }, "countries": ["usa"], "min_days": 3, "max_days": 1 });
    let problem = api
        .send_as(&staff, "POST", "/api/v1/admin/shipping-methods", wrong)
        .await
        .problem(422, "invalid_input");
    assert_eq!(problem["errors"].as_array().unwrap().len(), 2);
    api.close().await;
}

#[tokio::test]
async fn keys_are_listed_without_their_secrets() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let listed = api.get_as(&staff, "/api/v1/admin/api-keys").await;
    assert!(!listed.text.contains(&staff));
    assert_eq!(listed.ok(200)["items"][0]["label"], "test");
    let wrong = json!({ "scope": "vendor", "label": "x" });
    api.send_as(&staff, "POST", "/api/v1/admin/api-keys", wrong).await.problem(422, "invalid_input");
    api.get_as(&staff, "/api/v1/admin/api-keys?vendor_id=nonsense").await.problem(422, "invalid_input");
    api.close().await;
}
