//! Pages that need nothing but the frame, and the page of what went wrong.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use souk_http::{Access, Edge, Face, Result, Route};

use super::{AccessibilityPage, ErrorPage, HelpPage, PoliciesPage, Trouble};
use crate::frame::{Guest, frame, last_seen};
use crate::routes;
use crate::ui::page;

/// Help, policies and accessibility.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::HELP, "help", Access::Anyone, help),
        Route::new(Method::GET, routes::POLICIES, "policies", Access::Anyone, policies),
        Route::new(Method::GET, routes::ACCESSIBILITY, "accessibility", Access::Anyone, accessibility),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}

async fn help(State(edge): State<Edge>, guest: Guest) -> Result<Response> {
    let frame = frame(&edge, &guest).await?;
    Ok(page(StatusCode::OK, &HelpPage { frame, contact: String::new() }))
}

async fn policies(State(edge): State<Edge>, guest: Guest) -> Result<Response> {
    let frame = frame(&edge, &guest).await?;
    Ok(page(StatusCode::OK, &PoliciesPage { frame, contact: String::new() }))
}

async fn accessibility(State(edge): State<Edge>, guest: Guest) -> Result<Response> {
    let frame = frame(&edge, &guest).await?;
    Ok(page(StatusCode::OK, &AccessibilityPage { frame, contact: String::new() }))
}

/// The page of a refusal. It asks nobody anything: there may be no database to ask.
pub(crate) fn draw_error(trouble: &souk_http::Trouble<'_>) -> Response {
    let status = trouble.refusal.status();
    let kind = Trouble::of(status);
    // the general words say more than these do, and of a failure nobody has to know the details
    let detail = match kind {
        Trouble::NotPossible | Trouble::Gone | Trouble::TooMany => trouble.refusal.detail().to_owned(),
        Trouble::Forbidden | Trouble::NotFound | Trouble::Broken | Trouble::Busy => String::new(),
    };
    let shown =
        ErrorPage { frame: last_seen(), trouble: kind, detail, request_id: trouble.request_id.to_owned() };
    page(status, &shown)
}
