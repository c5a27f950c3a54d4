//! What commands stand on, in the order they need it.

mod app;
mod data_dir;
mod database;
mod key;
pub(crate) mod logs;
mod mail;
mod market;
pub(crate) mod metrics;
mod payments;
mod process;

pub(crate) use app::{app, public_url, setup_link};
pub(crate) use data_dir::{keep_credentials, prepare_for as prepare};
pub(crate) use database::{Migrations, Opened, open, open_database};
pub(crate) use market::name_market;
pub(crate) use payments::Payments;
pub(crate) use process::{arm_fault, choose_tls, quiet_cores};
