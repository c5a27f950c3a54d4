//! One error page for all errors, always with a way out.

use souk_ui::prelude::*;
use souk_ui::trouble::Trouble;

/// The error page.
#[derive(Clone, Debug, Template)]
#[template(path = "pages/error.html")]
pub struct ErrorPage {
    pub frame: Frame,
    pub trouble: Trouble,
    /// Whether somebody works here: then the way out leads back to that.
    pub at_work: bool,
}
