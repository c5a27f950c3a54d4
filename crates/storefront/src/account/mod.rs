//! Accounts: the doors (sign in, register, links sent by mail, the first setup) and what an owner sees and changes.
//!
//! Every answer is private: nothing keeps it, and it is in no index. Forms post `csrf` beside their fields; passwords are
//! never shown again.
//!
//! - `login`, `register`, `verify`, `forgot`, `reset`, `setup`: the doors, for everyone
//! - `overview`, `orders`, `addresses`, `profile`, `security`, `password`, `email`, `codes`, `data`: for who is signed in
//! - `entering`: the cookies of somebody who comes or goes; `links`: tokens of letters, out of the address bar at once
//! - `faults`: from a refusal to words at the fields; `answer`: what all these pages have in common

mod addresses;
pub(crate) mod answer;
mod codes;
mod data;
mod devices;
mod email;
pub(crate) mod entering;
pub(crate) mod faults;
mod forgot;
mod links;
mod login;
mod mounted;
mod orders;
mod overview;
mod password;
mod profile;
mod qr;
mod register;
mod reset;
pub(crate) mod sample;
mod security;
mod setup;
#[cfg(test)]
pub(crate) mod tests;
mod verify;

pub use addresses::{AddressPage, AddressesPage};
pub use codes::CodesPage;
pub use data::DataPage;
pub use email::EmailPage;
pub use forgot::ForgotPage;
pub use links::DeadLinkPage;
pub use login::LoginPage;
pub(crate) use mounted::mounted;
pub use orders::OrdersPage;
pub use overview::OverviewPage;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use register::RegisterPage;
pub use reset::ResetPage;
pub use security::SecurityPage;
pub use setup::SetupPage;
pub use verify::VerifyPage;
