//! The steps by which a vendor is set up, as pages show them.

use souk_market::joining::SetupStep;

use crate::routes;

/// A step and where it is done.
#[derive(Clone, Debug)]
pub struct StepOnPage {
    /// The key of its words.
    pub words: &'static str,
    pub is_done: bool,
    pub href: &'static str,
}

impl StepOnPage {
    pub(crate) fn of((step, is_done): (SetupStep, bool)) -> Self {
        let (words, href) = match step {
            SetupStep::Profile => ("setup-step-profile", routes::profile()),
            SetupStep::Address => ("setup-step-address", routes::profile()),
            SetupStep::Payout => ("setup-step-payout", routes::payout()),
            SetupStep::Delivery => ("setup-step-delivery", routes::delivery()),
            SetupStep::FirstProduct => ("setup-step-product", routes::new_product()),
        };
        Self { words, is_done, href }
    }
}
