//! What is to change about a promotion.

use jiff::Timestamp;
use souk_domain::{
    pricing::{Benefit, FundedBy, Scope, Stacking},
    promotion::PromotionDraft,
};

/// What is to change about a promotion; `None` stays as it is, `Some(None)` is taken away.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PromotionPatch {
    pub name: Option<String>,
    pub description: Option<String>,
    pub needs_code: Option<bool>,
    pub benefit: Option<Benefit>,
    pub scope: Option<Scope>,
    pub starts_at: Option<Option<Timestamp>>,
    pub ends_at: Option<Option<Timestamp>>,
    pub minimum: Option<Option<i64>>,
    pub minimum_quantity: Option<Option<u32>>,
    pub limit_total: Option<Option<u32>>,
    pub limit_per_customer: Option<Option<u32>>,
    pub stacking: Option<Stacking>,
    pub priority: Option<u8>,
    pub funded_by: Option<FundedBy>,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

impl PromotionPatch {
    /// Everything, as a form has it.
    pub fn whole(draft: PromotionDraft, expected_revision: Option<i64>) -> Self {
        Self {
            name: Some(draft.name),
            description: Some(draft.description),
            needs_code: Some(draft.needs_code),
            benefit: Some(draft.benefit),
            scope: Some(draft.scope),
            starts_at: Some(draft.starts_at),
            ends_at: Some(draft.ends_at),
            minimum: Some(draft.minimum),
            minimum_quantity: Some(draft.minimum_quantity),
            limit_total: Some(draft.limit_total),
            limit_per_customer: Some(draft.limit_per_customer),
            stacking: Some(draft.stacking),
            priority: Some(draft.priority),
            funded_by: Some(draft.funded_by),
            expected_revision,
        }
    }

    /// The promotion with these changes.
    pub(super) fn onto(&self, before: PromotionDraft) -> PromotionDraft {
        let patch = self.clone();
        PromotionDraft {
            name: patch.name.unwrap_or(before.name),
            description: patch.description.unwrap_or(before.description),
            needs_code: patch.needs_code.unwrap_or(before.needs_code),
            benefit: patch.benefit.unwrap_or(before.benefit),
            scope: patch.scope.unwrap_or(before.scope),
            starts_at: patch.starts_at.unwrap_or(before.starts_at),
            ends_at: patch.ends_at.unwrap_or(before.ends_at),
            minimum: patch.minimum.unwrap_or(before.minimum),
            minimum_quantity: patch.minimum_quantity.unwrap_or(before.minimum_quantity),
            limit_total: patch.limit_total.unwrap_or(before.limit_total),
            limit_per_customer: patch.limit_per_customer.unwrap_or(before.limit_per_customer),
            stacking: patch.stacking.unwrap_or(before.stacking),
            priority: patch.priority.unwrap_or(before.priority),
            funded_by: patch.funded_by.unwrap_or(before.funded_by),
        }
    }
}
