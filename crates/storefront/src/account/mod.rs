//! Accounts: public pages (sign in, register, links sent by mail, the first setup) and what an owner sees and changes.
//!
//! Every answer is private: nothing keeps it, and it is in no index. Forms post `csrf` beside their fields; passwords are
//! never shown again.
//!
//! - `login`, `register`, `verify`, `forgot`, `reset`, `setup`: for everyone
//! - `overview`, `orders`, `addresses`, `profile`, `security`, `password`, `email`, `codes`, `data`: for who is signed in
//! - `links`: tokens of letters, out of the address bar at once
//! - `answer`: what all these pages have in common

mod addresses;
mod answer;
mod codes;
mod data;
mod devices;
mod email;
mod forgot;
mod links;
mod login;
mod order_row;
mod orders;
mod overview;
mod password;
mod profile;
mod qr;
mod register;
mod reset;
mod route_table;
mod sample;
mod security;
mod setup;
#[cfg(test)]
mod tests;
mod verify;

pub use addresses::{AddressPage, AddressesPage};
pub use codes::CodesPage;
pub use data::DataPage;
pub use email::EmailPage;
pub use forgot::ForgotPage;
pub use links::DeadLinkPage;
pub use login::LoginPage;
pub use orders::OrdersPage;
pub use overview::OverviewPage;
pub use password::PasswordPage;
pub use profile::ProfilePage;
pub use register::RegisterPage;
pub use reset::ResetPage;
pub(crate) use route_table::mounted;
pub use security::SecurityPage;
pub use setup::SetupPage;
pub use verify::VerifyPage;
