//! Who acts for a vendor, and who is asked to.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_domain::ids::{AccountId, InvitationId};
use souk_http::{
    HttpState, Result, VendorCaller,
    read::{Json, Part},
};
use souk_market::{
    joining::{self, Invitation, NewInvitation},
    vendors::{self, Member, MemberRole},
};
use utoipa::ToSchema;

use crate::wire::{Answer, email, time, words_for};

/// Everyone who acts for your vendor, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorMembers {
    items: Vec<VendorMember>,
}

/// Somebody who acts for your vendor.
#[derive(Serialize, ToSchema)]
struct VendorMember {
    account_id: String,
    username: String,
    email: Option<String>,
    first_name: String,
    last_name: String,
    /// `owner`, `manager`, `fulfilment` or `read_only`.
    role: &'static str,
    since: String,
}

/// Who was asked and has not answered, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorInvitations {
    items: Vec<VendorInvitation>,
}

/// Somebody who was asked to act for your vendor.
#[derive(Serialize, ToSchema)]
pub(crate) struct VendorInvitation {
    id: String,
    email: String,
    /// `owner`, `manager`, `fulfilment` or `read_only`.
    role: &'static str,
    invited_at: String,
    expires_at: String,
}

/// Somebody to be asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationRequest {
    /// Where the link is sent; only the account that has proven this address can take it up.
    #[schema(format = "email")]
    email: String,
    role: MemberRoleWord,
}

/// Another role of a member.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RolePatch {
    role: MemberRoleWord,
}

words_for! {
    /// What somebody does for a vendor.
    MemberRoleWord for MemberRole { Owner, Manager, Fulfilment, ReadOnly }
}

pub(super) async fn list(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    Ok(answer(vendors::list_members(http.app(), caller.actor, caller.vendor).await?)?.send())
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(account): Part<AccountId>,
    Json(asked): Json<RolePatch>,
) -> Result<Response> {
    let role = MemberRole::from(asked.role);
    let changed = vendors::change_member(http.app(), caller.actor, caller.vendor, account, role);
    Ok(answer(changed.await?)?.send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    vendors::remove_member(http.app(), caller.actor, caller.vendor, account).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

pub(super) async fn invitations(State(http): State<HttpState>, caller: VendorCaller) -> Result<Response> {
    let open = joining::list_invitations(http.app(), caller.actor, caller.vendor).await?;
    Ok(Answer::ok(&VendorInvitations { items: open.into_iter().map(invitation).collect() })?.send())
}

pub(super) async fn invite(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Json(asked): Json<InvitationRequest>,
) -> Result<Response> {
    let new = NewInvitation { email: email("/email", &asked.email)?, role: asked.role.into() };
    let made = joining::invite_member(http.app(), caller.actor, caller.vendor, new).await?;
    Ok(Answer::created(&invitation(made))?.send())
}

pub(super) async fn withdraw(
    State(http): State<HttpState>,
    caller: VendorCaller,
    Part(id): Part<InvitationId>,
) -> Result<Response> {
    joining::withdraw_invitation(http.app(), caller.actor, caller.vendor, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn answer(members: Vec<Member>) -> souk_market::Result<Answer> {
    let items = members.into_iter().map(|member| VendorMember {
        account_id: member.account.to_string(),
        username: member.username,
        email: member.email,
        first_name: member.first_name,
        last_name: member.last_name,
        role: member.role.as_str(),
        since: time(member.since),
    });
    Answer::ok(&VendorMembers { items: items.collect() })
}

fn invitation(invitation: Invitation) -> VendorInvitation {
    VendorInvitation {
        id: invitation.id.to_string(),
        email: invitation.email,
        role: invitation.role.as_str(),
        invited_at: time(invitation.invited_at),
        expires_at: time(invitation.expires_at),
    }
}
