//! The edge as a whole, over a real market.

mod forms;
mod refusals;
mod rig;
mod surroundings;
