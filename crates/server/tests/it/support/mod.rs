//! What the tests over real processes stand on.
//!
//! - [`Process`]: a program that runs beside the test, its log, its end
//! - [`Place`]: one shop: database, data directory, bank, and the servers that open on them
//! - [`Api`], [`Ask`], [`Answer`]: what goes over the socket
//! - [`Stall`]: goods for sale, made through the API by keys of the command line
//! - [`shopper`]: what buyers send
//! - [`Bank`]: the bank's own word about money
//! - [`mail_server`]: who takes the shop's letters
//! - [`silent`]: who takes a call and says nothing
//! - [`books`]: what the database holds, read past the shop
//! - [`wire`]: bytes that no well-behaved client sends
//! - [`until`]: waiting for something to come true

pub(crate) mod api;
pub(crate) mod bank;
pub(crate) mod books;
pub(crate) mod mail_server;
mod place;
#[allow(dead_code, reason = "other test programs use more of it")]
pub(crate) mod process;
pub(crate) mod shopper;
pub(crate) mod silent;
pub(crate) mod stall;
pub(crate) mod until;
pub(crate) mod wire;

pub(crate) use api::{Answer, Api, Ask};
pub(crate) use bank::Bank;
pub(crate) use place::{Place, Server};
pub(crate) use process::Process;
pub(crate) use stall::Stall;
