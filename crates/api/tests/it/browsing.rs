//! Looking around.

use souk_market::{
    Actor,
    catalogue::{self, NewImage},
};

use super::rig::{Api, PICTURE};

#[tokio::test]
async fn a_list_goes_on_page_by_page_and_filters() {
    let api = Api::open().await;
    let (loom, kiln) = (api.market.vendor("Loom").await, api.market.vendor("Kiln").await);
    for place in 0..5 {
        api.market.product(loom, 1_000 + place * 100, 3).await;
        api.market.product(kiln, 5_000 + place * 100, place).await;
    }
    let mut path = "/api/v1/products?sort=price&limit=4".to_owned();
    let mut prices = Vec::new();
    loop {
        let page = api.get(&path).await;
        let link = page.header("link").to_owned();
        let json = page.ok(200);
        assert_eq!(json["total"], 10);
        prices.extend(
            json["items"].as_array().unwrap().iter().map(|item| item["price"]["amount"].as_i64().unwrap()),
        );
        let Some(next) = json["next"].as_str() else { break };
        assert!(link.ends_with(&format!("after={next}>; rel=\"next\"")), "{link}");
        path = format!("/api/v1/products?sort=price&limit=4&after={next}");
    }
    let mut sorted = prices.clone();
    sorted.sort_unstable();
    assert_eq!((prices.len(), &prices), (10, &sorted));
    for (filter, count) in [
        ("vendor=kiln", 5),
        ("vendor=kiln,loom", 10),
        ("vendor=kiln&in_stock=true", 4),
        ("min_price=5000&max_price=5100", 2),
        ("category=everything", 10),
        ("category=everything&vendor=loom&max_price=1000", 1),
    ] {
        let listed = api.get(&format!("/api/v1/products?{filter}")).await.ok(200);
        assert_eq!(listed["items"].as_array().unwrap().len(), count, "{filter}");
    }
    api.close().await;
}

#[tokio::test]
async fn a_cursor_serves_only_its_own_list() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    for _ in 0..2 {
        api.market.product(loom, 1_000, 3).await;
    }
    let next = api.get("/api/v1/products?limit=1").await.ok(200)["next"].as_str().unwrap().to_owned();
    api.get(&format!("/api/v1/products?limit=1&sort=price&after={next}"))
        .await
        .problem(400, "malformed_cursor");
    api.get("/api/v1/products?after=nonsense").await.problem(400, "malformed_cursor");
    for (query, pointer) in [
        ("limit=0", "/limit"),
        ("limit=101", "/limit"),
        ("limit=-1", "/limit"),
        ("sort=best", "/sort"),
        ("colour=red", "/colour"),
        ("min_price=-1", "/min_price"),
        ("min_price=2&max_price=1", "/max_price"),
        ("in_stock=perhaps", "/in_stock"),
        ("limit=1&limit=2", "/limit"),
    ] {
        let problem = api.get(&format!("/api/v1/products?{query}")).await.problem(400, "malformed_query");
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{query}");
    }
    api.get("/api/v1/products?category=nowhere").await.problem(404, "not_found");
    api.close().await;
}

#[tokio::test]
async fn a_product_is_shown_by_id_and_slug_and_a_vendor_by_slug() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    api.market.product(loom, 1_999, 3).await;
    let item = api.get("/api/v1/products").await.ok(200)["items"][0].clone();
    let by_slug = api.get(&format!("/api/v1/products/{}", item["slug"].as_str().unwrap())).await;
    assert!(by_slug.header("etag").starts_with("\"1-"));
    let by_slug = by_slug.ok(200);
    assert_eq!(by_slug, api.get(&format!("/api/v1/products/{}", item["id"].as_str().unwrap())).await.ok(200));
    assert_eq!(by_slug["variants"][0]["price"], serde_json::json!({ "amount": 1999, "currency": "USD" }));
    assert_eq!((&by_slug["variants"][0]["available"], &by_slug["is_sold"]), (&3.into(), &false.into()));
    assert_eq!(by_slug["category_path"][0]["slug"], "everything");
    let vendor = api.get("/api/v1/vendors/loom").await.ok(200);
    assert_eq!((&vendor["id"], vendor.get("email")), (&loom.to_string().into(), None));
    for path in ["/api/v1/products/nothing", "/api/v1/vendors/nothing", "/api/v1/products/prod_%FF"] {
        assert!(api.get(path).await.status.is_client_error());
    }
    let tree = api.get("/api/v1/categories").await.ok(200);
    assert_eq!(
        (&tree["items"][0]["slug"], &tree["items"][0]["product_count"]),
        (&"everything".into(), &1.into())
    );
    api.close().await;
}

#[tokio::test]
async fn a_picture_tells_every_size_it_is_served_in() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    api.market.product(loom, 1_000, 3).await;
    let id = api.get("/api/v1/products").await.ok(200)["items"][0]["id"].as_str().unwrap().to_owned();
    let new = NewImage { product: id.parse().unwrap(), variants: Vec::new(), alt: "A mug".to_owned() };
    catalogue::add_image_file(&api.market.app, Actor::Operator, loom, new, PICTURE).await.unwrap();
    let product = api.get(&format!("/api/v1/products/{id}")).await.ok(200);
    let image = &product["images"][0];
    assert_eq!(
        (&image["width"], &image["height"], &image["alt"]),
        (&800.into(), &800.into(), &"A mug".into())
    );
    let url = image["url"].as_str().unwrap();
    let colour = image["colour"].as_str().unwrap();
    assert!(url.ends_with(&format!("-800x800-{}.webp", colour.trim_start_matches('#'))), "{url} {colour}");
    let renditions = image["renditions"].as_array().unwrap();
    let widths: Vec<_> = renditions.iter().map(|one| one["width"].as_u64().unwrap()).collect();
    assert_eq!(widths, [160, 320, 640, 800]);
    let stem = url.trim_end_matches(".webp");
    assert_eq!(renditions[0]["url"], format!("{stem}-160.webp"));
    assert_eq!(image["jpeg_url"], format!("{stem}-640.jpg"));
    let listed = api.get("/api/v1/products").await.ok(200);
    assert_eq!(
        (&listed["items"][0]["image"], &listed["items"][0]["image_renditions"]),
        (&image["url"], &image["renditions"])
    );
    api.close().await;
}
