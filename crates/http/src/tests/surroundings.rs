//! Hosts, origins, rates, headers, probes.

use std::{net::SocketAddr, num::NonZeroU32, sync::Arc};

use axum::{body::Body, extract::ConnectInfo};
use http::Request;
use jiff::SignedDuration;
use serde_json::json;

use super::rig::Rig;
use crate::Settings;

#[tokio::test]
async fn only_our_own_names_are_answered() {
    let rig = Rig::open().await;
    for (host, status) in [
        ("shop.localhost", 200),
        ("LOCALHOST:8080", 200),
        ("localhost:1234", 200),
        ("127.0.0.1", 200),
        ("[::1]:80", 200),
        ("evil.example", 421),
        ("localhost.evil.example", 421),
        ("", 421),
    ] {
        let answer = rig.call("GET", "/api/lines", &[("host", host)], "").await;
        assert_eq!(answer.status, status, "{host}");
    }
    assert_eq!(rig.call("GET", "/livez", &[("host", "10.1.2.3:8080")], "").await.text, "ok\n");
}

#[tokio::test]
async fn every_answer_carries_the_guarding_headers() {
    let rig = Rig::open().await;
    for path in ["/api/lines", "/api/nothing", "/form", "/nothing", "/livez"] {
        let answer = rig.get(path).await;
        for header in
            ["content-security-policy", "permissions-policy", "cross-origin-opener-policy", "x-request-id"]
        {
            assert!(!answer.header(header).is_empty(), "{path} lacks {header}");
        }
        assert_eq!(answer.header("x-content-type-options"), "nosniff");
        assert_eq!(answer.header("referrer-policy"), "same-origin");
    }
    let policy = rig.get("/form").await.header("content-security-policy").to_owned();
    assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
}

#[tokio::test]
async fn a_sane_request_id_is_kept_and_any_other_replaced() {
    let rig = Rig::open().await;
    let id = async |sent: &str| {
        rig.call("GET", "/api/lines", &[("x-request-id", sent)], "").await.header("x-request-id").to_owned()
    };
    assert_eq!(id("trace-1.2").await, "trace-1.2");
    for bad in ["with space", "cart_00000000000000000000000000", "", &"x".repeat(65)] {
        let made = id(bad).await;
        assert!(made != bad && made.len() == 20, "{bad} became {made}");
    }
}

#[tokio::test]
async fn scripts_of_other_origins_read_only_what_is_allowed() {
    let settings = Settings { cors_origins: vec!["https://app.example".into()], ..Default::default() };
    let rig = Rig::with(settings).await;
    let asks = |origin| [("origin", origin), ("access-control-request-method", "POST")];
    let allowed = rig.call("OPTIONS", "/api/lines", &asks("https://app.example"), "").await;
    assert_eq!(
        (allowed.status.as_u16(), allowed.header("access-control-allow-origin")),
        (204, "https://app.example")
    );
    assert_eq!(allowed.header("access-control-allow-credentials"), "");
    let refused = rig.call("OPTIONS", "/api/lines", &asks("https://evil.example"), "").await;
    assert_eq!((refused.status.as_u16(), refused.header("access-control-allow-origin")), (405, ""));
    let page = rig.get("/form").await;
    assert_eq!(page.header("cross-origin-resource-policy"), "same-origin", "pages are for nobody else");
    let read = rig.call("GET", "/api/lines", &[("origin", "https://app.example")], "").await;
    assert_eq!(
        (read.header("access-control-allow-origin"), read.header("vary")),
        ("https://app.example", "Origin")
    );
    let page = rig.call("GET", "/form", &[("origin", "https://app.example")], "").await;
    assert_eq!(page.header("access-control-allow-origin"), "");
}

#[tokio::test]
async fn a_client_that_asks_too_much_is_told_when_to_come_back() {
    let settings = Settings { requests_per_minute: NonZeroU32::new(2), ..Default::default() };
    let rig = Rig::with(settings).await;
    assert_eq!(rig.get("/api/lines").await.header("ratelimit"), "\"general\";r=1;t=60");
    rig.get("/api/lines").await;
    let answer = rig.get("/api/lines").await;
    answer.problem("too_many_requests");
    assert_eq!(answer.header("retry-after"), "60");
    assert_eq!(answer.header("ratelimit-policy"), "\"general\";q=2;w=60");
    for _ in 0..4 {
        assert_eq!(rig.send(from_this_machine("/api/lines")).await.status, 200);
    }
    rig.market.clock.advance(SignedDuration::from_secs(60));
    assert_eq!(rig.get("/api/lines").await.status, 200);
}

#[tokio::test]
async fn metrics_are_for_this_machine_and_for_the_token() {
    let settings = Settings {
        render_metrics: Some(Arc::new(|| "http_requests_total 1\n".to_owned())),
        metrics_token: Some("scrape-me".into()),
        ..Default::default()
    };
    let rig = Rig::with(settings).await;
    assert_eq!(rig.get("/metrics").await.status, 404);
    assert_eq!(rig.call("GET", "/metrics", &[("authorization", "Bearer guess")], "").await.status, 404);
    assert_eq!(rig.call("GET", "/metrics", &[("authorization", "Bearer scrape-me")], "").await.status, 200);
    assert_eq!(rig.send(from_this_machine("/metrics")).await.text, "http_requests_total 1\n");
}

#[tokio::test]
async fn a_market_with_its_schema_is_ready() {
    let rig = Rig::open().await;
    let answer = rig.get("/readyz").await;
    let told: serde_json::Value = serde_json::from_str(&answer.text).unwrap();
    assert_eq!((answer.status.as_u16(), &told["status"], &told["lanes"]), (200, &json!("ready"), &json!([])));
}

fn from_this_machine(path: &str) -> Request<Body> {
    let mut request = Request::get(path).header("host", "localhost").body(Body::empty()).unwrap();
    request.extensions_mut().insert(ConnectInfo(SocketAddr::from(([127, 0, 0, 1], 4711))));
    request
}
