//! The market's staff by a key.

use serde_json::{Value, json};

use super::rig::Api;

#[tokio::test]
async fn a_vendor_is_made_approved_changed_and_suspended() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let made = json!({ "name": "North Kiln", "email": "kiln@example.com", "country": "US" });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/vendors", made).await.ok(201);
    assert_eq!((&made["slug"], &made["status"]), (&"north-kiln".into(), &"applied".into()));
    let path = format!("/api/v1/admin/vendors/{}", made["id"].as_str().unwrap());
    api.get("/api/v1/vendors/north-kiln").await.problem(404, "not_found");
    let waiting = api.get_as(&staff, "/api/v1/admin/vendors?status=applied").await.ok(200);
    assert_eq!(waiting["items"][0]["id"], made["id"]);
    api.send_as(&staff, "POST", &format!("{path}/approve"), json!({})).await.ok(200);
    api.get("/api/v1/vendors/north-kiln").await.ok(200);
    let changed = api.send_as(&staff, "PATCH", &path, json!({ "tagline": "Fired twice" })).await.ok(200);
    assert_eq!(changed["tagline"], "Fired twice");
    let stale = [("authorization", &*format!("Bearer {staff}")), ("if-match", "\"1\"")];
    api.send("PATCH", &path, &stale, &json!({ "city": "Oslo" })).await.problem(412, "precondition_failed");
    api.send_as(&staff, "POST", &format!("{path}/suspend"), json!({"reason": "Late."})).await.ok(200);
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

/// The ids of all rows of a list, read one by one; every cursor looks as the API's document says.
async fn row_by_row(api: &Api, key: &str, list: &str, id: &str) -> Vec<Value> {
    let (mut found, mut path) = (Vec::new(), format!("{list}?limit=1"));
    loop {
        let page = api.get_as(key, &path).await.ok(200);
        found.extend(page["items"].as_array().unwrap().iter().map(|row| row[id].clone()));
        let Some(next) = page["next"].as_str() else { return found };
        assert!(next.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"_-".contains(&byte)), "{next}");
        path = format!("{list}?limit=1&after={next}");
    }
}

#[tokio::test]
async fn a_list_goes_on_behind_its_own_cursor_and_no_other() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let loom = api.market.vendor("Loom").await;
    let own = api.vendor_key(loom).await;
    for stock in 1..=3 {
        let rug = api.market.product(loom, 10_000, stock).await;
        let cart = api.cart(&[(rug, 1)]).await;
        api.place(&format!("k{stock}"), &super::rig::order(&cart, "4242424242424242")).await.ok(201);
    }
    let lists = [
        (&own, "/api/v1/vendor/stock", "variant_id"),
        (&own, "/api/v1/vendor/orders", "id"),
        (&staff, "/api/v1/admin/ledger", "id"),
    ];
    let mut cursors = Vec::new();
    for (key, list, id) in lists {
        let all = api.get_as(key, list).await.ok(200)["items"].clone();
        let all: Vec<Value> = all.as_array().unwrap().iter().map(|row| row[id].clone()).collect();
        assert!(all.len() >= 3, "{list}: {all:?}");
        assert_eq!(row_by_row(&api, key, list, id).await, all, "{list}");
        let first = api.get_as(key, &format!("{list}?limit=1")).await.ok(200);
        cursors.push(first["next"].as_str().unwrap().to_owned());
    }
    for (place, (key, list, _)) in lists.into_iter().enumerate() {
        let other = &cursors[(place + 1) % cursors.len()];
        api.get_as(key, &format!("{list}?after={other}")).await.problem(400, "malformed_cursor");
    }
    api.close().await;
}

#[tokio::test]
async fn transfers_that_found_no_order_are_listed_until_somebody_looks() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let list = "/api/v1/admin/incoming-transfers";
    assert_eq!(api.get_as(&staff, list).await.ok(200)["items"], json!([]));
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 9).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let mut wanted = super::rig::order(&cart, "4242424242424242");
    wanted["payment"] = json!({ "method": "bank_transfer" });
    let placed = api.place("k", &wanted).await.ok(201);
    let book = async |line: &str, reference: &Value| {
        let body = json!({ "statement_line": line, "reference": reference, "amount": placed["grand_total"] });
        api.send_as(&staff, "POST", list, body).await.ok(201)
    };
    assert_eq!(book("1", &"who knows".into()).await["outcome"], "unmatched");
    assert_eq!(book("2", &placed["payment"]["reference"]).await["outcome"], "paid");
    assert_eq!(book("3", &"?".into()).await["outcome"], "unmatched");
    let first = api.get_as(&staff, &format!("{list}?state=unmatched&limit=1")).await;
    assert!(first.header("link").contains("rel=\"next\""));
    let first = first.ok(200);
    assert_eq!(
        (&first["items"][0]["statement_line"], &first["items"][0]["order_id"]),
        (&"3".into(), &Value::Null)
    );
    let next = format!("{list}?state=unmatched&limit=1&after={}", first["next"].as_str().unwrap());
    let second = api.get_as(&staff, &next).await.ok(200);
    assert_eq!((&second["items"][0]["statement_line"], &second["next"]), (&"1".into(), &Value::Null));
    let applied = api.get_as(&staff, &format!("{list}?state=applied")).await.ok(200);
    let applied = applied["items"].as_array().unwrap();
    assert_eq!((applied.len(), &applied[0]["order_id"]), (1, &placed["id"]));
    assert_eq!(applied[0]["amount"], placed["grand_total"]);
    let other = format!("{list}?state=applied&after={}", first["next"].as_str().unwrap());
    api.get_as(&staff, &other).await.problem(400, "malformed_cursor");
    api.get_as(&staff, &format!("{list}?state=lost")).await.problem(400, "malformed_query");
    api.close().await;
}

#[tokio::test]
async fn a_piece_that_exists_once_waits_for_a_transfer_only_when_its_vendor_agreed() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.sell(loom, souk_testkit::market::Good::unique(90_000)).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let path = format!("/api/v1/admin/vendors/{loom}");
    let methods = async || {
        let quote = json!({ "shipping_address": super::rig::address() });
        api.post(&format!("/api/v1/carts/{cart}/quote"), quote).await.ok(200)["payment_methods"].clone()
    };
    assert_eq!(api.get_as(&staff, &path).await.ok(200)["transfer_for_unique"], false);
    assert_eq!(methods().await, json!(["card"]));
    let mut wanted = super::rig::order(&cart, "4242424242424242");
    wanted["payment"] = json!({ "method": "bank_transfer" });
    api.place("k", &wanted).await.problem(422, "payment_method_not_offered");
    let agreed = api.send_as(&staff, "PATCH", &path, json!({ "transfer_for_unique": true })).await;
    assert_eq!(agreed.ok(200)["transfer_for_unique"], true);
    assert_eq!(methods().await, json!(["card", "bank_transfer"]));
    let placed = api.place("k", &wanted).await.ok(201);
    assert_eq!(placed["payment"]["method"], "bank_transfer");
    let wrong = api.send_as(&staff, "PATCH", &path, json!({ "transfer_for_unique": "yes" })).await;
    assert_eq!(wrong.problem(422, "invalid_input")["errors"][0]["pointer"], "/transfer_for_unique");
    let taken = api.send_as(&staff, "PATCH", &path, json!({ "transfer_for_unique": null })).await.ok(200);
    assert_eq!(taken["transfer_for_unique"], false);
    api.close().await;
}
