//! What went wrong in the portal, in its own frame: who works there stays there.

use axum::response::Response;
use souk_http::{CurrentSession, ErrorContext, ErrorPage};
use souk_market::{BoxFuture, portal};
use souk_ui::request::{PageRequest, bare_frame, soon};
use souk_ui::trouble::{ErrorKind, Trouble, below};

use super::{Desk, Entrance, private};
use crate::prelude::*;

/// The error page of the portal.
#[derive(Clone, Debug, Template)]
#[template(path = "shared/error.html")]
pub struct TroublePage {
    pub frame: Frame,
    pub desk: Desk,
    pub trouble: Trouble,
}

/// Errors of the portal in its frame, for whoever works there; all others as `otherwise` draws them.
pub fn error_page(otherwise: ErrorPage) -> ErrorPage {
    below(ways::HOME, draw, otherwise)
}

fn draw(error: ErrorContext<'_>) -> BoxFuture<'_, Option<Response>> {
    Box::pin(async move {
        let trouble = Trouble::of(&error);
        let found = soon(&error, around(error)).await;
        let (frame, desk) = match found {
            Some(Some(found)) => found,
            // nobody can be asked who works here: the page says nothing of anybody
            None if ErrorKind::of_refusal(error.refusal).is_ours() => {
                let frame = bare_frame(&error);
                let desk = Desk::bare(&frame);
                (frame, desk)
            }
            Some(None) | None => return None,
        };
        Some(private(error.refusal.status(), &TroublePage { frame, desk, trouble }))
    })
}

/// What stands around the pages of whoever met an error; `None`: they work for no vendor, or have not said for which.
async fn around(error: ErrorContext<'_>) -> souk_http::Result<Option<(Frame, Desk)>> {
    let CurrentSession(signed) = CurrentSession::in_browser(error.http, error.headers).await?;
    let Some(session) = signed else { return Ok(None) };
    let request = PageRequest::of_error(&error).await?;
    match Entrance::of(error.http, error.headers, &session, request).await? {
        Entrance::Worker(worker) => {
            let around = portal::around(worker.http.app(), worker.seat).await?;
            Ok(Some(worker.frame(&around)))
        }
        Entrance::Undecided(_) | Entrance::Stranger(..) => Ok(None),
    }
}
