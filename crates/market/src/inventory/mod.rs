//! Stock: how much is where, how much of it is promised, and why it changed.
//!
//! - [`reserve`], [`allocate`], [`release`]: what orders hold
//! - [`ship`], [`lose`], [`take_back`]: what leaves with parcels, and comes back
//! - [`adjust`]: counting, finding, losing; [`levels`]: what is there

mod adjust;
mod levels;
mod reserve;
mod ship;
mod use_cases;

pub use adjust::{Adjustment, Cause, Change, LevelRow, Reason, adjust};
pub(crate) use adjust::{Imported, import_stock, said_by_files};
pub use levels::{StockRow, levels};
pub use reserve::{Demand, Left, allocate, release, reserve};
pub use ship::{Sent, lose, ship, take_back};
pub use use_cases::{adjust_stock, list_stock};
