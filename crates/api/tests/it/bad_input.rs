//! What nobody should send, and what it gets: a code, the field, and nothing changed.

use serde_json::{Value, json};

use super::rig::{Api, address, card, order};

/// An api with a cart of one rug; the variant and the cart.
async fn shop() -> (Api, String, String) {
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1)]).await;
    (api, rug.to_string(), cart)
}

#[tokio::test]
async fn lines_that_cannot_be() {
    let (api, rug, cart) = shop().await;
    let lines = format!("/api/v1/carts/{cart}/lines");
    let before = api.get(&format!("/api/v1/carts/{cart}")).await.ok(200);
    for quantity in
        [json!(0), json!(-1), json!(1000), json!(i64::MAX), json!(1e30), json!("2"), json!(1.5), json!(null)]
    {
        let problem = api.post(&lines, json!({ "variant_id": rug, "quantity": quantity })).await;
        let problem = problem.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/quantity", "{quantity}");
    }
    for (variant, code) in [
        ("var_00000000000000000000000000", "not_found"),
        ("prod_00000000000000000000000000", "invalid_value"),
        ("nonsense", "invalid_value"),
        ("", "invalid_value"),
    ] {
        let problem = api.post(&lines, json!({ "variant_id": variant, "quantity": 1 })).await;
        let problem = problem.problem(422, "invalid_input");
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&"/variant_id".into(), &code.into())
        );
    }
    for (body, pointer, code) in [
        (json!({ "variant_id": rug }), "/quantity", "missing_field"),
        (json!({ "variant_id": rug, "quantity": 1, "price": 1 }), "/price", "unknown_field"),
    ] {
        let problem = api.post(&lines, body).await.problem(422, "invalid_input");
        assert_eq!(
            (&problem["errors"][0]["pointer"], &problem["errors"][0]["code"]),
            (&pointer.into(), &code.into())
        );
    }
    assert_eq!(api.get(&format!("/api/v1/carts/{cart}")).await.ok(200), before, "nothing changed");
    api.close().await;
}

#[tokio::test]
async fn carts_and_lines_that_are_not_there() {
    let (api, rug, cart) = shop().await;
    for other in
        ["cart_00000000000000000000000000", "crt_00000000000000000000000000", "nonsense", "%00", "cart_"]
    {
        api.get(&format!("/api/v1/carts/{other}")).await.problem(404, "not_found");
        let line = json!({ "variant_id": rug, "quantity": 1 });
        api.post(&format!("/api/v1/carts/{other}/lines"), line).await.problem(404, "not_found");
    }
    for line in ["cline_00000000000000000000000000", "nonsense"] {
        let path = format!("/api/v1/carts/{cart}/lines/{line}");
        api.send("PATCH", &path, &[], &json!({ "quantity": 1 })).await.problem(404, "not_found");
        api.raw("DELETE", &path, &[], "").await.problem(404, "not_found");
    }
    api.close().await;
}

#[tokio::test]
async fn bodies_that_cannot_be_read() {
    let (api, _rug, cart) = shop().await;
    let lines = format!("/api/v1/carts/{cart}/lines");
    let json_type = [("content-type", "application/json")];
    api.raw("POST", &lines, &json_type, "{\"variant_id\":").await.problem(400, "malformed_json");
    api.raw("POST", &lines, &json_type, "").await.problem(400, "malformed_json");
    api.raw("POST", &lines, &json_type, b"{\"variant_id\":\"\xff\"}".to_vec())
        .await
        .problem(400, "invalid_utf8");
    api.raw("POST", &lines, &[("content-type", "text/plain")], "{}")
        .await
        .problem(415, "unsupported_media_type");
    api.raw("POST", &lines, &json_type, " ".repeat((1 << 20) + 1)).await.problem(413, "body_too_large");
    let twice = "{\"quantity\":1,\"quantity\":2}";
    let twice = api.raw("POST", &lines, &json_type, twice).await.problem(422, "invalid_input");
    assert_eq!(twice["errors"][0]["code"], "duplicate_field");
    api.post("/api/v1/carts", json!({ "id": "mine" })).await.problem(422, "invalid_input");
    let wrong_method = api.raw("PUT", &lines, &json_type, "{}").await;
    assert_eq!(wrong_method.header("allow"), "POST");
    wrong_method.problem(405, "method_not_allowed");
    api.close().await;
}

#[tokio::test]
async fn orders_with_wrong_fields_name_each_of_them() {
    let (api, _rug, cart) = shop().await;
    let mut wanted = order(&cart, "4242424242424242");
    wanted["email"] = "nobody".into();
    wanted["shipping_address"]["street"] = "x".repeat(121).into();
    wanted["shipping_address"]["country"] = "ZZ".into();
    wanted["shipping_address"]["name"] = Value::Null;
    let problem = api.place("k", &wanted).await.problem(422, "invalid_input");
    let errors = problem["errors"].as_array().unwrap();
    let pointers: Vec<&str> = errors.iter().map(|error| error["pointer"].as_str().unwrap()).collect();
    for pointer in
        ["/email", "/shipping_address/street", "/shipping_address/country", "/shipping_address/name"]
    {
        assert!(pointers.contains(&pointer), "{pointer} is not in {pointers:?}");
    }
    let mut nowhere = order(&cart, "4242424242424242");
    nowhere.as_object_mut().unwrap().remove("shipping_address");
    let problem = api.place("k", &nowhere).await.problem(422, "invalid_input");
    assert_eq!(problem["errors"][0]["pointer"], "/shipping_address");
    let empty = api.cart(&[]).await;
    api.place("k", &order(&empty, "4242424242424242")).await.problem(422, "cart_empty");
    api.place("k", &order("cart_00000000000000000000000000", "4242424242424242"))
        .await
        .problem(404, "not_found");
    let mut twice = order(&cart, "4242424242424242");
    let choice = json!({ "vendor_id": "vend_00000000000000000000000000", "method_id": "ship_00000000000000000000000000" });
    twice["shipping"] = json!([choice, choice]);
    let problem = api.place("k", &twice).await.problem(422, "invalid_input");
    assert_eq!(problem["errors"][0]["pointer"], "/shipping/1/vendor_id");
    api.close().await;
}

#[tokio::test]
async fn cards_that_cannot_be_and_none_is_repeated() {
    let (api, _rug, cart) = shop().await;
    let place = async |card: Value| {
        let body = json!({ "cart_id": cart, "email": "ada@example.com", "shipping_address": address(),
                           "payment": { "method": "card", "card": card } });
        api.place("k", &body).await
    };
    let mut expired = card("4242424242424242");
    expired["exp_year"] = 2020.into();
    let mut coded = card("4242424242424242");
    coded["cvc"] = "12".into();
    for (card, code, pointer) in [
        (card("4242424242424241"), "invalid_card", "/payment/card/number"),
        (card("42424242424"), "invalid_card", "/payment/card/number"),
        (expired, "invalid_card", "/payment/card/exp_year"),
        (coded, "invalid_card", "/payment/card/cvc"),
        (card("4111111111111111"), "not_a_test_card", "/payment/card/number"),
        (card(&"4".repeat(70)), "invalid_input", "/payment/card/number"),
        (json!({ "number": ["4242424242424242"] }), "invalid_input", "/payment/card/number"),
        (json!({ "number": "4242424242424242" }), "invalid_input", "/payment/card/exp_month"),
    ] {
        let number = card["number"].to_string();
        let answer = place(card).await;
        assert!(!answer.text.contains(number.trim_matches('"')), "{}", answer.text);
        let problem = answer.problem(422, code);
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    for (payment, code, pointer) in [
        (json!({ "method": "barter" }), "payment_method_not_offered", "/payment/method"),
        (json!({ "method": "none" }), "payment_method_not_offered", "/payment/method"),
        (json!({ "method": "card" }), "invalid_input", "/payment/card"),
        (
            json!({ "method": "bank_transfer", "card": card("4242424242424242") }),
            "invalid_input",
            "/payment/card",
        ),
        (json!({ "method": "card", "token": "tok" }), "invalid_input", "/payment/token"),
    ] {
        let mut wanted = order(&cart, "4242424242424242");
        wanted["payment"] = payment;
        let problem = api.place("k", &wanted).await.problem(422, code);
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let mut unpaid = order(&cart, "4242424242424242");
    unpaid.as_object_mut().unwrap().remove("payment");
    api.place("k", &unpaid).await.problem(422, "payment_method_not_offered");
    api.close().await;
}

#[tokio::test]
async fn webhooks_that_nobody_signed() {
    let (api, ..) = shop().await;
    api.post("/api/v1/webhooks/payments/sandbox", json!({})).await.problem(401, "unauthenticated");
    api.post("/api/v1/webhooks/payments/nobody", json!({})).await.problem(404, "not_found");
    api.close().await;
}
