//! Where a transfer goes.

use jiff::Zoned;
use souk_domain::money::Money;
use souk_market::orders::OrderView;
use souk_market::settings::{BankAccount, Market};

use super::Transfer;

/// What the buyer writes into the bank's form.
pub(crate) fn instructions(market: &Market, order: &OrderView, held_until: Zoned) -> Transfer {
    let money = |minor| Money::new(minor, order.currency);
    Transfer {
        account: (!market.account.number.is_empty()).then(|| account(market)),
        contact: market.contact.clone(),
        reference: order.payment.reference.clone().unwrap_or_default(),
        received: (order.received > 0).then(|| money(order.received)),
        outstanding: money(order.payment.total - order.received),
        held_until,
    }
}

/// The market's account; the market holds it where nobody else is named.
fn account(market: &Market) -> BankAccount {
    let mut account = market.account.clone();
    if account.holder.is_empty() {
        account.holder.clone_from(&market.name);
    }
    account
}
