//! What a vendor may keep before the market has approved it: enough to be set up and looked at.

use souk_domain::{ids::VendorId, order::ActorKind, refusal::VendorRefusal};

use super::find;
use crate::{Ctx, Result};

/// Whether the vendor's own people ask, and the market has not approved it.
pub(crate) async fn is_on_trial(ctx: &Ctx<'_>, vendor: VendorId) -> Result<bool> {
    Ok(ctx.actor.kind() == ActorKind::Vendor && find(ctx, vendor).await?.status.is_on_trial())
}

/// Errors: one that is on trial has as many as it may. Two that come at once may go one beyond: the bound keeps strangers from storing
/// here what they like.
pub(crate) fn require_trial_room(there: i64, what: &'static str, max: usize) -> Result<()> {
    if usize::try_from(there).is_ok_and(|there| there >= max) {
        return Err(VendorRefusal::FullUntilApproved { what, max }.into());
    }
    Ok(())
}

/// Errors: the vendor's own people ask, and the market has not approved it.
pub(crate) async fn require_approved(ctx: &Ctx<'_>, vendor: VendorId, what: &'static str) -> Result<()> {
    if is_on_trial(ctx, vendor).await? {
        return Err(VendorRefusal::AfterApproval { what }.into());
    }
    Ok(())
}
