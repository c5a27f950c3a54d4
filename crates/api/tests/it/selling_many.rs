//! Many products at once, copies, stock by place, and products that the staff looks at first.

use serde_json::{Value, json};

use super::rig::{Api, PICTURE};

async fn made(api: &Api, key: &str, name: &str, minor: i64) -> Value {
    let price = json!({ "amount": minor, "currency": "USD" });
    let product = json!({ "name": name, "category_id": api.market.category.to_string(), "status": "active",
                          "variants": [{ "price": price, "stock": 4, "low_stock_at": 4 }] });
    api.send_as(key, "POST", "/api/v1/vendor/products", product).await.ok(201)
}

#[tokio::test]
async fn each_of_many_is_changed_or_says_why_not() {
    let api = Api::open().await;
    let key = api.vendor_key(api.market.vendor("Loom").await).await;
    let (dear, cheap) = (made(&api, &key, "Dear", 2_000).await, made(&api, &key, "Cheap", 100).await);
    let many = |ids: Vec<&Value>, change: Value| json!({ "product_ids": ids, "change": change });
    let path = "/api/v1/vendor/products/changes";
    let by = many(vec![&cheap["id"], &dear["id"]], json!({ "price_by": -500 }));
    let told = api.send_as(&key, "POST", path, by).await.ok(200);
    assert_eq!((&told["changed"], &told["refused"]), (&json!(1), &json!(1)));
    assert_eq!(told["outcomes"][0]["refusal"]["code"], "invalid_input");
    assert_eq!(told["outcomes"][1]["status"], "active");
    let shown = api.get(&format!("/api/v1/products/{}", dear["slug"].as_str().unwrap())).await.ok(200);
    assert_eq!(shown["price"]["amount"], 1_500);
    for (body, pointer) in [
        (many(vec![], json!({ "price_by": 1 })), "/product_ids"),
        (many(vec![&dear["id"]], json!({})), "/change"),
        (many(vec![&dear["id"]], json!({ "price_by": 1, "percent_bps": 1 })), "/change"),
        (many(vec![&dear["id"]], json!({ "percent_bps": -10_001 })), "/change/percent_bps"),
        (many(vec![&json!("nonsense")], json!({ "price_by": 1 })), "/product_ids/0"),
    ] {
        let problem = api.send_as(&key, "POST", path, body).await.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let other = api.vendor_key(api.market.vendor("Kiln").await).await;
    let theirs = many(vec![&dear["id"]], json!({ "status": "archived" }));
    let told = api.send_as(&other, "POST", path, theirs).await.ok(200);
    assert_eq!(told["outcomes"][0]["refusal"]["code"], "not_found");
    let low = api.get_as(&key, "/api/v1/vendor/products?stock=low&q=DEA").await.ok(200);
    assert_eq!((low["items"].as_array().unwrap().len(), &low["items"][0]["low"]), (1, &json!(1)));
    api.close().await;
}

#[tokio::test]
async fn pictures_are_named_and_moved_and_go_along_with_a_copy() {
    let api = Api::open().await;
    let key = api.vendor_key(api.market.vendor("Loom").await).await;
    let product = made(&api, &key, "Throw", 2_000).await;
    let path = format!("/api/v1/vendor/products/{}", product["id"].as_str().unwrap());
    let bearer = format!("Bearer {key}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "image/webp")];
    let mut ids = Vec::new();
    for alt in ["one", "two", "three"] {
        let added = api.raw("POST", &format!("{path}/images?alt={alt}"), &headers, PICTURE).await.ok(201);
        ids.push(added["id"].as_str().unwrap().to_owned());
    }
    let alts = |images: &Value| -> Vec<String> {
        images.as_array().unwrap().iter().map(|image| image["alt"].as_str().unwrap().to_owned()).collect()
    };
    let change = json!({ "place": 1, "alt": "last", "variant_ids": [product["variants"][0]["id"]] });
    let moved = api.send_as(&key, "PATCH", &format!("{path}/images/{}", ids[2]), change).await.ok(200);
    assert_eq!(alts(&moved["items"]), ["last", "one", "two"]);
    let beyond = json!({ "place": 99 });
    let moved = api.send_as(&key, "PATCH", &format!("{path}/images/{}", ids[0]), beyond).await.ok(200);
    assert_eq!(alts(&moved["items"]), ["last", "two", "one"]);
    let copy = api.send_as(&key, "POST", &format!("{path}/duplicate"), json!({})).await.ok(201);
    assert_eq!((&copy["status"], &copy["name"]), (&json!("draft"), &json!("Throw")));
    assert_eq!(alts(&copy["images"]), ["last", "two", "one"]);
    assert_eq!(copy["images"][0]["variant_ids"], json!([copy["variants"][0]["id"]]));
    let other = api.vendor_key(api.market.vendor("Kiln").await).await;
    for (method, path) in
        [("PATCH", format!("{path}/images/{}", ids[0])), ("POST", format!("{path}/duplicate"))]
    {
        api.send_as(&other, method, &path, json!({})).await.problem(404, "not_found");
    }
    api.close().await;
}
