use souk_domain::ids::{DocumentId, VendorId};
use souk_market::documents::DocumentStatus;
use souk_market::vendors::VendorStatus;
use souk_ui::samples::usd;
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use super::list::tabs;
use super::show::steps;
use super::words::{paper_key, paper_tone, status_key, status_tone};
use super::{
    ApplicationOnPage, Counted, Fact, FundsOnPage, MemberOnPage, PaperOnPage, PapersOnPage, VendorPage,
    VendorRow, VendorsPage,
};
use crate::shared::sample::around;

fn kiln() -> String {
    VendorId::from_bytes([1; 16]).to_string()
}

impl VendorsPage {
    /// One that waits, and a refusal without a reason.
    pub fn sample() -> Self {
        let (frame, desk) = around(crate::routes::vendors());
        let counts =
            vec![(VendorStatus::Applied, 1), (VendorStatus::Active, 34), (VendorStatus::Suspended, 1)];
        Self {
            frame,
            desk,
            errors: vec![FormError { field: String::new(), words: "Please fill this in.".to_owned() }],
            tabs: tabs(&counts, Some(VendorStatus::Applied), ""),
            status: "applied".to_owned(),
            text: String::new(),
            papers: vec![PapersOnPage {
                id: kiln(),
                name: "Kiln & Fern".to_owned(),
                papers: 2,
                since: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
            }],
            is_queue: true,
            applications: vec![ApplicationOnPage {
                id: kiln(),
                revision: 3,
                name: "Kiln & Fern".to_owned(),
                slug: "kiln-fern".to_owned(),
                when: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
                sells: "Stoneware that we throw ourselves.".to_owned(),
                story: "We glaze on Wednesdays.".to_owned(),
                email: "orders@kiln.example".to_owned(),
                address: ["Kiln & Fern", "418 Foster Street", "Durham, NC 27701", "United States"]
                    .map(str::to_owned)
                    .to_vec(),
                reason: String::new(),
                wrong: Some("Please fill this in.".to_owned()),
            }],
            rows: Vec::new(),
            may_write: true,
            next: String::new(),
            first: String::new(),
            done: String::new(),
        }
    }

    /// Nobody waits.
    pub fn sample_none() -> Self {
        Self {
            errors: Vec::new(),
            papers: Vec::new(),
            applications: Vec::new(),
            done: say("office-approved", &[]),
            ..Self::sample()
        }
    }

    /// The second page of those that sell.
    pub fn sample_active() -> Self {
        let row = |name: &str, slug: &str, status| VendorRow {
            id: kiln(),
            name: name.to_owned(),
            slug: slug.to_owned(),
            email: format!("orders@{slug}.example"),
            status: status_key(status),
            tone: status_tone(status),
            since: "Sat, Nov 21, 4:12 pm UTC".to_owned(),
        };
        let counts = vec![(VendorStatus::Active, 34), (VendorStatus::Suspended, 1)];
        Self {
            tabs: tabs(&counts, None, "o"),
            status: "all".to_owned(),
            text: "o".to_owned(),
            is_queue: false,
            rows: vec![
                row("Kiln & Fern", "kiln-fern", VendorStatus::Active),
                row("Oak & Ash Workshop", "oak-ash", VendorStatus::Suspended),
            ],
            next: "/admin/vendors?after=b".to_owned(),
            first: "/admin/vendors".to_owned(),
            done: String::new(),
            ..Self::sample_none()
        }
    }
}

impl VendorPage {
    /// One that sells, looked at by somebody who may do everything; a paper was refused without a reason.
    pub fn sample() -> Self {
        let (frame, desk) = around(&crate::routes::vendor(&kiln()));
        let fact = |key: &str, value: &str| Fact { words: say(key, &[]), value: value.to_owned() };
        let counted = |key: &str, count| Counted { words: say(key, &[]), count };
        let paper = |byte: u8, name: &str, status| PaperOnPage {
            id: DocumentId::from_bytes([byte; 16]).to_string(),
            name: name.to_owned(),
            about: "Sat, Nov 21, 4:12 pm UTC, 1.2 MB".to_owned(),
            status: paper_key(status),
            tone: paper_tone(status),
            is_waiting: status == DocumentStatus::Waiting,
            answer: String::new(),
            reason: Entry::default(),
        };
        let wrong = "Please fill this in.";
        let first = DocumentId::from_bytes([2; 16]);
        let waiting = paper(2, "register.pdf", DocumentStatus::Waiting);
        Self {
            frame,
            desk,
            errors: vec![FormError { field: format!("reason-{first}"), words: wrong.to_owned() }],
            id: kiln(),
            revision: 3,
            name: "Kiln & Fern".to_owned(),
            slug: "kiln-fern".to_owned(),
            is_open: true,
            status: status_key(VendorStatus::Active),
            tone: status_tone(VendorStatus::Active),
            facts: vec![fact("field-email", "orders@kiln.example"), fact("office-slug", "kiln-fern")],
            story: "We glaze on Wednesdays.".to_owned(),
            sells: "Stoneware that we throw ourselves.".to_owned(),
            address: ["418 Foster Street", "Durham, NC 27701"].map(str::to_owned).to_vec(),
            answer: "Whose clay is it?".to_owned(),
            members: vec![MemberOnPage {
                name: "Maya Castellane".to_owned(),
                email: "maya@example.org".to_owned(),
                role: say("role-owner", &[]),
            }],
            papers: vec![
                PaperOnPage { reason: Entry::wrong("", wrong), ..waiting },
                paper(3, "passport.jpg", DocumentStatus::Accepted),
                PaperOnPage {
                    answer: "It is of another firm.".to_owned(),
                    ..paper(4, "letter.pdf", DocumentStatus::Refused)
                },
            ],
            products: vec![counted("product-active", 41), counted("product-draft", 3)],
            orders: vec![counted("office-status-processing", 4), counted("office-status-completed", 180)],
            payout: "Maya Castellane · DE89 •••• 3000".to_owned(),
            funds: Some(FundsOnPage { escrow: usd(41_200), available: usd(182_050), paid_out: usd(912_400) }),
            may_write: true,
            may_act: true,
            steps: steps(VendorStatus::Active),
            reason: Entry::default(),
            done: String::new(),
        }
    }

    /// One that waits for an answer, to which a no was said without a reason.
    pub fn sample_waiting() -> Self {
        let wrong = "Please fill this in.";
        Self {
            errors: vec![FormError { field: "reason".to_owned(), words: wrong.to_owned() }],
            is_open: false,
            status: status_key(VendorStatus::Applied),
            tone: status_tone(VendorStatus::Applied),
            steps: steps(VendorStatus::Applied),
            papers: Vec::new(),
            products: Vec::new(),
            orders: Vec::new(),
            reason: Entry::wrong("", wrong),
            ..Self::sample()
        }
    }

    /// One that is suspended, looked at by somebody who may see no money and decide nothing.
    pub fn sample_narrow() -> Self {
        Self {
            errors: Vec::new(),
            is_open: false,
            status: status_key(VendorStatus::Suspended),
            tone: status_tone(VendorStatus::Suspended),
            steps: steps(VendorStatus::Suspended),
            payout: say("office-payout-set", &[]),
            funds: None,
            may_write: false,
            may_act: false,
            done: say("office-suspended", &[]),
            ..Self::sample()
        }
    }
}
