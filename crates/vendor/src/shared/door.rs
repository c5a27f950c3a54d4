//! Who may enter: an account that is signed in and a member of a vendor. Which one of several is a cookie, which is held against the
//! memberships each time; a form says for which one it was opened, so that it is never sent for another.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use axum::http::{HeaderMap, Method};
use axum::response::{IntoResponse, Response};
use souk_domain::ids::AccountId;
use souk_domain::refusal::{RequestRefusal, VendorRefusal};
use souk_domain::vendor::{MemberRole, VendorPermission};
use souk_http::read::FormSubject;
use souk_http::{HttpState, Owner, Refusal, cookies};
use souk_market::Actor;
use souk_market::accounts::{Acting, Session};
use souk_market::portal::{Around, Seat};
use souk_market::vendors::{self, OwnVendor};
use souk_ui::Frame;
use souk_ui::dates::{at, moment};
use souk_ui::redirect::see_other;
use souk_ui::request::PageRequest;
use souk_ui::texts::say;

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
    /// One of the staff in place of the vendor's own people, and until when.
    pub(crate) acting: Option<Acting>,
}

/// Whoever asks for the first page of vendors.
pub(crate) enum Entrance {
    Worker(Box<Worker>),
    /// A member of vendors who has not said for which one to work, or works for that one no longer.
    Undecided(Box<Undecided>),
    /// Signed in, and a member of no vendor.
    Stranger(HttpState, Box<PageRequest>),
}

/// Who may choose for which vendor to work.
pub(crate) struct Undecided {
    pub(crate) http: HttpState,
    pub(crate) request: PageRequest,
    pub(crate) memberships: Vec<OwnVendor>,
}

impl FromRequestParts<HttpState> for Entrance {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let owner = Owner::from_request_parts(parts, http).await?;
        let request = PageRequest::from_request_parts(parts, http).await?;
        let entrance = Self::of(http, &parts.headers, &owner.session, request).await?;
        if let Self::Worker(worker) = &entrance {
            let chosen = worker.memberships.iter().find(|one| one.vendor.id == worker.seat.vendor);
            let name = chosen.map(|one| one.vendor.name.clone()).unwrap_or_default();
            parts.extensions.insert(FormSubject {
                field: "vendor",
                value: worker.seat.vendor.to_string(),
                refusal: VendorRefusal::AnotherChosen { name }.into(),
            });
        }
        Ok(entrance)
    }
}

impl Entrance {
    /// Where somebody who is signed in comes in, by the headers that came.
    pub(super) async fn of(
        http: &HttpState,
        headers: &HeaderMap,
        session: &Session,
        request: PageRequest,
    ) -> Result<Self, Refusal> {
        let account = session.account;
        if let Some(acting) = session.acting.clone() {
            return Self::of_staff(http, request, account, acting).await;
        }
        let memberships = vendors::list_own_vendors(http.app(), account).await?;
        if memberships.is_empty() {
            return Ok(Self::Stranger(http.clone(), Box::new(request)));
        }
        let said = cookies::read(http, headers, CHOSEN_COOKIE);
        let wished = match (said, memberships.as_slice()) {
            (None, [only]) => Some(only),
            (said, all) => {
                let said = said.and_then(|value| value.parse().ok());
                all.iter().find(|one| Some(one.vendor.id) == said)
            }
        };
        let Some(chosen) = wished else {
            return Ok(Self::Undecided(Box::new(Undecided { http: http.clone(), request, memberships })));
        };
        let seat = Seat { account, vendor: chosen.vendor.id, role: chosen.role, as_staff: false };
        Ok(Self::Worker(Box::new(Worker { http: http.clone(), request, seat, memberships, acting: None })))
    }

    /// One of the staff who acts for a vendor works for that one alone.
    async fn of_staff(
        http: &HttpState,
        request: PageRequest,
        account: AccountId,
        acting: Acting,
    ) -> Result<Self, Refusal> {
        let role = MemberRole::OF_STAFF;
        let seat = Seat { account, vendor: acting.vendor, role, as_staff: true };
        let vendor = vendors::show_own_vendor(http.app(), seat.actor(), acting.vendor).await?;
        let memberships = vec![OwnVendor { vendor, role }];
        let acting = Some(acting);
        Ok(Self::Worker(Box::new(Worker { http: http.clone(), request, seat, memberships, acting })))
    }
}

impl FromRequestParts<HttpState> for Worker {
    type Rejection = Turned;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Turned> {
        let reads = parts.method == Method::GET;
        match Entrance::from_request_parts(parts, http).await.map_err(Turned::Refused)? {
            Entrance::Worker(worker) => Ok(*worker),
            Entrance::Undecided(_) if !reads => Err(Turned::Refused(VendorRefusal::NoneChosen.into())),
            Entrance::Undecided(_) | Entrance::Stranger(..) => Err(Turned::Away),
        }
    }
}

/// Somebody who chooses for which vendor to work: that form is for none of them yet.
pub(crate) struct Chooser {
    pub(crate) http: HttpState,
    pub(crate) memberships: Vec<OwnVendor>,
}

impl FromRequestParts<HttpState> for Chooser {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let owner = Owner::from_request_parts(parts, http).await?;
        let memberships = vendors::list_own_vendors(http.app(), owner.account).await?;
        Ok(Self { http: http.clone(), memberships })
    }
}

/// Why somebody does not enter.
pub(crate) enum Turned {
    /// To the page that says how to become a vendor, or asks for which one to work.
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
        let mut desk = Desk::of(&self.seat, &self.memberships, around, &frame.path, self.http.app().now());
        desk.acting = self.acting.as_ref().map(|acting| {
            let until = moment(&at(acting.until));
            say("desk-acting", &[("vendor", &acting.vendor_name), ("time", &until)])
        });
        (frame, desk)
    }
}
