//! Leading a browser on.

use axum::http::{HeaderValue, header};
use axum::response::Response;

/// Longer than any address of ours.
const MAX_PATH_BYTES: usize = 512;

/// To another page, with a cookie where there is one to set.
pub fn see_other(to: &str, cookie: Option<HeaderValue>) -> Response {
    let mut response = souk_http::see_other(to);
    if let Some(cookie) = cookie {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// A path of our own site that somebody may be led to; `None` for anything that a browser could take for another site.
pub fn own_path(asked: &str) -> Option<String> {
    let plain = asked.bytes().all(|byte| byte.is_ascii_graphic() && byte != b'\\');
    let ours = asked.starts_with('/') && !asked.starts_with("//");
    (ours && plain && asked.len() <= MAX_PATH_BYTES).then(|| asked.to_owned())
}

#[cfg(test)]
mod tests {
    use super::own_path;

    #[test]
    fn only_paths_of_our_own_are_gone_on_to() {
        for good in ["/", "/checkout", "/account/orders?after=1", "/p/mug?variant=a"] {
            assert_eq!(own_path(good).as_deref(), Some(good));
        }
        for bad in [
            "",
            "checkout",
            "//evil.example",
            "/\\evil.example",
            "/a\\b",
            "\\/evil",
            "https://evil.example",
            "javascript:alert(1)",
            "/\t/evil.example",
            "/\n/evil.example",
            " /checkout",
            "/a b",
            "/é",
        ] {
            assert_eq!(own_path(bad), None, "{bad:?}");
        }
        assert_eq!(own_path(&format!("/{}", "a".repeat(600))), None);
    }
}
