//! One role, or one department, with a form that changes it.

use axum::response::Response;
use souk_domain::account::{Permission, Permissions};
use souk_domain::refusal::StaffRefusal;
use souk_http::Result;
use souk_http::read::Part;
use souk_market::{office, staff};
use souk_ui::desk::{Fields, Mistakes, private};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::Kind;
use crate::prelude::*;
use crate::shared::Clerk;

/// One of them. The form posts `csrf`, `revision`, `do` (`change` or `remove`), `name`, `p.orders.read` and the like, and of a role
/// `codes`.
#[derive(Clone, Debug, Template)]
#[template(path = "roles/one.html")]
pub struct OnePage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub kind: Kind,
    pub code: String,
    pub title: String,
    pub revision: i64,
    pub name: Entry,
    pub permissions: Vec<PermissionChoice>,
    pub codes: bool,
    /// Whether it means the same in every market: then only codes are asked.
    pub is_built_in: bool,
    pub members: i64,
    pub may_rule: bool,
}

/// A permission to be ticked.
#[derive(Clone, Debug)]
pub struct PermissionChoice {
    pub word: &'static str,
    pub chosen: bool,
}

/// Every permission that may be given, ticked where it is.
pub(super) fn choices(chosen: Permissions) -> Vec<PermissionChoice> {
    let may_be_given = Permission::ALL.iter().filter(|permission| !permission.is_reserved());
    may_be_given
        .map(|permission| PermissionChoice { word: permission.as_str(), chosen: chosen.has(*permission) })
        .collect()
}

/// `GET /admin/roles/{code}`.
pub(super) async fn role(clerk: Clerk, Part(code): Part<String>) -> Result<Response> {
    draw(&clerk, Kind::Role, &code, None).await
}

/// `GET /admin/departments/{code}`.
pub(super) async fn department(clerk: Clerk, Part(code): Part<String>) -> Result<Response> {
    draw(&clerk, Kind::Department, &code, None).await
}

/// What one of them is now.
struct Now {
    title: String,
    revision: i64,
    permissions: Permissions,
    codes: bool,
    is_built_in: bool,
    members: i64,
}

pub(super) async fn draw(
    clerk: &Clerk,
    kind: Kind,
    code: &str,
    typed: Option<(&Fields, &Mistakes)>,
) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let now = match kind {
        Kind::Role => {
            let role = staff::list_roles(app, actor).await?.into_iter().find(|role| role.code == code);
            let role = role.ok_or(StaffRefusal::RoleNotFound)?;
            Now {
                title: role.name,
                revision: role.revision,
                permissions: role.permissions.unwrap_or_default(),
                codes: role.requires_second_factor,
                is_built_in: role.permissions.is_none(),
                members: role.members,
            }
        }
        Kind::Department => {
            let all = staff::list_departments(app, actor).await?;
            let found = all.into_iter().find(|department| department.code == code);
            let found = found.ok_or(StaffRefusal::DepartmentNotFound)?;
            Now {
                title: found.name,
                revision: found.revision,
                permissions: found.permissions,
                codes: false,
                is_built_in: false,
                members: found.members,
            }
        }
    };
    let (frame, mut desk) = clerk.frame(&office::around(app, actor).await?);
    let title = match kind {
        Kind::Role => say("office-roles", &[]),
        Kind::Department => say("office-departments", &[]),
    };
    desk.crumbs = vec![Crumb::to(title, kind.all())];
    let blank = (Fields::default(), Mistakes::default());
    let is_typed = typed.is_some();
    let (sent, mistakes) = typed.unwrap_or((&blank.0, &blank.1));
    let ticked: Permissions =
        sent.of("p.").into_iter().filter_map(|(word, _)| Permission::parse(word)).collect();
    let page = OnePage {
        frame,
        desk,
        errors: mistakes.all(),
        kind,
        code: code.to_owned(),
        name: sent.entry(mistakes, "name", &now.title),
        title: now.title,
        revision: now.revision,
        permissions: choices(if is_typed { ticked } else { now.permissions }),
        codes: if is_typed { sent.said("codes").is_some() } else { now.codes },
        is_built_in: now.is_built_in,
        members: now.members,
        may_rule: clerk.may(Permission::StaffWrite),
    };
    Ok(private(mistakes.status(), &page))
}
