//! Merge patches (RFC 7396).

use souk_domain::refusal::RequestRefusal;
use souk_http::Refusal;

/// The new value of a field that cannot be taken away. Errors: it was `null`.
pub(crate) fn required<T>(pointer: &str, change: Option<Option<T>>) -> Result<Option<T>, Refusal> {
    match change {
        Some(None) => {
            let detail = "This cannot be taken away; leave it out to keep it.".to_owned();
            Err(RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }.into())
        }
        Some(Some(value)) => Ok(Some(value)),
        None => Ok(None),
    }
}
