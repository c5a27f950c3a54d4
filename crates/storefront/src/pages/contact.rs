//! Writing to the market: a form that becomes a mail.

use axum::extract::State;
use axum::http::{StatusCode, Uri};
use axum::response::Response;
use serde::Deserialize;
use souk_domain::field::FieldError;
use souk_domain::refusal::Refusal;
use souk_http::read::Form;
use souk_http::{Client, HttpState, Result};
use souk_market::notifications::{Message, send_message};
use souk_ui::prelude::*;
use souk_ui::redirect::see_other;
use souk_ui::request::{PageRequest, Setting, setting};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, page};

/// What the address says after a message was sent.
const SENT: &str = "sent=yes";

/// The page with its form, or with thanks.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/contact.html")]
pub struct ContactPage {
    pub frame: Frame,
    /// Where messages go; empty: nobody reads them, and there is no form.
    pub contact: String,
    pub form: ContactForm,
    pub errors: Vec<FormError>,
    pub sent: bool,
}

/// What was typed.
#[derive(Clone, Debug, Default)]
pub struct ContactForm {
    pub name: Entry,
    pub email: Entry,
    pub order: Entry,
    pub words: Entry,
}

/// The form as it is sent.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct MessageForm {
    #[serde(default)]
    pub(super) name: String,
    #[serde(default)]
    pub(super) email: String,
    #[serde(default)]
    pub(super) order: String,
    #[serde(default)]
    pub(super) words: String,
}

impl MessageForm {
    pub(super) fn message(&self) -> Message {
        let Self { name, email, order, words } = self.clone();
        Message { name, email, order, words }
    }
}

impl ContactPage {
    /// The form with what was typed and what is wrong with it.
    pub(super) fn of(frame: Frame, contact: String, typed: &MessageForm, wrong: &[FieldError]) -> Self {
        let entry = |name: &str, value: &str| {
            let field = wrong.iter().find(|field| field.pointer.trim_start_matches('/') == name);
            Entry { value: value.to_owned(), error: field.map(|field| words_for(name, value, field)) }
        };
        let form = ContactForm {
            name: entry("name", &typed.name),
            email: entry("email", &typed.email),
            order: entry("order", &typed.order),
            words: entry("words", &typed.words),
        };
        let named =
            [("name", &form.name), ("email", &form.email), ("order", &form.order), ("words", &form.words)];
        let error = |(name, entry): (&str, &Entry)| {
            entry.error.clone().map(|words| FormError { field: name.to_owned(), words })
        };
        let errors = named.into_iter().filter_map(error).collect();
        Self { frame, contact, errors, form, sent: false }
    }
}

/// What was left empty has words of its own; everything else says what is wrong with it.
fn words_for(name: &str, value: &str, field: &FieldError) -> String {
    match name {
        "name" if value.trim().is_empty() => say("contact-name-needed", &[]),
        "words" if value.trim().is_empty() => say("contact-words-needed", &[]),
        "email" if value.trim().is_empty() => say("email-needed", &[]),
        "email" => say("email-malformed", &[]),
        _ => field.detail.clone(),
    }
}

/// `GET /contact`.
pub(super) async fn show(State(http): State<HttpState>, request: PageRequest, uri: Uri) -> Result<Response> {
    let Setting { frame, market, .. } = setting(&http, &request).await?;
    let sent = uri.query().is_some_and(|query| query == SENT);
    // what is known of who is signed in is not asked again
    let known = request.signed.map(|session| MessageForm {
        name: session.name,
        email: session.email.unwrap_or_default(),
        ..MessageForm::default()
    });
    let form = ContactPage::of(frame, market.contact, &known.unwrap_or_default(), &[]);
    Ok(page(StatusCode::OK, &ContactPage { sent, ..form }))
}

/// `POST /contact`: sends what was written; what cannot be sent comes back in the form.
pub(super) async fn send(
    State(http): State<HttpState>,
    request: PageRequest,
    client: Client,
    Form(typed): Form<MessageForm>,
) -> Result<Response> {
    let message = match typed.message().checked() {
        Ok(message) => message,
        Err(wrong) => {
            let Setting { frame, market, .. } = setting(&http, &request).await?;
            let form = ContactPage::of(frame, market.contact, &typed, &wrong);
            return Ok(page(StatusCode::UNPROCESSABLE_ENTITY, &form));
        }
    };
    let who = (!client.is_unforwarded_loopback()).then(|| client.network().as_bytes().to_vec());
    let sent = send_message(http.app(), message, who);
    match sent.await {
        Ok(()) => Ok(see_other(&format!("{}?{SENT}", routes::contact()), None)),
        Err(error) if matches!(error.refusal(), Some(Refusal::Throttle(_))) => {
            let Setting { frame, market, .. } = setting(&http, &request).await?;
            let mut form = ContactPage::of(frame, market.contact, &typed, &[]);
            form.errors.push(FormError { field: String::new(), words: say("contact-too-many", &[]) });
            Ok(page(StatusCode::TOO_MANY_REQUESTS, &form))
        }
        Err(error) => Err(error.into()),
    }
}
