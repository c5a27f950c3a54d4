//! What people did: who, what, to which thing, how it was before and after, when, and from where. Rows that are only ever added; they
//! stay when who made them leaves. `trail` writes them, in the transaction that they tell of.

mod export;
mod use_cases;

use jiff::Timestamp;
use serde_json::Value;
use souk_domain::{
    bounds::audit::MAX_SEARCH_CHARS,
    field::FieldError,
    ids::{AccountId, VendorId},
    refusal::RequestRefusal,
    text::plain,
};

pub use export::{AuditExport, export_audit};
pub use use_cases::list_audit;

pub use crate::trail::AuditEntry;
use crate::{Ctx, Result, stored::stored_words, trail::Note};

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
    /// What is said of a vendor was changed, by the staff or its own people.
    VendorChanged,
    /// The staff shows a product, or rejects it.
    ProductDecided,
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
    /// There is another tax class.
    TaxClassMade,
    /// A tax class has another name or rate.
    TaxClassChanged,
    /// There is a tax class no more.
    TaxClassRemoved,
    /// There is another zone of tax.
    TaxZoneMade,
    /// A zone of tax has other places, rates or rules.
    TaxZoneChanged,
    /// There is a zone of tax no more.
    TaxZoneRemoved,
    /// An account pays no tax, or for another reason or time.
    TaxExempted,
    /// An account pays taxes again.
    TaxExemptionEnded,
    /// What the market keeps of every sale is another.
    CommissionChanged,
    /// A rate of commission was agreed.
    CommissionRateMade,
    /// A rate of commission is another.
    CommissionRateChanged,
    /// A rate of commission ended.
    CommissionRateRemoved,
    /// A vendor sent a paper that shows who it is.
    VendorDocumentSent,
    /// A vendor took such a paper away.
    VendorDocumentRemoved,
    /// A paper of a vendor was accepted.
    VendorDocumentAccepted,
    /// A paper of a vendor was refused.
    VendorDocumentRefused,
}

stored_words!(AuditAction {
    ApiKeyMade = "api_key.made",
    ApiKeyEnded = "api_key.ended",
    VendorApproved = "vendor.approved",
    VendorRefused = "vendor.refused",
    VendorSuspended = "vendor.suspended",
    VendorReinstated = "vendor.reinstated",
    VendorClosed = "vendor.closed",
    VendorChanged = "vendor.changed",
    ProductDecided = "product.decided",
    VendorMemberInvited = "vendor_member.invited",
    VendorMemberJoined = "vendor_member.joined",
    VendorRoleChanged = "vendor_member.role_changed",
    VendorMemberRemoved = "vendor_member.removed",
    VendorPayoutChanged = "vendor_payout.changed",
    TaxClassMade = "tax_class.made",
    TaxClassChanged = "tax_class.changed",
    TaxClassRemoved = "tax_class.removed",
    TaxZoneMade = "tax_zone.made",
    TaxZoneChanged = "tax_zone.changed",
    TaxZoneRemoved = "tax_zone.removed",
    TaxExempted = "tax_exemption.made",
    TaxExemptionEnded = "tax_exemption.ended",
    CommissionChanged = "commission.changed",
    CommissionRateMade = "commission_rate.made",
    CommissionRateChanged = "commission_rate.changed",
    CommissionRateRemoved = "commission_rate.removed",
    VendorDocumentSent = "vendor_document.sent",
    VendorDocumentRemoved = "vendor_document.removed",
    VendorDocumentAccepted = "vendor_document.accepted",
    VendorDocumentRefused = "vendor_document.refused",
});

/// Which entries are looked for; what is `None` asks for nothing.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AuditQuery {
    /// The person behind it.
    pub account: Option<AccountId>,
    /// The vendor that it was done for.
    pub vendor: Option<VendorId>,
    /// What was done, whole.
    pub action: Option<String>,
    /// The id or code of what it was done to, whole.
    pub object: Option<String>,
    /// From this moment on.
    pub from: Option<Timestamp>,
    /// Until before this one.
    pub until: Option<Timestamp>,
}

impl AuditQuery {
    /// The same with its words as they are compared. Errors: one that is longer than any there is.
    fn checked(mut self) -> Result<Self, RequestRefusal> {
        let mut fields = Vec::new();
        for (pointer, word) in [("/action", &mut self.action), ("/object", &mut self.object)] {
            let kept = word.take().map(|word| plain(&word)).filter(|word| !word.is_empty());
            if kept.as_ref().is_some_and(|word| word.chars().count() > MAX_SEARCH_CHARS) {
                let detail = format!("Look for at most {MAX_SEARCH_CHARS} characters.");
                fields.push(FieldError::new(pointer, "too_long", detail));
            }
            *word = kept;
        }
        if fields.is_empty() { Ok(self) } else { Err(RequestRefusal::MalformedQuery { fields }) }
    }
}

/// Writes down what this transaction does. `who` is the person behind it, `None` the operator; `subject` what it is done to,
/// `detail` whose that is, and what it became.
pub(crate) async fn record(
    ctx: &Ctx<'_>,
    action: AuditAction,
    who: Option<AccountId>,
    subject: &str,
    detail: &str,
) -> Result<()> {
    let (object, detail) = (subject.to_owned(), detail.to_owned());
    ctx.note(Note { action: action.as_str(), account: who, object, detail, ..Note::default() });
    Ok(())
}

/// The same with how the thing was, and how it is then; of two objects only what differs between them. Where nothing does, nothing is
/// written.
pub(crate) fn record_change(
    ctx: &Ctx<'_>,
    action: AuditAction,
    subject: &str,
    (before, after): (Value, Value),
    detail: &str,
) {
    let (before, after) = differing(before, after);
    if before == after {
        return;
    }
    let (object, detail) = (subject.to_owned(), detail.to_owned());
    ctx.note(Note {
        action: action.as_str(),
        object,
        detail,
        before: Some(before).filter(|state| !state.is_null()),
        after: Some(after).filter(|state| !state.is_null()),
        ..Note::default()
    });
}

/// What of two objects differs.
fn differing(before: Value, after: Value) -> (Value, Value) {
    match (before, after) {
        (Value::Object(mut before), Value::Object(mut after)) => {
            let same: Vec<String> = before
                .iter()
                .filter(|(name, value)| after.get(*name) == Some(*value))
                .map(|(name, _)| name.clone())
                .collect();
            for name in same {
                before.remove(&name);
                after.remove(&name);
            }
            (Value::Object(before), Value::Object(after))
        }
        both => both,
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::differing;

    #[test]
    fn only_what_differs_is_written() {
        let (before, after) =
            (json!({ "name": "Kiln", "city": "Oslo" }), json!({ "name": "Kiln", "city": "Graz" }));
        assert_eq!(differing(before, after), (json!({ "city": "Oslo" }), json!({ "city": "Graz" })));
        let same = json!({ "name": "Kiln" });
        assert_eq!(differing(same.clone(), same), (json!({}), json!({})));
    }
}
