//! What the inventory refuses.

use super::{FieldError, NOT_FOUND};
use crate::code::refusals;
use crate::ids::OrderNumber;
use crate::text::counted;

/// Orders that one refusal names; those beyond are "others".
pub const MOST_ORDERS_NAMED: usize = 20;

refusals! {
    /// What the inventory refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum InventoryRefusal {
        /// No such location.
        #[error("There is no such location.")]
        LocationNotFound => NOT_FOUND,
        /// Less than orders were promised.
        #[error(
            "{} promised to {}. Cancel or ship some of it, or count again.",
            counted(*reserved, "piece is", "pieces are"),
            listed(orders)
        )]
        BelowAllocated {
            /// Pieces promised.
            reserved: i64,
            /// The orders they are promised to.
            orders: Vec<OrderNumber>,
        } => BELOW_ALLOCATED,
        /// The variant is not counted.
        #[error("This variant is not counted. Turn tracking on first.")]
        NotTracked => NOT_TRACKED,
        /// Pieces came or went while somebody counted.
        #[error("There were {was} when you began to count, and there are {on_hand} now. Count again.")]
        MovedMeanwhile {
            /// Pieces that were seen.
            was: i64,
            /// Pieces on hand.
            on_hand: i64,
        } => STOCK_MOVED,
        /// Less than nothing.
        #[error("That would leave less than nothing: there are {on_hand}.")]
        BelowZero {
            /// Pieces on hand.
            on_hand: i64,
        } => BELOW_ZERO,
        /// A unique piece is there once or not.
        #[error("This piece exists once: its stock is 0 or 1.")]
        UniqueQuantity => UNIQUE_QUANTITY,
        /// More than can be counted.
        #[error("Stock of one variant at one place is at most {max} pieces.")]
        TooLarge {
            /// The most.
            max: i64,
        } => STOCK_TOO_LARGE,
    }
}

impl InventoryRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::LocationNotFound => {
                vec![FieldError::new("/location_id", NOT_FOUND.name, self.to_string())]
            }
            _ => Vec::new(),
        }
    }
}

fn listed(orders: &[OrderNumber]) -> String {
    match orders {
        [] => "orders".to_owned(),
        [one] => format!("order {one}"),
        many => {
            let named: Vec<String> = many.iter().take(MOST_ORDERS_NAMED).map(ToString::to_string).collect();
            let others = if many.len() > named.len() { " and others" } else { "" };
            format!("orders {}{others}", named.join(", "))
        }
    }
}
