//! The limit of a page: a server that does nothing but answer bytes it has in memory, under the same runtime and allocator.

use std::{collections::HashMap, fs, path::Path, sync::Arc};

use anyhow::{Context as _, Result};
use axum::{
    Router,
    extract::State,
    http::{StatusCode, Uri, header},
    response::{Html, IntoResponse as _, Response},
    serve::ListenerExt as _,
};
use bytes::Bytes;
use serde::{Deserialize, Serialize};

/// An address with what is answered there.
#[derive(Serialize, Deserialize)]
pub(crate) struct Ready {
    pub(crate) target: String,
    pub(crate) body: String,
}

/// Where a page stands that asks a browser for next to nothing: what it takes there, the machine takes.
pub(crate) const BARE: &str = "/bare";
const BARE_PAGE: &str = "<!doctype html><html lang=en><title>bare</title><h1>bare</h1>";

type Bodies = Arc<HashMap<String, Bytes>>;

/// Serves what the file holds until the process ends; the address is printed first.
pub(crate) fn serve(file: &Path) -> Result<()> {
    let text = fs::read(file).with_context(|| format!("{} cannot be read", file.display()))?;
    let ready: Vec<Ready> = serde_json::from_slice(&text)?;
    let bodies: Bodies =
        Arc::new(ready.into_iter().map(|ready| (ready.target, Bytes::from(ready.body))).collect());
    tokio::runtime::Builder::new_multi_thread().enable_all().build()?.block_on(listen(bodies))
}

#[allow(clippy::print_stdout, reason = "whoever started this reads the address")]
async fn listen(bodies: Bodies) -> Result<()> {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await?;
    println!("http://{}", listener.local_addr()?);
    let prompt = listener.tap_io(|socket| {
        // as the shop does; failing it only makes this server slower
        let _delayed = socket.set_nodelay(true);
    });
    // the addresses the shop routes, so that finding the handler costs the same
    let router = Router::new()
        .route("/api/v1/products", axum::routing::get(answer))
        .route("/api/v1/products/{product}", axum::routing::get(answer))
        .route(BARE, axum::routing::get(async || Html(BARE_PAGE)))
        .with_state(bodies);
    axum::serve(prompt, router).await?;
    Ok(())
}

async fn answer(State(bodies): State<Bodies>, uri: Uri) -> Response {
    let target = uri.path_and_query().map_or("", axum::http::uri::PathAndQuery::as_str);
    match bodies.get(target) {
        Some(body) => ([(header::CONTENT_TYPE, "application/json")], body.clone()).into_response(),
        None => StatusCode::NOT_FOUND.into_response(),
    }
}
