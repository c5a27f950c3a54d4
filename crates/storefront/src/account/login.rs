//! Signing in and leaving.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::refusal::{AccountRefusal, Refusal};
use souk_http::read::{Form, Query};
use souk_http::{Client, HttpState, Result, cookies};
use souk_market::accounts::{self, SignIn, SignInTicket, Step};
use souk_ui::faults::Faults;
use souk_ui::form::ButtonForm;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::{own_path, see_other};
use souk_ui::request::{PageRequest, setting};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::answer::{AccountQuery, Done, after, done_words, goal, private};
use crate::shared::sign_in::{agent, device, enter, leave, put};

/// The cookie of a password that was right, while the code is looked up.
const TICKET_COOKIE: &str = "ticket";
/// How long it is kept; the ticket itself says how long it counts.
const TICKET_S: u32 = 10 * 60;

/// The sign-in page. The form posts `csrf`, `next`, `login`, `password`, or in its second step `code` in place of the password.
#[derive(Clone, Debug, Template)]
#[template(path = "account/login.html")]
pub struct LoginPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    pub login: Entry,
    pub password_error: Option<String>,
    /// The second step: the password was right, and a code is asked.
    pub code: Option<Entry>,
    /// A path of ours to go on to; may be empty.
    pub next: String,
    /// What was just done, in words; may be empty.
    pub done: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct SignInForm {
    #[serde(default)]
    next: String,
    #[serde(default)]
    login: String,
    #[serde(default)]
    password: Secret,
    /// There only in the second step.
    #[serde(default)]
    code: Option<String>,
}

/// What the page shows besides its frame.
#[derive(Default)]
struct Shown {
    login: String,
    next: String,
    done: String,
    asks_code: bool,
    faults: Faults,
}

/// `GET /login`: the form; who is signed in goes on.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    Query(asked): Query<AccountQuery>,
) -> Result<Response> {
    let next = own_path(&asked.next).unwrap_or_default();
    if request.signed.is_some() {
        return Ok(see_other(goal(&next), None));
    }
    draw(&http, &request, Shown { next, done: done_words(&asked.done), ..Shown::default() }).await
}

/// `POST /login`: one step, or two where the account asks for a code.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    headers: HeaderMap,
    Form(sent): Form<SignInForm>,
) -> Result<Response> {
    let next = own_path(&sent.next).unwrap_or_default();
    let shown = Shown { login: sent.login.clone(), next, ..Shown::default() };
    let ticket = cookies::read(&http, &headers, TICKET_COOKIE).map(str::to_owned);
    let second = sent.code.is_some() && sent.password.is_empty();
    let asked = SignIn {
        login: sent.login,
        password: sent.password.take(),
        code: sent.code,
        device: device(&http, &headers),
        cart: request.cart,
        agent: agent(&headers),
        client: client.counted(),
    };
    let step = if second {
        let ticket = ticket.unwrap_or_default();
        accounts::sign_in_by_code(http.app(), &ticket, asked).await.map(|signed| Step::In(Box::new(signed)))
    } else {
        accounts::sign_in_by_password(http.app(), asked).await
    };
    match step {
        Ok(Step::In(signed)) => {
            // the browser forgets the session it came with, which would live on unseen
            end(&http, &request).await?;
            let mut response = enter(&http, goal(&shown.next), &signed);
            put(&mut response, [cookies::clear(&http, TICKET_COOKIE)]);
            Ok(response)
        }
        Ok(Step::Code(ticket)) => ask_code(&http, &request, shown, &ticket).await,
        Err(error) => refused(&http, &request, shown, second, error).await,
    }
}

async fn ask_code(
    http: &HttpState,
    request: &PageRequest,
    shown: Shown,
    ticket: &SignInTicket,
) -> Result<Response> {
    let mut response = draw(http, request, Shown { asks_code: true, ..shown }).await?;
    *response.status_mut() = StatusCode::UNPROCESSABLE_ENTITY;
    put(&mut response, [cookies::set(http, TICKET_COOKIE, ticket.reveal(), Some(TICKET_S))]);
    Ok(response)
}

/// The form again, in the step it was sent from; a ticket that counts no more leads back to the first.
async fn refused(
    http: &HttpState,
    request: &PageRequest,
    shown: Shown,
    second: bool,
    error: souk_market::Error,
) -> Result<Response> {
    let stale = matches!(error.refusal(), Some(Refusal::Account(AccountRefusal::WrongCredentials)));
    let faults = match (second, stale) {
        (true, true) => Faults::at("password", say("login-took-long", &[])),
        _ => Faults::of(error)?,
    };
    draw(http, request, Shown { asks_code: second && !stale, faults, ..shown }).await
}

async fn draw(http: &HttpState, request: &PageRequest, shown: Shown) -> Result<Response> {
    let frame = setting(http, request).await?.frame;
    let Shown { login, next, done, asks_code, faults } = shown;
    let page = LoginPage {
        frame,
        errors: faults.summary(if asks_code { &["code"] } else { &["login", "password"] }),
        login: faults.entry("login", &login),
        password_error: faults.words("password"),
        code: asks_code.then(|| faults.entry("code", "")),
        next,
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}

/// `POST /logout`: ends this session. Pressing it twice is as good as once.
pub(super) async fn sign_out(
    State(http): State<HttpState>,
    request: PageRequest,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    end(&http, &request).await?;
    Ok(leave(&http, &after(routes::login(), Done::SignedOut)))
}

/// Ends the session a browser holds, if any.
async fn end(http: &HttpState, request: &PageRequest) -> Result<()> {
    let Some(session) = &request.signed else { return Ok(()) };
    let (account, id) = (session.account, session.id);
    Ok(accounts::end_current_session(http.app(), account, id).await?)
}
