//! A shop's receiver that checks each signature and answers as told.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::routing::post;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use hmac::{Hmac, KeyInit, Mac};
use serde_json::Value;
use sha2::Sha256;
use tokio::net::TcpListener;
use tokio::sync::mpsc::{UnboundedReceiver, UnboundedSender, unbounded_channel};

use super::rig::SECRET;

pub(crate) struct Receiver {
    pub(crate) url: String,
    came: UnboundedReceiver<Value>,
}

#[derive(Clone)]
struct Desk {
    came: UnboundedSender<Value>,
    /// Answers for the next notices; 204 afterwards.
    answers: Arc<Mutex<VecDeque<u16>>>,
}

impl Receiver {
    pub(crate) async fn answering(answers: &[u16]) -> Self {
        let (sender, came) = unbounded_channel();
        let desk = Desk { came: sender, answers: Arc::new(Mutex::new(answers.iter().copied().collect())) };
        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let url = format!("http://{}/hook", listener.local_addr().unwrap());
        let router = Router::new().route("/hook", post(take)).with_state(desk);
        tokio::spawn(async move { axum::serve(listener, router).await });
        Self { url, came }
    }

    pub(crate) async fn next(&mut self) -> Value {
        let waited = tokio::time::timeout(std::time::Duration::from_secs(20), self.came.recv()).await;
        waited.expect("a notice in time").unwrap()
    }

    /// Whether nothing more has come by now.
    pub(crate) fn is_quiet(&mut self) -> bool {
        self.came.try_recv().is_err()
    }
}

async fn take(State(desk): State<Desk>, headers: HeaderMap, body: Bytes) -> StatusCode {
    let header = |name: &str| headers[name].to_str().unwrap().to_owned();
    let (id, timestamp) = (header("webhook-id"), header("webhook-timestamp"));
    let key = STANDARD.decode(SECRET.strip_prefix("whsec_").unwrap()).unwrap();
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).unwrap();
    mac.update(format!("{id}.{timestamp}.").as_bytes());
    mac.update(&body);
    let signature = header("webhook-signature");
    let claimed = STANDARD.decode(signature.strip_prefix("v1,").unwrap()).unwrap();
    if mac.verify_slice(&claimed).is_err() {
        return StatusCode::UNAUTHORIZED;
    }
    let event: Value = serde_json::from_slice(&body).unwrap();
    assert_eq!(event["id"], id);
    desk.came.send(event).unwrap();
    let answer = desk.answers.lock().unwrap().pop_front().unwrap_or(204);
    StatusCode::from_u16(answer).unwrap()
}
