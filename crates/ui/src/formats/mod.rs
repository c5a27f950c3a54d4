//! How values are shown: money, dates, words out of HTML.

pub mod dates;
pub mod money;
mod signs;
pub mod sizes;
pub mod words;
