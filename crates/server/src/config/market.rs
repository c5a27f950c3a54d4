//! What the market says of itself.

use serde::Deserialize;

/// The `[market]` of the settings. What is not said there stays as the database has it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
pub(crate) struct MarketSettings {
    /// Its name, as buyers read it.
    pub(crate) name: Option<String>,
    /// Where buyers write, and where the market hears what needs its people.
    pub(crate) contact: Option<String>,
    /// One line above every page.
    pub(crate) announcement: Option<String>,
    /// Days after arrival for which things may be returned.
    pub(crate) return_days: Option<u32>,
    /// Whose the account for bank transfers is.
    pub(crate) account_holder: Option<String>,
    /// Its IBAN or number.
    pub(crate) account_number: Option<String>,
    /// The bank's name or BIC.
    pub(crate) account_bank: Option<String>,
    /// Days after which what has arrived is confirmed by itself.
    pub(crate) confirm_after_days: Option<u32>,
    /// Days after its arrival when an order is completed.
    pub(crate) complete_after_days: Option<u32>,
    /// Whether the staff looks at what vendors put on sale first.
    pub(crate) checks_products: Option<bool>,
    /// Whether a price that was lowered is shown beside the lowest of thirty days.
    pub(crate) shows_lowest_price: Option<bool>,
    /// Whether buyers may pay when it arrives.
    pub(crate) cash_on_delivery: Option<bool>,
    /// The most that an order paid so may cost, in minor units.
    pub(crate) cash_most: Option<i64>,
    /// Whether a piece that exists once may be paid so.
    pub(crate) cash_for_unique: Option<bool>,
    /// Who takes the money at the door: `vendor` or `carrier`.
    pub(crate) cash_collector: Option<String>,
}
