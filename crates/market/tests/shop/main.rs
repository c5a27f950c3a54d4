//! What vendors, catalogue, inventory, access and imports promise, on a real database.

mod access;
mod adjusting;
mod categories;
mod importing;
mod pictures;
mod products;
mod reserving;
mod setting;
mod shelf;
mod vendors;
