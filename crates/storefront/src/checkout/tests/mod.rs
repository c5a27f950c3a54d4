//! The buying pages as a browser without script walks them, over a whole market with its bank.

mod hostile;
mod journey;
mod lost;
mod mending;
mod regions;
mod tabs;
mod unshipped;
