//! The ports: where the world comes in. The server gives each of them to the [`App`](crate::App), tests give others.
//!
//! - [`Clock`], [`Random`]: time and chance
//! - [`FileStore`]: pictures on a disk
//! - [`PaymentGateway`], [`Gateways`]: whoever moves the money
//! - [`Carriers`]: who tells of parcels
//! - [`CarrierRates`], [`RateSources`]: who says what a parcel costs; [`TableCarrier`]: from a table
//! - [`TaxProvider`], [`TaxSource`]: who says what tax is due where; [`OwnZones`]: the market itself
//! - [`Mailer`]: whoever takes mails
//! - [`LetterPort`]: whoever puts letters into words
//! - [`OutgoingPolicy`]: which addresses of the network may be asked

mod answers;
mod carrier_rates;
mod carriers;
mod files;
mod gateway;
mod letters;
mod mailer;
mod outgoing;
mod tax_provider;
mod world;

pub(crate) use answers::judges_the_request;
pub use answers::{
    Begun, GatewayAnswer, GatewayEvent, GatewayEventKind, Genuine, NextStep, RefundAnswer, Taken,
};
pub use carrier_rates::{CarrierRates, RateRequest, RateSources, TableCarrier};
pub use carriers::Carriers;
pub use files::{FileStore, FileWriter, Folder, Source};
pub use gateway::{Charge, ChargeRef, Gateways, PaymentGateway, PaymentInstrument, RefundOrder, SANDBOX};
pub use letters::LetterPort;
pub use mailer::{MADE_UP_DOMAIN, Mailer, OutgoingMail};
pub use outgoing::OutgoingPolicy;
pub use tax_provider::{OwnZones, TaxProvider, TaxRequest, TaxSource};
pub(crate) use world::IdSource;
pub use world::{Clock, Random, SystemClock, SystemRandom};
