//! The codes of a cart, and what became of each, in words.

use souk_domain::money::{Currency, Money};
use souk_domain::pricing::{EnteredCode, NotApplied, Outcome};
use souk_market::cart::CartView;
use souk_ui::texts::say;

/// A code that was entered.
#[derive(Clone, Debug)]
pub struct Coupon {
    pub code: String,
    /// What it unlocks.
    pub name: String,
    /// Whether it lowers the price, or will.
    pub applies: bool,
    /// What it takes off, or why nothing.
    pub words: String,
}

/// The codes that were entered, and what became of each.
pub(crate) fn coupons(view: &CartView) -> Vec<Coupon> {
    let told = |entered: &EnteredCode| {
        let considered = &view.priced.considered;
        let found = considered.iter().find(|one| one.promotion == entered.promotion)?;
        let (applies, words) = outcome(&found.outcome, view.currency);
        Some(Coupon { code: entered.code.clone(), name: entered.name.clone(), applies, words })
    };
    view.codes.iter().filter_map(|(_, entered)| told(entered)).collect()
}

/// What became of a promotion, in words, and whether it lowers the price, or will.
fn outcome(found: &Outcome, currency: Currency) -> (bool, String) {
    let money = |minor| Money::new(minor, currency);
    match found {
        Outcome::Applied { discount } => (true, say("coupon-applied", &[("sum", &money(*discount))])),
        Outcome::AddressNeeded => (true, say("coupon-address", &[])),
        Outcome::Refused(why) => (false, refused(why, currency)),
    }
}

fn refused(why: &NotApplied, currency: Currency) -> String {
    let money = |minor| Money::new(minor, currency);
    match why {
        NotApplied::NotStarted { .. } => say("coupon-not-started", &[]),
        NotApplied::Ended { .. } => say("coupon-ended", &[]),
        NotApplied::CodeMissing => say("coupon-needed", &[]),
        NotApplied::CodeWithdrawn => say("coupon-withdrawn", &[]),
        NotApplied::UsedUp => say("coupon-used-up", &[]),
        NotApplied::UsedUpByYou => say("coupon-used-up-by-you", &[]),
        NotApplied::NothingInScope => say("coupon-nothing", &[]),
        NotApplied::MinimumNotReached { missing } => say("coupon-minimum", &[("sum", &money(*missing))]),
        NotApplied::QuantityNotReached { missing } => say("coupon-quantity", &[("count", missing)]),
        NotApplied::NotCombinable { with } => say("coupon-not-with", &[("name", with)]),
        NotApplied::NoEffect => say("coupon-no-effect", &[]),
        NotApplied::WouldCostMore => say("coupon-dearer", &[]),
    }
}
