//! The socket: who holds it, what is served on it, and how it ends.

pub(crate) mod accept;
pub(crate) mod banner;
mod connection;
mod connections;
pub(crate) mod faces;
mod heads;
mod holder;
pub(crate) mod listen;
pub(crate) mod stop;
