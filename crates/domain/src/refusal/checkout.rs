//! What a checkout refuses.

use jiff::Timestamp;

use super::{CURRENCY_MISMATCH, FieldError, OUT_OF_STOCK, vendor::away_detail};
use crate::code::refusals;
use crate::ids::{OrderId, VariantId};
use crate::money::{Currency, to_decimal};
use crate::pricing::Totals;

/// A line that cannot be had in its quantity.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ShortLine {
    /// JSON pointer of the line's quantity in the cart, such as `/lines/0/quantity`.
    pub pointer: String,
    /// What is short.
    pub variant: VariantId,
    /// Pieces left.
    pub left: u32,
}

refusals! {
    /// What a checkout refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum CheckoutRefusal {
        /// There is no such cart, or the key is not its own.
        #[error("There is no such cart. Start a new one.")]
        CartNotFound => NOT_FOUND,
        /// The cart became an order; told to the cart's holder only.
        #[error("This cart was ordered already. Look at that order before you place another.")]
        CartOrdered {
            /// The order.
            order: OrderId,
        } => CART_ORDERED,
        /// Nothing to buy.
        #[error("The cart is empty. Put something into it first.")]
        CartEmpty => CART_EMPTY,
        /// Less stock than asked for.
        #[error("{}", short_detail(lines))]
        OutOfStock {
            /// Each line that falls short.
            lines: Vec<ShortLine>,
        } => OUT_OF_STOCK,
        /// Lines that stopped being for sale.
        #[error("Some things in the cart are no longer for sale. Take them out, then order again.")]
        NotForSale {
            /// The variants.
            variants: Vec<VariantId>,
        } => NOT_FOR_SALE,
        /// A vendor of the cart sells nothing for now.
        #[error("{} Take its things out to order the others.", away_detail(vendor, *until))]
        VendorAway {
            /// What the vendor is called.
            vendor: String,
            /// The first moment in which it sells again, if that is known.
            until: Option<Timestamp>,
            /// Its variants in the cart.
            variants: Vec<VariantId>,
        } => VENDOR_AWAY,
        /// The price moved since the buyer saw it.
        #[error("The total is now {} {}. Look at it, then order again.", to_decimal(totals.grand_total, totals.currency), totals.currency)]
        TotalChanged {
            /// The totals now.
            totals: Totals,
        } => TOTAL_CHANGED,
        /// The last use of a promotion went to somebody else at this moment, or its code was taken back.
        #[error("“{name}” was used up at this moment. Look at the total without it, then order again.")]
        PromotionGone {
            /// What it is called.
            name: String,
        } => PROMOTION_GONE,
        /// The cart lists something else than the buyer saw, for the same total.
        #[error("The cart has changed since you looked at it. Look at it, then order again.")]
        ContentsChanged => CONTENTS_CHANGED,
        /// `expected_total` is in another currency.
        #[error("This market charges in {charged}. Send amounts in that currency.")]
        CurrencyMismatch {
            /// The market's currency.
            charged: Currency,
        } => CURRENCY_MISMATCH,
        /// Holding more stock without paying is not allowed.
        #[error("{} waiting for payment. {} first.", there_are(*max), pay_or_cancel(*max))]
        TooManyUnpaid {
            /// The most.
            max: u32,
        } => TOO_MANY_UNPAID,
        /// The same, for a guest: whoever proves that the address is theirs is counted by themselves.
        #[error("{} under this e-mail address waiting for payment. {} by the link in its letter, or sign in: orders of an account are counted by themselves.", there_are(*max), pay_or_cancel(*max))]
        TooManyUnpaidOfGuest {
            /// The most.
            max: u32,
        } => TOO_MANY_UNPAID,
        /// The same, for everybody behind one connection.
        #[error("{} from this internet connection waiting for payment. {}, or order over another connection.", there_are(*max), pay_or_cancel(*max))]
        TooManyUnpaidOfClient {
            /// The most.
            max: u32,
        } => TOO_MANY_UNPAID,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl CheckoutRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::OutOfStock { lines } => lines
                .iter()
                .map(|line| FieldError::new(line.pointer.as_str(), OUT_OF_STOCK.name, left_detail(line.left)))
                .collect(),
            Self::CurrencyMismatch { .. } => {
                vec![FieldError::new("/expected_total/currency", CURRENCY_MISMATCH.name, self.to_string())]
            }
            Self::Invalid { fields } => fields.clone(),
            _ => Vec::new(),
        }
    }
}

fn short_detail(lines: &[ShortLine]) -> String {
    match lines {
        [line] => {
            format!("{} Change the quantity or take the line out, then order again.", left_detail(line.left))
        }
        _ => "Some things are no longer there in these quantities. Change them, then order again.".to_owned(),
    }
}

fn left_detail(left: u32) -> String {
    if left == 0 { "None left.".to_owned() } else { format!("Only {left} left.") }
}

fn there_are(orders: u32) -> String {
    match orders {
        1 => "There is already an order".to_owned(),
        many => format!("There are already {many} orders"),
    }
}

fn pay_or_cancel(orders: u32) -> &'static str {
    if orders == 1 { "Pay or cancel it" } else { "Pay or cancel one of them" }
}
