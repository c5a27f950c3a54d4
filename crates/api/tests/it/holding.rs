//! Answers that are held already, and answers sent small.

use serde_json::json;

use super::rig::{Api, order};

#[tokio::test]
async fn who_holds_the_answer_is_told_so_and_a_change_is_told_anew() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let (key, cart) = (api.vendor_key(loom).await, api.cart(&[(rug, 1)]).await);
    let placed = api.place("k", &order(&cart, "4242424242424242")).await.ok(201);
    let item = api.get("/api/v1/products").await.ok(200)["items"][0].clone();
    let (product, slug) = (item["id"].as_str().unwrap(), item["slug"].as_str().unwrap());
    let (id, token) = (placed["id"].as_str().unwrap(), placed["access_token"].as_str().unwrap());
    let fresh = api.cart(&[(rug, 1)]).await;
    let part = placed["vendor_orders"][0]["id"].as_str().unwrap();
    let (staff, key) = (format!("Bearer {staff}"), format!("Bearer {key}"));
    for (path, who, revision) in [
        ("/api/v1/categories".to_owned(), None, false),
        ("/api/v1/products?sort=price".to_owned(), None, false),
        (format!("/api/v1/products/{slug}"), None, true),
        (format!("/api/v1/vendors/{loom}"), None, true),
        (format!("/api/v1/carts/{fresh}"), None, false),
        (format!("/api/v1/orders/{id}"), Some(("souk-order-token", token)), true),
        (format!("/api/v1/vendor/products/{product}"), Some(("authorization", key.as_str())), true),
        (format!("/api/v1/vendor/orders/{part}"), Some(("authorization", key.as_str())), true),
        (format!("/api/v1/admin/vendors/{loom}"), Some(("authorization", staff.as_str())), true),
        (format!("/api/v1/admin/orders/{id}"), Some(("authorization", staff.as_str())), true),
    ] {
        let get = async |tag: Option<&str>| {
            let headers: Vec<_> = who.into_iter().chain(tag.map(|tag| ("if-none-match", tag))).collect();
            api.raw("GET", &path, &headers, "").await
        };
        let first = get(None).await;
        let tag = first.header("etag").to_owned();
        assert_eq!((first.status.as_u16(), tag.starts_with('"')), (200, revision), "{path}: {tag}");
        let public = path.starts_with("/api/v1/categories")
            || path.starts_with("/api/v1/products")
            || path.starts_with("/api/v1/vendors");
        let caching = if public { "public, no-cache" } else { "no-store" };
        assert_eq!(first.header("cache-control"), caching, "{path}");
        for held in [
            tag.clone(),
            format!("\"other\", {tag}"),
            "*".to_owned(),
            format!("W/{}", tag.trim_start_matches("W/")),
        ] {
            let held = get(Some(&held)).await;
            assert_eq!((held.status.as_u16(), held.text.as_str()), (304, ""), "{path}");
            assert_eq!(
                (held.header("etag"), held.header("cache-control")),
                (tag.as_str(), caching),
                "{path}"
            );
        }
        assert_eq!(get(Some("\"other\"")).await.text, first.text, "{path}");
    }
    // no revision tells of stock, and yet it changes what is told
    let path = format!("/api/v1/products/{slug}");
    let tag = api.get(&path).await.header("etag").to_owned();
    let adjust = format!("/api/v1/vendor/stock/{rug}/adjustments");
    api.send("POST", &adjust, &[("authorization", &key)], &json!({ "delta": 1 })).await.ok(201);
    let now = api.raw("GET", &path, &[("if-none-match", &tag)], "").await;
    assert_eq!(now.ok(200)["variants"][0]["available"], 5);
    api.raw("GET", "/api/v1/products/nothing", &[("if-none-match", "*")], "").await.problem(404, "not_found");
    api.close().await;
}

#[tokio::test]
async fn only_what_is_the_same_for_everyone_is_sent_compressed() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 90).await;
    for _ in 0..5 {
        api.market.product(loom, 1_000, 3).await;
    }
    let mug = api.market.product(loom, 1_500, 9).await;
    let placed = api.place("k", &order(&api.cart(&[(rug, 1)]).await, "4242424242424242")).await.ok(201);
    let cart = api.cart(&[(rug, 1), (mug, 2)]).await;
    let (id, token) = (placed["id"].as_str().unwrap(), placed["access_token"].as_str().unwrap());
    let bytes = async |path: &str, accept: &str| {
        let headers = [("accept-encoding", accept), ("souk-order-token", token)];
        api.bytes("GET", path, &headers).await
    };
    let long = "Woven by hand. ".repeat(99);
    api.market.raw(&format!("update product set description = '{long}'")).await;
    let item = api.get("/api/v1/products").await.ok(200)["items"][0].clone();
    let product = format!("/api/v1/products/{}", item["id"].as_str().unwrap());
    let (strong, weak) = (bytes(&product, "identity").await.0, bytes(&product, "gzip").await.0);
    let (strong, weak) = (strong["etag"].to_str().unwrap(), weak["etag"].to_str().unwrap());
    assert_eq!(weak, format!("W/{strong}"), "other bytes of the same thing");
    let held = api.raw("GET", &product, &[("accept-encoding", "gzip"), ("if-none-match", weak)], "").await;
    assert_eq!((held.status.as_u16(), held.header("content-encoding")), (304, ""));
    for path in ["/api/v1/products", "/api/v1/openapi.json", "/api/docs", "/errors"] {
        let (plain, whole) = bytes(path, "identity").await;
        assert!(whole.len() > 1_024 && !plain.contains_key("content-encoding"), "{path}");
        for (accept, coding) in [("gzip", "gzip"), ("br, gzip", "br"), ("gzip;q=0.1, br;q=0", "gzip")] {
            let (headers, small) = bytes(path, accept).await;
            assert_eq!(headers["content-encoding"], coding, "{path}");
            assert!(headers["vary"].to_str().unwrap().contains("accept-encoding"), "{path}");
            assert!(small.len() < whole.len() / 2, "{path}: {} of {}", small.len(), whole.len());
        }
    }
    for path in
        [format!("/api/v1/orders/{id}"), format!("/api/v1/carts/{cart}"), "/api/v1/categories".to_owned()]
    {
        let (headers, whole) = bytes(&path, "br, gzip").await;
        let large = whole.len() > 1_024;
        assert!(!headers.contains_key("content-encoding"), "{path} holds a secret or is small");
        assert_eq!(large, !path.ends_with("categories"), "{path}: {}", whole.len());
    }
    api.close().await;
}
