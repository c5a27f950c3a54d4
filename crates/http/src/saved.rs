//! Files that people sent: to be saved, never shown as a page of ours.

use axum::http::{HeaderMap, HeaderValue, header};
use axum::response::Response;
use souk_domain::percent;

/// Should a browser ever show one as a page, it may do nothing.
const LOCKED: HeaderValue = HeaderValue::from_static("default-src 'none'; sandbox; frame-ancestors 'none'");

/// A file to be saved under a name; nothing on the way keeps it.
pub fn to_save(name: &str, bytes: Vec<u8>) -> Response {
    let mut response = Response::new(bytes.into());
    only_to_save(response.headers_mut(), name);
    response
}

/// Headers by which a browser saves an answer under a name, and does nothing else with it.
pub fn only_to_save(headers: &mut HeaderMap, name: &str) {
    headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CACHE_CONTROL, HeaderValue::from_static("private, no-store"));
    headers.insert(header::CONTENT_SECURITY_POLICY, LOCKED);
    if let Ok(saved_as) = HeaderValue::try_from(saved_as(name)) {
        headers.insert(header::CONTENT_DISPOSITION, saved_as);
    }
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
