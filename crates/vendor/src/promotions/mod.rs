//! A vendor's promotions: what it takes off its own things, the codes that unlock it, and a cart to be tried.
//!
//! The form of one posts `csrf`, `key` or `revision`, and the fields of [`souk_ui::promotion::PROMOTION_FIELDS`]; those of codes `csrf`,
//! `key`, and `code` with `max_uses`, or `count` with `prefix`. Ending posts `csrf` and `revision`, taking back a code `csrf` and `code`.

mod list;
mod one;
mod sample;
mod trial;

use axum::http::Method;
pub use list::PromotionsPage;
pub use one::PromotionPage;
use souk_http::{Access, Route};
use souk_market::promotions::Whose;
use souk_ui::promotion::PromotionDesk;
pub use trial::TrialPage;

use crate::routes;
use crate::shared::Worker;

/// The addresses of promotions.
pub(crate) fn mounted() -> Vec<Route> {
    let (member, get, post) = (Access::Account, Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::PROMOTIONS, "desk_promotions", member, list::show),
        Route::new(get.clone(), routes::PROMOTION_NEW, "desk_promotion_new", member, one::blank),
        Route::new(post.clone(), routes::PROMOTION_NEW, "desk_promotion_add", member, one::add),
        Route::new(get.clone(), routes::PROMOTION_TRIAL, "desk_promotion_trial", member, trial::show),
        Route::new(get.clone(), routes::PROMOTION, "desk_promotion", member, one::show),
        Route::new(post.clone(), routes::PROMOTION, "desk_promotion_change", member, one::change),
        Route::new(get.clone(), routes::PROMOTION_END, "desk_promotion_end_back", member, one::back),
        Route::new(post.clone(), routes::PROMOTION_END, "desk_promotion_end", member, list::end),
        Route::new(get.clone(), routes::PROMOTION_CODES, "desk_promotion_codes_back", member, one::back),
        Route::new(post.clone(), routes::PROMOTION_CODES, "desk_promotion_codes", member, one::make_codes),
        Route::new(
            get.clone(),
            routes::PROMOTION_CODES_FILE,
            "desk_promotion_codes_file",
            member,
            one::codes_file,
        ),
        Route::new(get, routes::PROMOTION_CODE_END, "desk_promotion_code_end_back", member, one::back),
        Route::new(post, routes::PROMOTION_CODE_END, "desk_promotion_code_end", member, one::end_code),
    ]
}

/// What is asked of promotions, for this vendor.
fn desk(worker: &Worker) -> PromotionDesk<'_> {
    PromotionDesk { app: worker.http.app(), actor: worker.actor(), whose: Whose::Own(worker.seat.vendor) }
}
