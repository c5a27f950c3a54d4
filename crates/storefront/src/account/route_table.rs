//! The addresses of accounts.

use axum::http::Method;
use souk_http::{Access, Face, Route};
use souk_ui::routes;

use super::{
    addresses, codes, data, email, forgot, login, orders, overview, password, profile, register, reset,
    security, setup, verify,
};

/// Every address of accounts: public ones for everyone, the rest for who is signed in.
pub(crate) fn mounted() -> Vec<Route> {
    public_routes().into_iter().chain(signed_in_routes()).map(|route| route.face(Face::Page)).collect()
}

fn public_routes() -> Vec<Route> {
    let anyone = Access::Anyone;
    vec![
        Route::new(Method::GET, routes::LOGIN, "login", anyone, login::show),
        Route::new(Method::POST, routes::LOGIN, "login_send", anyone, login::send),
        Route::new(Method::POST, routes::LOGOUT, "logout", anyone, login::sign_out),
        Route::new(Method::GET, routes::REGISTER, "register", anyone, register::show),
        Route::new(Method::POST, routes::REGISTER, "register_send", anyone, register::send),
        Route::new(Method::GET, routes::VERIFY, "verify", anyone, verify::show),
        Route::new(Method::POST, routes::VERIFY, "verify_send", anyone, verify::send),
        Route::new(Method::GET, routes::FORGOT, "forgot", anyone, forgot::show),
        Route::new(Method::POST, routes::FORGOT, "forgot_send", anyone, forgot::send),
        Route::new(Method::GET, routes::RESET, "reset", anyone, reset::show),
        Route::new(Method::POST, routes::RESET, "reset_send", anyone, reset::send),
        Route::new(Method::GET, routes::SETUP, "setup", anyone, setup::show),
        Route::new(Method::POST, routes::SETUP, "setup_send", anyone, setup::send),
    ]
}

fn signed_in_routes() -> Vec<Route> {
    let get = Method::GET;
    let post = Method::POST;
    let owner = Access::Account;
    vec![
        Route::new(get.clone(), routes::ACCOUNT, "account", owner, overview::show),
        Route::new(post.clone(), routes::ACCOUNT_VERIFY, "account_verify", owner, overview::verify),
        Route::new(get.clone(), routes::ACCOUNT_ORDERS, "account_orders", owner, orders::show),
        Route::new(get.clone(), routes::ACCOUNT_ADDRESSES, "account_addresses", owner, addresses::list),
        Route::new(get.clone(), routes::ACCOUNT_ADDRESS_NEW, "account_address_new", owner, addresses::blank),
        Route::new(post.clone(), routes::ACCOUNT_ADDRESS_NEW, "account_address_add", owner, addresses::add),
        Route::new(get.clone(), routes::ACCOUNT_ADDRESS, "account_address", owner, addresses::one),
        Route::new(post.clone(), routes::ACCOUNT_ADDRESS, "account_address_change", owner, addresses::change),
        Route::new(
            post.clone(),
            routes::ACCOUNT_ADDRESS_REMOVE,
            "account_address_remove",
            owner,
            addresses::remove,
        ),
        Route::new(get.clone(), routes::ACCOUNT_PROFILE, "account_profile", owner, profile::show),
        Route::new(post.clone(), routes::ACCOUNT_PROFILE, "account_profile_change", owner, profile::send),
        Route::new(get.clone(), routes::ACCOUNT_SECURITY, "account_security", owner, security::show),
        Route::new(get.clone(), routes::ACCOUNT_PASSWORD, "account_password", owner, password::show),
        Route::new(post.clone(), routes::ACCOUNT_PASSWORD, "account_password_change", owner, password::send),
        Route::new(get.clone(), routes::ACCOUNT_EMAIL, "account_email", owner, email::show),
        Route::new(post.clone(), routes::ACCOUNT_EMAIL, "account_email_change", owner, email::send),
        Route::new(get.clone(), routes::ACCOUNT_CODES, "account_codes", owner, codes::show).before_codes(),
        Route::new(post.clone(), routes::ACCOUNT_CODES, "account_codes_change", owner, codes::send)
            .before_codes(),
        Route::new(post.clone(), routes::ACCOUNT_SESSIONS, "account_sessions_end", owner, security::end_many),
        Route::new(post.clone(), routes::ACCOUNT_SESSION, "account_session_end", owner, security::end_one),
        Route::new(get.clone(), routes::ACCOUNT_DATA, "account_data", owner, data::show),
        Route::new(post, routes::ACCOUNT_DATA, "account_delete", owner, data::delete),
        Route::new(get, routes::ACCOUNT_EXPORT, "account_export", owner, data::export),
    ]
}
