//! Writing one notice and posting it.

use std::time::Duration;

use reqwest::Client;
use reqwest::header::CONTENT_TYPE;
use reqwest::redirect::Policy;
use rustls::{ClientConfig, RootCertStore};
use serde::Serialize;

use super::super::Vault;
use super::sign::Signer;
use crate::book::About;
use crate::clock;
use crate::settings::BankError;
use crate::view::{ChargeView, RefundView};

/// A receiver that has not answered by then is tried again.
const ANSWER_WITHIN: Duration = Duration::from_secs(10);

/// A notice as it goes out: the same bytes at every try.
pub(super) struct Letter {
    url: String,
    id: String,
    body: Vec<u8>,
}

/// What the receiver made of it.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Receipt {
    Taken,
    /// The receiver wants no more of it (410).
    Refused,
    TryAgain,
}

#[derive(Serialize)]
struct Event<'a> {
    id: &'a str,
    #[serde(rename = "type")]
    event: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    charge: Option<ChargeView<'a>>,
    #[serde(skip_serializing_if = "Option::is_none")]
    refund: Option<RefundView<'a>>,
    created_at_ms: i64,
}

/// The client for plain http: the shop's receiver stands beside the bank, and a machine without root certificates
/// must not keep the bank from opening.
pub(super) fn client() -> Result<Client, BankError> {
    let unable = |error: &dyn std::fmt::Display| BankError::Notices(error.to_string());
    let tls = ClientConfig::builder_with_provider(rustls::crypto::ring::default_provider().into())
        .with_safe_default_protocol_versions()
        .map_err(|error| unable(&error))?
        .with_root_certificates(RootCertStore::empty())
        .with_no_client_auth();
    Client::builder()
        .tls_backend_preconfigured(tls)
        .redirect(Policy::none())
        .no_proxy()
        .timeout(ANSWER_WITHIN)
        .build()
        .map_err(|error| unable(&error))
}

/// Writes the notice a line caused, unless it was delivered.
pub(super) fn letter(vault: &Vault, n: u64) -> Option<Letter> {
    let book = vault.book();
    let notice = book.notice(n)?;
    let (id, event, charge, refund) = match notice.about {
        About::Charge(charge, status) => {
            let view = ChargeView::as_of(charge, status, &vault.settings.public_url);
            (&charge.id, status.event(), Some(view), None)
        }
        About::Refund(refund, status) => {
            (&refund.id, status.event(), None, Some(RefundView::as_of(refund, status)))
        }
    };
    // The line that caused it makes its id: the same at every try.
    let id = format!("evt_{id}_{n}");
    let body =
        serde_json::to_vec(&Event { id: &id, event, charge, refund, created_at_ms: notice.at_ms }).ok()?;
    Some(Letter { url: notice.url.to_owned(), id, body })
}

pub(super) async fn post(client: &Client, signer: &Signer, letter: &Letter) -> Receipt {
    let timestamp_s = clock::now_ms() / 1000;
    let Ok(signature) = signer.sign(&letter.id, timestamp_s, &letter.body) else { return Receipt::TryAgain };
    let sent = client
        .post(&letter.url)
        .header(CONTENT_TYPE, "application/json")
        .header("webhook-id", &letter.id)
        .header("webhook-timestamp", timestamp_s)
        .header("webhook-signature", signature)
        .body(letter.body.clone())
        .send()
        .await;
    match sent {
        Ok(answer) if answer.status().is_success() => Receipt::Taken,
        Ok(answer) if answer.status().as_u16() == 410 => Receipt::Refused,
        Ok(answer) => {
            tracing::debug!(id = letter.id, status = answer.status().as_u16(), "a notice was not taken");
            Receipt::TryAgain
        }
        Err(error) => {
            tracing::debug!(id = letter.id, %error, "a notice did not arrive");
            Receipt::TryAgain
        }
    }
}
