//! The market's promotions: what it takes off whose things, the codes that unlock it, and a cart to be tried.
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
use crate::shared::Clerk;

/// The addresses of promotions.
pub(crate) fn mounted() -> Vec<Route> {
    let (staff, get, post) = (Access::Staff, Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::PROMOTIONS, "office_promotions", staff, list::show),
        Route::new(get.clone(), routes::PROMOTION_NEW, "office_promotion_new", staff, one::blank),
        Route::new(post.clone(), routes::PROMOTION_NEW, "office_promotion_add", staff, one::add),
        Route::new(get.clone(), routes::PROMOTION_TRIAL, "office_promotion_trial", staff, trial::show),
        Route::new(get.clone(), routes::PROMOTION, "office_promotion", staff, one::show),
        Route::new(post.clone(), routes::PROMOTION, "office_promotion_change", staff, one::change),
        Route::new(get.clone(), routes::PROMOTION_END, "office_promotion_end_back", staff, one::back),
        Route::new(post.clone(), routes::PROMOTION_END, "office_promotion_end", staff, list::end),
        Route::new(get.clone(), routes::PROMOTION_CODES, "office_promotion_codes_back", staff, one::back),
        Route::new(post.clone(), routes::PROMOTION_CODES, "office_promotion_codes", staff, one::make_codes),
        Route::new(
            get.clone(),
            routes::PROMOTION_CODES_FILE,
            "office_promotion_codes_file",
            staff,
            one::codes_file,
        ),
        Route::new(get, routes::PROMOTION_CODE_END, "office_promotion_code_end_back", staff, one::back),
        Route::new(post, routes::PROMOTION_CODE_END, "office_promotion_code_end", staff, one::end_code),
    ]
}

/// What is asked of promotions, for the market.
fn desk(clerk: &Clerk) -> PromotionDesk<'_> {
    PromotionDesk { app: clerk.http.app(), actor: clerk.actor, whose: Whose::Market }
}
