//! What is kept to answer fast is never older than what was done.

use serde_json::{Value, json};

use crate::support::{Api, Ask, Place, Stall, api::text, shopper, stall::Console, until};

async fn product(api: &Api) -> Value {
    api.ask(&Ask::get("products/teapot")).await.expect(200)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_is_seen_by_the_next_who_asks() {
    let place = Place::open().await;
    let server = place.serve().await;
    let api = &server.api;
    let stall = Stall::open(&place, api).await;
    let variant = stall.product(api, "Teapot", 2_000, 1).await;
    // asked twice, so that the second answer may be one that was kept
    for _ in 0..2 {
        assert_eq!(product(api).await["price"]["amount"], 2_000);
        assert!(api.page("/p/teapot").await.contains("$20.00"));
    }
    let id = text(&product(api).await, "/id");
    let change = json!({"variants": [{"id": variant, "price": {"amount": 2_100, "currency": "USD"}}]});
    api.ask(&Ask::patch(format!("vendor/products/{id}")).by(&stall.vendor).json(&change)).await.expect(200);
    assert_eq!(product(api).await["price"]["amount"], 2_100);
    assert!(api.page("/p/teapot").await.contains("$21.00"));

    let list = Ask::get("products?in_stock=true");
    assert_eq!(api.ask(&list).await.expect(200)["items"].as_array().map(Vec::len), Some(1));
    let cart = shopper::cart(api, &[(&variant, 1)]).await;
    let body = shopper::order(&cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD));
    api.ask_patiently(&shopper::place(&body, "one")).await.expect(201);
    assert_eq!(product(api).await["in_stock"], false);
    assert_eq!(api.ask(&list).await.expect(200)["items"], json!([]));
    drop(server);
    place.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_change_by_another_process_is_seen_soon() {
    let place = Place::open().await;
    let server = place.serve().await;
    let api = &server.api;
    let stall = Stall::open(&place, api).await;
    stall.product(api, "Teapot", 2_000, 1).await;
    assert_eq!(product(api).await["price"]["amount"], 2_000);
    let file = place.directory().join("teapot.csv");
    let csv = "Handle,Title,Vendor,Published,Option1 Name,Option1 Value,Variant SKU,Variant Price\n\
               kettle,Kettle,Kiln & Fern,true,Title,Default Title,K-1,35.00\n";
    std::fs::write(&file, csv).expect("a file");
    assert_eq!(api.ask(&Ask::get("products")).await.expect(200)["total"], 1);
    place.run(&["import", "products", &file.to_string_lossy(), "--vendors-from-file"]).await;
    until::until("the import in the list", || async {
        let listed = api.ask(&Ask::get("products")).await.expect(200);
        (listed["total"] == 2).then_some(())
    })
    .await;
    drop(server);
    place.close().await;
}
