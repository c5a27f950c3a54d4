use souk_market::shop::Served;
use souk_ui::samples::frame;
use souk_ui::trouble::{ErrorKind, Trouble};

use super::contact::MessageForm;
use super::{
    AccessibilityPage, ContactPage, CountryPage, ErrorPage, HelpPage, Holds, PoliciesPage, Policy, PolicyPage,
};

const CONTACT: &str = "help@souk.example";

impl HelpPage {
    pub fn sample() -> Self {
        Self { frame: frame("/help"), contact: CONTACT.to_owned(), holds: Holds::of_the_market() }
    }
}
impl PoliciesPage {
    pub fn sample() -> Self {
        Self { frame: frame("/policies"), contact: CONTACT.to_owned() }
    }
}
impl PolicyPage {
    pub fn sample() -> Self {
        Self { frame: frame("/policies/returns"), policy: Policy::Returns, contact: CONTACT.to_owned() }
    }
}
impl ContactPage {
    pub fn sample() -> Self {
        Self::of(frame("/contact"), CONTACT.to_owned(), &MessageForm::default(), &[])
    }
    /// With a number that is none and nothing to say.
    pub fn sample_errors() -> Self {
        let typed = MessageForm { name: "Maya".to_owned(), order: "12".to_owned(), ..MessageForm::default() };
        let wrong = typed.message().checked().err().unwrap_or_default();
        Self::of(frame("/contact"), CONTACT.to_owned(), &typed, &wrong)
    }
    /// After it was sent.
    pub fn sample_sent() -> Self {
        Self { sent: true, ..Self::sample() }
    }
}
impl CountryPage {
    pub fn sample() -> Self {
        Self::of(
            frame("/country"),
            "US",
            &Served::Only(["CA", "US"].map(str::to_owned).into()),
            "/products".to_owned(),
        )
    }
}
impl AccessibilityPage {
    pub fn sample() -> Self {
        Self { frame: frame("/accessibility"), contact: String::new() }
    }
}
impl ErrorPage {
    /// The page of one trouble, without a detail.
    pub fn sample(trouble: ErrorKind) -> Self {
        Self { frame: frame("/p/gone"), trouble: Trouble::sample(trouble), at_work: false }
    }
}
