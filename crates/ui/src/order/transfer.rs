//! Where a transfer goes.

use jiff::Zoned;
use souk_domain::money::Money;
use souk_market::orders::OrderView;
use souk_market::settings::{BankAccount, Market};

/// What to write into the bank's form.
#[derive(Clone, Debug)]
pub struct Transfer {
    /// None: nobody named one yet, and the buyer has to ask.
    pub account: Option<BankAccount>,
    /// Where to ask; may be empty.
    pub contact: String,
    pub reference: String,
    /// What arrived so far.
    pub received: Option<Money>,
    /// What is still to be transferred.
    pub outstanding: Money,
    pub held_until: Zoned,
}

impl Transfer {
    /// What the buyer writes into the bank's form.
    pub fn of(market: &Market, order: &OrderView, held_until: Zoned) -> Self {
        let money = |minor| Money::new(minor, order.currency);
        Self {
            account: (!market.account.number.is_empty()).then(|| account(market)),
            contact: market.contact.clone(),
            reference: order.payment.reference.clone().unwrap_or_default(),
            received: (order.received > 0).then(|| money(order.received)),
            outstanding: money(order.payment.total - order.received),
            held_until,
        }
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
