//! One vendor: what it says, who its people are, what it has, and what may be done about it.

use axum::http::StatusCode;
use axum::response::Response;
use souk_domain::account::Permission;
use souk_domain::ids::{DocumentId, VendorId};
use souk_domain::money::Money;
use souk_domain::vendor::MemberRole;
use souk_http::Result;
use souk_http::read::{Part, Query};
use souk_market::catalogue::ProductStatus;
use souk_market::documents::{Document, DocumentStatus};
use souk_market::ledger::VendorFunds;
use souk_market::office::{self, OfficeVendor};
use souk_market::vendors::{Member, VendorStatus};
use souk_ui::address::countries;
use souk_ui::desk::private;
use souk_ui::faults::Faults;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, dates, sizes};

use super::typed::Typed;
use super::words::{done_words, paper_key, paper_tone, status_key, status_tone};
use crate::prelude::*;
use crate::shared::{self, Clerk};

/// One vendor. The forms post `csrf`, `revision`, `from`, and where a reason is asked `reason`; those of papers `reason` alone.
#[derive(Clone, Debug, Template)]
#[template(path = "vendors/show.html")]
pub struct VendorPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub id: String,
    pub revision: i64,
    pub name: String,
    pub slug: String,
    /// Whether its page is there for all.
    pub is_open: bool,
    /// The key of its status in words, and the class of its badge.
    pub status: &'static str,
    pub tone: &'static str,
    /// What it is and says, in short.
    pub facts: Vec<Fact>,
    pub story: String,
    /// What it told when it applied; empty: the staff made it.
    pub sells: String,
    /// Where it does business, line by line.
    pub address: Vec<String>,
    /// Why it was refused; empty: it was not.
    pub answer: String,
    pub members: Vec<MemberOnPage>,
    pub papers: Vec<PaperOnPage>,
    pub products: Vec<Counted>,
    pub orders: Vec<Counted>,
    /// Where its money goes, in words.
    pub payout: String,
    /// `None`: who looks may not see money.
    pub funds: Option<FundsOnPage>,
    /// Whether who looks may decide.
    pub may_write: bool,
    /// Whether who looks may act for it.
    pub may_act: bool,
    pub steps: Steps,
    /// What was typed as a reason.
    pub reason: Entry,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// Something that is so, and its name.
#[derive(Clone, Debug)]
pub struct Fact {
    pub words: String,
    pub value: String,
}

/// Which steps lead on from where a vendor stands.
#[derive(Clone, Copy, Debug, Default)]
pub struct Steps {
    pub answers: bool,
    pub suspends: bool,
    pub reinstates: bool,
    pub closes: bool,
}

/// Somebody who acts for it.
#[derive(Clone, Debug)]
pub struct MemberOnPage {
    pub name: String,
    pub email: String,
    pub role: String,
}

/// A paper.
#[derive(Clone, Debug)]
pub struct PaperOnPage {
    pub id: String,
    pub name: String,
    /// When it came, and how large it is.
    pub about: String,
    pub status: &'static str,
    pub tone: &'static str,
    pub is_waiting: bool,
    /// Why another was asked for.
    pub answer: String,
    pub reason: Entry,
}

/// How many there are of a kind.
#[derive(Clone, Debug)]
pub struct Counted {
    pub words: String,
    pub count: i64,
}

/// What it has.
#[derive(Clone, Debug)]
pub struct FundsOnPage {
    pub escrow: Money,
    pub available: Money,
    pub paid_out: Money,
}

/// What was typed of which paper, and what is wrong with it.
pub(super) struct OfPaper<'a> {
    pub(super) document: DocumentId,
    pub(super) reason: &'a str,
    pub(super) faults: &'a Faults,
}

/// What was sent and is wrong.
enum Wrong<'a> {
    Nothing,
    Step(Typed<'a>),
    Paper(OfPaper<'a>),
}

#[derive(Default, serde::Deserialize)]
#[serde(default)]
pub(super) struct VendorQuery {
    done: String,
}

/// `GET /admin/vendors/{id}`.
pub(super) async fn show(
    clerk: Clerk,
    Part(id): Part<VendorId>,
    Query(asked): Query<VendorQuery>,
) -> Result<Response> {
    draw(&clerk, id, Wrong::Nothing, done_words(&asked.done)).await
}

/// The page with what was wrong about a step.
pub(super) async fn again(clerk: &Clerk, typed: Typed<'_>) -> Result<Response> {
    let vendor = typed.vendor;
    draw(clerk, vendor, Wrong::Step(typed), String::new()).await
}

/// The page with what was wrong about a paper.
pub(super) async fn again_of_paper(clerk: &Clerk, vendor: VendorId, typed: OfPaper<'_>) -> Result<Response> {
    draw(clerk, vendor, Wrong::Paper(typed), String::new()).await
}

async fn draw(clerk: &Clerk, id: VendorId, wrong: Wrong<'_>, done: String) -> Result<Response> {
    let found = office::vendor(clerk.http.app(), clerk.actor, id).await?;
    let (frame, mut desk) = clerk.frame(&found.around);
    desk.crumbs =
        vec![Crumb::to(say("office-vendors", &[]), ways::vendors()), Crumb::here(found.vendor.name.clone())];
    let (faults, reason) = match &wrong {
        Wrong::Nothing => (Faults::default(), Entry::default()),
        Wrong::Step(typed) => (typed.faults.clone(), typed.faults.entry("reason", typed.reason)),
        Wrong::Paper(typed) => (typed.faults.clone(), Entry::default()),
    };
    let mut errors = faults.summary(&["reason"]);
    if let Wrong::Paper(typed) = &wrong {
        for error in errors.iter_mut().filter(|error| error.field == "reason") {
            error.field = format!("reason-{}", typed.document);
        }
    }
    let status = if faults.is_empty() { StatusCode::OK } else { faults.status() };
    let facts = facts(&found);
    let payout = payout_words(&found);
    let funds = found.funds.as_ref().map(funds_on_page);
    let OfficeVendor { vendor, told, members, documents, products, orders, .. } = found;
    let (sells, address, answer) =
        told.map(|told| (told.sells, told.address.lines(), told.answer)).unwrap_or_default();
    let page = VendorPage {
        frame,
        desk,
        errors,
        id: vendor.id.to_string(),
        revision: vendor.revision,
        is_open: vendor.status == VendorStatus::Active,
        status: status_key(vendor.status),
        tone: status_tone(vendor.status),
        facts,
        story: vendor.story,
        sells,
        address,
        answer,
        members: members.into_iter().map(member).collect(),
        papers: documents.into_iter().map(|paper| paper_on_page(paper, &wrong)).collect(),
        products: products.into_iter().map(|(status, count)| counted(product_key(status), count)).collect(),
        orders: orders
            .into_iter()
            .map(|(status, count)| counted(shared::status_key(status), count))
            .collect(),
        payout,
        funds,
        may_write: clerk.may(Permission::VendorsWrite),
        may_act: clerk.may(Permission::VendorsAct),
        steps: steps(vendor.status),
        reason,
        done,
        name: vendor.name,
        slug: vendor.slug,
    };
    Ok(faults.answered(private(status, &page)))
}

fn facts(found: &OfficeVendor) -> Vec<Fact> {
    let vendor = &found.vendor;
    let place = match (vendor.city.is_empty(), vendor.country.is_empty()) {
        (true, true) => String::new(),
        (true, false) => countries::name_of(&vendor.country),
        (false, true) => vendor.city.clone(),
        (false, false) => format!("{}, {}", vendor.city, countries::name_of(&vendor.country)),
    };
    let applied = found.told.as_ref().map(|told| dates::moment(&dates::at(told.applied_at)));
    [
        ("field-email", vendor.email.clone()),
        ("office-slug", vendor.slug.clone()),
        ("desk-tagline", vendor.tagline.clone()),
        ("office-place", place),
        ("office-since", dates::moment(&dates::at(vendor.created_at))),
        ("office-applied-at", applied.unwrap_or_default()),
    ]
    .into_iter()
    .filter(|(_, value)| !value.is_empty())
    .map(|(key, value)| Fact { words: say(key, &[]), value })
    .collect()
}

fn payout_words(found: &OfficeVendor) -> String {
    match (&found.payout, found.has_payout) {
        (Some(payout), _) => format!("{} · {}", payout.holder, payout.masked),
        (None, true) => say("office-payout-set", &[]),
        (None, false) => say("office-payout-none", &[]),
    }
}

fn funds_on_page(funds: &VendorFunds) -> FundsOnPage {
    let money = |minor| Money::new(minor, funds.currency);
    FundsOnPage {
        escrow: money(funds.escrow),
        available: money(funds.available),
        paid_out: money(funds.paid_out),
    }
}

/// Which steps lead on from a status.
pub(super) fn steps(status: VendorStatus) -> Steps {
    Steps {
        answers: status == VendorStatus::Applied,
        suspends: status == VendorStatus::Active,
        reinstates: status == VendorStatus::Suspended,
        closes: matches!(status, VendorStatus::Active | VendorStatus::Suspended),
    }
}

fn member(member: Member) -> MemberOnPage {
    let full = format!("{} {}", member.first_name, member.last_name);
    let name = if full.trim().is_empty() { member.username } else { full.trim().to_owned() };
    MemberOnPage { name, email: member.email.unwrap_or_default(), role: say(role_key(member.role), &[]) }
}

fn paper_on_page(paper: Document, wrong: &Wrong<'_>) -> PaperOnPage {
    let reason = match wrong {
        Wrong::Paper(typed) if typed.document == paper.id => typed.faults.entry("reason", typed.reason),
        _ => Entry::default(),
    };
    PaperOnPage {
        id: paper.id.to_string(),
        about: format!("{}, {}", dates::moment(&dates::at(paper.created_at)), sizes::size(paper.bytes)),
        status: paper_key(paper.status),
        tone: paper_tone(paper.status),
        is_waiting: paper.status == DocumentStatus::Waiting,
        name: paper.name,
        answer: paper.answer,
        reason,
    }
}

fn counted(key: &'static str, count: i64) -> Counted {
    Counted { words: say(key, &[]), count }
}

fn role_key(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Owner => "role-owner",
        MemberRole::Manager => "role-manager",
        MemberRole::Fulfilment => "role-fulfilment",
        MemberRole::ReadOnly => "role-read-only",
    }
}

fn product_key(status: ProductStatus) -> &'static str {
    match status {
        ProductStatus::Draft => "product-draft",
        ProductStatus::InReview => "product-in-review",
        ProductStatus::Active => "product-active",
        ProductStatus::Rejected => "product-rejected",
        ProductStatus::Archived => "product-archived",
    }
}
