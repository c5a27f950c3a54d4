//! What went wrong, in the words that every face's error page says.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::refusal::CSRF;
use souk_http::{ErrorContext, ErrorPage, Refusal};
use souk_market::BoxFuture;

use crate::texts::say;

/// What went wrong, as far as who looks has to know.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ErrorKind {
    /// The form came from an old or a foreign page.
    Forbidden,
    /// Who asks may not.
    NotAllowed,
    NotFound,
    Gone,
    NotPossible,
    TooMany,
    Broken,
    Busy,
}

impl ErrorKind {
    /// The kind of a refusal.
    pub fn of_refusal(refusal: &Refusal) -> Self {
        match (refusal.status(), refusal.code().name == CSRF.name) {
            (StatusCode::FORBIDDEN, false) => Self::NotAllowed,
            (status, _) => Self::of(status),
        }
    }

    /// The kind of a status; an unknown refusal is `NotPossible`, an unknown failure `Broken`.
    pub fn of(status: StatusCode) -> Self {
        match status.as_u16() {
            401 | 403 => Self::Forbidden,
            404 => Self::NotFound,
            410 => Self::Gone,
            429 => Self::TooMany,
            502..=504 => Self::Busy,
            500.. => Self::Broken,
            _ => Self::NotPossible,
        }
    }

    /// Whether nobody should be asked for what stands around the page: something broke, or too much is asked already.
    pub fn is_ours(self) -> bool {
        matches!(self, Self::TooMany | Self::Broken | Self::Busy)
    }

    fn title(self) -> &'static str {
        match self {
            Self::Forbidden => "error-403-title",
            Self::NotAllowed => "error-not-allowed-title",
            Self::NotFound => "error-404-title",
            Self::Gone => "error-410-title",
            Self::NotPossible => "error-422-title",
            Self::TooMany => "error-429-title",
            Self::Broken => "error-500-title",
            Self::Busy => "error-503-title",
        }
    }

    fn words(self) -> &'static str {
        match self {
            Self::Forbidden => "error-403",
            Self::NotAllowed => "error-not-allowed",
            Self::NotFound => "error-404",
            Self::Gone => "error-410",
            Self::NotPossible => "error-422",
            Self::TooMany => "error-429",
            Self::Broken => "error-500",
            Self::Busy => "error-503",
        }
    }
}

/// What an error page says.
#[derive(Clone, Debug)]
pub struct Trouble {
    pub kind: ErrorKind,
    /// What exactly, and how to mend it; empty: the general words stand alone.
    pub detail: String,
    /// What to name when asking for help; may be empty.
    pub request_id: String,
}

impl Trouble {
    /// What a refusal is told as.
    pub fn of(error: &ErrorContext<'_>) -> Self {
        let kind = ErrorKind::of_refusal(error.refusal);
        // the general words say more than these do, and of a failure nobody has to know the details
        let detail = match kind {
            ErrorKind::NotPossible | ErrorKind::Gone | ErrorKind::TooMany => {
                error.refusal.detail().to_owned()
            }
            ErrorKind::Forbidden
            | ErrorKind::NotAllowed
            | ErrorKind::NotFound
            | ErrorKind::Broken
            | ErrorKind::Busy => String::new(),
        };
        Self { kind, detail, request_id: error.request_id.to_owned() }
    }

    /// One kind, for samples.
    pub fn sample(kind: ErrorKind) -> Self {
        Self { kind, detail: String::new(), request_id: "0190f3c2".to_owned() }
    }

    /// Its title.
    pub fn title(&self) -> String {
        say(self.kind.title(), &[])
    }

    /// Its words: those that say exactly what, where there are any.
    pub fn words(&self) -> String {
        if self.detail.is_empty() { say(self.kind.words(), &[]) } else { self.detail.clone() }
    }
}

/// Draws an error in the frame of those who work below an address; `None`: whoever met it does not work there.
pub type Draw = for<'r> fn(ErrorContext<'r>) -> BoxFuture<'r, Option<Response>>;

/// Errors at an address and below it as `draw` has them, where it has them; all others as `otherwise` does.
pub fn below(address: &'static str, draw: Draw, otherwise: ErrorPage) -> ErrorPage {
    Arc::new(move |error| {
        let otherwise = Arc::clone(&otherwise);
        Box::pin(async move {
            let rest = error.uri.path().strip_prefix(address);
            let is_here = rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
            let drawn = if is_here { draw(error).await } else { None };
            match drawn {
                Some(page) => page,
                None => otherwise(error).await,
            }
        })
    })
}

#[cfg(test)]
mod tests {
    use souk_domain::refusal::RequestRefusal;

    use super::*;

    #[test]
    fn who_may_not_is_told_so_and_not_that_the_page_is_old() {
        let of = |refusal: RequestRefusal| ErrorKind::of_refusal(&refusal.into());
        assert_eq!(of(RequestRefusal::Forbidden { permission: "orders:write" }), ErrorKind::NotAllowed);
        assert_eq!(of(RequestRefusal::Csrf), ErrorKind::Forbidden);
        assert_eq!(of(RequestRefusal::NotFound), ErrorKind::NotFound);
    }
}
