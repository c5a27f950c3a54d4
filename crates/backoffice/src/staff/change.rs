//! Asking people to join, and what becomes of who is there.

use axum::response::Response;
use serde::Deserialize;
use souk_domain::ids::{AccountId, SessionId, StaffInvitationId};
use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_http::read::{Form, Part};
use souk_market::accounts::{self, NewStaffInvitation};
use souk_ui::desk::{Fields, Mistakes};
use souk_ui::redirect::see_other;

use super::{list, member};
use crate::prelude::*;
use crate::shared::Clerk;

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct InvitationForm {
    #[serde(rename = "do")]
    pressed: String,
}

#[derive(Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct SessionForm {
    session: String,
}

/// `POST /admin/staff`: asks somebody.
pub(super) async fn invite(clerk: Clerk, Form(sent): Form<Fields>) -> Result<Response> {
    sent.only(&["email", "role", "department"], &[])?;
    let new = NewStaffInvitation {
        email: sent.get("email").to_owned(),
        role: sent.get("role").to_owned(),
        department: sent.get("department").to_owned(),
    };
    match accounts::invite_staff(clerk.http.app(), clerk.actor, new).await {
        Ok(_asked) => Ok(see_other(&format!("{}?done=yes", ways::staff()), None)),
        Err(error) => list::draw(&clerk, &sent, &Mistakes::of(error, field)?, false).await,
    }
}

/// `POST /admin/staff/invitations/{id}`: sends the letter again, or takes it back.
pub(super) async fn invitation(
    clerk: Clerk,
    Part(id): Part<StaffInvitationId>,
    Form(sent): Form<InvitationForm>,
) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    match sent.pressed.as_str() {
        "resend" => accounts::resend_staff_invitation(app, actor, id).await.map(|_asked| ())?,
        "withdraw" => accounts::withdraw_staff_invitation(app, actor, id).await?,
        _ => return Err(unknown_button()),
    }
    Ok(see_other(&format!("{}?done=yes", ways::staff()), None))
}

/// `POST /admin/staff/{account}`: another role or department, or off.
pub(super) async fn change(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Form(sent): Form<Fields>,
) -> Result<Response> {
    sent.only(&["do", "role", "department"], &[])?;
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let (done, next) = if sent.get("do") == "remove" {
        (accounts::remove_colleague(app, actor, account).await, ways::staff().to_owned())
    } else {
        let changed =
            accounts::change_colleague(app, actor, account, sent.said("role"), sent.said("department"));
        (changed.await.map(|_member| ()), ways::member(&account.to_string()))
    };
    match done {
        Ok(()) => Ok(see_other(&format!("{next}?done=yes"), None)),
        Err(error) => {
            let mistakes = Mistakes::of(error, field)?;
            member::draw(&clerk, account, (&sent, &mistakes), member::MemberQuery::default()).await
        }
    }
}

/// `POST /admin/staff/{account}/sessions`: ends one, or all of them.
pub(super) async fn end_sessions(
    clerk: Clerk,
    Part(account): Part<AccountId>,
    Form(sent): Form<SessionForm>,
) -> Result<Response> {
    let (app, actor) = (clerk.http.app(), clerk.actor);
    if sent.session.is_empty() {
        accounts::end_sessions_of(app, actor, account).await?;
    } else {
        let session: SessionId = sent.session.parse().map_err(|_| unknown_button())?;
        accounts::end_session_of(app, actor, account, session).await?;
    }
    Ok(see_other(&format!("{}?done=yes", ways::member(&account.to_string())), None))
}

fn field(pointer: &str) -> String {
    if pointer == "/email" { "email".to_owned() } else { String::new() }
}

fn unknown_button() -> souk_http::Refusal {
    RequestRefusal::NotFound.into()
}
