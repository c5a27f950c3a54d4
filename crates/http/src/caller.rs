//! Who asks, where it must be known: holders of API keys, and staff and members of vendors who are signed in.

use axum::extract::FromRequestParts;
use http::{HeaderMap, request::Parts};
use souk_domain::{
    ids::{SessionId, VendorId},
    refusal::RequestRefusal,
};
use souk_market::{Actor, access, vendors};

use crate::{Access, CurrentSession, HttpState, Refusal, current_session::bearer, routes::Facts};

/// The header in which a member of several vendors names the one that is meant.
const VENDOR: &str = "souk-vendor";

/// The caller of a vendor or staff route, as the edge authenticated it.
#[derive(Debug, Clone, Copy)]
pub struct Caller(pub Actor);

/// A vendor, by one of its own keys or by a member who is signed in.
#[derive(Debug, Clone, Copy)]
pub struct VendorCaller {
    /// Who asks, as use cases take it.
    pub actor: Actor,
    /// Whose things it may read and change.
    pub vendor: VendorId,
}

/// The market's staff, by a key or signed in.
#[derive(Debug, Clone, Copy)]
pub struct StaffCaller {
    /// Who asks, as use cases take it.
    pub actor: Actor,
    /// The key or the account, as the owner of idempotency keys.
    pub owner: [u8; 16],
    /// The session that asks; `None`: a key does.
    pub session: Option<SessionId>,
}

/// Authenticates who asks for a route, before anything else is read. `None` where nobody needs to be known: there the
/// capability in the request opens what it opens, or the account that is signed in.
pub(crate) async fn admit(
    http: &HttpState,
    facts: &Facts,
    headers: &HeaderMap,
    signed: &CurrentSession,
) -> Result<Option<Caller>, Refusal> {
    let permission = match facts.access {
        Access::Vendor => "vendor",
        Access::Staff => "staff",
        Access::Account if signed.0.is_none() => return Err(RequestRefusal::Unauthenticated.into()),
        Access::Account => "account",
        Access::Anyone | Access::CartHolder | Access::OrderHolder | Access::Gateway | Access::Scraper => {
            return Ok(None);
        }
    };
    if let Some(session) = &signed.0
        && session.lacks_second_factor
        && !facts.before_codes
    {
        return Err(RequestRefusal::SecondFactorRequired.into());
    }
    if facts.access == Access::Account {
        return Ok(None);
    }
    if let (Some(session), Access::Vendor) = (&signed.0, facts.access) {
        let named = headers.get(VENDOR).map(|named| named.to_str().unwrap_or_default().to_owned());
        if let Some(acting) = &session.acting {
            // one of the staff who acts for a vendor acts for that one alone
            let actor = Actor::Acting { vendor: acting.vendor, account: session.account };
            let meant = named.is_none_or(|named| named == acting.vendor.to_string());
            return if meant { Ok(Some(Caller(actor))) } else { Err(RequestRefusal::NotFound.into()) };
        }
        let member = vendors::find_member(http.app(), session.account, named).await?;
        return Ok(Some(Caller(member.ok_or(RequestRefusal::Forbidden { permission })?)));
    }
    if let Some(session) = &signed.0 {
        let permissions = session.staff.ok_or(RequestRefusal::Forbidden { permission })?;
        return Ok(Some(Caller(Actor::Member { account: session.account, permissions })));
    }
    let secret = bearer(headers).ok_or(RequestRefusal::Unauthenticated)?.to_owned();
    let actor = access::find_key_holder(http.app(), secret).await?.ok_or(RequestRefusal::Unauthenticated)?;
    match (facts.access, actor) {
        // which of its operations the staff may do, each use case asks
        (Access::Vendor, Actor::Vendor { .. }) | (Access::Staff, Actor::Staff { .. }) => {
            Ok(Some(Caller(actor)))
        }
        _ => Err(RequestRefusal::Forbidden { permission }.into()),
    }
}

impl FromRequestParts<HttpState> for Caller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, _edge: &HttpState) -> Result<Self, Refusal> {
        parts.extensions.get::<Self>().copied().ok_or_else(|| RequestRefusal::Unauthenticated.into())
    }
}

impl FromRequestParts<HttpState> for VendorCaller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        let Caller(actor) = Caller::from_request_parts(parts, http).await?;
        let vendor = actor.vendor().ok_or(RequestRefusal::Forbidden { permission: "vendor" })?;
        // a key acts for its own vendor; naming another one answers as if that one did not exist
        match parts.headers.get(VENDOR) {
            Some(named) if named.as_bytes() != vendor.to_string().as_bytes() => {
                Err(RequestRefusal::NotFound.into())
            }
            _ => Ok(Self { actor, vendor }),
        }
    }
}

impl FromRequestParts<HttpState> for StaffCaller {
    type Rejection = Refusal;

    async fn from_request_parts(parts: &mut Parts, http: &HttpState) -> Result<Self, Refusal> {
        match Caller::from_request_parts(parts, http).await? {
            Caller(actor @ Actor::Staff { key, .. }) => {
                Ok(Self { actor, owner: *key.as_bytes(), session: None })
            }
            Caller(actor @ Actor::Member { account, .. }) => {
                let signed = parts.extensions.get::<CurrentSession>().and_then(|signed| signed.0.as_ref());
                let session = signed.map(|session| session.id);
                Ok(Self { actor, owner: *account.as_bytes(), session })
            }
            _ => Err(RequestRefusal::Forbidden { permission: "staff" }.into()),
        }
    }
}
