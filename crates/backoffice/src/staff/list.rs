//! Everyone of the staff, and who is asked to join.

use axum::response::Response;
use souk_domain::account::Permission;
use souk_http::Result;
use souk_http::read::Query;
use souk_market::accounts::{self, Colleague, StaffInvitation};
use souk_market::{office, staff};
use souk_ui::desk::{DoneQuery, Fields, Mistakes, private};
use souk_ui::form::Choice;
use souk_ui::{Entry, FormError, dates};

use crate::prelude::*;
use crate::shared::Clerk;

/// The staff. The form that asks somebody posts `csrf`, `email`, `role` and `department`; the buttons of an invitation `do` (`resend` or
/// `withdraw`).
#[derive(Clone, Debug, Template)]
#[template(path = "staff/list.html")]
pub struct StaffPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub people: Vec<ColleagueOnPage>,
    pub asked: Vec<AskedOnPage>,
    /// Whether who looks may ask people.
    pub may_rule: bool,
    pub email: Entry,
    pub roles: Vec<Choice>,
    pub departments: Vec<Choice>,
    pub done: bool,
}

/// A member of the staff.
#[derive(Clone, Debug)]
pub struct ColleagueOnPage {
    pub account: String,
    pub name: String,
    pub email: String,
    pub role: String,
    pub department: String,
    /// When they signed in last, in words; empty: never.
    pub last: String,
    /// Whether the role asks for sign-in codes that they have not set up.
    pub lacks_codes: bool,
}

/// Somebody who was asked and has not answered.
#[derive(Clone, Debug)]
pub struct AskedOnPage {
    pub id: String,
    pub email: String,
    pub role: String,
    pub department: String,
    pub until: String,
}

/// `GET /admin/staff`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&clerk, &Fields::default(), &Mistakes::default(), asked.is_done()).await
}

pub(super) async fn draw(clerk: &Clerk, sent: &Fields, mistakes: &Mistakes, done: bool) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let people = accounts::list_colleagues(app, actor).await?;
    let open = accounts::list_staff_invitations(app, actor).await?;
    let (roles, departments) = groups(clerk).await?;
    let (frame, desk) = clerk.frame(&office::around(app, actor).await?);
    let asked = |asked: StaffInvitation| AskedOnPage {
        id: asked.id.to_string(),
        email: asked.email,
        role: name_of(&roles, &asked.role),
        department: name_of(&departments, &asked.department),
        until: dates::moment(&dates::at(asked.expires_at)),
    };
    let page = StaffPage {
        frame,
        desk,
        errors: mistakes.all(),
        people: people.into_iter().map(colleague).collect(),
        asked: open.into_iter().map(asked).collect(),
        may_rule: clerk.may(Permission::StaffWrite),
        email: sent.entry(mistakes, "email", ""),
        roles: choices(&roles, sent.get("role")),
        departments: choices(&departments, sent.get("department")),
        done,
    };
    Ok(private(mistakes.status(), &page))
}

/// A code and a name.
pub(super) type Named = (String, String);

/// Every role and every department.
pub(super) async fn groups(clerk: &Clerk) -> Result<(Vec<Named>, Vec<Named>)> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let roles = staff::list_roles(app, actor).await?;
    let departments = staff::list_departments(app, actor).await?;
    Ok((
        roles.into_iter().map(|role| (role.code, role.name)).collect(),
        departments.into_iter().map(|department| (department.code, department.name)).collect(),
    ))
}

pub(super) fn choices(all: &[Named], chosen: &str) -> Vec<Choice> {
    let choice =
        |(code, name): &Named| Choice { value: code.clone(), name: name.clone(), chosen: code == chosen };
    all.iter().map(choice).collect()
}

fn name_of(all: &[Named], code: &str) -> String {
    let found = all.iter().find(|(known, _)| known == code);
    found.map_or_else(|| code.to_owned(), |(_, name)| name.clone())
}

fn colleague(member: Colleague) -> ColleagueOnPage {
    let last = member.last_sign_in_at.map(|at| dates::moment(&dates::at(at)));
    ColleagueOnPage {
        account: member.account.to_string(),
        name: member.name(),
        lacks_codes: member.requires_second_factor && !member.second_factor,
        email: member.email.unwrap_or_default(),
        role: member.role_name,
        department: member.department_name,
        last: last.unwrap_or_default(),
    }
}
