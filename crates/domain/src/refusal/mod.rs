//! Refusals: everything Souk says no to, with a stable code, what is wrong and how to mend it.
//!
//! - [`Kind`], [`Code`], [`CODES`]: the table of codes, append-only, in [`code`](crate::code)
//! - one enum for each capability, with data; [`Refusal`] is any of them. Those that a rule answers stand beside the rule

mod account;
mod cart;
mod catalogue;
mod checkout;
mod idempotency;
mod inventory;
mod payment;
mod request;
#[cfg(test)]
mod tests;
mod throttle;
mod vendor;

pub use crate::{code::*, field::FieldError, order::OrderRefusal, pricing::PricingRefusal};
pub use account::AccountRefusal;
pub use cart::CartRefusal;
pub use catalogue::CatalogueRefusal;
pub use checkout::{CheckoutRefusal, ShortLine};
pub use idempotency::IdempotencyRefusal;
pub use inventory::InventoryRefusal;
pub use payment::{DeclineCode, PaymentRefusal};
pub use request::{RequestRefusal, expect_revision};
pub use throttle::ThrottleRefusal;
pub use vendor::VendorRefusal;

/// Any refusal.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Refusal {
    /// Of an account.
    #[error(transparent)]
    Account(#[from] AccountRefusal),
    /// Of a cart.
    #[error(transparent)]
    Cart(#[from] CartRefusal),
    /// Of a checkout.
    #[error(transparent)]
    Checkout(#[from] CheckoutRefusal),
    /// Of a payment.
    #[error(transparent)]
    Payment(#[from] PaymentRefusal),
    /// Of a step of an order.
    #[error(transparent)]
    Order(#[from] OrderRefusal),
    /// Of a change to the catalogue, or a thing that is not in it.
    #[error(transparent)]
    Catalogue(#[from] CatalogueRefusal),
    /// Of a change to stock.
    #[error(transparent)]
    Inventory(#[from] InventoryRefusal),
    /// Of a change to a vendor.
    #[error(transparent)]
    Vendor(#[from] VendorRefusal),
    /// Of a price.
    #[error(transparent)]
    Pricing(#[from] PricingRefusal),
    /// Of an idempotency key.
    #[error(transparent)]
    Idempotency(#[from] IdempotencyRefusal),
    /// Of too much at once.
    #[error(transparent)]
    Throttle(#[from] ThrottleRefusal),
    /// Of the request itself.
    #[error(transparent)]
    Request(#[from] RequestRefusal),
}

impl Refusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Account(refusal) => refusal.code(),
            Self::Cart(refusal) => refusal.code(),
            Self::Checkout(refusal) => refusal.code(),
            Self::Payment(refusal) => refusal.code(),
            Self::Order(refusal) => refusal.code(),
            Self::Catalogue(refusal) => refusal.code(),
            Self::Inventory(refusal) => refusal.code(),
            Self::Vendor(refusal) => refusal.code(),
            Self::Pricing(refusal) => refusal.code(),
            Self::Idempotency(refusal) => refusal.code(),
            Self::Throttle(_) => &TOO_MANY_REQUESTS,
            Self::Request(refusal) => refusal.code(),
        }
    }

    /// What is wrong and how to mend it, in full sentences.
    pub fn detail(&self) -> String {
        self.to_string()
    }

    /// The fields that are wrong; empty when it is not about fields.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Account(refusal) => refusal.fields(),
            Self::Cart(refusal) => refusal.fields(),
            Self::Checkout(refusal) => refusal.fields(),
            Self::Payment(refusal) => refusal.fields(),
            Self::Catalogue(refusal) => refusal.fields(),
            Self::Inventory(refusal) => refusal.fields(),
            Self::Vendor(refusal) => refusal.fields(),
            Self::Request(refusal) => refusal.fields(),
            Self::Order(_) | Self::Pricing(_) | Self::Idempotency(_) | Self::Throttle(_) => Vec::new(),
        }
    }

    /// After how many seconds to try again, where waiting helps.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Payment(PaymentRefusal::InProgress { retry_after_s })
            | Self::Idempotency(IdempotencyRefusal::InFlight { retry_after_s })
            | Self::Throttle(ThrottleRefusal { retry_after_s })
            | Self::Request(
                RequestRefusal::Unavailable { retry_after_s }
                | RequestRefusal::StorageUnavailable { retry_after_s },
            ) => Some(*retry_after_s),
            _ => None,
        }
    }
}
