//! Making, changing and taking away roles and departments.

use axum::response::Response;
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::staff::{self, DepartmentChange, NewDepartment, NewRole, RoleChange};
use souk_ui::desk::{Fields, Mistakes};
use souk_ui::redirect::see_other;

use super::{Kind, one, show};
use crate::shared::Clerk;

/// The button that takes one away.
const REMOVE: &str = "remove";
/// The fields of every form here, beside permissions.
const KNOWN: &[&str] = &["key", "revision", "do", "name", "codes"];

/// `POST /admin/roles`.
pub(super) async fn make_role(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(KNOWN, &["p."])?;
    let new = NewRole {
        name: sent.get("name").to_owned(),
        permissions: ticked(&sent),
        requires_second_factor: sent.said("codes").is_some(),
    };
    let made = staff::create_role(clerk.http.app(), clerk.actor, new, sent.once()).await;
    told_of_all(&clerk, Kind::Role, &sent, made.map(|_reply| ())).await
}

/// `POST /admin/departments`.
pub(super) async fn make_department(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(KNOWN, &["p."])?;
    let new = NewDepartment { name: sent.get("name").to_owned(), permissions: ticked(&sent) };
    let made = staff::create_department(clerk.http.app(), clerk.actor, new, sent.once()).await;
    told_of_all(&clerk, Kind::Department, &sent, made.map(|_reply| ())).await
}

/// `POST /admin/roles/{code}`. Of one that every market has only codes are asked: its form has no name.
pub(super) async fn change_role(
    clerk: Clerk,
    Part(code): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(KNOWN, &["p."])?;
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let done = if sent.get("do") == REMOVE {
        staff::delete_role(app, actor, code.clone()).await
    } else {
        let is_built_in = souk_domain::account::Role::parse(&code).is_some();
        let change = RoleChange {
            name: (!is_built_in).then(|| sent.get("name").to_owned()),
            permissions: (!is_built_in).then(|| ticked(&sent)),
            requires_second_factor: Some(sent.said("codes").is_some()),
            expected: sent.revision(),
        };
        staff::change_role(app, actor, code.clone(), change).await.map(|_role| ())
    };
    told_of_one(&clerk, Kind::Role, &code, &sent, done).await
}

/// `POST /admin/departments/{code}`.
pub(super) async fn change_department(
    clerk: Clerk,
    Part(code): Part<String>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(KNOWN, &["p."])?;
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let done = if sent.get("do") == REMOVE {
        staff::delete_department(app, actor, code.clone()).await
    } else {
        let change = DepartmentChange {
            name: Some(sent.get("name").to_owned()),
            permissions: Some(ticked(&sent)),
            expected: sent.revision(),
        };
        staff::change_department(app, actor, code.clone(), change).await.map(|_department| ())
    };
    told_of_one(&clerk, Kind::Department, &code, &sent, done).await
}

fn ticked(sent: &Fields) -> Vec<String> {
    sent.of("p.").into_iter().map(|(word, _)| word.to_owned()).collect()
}

/// The field of a pointer; what is wrong with a permission stands above the form.
fn field(pointer: &str) -> String {
    if pointer == "/name" { "name".to_owned() } else { String::new() }
}

async fn told_of_all(
    clerk: &Clerk,
    kind: Kind,
    sent: &Fields,
    done: souk_market::Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", kind.all()), None)),
        Err(error) => show::draw(clerk, kind, sent, &Mistakes::of(error, field)?, false).await,
    }
}

async fn told_of_one(
    clerk: &Clerk,
    kind: Kind,
    code: &str,
    sent: &Fields,
    done: souk_market::Result<()>,
) -> Result<Response> {
    match done {
        Ok(()) => Ok(see_other(&format!("{}?done=yes", kind.all()), None)),
        Err(error) => one::draw(clerk, kind, code, Some((sent, &Mistakes::of(error, field)?))).await,
    }
}
