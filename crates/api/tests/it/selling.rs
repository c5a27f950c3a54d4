//! Vendors by their own key.

use serde_json::{Value, json};

use souk_market::{Actor, catalogue};

use super::rig::{Api, PICTURE};

fn shirt(category: &str) -> Value {
    let price = json!({ "amount": 2_500, "currency": "USD" });
    json!({ "name": "Linen shirt", "description": "**Light.**", "category_id": category, "status": "active",
            "variants": [
                { "sku": "LS-S", "price": price, "options": { "Size": "S", "Colour": "Teal" }, "stock": 3 },
                { "sku": "LS-M", "price": price, "options": { "Colour": "Teal", "Size": "M" }, "stock": 0 } ] })
}

#[tokio::test]
async fn a_vendor_makes_changes_and_removes_a_product() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let made =
        api.send_as(&key, "POST", "/api/v1/vendor/products", shirt(&api.market.category.to_string())).await;
    let (tag, location) = (made.header("etag").to_owned(), made.header("location").to_owned());
    let made = made.ok(201);
    assert_eq!(made["options"], json!(["Size", "Colour"]));
    assert_eq!(made["variants"][1]["options"], json!({ "Size": "M", "Colour": "Teal" }));
    assert_eq!(made["description_html"].as_str().unwrap().trim(), "<p><strong>Light.</strong></p>");
    let public = api.get(&format!("/api/v1/products/{}", made["slug"].as_str().unwrap())).await.ok(200);
    assert_eq!(
        (&public["variants"][0]["available"], &public["variants"][1]["in_stock"]),
        (&3.into(), &false.into())
    );

    let bearer = format!("Bearer {key}");
    let with = [("authorization", bearer.as_str()), ("if-match", tag.as_str())];
    let changed = api
        .send("PATCH", &location, &with, &json!({ "name": "Linen shirt, washed", "tags": ["linen"] }))
        .await;
    assert_ne!(changed.header("etag"), tag);
    assert_eq!(changed.ok(200)["name"], "Linen shirt, washed");
    api.send("PATCH", &location, &with, &json!({ "name": "Too late" }))
        .await
        .problem(412, "precondition_failed");
    let problem =
        api.send_as(&key, "PATCH", &location, json!({ "name": null })).await.problem(422, "invalid_input");
    assert_eq!(problem["errors"][0]["pointer"], "/name");
    api.raw("DELETE", &location, &with, "").await.problem(412, "precondition_failed");
    assert_eq!(api.raw("DELETE", &location, &with[..1], "").await.status, 204);
    api.get_as(&key, &location).await.problem(404, "not_found");
    api.close().await;
}

/// Everything of a product's one variant but its price.
async fn stored(api: &Api, product: souk_domain::ids::ProductId) -> Value {
    let read = api.market.app.read(Actor::Operator, move |ctx| {
        Box::pin(async move { catalogue::list_variants(ctx, product).await })
    });
    let row = read.await.unwrap().pop().unwrap();
    json!([
        row.sku,
        row.compare_at,
        row.cost,
        row.weight_g,
        row.barcode,
        row.content_amount,
        row.content_unit,
        row.is_unique,
        row.tracked,
        row.backorder,
        row.requires_shipping,
        row.taxable
    ])
}

#[tokio::test]
async fn what_a_patch_leaves_out_of_a_variant_stays() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let price = |amount| json!({ "amount": amount, "currency": "USD" });
    let pattern = json!({ "name": "Scarf pattern", "category_id": api.market.category.to_string(), "status": "active",
        "variants": [{ "sku": "SP-1", "price": price(900), "compare_at_price": price(1_200), "tracked": false,
                       "backorder": true, "requires_shipping": false, "taxable": false, "weight_g": 7, "barcode": "4006381333931",
                       "content": { "amount": 3, "unit": "piece" } }] });
    let made = api.send_as(&key, "POST", "/api/v1/vendor/products", pattern).await.ok(201);
    let path = format!("/api/v1/vendor/products/{}", made["id"].as_str().unwrap());
    let product: souk_domain::ids::ProductId = made["id"].as_str().unwrap().parse().unwrap();
    let own = stored(&api, product).await;
    let id = &made["variants"][0]["id"];
    // by its id, by its options alone, and with nothing but its id
    for change in
        [json!({ "id": id, "price": price(950) }), json!({ "price": price(960) }), json!({ "id": id })]
    {
        let changed = api.send_as(&key, "PATCH", &path, json!({ "variants": [change] })).await.ok(200);
        assert_eq!(changed["variants"][0]["id"], *id);
        assert_eq!(changed["variants"][0]["in_stock"], true, "{changed}");
        assert_eq!(stored(&api, product).await, own);
    }
    let changed = api.send_as(
        &key,
        "PATCH",
        &path,
        json!({ "variants": [{ "id": id, "compare_at_price": null, "taxable": true }] }),
    );
    let changed = changed.await.ok(200);
    assert_eq!(
        (&changed["variants"][0]["price"]["amount"], &changed["variants"][0]["compare_at_price"]),
        (&960.into(), &Value::Null)
    );
    for (change, pointer) in [
        (json!({ "id": id, "price": null }), "/variants/0/price"),
        (json!({ "id": id, "tracked": null }), "/variants/0/tracked"),
        (json!({ "options": {}, "sku": "SP-2", "id": null, "price": null }), "/variants/0/price"),
    ] {
        let refused = api.send_as(&key, "PATCH", &path, json!({ "variants": [change] })).await;
        assert_eq!(refused.problem(422, "invalid_input")["errors"][0]["pointer"], pointer);
    }
    // a second one is new, and needs a price
    let options = json!({ "options": ["Size"], "variants": [
        { "id": id, "options": { "Size": "S" } }, { "options": { "Size": "M" } }] });
    let refused = api.send_as(&key, "PATCH", &path, options).await.problem(422, "invalid_input");
    assert_eq!(refused["errors"][0]["pointer"], "/variants/1/price");
    api.close().await;
}

#[tokio::test]
async fn products_that_cannot_be() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let good = shirt(&api.market.category.to_string());
    let with = |pointer: &str, value: Value| {
        let mut product = good.clone();
        *product.pointer_mut(pointer).unwrap() = value;
        product
    };
    for (product, status, code, pointer) in [
        (with("/name", "".into()), 422, "invalid_input", "/name"),
        (with("/category_id", "nonsense".into()), 422, "invalid_input", "/category_id"),
        (with("/variants", json!([])), 422, "invalid_input", "/variants"),
        (with("/variants/0/price/amount", (-1).into()), 422, "invalid_input", "/variants/0/price/amount"),
        (
            with("/variants/0/price/currency", "EUR".into()),
            422,
            "invalid_input",
            "/variants/0/price/currency",
        ),
        (
            with("/variants/1/options", json!({ "Size": "S", "Colour": "Teal" })),
            422,
            "options_repeated",
            "/variants/1/options",
        ),
        (
            with("/variants/1/options", json!({ "Size": "S" })),
            422,
            "options_incomplete",
            "/variants/1/options",
        ),
        (with("/variants/1/options", json!({ "Weight": "S" })), 422, "invalid_input", "/variants/1/options"),
        (with("/variants/1/sku", "LS-S".into()), 409, "sku_taken", "/variants/1/sku"),
        (with("/status", "sold".into()), 422, "invalid_input", "/status"),
    ] {
        let refused = api.send_as(&key, "POST", "/api/v1/vendor/products", product).await;
        let problem = refused.problem(status, code);
        assert_eq!(problem["errors"][0]["pointer"], pointer, "{code}");
    }
    assert_eq!(api.get_as(&key, "/api/v1/vendor/products").await.ok(200)["items"], json!([]));
    api.close().await;
}

#[tokio::test]
async fn stock_changes_by_and_to_and_never_below_what_was_promised() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 2).await;
    let key = api.vendor_key(loom).await;
    let path = format!("/api/v1/vendor/stock/{rug}/adjustments");
    let more = api
        .send_as(&key, "POST", &path, json!({ "delta": 3, "reason": "found behind the loom" }))
        .await
        .ok(201);
    assert_eq!((&more["on_hand"], &more["available"]), (&5.into(), &5.into()));
    assert_eq!(api.send_as(&key, "POST", &path, json!({ "set": 1 })).await.ok(201)["on_hand"], 1);
    api.send_as(&key, "POST", &path, json!({ "delta": -2 })).await.problem(422, "below_zero");
    for body in [json!({}), json!({ "delta": 1, "set": 1 })] {
        api.send_as(&key, "POST", &path, body).await.problem(422, "invalid_input");
    }
    let cart = api.cart(&[(rug, 1)]).await;
    let placed = api.place("k", &super::rig::order(&cart, "4242424242424242")).await.ok(201);
    let problem = api.send_as(&key, "POST", &path, json!({ "set": 0 })).await.problem(409, "below_allocated");
    assert_eq!(problem["orders"], json!([placed["number"]]));
    let listed = api.get_as(&key, "/api/v1/vendor/stock").await.ok(200);
    assert_eq!((&listed["items"][0]["on_hand"], &listed["items"][0]["reserved"]), (&1.into(), &1.into()));
    let orders = api.get_as(&key, "/api/v1/vendor/orders").await.ok(200);
    assert_eq!((&orders["items"][0]["number"], &orders["next"]), (&placed["number"], &Value::Null));
    api.close().await;
}

#[tokio::test]
async fn a_vendor_asks_for_its_orders_of_one_status() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 9).await;
    let key = api.vendor_key(loom).await;
    let mut numbers = Vec::new();
    for order_key in ["one", "two", "three"] {
        let cart = api.cart(&[(rug, 1)]).await;
        let placed = api.place(order_key, &super::rig::order(&cart, "4242424242424242")).await.ok(201);
        numbers.push(placed["number"].clone());
    }
    // sending is not built yet, so the first one is sent by hand
    let sent = numbers[0].as_str().unwrap();
    let of = format!("(select id from orders where number = '{sent}')");
    api.market.raw(&format!("update vendor_order set status = 'shipped' where order_id = {of}")).await;
    let listed = async |query: &str| -> Vec<Value> {
        let mut path = format!("/api/v1/vendor/orders{query}");
        let mut found = Vec::new();
        loop {
            let page = api.get_as(&key, &path).await.ok(200);
            found.extend(page["items"].as_array().unwrap().iter().map(|item| item["number"].clone()));
            let Some(next) = page["next"].as_str() else { return found };
            path = format!("/api/v1/vendor/orders{query}&after={next}");
        }
    };
    assert_eq!(listed("?limit=1&status=processing").await, [numbers[2].clone(), numbers[1].clone()]);
    assert_eq!(listed("?status=shipped").await, [numbers[0].clone()]);
    assert_eq!(listed("?status=cancelled").await, Vec::<Value>::new());
    assert_eq!(listed("?limit=2").await.len(), 3);
    for wrong in ["pending", "sold", ""] {
        let answer = api.get_as(&key, &format!("/api/v1/vendor/orders?status={wrong}")).await;
        match wrong {
            "" => drop(answer.ok(200)),
            _ => assert_eq!(answer.problem(400, "malformed_query")["errors"][0]["pointer"], "/status"),
        }
    }
    api.market.raw(&format!("update vendor_order set status = 'processing' where order_id = {of}")).await;
    api.close().await;
}

#[tokio::test]
async fn a_picture_is_sent_written_anew_shown_and_taken_away() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let wish = shirt(&api.market.category.to_string());
    let made = api.send_as(&key, "POST", "/api/v1/vendor/products", wish).await.ok(201);
    let (product, variant) = (made["id"].as_str().unwrap(), made["variants"][1]["id"].as_str().unwrap());
    let gallery = format!("/api/v1/vendor/products/{product}/images");
    let own = format!("Bearer {key}");
    let keyed = async |key: &str, path: &str, bearer: &str, kind: &str, bytes: Vec<u8>| {
        let headers = [("authorization", bearer), ("content-type", kind), ("idempotency-key", key)];
        api.raw("POST", path, &headers, bytes).await
    };
    let send = async |path: &str, bearer: &str, kind: &str, bytes: Vec<u8>| {
        keyed("front", path, bearer, kind, bytes).await
    };
    let path = format!("{gallery}?alt=Seen%20from%20the%20front&variant_id={variant}");
    let added = send(&path, &own, "image/webp", PICTURE.to_vec()).await;
    assert_eq!(added.header("location"), "", "a picture has no address that shows it alone");
    let added = added.ok(201);
    let one = format!("{gallery}/{}", added["id"].as_str().unwrap());
    assert_eq!((&added["alt"], &added["variant_ids"]), (&json!("Seen from the front"), &json!([variant])));
    assert!(added["url"].as_str().unwrap().ends_with(".webp"), "{added}");
    let again = send(&path, &own, "image/webp", PICTURE.to_vec()).await;
    assert_eq!(again.header("idempotent-replayed"), "true");
    assert_eq!(again.ok(201)["id"], added["id"]);
    let shown = api.get(&format!("/api/v1/products/{product}")).await.ok(200);
    assert_eq!(shown["images"].as_array().unwrap().len(), 1);

    keyed("svg", &gallery, &own, "image/svg+xml", PICTURE.to_vec())
        .await
        .problem(415, "unsupported_media_type");
    keyed("none", &gallery, &own, "image/png", b"no picture".to_vec()).await.problem(422, "invalid_input");
    // the key of another picture is told before this one is looked at
    send(&gallery, &own, "image/png", b"no picture".to_vec()).await.problem(422, "idempotency_conflict");
    let large = vec![0; catalogue::MAX_PICTURE_BYTES + 1];
    keyed("large", &gallery, &own, "image/png", large).await.problem(413, "body_too_large");
    let foreign = api.market.product(loom, 1_000, 1).await;
    let wrong = format!("{gallery}?variant_id={foreign}");
    keyed("wrong", &wrong, &own, "image/png", PICTURE.to_vec()).await.problem(422, "invalid_input");
    let other = api.vendor_key(api.market.vendor("Kiln").await).await;
    let theirs = format!("Bearer {other}");
    send(&gallery, &theirs, "image/webp", PICTURE.to_vec()).await.problem(404, "not_found");
    api.send_as(&other, "DELETE", &one, json!({})).await.problem(404, "not_found");

    assert_eq!(api.send_as(&key, "DELETE", &one, json!({})).await.status, 204);
    api.send_as(&key, "DELETE", &one, json!({})).await.problem(404, "not_found");
    let shown = api.get(&format!("/api/v1/products/{product}")).await.ok(200);
    assert_eq!(shown["images"], json!([]));
    api.close().await;
}

#[tokio::test]
async fn what_a_piece_costs_and_metadata_are_the_vendors_alone() {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let key = api.vendor_key(loom).await;
    let price = |amount: i64| json!({ "amount": amount, "currency": "USD" });
    let new = json!({ "name": "Bolt", "category_id": api.market.category.to_string(), "status": "active",
                      "metadata": { "supplier": "Umbra Mills", "batch": "7" },
                      "variants": [{ "price": price(900), "cost": price(431), "stock": 1 }] });
    let made = api.send_as(&key, "POST", "/api/v1/vendor/products", new).await;
    let location = made.header("location").to_owned();
    let made = made.ok(201);
    assert_eq!(made["metadata"], json!({ "supplier": "Umbra Mills", "batch": "7" }));
    assert_eq!(made["variants"][0]["cost"], price(431));
    let variant = json!({ "id": made["variants"][0]["id"], "price": price(950) });
    let patch = json!({ "metadata": { "batch": null, "shelf": "B" }, "variants": [variant] });
    let changed = api.send_as(&key, "PATCH", &location, patch).await.ok(200);
    assert_eq!(changed["metadata"], json!({ "supplier": "Umbra Mills", "shelf": "B" }));
    assert_eq!(
        (&changed["variants"][0]["cost"], &changed["variants"][0]["price"]),
        (&price(431), &price(950))
    );
    let variant = json!({ "id": made["variants"][0]["id"], "cost": null });
    let changed = api.send_as(&key, "PATCH", &location, json!({ "variants": [variant] })).await.ok(200);
    assert_eq!(changed["variants"][0]["cost"], Value::Null);
    let variant = json!({ "id": made["variants"][0]["id"], "cost": price(432) });
    api.send_as(&key, "PATCH", &location, json!({ "variants": [variant] })).await.ok(200);

    let slug = made["slug"].as_str().unwrap();
    for path in [format!("/api/v1/products/{slug}"), "/api/v1/products".to_owned()] {
        let public = api.raw("GET", &path, &[], "").await;
        assert_eq!(public.status, 200);
        for word in ["\"cost\"", "metadata", "Umbra Mills"] {
            assert!(!public.text.contains(word), "{word} in {}", public.text);
        }
    }
    let wrong = json!({ "metadata": { "a\u{0}": "x" } });
    let wrong = api.send_as(&key, "PATCH", &location, wrong).await;
    assert!(wrong.status.is_client_error(), "{}", wrong.text);
    let emptied = api.send_as(&key, "PATCH", &location, json!({ "metadata": null })).await.ok(200);
    assert_eq!(emptied["metadata"], json!({}));
    api.close().await;
}

#[tokio::test]
async fn a_vendor_takes_its_products_away_as_a_file() {
    let api = Api::open().await;
    let (loom, other) = (api.market.vendor("Loom").await, api.market.vendor("Other").await);
    let (key, others) = (api.vendor_key(loom).await, api.vendor_key(other).await);
    let new = shirt(&api.market.category.to_string());
    api.send_as(&key, "POST", "/api/v1/vendor/products", new).await.ok(201);
    let bearer = |key: &str| format!("Bearer {key}");
    let own = bearer(&key);
    let path = "/api/v1/vendor/products/export";
    let file = api.raw("GET", path, &[("authorization", own.as_str())], "").await;
    assert_eq!((file.status.as_u16(), file.header("content-type")), (200, "text/csv; charset=utf-8"));
    assert!(file.header("content-disposition").contains("products.csv"));
    assert!(file.text.starts_with("Title,URL handle,Description,"), "{}", file.text);
    assert!(file.text.contains("Linen shirt"), "{}", file.text);
    let older =
        api.raw("GET", &format!("{path}?columns=older"), &[("authorization", own.as_str())], "").await;
    assert!(older.text.starts_with("Handle,Title,Body (HTML),"), "{}", older.text);
    let others = bearer(&others);
    let theirs = api.raw("GET", path, &[("authorization", others.as_str())], "").await;
    assert_eq!((theirs.status.as_u16(), theirs.text.lines().count()), (200, 1));
    api.raw("GET", path, &[], "").await.problem(401, "unauthenticated");
    api.raw("GET", &format!("{path}?columns=oldest"), &[("authorization", own.as_str())], "")
        .await
        .problem(400, "malformed_query");
    api.close().await;
}
