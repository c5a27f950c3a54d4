//! Those who sell here or want to, and what they are answered.

use axum::http::Method;
use souk_http::{Access, Route};

mod act;
mod list;
mod papers;
mod sample;
mod show;
mod typed;
mod words;

pub use list::{ApplicationOnPage, PapersOnPage, VendorRow, VendorsPage};
pub use show::{Counted, Fact, FundsOnPage, MemberOnPage, PaperOnPage, Steps, VendorPage};

use crate::routes;

/// The addresses of vendors.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::VENDORS, "office_vendors", staff, list::show),
        Route::new(get.clone(), routes::VENDOR, "office_vendor", staff, show::show),
        Route::new(post.clone(), routes::VENDOR_APPROVE, "office_vendor_approve", staff, act::approve),
        Route::new(post.clone(), routes::VENDOR_REFUSE, "office_vendor_refuse", staff, act::refuse),
        Route::new(post.clone(), routes::VENDOR_SUSPEND, "office_vendor_suspend", staff, act::suspend),
        Route::new(post.clone(), routes::VENDOR_REINSTATE, "office_vendor_reinstate", staff, act::reinstate),
        Route::new(post.clone(), routes::VENDOR_CLOSE, "office_vendor_close", staff, act::close),
        Route::new(get, routes::PAPER, "office_paper", staff, papers::open),
        Route::new(post.clone(), routes::PAPER_ACCEPT, "office_paper_accept", staff, papers::accept),
        Route::new(post, routes::PAPER_REFUSE, "office_paper_refuse", staff, papers::refuse),
    ]
}
