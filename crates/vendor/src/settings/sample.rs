use souk_domain::ids::DocumentId;
use souk_domain::vendor::MemberRole;
use souk_market::documents::DocumentStatus;
use souk_market::joining::SetupStep;
use souk_ui::address::countries;
use souk_ui::{Entry, FormError};

use super::papers::{tone_of, words_of};
use super::team::{Ask, Asked, Colleague, roles};
use super::{ClosurePage, OnboardingPage, PaperOnPage, PapersPage, PayoutPage, ProfilePage, TeamPage};
use crate::routes;
use crate::shared::sample::around;
use crate::shared::{Away, Desk, StepOnPage};

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
            may_change: true,
            done: false,
        }
    }
}

impl PapersPage {
    /// One of each state, and a form without a file.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::papers());
        let wrong = "Choose a file first.";
        let paper = |byte: u8, name: &str, status| PaperOnPage {
            id: DocumentId::from_bytes([byte; 16]).to_string(),
            name: name.to_owned(),
            about: "Sat, Nov 21, 4:12 pm UTC, 1.2 MB".to_owned(),
            status: words_of(status),
            tone: tone_of(status),
            answer: String::new(),
            may_go: status != DocumentStatus::Accepted,
        };
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "file".to_owned(), words: wrong.to_owned() }],
            papers: vec![
                paper(2, "register.pdf", DocumentStatus::Waiting),
                paper(3, "passport.jpg", DocumentStatus::Accepted),
                PaperOnPage {
                    answer: "It is of another firm.".to_owned(),
                    ..paper(4, "letter.pdf", DocumentStatus::Refused)
                },
            ],
            wrong: Some(wrong.to_owned()),
            key: "0af1".to_owned(),
            max_mib: 10,
            max_papers: 20,
            done: String::new(),
        }
    }

    /// Nothing was sent yet.
    pub fn sample_none() -> Self {
        Self { errors: Vec::new(), papers: Vec::new(), wrong: None, ..Self::sample() }
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
            role_error: None,
            ask: Some(Ask {
                action: routes::member("acct_2"),
                fields: vec![("role", "owner".to_owned()), ("do", "change".to_owned())],
                who: "Otto".to_owned(),
                error: Some("Type your password to go on.".to_owned()),
            }),
            done: true,
        }
    }
}

impl ClosurePage {
    /// A vendor that will be away.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::closure());
        let words = "You are away until Tue, Jan 5: nothing of yours can be bought.".to_owned();
        Self {
            frame,
            desk: Desk { away: Some(Away { words, revision: Some(3) }), ..desk },
            errors: Vec::new(),
            revision: 3,
            when: Entry::of("day"),
            end: Entry::of("day"),
            from: Entry::of("2026-12-24"),
            until: Entry::of("2027-01-05"),
            notice: Entry::of("We are at the fair."),
            is_ahead: false,
            may_change: true,
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
            current_error: None,
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
        Self {
            frame,
            desk,
            done: 3,
            steps: steps.map(|(step, done)| StepOnPage::of((*step, done))).collect(),
        }
    }
}
