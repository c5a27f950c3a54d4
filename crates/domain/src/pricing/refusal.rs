//! What pricing refuses.

use crate::code::refusals;
use crate::ids::VendorId;

refusals! {
    /// What pricing refuses.
    #[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
    pub enum PricingRefusal {
        /// The vendor ships nothing there.
        #[error(
            "One of the vendors ({vendor}) does not ship to this address. Use another address, or take its things out."
        )]
        NoShippingMethod {
            /// The vendor.
            vendor: VendorId,
        } => NO_SHIPPING_METHOD,
        /// The vendor does not ship in that way, or not there.
        #[error("The chosen way of shipping is not offered by vendor {vendor} for this address. Choose another.")]
        ShippingMethodNotOffered {
            /// The vendor.
            vendor: VendorId,
        } => SHIPPING_METHOD_NOT_OFFERED,
        /// A price, quantity or number of lines beyond the bounds that keep sums exact.
        #[error("The cart is larger than can be priced. Split it over several carts.")]
        TooLarge => CART_TOO_LARGE_TO_PRICE,
    }
}
