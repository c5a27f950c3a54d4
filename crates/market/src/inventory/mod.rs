//! Stock: how much is where, how much of it is promised, and why it changed.
//!
//! - [`reserve`], [`allocate`], [`release`]: what orders hold

mod reserve;

pub use reserve::{Demand, Left, allocate, release, reserve};
