//! How a body's bytes are framed: what stands between us and a client must read it as we do.

use axum::extract::Request;
use http::header::TRANSFER_ENCODING;
use souk_domain::refusal::RequestRefusal;

use crate::Refusal;

/// Refuses a body that is more than cut into chunks. Read as plain, it would be taken for what it is not.
pub(super) fn check(request: &Request) -> Result<(), Refusal> {
    let mut lines = request.headers().get_all(TRANSFER_ENCODING).iter();
    let is_plain = match (lines.next(), lines.next()) {
        (None, _) => true,
        (Some(line), None) => line.as_bytes().trim_ascii().eq_ignore_ascii_case(b"chunked"),
        (Some(_), Some(_)) => false,
    };
    if is_plain { Ok(()) } else { Err(RequestRefusal::UnknownTransferCoding.into()) }
}
