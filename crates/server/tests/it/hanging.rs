//! Whoever the shop waits for may hang for ever: the rest of the shop goes on, and told to stop it ends in time.

use std::{
    sync::{Mutex, mpsc},
    time::Duration,
};

use serde_json::json;
use souk_db::{DatabaseUrl, Db};

use crate::support::{
    Answer, Ask, Place, Process, Server, Stall, shopper,
    silent::{Passage, Silent},
    until::until,
};

/// What a supervisor waits for, from SIGTERM on.
const ENDS_WITHIN: Duration = Duration::from_secs(10);

async fn readiness(server: &Server) -> Answer {
    server.api.ask(&Ask::get("/readyz")).await
}

/// A lane as readiness tells of it.
fn lane(answer: &Answer, name: &str) -> serde_json::Value {
    let lanes = answer.body["lanes"].as_array().expect("lanes");
    lanes
        .iter()
        .find(|lane| lane["name"] == name)
        .cloned()
        .unwrap_or_else(|| panic!("no lane {name}: {lanes:?}"))
}

async fn require_end_in_time(process: &mut Process) {
    process.terminate();
    let ended = tokio::time::timeout(ENDS_WITHIN, process.end()).await;
    let log = process.log();
    assert_eq!(ended.expect("the process ends in time").code(), Some(0), "{log}");
    assert!(log.contains("\"message\":\"closed\""), "{log}");
}

#[tokio::test]
async fn a_bank_and_a_mail_server_that_hang_hold_up_neither_the_shop_nor_its_end() {
    let (bank, mail) = (Silent::open().await, Silent::open().await);
    let place = Place::open().await;
    let place = place
        .with("SOUK_PAYMENTS_SANDBOX_BANK_URL", &format!("http://{}", bank.address()))
        .with("SOUK_LIMITS_GATEWAY_TIMEOUT_MS", "1000")
        .with("SOUK_SMTP_URL", &format!("smtp://{}", mail.address()))
        .with("SOUK_MAIL_FROM", "Shop <shop@shop.example>");
    let mut server = place.serve().await;
    let stall = Stall::open(&place, &server.api).await;
    let teapot = stall.product(&server.api, "Teapot", 2_000, 5).await;
    let order = async |how: serde_json::Value, key: &str| {
        let cart = shopper::cart(&server.api, &[(&teapot, 1)]).await;
        let body = shopper::order(&cart, "ada@example.org", &how);
        server.api.ask(&shopper::place(&body, key)).await.expect(201)
    };
    // its letter waits at the mail server, its charge at the bank
    order(json!({"method": "bank_transfer"}), "by transfer").await;
    order(shopper::by_card(shopper::GOOD_CARD), "by card").await;
    let told = until("the bank's silence to be told", || async {
        let answer = readiness(&server).await;
        (lane(&answer, "payments")["state"] == "ill").then_some(answer)
    })
    .await;
    assert_eq!(told.status, 200, "the shop itself is ready");
    let payments = lane(&told, "payments");
    assert_eq!(payments["why"], "failed");
    assert!(payments["since"].is_string() && payments["error"].is_string(), "{payments}");
    for other in ["expiry", "sequencer", "events:mail", "refunds", "pictures", "cleaning"] {
        assert_eq!(lane(&told, other)["state"], "well", "{other}");
    }
    require_end_in_time(&mut server.process).await;
    drop(server);
    place.close().await;
}

/// Keeps the file of SQLite for itself, until the sender goes.
fn hold_file(db: &Db) -> mpsc::Sender<()> {
    let (release, held) = mpsc::channel::<()>();
    let (held, db) = (Mutex::new(held), db.clone());
    tokio::spawn(async move {
        db.transaction(move |_tx| {
            // blocks the writer's thread, which is the point
            let _released = held.lock().unwrap().recv();
            Box::pin(async { Ok::<_, souk_db::Error>(()) })
        })
        .await
    });
    release
}

/// What stands between the name of the login and that of the database.
fn address_of(url: &str) -> String {
    let rest = url.split_once("://").expect("a scheme").1;
    let rest = rest.rsplit_once('@').map_or(rest, |(_, rest)| rest);
    rest.split('/').next().expect("an address").to_owned()
}

#[tokio::test]
async fn a_database_that_does_not_answer_holds_up_no_end() {
    let place = Place::open().await;
    let (place, passage) = match place.database() {
        DatabaseUrl::Sqlite(_) => (place, None),
        DatabaseUrl::Postgres(url) | DatabaseUrl::Mysql(url) => {
            let there = address_of(&url);
            let passage = Passage::to(&there).await;
            (place.through(&url.replacen(&there, passage.address(), 1)), Some(passage))
        }
    };
    let mut server = place.serve().await;
    let api = server.api.clone();
    api.ask(&Ask::post("carts").json(&json!({}))).await.expect(201);
    let held = match &passage {
        Some(passage) => {
            passage.freeze();
            None
        }
        None => Some(hold_file(&place.db)),
    };
    // somebody waits for an answer that does not come
    let waiting =
        tokio::spawn(async move { api.try_ask(&Ask::post("carts").json(&json!({}))).await.is_ok() });
    until("the request to be under way", || async {
        let answer = server.api.try_ask(&Ask::get("/livez")).await;
        answer.is_ok().then_some(())
    })
    .await;
    require_end_in_time(&mut server.process).await;
    waiting.abort();
    drop((held, server));
    place.close().await;
}
