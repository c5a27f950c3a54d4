//! What the desks stand on, the vendors' and the market's own: places, forms that change something, and a drawing.
//!
//! - `places`: what stands in the rail
//! - `answer`: how pages are answered; `mistakes`: what is wrong with a form; `once`: what makes a second press do nothing
//! - `fields`: forms whose fields are as many as there are lines; `days`: days as forms write them
//! - `tab`: lists that are asked for another way
//! - `sales`, `chart`: a month of sales, summed and drawn

mod answer;
mod chart;
mod days;
mod fields;
mod mistakes;
mod once;
mod places;
mod sales;
mod tab;

pub use answer::{DoneQuery, private};
pub use chart::{Chart, ChartRow};
pub use days::{NoDay, day_of, end_moment, first_moment};
pub use fields::Fields;
pub use mistakes::{Mistakes, sum_of};
pub use once::{fresh_key, is_spent, once};
pub use places::{Group, Place, Places, Spot, groups};
pub use sales::{Sales, changed};
pub use tab::{Tab, asked};
