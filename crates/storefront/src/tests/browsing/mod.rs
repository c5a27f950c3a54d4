//! The browsing pages over a real market, in process: what they show, what they refuse, and how they may be kept.

mod choices;
mod files;
mod letters;
mod listing;
mod pages;
mod product;
mod rig;
mod sellers;
