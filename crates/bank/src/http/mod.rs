//! The bank over HTTP.

mod answer;
mod charges;
mod confirm;
mod door;
mod intake;
mod notices;
mod page;
mod refunds;
mod serve;
mod statement;

use axum::Router;
use axum::extract::DefaultBodyLimit;
use axum::middleware::from_fn_with_state;
use axum::routing::{get, post};

pub use serve::serve;

use crate::bank::Bank;
use crate::refusal::Refusal;

/// No request of this bank comes near it: the longest carries two addresses and a description.
const MAX_BODY_BYTES: usize = 16 * 1024;

impl Bank {
    /// Everything the bank answers: what the shop asks under `/v1`, and the pages buyers see.
    pub fn router(&self) -> Router {
        let v1 = Router::new()
            .route("/intents", post(charges::begin))
            .route("/charges", post(charges::create))
            .route("/charges/by-key/{key}", get(charges::look_up))
            .route("/charges/by-key/{key}/complete", post(charges::complete))
            .route("/charges/by-key/{key}/cancel", post(charges::cancel))
            .route("/refunds", post(refunds::create))
            .route("/refunds/by-key/{key}", get(refunds::look_up))
            .route("/statement", get(statement::read))
            .route("/test/webhooks", get(notices::mode).post(notices::set_mode))
            .route("/test/webhooks/flush", post(notices::flush))
            .route("/test/refunds/settle", post(refunds::settle))
            .layer(from_fn_with_state(self.clone(), door::let_in_who_knows_the_secret))
            .with_state(self.clone());
        let health = Router::new().route("/healthz", get(statement::health)).with_state(self.clone());
        let all = Router::new().nest("/v1", v1).merge(health).merge(self.pages()).with_fallbacks();
        all.layer(from_fn_with_state(self.clone(), door::let_in_who_asks_us))
    }

    /// Only what a buyer's browser needs, for a bank whose `/v1` is to stay out of the public's reach.
    pub fn pages(&self) -> Router {
        Router::new()
            .route("/confirm/{id}", get(confirm::show).post(confirm::decide))
            .route("/bank.css", get(page::css))
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
            .with_state(self.clone())
    }
}

trait WithFallbacks {
    fn with_fallbacks(self) -> Self;
}

impl WithFallbacks for Router {
    fn with_fallbacks(self) -> Self {
        self.fallback(|| async { Refusal::NotFound })
            .method_not_allowed_fallback(|| async { Refusal::MethodNotAllowed })
            .layer(DefaultBodyLimit::max(MAX_BODY_BYTES))
    }
}
