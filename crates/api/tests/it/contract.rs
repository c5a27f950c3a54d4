//! Where what is documented is finer than a type: what may be empty, null or left out, and what is counted.

use serde_json::{Value, json};

use super::{
    rig::{Answer, Api, address, card, order},
    walk::text,
};
use souk_api::{OPERATIONS, Operation, document};

/// Operations whose body may be left out.
const OPTIONAL: [&str; 5] =
    ["create_cart", "cancel_order", "confirm_receipt", "report_not_received", "approve_return"];

fn described() -> Value {
    serde_json::to_value(document()).unwrap()
}

fn place_of(operation: &Operation) -> String {
    let path = operation.route.path.replace('/', "~1");
    format!("/paths/{path}/{}", operation.route.method.as_str().to_ascii_lowercase())
}

/// The schema of a type, by its name.
fn schema<'d>(document: &'d Value, name: &str) -> &'d Value {
    &document["components"]["schemas"][name]
}

fn takes_null(schema: &Value) -> bool {
    let is_null = |kind: &Value| kind == "null";
    is_null(&schema["type"])
        || schema["type"].as_array().is_some_and(|kinds| kinds.iter().any(is_null))
        || schema["oneOf"].as_array().is_some_and(|choices| choices.iter().any(takes_null))
}

#[tokio::test]
async fn a_body_that_may_be_left_out_is_documented_so_and_no_other() {
    let document = described();
    for operation in OPERATIONS.iter().filter(|operation| operation.takes.is_some()) {
        let body = &document.pointer(&place_of(operation)).unwrap()["requestBody"];
        let name = operation.route.name;
        assert_eq!(body["required"], !OPTIONAL.contains(&name), "{name}: {body}");
    }
    let api = Api::open().await;
    api.raw("POST", "/api/v1/carts", &[], "").await.ok(201);
    let loom = api.market.vendor("Loom").await;
    let rug = api.market.product(loom, 10_000, 5).await;
    let mut waiting = order(&api.cart(&[(rug, 1)]).await, "4242424242424242");
    waiting["payment"] = json!({ "method": "bank_transfer" });
    let placed = api.place("k", &waiting).await.ok(201);
    let (path, token) =
        (format!("/api/v1/orders/{}/cancel", text(&placed["id"])), text(&placed["access_token"]));
    api.raw("POST", &path, &[("souk-order-token", &token)], "").await.ok(200);
    api.close().await;
}

#[tokio::test]
async fn an_empty_query_parameter_is_none_and_documented_so() {
    let document = described();
    let mut seen = 0;
    for operation in OPERATIONS.iter() {
        let parameters = document.pointer(&place_of(operation)).unwrap()["parameters"].as_array();
        for parameter in parameters.into_iter().flatten().filter(|one| one["in"] == "query") {
            // what has to be said is asked for when nothing was
            if parameter["required"] == true {
                continue;
            }
            assert_eq!(parameter["allowEmptyValue"], true, "{}: {parameter}", operation.route.name);
            seen += 1;
        }
    }
    assert!(seen > 20, "{seen}");
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    api.market.product(loom, 10_000, 5).await;
    let empty = "category=&vendor=&min_price=&max_price=&in_stock=&sort=&limit=&after=";
    let all = api.get("/api/v1/products").await.ok(200);
    assert_eq!(api.get(&format!("/api/v1/products?{empty}")).await.ok(200), all);
    api.close().await;
}

/// Sends each field of a patch as null: it is what the document says it is.
async fn send_nulls(api: &Api, key: &str, path: &str, patch: &Value, whole: impl Fn(Value) -> Value) {
    let fields = patch["properties"].as_object().unwrap();
    for (field, shape) in fields {
        let answer = api.send_as(key, "PATCH", path, whole(json!({ field: null }))).await;
        assert_eq!(stays(&answer, field), !takes_null(shape), "{path} {field}: {shape} {}", answer.text);
    }
}

/// Whether a field was told to be one that cannot be taken away.
fn stays(answer: &Answer, field: &str) -> bool {
    let told = &answer.json["errors"][0];
    let names = told["pointer"].as_str().is_some_and(|pointer| pointer.ends_with(&format!("/{field}")));
    names && told["detail"] == "This cannot be taken away; leave it out to keep it."
}

#[tokio::test]
async fn what_a_patch_cannot_take_away_is_no_null_in_the_document() {
    let document = described();
    let api = Api::open().await;
    let (staff, me) = (api.staff_key().await, api.account("ada").await);
    let loom = api.market.vendor("Loom").await;
    let vendor = api.vendor_key(loom).await;
    let same = |patch: Value| patch;
    send_nulls(&api, &me, "/api/v1/me", schema(&document, "AccountPatch"), same).await;
    let home = api.send_as(&me, "POST", "/api/v1/me/addresses", address()).await.ok(201);
    let home = format!("/api/v1/me/addresses/{}", text(&home["id"]));
    send_nulls(&api, &me, &home, schema(&document, "AddressPatch"), same).await;
    let name = json!({ "name": "Rugs" });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/categories", name).await.ok(201);
    let category = text(&made["id"]);
    let path = format!("/api/v1/admin/categories/{category}");
    send_nulls(&api, &staff, &path, schema(&document, "CategoryPatch"), same).await;
    let path = format!("/api/v1/admin/vendors/{loom}");
    send_nulls(&api, &staff, &path, schema(&document, "VendorPatch"), same).await;
    let product = json!({ "name": "Rug", "category_id": category,
                          "variants": [{ "price": { "amount": 5, "currency": "USD" } }] });
    let made = api.send_as(&vendor, "POST", "/api/v1/vendor/products", product).await.ok(201);
    let path = format!("/api/v1/vendor/products/{}", text(&made["id"]));
    send_nulls(&api, &vendor, &path, schema(&document, "ProductPatch"), same).await;
    let variant = made["variants"][0]["id"].clone();
    let in_product = |mut patch: Value| {
        if patch.get("id").is_none() {
            patch["id"] = variant.clone();
        }
        json!({ "variants": [patch] })
    };
    let mut patch = schema(&document, "VariantPatchRequest").clone();
    // the first stock of a variant is no part of a merge: it is read as a number
    patch["properties"].as_object_mut().unwrap().remove("stock");
    send_nulls(&api, &vendor, &path, &patch, in_product).await;
    api.close().await;
}

#[tokio::test]
async fn bounds_of_secrets_count_characters_as_the_document_does() {
    let api = Api::open().await;
    // two bytes each
    let verify = async |chars: usize| {
        let link = json!({ "token": "ø".repeat(chars) });
        api.post("/api/v1/email-verifications", link).await
    };
    verify(64).await.problem(422, "link_invalid");
    verify(65).await.problem(422, "invalid_input");
    let sign_in = async |chars: usize| {
        let entry = json!({ "login": "nobody", "password": "ø".repeat(chars) });
        api.post("/api/v1/sessions", entry).await
    };
    sign_in(256).await.problem(401, "wrong_credentials");
    sign_in(257).await.problem(422, "invalid_input");
    let cart = api.cart(&[]).await;
    let pay = async |number: Value| api.place("k", &paid_by(&cart, number)).await;
    assert_eq!(pay(json!("ø".repeat(64))).await.json["errors"][0]["code"], "not_digits");
    assert_eq!(pay(json!("ø".repeat(65))).await.json["errors"][0]["code"], "invalid_value");
    api.close().await;
}

fn paid_by(cart: &str, number: Value) -> Value {
    let mut wanted = order(cart, "4242424242424242");
    wanted["payment"]["card"]["number"] = number;
    wanted
}

#[tokio::test]
async fn a_card_takes_numbers_where_the_document_does() {
    let document = described();
    let api = Api::open().await;
    let cart = api.cart(&[]).await;
    let numbers =
        [("number", 4_242_424_242_424_242_u64), ("exp_month", 12), ("exp_year", 2030), ("cvc", 735)];
    for (field, number) in numbers {
        let mut wanted = order(&cart, "4242424242424242");
        wanted["payment"]["card"] = card("4242424242424242");
        wanted["payment"]["card"][field] = number.into();
        let answer = api.place(field, &wanted).await;
        let kinds = &schema(&document, "CardRequest")["properties"][field]["type"];
        let taken = kinds.as_array().is_some_and(|kinds| kinds.iter().any(|kind| kind == "integer"));
        let refused = answer.json["errors"][0]["pointer"] == format!("/payment/card/{field}");
        assert_eq!(taken, !refused, "{field}: {kinds} {}", answer.text);
        assert!(!answer.text.contains("4242424242424242"), "{}", answer.text);
    }
    api.close().await;
}

#[tokio::test]
async fn what_is_no_address_or_no_time_is_refused_wherever_the_document_asks_for_one() {
    let document = described();
    assert_eq!(schema(&document, "ResetRequest")["properties"]["email"]["format"], "idn-email");
    assert_eq!(schema(&document, "TransferRequest")["properties"]["received_at"]["format"], "date-time");
    let api = Api::open().await;
    for nobody in ["00", "ada", "ada@", "@example.com", "ada@exa mple.com"] {
        let asked = json!({ "email": nobody });
        let problem = api.post("/api/v1/password-resets", asked).await.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], "/email", "{nobody}");
    }
    api.raw(
        "POST",
        "/api/v1/password-resets",
        &[("content-type", "application/json")],
        r#"{"email":"a@b.example"}"#,
    )
    .await
    .ok(202);
    // a quote takes an address as far as it is typed
    let cart = api.cart(&[]).await;
    let typed = json!({ "shipping_address": { "name": "", "street": "", "country": "US" } });
    api.post(&format!("/api/v1/carts/{cart}/quote"), typed).await.ok(200);
    for field in ["name", "street"] {
        assert!(schema(&document, "NewAddress")["properties"][field]["minLength"].is_null(), "{field}");
    }
    api.close().await;
}

#[tokio::test]
async fn amounts_are_taken_within_the_bounds_of_the_document_and_not_beyond() {
    let document = described();
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let usd = |amount: i64| json!({ "amount": amount, "currency": "USD" });
    let bounds = |name: &str| {
        let amount = &schema(&document, name)["properties"]["amount"];
        (amount["minimum"].as_i64().unwrap(), amount["maximum"].as_i64().unwrap())
    };
    let (least, most) = bounds("ReceivedAmount");
    let received = async |amount: i64| {
        let line =
            json!({ "statement_line": format!("line of {amount}"), "reference": "", "amount": usd(amount) });
        api.send_as(&staff, "POST", "/api/v1/admin/incoming-transfers", line).await
    };
    let (free, dear) = bounds("Price");
    let shipped = async |amount: i64| {
        let fee = json!({ "kind": "flat", "fee": usd(amount) });
        let method = json!({ "name": format!("Parcel for {amount}"), "zones": [{ "fee": fee }], "min_days": 0, "max_days": 1 });
        api.send_as(&staff, "POST", "/api/v1/admin/shipping-methods", method).await
    };
    for (amount, is_taken) in
        [(least - 1, false), (least, true), (most, true), (most + 1, false), (i64::MAX, false)]
    {
        let answer = received(amount).await;
        assert_eq!(answer.status == 201, is_taken, "{amount}: {}", answer.text);
    }
    for (amount, is_taken) in [(free - 1, false), (free, true), (dear, true), (dear + 1, false)] {
        let answer = shipped(amount).await;
        assert_eq!(answer.status == 201, is_taken, "{amount}: {}", answer.text);
    }
    api.close().await;
}

#[tokio::test]
async fn words_and_tokens_are_those_of_the_document() {
    let document = described();
    let api = Api::open().await;
    let loom = api.market.vendor("Loom").await;
    let vendor = api.vendor_key(loom).await;
    let units = &schema(&document, "ContentRequest")["properties"]["unit"]["enum"];
    let units = units.as_array().unwrap().iter().map(|unit| (text(unit), true));
    for (unit, is_known) in units.chain([("ounce".to_owned(), false), ("G".to_owned(), false)]) {
        let variant = json!({ "price": { "amount": 5, "currency": "USD" },
                              "content": { "amount": 1, "unit": unit } });
        let nowhere = "cat_00000000000000000000000000";
        let product = json!({ "name": "Rug", "category_id": nowhere, "variants": [variant] });
        let answer = api.send_as(&vendor, "POST", "/api/v1/vendor/products", product).await;
        let refused = answer.json["errors"][0]["pointer"] == "/variants/0/content/unit";
        assert_eq!(is_known, !refused, "{unit}: {}", answer.text);
    }
    let rug = api.market.product(loom, 10_000, 5).await;
    let cart = api.cart(&[(rug, 1)]).await;
    let placed = api.place("k", &order(&cart, "4242424242424242")).await.ok(201);
    let (path, token) = (format!("/api/v1/orders/{}", text(&placed["id"])), text(&placed["access_token"]));
    let header = [("souk-order-token", token.as_str())];
    for (chars, status) in [(0, 200), (64, 200), (65, 400)] {
        let asked = format!("{path}?token={}", "t".repeat(chars));
        assert_eq!(api.raw("GET", &asked, &header, "").await.status, status, "{chars}");
    }
    api.close().await;
}
