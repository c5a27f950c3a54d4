use super::{AccessibilityPage, ErrorPage, HelpPage, Holds, PoliciesPage, Trouble};
use crate::samples::frame;

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
impl AccessibilityPage {
    pub fn sample() -> Self {
        Self { frame: frame("/accessibility"), contact: String::new() }
    }
}
impl ErrorPage {
    /// The page of one trouble, without a detail.
    pub fn sample(trouble: Trouble) -> Self {
        Self { frame: frame("/p/gone"), trouble, detail: String::new(), request_id: "0190f3c2".to_owned() }
    }
}
