//! The capability of a guest's order.

use http::{HeaderMap, HeaderName};
use souk_market::secrets::OrderToken;

/// Where a program sends it. Reads may also have `?token=`, since people follow links.
pub const HEADER: HeaderName = HeaderName::from_static("souk-order-token");

/// The token of a request: the header's, else `query`'s. One that cannot be read opens nothing, as if none were sent.
pub fn order_token(headers: &HeaderMap, query: Option<&str>) -> Option<OrderToken> {
    let header = headers.get(HEADER).and_then(|value| value.to_str().ok());
    header.or(query).and_then(OrderToken::parse)
}
