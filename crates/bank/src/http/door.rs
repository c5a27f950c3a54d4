//! Who may ask: callers that know the secret, and nobody who means another host.

use std::net::IpAddr;

use axum::extract::{Request, State};
use axum::http::header::{AUTHORIZATION, HOST};
use axum::http::uri::Authority;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use subtle::ConstantTimeEq;

use crate::bank::Bank;
use crate::refusal::Refusal;

/// Money is moved, and looked at, by whoever knows the webhook secret. Before anything of the request is read.
pub(super) async fn let_in_who_knows_the_secret(
    State(bank): State<Bank>,
    request: Request,
    next: Next,
) -> Response {
    let sent = request.headers().get(AUTHORIZATION).and_then(|line| line.as_bytes().strip_prefix(b"Bearer "));
    if sent.is_some_and(|sent| bool::from(sent.ct_eq(bank.vault.proof.as_bytes()))) {
        next.run(request).await
    } else {
        Refusal::Unauthenticated.into_response()
    }
}

/// A page elsewhere could rebind its name to this machine: only the bank's own host and names of this machine are answered.
pub(super) async fn let_in_who_asks_us(State(bank): State<Bank>, request: Request, next: Next) -> Response {
    let header = request.headers().get(HOST).and_then(|line| line.to_str().ok());
    let named = request.uri().authority().map(Authority::as_str).or(header);
    let own = bank.vault.settings.public_url.split_once("://").map_or("", |(_, rest)| rest);
    if named.map(host).is_some_and(|named| is_loopback(named) || named.eq_ignore_ascii_case(host(own))) {
        next.run(request).await
    } else {
        Refusal::Misdirected.into_response()
    }
}

/// The name in `name:port` or `[::1]:port`. With a user's name before it, it stays whole, and is no host of ours.
fn host(authority: &str) -> &str {
    match authority.strip_prefix('[') {
        Some(rest) => rest.split(']').next().unwrap_or(rest),
        None if authority.contains('@') => authority,
        None => authority.split(':').next().unwrap_or(authority),
    }
}

fn is_loopback(host: &str) -> bool {
    host.eq_ignore_ascii_case("localhost") || host.parse::<IpAddr>().is_ok_and(|ip| ip.is_loopback())
}
