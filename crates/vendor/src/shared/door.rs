//! Who may enter: an account that is signed in and a member of a vendor. Which one of several is a cookie, which is held against the
//! memberships each time.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::response::{IntoResponse, Response};
use souk_domain::refusal::RequestRefusal;
use souk_domain::vendor::VendorPermission;
use souk_http::{HttpState, Owner, Refusal, cookies};
use souk_market::Actor;
use souk_market::portal::{Around, Seat};
use souk_market::vendors::{self, OwnVendor};
use souk_ui::Frame;
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;

use super::Desk;
use crate::routes;

/// The purpose of the cookie that says for which vendor somebody works now. It opens nothing.
pub(crate) const CHOSEN_COOKIE: &str = "vendor";

/// A member of a vendor, at work for it.
#[derive(Clone)]
pub(crate) struct Worker {
    pub(crate) http: HttpState,
    pub(crate) request: PageRequest,
    pub(crate) seat: Seat,
    pub(crate) memberships: Vec<OwnVendor>,
}

/// Whoever asks for the first page of vendors.
pub(crate) enum Entrance {
    Worker(Box<Worker>),
    /// Signed in, and a member of no vendor.
    Stranger(HttpState, Box<PageRequest>),
}

impl FromRequestParts<HttpState> for Entrance {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let owner = Owner::from_request_parts(parts, http).await?;
        let request = PageRequest::from_request_parts(parts, http).await?;
        let memberships = vendors::list_own_vendors(http.app(), owner.account).await?;
        let wished = cookies::read(http, &parts.headers, CHOSEN_COOKIE).and_then(|value| value.parse().ok());
        let wished = memberships.iter().find(|one| Some(one.vendor.id) == wished);
        let Some(chosen) = wished.or(memberships.first()) else {
            return Ok(Self::Stranger(http.clone(), Box::new(request)));
        };
        let seat = Seat { account: owner.account, vendor: chosen.vendor.id, role: chosen.role };
        Ok(Self::Worker(Box::new(Worker { http: http.clone(), request, seat, memberships })))
    }
}

impl FromRequestParts<HttpState> for Worker {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Turned> {
        match Entrance::from_request_parts(parts, http).await.map_err(Turned::Refused)? {
            Entrance::Worker(worker) => Ok(*worker),
            Entrance::Stranger(..) => Err(Turned::Away),
        }
    }
}

/// Why somebody does not enter.
pub(crate) enum Turned {
    /// To the page that says how to become a vendor.
    Away,
    Refused(Refusal),
}

impl IntoResponse for Turned {
    fn into_response(self) -> Response {
        match self {
            Self::Away => see_other(routes::home(), None),
            Self::Refused(refusal) => refusal.into_response(),
        }
    }
}

impl Worker {
    /// Who asks, as use cases take it.
    pub(crate) fn actor(&self) -> Actor {
        self.seat.actor()
    }

    /// Errors: the role lacks the permission.
    pub(crate) fn require(&self, permission: VendorPermission) -> souk_http::Result<()> {
        if self.seat.may(permission) {
            return Ok(());
        }
        Err(RequestRefusal::Forbidden { permission: permission.as_str() }.into())
    }

    /// What stands around a page of this vendor.
    pub(crate) fn frame(&self, around: &Around) -> (Frame, Desk) {
        let frame = self.request.desk_frame(&around.market);
        let desk = Desk::of(&self.seat, &self.memberships, around, &frame.path);
        (frame, desk)
    }
}
