//! Every way to be refused is a problem with a stable code and the field named.

use super::rig::Rig;

#[tokio::test]
async fn bad_bodies_are_named() {
    let rig = Rig::open().await;
    let huge = format!("{{\"quantity\":1,\"note\":\"{}\"}}", "x".repeat(1 << 20));
    for (body, status, code, pointer) in [
        ("{\"quantity\":", 400, "malformed_json", None),
        ("{\"quantity\":\"1\"}", 422, "invalid_input", Some("/quantity")),
        ("{\"quantity\":1,\"quantity\":2}", 422, "invalid_input", Some("/quantity")),
        ("{\"quantity\":1,\"colour\":2}", 422, "invalid_input", Some("/colour")),
        ("{}", 422, "invalid_input", Some("/quantity")),
        (huge.as_str(), 413, "body_too_large", None),
    ] {
        let answer = rig.post_json("/api/lines", body.to_owned()).await;
        assert_eq!(answer.status, status, "{}", answer.text);
        let problem = answer.problem(code);
        assert_eq!(problem["errors"][0]["pointer"].as_str(), pointer);
    }
    rig.post_json("/api/lines", b"{\"quantity\":\"\xff\"}".to_vec()).await.problem("invalid_utf8");
    assert_eq!(rig.post_json("/api/lines", "{\"quantity\":3}").await.text, "3");
}

#[tokio::test]
async fn another_content_type_is_refused_and_a_charset_is_not() {
    let rig = Rig::open().await;
    for content_type in
        ["text/plain", "application/json; charset=latin1", "application/x-www-form-urlencoded", ""]
    {
        let answer =
            rig.call("POST", "/api/lines", &[("content-type", content_type)], "{\"quantity\":1}").await;
        assert_eq!(answer.status, 415, "{content_type}");
        answer.problem("unsupported_media_type");
    }
    let answer = rig
        .call(
            "POST",
            "/api/lines",
            &[("content-type", "Application/JSON; charset=UTF-8")],
            "{\"quantity\":1}",
        )
        .await;
    assert_eq!(answer.status, 200, "{}", answer.text);
}

#[tokio::test]
async fn queries_and_paths_are_strict() {
    let rig = Rig::open().await;
    for (path, code, pointer) in [
        ("/api/lines?limit=x", "malformed_query", Some("/limit")),
        ("/api/lines?limit=1&limit=2", "malformed_query", Some("/limit")),
        ("/api/lines?colour=red", "malformed_query", Some("/colour")),
        ("/api/lines?limit=%FF", "invalid_utf8", None),
        ("/api/lines/seven", "not_found", None),
        ("/api/lines/%FF", "invalid_utf8", None),
    ] {
        let problem = rig.get(path).await.problem(code);
        assert_eq!(problem["errors"][0]["pointer"].as_str(), pointer, "{path}");
    }
    assert_eq!(rig.get("/api/lines?limit=").await.text, "24");
}

#[tokio::test]
async fn what_the_framework_refuses_is_a_problem_too() {
    let rig = Rig::open().await;
    rig.get("/api/nothing").await.problem("not_found");
    rig.get("/api").await.problem("not_found");
    let answer = rig.call("DELETE", "/api/lines", &[], "").await;
    answer.problem("method_not_allowed");
    assert_eq!(answer.header("allow"), "GET, HEAD, POST");
    assert_eq!(rig.call("BREW", "/api/lines", &[], "").await.status, 405);
    assert_eq!(rig.call("HEAD", "/api/lines", &[], "").await.status, 200);
}

#[tokio::test]
async fn our_own_failures_tell_nothing_but_a_request_id() {
    let rig = Rig::open().await;
    let answer = rig.get("/api/panic").await;
    answer.problem("internal");
    assert!(!answer.text.contains("secret") && !answer.text.contains("42424242"), "{}", answer.text);
}

#[tokio::test]
async fn a_request_that_takes_too_long_is_told_to_come_back() {
    let settings = crate::Settings { timeout: std::time::Duration::from_millis(20), ..Default::default() };
    let rig = Rig::with(settings).await;
    let answer = rig.get("/api/never").await;
    answer.problem("unavailable");
    assert_eq!(answer.header("retry-after"), "2");
}

#[tokio::test]
async fn a_key_is_needed_where_it_is_needed() {
    let rig = Rig::open().await;
    rig.post_json("/api/orders", "").await.problem("idempotency_key_required");
    let answer = rig.call("POST", "/api/orders", &[("idempotency-key", "\"half")], "").await;
    answer.problem("idempotency_key_malformed");
    assert_eq!(rig.call("POST", "/api/orders", &[("idempotency-key", "\"k\"")], "").await.text, "k");
}

#[tokio::test]
async fn nobody_comes_in_without_a_key() {
    let rig = Rig::open().await;
    for path in ["/api/vendor", "/api/staff"] {
        for headers in [&[][..], &[("authorization", "Bearer sk_wrong")], &[("authorization", "Basic eDp5")]]
        {
            let answer = rig.call("GET", path, headers, "").await;
            assert_eq!(answer.status, 401);
            answer.problem("unauthenticated");
            assert_eq!(answer.header("www-authenticate"), "Bearer");
        }
    }
}

#[tokio::test]
async fn pages_get_error_pages() {
    let rig = Rig::open().await;
    let answer = rig.get("/nothing").await;
    assert_eq!((answer.status.as_u16(), answer.text.as_str()), (404, "<h1>There is nothing here</h1>"));
}
