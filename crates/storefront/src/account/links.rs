//! Links that are sent by mail. A token opens something to whoever has it, so it leaves the address at once, as an order's
//! does, for a cookie that scripts cannot read and that soon ends: it stays in no history, and no page that is looked at over
//! a shoulder or shared as a picture shows it.

use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_http::{HttpState, cookies};
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};

use super::answer::private;

/// How long a link that was opened waits for its button.
const WAITS_S: u32 = 60 * 60;

/// The parameter of a link. Others are let be: programs that count visits add theirs to links in mails.
#[derive(Deserialize)]
pub(super) struct LinkQuery {
    #[serde(default, alias = "t")]
    pub(super) token: String,
}

/// What a link is for; also the purpose of its cookie.
#[derive(Clone, Copy, Debug)]
pub(super) enum Link {
    Verify,
    Reset,
    Setup,
}

impl Link {
    fn cookie(self) -> &'static str {
        match self {
            Self::Verify => "verify",
            Self::Reset => "reset",
            Self::Setup => "setup",
        }
    }

    /// To the page of the link, with its token in the cookie instead of the address.
    pub(super) fn keep(self, http: &HttpState, token: &str, page: &str) -> Response {
        let cookie = cookies::set(http, self.cookie(), token, Some(WAITS_S));
        see_other(page, cookie.or_else(|| self.clear(http)))
    }

    /// The token that is kept; empty when there is none, which opens nothing.
    pub(super) fn held(self, http: &HttpState, headers: &HeaderMap) -> String {
        cookies::read(http, headers, self.cookie()).unwrap_or_default().to_owned()
    }

    /// Forgets the token.
    pub(super) fn clear(self, http: &HttpState) -> Option<HeaderValue> {
        cookies::clear(http, self.cookie())
    }
}

/// The same words for every link that does not work, whether it expired, was used, was replaced or was made up.
#[derive(Clone, Debug, Template)]
#[template(path = "account/dead_link.html")]
pub struct DeadLinkPage {
    pub frame: Frame,
}

/// The page of a link that does not work.
pub(super) async fn dead(http: &HttpState, request: &PageRequest) -> souk_http::Result<Response> {
    let frame = setting(http, request).await?.frame;
    Ok(private(StatusCode::UNPROCESSABLE_ENTITY, &DeadLinkPage { frame }))
}
