//! Cookies: named and guarded in one place.

use http::{HeaderMap, HeaderValue, header::COOKIE};

use crate::HttpState;

/// The longest value we write or believe: tokens, never data.
const MAX_VALUE_BYTES: usize = 256;

/// The name of our cookie `purpose` (empty for the visitor's own). Over TLS the `__Host-` prefix keeps other hosts of the
/// domain from setting it; a browser gives plain-http loopback no such cookie, so there it has another name.
pub fn name(http: &HttpState, purpose: &str) -> String {
    let base = if http.is_https() { "__Host-souk" } else { "souk_dev" };
    if purpose.is_empty() { base.to_owned() } else { format!("{base}_{purpose}") }
}

/// The value of our cookie `purpose`, when the browser sent exactly one.
pub fn read<'h>(http: &HttpState, headers: &'h HeaderMap, purpose: &str) -> Option<&'h str> {
    let name = name(http, purpose);
    let lines = headers.get_all(COOKIE).iter().filter_map(|line| line.to_str().ok());
    let mut values = lines
        .flat_map(|line| line.split(';'))
        .filter_map(|pair| pair.trim().split_once('='))
        .filter(|(key, _)| *key == name)
        .map(|(_, value)| value);
    // two of one name: somebody planted the other, and we cannot tell which
    values.next().filter(|value| values.next().is_none() && value.len() <= MAX_VALUE_BYTES)
}

/// A `Set-Cookie` for `purpose`; without `max_age_s` it ends with the browser's session. `None` when the value has
/// characters a cookie cannot carry.
pub fn set(http: &HttpState, purpose: &str, value: &str, max_age_s: Option<u32>) -> Option<HeaderValue> {
    let fits = value.len() <= MAX_VALUE_BYTES
        && value.bytes().all(|b| b.is_ascii_graphic() && !matches!(b, b';' | b',' | b'"' | b'\\'));
    if !fits {
        return None;
    }
    let secure = if http.is_https() { "; Secure" } else { "" };
    let age = max_age_s.map_or_else(String::new, |seconds| format!("; Max-Age={seconds}"));
    let name = name(http, purpose);
    HeaderValue::from_str(&format!("{name}={value}; Path=/; HttpOnly; SameSite=Lax{secure}{age}")).ok()
}

/// A `Set-Cookie` that takes the cookie away.
pub fn clear(http: &HttpState, purpose: &str) -> Option<HeaderValue> {
    set(http, purpose, "", Some(0))
}
