//! Who changed rights, and when: rows that are only ever added. They stay when who made them leaves.

mod store;
mod use_cases;

use souk_domain::ids::AccountId;

pub use store::AuditEntry;
pub use use_cases::list_audit;

use crate::{Ctx, Result, stored::stored_words};

/// What was done.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AuditAction {
    /// A key of the API was made.
    ApiKeyMade,
    /// A key of the API was ended.
    ApiKeyEnded,
    /// A vendor may sell.
    VendorApproved,
    /// A vendor's application was refused.
    VendorRefused,
    /// A vendor was stopped from selling.
    VendorSuspended,
    /// A vendor that was suspended may sell again.
    VendorReinstated,
    /// A vendor was ended for good.
    VendorClosed,
    /// Somebody was asked to act for a vendor.
    VendorMemberInvited,
    /// Somebody acts for a vendor now.
    VendorMemberJoined,
    /// Somebody who acts for a vendor has another role.
    VendorRoleChanged,
    /// Somebody does not act for a vendor any more.
    VendorMemberRemoved,
    /// A vendor's money is sent elsewhere.
    VendorPayoutChanged,
}

stored_words!(AuditAction {
    ApiKeyMade = "api_key.made",
    ApiKeyEnded = "api_key.ended",
    VendorApproved = "vendor.approved",
    VendorRefused = "vendor.refused",
    VendorSuspended = "vendor.suspended",
    VendorReinstated = "vendor.reinstated",
    VendorClosed = "vendor.closed",
    VendorMemberInvited = "vendor_member.invited",
    VendorMemberJoined = "vendor_member.joined",
    VendorRoleChanged = "vendor_member.role_changed",
    VendorMemberRemoved = "vendor_member.removed",
    VendorPayoutChanged = "vendor_payout.changed",
});

/// Writes down what this transaction does. `who` is the person behind it, `None` the operator; `subject` what it is done to,
/// `detail` whose that is, and what it became.
pub(crate) async fn record(
    ctx: &Ctx<'_>,
    action: AuditAction,
    who: Option<AccountId>,
    subject: &str,
    detail: &str,
) -> Result<()> {
    store::insert(ctx, action, who, subject, detail).await
}
