//! The addresses of an order.

use axum::http::Method;
use souk_http::{Access, Face, Route, Shed};
use souk_ui::routes;

use super::{act, download, keep, lookup, pay, photos, receive, returns, review, show};

/// Every address of an order: each asks for its token, but for that which sends a fresh one. They are part of the money path and give way last.
pub(crate) fn mounted() -> Vec<Route> {
    let holder = Access::OrderHolder;
    let file = Route::new(Method::GET, routes::DOWNLOAD, "download", Access::Anyone, download::send);
    let pages = [
        Route::new(Method::GET, routes::ORDER, "order", holder, show::show),
        Route::new(Method::GET, routes::ORDER_LOOKUP, "order_lookup", Access::Anyone, lookup::show),
        Route::new(Method::POST, routes::ORDER_LOOKUP, "order_lookup_send", Access::Anyone, lookup::send),
        Route::new(Method::GET, routes::ORDER_RETURN, "order_return", holder, show::returned),
        Route::new(Method::GET, routes::ORDER_CANCEL, "order_cancel_back", holder, act::back),
        Route::new(Method::GET, routes::ORDER_RECEIVED, "order_received_back", holder, act::back),
        Route::new(Method::GET, routes::ORDER_MISSED, "order_missed_back", holder, act::back),
        Route::new(Method::GET, routes::ORDER_CART, "order_cart_back", holder, act::back),
        Route::new(Method::GET, routes::ORDER_ACCOUNT, "order_account_back", holder, act::back),
        Route::new(Method::GET, routes::ORDER_RETURNS, "order_returns", holder, returns::show),
        Route::new(Method::POST, routes::ORDER_RETURNS, "order_returns_send", holder, returns::send),
        Route::new(Method::GET, routes::ORDER_RETURN_PHOTOS, "order_return_photos_back", holder, act::back),
        Route::new(Method::POST, routes::ORDER_RETURN_PHOTOS, "order_return_photos", holder, photos::add),
        Route::new(Method::GET, routes::ORDER_RETURN_PHOTO, "order_return_photo", holder, photos::show),
        Route::new(Method::GET, routes::ORDER_REVIEW, "order_review", holder, review::show),
        Route::new(Method::POST, routes::ORDER_REVIEW, "order_review_send", holder, review::send),
        Route::new(Method::POST, routes::ORDER, "order_pay", holder, pay::pay),
        Route::new(Method::POST, routes::ORDER_CANCEL, "order_cancel", holder, act::cancel),
        Route::new(Method::POST, routes::ORDER_RECEIVED, "order_received", holder, receive::received),
        Route::new(Method::POST, routes::ORDER_MISSED, "order_missed", holder, receive::missed),
        Route::new(Method::POST, routes::ORDER_CART, "order_cart", holder, act::refill),
        Route::new(Method::POST, routes::ORDER_ACCOUNT, "order_account", holder, keep::keep),
    ]
    .map(|route| route.face(Face::Page).shed(Shed::Last));
    pages.into_iter().chain([file.face(Face::Plain)]).collect()
}
