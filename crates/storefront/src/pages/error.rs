//! One error page for all errors, always with a way out.

use axum::http::StatusCode;
use souk_domain::refusal::CSRF;
use souk_http::Refusal;
use souk_ui::prelude::*;

/// What went wrong, as far as a shopper has to know.
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

/// The error page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    pub trouble: ErrorKind,
    /// What exactly, and how to mend it; empty: the general words stand alone.
    pub detail: String,
    /// Whether somebody works here: then the way out leads back to that.
    pub at_work: bool,
    /// What to name when asking for help; may be empty.
    pub request_id: String,
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
