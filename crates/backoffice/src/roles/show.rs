//! All roles, or all departments, with a form that makes another.

use axum::response::Response;
use souk_domain::account::{Permission, Permissions};
use souk_http::Result;
use souk_http::read::Query;
use souk_market::{office, staff};
use souk_ui::desk::{DoneQuery, Fields, Mistakes, fresh_key, private};
use souk_ui::{Entry, FormError};

use super::{Kind, PermissionChoice, one::choices};
use crate::prelude::*;
use crate::shared::Clerk;

/// All of one kind. The form posts `csrf`, `key`, `name`, `p.orders.read` and the like for each permission, and of a role `codes`.
#[derive(Clone, Debug, Template)]
#[template(path = "roles/groups.html")]
pub struct GroupsPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub kind: Kind,
    pub groups: Vec<GroupOnPage>,
    /// Whether who looks may make and change them.
    pub may_rule: bool,
    pub key: String,
    pub name: Entry,
    pub permissions: Vec<PermissionChoice>,
    /// Whether the new role asks for sign-in codes.
    pub codes: bool,
    pub done: bool,
}

/// A role, or a department.
#[derive(Clone, Debug)]
pub struct GroupOnPage {
    pub code: String,
    pub name: String,
    /// Its permissions in words; empty: it means the same in every market.
    pub permissions: String,
    /// Whether it asks for sign-in codes.
    pub codes: bool,
    pub members: i64,
}

/// `GET /admin/roles`.
pub(super) async fn roles(clerk: Clerk, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&clerk, Kind::Role, &Fields::default(), &Mistakes::default(), asked.is_done()).await
}

/// `GET /admin/departments`.
pub(super) async fn departments(clerk: Clerk, Query(asked): Query<DoneQuery>) -> Result<Response> {
    draw(&clerk, Kind::Department, &Fields::default(), &Mistakes::default(), asked.is_done()).await
}

pub(super) async fn draw(
    clerk: &Clerk,
    kind: Kind,
    sent: &Fields,
    mistakes: &Mistakes,
    done: bool,
) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let groups = match kind {
        Kind::Role => staff::list_roles(app, actor).await?.iter().map(of_role).collect(),
        Kind::Department => staff::list_departments(app, actor).await?.iter().map(of_department).collect(),
    };
    let (frame, desk) = clerk.frame(&office::around(app, actor).await?);
    let chosen: Permissions =
        sent.of("p.").into_iter().filter_map(|(word, _)| Permission::parse(word)).collect();
    let page = GroupsPage {
        frame,
        desk,
        errors: mistakes.all(),
        kind,
        groups,
        may_rule: clerk.may(Permission::StaffWrite),
        key: fresh_key(app),
        name: sent.entry(mistakes, "name", ""),
        permissions: choices(chosen),
        codes: sent.said("codes").is_some(),
        done,
    };
    Ok(private(mistakes.status(), &page))
}

fn of_role(role: &staff::StaffRole) -> GroupOnPage {
    GroupOnPage {
        code: role.code.clone(),
        name: role.name.clone(),
        permissions: role.permissions.map(in_words).unwrap_or_default(),
        codes: role.requires_second_factor,
        members: role.members,
    }
}

fn of_department(department: &staff::StaffDepartment) -> GroupOnPage {
    GroupOnPage {
        code: department.code.clone(),
        name: department.name.clone(),
        permissions: in_words(department.permissions),
        codes: false,
        members: department.members,
    }
}

fn in_words(permissions: Permissions) -> String {
    permissions.iter().map(Permission::as_str).collect::<Vec<_>>().join(", ")
}
