//! The letters the market kept, for whoever sits at its machine.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::tz::TimeZone;
use souk_domain::ids::MailId;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Part;
use souk_http::{Access, Client, Face, HttpState, Result, Route};
use souk_market::notifications::{self, KeptLetter};
use souk_ui::page;
use souk_ui::request::{PageRequest, demo_only, setting};
use souk_ui::routes;

use super::{Envelope, LetterPage, MailboxPage, letter_response};

/// `GET /_mail`, one letter, and its inside.
pub(crate) fn mounted() -> Vec<Route> {
    [
        Route::new(Method::GET, routes::MAILBOX, "mailbox", Access::Anyone, show_all),
        Route::new(Method::GET, routes::MAIL, "mail", Access::Anyone, show_one),
        Route::new(Method::GET, routes::MAIL_LETTER, "mail_letter", Access::Anyone, show_letter),
    ]
    .map(|route| route.face(Face::Page))
    .into()
}

async fn show_all(State(http): State<HttpState>, client: Client, request: PageRequest) -> Result<Response> {
    demo_only(&http, client)?;
    let frame = setting(&http, &request).await?.frame;
    let letters = notifications::list_letters(http.app()).await?.iter().map(envelope).collect();
    Ok(page(StatusCode::OK, &MailboxPage { frame, letters }))
}

async fn show_one(
    State(http): State<HttpState>,
    client: Client,
    request: PageRequest,
    Part(id): Part<MailId>,
) -> Result<Response> {
    demo_only(&http, client)?;
    let frame = setting(&http, &request).await?.frame;
    let letter = find(&http, id).await?;
    Ok(page(StatusCode::OK, &LetterPage { frame, envelope: envelope(&letter), text: letter.words.text }))
}

async fn show_letter(
    State(http): State<HttpState>,
    client: Client,
    Part(id): Part<MailId>,
) -> Result<Response> {
    demo_only(&http, client)?;
    Ok(letter_response(find(&http, id).await?.words.html))
}

async fn find(http: &HttpState, id: MailId) -> Result<KeptLetter> {
    Ok(notifications::show_letter(http.app(), id).await?.ok_or(RequestRefusal::NotFound)?)
}

fn envelope(letter: &KeptLetter) -> Envelope {
    Envelope {
        id: letter.id.to_string(),
        to: letter.recipient.clone(),
        subject: letter.words.subject.clone(),
        sent: letter.written_at.to_zoned(TimeZone::UTC),
    }
}
