//! Pages that sell nothing: help, policies, accessibility, where to write, which country orders go to, and the ways out of an error.

use souk_domain::order::PaymentMethod;
use souk_ui::dates;
use souk_ui::prelude::*;

mod contact;
mod country;
mod error;
mod policy;
mod sample;
mod show;
#[cfg(test)]
mod tests;

pub use contact::ContactPage;
pub use country::CountryPage;
pub use error::ErrorPage;
pub use policy::{PoliciesPage, Policy, PolicyPage};
pub(crate) use show::{draw_error, mounted};

/// How buying works.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/help.html")]
pub struct HelpPage {
    pub frame: Frame,
    /// Where questions go; may be empty.
    pub contact: String,
    /// How long products are held, by the rule itself.
    pub holds: Holds,
}

/// How long an order holds its products, in words made of the rule.
#[derive(Clone, Debug)]
pub struct Holds {
    pub card: String,
    pub card_after_decline: String,
    pub transfer: String,
}

impl Holds {
    /// As the domain has it.
    pub fn of_the_market() -> Self {
        let (card, transfer) = (PaymentMethod::Card.terms(), PaymentMethod::BankTransfer.terms());
        Self {
            card: dates::duration(card.hold_s),
            card_after_decline: dates::duration(card.hold_after_decline_s),
            transfer: dates::duration(transfer.hold_s),
        }
    }
}

/// What the shop does for people with disabilities.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/accessibility.html")]
pub struct AccessibilityPage {
    pub frame: Frame,
    /// Where barriers are reported; may be empty.
    pub contact: String,
}
