//! What a cart refuses.

use jiff::Timestamp;

use super::{FieldError, vendor::away_detail};
use crate::code::refusals;
use crate::ids::{OrderId, VariantId};
use crate::quantity::Quantity;

refusals! {
    /// What a cart refuses.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum CartRefusal {
        /// There is no such cart, or the key is not its own.
        #[error("There is no such cart. Start a new one.")]
        NotFound => NOT_FOUND,
        /// The cart has no such line.
        #[error("The cart has no such line. Fetch the cart again.")]
        LineNotFound => NOT_FOUND,
        /// The cart became an order.
        #[error("This cart was ordered already. Start a new one to buy more.")]
        Ordered {
            /// The order it became.
            order: OrderId,
        } => CART_ORDERED,
        /// No room for another line.
        #[error("A cart holds at most {max} lines. Order these first, or take one out.")]
        Full {
            /// The most lines.
            max: usize,
        } => CART_FULL,
        /// There is no such variant.
        #[error("There is no such variant. Fetch the product again.")]
        VariantNotFound => INVALID_INPUT,
        /// Draft, archived, or of a vendor that does not sell now.
        #[error("This is not for sale at the moment.")]
        NotForSale {
            /// The variant.
            variant: VariantId,
        } => NOT_FOR_SALE,
        /// Its vendor sells nothing for now.
        #[error("{}", away_detail(vendor, *until))]
        VendorAway {
            /// What the vendor is called.
            vendor: String,
            /// The first moment in which it sells again, if that is known.
            until: Option<Timestamp>,
        } => VENDOR_AWAY,
        /// A unique piece that is gone.
        #[error("This piece existed once, and it is sold.")]
        Sold {
            /// The variant.
            variant: VariantId,
        } => SOLD,
        /// A unique piece can be bought once.
        #[error("This piece exists once: the quantity can only be 1.")]
        UniqueQuantity => INVALID_INPUT,
        /// Fewer pieces than asked for.
        #[error("Only {left} left. Choose a smaller quantity.")]
        OutOfStock {
            /// The variant.
            variant: VariantId,
            /// Pieces left.
            left: u32,
        } => OUT_OF_STOCK,
        /// Zero, negative or huge.
        #[error("The quantity is a whole number from 1 to {}. To take a line out, use Remove.", Quantity::MAX)]
        QuantityOutOfRange => INVALID_INPUT,
        /// The code unlocks nothing.
        #[error("This code does nothing here. Check its spelling; it may have lapsed.")]
        UnknownCode => UNKNOWN_CODE,
        /// The code is not in the cart.
        #[error("This code is not in the cart. Fetch the cart again.")]
        CodeNotFound => NOT_FOUND,
        /// No room for another code.
        #[error("A cart takes at most {max} codes. Take one out first.")]
        TooManyCodes {
            /// The most codes.
            max: usize,
        } => TOO_MANY_CODES,
    }
}

impl CartRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let (pointer, code) = match self {
            Self::VariantNotFound => ("/variant_id", "not_found"),
            Self::NotForSale { .. } => ("/variant_id", "not_for_sale"),
            Self::VendorAway { .. } => ("/variant_id", "vendor_away"),
            Self::Sold { .. } => ("/variant_id", "sold"),
            Self::UniqueQuantity => ("/quantity", "unique_quantity"),
            Self::OutOfStock { .. } => ("/quantity", "out_of_stock"),
            Self::QuantityOutOfRange => ("/quantity", "out_of_range"),
            Self::UnknownCode | Self::TooManyCodes { .. } => ("/code", self.code().name),
            Self::NotFound
            | Self::LineNotFound
            | Self::CodeNotFound
            | Self::Ordered { .. }
            | Self::Full { .. } => return Vec::new(),
        };
        vec![FieldError::new(pointer, code, self.to_string())]
    }
}
