//! Where a transfer goes.

use jiff::Zoned;
use souk_domain::money::Money;
use souk_market::payments::Payment;
use souk_market::settings::Market;

use super::Transfer;

/// The account of a shop for trying out. A market with an account of its own will name it in its settings.
const ACCOUNT: &str = "US00 SOUK 0000 0000 0000 01";
/// Its bank.
const BANK: &str = "First Sandbox Bank";

/// What the buyer writes into the bank's form.
pub(crate) fn instructions(market: &Market, payment: &Payment, held_until: Zoned) -> Transfer {
    Transfer {
        holder: market.name.clone(),
        account: ACCOUNT.to_owned(),
        bank: BANK.to_owned(),
        reference: payment.reference.clone().unwrap_or_default(),
        outstanding: Money::new(payment.total - payment.captured, payment.currency),
        held_until,
    }
}
