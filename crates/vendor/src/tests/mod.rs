//! Pages of vendors as a browser without script walks them, over a whole market; and what must hold for every page.

mod beside;
mod checks;
mod delivery;
mod entering;
mod imports;
mod money;
mod orders;
mod papers;
mod products;
mod promotions;
mod returns;
mod reviews;
pub(crate) mod rig;
mod settings;
