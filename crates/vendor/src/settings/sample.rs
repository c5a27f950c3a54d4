use souk_domain::vendor::MemberRole;
use souk_market::joining::SetupStep;
use souk_ui::address::countries;
use souk_ui::{Entry, FormError};

use super::onboarding::on_page;
use super::team::{Asked, Colleague, roles};
use super::{ClosurePage, OnboardingPage, PayoutPage, ProfilePage, TeamPage};
use crate::routes;
use crate::shared::sample::around;

impl ProfilePage {
    /// With a handle that cannot be.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::profile());
        let wrong = "Use small letters, digits and single dashes.";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "handle".to_owned(), words: wrong.to_owned() }],
            revision: 3,
            shop: Entry::of("Kiln & Fern"),
            handle: Entry::wrong("Kiln Fern", wrong),
            email: Entry::of("orders@kiln.example"),
            tagline: Entry::of("Stoneware for every morning"),
            story: Entry::of("Thrown on a kick wheel."),
            city: Entry::of("Durham"),
            countries: countries::choices("US"),
            delivery_note: Entry::default(),
            return_note: Entry::default(),
            done: false,
        }
    }
}

impl TeamPage {
    /// Two people and an invitation.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::team());
        let colleague = |letter: &str, name: &str, role: MemberRole| Colleague {
            account: format!("acct_{}", letter.repeat(26)),
            name: name.to_owned(),
            email: format!("{}@example.org", name.to_lowercase()),
            role: role.as_str().to_owned(),
            roles: roles(Some(role)),
            is_self: role == MemberRole::Owner,
        };
        Self {
            frame,
            desk,
            errors: Vec::new(),
            people: vec![
                colleague("1", "Ines", MemberRole::Owner),
                colleague("2", "Otto", MemberRole::Fulfilment),
            ],
            open: vec![Asked {
                id: format!("vinv_{}", "1".repeat(26)),
                email: "ida@example.org".to_owned(),
                role: "Manager".to_owned(),
                until: "Sat, Nov 28, 4:12 pm UTC".to_owned(),
            }],
            may_rule: true,
            email: Entry::default(),
            roles: roles(Some(MemberRole::Manager)),
            done: true,
        }
    }
}

impl ClosurePage {
    /// A vendor that will be away.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::closure());
        Self {
            frame,
            desk,
            errors: Vec::new(),
            from: Entry::of("2026-12-24"),
            until: Entry::of("2027-01-05"),
            notice: Entry::of("We are at the fair."),
            is_set: true,
            done: false,
        }
    }
}

impl PayoutPage {
    /// With an account that cannot be.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::payout());
        let wrong = "The check digits of this IBAN are not right.";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "account".to_owned(), words: wrong.to_owned() }],
            masked: "DE89 •••• 3000".to_owned(),
            holder: Entry::of("Ines Castellane"),
            account_error: Some(wrong.to_owned()),
            bank: Entry::default(),
            is_other: false,
            done: false,
        }
    }
}

impl OnboardingPage {
    /// Three steps of five.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::onboarding());
        let steps = SetupStep::ALL.iter().zip([true, true, false, true, false]);
        Self { frame, desk, done: 3, steps: steps.map(|(step, done)| on_page(*step, done)).collect() }
    }
}
