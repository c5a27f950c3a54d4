//! The id types: one newtype for each kind of thing, so that no two can be mixed up. [`each_id`](crate::each_id) is the one
//! list of them.

use super::{MalformedId, base32};
use std::{fmt, str::FromStr};

macro_rules! ids {
    ($($(#[$doc:meta])* $name:ident = $prefix:literal;)+) => {$(
        $(#[$doc])*
        #[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $name([u8; 16]);

        impl $name {
            /// What the written form starts with, before the underscore.
            pub const PREFIX: &'static str = $prefix;

            /// The id of 16 stored bytes.
            pub const fn from_bytes(bytes: [u8; 16]) -> Self {
                Self(bytes)
            }

            /// The 16 bytes to store.
            pub const fn as_bytes(&self) -> &[u8; 16] {
                &self.0
            }

            /// A UUIDv7 of a time (milliseconds since 1970) and ten random bytes.
            pub fn from_parts(unix_ms: u64, random: [u8; 10]) -> Self {
                Self(*uuid::Builder::from_unix_timestamp_millis(unix_ms, &random).as_uuid().as_bytes())
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                write!(f, "{}_{}", Self::PREFIX, base32::encode(self.0))
            }
        }

        impl fmt::Debug for $name {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                fmt::Display::fmt(self, f)
            }
        }

        impl FromStr for $name {
            type Err = MalformedId;

            fn from_str(text: &str) -> Result<Self, MalformedId> {
                super::after_prefix(text, Self::PREFIX)
                    .and_then(base32::decode)
                    .map(Self)
                    .ok_or(MalformedId { expected_prefix: Self::PREFIX })
            }
        }
    )+

        /// Every kind of id, with its prefix; no two share one.
        pub const KINDS: &[(&str, &str)] = &[$((stringify!($name), $prefix)),+];
    };
}

/// Hands every type of id, with its prefix, to a macro.
#[macro_export]
macro_rules! each_id {
    ($do:ident) => {
        $do! {
            /// A product: what a page describes.
            ProductId = "prod";
            /// A variant: the purchasable unit of a product.
            VariantId = "var";
            /// A category of the catalogue.
            CategoryId = "cat";
            /// A vendor: a seller's business.
            VendorId = "vend";
            /// Somebody asked to join a vendor.
            InvitationId = "vinv";
            /// A paper by which a vendor shows who it is.
            DocumentId = "vdoc";
            /// What one reader is told about a vendor, until it is.
            NoticeId = "vnot";
            /// A place where a vendor keeps stock.
            LocationId = "loc";
            /// A file that a vendor imports.
            ImportId = "imp";
            /// A picture.
            ImageId = "img";
            /// A file that whoever bought a variant may download.
            DownloadId = "dl";
            /// A cart's row; the cart's capability is a [`super::CartKey`].
            CartId = "crt";
            /// A line of a cart.
            CartLineId = "cline";
            /// An order: what the buyer placed.
            OrderId = "ord";
            /// One vendor's part of an order.
            VendorOrderId = "vord";
            /// A line of an order.
            OrderLineId = "line";
            /// The payment of an order.
            PaymentId = "pay";
            /// One try of a payment at a gateway.
            AttemptId = "att";
            /// A bank transfer that arrived.
            IncomingTransferId = "itr";
            /// A refund.
            RefundId = "rfnd";
            /// Things on their way back to their vendor.
            ReturnId = "ret";
            /// A photograph that goes with a return.
            ReturnPhotoId = "rpho";
            /// What a buyer says of a thing.
            ReviewId = "rev";
            /// A zone of tax.
            TaxZoneId = "tzone";
            /// A rate of the market's commission.
            CommissionRateId = "crate";
            /// A way to ship.
            ShippingMethodId = "ship";
            /// A parcel.
            ShipmentId = "shp";
            /// A moment in the life of a parcel.
            TrackingEventId = "trk";
            /// A person who can sign in.
            AccountId = "acct";
            /// Somebody asked to join the staff.
            StaffInvitationId = "sinv";
            /// A session: somebody signed in with one browser or program.
            SessionId = "sess";
            /// A link sent by mail that may be used once.
            AccountTokenId = "atok";
            /// An address in an address book.
            AddressId = "addr";
            /// A key for the API.
            ApiKeyId = "key";
            /// A row of the log of who changed rights.
            AuditEntryId = "aud";
            /// A row of the stock movement log.
            MovementId = "mov";
            /// A transaction of the ledger.
            LedgerTransactionId = "ltx";
            /// An event in the outbox.
            EventId = "evt";
            /// A job.
            JobId = "job";
            /// A mail.
            MailId = "mail";
            /// A promotion: a rule that lowers a price.
            PromotionId = "promo";
            /// A code that unlocks a promotion.
            PromotionCodeId = "code";
        }
    };
}
each_id!(ids);
