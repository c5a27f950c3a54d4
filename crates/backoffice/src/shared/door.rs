//! Who enters: somebody of the staff who is signed in. What they may do, each use case asks.

use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use souk_domain::account::Permission;
use souk_domain::ids::SessionId;
use souk_http::{HttpState, Refusal, StaffCaller};
use souk_market::Actor;
use souk_market::office::OfficeAround;
use souk_ui::Frame;
use souk_ui::request::PageRequest;

use super::Desk;

/// Somebody of the staff, at work.
#[derive(Clone)]
pub(crate) struct Clerk {
    pub(crate) http: HttpState,
    pub(crate) request: PageRequest,
    /// Who asks, as use cases take it.
    pub(crate) actor: Actor,
    /// The session that asks.
    pub(crate) session: Option<SessionId>,
}

impl FromRequestParts<HttpState> for Clerk {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let caller = StaffCaller::from_request_parts(parts, http).await?;
        let request = PageRequest::from_request_parts(parts, http).await?;
        Ok(Self { http: http.clone(), request, actor: caller.actor, session: caller.session })
    }
}

impl Clerk {
    /// Whether they have a permission: what they may not do is not offered.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.actor.permissions().has(permission)
    }

    /// What stands around a page.
    pub(crate) fn frame(&self, around: &OfficeAround) -> (Frame, Desk) {
        let frame = self.request.desk_frame(&around.market);
        let desk = Desk::of(self.actor, around, &frame.path);
        (frame, desk)
    }
}
