//! One of the staff acts for a vendor: for an hour, with one session, seen by everybody who looks at the log.

use jiff::{SignedDuration, Timestamp};
use serde_json::json;
use souk_domain::{
    account::Permission,
    ids::{AccountId, SessionId, VendorId},
    refusal::{AccountRefusal, StaffRefusal},
};

use super::store;
use crate::{Actor, App, BoxFuture, Result, trail::Note, vendors};

/// How long it lasts; it may be begun again.
const LASTS: SignedDuration = SignedDuration::from_hours(1);

/// Lets a session act for a vendor. Answers until when. Errors: who asks may not, or came without a session; no such vendor.
pub fn act_for_vendor(
    app: &App,
    actor: Actor,
    session: Option<SessionId>,
    vendor: VendorId,
) -> BoxFuture<'static, Result<Timestamp>> {
    let begun = app.write(actor, move |ctx| {
        Box::pin(async move {
            // a key belongs to a program: a person acts, who is seen to
            let Actor::Member { account, .. } = ctx.actor else {
                return Err(StaffRefusal::SessionNeeded.into());
            };
            let session = session.ok_or(StaffRefusal::SessionNeeded)?;
            vendors::find(ctx, vendor).await?;
            let until = ctx.now + LASTS;
            if !store::act_with(ctx, account, session, vendor, until).await? {
                return Err(AccountRefusal::SessionNotFound.into());
            }
            ctx.note(Note {
                action: "vendor.acting_began",
                object: vendor.to_string(),
                after: Some(json!({ "until": until.to_string() })),
                ..Note::default()
            });
            Ok(until)
        })
    });
    actor.permitted(Permission::VendorsAct, begun)
}

/// Ends it; where nobody acts it changes nothing.
pub fn stop_acting(app: &App, account: AccountId, session: SessionId) -> BoxFuture<'static, Result<()>> {
    app.write(Actor::Account { account }, move |ctx| {
        Box::pin(async move {
            let Some(vendor) = store::acts_for(ctx, account, session).await? else { return Ok(()) };
            store::stop_acting(ctx, account, session).await?;
            ctx.note(Note { action: "vendor.acting_ended", object: vendor.to_string(), ..Note::default() });
            Ok(())
        })
    })
}
