//! The first page of vendors: what waits and how it sells; for who is a member of none, how to become one.
//!
//! The form that chooses one of several vendors posts `csrf` and `vendor`.

use souk_http::{Access, Route};

mod acting;
mod choose;
mod sample;
mod show;

use axum::http::Method;
pub use show::{Best, ChooserPage, DoorPage, EarnedOnPage, Funds, HomePage, Low, Need, Setup};

use crate::routes;

/// The addresses of the first page.
pub(crate) fn mounted() -> Vec<Route> {
    let member = Access::Account;
    vec![
        Route::new(Method::GET, routes::HOME, "desk_home", member, show::show),
        Route::new(Method::POST, routes::ACTING_END, "desk_acting_end", member, acting::end),
        Route::new(Method::GET, routes::CHOOSE, "desk_choose_back", member, choose::back),
        Route::new(Method::POST, routes::CHOOSE, "desk_choose", member, choose::choose),
    ]
}
