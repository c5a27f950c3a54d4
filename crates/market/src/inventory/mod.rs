//! Stock: how much is where, how much of it is promised, and why it changed.
//!
//! - [`reserve`], [`allocate`], [`release`], [`release_part`], [`forget_lost`]: what orders hold
//! - [`ship`], [`lose`], [`take_back`]: what leaves with parcels, and comes back
//! - [`restock`], [`write_off`]: what comes back from buyers, and what is not good enough
//! - [`adjust`]: counting, finding, losing; [`levels`]: what is there; [`adjust_many`]: the same of many at once; [`variant_stock`]: why it is so; [`find_low_stock`]: what a vendor is told of

mod adjust;
mod levels;
mod low;
mod many;
mod movements;
mod reserve;
mod restock;
mod ship;
mod use_cases;

pub use adjust::{Adjustment, Cause, Change, LevelRow, Reason, adjust};
pub(crate) use adjust::{Imported, import_stock, said_by_files};
pub use levels::{LevelFilter, StockRow, levels};
use low::ran_low;
pub use low::{LowStock, Lowness, WatchLowStock, find_low_stock, judge_low_stock};
pub use many::{LevelOutcome, adjust_many};
pub use movements::{Movement, VariantInStock, VariantStock, variant_stock};
pub use reserve::{
    CalledOff, Demand, Freed, Left, allocate, forget_lost, release, release_part, reserve, unmark_sold,
};
pub use restock::{Returned, restock, write_off};
pub use ship::{Sent, lose, ship, take_back};
pub use use_cases::{adjust_many_levels, adjust_stock, list_stock, show_stock};
