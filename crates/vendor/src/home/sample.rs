use super::show::needs;
use super::{DoorPage, HomePage};
use crate::routes;
use crate::samples::{WAITING, around};

impl HomePage {
    /// A vendor with something to do.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::home());
        Self { frame, desk, needs: needs(&WAITING) }
    }
}

impl DoorPage {
    /// Somebody who sells nothing yet.
    pub fn sample() -> Self {
        Self { frame: souk_ui::samples::frame(routes::home()) }
    }
}
