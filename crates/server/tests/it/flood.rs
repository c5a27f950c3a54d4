//! Strangers who hold what they were lent: connections without a word, bodies that drip, heads without an end. Whatever
//! they do, the shop stays open for the others.

use crate::support::{
    Place, Server,
    until::until,
    wire::{Wire, status},
};

/// A page that costs little and needs no body.
const PAGE: &str = "/api/v1/products";
/// The way to the till.
const CARTS: &str = "/api/v1/carts";
/// What gives way to it.
const RESETS: &str = "/api/v1/password-resets";
/// The till.
const ORDERS: &str = "/api/v1/orders";

async fn shop(settings: &[(&str, &str)]) -> (Place, Server) {
    let mut place = Place::open().await;
    for (name, value) in settings {
        place = place.with(name, value);
    }
    let server = place.serve().await;
    (place, server)
}

async fn close(place: Place, server: Server) {
    drop(server);
    place.close().await;
}

#[tokio::test]
async fn a_connection_that_sends_no_whole_head_is_closed() {
    let (place, server) = shop(&[("SOUK_HTTP_HEAD_TIMEOUT_MS", "200")]).await;
    for started in [
        "",
        "P",
        "PRI * HTTP/2.0\r\n\r\nS",
        "PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        "GET / HTTP/1.1\r\nhost: local",
    ] {
        let mut wire = Wire::open(&server).await;
        wire.send(started).await;
        let (told, _) = wire.rest().await;
        assert!(!told.contains("HTTP/1.1"), "{started:?}: {told}");
    }
    // nor does one that was of use before
    let mut wire = Wire::open(&server).await;
    wire.send("GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
    assert_eq!(status(&wire.head().await), 200);
    wire.read_exact(&mut [0; 3]).await;
    wire.send("GET /livez HTTP/1.1\r\nho").await;
    assert_eq!(wire.rest().await.0, "");
    // nor one whose head came together with the request before
    for whole in [
        "GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n",
        "POST /api/v1/carts HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}",
    ] {
        let mut wire = Wire::open(&server).await;
        wire.send(format!("{whole}GET /livez HTTP/1.1\r\nho")).await;
        let (told, _) = wire.rest().await;
        assert_eq!(told.matches("HTTP/1.1 20").count(), 1, "{told}");
    }
    close(place, server).await;
}

#[tokio::test]
async fn an_idle_connection_ends_and_one_in_use_does_not() {
    let (place, server) = shop(&[("SOUK_HTTP_IDLE_TIMEOUT_MS", "200")]).await;
    let mut wire = Wire::open(&server).await;
    for _ in 0..3 {
        wire.send("GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n").await;
        let head = wire.head().await;
        assert_eq!(status(&head), 200, "{head}");
        let mut body = [0; 3];
        wire.read_exact(&mut body).await;
        assert_eq!(&body, b"ok\n");
    }
    assert_eq!(wire.rest().await.0, "");
    close(place, server).await;
}

#[tokio::test]
async fn silent_connections_give_way_to_whoever_comes() {
    let (place, server) = shop(&[("SOUK_HTTP_CONNECTIONS", "8")]).await;
    let mut silent = Vec::new();
    for _ in 0..40 {
        silent.push(Wire::open(&server).await);
    }
    for _ in 0..10 {
        assert_eq!(Wire::open(&server).await.get(PAGE).await, 200);
    }
    close(place, server).await;
}

#[tokio::test]
async fn a_client_at_work_on_all_its_connections_takes_none_of_others() {
    let (place, server) =
        shop(&[("SOUK_HTTP_CONNECTIONS", "4"), ("SOUK_HTTP_CONNECTIONS_PER_CLIENT", "2")]).await;
    let mut working = Vec::new();
    for _ in 0..2 {
        let mut wire = Wire::from("127.0.0.2", &server).await;
        assert_eq!(wire.announce(CARTS, "", 2).await, None, "its body is awaited");
        working.push(wire);
    }
    assert_eq!(Wire::from("127.0.0.2", &server).await.get(PAGE).await, 0, "it has its share");
    assert_eq!(Wire::from("127.0.0.3", &server).await.get(PAGE).await, 200);
    // what it began is answered
    for wire in &mut working {
        wire.send("{}").await;
        assert_eq!(status(&wire.head().await), 201);
    }
    close(place, server).await;
}

#[tokio::test]
async fn bodies_that_do_not_come_take_no_place_from_others() {
    let (place, server) = shop(&[("SOUK_HTTP_REQUESTS", "4")]).await;
    let mut slow = Vec::new();
    for path in [CARTS, CARTS, CARTS, CARTS, ORDERS, ORDERS, CARTS, CARTS] {
        let mut wire = Wire::open(&server).await;
        let key = "idempotency-key: 1\r\n";
        assert_eq!(wire.announce(path, key, 2).await, None, "its body is awaited");
        slow.push(wire);
    }
    assert_eq!(Wire::open(&server).await.get(PAGE).await, 200);
    let mut buyer = Wire::open(&server).await;
    buyer.send(format!("POST {CARTS} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{{}}")).await;
    assert_eq!(status(&buyer.head().await), 201);
    close(place, server).await;
}

#[tokio::test]
async fn a_client_has_a_share_of_what_is_being_sent_and_the_till_has_one() {
    // sixteen bodies in all
    let (place, server) = shop(&[("SOUK_HTTP_BODY_MEMORY_MIB", "1")]).await;
    let mut slow = Vec::new();
    for client in ["127.0.0.2", "127.0.0.3", "127.0.0.4"] {
        for _ in 0..4 {
            let mut wire = Wire::from(client, &server).await;
            assert_eq!(wire.announce(RESETS, "", 2).await, None, "{client}: its body is awaited");
            slow.push(wire);
        }
        let mut wire = Wire::from(client, &server).await;
        let refused = wire.announce(RESETS, "", 2).await.unwrap_or_default();
        assert_eq!(status(&refused), 503, "{client}: {refused}");
        assert!(refused.contains("retry-after"), "{refused}");
    }
    let mut late = Wire::from("127.0.0.5", &server).await;
    let refused = late.announce(RESETS, "", 2).await.expect("others than buyers have three quarters");
    assert_eq!(status(&refused), 503, "{refused}");
    let mut buyer = Wire::from("127.0.0.5", &server).await;
    assert_eq!(buyer.announce(ORDERS, "idempotency-key: 1\r\n", 2).await, None, "the till has the rest");
    buyer.send("{}").await;
    assert_eq!(status(&buyer.head().await), 422, "an order that says nothing");
    // who hangs up gives back what it held
    slow.clear();
    let mut again = Wire::from("127.0.0.5", &server).await;
    until("the memory to be free", || async {
        let mut wire = Wire::from("127.0.0.2", &server).await;
        (wire.announce(RESETS, "", 2).await.is_none()).then_some(())
    })
    .await;
    assert_eq!(again.get(PAGE).await, 200);
    close(place, server).await;
}

#[tokio::test]
async fn a_body_that_drips_is_refused() {
    let (place, server) = shop(&[("SOUK_HTTP_BODY_TIMEOUT_MS", "200")]).await;
    let mut wire = Wire::open(&server).await;
    assert_eq!(wire.announce(CARTS, "", 200).await, None);
    wire.send("{").await;
    let (answer, _) = wire.rest().await;
    assert_eq!(status(&answer), 408, "{answer}");
    assert!(answer.contains("body_too_slow"), "{answer}");
    close(place, server).await;
}

#[tokio::test]
async fn who_sends_too_much_reads_the_refusal() {
    let (place, server) = shop(&[]).await;
    let much = 24 << 20;
    for framing in [format!("content-length: {much}"), "transfer-encoding: chunked".to_owned()] {
        let mut wire = Wire::open(&server).await;
        let head = format!(
            "POST {CARTS} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/json\r\n{framing}\r\n\r\n"
        );
        wire.send(head).await;
        if framing.ends_with("chunked") {
            wire.send(format!("{much:x}\r\n")).await;
        }
        // a reset shows here: who is told of it when sending is not told again when reading
        let is_taken = wire.send(vec![b' '; much]).await;
        let (answer, is_in_order) = wire.rest().await;
        assert_eq!(status(&answer), 413, "{framing}: {answer}");
        assert!(answer.contains("body_too_large") && answer.contains("connection: close"), "{answer}");
        assert!(is_taken && is_in_order, "{framing}: the connection was reset");
    }
    close(place, server).await;
}

#[tokio::test]
async fn heads_that_others_would_read_differently_are_refused() {
    let (place, server) = shop(&[]).await;
    let long = format!("x-long: {}\r\n", "x".repeat(400_000));
    for (head, expected) in [
        ("host: evil.example@127.0.0.1\r\n", 421),
        ("host: localhost\r\ntransfer-encoding: gzip, chunked\r\n", 501),
        ("host: localhost\r\ntransfer-encoding: gzip\r\ntransfer-encoding: chunked\r\n", 501),
        (long.as_str(), 431),
    ] {
        let mut wire = Wire::open(&server).await;
        wire.send(format!("POST {CARTS} HTTP/1.1\r\n{head}content-type: application/json\r\n\r\n")).await;
        wire.send("2\r\n{}\r\n0\r\n\r\n").await;
        let told = wire.head().await;
        assert_eq!(status(&told), expected, "{head:.60}: {told}");
    }
    assert_eq!(Wire::open(&server).await.get(PAGE).await, 200);
    close(place, server).await;
}
