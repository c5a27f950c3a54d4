//! The sessions of the staff as super admins see and end them, and who signed in when.

use jiff::Timestamp;
use souk_domain::{
    account::Permission,
    ids::{AccountId, SessionId},
    refusal::StaffRefusal,
};

use super::{members, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    accounts::{sessions, store::SessionRow},
    paging::{Page, Place, one_more, start},
    trail::{self, AuditEntry, Note},
};

/// The name of the list in its cursors.
const LIST: &str = "sign-ins:";

/// A moment at the door.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SignInEvent {
    /// `session.began`, `session.ended` or `session.refused`.
    pub what: String,
    /// The program, as it named itself, or why it was refused.
    pub detail: String,
    /// The network it came from.
    pub client: Option<String>,
    pub at: Timestamp,
}

/// The sessions of a member, the latest used first. Errors: who asks may not; nobody of the staff.
pub fn list_sessions_of(
    app: &App,
    actor: Actor,
    account: AccountId,
) -> BoxFuture<'static, Result<Vec<SessionRow>>> {
    let listed = app.read(actor, move |ctx| {
        Box::pin(async move {
            require_colleague(ctx, account).await?;
            sessions::list_sessions(ctx, account).await
        })
    });
    actor.permitted(Permission::StaffWrite, listed)
}

/// Ends one session of a member. Errors: who asks may not; nobody of the staff; no such session.
pub fn end_session_of(
    app: &App,
    actor: Actor,
    account: AccountId,
    session: SessionId,
) -> BoxFuture<'static, Result<()>> {
    let ended = app.write(actor, move |ctx| {
        Box::pin(async move {
            members::require_super_admin(ctx).await?;
            require_colleague(ctx, account).await?;
            sessions::end_session(ctx, account, session).await?;
            note(ctx, account, "1");
            Ok(())
        })
    });
    actor.permitted(Permission::StaffWrite, ended)
}

/// Ends every session of a member. Answers how many. Errors: who asks may not; nobody of the staff.
pub fn end_sessions_of(app: &App, actor: Actor, account: AccountId) -> BoxFuture<'static, Result<u64>> {
    let ended = app.write(actor, move |ctx| {
        Box::pin(async move {
            members::require_super_admin(ctx).await?;
            require_colleague(ctx, account).await?;
            let ended = sessions::end_others(ctx, account, None).await?;
            note(ctx, account, &ended.to_string());
            Ok(ended)
        })
    });
    actor.permitted(Permission::StaffWrite, ended)
}

/// When a member signed in, was refused and signed out, the newest first. Errors: who asks may not; a malformed cursor.
pub fn list_sign_ins_of(
    app: &App,
    actor: Actor,
    account: AccountId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<SignInEvent>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            require_colleague(ctx, account).await?;
            let place = start(after.as_deref(), LIST, Place::ABOVE_ALL)?;
            let (limit, asked) = one_more(limit);
            let rows = trail::sign_ins(ctx.tx, account, place, asked).await?;
            let place_of = |entry: &AuditEntry| Place {
                key: entry.created_at.as_millisecond(),
                id: *entry.id.as_bytes(),
            };
            let page = Page::of(rows, limit, LIST, place_of);
            Ok(Page { items: page.items.into_iter().map(event).collect(), next: page.next, total: None })
        })
    });
    actor.permitted(Permission::StaffRead, listed)
}

async fn require_colleague(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    store::find_colleague(ctx, account)
        .await?
        .map(|_found| ())
        .ok_or_else(|| StaffRefusal::MemberNotFound.into())
}

/// Says that sessions of a member were ended by somebody else.
fn note(ctx: &Ctx<'_>, account: AccountId, how_many: &str) {
    ctx.note(Note {
        action: "staff_member.sessions_ended",
        object: account.to_string(),
        detail: how_many.to_owned(),
        ..Note::default()
    });
}

fn event(entry: AuditEntry) -> SignInEvent {
    SignInEvent { what: entry.action, detail: entry.detail, client: entry.client, at: entry.created_at }
}
