//! Who acts for a vendor, and who is asked to.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{AccountId, InvitationId};
use souk_domain::refusal::VendorRefusal;
use souk_domain::text::Email;
use souk_domain::vendor::{MemberRole, VendorPermission};
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::joining::{self, NewInvitation};
use souk_market::portal;
use souk_market::vendors;
use souk_ui::faults::Faults;
use souk_ui::form::{ButtonForm, Choice, Secret};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError, dates};

use super::confirm::confirmed;
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
    pub role_error: Option<String>,
    /// What waits for the password of the one who asks.
    pub ask: Option<Ask>,
    pub done: bool,
}

/// Something that is done once the password is typed.
#[derive(Clone, Debug)]
pub struct Ask {
    /// Where its form posts, and what beside the password.
    pub action: String,
    pub fields: Vec<(&'static str, String)>,
    /// Whom it is about.
    pub who: String,
    pub error: Option<String>,
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

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct InviteForm {
    email: String,
    role: String,
    current_password: Secret,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct MemberForm {
    role: String,
    current_password: Secret,
    #[serde(rename = "do")]
    pressed: String,
}

/// `GET /vendor/settings/team`.
pub(super) async fn show(worker: Worker, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&worker, &InviteForm::default(), &Faults::default(), None, asked.is_done()).await
}

/// `POST /vendor/settings/team`: asks somebody.
pub(super) async fn invite(worker: Worker, Form(mut sent): Form<InviteForm>) -> Result<Response> {
    worker.require(VendorPermission::MembersWrite)?;
    let mut faults = Faults::default();
    let (email, role) = (Email::parse(&sent.email), MemberRole::parse(&sent.role));
    if email.is_err() {
        faults.put("email", say("email-malformed", &[]));
    }
    if role.is_none() {
        faults.put("role", say("desk-choose-again", &[]));
    }
    let (Ok(email), Some(role)) = (email, role) else {
        return draw(&worker, &sent, &faults, None, false).await;
    };
    if role == MemberRole::Owner
        && let Err(faults) = confirmed(&worker, std::mem::take(&mut sent.current_password)).await?
    {
        let ask = Ask {
            action: ways::team().to_owned(),
            fields: vec![("email", sent.email.clone()), ("role", sent.role.clone())],
            who: sent.email.clone(),
            error: faults.words("current_password"),
        };
        return draw(&worker, &sent, &faults, Some(ask), false).await;
    }
    let new = NewInvitation { email, role };
    let invited = joining::invite_member(worker.http.app(), worker.actor(), worker.seat.vendor, new).await;
    told(&worker, &sent, invited.map(|_invitation| ())).await
}

/// `POST /vendor/settings/team/{id}`: another role, or off; everybody may go by themselves. Who becomes an owner, or is one no more,
/// asks for the password.
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
    let blank = InviteForm::default();
    let wished =
        if sent.pressed == REMOVE { Ok(None) } else { MemberRole::parse(&sent.role).map(Some).ok_or(()) };
    let Ok(wished) = wished else {
        return draw(&worker, &blank, &Faults::at("", say("desk-choose-again", &[])), None, false).await;
    };
    // everybody knows their own role; those of others are for who may see them
    let (role, who) = if account == worker.seat.account {
        let name = worker.request.signed.as_ref().map(|session| session.name.clone());
        (worker.seat.role, name.unwrap_or_default())
    } else {
        let members = vendors::list_members(app, actor, vendor).await?;
        let member = members.iter().find(|member| member.account == account);
        let member = member.ok_or(VendorRefusal::MemberNotFound)?;
        (member.role, member.greeting().to_owned())
    };
    let owner = Some(MemberRole::Owner);
    if (Some(role) == owner) != (wished == owner)
        && let Err(faults) = confirmed(&worker, sent.current_password).await?
    {
        let ask = Ask {
            action: ways::member(&account.to_string()),
            fields: vec![("role", sent.role), ("do", sent.pressed)],
            who,
            error: faults.words("current_password"),
        };
        return draw(&worker, &blank, &faults, Some(ask), false).await;
    }
    let done = match wished {
        None => vendors::remove_member(app, actor, vendor, account).await,
        Some(role) => vendors::change_member(app, actor, vendor, account, role).await.map(|_members| ()),
    };
    if leaves && done.is_ok() {
        return Ok(see_other(ways::home(), None));
    }
    told(&worker, &blank, done).await
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
        Err(error) => draw(worker, sent, &Faults::of(error)?, None, false).await,
    }
}

async fn draw(
    worker: &Worker,
    sent: &InviteForm,
    faults: &Faults,
    ask: Option<Ask>,
    done: bool,
) -> Result<Response> {
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
        errors: faults.summary(&["current_password", "email", "role"]),
        people: people.into_iter().map(colleague).collect(),
        open: open.into_iter().map(asked).collect(),
        may_rule: worker.seat.may(VendorPermission::MembersWrite),
        email: faults.entry("email", &sent.email),
        roles: roles(MemberRole::parse(&sent.role).or(Some(MemberRole::Manager))),
        role_error: faults.words("role"),
        ask,
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
