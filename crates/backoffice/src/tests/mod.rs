//! Pages of the back office as a browser without script walks them, over a whole market; and what must hold for every page.

mod categories;
mod checks;
mod errors;
mod home;
mod moderation;
mod money;
mod papers;
mod promotions;
mod rig;
mod rules;
mod staff;
mod vendors;
