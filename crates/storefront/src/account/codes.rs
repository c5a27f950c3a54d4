//! Sign-in codes: setting them up, recovery codes, turning them off.
//!
//! What is told once (the secret, the recovery codes) stands in the answer to the form and in no page that can be opened
//! again: somebody who borrows the browser later finds neither.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::refusal::RequestRefusal;
use souk_http::read::Form;
use souk_http::{HttpState, Owner, Result, to_the_end};
use souk_market::accounts;
use souk_ui::faults::Faults;
use souk_ui::form::Secret;
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, setting};
use souk_ui::{Entry, FormError};

use super::answer::{Done, after, login_of, private};
use super::qr::{self, QrDrawing};

/// Longer than any secret's address of ours.
const MAX_URL_CHARS: usize = 600;

/// The forms post `csrf`, `do` (`start`, `confirm`, `renew`, `stop`), and `current_password`, or `secret` and `code`.
#[derive(Clone, Debug, Template)]
#[template(path = "account/codes.html")]
pub struct CodesPage {
    pub frame: Frame,
    pub errors: Vec<FormError>,
    /// Whose password it is, for the browser that keeps it.
    pub login: String,
    pub state: Codes,
    pub current_error: Option<String>,
    /// Whether nothing else is open until they are set up: the role of somebody of the staff asks for them.
    pub asked_by_role: bool,
}

/// Where the codes stand.
#[derive(Clone, Debug)]
pub enum Codes {
    Off,
    /// A secret was made and waits for its first code.
    Started {
        qr: QrDrawing,
        base32: String,
        url: String,
        code: Entry,
    },
    On {
        recovery_codes_left: u32,
    },
    /// Recovery codes, told now and never again.
    Told {
        codes: Vec<String>,
    },
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct CodesForm {
    #[serde(rename = "do")]
    wish: String,
    #[serde(default)]
    current_password: Secret,
    /// The secret's address, shown again when the code was wrong. What counts is kept by the market.
    #[serde(default)]
    secret: String,
    #[serde(default)]
    code: String,
}

/// `GET /account/security/codes`.
pub(super) async fn show(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
) -> Result<Response> {
    let state = standing(&http, &owner).await?;
    draw(&http, &request, &owner, state, &Faults::default()).await
}

/// `POST /account/security/codes`.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    owner: Owner,
    Form(sent): Form<CodesForm>,
) -> Result<Response> {
    let (app, actor, account) = (http.app().clone(), owner.actor, owner.account);
    let CodesForm { wish, current_password, secret, code } = sent;
    let current = current_password.take();
    let kept = secret.clone();
    let done = to_the_end(async move {
        match wish.as_str() {
            "start" => accounts::start_second_factor(&app, actor, account, current)
                .await
                .map(|enrolment| Some(started(&enrolment.url, Entry::default()))),
            "confirm" => accounts::confirm_second_factor(&app, actor, account, &code)
                .await
                .map(|codes| Some(Codes::Told { codes })),
            "renew" => accounts::renew_recovery_codes(&app, actor, account, current)
                .await
                .map(|codes| Some(Codes::Told { codes })),
            "stop" => accounts::stop_second_factor(&app, actor, account, current).await.map(|()| None),
            _ => {
                let detail = "Send start, confirm, renew or stop.".to_owned();
                Err(RequestRefusal::InvalidValue { pointer: "/do".to_owned(), detail }.into())
            }
        }
    });
    match done.await? {
        Ok(Some(state)) => draw(&http, &request, &owner, state, &Faults::default()).await,
        Ok(None) => Ok(see_other(&after(routes::account_security(), Done::CodesOff), None)),
        Err(error) => {
            let faults = Faults::of(error)?;
            let wrong = faults.words("code").is_some() && kept.len() <= MAX_URL_CHARS;
            let state = if wrong {
                started(&kept, faults.entry("code", ""))
            } else {
                standing(&http, &owner).await?
            };
            draw(&http, &request, &owner, state, &faults).await
        }
    }
}

pub(super) fn started(url: &str, code: Entry) -> Codes {
    let base32 = url.split_once("secret=").map_or("", |(_, rest)| rest.split('&').next().unwrap_or(""));
    let groups: Vec<String> =
        base32.as_bytes().chunks(4).map(|four| String::from_utf8_lossy(four).into_owned()).collect();
    Codes::Started {
        qr: qr::draw(url).unwrap_or_default(),
        base32: groups.join(" "),
        url: url.to_owned(),
        code,
    }
}

async fn standing(http: &HttpState, owner: &Owner) -> Result<Codes> {
    let own = accounts::show_account(http.app(), owner.account).await?;
    Ok(if own.second_factor {
        Codes::On { recovery_codes_left: own.recovery_codes_left }
    } else {
        Codes::Off
    })
}

async fn draw(
    http: &HttpState,
    request: &PageRequest,
    owner: &Owner,
    state: Codes,
    faults: &Faults,
) -> Result<Response> {
    let page = CodesPage {
        frame: setting(http, request).await?.frame,
        errors: faults.summary(&["current_password", "code"]),
        login: login_of(owner),
        asked_by_role: owner.session.lacks_second_factor && !matches!(state, Codes::Told { .. }),
        state,
        current_error: faults.words("current_password"),
    };
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    Ok(faults.answered(private(status, &page)))
}
