//! What went wrong in the back office, in the frame of its pages.

use axum::response::Response;
use souk_http::{CurrentSession, ErrorContext, ErrorPage};
use souk_market::{Actor, BoxFuture, office};
use souk_ui::desk::private;
use souk_ui::request::{PageRequest, soon};
use souk_ui::trouble::{Trouble, below};

use crate::prelude::*;

/// The error page of the back office.
#[derive(Clone, Debug, Template)]
#[template(path = "error.html")]
pub struct TroublePage {
    pub frame: Frame,
    pub desk: Desk,
    pub trouble: Trouble,
}

/// Errors of the back office in its frame, for the staff; all others as `otherwise` draws them.
pub fn error_page(otherwise: ErrorPage) -> ErrorPage {
    below(ways::HOME, draw, otherwise)
}

fn draw(error: ErrorContext<'_>) -> BoxFuture<'_, Option<Response>> {
    Box::pin(async move {
        let (frame, desk) = soon(&error, around(error)).await??;
        let drawn = TroublePage { frame, desk, trouble: Trouble::of(&error) };
        Some(private(error.refusal.status(), &drawn))
    })
}

/// What stands around the pages of whoever met an error; `None`: they are not of the staff.
async fn around(error: ErrorContext<'_>) -> souk_http::Result<Option<(Frame, Desk)>> {
    let CurrentSession(signed) = CurrentSession::in_browser(error.http, error.headers).await?;
    let Some((session, permissions)) = signed.and_then(|session| Some((session.account, session.staff?)))
    else {
        return Ok(None);
    };
    let actor = Actor::Member { account: session, permissions };
    let request = PageRequest::of_error(&error).await?;
    let around = office::around(error.http.app(), actor).await?;
    let frame = request.desk_frame(&around.market);
    let desk = Desk::of(actor, &around, &frame.path);
    Ok(Some((frame, desk)))
}
