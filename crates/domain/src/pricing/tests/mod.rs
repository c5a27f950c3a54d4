pub(crate) mod any;
mod cases;
mod properties;
mod shipping;
