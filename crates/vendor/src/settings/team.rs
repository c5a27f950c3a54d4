//! Who acts for a vendor, and who is asked to.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{AccountId, InvitationId};
use souk_domain::text::Email;
use souk_domain::vendor::{MemberRole, VendorPermission};
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::joining::{self, NewInvitation};
use souk_market::portal;
use souk_market::vendors;
use souk_ui::faults::Faults;
use souk_ui::form::{ButtonForm, Choice};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, dates};

use crate::prelude::*;
use crate::shared::{DoneQuery, Worker, private};

/// The button that sends a member off.
const REMOVE: &str = "remove";

/// Everyone, with a form each for who may; below a form to ask another, which posts `csrf`, `email`, `role`.
#[derive(Clone, Debug, Template)]
#[template(path = "settings/team.html")]
pub struct TeamPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub people: Vec<Colleague>,
    pub open: Vec<Asked>,
    /// Whether the one who looks may change who is here.
    pub may_rule: bool,
    pub email: Entry,
    pub roles: Vec<Choice>,
    pub done: bool,
}

/// Somebody who acts for the vendor.
#[derive(Clone, Debug)]
pub struct Colleague {
    pub account: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub roles: Vec<Choice>,
    /// Whether it is the one who looks.
    pub is_self: bool,
}

/// Somebody who was asked and has not answered.
#[derive(Clone, Debug)]
pub struct Asked {
    pub id: String,
    pub email: String,
    pub role: String,
    pub until: String,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct InviteForm {
    email: String,
    role: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MemberForm {
    role: String,
    #[serde(rename = "do")]
    pressed: String,
}

/// `GET /vendor/settings/team`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&worker, &InviteForm::default(), &Faults::default(), asked.is_done()).await
}

/// `POST /vendor/settings/team`: asks somebody.
pub(super) async fn invite(worker: Worker, Form(sent): Form<InviteForm>) -> Result<Response> {
    worker.require(VendorPermission::MembersWrite)?;
    let (Ok(email), Some(role)) = (Email::parse(&sent.email), MemberRole::parse(&sent.role)) else {
        return draw(&worker, &sent, &Faults::at("email", say("email-malformed", &[])), false).await;
    };
    let new = NewInvitation { email, role };
    let invited = joining::invite_member(worker.http.app(), worker.actor(), worker.seat.vendor, new).await;
    told(&worker, &sent, invited.map(|_invitation| ())).await
}

/// `POST /vendor/settings/team/{id}`: another role, or off; everybody may go by themselves.
pub(super) async fn change(
    worker: Worker,
    Part(account): Part<AccountId>,
    Form(sent): Form<MemberForm>,
) -> Result<Response> {
    let (app, actor, vendor) = (worker.http.app(), worker.actor(), worker.seat.vendor);
    let leaves = account == worker.seat.account && sent.pressed == REMOVE;
    if !leaves {
        worker.require(VendorPermission::MembersWrite)?;
    }
    let done = match (sent.pressed == REMOVE, MemberRole::parse(&sent.role)) {
        (true, _) => vendors::remove_member(app, actor, vendor, account).await,
        (false, Some(role)) => {
            vendors::change_member(app, actor, vendor, account, role).await.map(|_members| ())
        }
        (false, None) => Ok(()),
    };
    if leaves && done.is_ok() {
        return Ok(see_other(ways::home(), None));
    }
    told(&worker, &InviteForm::default(), done).await
}

/// `POST /vendor/settings/invitations/{id}`: takes an invitation back.
pub(super) async fn withdraw(
    worker: Worker,
    Part(id): Part<InvitationId>,
    Form(ButtonForm {}): Form<ButtonForm>,
) -> Result<Response> {
    worker.require(VendorPermission::MembersWrite)?;
    let vendor = worker.seat.vendor;
    joining::withdraw_invitation(worker.http.app(), worker.actor(), vendor, id).await?;
    Ok(see_other(&format!("{}?done=yes", ways::team()), None))
}

async fn told(worker: &Worker, sent: &InviteForm, done: souk_market::Result<()>) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", ways::team()), None)),
        Err(error) => draw(worker, sent, &Faults::of(error)?, false).await,
    }
}

async fn draw(worker: &Worker, sent: &InviteForm, faults: &Faults, done: bool) -> Result<Response> {
    let (app, vendor) = (worker.http.app(), worker.seat.vendor);
    let around = portal::around(app, worker.seat).await?;
    let people = vendors::list_members(app, worker.actor(), vendor).await?;
    let open = joining::list_invitations(app, worker.actor(), vendor).await?;
    let (frame, desk) = worker.frame(&around);
    let colleague = |member: vendors::Member| Colleague {
        account: member.account.to_string(),
        name: member.greeting().to_owned(),
        email: member.email.unwrap_or_default(),
        role: say(words(member.role), &[]),
        roles: roles(Some(member.role)),
        is_self: member.account == worker.seat.account,
    };
    let asked = |invitation: joining::Invitation| Asked {
        id: invitation.id.to_string(),
        email: invitation.email,
        role: say(words(invitation.role), &[]),
        until: dates::moment(&dates::at(invitation.expires_at)),
    };
    let page = TeamPage {
        frame,
        desk,
        errors: faults.summary(&["email"]),
        people: people.into_iter().map(colleague).collect(),
        open: open.into_iter().map(asked).collect(),
        may_rule: worker.seat.may(VendorPermission::MembersWrite),
        email: faults.entry("email", &sent.email),
        roles: roles(MemberRole::parse(&sent.role).or(Some(MemberRole::Manager))),
        done,
    };
    Ok(faults.answered(private(faults.status(), &page)))
}

pub(super) fn roles(chosen: Option<MemberRole>) -> Vec<Choice> {
    let choice = |role: &MemberRole| Choice {
        value: role.as_str().to_owned(),
        name: say(words(*role), &[]),
        chosen: Some(*role) == chosen,
    };
    MemberRole::ALL.iter().map(choice).collect()
}

fn words(role: MemberRole) -> &'static str {
    match role {
        MemberRole::Owner => "role-owner",
        MemberRole::Manager => "role-manager",
        MemberRole::Fulfilment => "role-fulfilment",
        MemberRole::ReadOnly => "role-read-only",
    }
}
