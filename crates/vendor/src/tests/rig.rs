//! A market of two vendors, and who works for them.

use std::sync::Arc;

use axum::response::{Html, IntoResponse as _};
use souk_domain::ids::VendorId;
use souk_domain::vendor::MemberRole;
use souk_http::ErrorPage;
use souk_testkit::Market;
use souk_testkit::browser::Browser;

/// Two vendors.
pub(crate) struct Stalls {
    pub(crate) market: Market,
    pub(crate) kiln: VendorId,
    pub(crate) loom: VendorId,
}

/// The cookie of a session, as a server without TLS calls it.
pub(crate) const SESSION: &str = "souk_dev_session";

impl Stalls {
    pub(crate) async fn open() -> Self {
        let market = Market::open().await;
        let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
        Self { market, kiln, loom }
    }

    /// A browser in which nobody is signed in.
    pub(crate) fn browser(&self) -> Browser {
        Browser::at(&self.market.app, crate::page_routes(), None)
    }

    /// The same where errors are pages: in the portal's frame, or else bare words.
    pub(crate) fn browser_with_errors(&self) -> Browser {
        let bare: ErrorPage = Arc::new(|error| {
            let words = error.refusal.detail().to_owned();
            Box::pin(async move { Html(words).into_response() })
        });
        Browser::at(&self.market.app, crate::page_routes(), Some(crate::error_page(bare)))
    }

    /// The browser of somebody who works for the first vendor.
    pub(crate) async fn worker(&self, name: &str, role: MemberRole) -> Browser {
        let (_, token) = self.market.worker(name, self.kiln, role).await;
        self.signed_in(&token)
    }

    /// The browser of a session.
    pub(crate) fn signed_in(&self, token: &str) -> Browser {
        let mut browser = self.browser();
        browser.hold(SESSION, token);
        browser
    }
}
