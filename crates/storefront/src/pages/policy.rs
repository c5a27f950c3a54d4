//! The policies: what is promised, page by page. The sentences are texts, so a market may say them its own way.

use souk_ui::prelude::*;

/// One policy of the market.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Policy {
    Delivery,
    Returns,
    Payment,
    Privacy,
    Terms,
}

/// A heading and the paragraphs below it, as keys of texts.
type Section = (&'static str, &'static [&'static str]);

impl Policy {
    pub const ALL: [Self; 5] = [Self::Delivery, Self::Returns, Self::Payment, Self::Privacy, Self::Terms];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Delivery => "delivery",
            Self::Returns => "returns",
            Self::Payment => "payment",
            Self::Privacy => "privacy",
            Self::Terms => "terms",
        }
    }

    /// The policy of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|policy| policy.as_str() == word)
    }

    fn icon(self) -> &'static str {
        match self {
            Self::Delivery => "truck",
            Self::Returns => "return",
            Self::Payment => "card",
            Self::Privacy => "shield",
            Self::Terms => "info",
        }
    }

    fn title(self) -> &'static str {
        match self {
            Self::Delivery => "policy-delivery",
            Self::Returns => "policy-returns",
            Self::Payment => "policy-payment",
            Self::Privacy => "policy-privacy",
            Self::Terms => "policy-terms",
        }
    }

    fn lead(self) -> &'static str {
        match self {
            Self::Delivery => "policy-delivery-lead",
            Self::Returns => "policy-returns-lead",
            Self::Payment => "policy-payment-lead",
            Self::Privacy => "policy-privacy-lead",
            Self::Terms => "policy-terms-lead",
        }
    }

    fn sections(self) -> &'static [Section] {
        match self {
            Self::Delivery => &[
                ("policy-delivery-cost", &["policy-delivery-cost-1", "policy-delivery-cost-2"]),
                ("policy-delivery-time", &["policy-delivery-time-1"]),
                ("policy-delivery-parcels", &["policy-delivery-parcels-1"]),
            ],
            Self::Returns => &[
                ("policy-returns-how", &["policy-returns-how-1", "policy-returns-how-2"]),
                ("policy-returns-broken", &["policy-returns-broken-1"]),
                ("policy-cancel", &["policy-cancel-words"]),
            ],
            Self::Payment => &[
                ("policy-payment-ways", &["policy-payment-ways-1", "policy-payment-ways-2"]),
                ("policy-payment-card", &["policy-payment-card-1"]),
                ("policy-payment-fails", &["policy-payment-fails-1"]),
            ],
            Self::Privacy => &[
                ("policy-privacy-keep", &["policy-privacy-keep-1", "policy-privacy-keep-2"]),
                ("policy-privacy-cookies", &["policy-cookies"]),
                ("policy-privacy-ask", &["policy-privacy-ask-1"]),
            ],
            Self::Terms => &[
                ("policy-terms-who", &["policy-terms-who-1"]),
                ("policy-terms-order", &["policy-terms-order-1", "policy-terms-order-2"]),
                ("policy-terms-prices", &["policy-terms-prices-1"]),
            ],
        }
    }
}

/// All policies.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/policies.html")]
pub struct PoliciesPage {
    pub frame: Frame,
    /// Where questions go; may be empty.
    pub contact: String,
}

/// One policy.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/policy.html")]
pub struct PolicyPage {
    pub frame: Frame,
    pub policy: Policy,
    /// Where questions go; may be empty.
    pub contact: String,
}

impl PolicyPage {
    fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::to(souk_ui::texts::say("home", &[]), routes::home()),
            Crumb::to(souk_ui::texts::say("footer-policies", &[]), routes::policies()),
            Crumb::here(souk_ui::texts::say(self.policy.title(), &[])),
        ]
    }
}
