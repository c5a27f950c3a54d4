//! Parcels: the life of one, who carries it, and what follows from all of them for the order they belong to.
//!
//! - [`ShipmentStatus`], [`SHIPMENT_STEPS`], [`may_move`]: where a parcel stands, and who may move it where
//! - [`standing`]: where a vendor order stands, by what of it is in parcels and where these are
//! - [`tracking_link`]: where a carrier tells of a parcel; [`tracking_key`]: how its numbers are compared

mod carrier;
mod refusal;
mod standing;
mod status;
#[cfg(test)]
mod tests;

pub use carrier::{CARRIERS, Carrier, folded as folded_carrier, tracking_key, tracking_link};
pub use refusal::{LeftOpen, ShipmentRefusal};
pub use standing::{LineCounts, standing};
pub use status::{DeliveredBy, SHIPMENT_STEPS, ShipmentStatus, ShipmentStep, may_move};
