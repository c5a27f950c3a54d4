//! What the market keeps of a sale: the rate of everyone, those that were agreed, and a place to try.

use axum::http::Method;
use souk_http::{Access, Route};

mod figures;
mod overview;
mod rate;
mod sample;

pub use figures::Figures;
pub use overview::{CommissionPage, RateRow, Tried};
pub use rate::RatePage;

use crate::routes;

/// The addresses of commission.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, post, staff) = (Method::GET, Method::POST, Access::Staff);
    vec![
        Route::new(get.clone(), routes::COMMISSION, "office_commission", staff, overview::show),
        Route::new(post.clone(), routes::COMMISSION, "office_commission_change", staff, overview::change),
        Route::new(get.clone(), routes::COMMISSION_NEW, "office_commission_new", staff, rate::blank),
        Route::new(post.clone(), routes::COMMISSION_NEW, "office_commission_make", staff, rate::make),
        Route::new(get, routes::COMMISSION_RATE, "office_commission_rate", staff, rate::show),
        Route::new(
            post.clone(),
            routes::COMMISSION_RATE,
            "office_commission_rate_change",
            staff,
            rate::change,
        ),
        Route::new(post, routes::COMMISSION_END, "office_commission_rate_end", staff, rate::end),
    ]
}
