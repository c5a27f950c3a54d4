//! Requests for other hosts are not ours to answer: a page elsewhere could otherwise rebind its name to this machine.

use axum::extract::Request;
use souk_domain::refusal::RequestRefusal;

use crate::{
    HttpState, Refusal, Shed,
    routes::Facts,
    state::{is_loopback, named_host},
};

/// Refuses a host that is neither the public one nor a loopback name. Probes come by whatever address they know.
pub(super) fn check(http: &HttpState, facts: Option<&Facts>, request: &Request) -> Result<(), Refusal> {
    let is_probe = facts.is_some_and(|facts| facts.shed == Shed::Never);
    match named_host(request.uri(), request.headers()) {
        _ if is_probe => Ok(()),
        Some(host) if host.eq_ignore_ascii_case(http.public_host()) || is_loopback(host) => Ok(()),
        _ => Err(RequestRefusal::Misdirected.into()),
    }
}
