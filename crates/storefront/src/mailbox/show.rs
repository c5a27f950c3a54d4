//! The letters the market kept, for whoever sits at its machine.

use axum::extract::State;
use axum::http::{Method, StatusCode};
use axum::response::Response;
use jiff::tz::TimeZone;
use souk_domain::ids::MailId;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Part;
use souk_http::{Access, Client, Edge, Face, Result, Route};
use souk_market::mail::{self, Mail};
use souk_market::{Actor, Ctx};
use souk_ui::request::Guest;
use souk_ui::routes;
use souk_ui::{Sandbox, page};

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

/// Letters hold links that open orders: only a test shop shows them, only to its own machine, and only those it kept.
/// For everybody else there is no mailbox.
pub(crate) fn open(edge: &Edge, client: Client, sandbox: Sandbox) -> Result<()> {
    let is_open =
        edge.app().mailer().keeps_mails() && sandbox == Sandbox::On && client.is_unforwarded_loopback();
    if is_open { Ok(()) } else { Err(RequestRefusal::NotFound.into()) }
}

async fn show_all(State(edge): State<Edge>, client: Client, guest: Guest) -> Result<Response> {
    open(&edge, client, guest.sandbox)?;
    let read = edge.app().read(Actor::Guest, move |ctx| {
        let guest = guest.clone();
        Box::pin(async move {
            let frame = guest.setting(ctx).await?.frame;
            let letters = mail::list_newest(ctx).await?.iter().map(envelope).collect();
            Ok(MailboxPage { frame, letters })
        })
    });
    Ok(page(StatusCode::OK, &read.await?))
}

async fn show_one(
    State(edge): State<Edge>,
    client: Client,
    guest: Guest,
    Part(id): Part<MailId>,
) -> Result<Response> {
    open(&edge, client, guest.sandbox)?;
    let read = edge.app().read(Actor::Guest, move |ctx| {
        let guest = guest.clone();
        Box::pin(async move {
            let frame = guest.setting(ctx).await?.frame;
            let mail = find(ctx, id).await?;
            Ok(LetterPage { frame, envelope: envelope(&mail), text: mail.text })
        })
    });
    Ok(page(StatusCode::OK, &read.await?))
}

async fn show_letter(
    State(edge): State<Edge>,
    client: Client,
    guest: Guest,
    Part(id): Part<MailId>,
) -> Result<Response> {
    open(&edge, client, guest.sandbox)?;
    let read = edge.app().read(Actor::Guest, move |ctx| Box::pin(find(ctx, id)));
    Ok(letter_response(read.await?.html))
}

async fn find(ctx: &Ctx<'_>, id: MailId) -> souk_market::Result<Mail> {
    Ok(mail::find(ctx, id).await?.ok_or(RequestRefusal::NotFound)?)
}

fn envelope(mail: &Mail) -> Envelope {
    Envelope {
        id: mail.id.to_string(),
        to: mail.recipient.clone(),
        subject: mail.subject.clone(),
        sent: mail.created_at.to_zoned(TimeZone::UTC),
    }
}
