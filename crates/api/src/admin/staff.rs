//! The market's own people: who they are, who is asked to join them, where they are signed in.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{Method, StatusCode, Uri};
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::{AccountId, SessionId, StaffInvitationId},
    refusal,
};
use souk_http::{
    Access, HttpState, Result, StaffCaller,
    read::{Json, Part, Parts, Query},
};
use souk_market::accounts::{self, Colleague, NewStaffInvitation, SessionRow, SignInEvent, StaffInvitation};
use utoipa::ToSchema;

use crate::{
    operation::Operation,
    wire::{Answer, ListQuery, list as write_list, time},
};

const MEMBER: &str = "/api/v1/admin/staff/{account}";
const SESSIONS: &str = "/api/v1/admin/staff/{account}/sessions";
const INVITATIONS: &str = "/api/v1/admin/staff-invitations";
const INVITATION: &str = "/api/v1/admin/staff-invitations/{invitation}";

/// Everyone of the staff, the first to join first.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffList {
    items: Vec<StaffSheet>,
}

/// A member of the staff.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffSheet {
    account_id: String,
    username: String,
    email: Option<String>,
    first_name: String,
    last_name: String,
    /// The code of the role.
    role: String,
    /// The code of the department.
    department: String,
    /// Whether signing in asks for a code.
    second_factor: bool,
    /// Whether the role asks for codes: without them nothing is open but to set them up.
    requires_second_factor: bool,
    since: String,
    last_sign_in_at: Option<String>,
}

/// What becomes of a member; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffPatch {
    /// The code of another role.
    #[schema(format = "staff_code")]
    role: Option<String>,
    /// The code of another department.
    #[schema(format = "staff_code")]
    department: Option<String>,
}

/// Where a member is signed in, the latest used first.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffSessions {
    items: Vec<StaffSession>,
}

/// A session of a member.
#[derive(Serialize, ToSchema)]
struct StaffSession {
    id: String,
    /// The program it was begun with, as that named itself.
    agent: String,
    created_at: String,
    /// When it was last used, to the hour.
    last_used_at: String,
    expires_at: String,
}

/// A moment at the door.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffSignIn {
    /// `session.began`, `session.ended` or `session.refused`.
    what: String,
    /// The program, as it named itself; of what was refused `password` or `code`.
    detail: String,
    /// The network it came from.
    client: Option<String>,
    at: String,
}

/// Who was asked and has not answered, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffInvitations {
    items: Vec<StaffInvitationSheet>,
}

/// Somebody who was asked to join.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffInvitationSheet {
    id: String,
    email: String,
    /// The code of the role they would have.
    role: String,
    /// The code of the department.
    department: String,
    invited_at: String,
    /// When the link ends; it may be sent again after that.
    expires_at: String,
}

/// Somebody to be asked.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffInvitationRequest {
    /// Where the link is sent.
    #[schema(format = "email")]
    email: String,
    /// The code of a role.
    #[schema(format = "staff_code")]
    role: String,
    /// The code of a department.
    #[schema(format = "staff_code")]
    department: String,
}

pub(super) fn operations() -> Vec<Operation> {
    let staff = Access::Staff;
    let (get, post, delete) = (Method::GET, Method::POST, Method::DELETE);
    vec![
        Operation::new(get.clone(), "/api/v1/admin/staff", "list_staff", staff, list)
            .says("Everyone of the staff", "The first to join first.")
            .answers::<StaffList>(200),
        Operation::new(get.clone(), MEMBER, "show_staff_member", staff, show)
            .says("A member of the staff", "")
            .answers::<StaffSheet>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, MEMBER, "change_staff_member", staff, change)
            .says(
                "Gives a member another role or department",
                "A merge patch, for super admins. It counts from the member's next request on. Nobody changes their own.",
            )
            .takes::<StaffPatch>()
            .answers::<StaffSheet>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::OWN_RIGHTS, &refusal::LAST_SUPER_ADMIN]),
        Operation::new(delete.clone(), MEMBER, "remove_staff_member", staff, remove)
            .says(
                "Sends a member off",
                "For super admins. Every session of the account and every key of the staff that it made ends at once; the \
                 account stays, to buy with.",
            )
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::OWN_RIGHTS, &refusal::LAST_SUPER_ADMIN]),
        Operation::new(get.clone(), SESSIONS, "list_staff_sessions", staff, sessions)
            .says("Where a member is signed in", "For super admins. The latest used first.")
            .answers::<StaffSessions>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(delete.clone(), SESSIONS, "end_staff_sessions", staff, end_sessions)
            .says("Signs a member out everywhere", "For super admins.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            delete.clone(),
            "/api/v1/admin/staff/{account}/sessions/{session}",
            "end_staff_session",
            staff,
            end_session,
        )
        .says("Ends one session of a member", "For super admins.")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            get.clone(),
            "/api/v1/admin/staff/{account}/sign-ins",
            "list_staff_sign_ins",
            staff,
            sign_ins,
        )
        .says("When a member signed in, was refused and signed out", "Newest first.")
        .query::<ListQuery>()
        .answers_list::<StaffSignIn>()
        .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(get, INVITATIONS, "list_staff_invitations", staff, invitations)
            .says("Who was asked to join the staff and has not answered", "The oldest first.")
            .answers::<StaffInvitations>(200),
        Operation::new(post.clone(), INVITATIONS, "invite_staff", staff, invite)
            .says(
                "Asks somebody to join the staff",
                "For super admins. A letter carries the link, which works once, for seven days. Asked again, the link of the \
                 letter before ends.",
            )
            .takes::<StaffInvitationRequest>()
            .answers::<StaffInvitationSheet>(201)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::ALREADY_MEMBER,
                &refusal::LIST_FULL,
                &refusal::TOO_MANY_REQUESTS,
            ])
            .ignores_key(),
        Operation::new(
            post,
            "/api/v1/admin/staff-invitations/{invitation}/resend",
            "resend_staff_invitation",
            staff,
            resend,
        )
        .says("Sends the letter again", "For super admins. With another link; the one before ends.")
        .answers::<StaffInvitationSheet>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::TOO_MANY_REQUESTS])
        .ignores_key(),
        Operation::new(delete, INVITATION, "withdraw_staff_invitation", staff, withdraw)
            .says("Takes an invitation back", "For super admins. Its link ends.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
    ]
}

async fn list(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let members = accounts::list_colleagues(http.app(), caller.actor).await?;
    Ok(Answer::ok(&StaffList { items: members.into_iter().map(sheet).collect() })?.send())
}

async fn show(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    Ok(Answer::ok(&sheet(accounts::show_colleague(http.app(), caller.actor, account).await?))?.send())
}

async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
    Json(patch): Json<StaffPatch>,
) -> Result<Response> {
    let changed =
        accounts::change_colleague(http.app(), caller.actor, account, patch.role, patch.department).await?;
    Ok(Answer::ok(&sheet(changed))?.send())
}

async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    accounts::remove_colleague(http.app(), caller.actor, account).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn sessions(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    let rows = accounts::list_sessions_of(http.app(), caller.actor, account).await?;
    let session = |row: SessionRow| StaffSession {
        id: row.id.to_string(),
        agent: row.agent,
        created_at: time(row.created_at),
        last_used_at: time(row.seen_at),
        expires_at: time(row.expires_at),
    };
    Ok(Answer::ok(&StaffSessions { items: rows.into_iter().map(session).collect() })?.send())
}

async fn end_session(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Parts(account, session): Parts<AccountId, SessionId>,
) -> Result<Response> {
    accounts::end_session_of(http.app(), caller.actor, account, session).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn end_sessions(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
) -> Result<Response> {
    accounts::end_sessions_of(http.app(), caller.actor, account).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn sign_ins(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(account): Part<AccountId>,
    uri: Uri,
    Query(query): Query<ListQuery>,
) -> Result<Response> {
    let rows = query.limit()?;
    let page = accounts::list_sign_ins_of(http.app(), caller.actor, account, query.after, rows).await?;
    let event = |event: SignInEvent| StaffSignIn {
        what: event.what,
        detail: event.detail,
        client: event.client,
        at: time(event.at),
    };
    Ok(write_list(&http, &uri, page, event)?.send())
}

async fn invitations(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let open = accounts::list_staff_invitations(http.app(), caller.actor).await?;
    Ok(Answer::ok(&StaffInvitations { items: open.into_iter().map(invitation).collect() })?.send())
}

async fn invite(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Json(asked): Json<StaffInvitationRequest>,
) -> Result<Response> {
    let new = NewStaffInvitation { email: asked.email, role: asked.role, department: asked.department };
    let made = accounts::invite_staff(http.app(), caller.actor, new).await?;
    Ok(Answer::created(&invitation(made))?.send())
}

async fn resend(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<StaffInvitationId>,
) -> Result<Response> {
    let sent = accounts::resend_staff_invitation(http.app(), caller.actor, id).await?;
    Ok(Answer::ok(&invitation(sent))?.send())
}

async fn withdraw(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<StaffInvitationId>,
) -> Result<Response> {
    accounts::withdraw_staff_invitation(http.app(), caller.actor, id).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn sheet(member: Colleague) -> StaffSheet {
    StaffSheet {
        account_id: member.account.to_string(),
        username: member.username,
        email: member.email,
        first_name: member.first_name,
        last_name: member.last_name,
        role: member.role,
        department: member.department,
        second_factor: member.second_factor,
        requires_second_factor: member.requires_second_factor,
        since: time(member.since),
        last_sign_in_at: member.last_sign_in_at.map(time),
    }
}

fn invitation(invitation: StaffInvitation) -> StaffInvitationSheet {
    StaffInvitationSheet {
        id: invitation.id.to_string(),
        email: invitation.email,
        role: invitation.role,
        department: invitation.department,
        invited_at: time(invitation.invited_at),
        expires_at: time(invitation.expires_at),
    }
}
