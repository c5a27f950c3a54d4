use souk_http::{MEDIA, address};

/// Where a picture is served.
pub(crate) fn picture_url(public_url: &str, file: &str) -> String {
    format!("{public_url}{}", address(MEDIA, &[&file]))
}
