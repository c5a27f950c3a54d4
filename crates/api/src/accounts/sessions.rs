//! Where the account is signed in.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{StatusCode, Uri};
use serde::Serialize;
use souk_domain::ids::SessionId;
use souk_http::{
    HttpState, Owner, Result,
    read::{Part, Query},
};
use souk_market::{accounts, accounts::SessionRow, paging::Place};
use utoipa::ToSchema;

use crate::wire::{ListQuery, list as write_list, page_of, time};

/// A session of the account.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnSession {
    id: String,
    /// Whether this request came with it.
    current: bool,
    /// The program it was begun with, as that named itself.
    agent: String,
    created_at: String,
    /// When it was last used, to the hour.
    last_used_at: String,
    expires_at: String,
}

pub(super) async fn list(
    State(http): State<HttpState>,
    owner: Owner,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let current = owner.session.id;
    let rows = accounts::list_own_sessions(http.app(), owner.account).await?;
    let place = |row: &SessionRow| Place { key: row.seen_at.as_millisecond(), id: *row.id.as_bytes() };
    let page = page_of(rows, &query, "sessions", true, place)?;
    let sheet = |row: SessionRow| OwnSession {
        current: row.id == current,
        id: row.id.to_string(),
        agent: row.agent,
        created_at: time(row.created_at),
        last_used_at: time(row.seen_at),
        expires_at: time(row.expires_at),
    };
    Ok(write_list(&http, &uri, page, sheet)?.send())
}

pub(super) async fn end(
    State(http): State<HttpState>,
    owner: Owner,
    Part(id): Part<SessionId>,
) -> Result<Response> {
    accounts::end_own_session(http.app(), owner.account, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn end_others(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    accounts::end_other_sessions(http.app(), owner.account, Some(owner.session.id)).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}
