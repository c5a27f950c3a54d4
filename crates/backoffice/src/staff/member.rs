//! One of the staff: what they are, where they are signed in, when they came.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::AccountId;
use souk_http::Result;
use souk_http::read::{Part, Query};
use souk_market::accounts::{self, SessionRow, SignInEvent};
use souk_market::office;
use souk_ui::desk::{Fields, Mistakes, private};
use souk_ui::form::Choice;
use souk_ui::texts::say;
use souk_ui::{FormError, dates};

use super::list::{choices, groups};
use crate::prelude::*;
use crate::shared::Clerk;

/// Moments at the door on one page.
const ROWS: u32 = 24;

/// One of the staff. The forms post `csrf`; that of the role `role`, `department` and `do` (`change` or `remove`), those of sessions
/// `session`, empty for all.
#[derive(Clone, Debug, Template)]
#[template(path = "staff/member.html")]
pub struct MemberPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub account: String,
    pub name: String,
    pub email: String,
    /// What they are, in words.
    pub is: String,
    pub since: String,
    pub codes: bool,
    pub lacks_codes: bool,
    /// Whether who looks may change them: a super admin, of another.
    pub may_rule: bool,
    pub roles: Vec<Choice>,
    pub departments: Vec<Choice>,
    /// Where they are signed in; empty where who looks may not see it.
    pub sessions: Vec<SessionOnPage>,
    pub sign_ins: Vec<SignInOnPage>,
    /// Where older ones are; empty: there are none.
    pub older: String,
    pub done: bool,
}

/// A session.
#[derive(Clone, Debug)]
pub struct SessionOnPage {
    pub id: String,
    pub agent: String,
    pub began: String,
    pub used: String,
}

/// A moment at the door.
#[derive(Clone, Debug)]
pub struct SignInOnPage {
    pub what: String,
    pub detail: String,
    pub client: String,
    pub when: String,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct MemberQuery {
    after: Option<String>,
    done: String,
}

/// `GET /admin/staff/{account}`.
pub(super) async fn show(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Query(asked): Query<MemberQuery>,
) -> Result<Response> {
    draw(&clerk, account, (&Fields::default(), &Mistakes::default()), asked).await
}

pub(super) async fn draw(
    clerk: &Clerk,
    account: AccountId,
    (sent, mistakes): (&Fields, &Mistakes),
    asked: MemberQuery,
) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let member = accounts::show_colleague(app, actor, account).await?;
    let rules = clerk.may(Permission::StaffWrite);
    let sessions = if rules { accounts::list_sessions_of(app, actor, account).await? } else { Vec::new() };
    let came = accounts::list_sign_ins_of(app, actor, account, asked.after, ROWS).await?;
    let (roles, departments) = groups(clerk).await?;
    let (frame, mut desk) = clerk.frame(&office::around(app, actor).await?);
    desk.crumbs = vec![Crumb::to(say("office-staff", &[]), ways::staff())];
    let or_else = |typed: &str, now: &str| if typed.is_empty() { now.to_owned() } else { typed.to_owned() };
    let page = MemberPage {
        frame,
        desk,
        errors: mistakes.all(),
        account: account.to_string(),
        name: member.name(),
        is: format!("{}, {}", member.role_name, member.department_name),
        since: dates::moment(&dates::at(member.since)),
        codes: member.second_factor,
        lacks_codes: member.requires_second_factor && !member.second_factor,
        may_rule: rules && actor.account() != Some(account),
        roles: choices(&roles, &or_else(sent.get("role"), &member.role)),
        departments: choices(&departments, &or_else(sent.get("department"), &member.department)),
        email: member.email.unwrap_or_default(),
        sessions: sessions.into_iter().map(session).collect(),
        sign_ins: came.items.into_iter().map(sign_in).collect(),
        older: came
            .next
            .map(|next| format!("{}?after={next}", ways::member(&account.to_string())))
            .unwrap_or_default(),
        done: !asked.done.is_empty(),
    };
    Ok(private(mistakes.status(), &page))
}

fn session(row: SessionRow) -> SessionOnPage {
    SessionOnPage {
        id: row.id.to_string(),
        agent: row.agent,
        began: dates::moment(&dates::at(row.created_at)),
        used: dates::moment(&dates::at(row.seen_at)),
    }
}

fn sign_in(event: SignInEvent) -> SignInOnPage {
    let words = match event.what.as_str() {
        "session.began" => "office-door-in",
        "session.ended" => "office-door-out",
        _ => "office-door-refused",
    };
    let detail = match event.detail.as_str() {
        "password" => say("office-door-password", &[]),
        "code" => say("office-door-code", &[]),
        _ => event.detail,
    };
    SignInOnPage {
        what: say(words, &[]),
        detail,
        client: event.client.unwrap_or_default(),
        when: dates::moment(&dates::at(event.at)),
    }
}
