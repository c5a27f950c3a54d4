//! Pages as a browser without script walks them, over a whole market; and what must hold for every page and letter.

pub(crate) mod browser;
mod browsing;
mod checks;
pub(crate) mod rig;
