//! Pages that sell nothing: help, policies, accessibility, and the ways out of an error.

use crate::ui::prelude::*;

mod error;
mod sample;
mod show;

pub use error::{ErrorPage, Trouble};
pub(crate) use show::{draw_error, mounted};

/// How buying works.
#[derive(Clone, Debug, Template)]
#[template(path = "storefront/pages/help.html")]
pub struct HelpPage {
    pub frame: Frame,
    /// Where questions go; may be empty.
    pub contact: String,
}

/// Delivery, returns, payment, privacy.
#[derive(Clone, Debug, Template)]
#[template(path = "storefront/pages/policies.html")]
pub struct PoliciesPage {
    pub frame: Frame,
    /// Where questions go; may be empty.
    pub contact: String,
}

/// What the shop does for people with disabilities.
#[derive(Clone, Debug, Template)]
#[template(path = "storefront/pages/accessibility.html")]
pub struct AccessibilityPage {
    pub frame: Frame,
    /// Where barriers are reported; may be empty.
    pub contact: String,
}
