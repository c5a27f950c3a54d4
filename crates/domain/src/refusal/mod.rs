//! Refusals: everything Souk says no to, with a stable code, what is wrong and how to mend it.
//!
//! - [`Kind`], [`Code`], [`CODES`]: the table of codes, append-only, in [`code`](crate::code)
//! - one enum for each capability, with data; [`Refusal`] is any of them, as [`each_refusal`](crate::each_refusal) lists them. Those
//!   that a rule answers stand beside the rule

mod account;
mod cart;
mod catalogue;
mod checkout;
mod idempotency;
mod import;
mod inventory;
mod payment;
mod refund;
mod request;
mod review;
mod staff;
mod tax;
#[cfg(test)]
mod tests;
mod throttle;
mod vendor;

pub use crate::{
    code::*,
    field::FieldError,
    order::{OrderRefusal, ReturnRefusal},
    pricing::PricingRefusal,
    shipment::{LeftOpen, ShipmentRefusal},
};
pub use account::AccountRefusal;
pub use cart::CartRefusal;
pub use catalogue::CatalogueRefusal;
pub use checkout::{CheckoutRefusal, ShortLine};
pub use idempotency::IdempotencyRefusal;
pub use import::ImportRefusal;
pub use inventory::{InventoryRefusal, MOST_ORDERS_NAMED};
pub use payment::{DeclineCode, PaymentRefusal};
pub use refund::RefundRefusal;
pub use request::{RequestRefusal, expect_revision};
pub use review::ReviewRefusal;
pub use staff::StaffRefusal;
pub use tax::{CommissionRefusal, TaxRefusal};
pub use throttle::{ThrottlePolicy, ThrottleRefusal};
pub use vendor::VendorRefusal;

/// Hands the refusals of every capability to a macro: this is the one list of them.
#[macro_export]
macro_rules! each_refusal {
    ($do:ident) => {
        $do! {
            /// Of an account.
            Account(AccountRefusal),
            /// Of a cart.
            Cart(CartRefusal),
            /// Of a checkout.
            Checkout(CheckoutRefusal),
            /// Of a payment.
            Payment(PaymentRefusal),
            /// Of a step of an order.
            Order(OrderRefusal),
            /// Of a parcel.
            Shipment(ShipmentRefusal),
            /// Of money on its way back.
            Refund(RefundRefusal),
            /// Of things on their way back.
            Return(ReturnRefusal),
            /// Of what a buyer says of a thing.
            Review(ReviewRefusal),
            /// Of a change to the catalogue, or a thing that is not in it.
            Catalogue(CatalogueRefusal),
            /// Of a change to stock.
            Inventory(InventoryRefusal),
            /// Of the market's own people.
            Staff(StaffRefusal),
            /// Of a change to a vendor.
            Vendor(VendorRefusal),
            /// Of the rules of tax.
            Tax(TaxRefusal),
            /// Of the market's commission.
            Commission(CommissionRefusal),
            /// Of a file that is imported.
            Import(ImportRefusal),
            /// Of a price.
            Pricing(PricingRefusal),
            /// Of an idempotency key.
            Idempotency(IdempotencyRefusal),
            /// Of too much at once.
            Throttle(ThrottleRefusal),
            /// Of the request itself.
            Request(RequestRefusal),
        }
    };
}

macro_rules! any_refusal {
    ($($(#[$about:meta])* $name:ident($refusal:ident)),+ $(,)?) => {
        /// Any refusal.
        #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
        pub enum Refusal {
            $($(#[$about])* #[error(transparent)] $name(#[from] $refusal)),+
        }

        impl Refusal {
            /// Its row in the table of codes.
            pub fn code(&self) -> &'static Code {
                match self { $(Self::$name(refusal) => refusal.code()),+ }
            }
        }
    };
}
each_refusal!(any_refusal);

impl Refusal {
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
            Self::Refund(refusal) => refusal.fields(),
            Self::Catalogue(refusal) => refusal.fields(),
            Self::Inventory(refusal) => refusal.fields(),
            Self::Staff(refusal) => refusal.fields(),
            Self::Vendor(refusal) => refusal.fields(),
            Self::Tax(refusal) => refusal.fields(),
            Self::Import(refusal) => refusal.fields(),
            Self::Shipment(refusal) => refusal.fields(),
            Self::Request(refusal) => refusal.fields(),
            Self::Order(_)
            | Self::Return(_)
            | Self::Review(_)
            | Self::Pricing(_)
            | Self::Commission(_)
            | Self::Idempotency(_)
            | Self::Throttle(_) => Vec::new(),
        }
    }

    /// After how many seconds to try again, where waiting helps.
    pub fn retry_after_s(&self) -> Option<u32> {
        match self {
            Self::Payment(PaymentRefusal::InProgress { retry_after_s })
            | Self::Idempotency(IdempotencyRefusal::InFlight { retry_after_s })
            | Self::Throttle(ThrottleRefusal { retry_after_s, .. })
            | Self::Request(
                RequestRefusal::Unavailable { retry_after_s }
                | RequestRefusal::StorageUnavailable { retry_after_s },
            ) => Some(*retry_after_s),
            _ => None,
        }
    }
}
