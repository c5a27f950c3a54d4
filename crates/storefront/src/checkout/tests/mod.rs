//! The buying pages as a browser without script walks them, over a whole market with its bank.

pub(crate) mod browser;
mod hostile;
mod journey;
mod mending;
pub(crate) mod rig;
