//! The returns of a vendor, each with what can be done with it.

use axum::response::Response;
use jiff::Zoned;
use serde::Deserialize;
use souk_domain::ids::ReturnId;
use souk_domain::money::Money;
use souk_domain::order::ReturnStatus;
use souk_domain::percent;
use souk_domain::vendor::VendorPermission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::portal::{self, ReturnsQuery};
use souk_market::returns::ReturnView;
use souk_ui::dates::at;
use souk_ui::order::{called, return_reason_key, so_many};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Fields, FormLine, Mistakes, Worker, fresh_key, private};

/// The list.
#[derive(Clone, Debug, Template)]
#[template(path = "returns/list.html")]
pub struct ReturnsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub tabs: Vec<ReturnTab>,
    pub returns: Vec<ReturnOnPage>,
    pub next: Option<String>,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// One view of the list.
#[derive(Clone, Debug)]
pub struct ReturnTab {
    pub words: String,
    pub href: String,
    pub is_here: bool,
}

/// A line of a return of which pieces are on their way.
#[derive(Clone, Debug)]
pub struct AwaitedLine {
    pub pieces: FormLine,
    /// The name of the field that says whether they are for sale again.
    pub restock_field: String,
    pub restock: bool,
}

/// A return.
#[derive(Clone, Debug)]
pub struct ReturnOnPage {
    pub id: String,
    /// The number of its order.
    pub number: String,
    pub asked: Zoned,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    /// "1 × Tall mug".
    pub things: String,
    /// The key of why.
    pub reason: &'static str,
    /// The buyer's words; may be empty.
    pub words: String,
    /// What the vendor said; may be empty.
    pub answered: String,
    /// What of it has arrived, where not all of it has; may be empty.
    pub arrived: String,
    /// Why the vendor waits for the rest no more; may be empty.
    pub closing: String,
    /// The addresses of what the buyer photographed.
    pub photos: Vec<String>,
    pub key: String,
    pub revision: i64,
    pub answer: Entry,
    /// What may be received.
    pub awaited: Vec<AwaitedLine>,
    pub refund_now: bool,
    pub may_approve: bool,
    pub may_refuse: bool,
    pub may_receive: bool,
    /// Whether the rest of it may be closed.
    pub may_close: bool,
    pub may_refund: bool,
    /// What is to be done and gives money back: its word, the key of its button, and how much.
    pub deed: Option<(String, &'static str, Money)>,
}

impl ReturnOnPage {
    /// The id of the field of the answer: a page has one for each return.
    pub fn answer_field(&self) -> String {
        answer_field(&self.id)
    }

    /// Whether anything can be done with it.
    pub fn waits(&self) -> bool {
        self.may_approve || self.may_refuse || self.may_receive || self.may_refund
    }
}

pub(super) fn answer_field(id: &str) -> String {
    format!("answer-{id}")
}

/// The beginning of the fields that say how many pieces of each line of a return arrived.
pub(super) fn pieces_prefix(id: &str) -> String {
    format!("n-{id}-")
}

/// The same of those that say whether they are for sale again.
pub(super) fn restock_prefix(id: &str) -> String {
    format!("s-{id}-")
}

#[derive(Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct ListQuery {
    view: String,
    after: String,
    done: String,
}

/// What went wrong with a return, and what was typed.
#[derive(Default)]
pub(super) struct Trouble {
    pub(super) of: Option<ReturnId>,
    pub(super) sent: Fields,
    pub(super) mistakes: Mistakes,
    /// What would go back, for somebody to see before it does.
    pub(super) sum: Option<Money>,
}

/// `GET /vendor/returns`.
pub(super) async fn show(worker: Worker, Query(asked): Query<ListQuery>) -> Result<Response> {
    let query = ReturnsQuery {
        status: ReturnStatus::parse(&asked.view),
        after: Some(asked.after).filter(|after| !after.is_empty()),
        only: None,
    };
    let done = match asked.done.as_str() {
        "answered" => say("done-answered", &[]),
        _ => String::new(),
    };
    draw(&worker, query, &Trouble::default(), done).await
}

/// The page, with what went wrong in a form of it.
pub(super) async fn draw(
    worker: &Worker,
    query: ReturnsQuery,
    trouble: &Trouble,
    done: String,
) -> Result<Response> {
    worker.require(VendorPermission::ReturnsRead)?;
    let status = query.status;
    let found = portal::returns(worker.http.app(), worker.seat, query).await?;
    let (frame, desk) = worker.frame(&found.around);
    let next = |after: &String| {
        let view = status.map_or("", ReturnStatus::as_str);
        format!("{}&after={}", ways::returns_of(view), percent::encode(after))
    };
    let page = ReturnsPage {
        frame,
        desk,
        tabs: tabs(status),
        returns: found.returns.iter().map(|view| on_page(worker, view, trouble)).collect(),
        next: found.next.as_ref().map(next),
        errors: trouble.mistakes.all(),
        done,
    };
    Ok(private(trouble.mistakes.status(), &page))
}

pub(super) fn tabs(here: Option<ReturnStatus>) -> Vec<ReturnTab> {
    let views = [
        (None, "orders-all"),
        (Some(ReturnStatus::Requested), "returns-requested"),
        (Some(ReturnStatus::Approved), "returns-approved"),
        (Some(ReturnStatus::Received), "returns-received"),
    ];
    let tab = |(status, key): (Option<ReturnStatus>, &str)| ReturnTab {
        words: say(key, &[]),
        href: ways::returns_of(status.map_or("", ReturnStatus::as_str)),
        is_here: status == here,
    };
    views.map(tab).to_vec()
}

fn on_page(worker: &Worker, view: &ReturnView, trouble: &Trouble) -> ReturnOnPage {
    let id = view.id.to_string();
    let may = worker.seat.may(VendorPermission::ReturnsWrite);
    let is = |statuses: &[ReturnStatus]| may && statuses.contains(&view.status);
    let things = view.lines.iter().map(|line| so_many(line.quantity, &line.name, &line.options));
    let told = trouble.of == Some(view.id);
    let typed = if told { trouble.sent.get("answer") } else { "" };
    let is_whole = view.lines.iter().all(|line| line.outstanding() == 0);
    let come = view.lines.iter().filter(|line| line.received > 0 && !is_whole);
    let come =
        come.map(|line| so_many(line.received, &line.name, &line.options)).collect::<Vec<_>>().join(", ");
    let may_receive = is(&[ReturnStatus::Approved]);
    let awaited = view.lines.iter().filter(|line| may_receive && line.outstanding() > 0).map(|line| {
        let field = format!("{}{}", pieces_prefix(&id), line.line);
        let restock_field = format!("{}{}", restock_prefix(&id), line.line);
        let most = line.outstanding();
        let restock = !told || !trouble.sent.get(&restock_field).is_empty();
        let (none, no_mistakes) = (Fields::default(), Mistakes::default());
        let (sent, mistakes) = if told { (&trouble.sent, &trouble.mistakes) } else { (&none, &no_mistakes) };
        let quantity = sent.entry(mistakes, &field, &most.to_string());
        AwaitedLine {
            pieces: FormLine { field, name: called(&line.name, &line.options), most, quantity },
            restock_field,
            restock,
        }
    });
    let tone = match view.status {
        ReturnStatus::Requested | ReturnStatus::Received => Tone::Warn,
        ReturnStatus::Approved => Tone::Info,
        ReturnStatus::Refused => Tone::Bad,
        ReturnStatus::Refunded => Tone::Good,
    };
    ReturnOnPage {
        number: view.order_number.clone(),
        asked: at(view.created_at),
        label: crate::shared::return_key(view.status),
        tone,
        things: things.collect::<Vec<_>>().join(", "),
        reason: return_reason_key(view.reason),
        words: view.words.clone(),
        answered: view.answer.clone(),
        arrived: come,
        closing: view.closing.clone(),
        photos: view.photos.iter().map(|photo| ways::return_photo(&view.id, &photo.id)).collect(),
        key: fresh_key(worker.http.app()),
        revision: view.revision,
        answer: Entry { value: typed.to_owned(), error: trouble.mistakes.words(&answer_field(&id)) },
        awaited: awaited.collect(),
        refund_now: !told || !trouble.sent.get("refund").is_empty(),
        may_approve: is(&[ReturnStatus::Requested]),
        may_refuse: is(&[ReturnStatus::Requested, ReturnStatus::Approved]) && !view.has_come(),
        may_receive,
        may_close: may_receive,
        may_refund: is(&[ReturnStatus::Received])
            || is(&[ReturnStatus::Approved]) && view.lines.iter().any(|line| line.owed() > 0),
        deed: trouble.sum.filter(|_| told).map(|sum| {
            let deed = trouble.sent.get("do");
            (deed.to_owned(), deed_key(deed), sum)
        }),
        id,
    }
}

/// The key of the button that names what is done and how much goes back.
pub(super) fn deed_key(deed: &str) -> &'static str {
    match deed {
        "receive" => "returns-receive-sum",
        "close" => "returns-close-sum",
        _ => "refund-button",
    }
}
