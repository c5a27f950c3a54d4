//! Text that one database takes and another refuses: all of them answer alike.

use serde_json::json;

use crate::support::{
    Ask, Place,
    wire::{Wire, status},
};

#[tokio::test]
async fn a_text_with_the_zero_character_is_refused_by_every_reader() {
    let place = Place::open().await;
    let server = place.serve().await;
    let api = &server.api;
    let nobody = json!({"login": "ada\u{0}", "password": "a good one indeed"});
    let named = json!({"login": "ada", "password": "a good one indeed", "\u{0}": 1});
    for (ask, expected) in [
        (Ask::get("products?q=tea%00pot"), 400),
        (Ask::get("products?q%00=tea"), 400),
        (Ask::get("products/tea%00pot"), 404),
        (Ask::get("vendors/tea%00pot"), 404),
        (Ask::get("/media/tea%00pot.webp"), 404),
        (Ask::post("sessions").json(&nobody), 422),
        (Ask::post("sessions").json(&named), 422),
    ] {
        let answer = api.ask(&ask).await;
        assert_eq!(answer.status, expected, "{:#}", answer.body);
    }
    for (page, body) in [("/login", "login=ada%00&password=x"), ("/login", "%00=x")] {
        let mut wire = Wire::open(&server).await;
        wire.send(format!(
            "POST {page} HTTP/1.1\r\nhost: localhost\r\ncontent-type: application/x-www-form-urlencoded\r\n\
             content-length: {}\r\n\r\n{body}",
            body.len()
        ))
        .await;
        let head = wire.head().await;
        assert_eq!(status(&head), 422, "{page} {body}: {head}");
    }
    assert!(Wire::open(&server).await.get("/products/tea%00pot").await < 500);
    drop(server);
    place.close().await;
}
