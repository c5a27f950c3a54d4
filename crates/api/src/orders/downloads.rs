use axum::{extract::State, response::Response};
use http::HeaderMap;
use serde::Serialize;
use souk_http::{
    CurrentSession, HttpState, Result,
    read::{Part, Query, order_token},
};
use souk_market::fulfilment::{self, BoughtFile};
use utoipa::ToSchema;

use super::show::{TokenQuery, open};
use crate::wire::{Answer, Code, time};

/// Where a link opens its file.
const FILES: &str = "/files/{link}";

/// A file that was bought.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderDownload {
    id: String,
    /// The line it was bought with.
    order_line_id: String,
    #[schema(example = "Pattern, A4.pdf")]
    name: String,
    bytes: i64,
    /// Opens it without a token, for whoever has it.
    url: String,
    /// Until when: then ask again.
    expires_at: String,
}

/// The files of an order, in the order of its lines.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderDownloads {
    #[schema(max_items = 10000)]
    items: Vec<OrderDownload>,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    headers: HeaderMap,
    session: CurrentSession,
    Part(asked): Part<String>,
    Query(query): Query<TokenQuery>,
) -> Result<Response> {
    let token = order_token(&headers, query.token().map(Code::as_str));
    let order = open(&http, asked, token, &session).await?;
    let found = fulfilment::list_files(http.app(), session.actor(), order.id).await?;
    let shown = |file: BoughtFile| OrderDownload {
        id: file.id.to_string(),
        order_line_id: file.line.to_string(),
        url: format!("{}{}", http.public_url(), souk_http::address(FILES, &[&file.link])),
        name: file.name,
        bytes: file.bytes,
        expires_at: time(file.expires_at),
    };
    Ok(Answer::ok(&OrderDownloads { items: found.into_iter().map(shown).collect() })?.send())
}
