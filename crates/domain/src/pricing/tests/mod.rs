pub(crate) mod any;
mod cases;
mod example;
mod examples;
mod properties;
mod shipping;
mod taxes;
mod together;
