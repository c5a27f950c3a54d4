//! The page on which a buyer approves or declines a charge.

use axum::Form;
use axum::extract::rejection::FormRejection;
use axum::extract::{Path, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use serde::Deserialize;

use super::page;
use crate::bank::{Bank, Choice, Decided};
use crate::book::{Charge, ChargeStatus};
use crate::refusal::Refusal;

/// The parameter by which the shop knows the attempt again.
const ATTEMPT: &str = "attempt";

#[derive(Deserialize)]
pub(super) struct Pressed {
    decision: Button,
}

#[derive(Deserialize)]
#[serde(rename_all = "snake_case")]
enum Button {
    Approve,
    Decline,
}

pub(super) async fn show(State(bank): State<Bank>, Path(id): Path<String>) -> Response {
    match bank.vault.charge_by_id(&id).await {
        Ok(charge) if charge.status == ChargeStatus::RequiresAction => page::ask(&charge),
        Ok(charge) => page::decided(StatusCode::OK, &charge, &way_back(&charge)),
        Err(refusal) => page::refused(&refusal),
    }
}

pub(super) async fn decide(
    State(bank): State<Bank>,
    Path(id): Path<String>,
    pressed: Result<Form<Pressed>, FormRejection>,
) -> Response {
    let Ok(Form(pressed)) = pressed else {
        let detail = "the page's own buttons send what is expected here".to_owned();
        return page::refused(&Refusal::Invalid { field: "decision", detail });
    };
    let choice = match pressed.decision {
        Button::Approve => Choice::Approve,
        Button::Decline => Choice::Decline,
    };
    match bank.vault.confirm(&id, choice).await {
        Ok(Decided::AsChosen(charge)) => send_back(&charge),
        Ok(Decided::Otherwise(charge)) => page::decided(StatusCode::CONFLICT, &charge, &way_back(&charge)),
        Err(refusal) => page::refused(&refusal),
    }
}

fn send_back(charge: &Charge) -> Response {
    match HeaderValue::try_from(way_back(charge)) {
        Ok(address) => (StatusCode::SEE_OTHER, [(header::LOCATION, address)]).into_response(),
        Err(_) => page::refused(&Refusal::NotFound),
    }
}

/// The shop's address as it was given, with the attempt added only where the shop did not name it itself.
fn way_back(charge: &Charge) -> String {
    charge.terms.as_ref().map_or_else(String::new, |terms| with_attempt(&terms.return_url, &charge.key))
}

fn with_attempt(url: &str, key: &str) -> String {
    let (address, fragment) = url.find('#').map_or((url, ""), |at| url.split_at(at));
    let query = address.split_once('?').map(|(_, query)| query);
    let named =
        query.is_some_and(|query| query.split('&').any(|pair| pair.split('=').next() == Some(ATTEMPT)));
    if named {
        return url.to_owned();
    }
    let joint = match query {
        None => "?",
        Some("") => "",
        Some(_) => "&",
    };
    format!("{address}{joint}{ATTEMPT}={}{fragment}", percent_encoded(key))
}

fn percent_encoded(text: &str) -> String {
    let mut encoded = String::with_capacity(text.len());
    for byte in text.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            encoded.push(char::from(byte));
        } else {
            encoded.push_str(&format!("%{byte:02X}"));
        }
    }
    encoded
}

#[cfg(test)]
mod tests {
    use super::with_attempt;

    #[test]
    fn the_attempt_is_added_only_where_it_is_not_named() {
        assert_eq!(with_attempt("http://s/pay", "a b/ü"), "http://s/pay?attempt=a%20b%2F%C3%BC");
        assert_eq!(with_attempt("http://s/pay?x=1#top", "k"), "http://s/pay?x=1&attempt=k#top");
        assert_eq!(with_attempt("http://s/pay?", "k"), "http://s/pay?attempt=k");
        for given in ["http://s/pay?attempt=9", "http://s/pay?x=1&attempt=9#f", "http://s/?attempt"] {
            assert_eq!(with_attempt(given, "k"), given);
        }
        assert_eq!(with_attempt("http://s/?attempts=2", "k"), "http://s/?attempts=2&attempt=k");
    }
}
