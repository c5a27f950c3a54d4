//! Money: what a vendor has, every movement of it, and the same as a file.
//!
//! - `show`: the page; `period`: which time it shows; `statement`: the file

use axum::http::Method;
use souk_http::{Access, Route};

mod period;
mod sample;
mod show;
mod statement;

pub use period::Span;
pub use show::{Funds, MoneyPage, Movement};

use crate::routes;

/// The addresses of money.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, member) = (Method::GET, Access::Account);
    vec![
        Route::new(get.clone(), routes::MONEY, "desk_money", member, show::show),
        Route::new(get, routes::STATEMENT, "desk_statement", member, statement::send),
    ]
}
