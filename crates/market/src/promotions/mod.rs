//! Promotions: rules that lower prices, the codes that unlock them, and how often they were used.
//!
//! - [`for_cart`]: what a cart is priced with
//! - [`enter_code`], [`take_code_out`]: the codes of a cart
//! - [`redeem`], [`give_back`]: an order takes uses, and gives them back when it ends unpaid
//! - what faces ask: `use_cases.rs` and `codes.rs`
//!
//! The rules are kept in memory (`Ctx::rule`); what changes with each use stands in tables of its own. Whoever holds no code and
//! meets no promotion costs no statement.

mod codes;
mod making;
mod offers;
mod patch;
mod store;
mod targets;
mod use_cases;
mod uses;

use jiff::Timestamp;
use souk_domain::{
    ids::{PromotionId, VendorId},
    money::Currency,
    pricing::Promotion,
    promotion::PromotionDraft,
};

pub use codes::{
    CodePage, NewCodes, create_promotion_codes, list_promotion_codes, promotion_codes_as_csv,
    withdraw_promotion_code,
};
pub use making::create_promotion_in;
pub(crate) use offers::{
    Which, copy_codes, enter_code, entered_codes, for_cart, forget_codes, take_code_out, typed_codes,
};
pub use patch::PromotionPatch;
pub use store::codes::CodeRow;
pub use targets::{PromotionSheet, find_variant, read_scope, show_promotion_sheet};
pub use use_cases::{
    Whose, archive_promotion, change_promotion, create_promotion, list_promotions, show_promotion,
};
pub(crate) use uses::{Customer, Used, give_back, redeem};

/// A promotion as it is stored.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredPromotion {
    pub id: PromotionId,
    /// Whose it is; `None`: the market's.
    pub vendor: Option<VendorId>,
    /// What it says.
    pub draft: PromotionDraft,
    /// Whether it was ended for good: it lowers nothing any more.
    pub archived: bool,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl StoredPromotion {
    /// It as prices are made of it.
    fn rule(&self) -> Promotion {
        let draft = &self.draft;
        Promotion {
            id: self.id,
            owner: self.vendor,
            name: draft.name.clone(),
            needs_code: draft.needs_code,
            benefit: draft.benefit,
            scope: draft.scope.clone(),
            starts_at: draft.starts_at,
            ends_at: draft.ends_at,
            minimum: draft.minimum,
            minimum_quantity: draft.minimum_quantity,
            stacking: draft.stacking,
            priority: draft.priority,
            funded_by: draft.funded_by,
        }
    }
}

/// A promotion as those see it who make it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PromotionView {
    pub promotion: StoredPromotion,
    /// By how many orders it was used that have not ended unpaid.
    pub used: i64,
    /// What its amounts are in.
    pub currency: Currency,
}
