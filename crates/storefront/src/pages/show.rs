//! Pages that need nothing but the frame, and the page of what went wrong.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Part;
use souk_http::{Access, Face, HttpState, Result, Route};
use souk_market::BoxFuture;
use souk_ui::page;
use souk_ui::request::{PageRequest, Setting, around_error, setting};
use souk_ui::routes;
use souk_ui::trouble::Trouble;

use super::{
    AccessibilityPage, ErrorPage, HelpPage, Holds, PoliciesPage, Policy, PolicyPage, contact, country,
};

/// Every address of these pages.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::HELP, "help", Access::Anyone, help),
        Route::new(Method::GET, routes::POLICIES, "policies", Access::Anyone, policies),
        Route::new(Method::GET, routes::POLICY, "policy", Access::Anyone, one_policy),
        Route::new(Method::GET, routes::CONTACT, "contact", Access::Anyone, contact::show),
        Route::new(Method::POST, routes::CONTACT, "contact_message", Access::Anyone, contact::send),
        Route::new(Method::GET, routes::COUNTRY, "country", Access::Anyone, country::show),
        Route::new(Method::POST, routes::COUNTRY, "country_choice", Access::Anyone, country::choose),
        Route::new(Method::GET, routes::ACCESSIBILITY, "accessibility", Access::Anyone, accessibility),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}

async fn help(State(http): State<HttpState>, request: PageRequest) -> Result<Response> {
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    Ok(page(StatusCode::OK, &HelpPage { frame, contact: market.contact, holds: Holds::of_the_market() }))
}

async fn policies(State(http): State<HttpState>, request: PageRequest) -> Result<Response> {
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    Ok(page(StatusCode::OK, &PoliciesPage { frame, contact: market.contact }))
}

async fn one_policy(
    State(http): State<HttpState>,
    request: PageRequest,
    Part(word): Part<String>,
) -> Result<Response> {
    let policy = Policy::parse(&word).ok_or(RequestRefusal::NotFound)?;
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    Ok(page(StatusCode::OK, &PolicyPage { frame, policy, contact: market.contact }))
}

async fn accessibility(State(http): State<HttpState>, request: PageRequest) -> Result<Response> {
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    Ok(page(StatusCode::OK, &AccessibilityPage { frame, contact: market.contact }))
}

/// The page of a refusal.
pub(crate) fn draw_error(error: souk_http::ErrorContext<'_>) -> BoxFuture<'_, Response> {
    Box::pin(async move { error_page(&error).await })
}

async fn error_page(error: &souk_http::ErrorContext<'_>) -> Response {
    let at_work = error.uri.path().strip_prefix(routes::VENDOR_DESK);
    let at_work = at_work.is_some_and(|rest| rest.is_empty() || rest.starts_with('/'));
    let frame = around_error(error).await;
    page(error.refusal.status(), &ErrorPage { frame, trouble: Trouble::of(error), at_work })
}
