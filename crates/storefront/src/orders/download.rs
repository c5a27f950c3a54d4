//! Files that were bought: sent as they are read, also from where a download broke off.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::response::Response;
use souk_http::read::Part;
use souk_http::saved::only_to_save;
use souk_http::{HttpState, Result};
use souk_market::fulfilment;
use tower_http::services::ServeFile;

/// `GET /files/{link}`: whoever has the link has the file until the link runs out.
pub(super) async fn send(
    State(http): State<HttpState>,
    Part(link): Part<String>,
    request: Request,
) -> Result<Response> {
    let file = fulfilment::open_download(http.app(), link).await?;
    let mut server = ServeFile::new(&file.path);
    let sent = server.try_call(request).await.map_err(|error| {
        souk_market::Error::Fault(souk_market::Fault::Outside(format!("a file to download: {error}")))
    })?;
    let mut response = sent.map(Body::new);
    only_to_save(response.headers_mut(), &file.name);
    Ok(response)
}
