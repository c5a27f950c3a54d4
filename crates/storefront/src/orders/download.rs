//! Files that were bought: sent as they are read, also from where a download broke off.

use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderValue, header};
use axum::response::Response;
use souk_domain::percent;
use souk_http::read::Part;
use souk_http::{HttpState, Result};
use souk_market::fulfilment;
use tower_http::services::ServeFile;

/// Should a browser ever show one as a page, it may do nothing.
const LOCKED: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");

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
    let headers = response.headers_mut();
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, LOCKED);
    if let Ok(saved_as) = HeaderValue::try_from(saved_as(&file.name)) {
        headers.insert(header::CONTENT_DISPOSITION, saved_as);
    }
    Ok(response)
}

/// To be saved under a name (RFC 6266): in letters that every browser reads, and as it is.
fn saved_as(name: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || matches!(letter, '.' | '-' | '_' | ' ');
    let ascii: String = name.chars().map(|letter| if plain(letter) { letter } else { '_' }).collect();
    format!("attachment; filename=\"{ascii}\"; filename*=UTF-8''{}", percent::encode(name))
}

#[cfg(test)]
mod tests {
    use super::saved_as;

    #[test]
    fn a_name_breaks_out_of_no_header() {
        for (name, header) in [
            ("pattern.pdf", "attachment; filename=\"pattern.pdf\"; filename*=UTF-8''pattern.pdf"),
            ("a\"b.zip", "attachment; filename=\"a_b.zip\"; filename*=UTF-8''a%22b.zip"),
            ("Übung.pdf", "attachment; filename=\"_bung.pdf\"; filename*=UTF-8''%C3%9Cbung.pdf"),
        ] {
            assert_eq!(saved_as(name), header);
        }
    }
}
