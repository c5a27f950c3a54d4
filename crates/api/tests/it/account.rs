//! Accounts: what is told, what is never told, and what is kept.

use http::HeaderMap;
use serde_json::{Value, json};

use super::rig::{Answer, Api, PASSWORD, address, code_of};

const SIGN_IN: &str = "/api/v1/sessions";

/// All of an answer but what is new in each.
fn told(answer: Answer) -> (u16, HeaderMap, Value) {
    let Answer { status, mut headers, mut json, .. } = answer;
    headers.remove("x-request-id");
    headers.remove("content-length");
    if let Some(problem) = json.as_object_mut() {
        problem.remove("request_id");
    }
    (status.as_u16(), headers, json)
}

#[tokio::test]
async fn signing_in_and_resetting_never_tell_who_has_an_account() {
    let api = Api::open().await;
    api.account("ada").await;
    let knock = async |login: &str, password: &str, from: &str| {
        let headers = [("x-forwarded-for", from)];
        told(api.send("POST", SIGN_IN, &headers, &json!({ "login": login, "password": password })).await)
    };
    let wrong = knock("ada", "not it at all", "192.0.2.1").await;
    assert_eq!((wrong.0, wrong.2["code"].as_str()), (401, Some("wrong_credentials")));
    for login in ["ada@example.com", "nobody", "nobody@example.com", "", "ada@@"] {
        assert_eq!(knock(login, "not it at all", "192.0.2.1").await, wrong, "{login}");
    }
    assert_eq!(knock("nobody", PASSWORD, "192.0.2.1").await, wrong);
    for _ in 0..10 {
        knock("ada", "not it at all", "192.0.2.1").await;
        knock("nobody", "not it at all", "192.0.2.1").await;
    }
    let refused = knock("ada", PASSWORD, "192.0.2.1").await;
    assert_eq!((refused.0, refused.2["code"].as_str()), (429, Some("too_many_requests")));
    assert!(refused.1.contains_key("retry-after"));
    assert_eq!(knock("nobody", PASSWORD, "192.0.2.1").await, refused, "and throttled alike");

    let ask = async |email: &str| told(api.post("/api/v1/password-resets", json!({ "email": email })).await);
    let known = ask("ada@example.com").await;
    assert_eq!(known.0, 202);
    for email in ["nobody@example.com", "ada@example.com"] {
        assert_eq!(ask(email).await, known, "{email}");
    }
    // nobody has what is no address
    for email in ["no address", ""] {
        let refused = ask(email).await;
        assert_eq!((refused.0, refused.2["code"].as_str()), (422, Some("invalid_input")), "{email}");
    }
    api.close().await;
}

#[tokio::test]
async fn no_secret_comes_back_in_a_refusal() {
    let api = Api::open().await;
    let token = api.account("ada").await;
    let secret = "hunter2hunter2";
    let long = secret.repeat(100);
    for (method, path, body) in [
        ("POST", SIGN_IN, json!({ "login": "ada", "password": [secret] })),
        ("POST", SIGN_IN, json!({ "login": "ada", "password": long })),
        ("POST", SIGN_IN, json!({ "login": "ada", "password": secret, "totp": { "code": secret } })),
        ("POST", SIGN_IN, json!({ "login": "ada", "password": secret, "device": long })),
        ("POST", SIGN_IN, json!({ "login": "ada", "password": secret })),
        ("POST", "/api/v1/accounts", json!({ "email": "e@example.com", "password": long })),
        (
            "POST",
            "/api/v1/accounts",
            json!({ "username": "hunter2hunter2", "email": "e@example.com", "password": 4242 }),
        ),
        ("POST", "/api/v1/email-verifications", json!({ "token": secret })),
        ("POST", "/api/v1/password-resets/confirm", json!({ "token": secret, "password": secret })),
        ("POST", "/api/v1/password-resets/confirm", json!({ "token": long, "password": secret })),
        ("POST", "/api/v1/me/password", json!({ "current_password": secret, "password": "four teal looms" })),
        ("POST", "/api/v1/me/password", json!({ "current_password": secret, "password": secret })),
        ("POST", "/api/v1/me/email", json!({ "email": "e@example.com", "current_password": secret })),
        ("POST", "/api/v1/me/totp", json!({ "current_password": secret })),
        ("POST", "/api/v1/me/totp/confirm", json!({ "code": secret })),
        ("POST", "/api/v1/me/recovery-codes", json!({ "current_password": secret })),
        ("DELETE", "/api/v1/me/totp", json!({ "current_password": secret })),
        ("DELETE", "/api/v1/me", json!({ "current_password": secret })),
        ("DELETE", "/api/v1/me", json!({ "current_password": long })),
    ] {
        let answer = api.send_as(&token, method, path, body.clone()).await;
        assert!((400..500).contains(&answer.status.as_u16()), "{path} {body}: {}", answer.status);
        // The id of a request is drawn, so it may hold any digits.
        let said = answer.text.replace(answer.json["request_id"].as_str().unwrap(), "");
        assert!(!said.contains("hunter2") && !said.contains("4242"), "{path}: {said}");
        let code = answer.json["code"].as_str().unwrap();
        assert_ne!(code, "unauthenticated", "{path}");
    }
    let me = api.get_as(&token, "/api/v1/me").await;
    assert!(!me.text.contains("argon2") && !me.text.contains("password"), "{}", me.text);
    api.close().await;
}

#[tokio::test]
async fn a_change_rests_on_the_revision_that_was_seen() {
    let api = Api::open().await;
    let token = api.account("ada").await;
    api.account("eve").await;
    let bearer = format!("Bearer {token}");
    let tag = api.get_as(&token, "/api/v1/me").await.header("etag").to_owned();
    let patch = async |tag: &str, body: Value| {
        api.send("PATCH", "/api/v1/me", &[("authorization", &bearer), ("if-match", tag)], &body).await
    };
    let changed = patch(&tag, json!({ "first_name": "Ada", "phone": "+1 555 010 0123" })).await;
    let newer = changed.header("etag").to_owned();
    assert_eq!(changed.ok(200)["phone"], "+15550100123");
    patch(&tag, json!({ "first_name": "Eda" })).await.problem(412, "precondition_failed");
    let taken = patch("*", json!({ "username": "EVE" })).await.problem(409, "username_taken");
    assert_eq!(taken["errors"][0]["pointer"], "/username");
    for (body, pointer) in [
        (json!({ "username": null }), "/username"),
        (json!({ "email": "x@example.com" }), "/email"),
        (json!({ "first_name": "x".repeat(101) }), "/first_name"),
        (json!({ "phone": "call me" }), "/phone"),
    ] {
        let problem = patch(&newer, body).await.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let cleared = patch(&newer, json!({ "first_name": null, "phone": null })).await.ok(200);
    assert_eq!((&cleared["first_name"], &cleared["phone"]), (&json!(""), &Value::Null));
    api.close().await;
}

#[tokio::test]
async fn an_address_book_has_one_default_and_comes_in_pages() {
    let api = Api::open().await;
    let token = api.account("ada").await;
    let book = "/api/v1/me/addresses";
    let bearer = format!("Bearer {token}");
    let keyed = [("authorization", bearer.as_str()), ("idempotency-key", "home")];
    let home = api.send("POST", book, &keyed, &address()).await.ok(201);
    assert_eq!(api.send("POST", book, &keyed, &address()).await.ok(201), home, "sent again, it is one");
    assert_eq!((&home["default_shipping"], &home["default_billing"]), (&json!(true), &json!(true)));
    let mut second = address();
    second["default_billing"] = true.into();
    let second = api.send_as(&token, "POST", book, second).await.ok(201);
    let at = |one: &Value| format!("{book}/{}", one["id"].as_str().unwrap());
    let home = api.get_as(&token, &at(&home)).await.ok(200);
    assert_eq!((&home["default_shipping"], &home["default_billing"]), (&json!(true), &json!(false)));

    let patch = json!({ "city": "Elsewhere", "region": "CA", "postal_code": "90001", "line2": "c/o Eve" });
    let moved = api.send_as(&token, "PATCH", &at(&second), patch).await.ok(200);
    assert_eq!((&moved["city"], &moved["name"]), (&json!("Elsewhere"), &json!("Ada Byron")));
    let cleared = api.send_as(&token, "PATCH", &at(&second), json!({ "line2": null })).await.ok(200);
    assert_eq!((&cleared["line2"], &cleared["default_billing"]), (&Value::Null, &json!(true)));
    for (body, pointer) in [
        (json!({ "name": null }), "/name"),
        (json!({ "country": "ZZ" }), "/country"),
        (json!({ "street": "x".repeat(121) }), "/street"),
        (json!({ "id": "x" }), "/id"),
    ] {
        let problem = api.send_as(&token, "PATCH", &at(&second), body).await.problem(422, "invalid_input");
        assert_eq!(problem["errors"][0]["pointer"], pointer);
    }
    let problem = api.send_as(&token, "POST", book, json!({ "city": "Here" })).await;
    let problem = problem.problem(422, "invalid_input");
    assert!(problem["errors"].as_array().unwrap().iter().any(|error| error["pointer"] == "/name"));

    let page = api.get_as(&token, &format!("{book}?limit=1")).await.ok(200);
    assert_eq!((&page["total"], &page["items"][0]["id"]), (&json!(2), &home["id"]));
    let next = page["next"].as_str().unwrap();
    let page = api.get_as(&token, &format!("{book}?limit=1&after={next}")).await.ok(200);
    assert_eq!((&page["next"], &page["items"][0]["id"]), (&Value::Null, &second["id"]));
    api.get_as(&token, &format!("/api/v1/me/sessions?after={next}")).await.problem(400, "malformed_cursor");
    api.get_as(&token, &format!("/api/v1/orders?after={next}")).await.problem(400, "malformed_cursor");
    for _ in 2..50 {
        api.send_as(&token, "POST", book, address()).await.ok(201);
    }
    api.send_as(&token, "POST", book, address()).await.problem(422, "too_many_addresses");
    assert_eq!(api.send_as(&token, "DELETE", &at(&second), json!({})).await.status, 204);
    api.get_as(&token, &at(&second)).await.problem(404, "not_found");
    api.close().await;
}

#[tokio::test]
async fn a_cart_a_code_and_a_device_come_in_with_their_owner() {
    let api = Api::open().await;
    let token = api.account("ada").await;
    let vendor = api.market.vendor("Loom").await;
    let rug = api.market.product(vendor, 1_000, 9).await;
    let current = json!({ "current_password": PASSWORD });
    let secret = api.send_as(&token, "POST", "/api/v1/me/totp", current).await.ok(201);
    assert!(secret["url"].as_str().unwrap().starts_with("otpauth://totp/Souk:ada?secret="));
    let wrong = api.send_as(&token, "POST", "/api/v1/me/totp/confirm", json!({ "code": "000000" })).await;
    let wrong = wrong.problem(422, "invalid_input");
    let (pointer, code) = (&wrong["errors"][0]["pointer"], &wrong["errors"][0]["code"]);
    assert_eq!((pointer, code), (&json!("/code"), &json!("totp_invalid")));
    let code = code_of(secret["secret"].as_str().unwrap(), api.market.app.now());
    let codes = api.send_as(&token, "POST", "/api/v1/me/totp/confirm", json!({ "code": code })).await.ok(200);
    let code = codes["recovery_codes"][0].clone();

    let cart = api.cart(&[(rug, 2)]).await;
    let mut entry = json!({ "login": "ada", "password": PASSWORD, "cart_id": cart });
    let needed = api.post(SIGN_IN, entry.clone()).await.problem(401, "totp_required");
    assert_eq!(needed["errors"][0]["pointer"], "/totp");
    api.get(&format!("/api/v1/carts/{cart}")).await.ok(200);
    entry["totp"] = code;
    let begun = api.post(SIGN_IN, entry.clone()).await.ok(201);
    let own = begun["cart_id"].as_str().unwrap();
    assert_ne!(own, cart);
    api.get(&format!("/api/v1/carts/{cart}")).await.problem(404, "not_found");
    let token = begun["token"].as_str().unwrap();
    let shown = api.get_as(token, "/api/v1/me/cart").await.ok(200);
    assert_eq!((&shown["id"], &shown["lines"][0]["quantity"]), (&json!(own), &json!(2)));
    entry["totp"] = codes["recovery_codes"][1].clone();
    entry["cart_id"] = "cart_nonsense".into();
    let problem = api.post(SIGN_IN, entry.clone()).await.problem(422, "invalid_input");
    assert_eq!(problem["errors"][0]["pointer"], "/cart_id");
    entry.as_object_mut().unwrap().remove("cart_id");

    // a network that guessed too often is shut out, and the device of before is not
    let far = [("x-forwarded-for", "192.0.2.1")];
    for _ in 0..11 {
        api.send("POST", SIGN_IN, &far, &json!({ "login": "ada", "password": "not it at all" })).await;
    }
    api.send("POST", SIGN_IN, &far, &entry).await.problem(429, "too_many_requests");
    entry["device"] = begun["device"].clone();
    api.send("POST", SIGN_IN, &far, &entry).await.ok(201);
    api.close().await;
}

#[tokio::test]
async fn too_many_tries_to_sign_in_tell_the_limit_and_when_to_come_back() {
    let api = Api::open().await;
    let tried = json!({ "login": "nobody@b\u{fc}cher.example", "password": "not it at all" });
    for _ in 0..10 {
        assert_eq!(api.post(SIGN_IN, tried.clone()).await.status, 401);
    }
    // the other spelling of the same name
    let tried = json!({ "login": "Nobody@xn--bcher-kva.example", "password": "not it at all" });
    let refused = api.post(SIGN_IN, tried).await;
    assert_eq!(refused.status, 429, "{}", refused.text);
    assert_eq!(refused.header("ratelimit-policy"), "\"sign-in\";q=10;w=900");
    let wait = refused.header("retry-after");
    assert_eq!(refused.header("ratelimit"), format!("\"sign-in\";r=0;t={wait}"));
    api.close().await;
}
