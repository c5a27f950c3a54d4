//! Notices to the shop: each final charge and each refund is posted, signed, until the shop has taken it.

mod controls;
mod courier;
mod post;
mod queue;
mod sign;

pub use sign::{caller_proof, signing_key};

pub(crate) use controls::Flushed;
pub(crate) use courier::{Courier, run};
pub(crate) use queue::Mode;
