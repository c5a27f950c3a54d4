//! Goods that cannot be are refused clearly, and nothing changed.

use serde_json::{Value, json};

use crate::{
    bad_input::{NOBODY, Shop, bad},
    support::{Ask, stall::usd},
};

#[tokio::test(flavor = "multi_thread")]
async fn goods_that_cannot_be() {
    let (shop, server) = Shop::open().await;
    let product = |change: &dyn Fn(&mut Value)| {
        let mut body = shop.stall.draft("Bowl", &json!({"price": usd(100), "stock": 1}));
        change(&mut body);
        Ask::post("vendor/products").by(&shop.stall.vendor).json(&body)
    };
    let stock = |body: Value| {
        Ask::post(format!("vendor/stock/{}/adjustments", shop.variant)).by(&shop.stall.vendor).json(&body)
    };
    shop.refuses(vec![
        bad(
            "a negative price",
            product(&|body| body["variants"][0]["price"] = usd(-1)),
            422,
            "invalid_input",
            "/variants/0/price/amount",
        ),
        bad(
            "a price beyond all bounds",
            product(&|body| body["variants"][0]["price"] = usd(i64::MAX)),
            422,
            "invalid_input",
            "/variants/0/price/amount",
        ),
        bad(
            "a price in another currency",
            product(&|body| body["variants"][0]["price"] = json!({"amount": 100, "currency": "EUR"})),
            422,
            "invalid_input",
            "/variants/0/price/currency",
        ),
        bad(
            "negative stock",
            product(&|body| body["variants"][0]["stock"] = json!(-1)),
            422,
            "invalid_input",
            "",
        ),
        bad(
            "two pieces of a unique one",
            product(&|body| body["variants"][0] = json!({"price": usd(100), "stock": 2, "is_unique": true})),
            422,
            "invalid_input",
            "",
        ),
        bad("no variants", product(&|body| body["variants"] = json!([])), 422, "invalid_input", "/variants"),
        bad(
            "a name of 10,000",
            product(&|body| body["name"] = json!("x".repeat(10_000))),
            422,
            "invalid_input",
            "/name",
        ),
        bad(
            "an unknown category",
            product(&|body| body["category_id"] = json!(format!("cat_{NOBODY}"))),
            422,
            "invalid_input",
            "/category_id",
        ),
        bad(
            "stock below nothing",
            stock(json!({"delta": -6, "reason": "adjustment"})),
            422,
            "below_zero",
            "",
        ),
        bad("stock without a number", stock(json!({"reason": "adjustment"})), 422, "invalid_input", ""),
    ])
    .await;
    shop.close(server).await;
}
