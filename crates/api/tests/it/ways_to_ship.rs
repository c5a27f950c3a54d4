//! Ways to ship, by the staff and by vendors.

use serde_json::{Value, json};

use super::rig::Api;

const METHODS: &str = "/api/v1/admin/shipping-methods";
const OWN: &str = "/api/v1/vendor/shipping-methods";

fn usd(amount: i64) -> Value {
    json!({ "amount": amount, "currency": "USD" })
}

fn way(zones: &Value) -> Value {
    json!({ "name": "Bike courier", "zones": zones, "min_days": 0, "max_days": 1 })
}

fn pointers(problem: &Value) -> Vec<&str> {
    problem["errors"].as_array().unwrap().iter().map(|error| error["pointer"].as_str().unwrap()).collect()
}

#[tokio::test]
async fn ways_to_ship_are_offered_changed_and_ended_by_who_rests_on_what_they_read() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let zones = json!([
        { "places": [{ "country": "US", "region": "oregon" }, { "country": "CA" }],
          "fee": { "kind": "weight_brackets", "brackets": [{ "up_to": 500, "fee": usd(390) }, { "fee": usd(900) }] } },
        { "fee": { "kind": "by_weight", "fee": usd(700), "per_kg": usd(50), "free_from": usd(5_000) } },
    ]);
    let made = api.send_as(&staff, "POST", METHODS, way(&zones)).await;
    let (tag, location) = (made.header("etag").to_owned(), made.header("location").to_owned());
    let made = made.ok(201);
    assert_eq!(made["zones"][0]["places"][0], json!({ "country": "US", "region": "OR" }));
    assert_eq!(made["zones"][0]["fee"]["brackets"][1], json!({ "up_to": null, "fee": usd(900) }));
    assert_eq!((&made["zones"][1]["fee"]["free_from"], &made["vendor_id"]), (&usd(5_000), &Value::Null));
    let listed = api.get_as(&staff, METHODS).await.ok(200);
    assert!(listed["items"].as_array().unwrap().contains(&made));
    assert_eq!(api.get_as(&staff, &location).await.ok(200), made);

    let bearer = format!("Bearer {staff}");
    let with = [("authorization", bearer.as_str()), ("if-match", tag.as_str())];
    let changed = api.send("PATCH", &location, &with, &json!({ "name": "Cart" })).await.ok(200);
    assert_eq!((&changed["name"], &changed["zones"]), (&json!("Cart"), &made["zones"]));
    api.send("PATCH", &location, &with, &json!({ "name": "Van" })).await.problem(412, "precondition_failed");
    api.raw("DELETE", &location, &with, "").await.problem(412, "precondition_failed");
    assert_eq!(api.raw("DELETE", &location, &with[..1], "").await.status, 204);
    api.get_as(&staff, &location).await.problem(404, "not_found");
    api.close().await;
}

#[tokio::test]
async fn what_no_way_to_ship_can_be_is_named_field_by_field() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let bracket = |up_to: Option<i64>| json!({ "up_to": up_to, "fee": usd(1) });
    for (zones, named) in [
        (json!([]), "/zones"),
        (
            json!([{ "places": [{ "country": "usa" }], "fee": { "kind": "flat", "fee": usd(1) } }]),
            "/zones/0/places/0/country",
        ),
        (
            json!([{ "places": [{ "country": "US", "region": "Bavaria" }], "fee": { "kind": "flat", "fee": usd(1) } }]),
            "/zones/0/places/0/region",
        ),
        (
            json!([{ "fee": { "kind": "weight_brackets", "brackets": [bracket(Some(900)), bracket(Some(500))] } }]),
            "/zones/0/fee/brackets/1/up_to",
        ),
        (
            json!([{ "fee": { "kind": "flat", "fee": { "amount": 1, "currency": "EUR" } } }]),
            "/zones/0/fee/fee/currency",
        ),
        (json!([{ "fee": { "kind": "by_weight", "fee": usd(1) } }]), "/zones/0/fee/per_kg"),
        (
            json!([{ "fee": { "kind": "flat", "fee": usd(1), "brackets": [bracket(None)] } }]),
            "/zones/0/fee/brackets",
        ),
    ] {
        let problem = api.send_as(&staff, "POST", METHODS, way(&zones)).await.problem(422, "invalid_input");
        assert_eq!(pointers(&problem), [named], "{problem}");
    }
    api.close().await;
}

#[tokio::test]
async fn another_vendors_ways_to_ship_are_not_there() {
    let api = Api::open().await;
    let (kiln, loom) = (api.market.vendor("Kiln").await, api.market.vendor("Loom").await);
    let (kiln_key, loom_key) = (api.vendor_key(kiln).await, api.vendor_key(loom).await);
    let zones = json!([{ "fee": { "kind": "flat", "fee": usd(100) } }]);
    let made = api.send_as(&kiln_key, "POST", OWN, way(&zones)).await.ok(201);
    assert_eq!(made["vendor_id"], kiln.to_string());
    let at = format!("{OWN}/{}", made["id"].as_str().unwrap());
    api.get_as(&loom_key, &at).await.problem(404, "not_found");
    api.send_as(&loom_key, "PATCH", &at, json!({ "name": "x" })).await.problem(404, "not_found");
    api.send_as(&loom_key, "DELETE", &at, json!({})).await.problem(404, "not_found");
    assert_eq!(api.get_as(&loom_key, OWN).await.ok(200)["items"], json!([]));
    // nobody offers in another's name
    let mut forged = way(&zones);
    forged["vendor_id"] = json!(loom.to_string());
    api.send_as(&kiln_key, "POST", OWN, forged).await.problem(422, "invalid_input");
    let staff = api.staff_key().await;
    let listed = api.get_as(&staff, &format!("{METHODS}?vendor_id={kiln}")).await.ok(200);
    assert_eq!(listed["items"], json!([made]));
    api.close().await;
}

#[tokio::test]
async fn a_vendor_says_how_it_ships() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let terms = "/api/v1/vendor/shipping";
    let told = api.get_as(&key, terms).await;
    let tag = told.header("etag").to_owned();
    assert_eq!(told.ok(200), json!({ "own_only": false, "handling_days": 0 }));
    let bearer = format!("Bearer {key}");
    let with = [("authorization", bearer.as_str()), ("if-match", tag.as_str())];
    let changed = api.send("PATCH", terms, &with, &json!({ "handling_days": 3 })).await.ok(200);
    assert_eq!(changed, json!({ "own_only": false, "handling_days": 3 }));
    api.send("PATCH", terms, &with, &json!({ "own_only": true })).await.problem(412, "precondition_failed");
    let problem =
        api.send_as(&key, "PATCH", terms, json!({ "handling_days": 61 })).await.problem(422, "invalid_input");
    assert_eq!(pointers(&problem), ["/handling_days"]);
    let staff = api.staff_key().await;
    let seen = api.get_as(&staff, &format!("/api/v1/admin/vendors/{loom}/shipping")).await.ok(200);
    assert_eq!(seen, changed);
    api.close().await;
}
