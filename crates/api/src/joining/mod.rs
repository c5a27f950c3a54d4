//! How somebody comes to sell here: by applying, or by an invitation.

use axum::{extract::State, response::Response};
use http::Method;
use serde::{Deserialize, Serialize};
use souk_domain::refusal::{self, RequestRefusal};
use souk_http::{
    Access, CurrentSession, HttpState, Owner, Result,
    read::{IdempotencyKey, Json},
};
use souk_market::{
    accounts,
    joining::{self, NewApplication, OwnApplication},
};
use utoipa::ToSchema;

use crate::{
    operation::{Operation, group},
    wire::{Answer, NewAddress, Once, email, slug, time},
};

/// Somebody who wants to sell here.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ApplicationRequest {
    /// What the shop is called.
    #[schema(format = "vendor_name")]
    name: String,
    /// Where its page stands. Left out: made from the name.
    #[schema(format = "slug")]
    slug: Option<String>,
    /// Markdown.
    #[serde(default)]
    #[schema(format = "story")]
    story: String,
    /// Where orders are announced.
    #[schema(format = "email")]
    email: String,
    /// Where it does business; its town and country are shown.
    address: NewAddress,
    /// What it wants to sell, for the market alone.
    #[schema(format = "vendor_sells")]
    sells: String,
}

/// What the link of an invitation carries.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct InvitationToken {
    #[schema(max_length = 200)]
    token: String,
}

/// A vendor that you act for.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnVendor {
    id: String,
    slug: String,
    name: String,
    /// `applied`, `active`, `refused`, `suspended` or `closed`.
    status: &'static str,
    /// What you are there: `owner`, `manager`, `fulfilment` or `read_only`.
    role: &'static str,
    /// Why it was refused, while it is; else empty.
    answer: String,
    created_at: String,
}

/// The vendors that you act for, the oldest first.
#[derive(Serialize, ToSchema)]
pub(crate) struct OwnVendors {
    items: Vec<OwnVendor>,
}

pub(crate) fn operations() -> Vec<Operation> {
    let own = Access::Account;
    group(
        "Selling",
        vec![
            Operation::new(Method::POST, "/api/v1/vendors", "apply_as_vendor", own, apply)
                .says(
                    "Applies for a vendor",
                    "With a proven e-mail address. You become its owner and may set it up; it sells once the market has approved                      it. One of yours that was refused is mended by this and waits again, under the id it has.",
                )
                .takes::<ApplicationRequest>()
                .answers::<OwnVendor>(201)
                .refuses(&[
                    &refusal::EMAIL_NOT_PROVEN,
                    &refusal::ALREADY_APPLIED,
                    &refusal::SLUG_TAKEN,
                    &refusal::VENDOR_NAME_TAKEN,
                    &refusal::LIST_FULL,
                    &refusal::TOO_MANY_REQUESTS,
                ]),
            Operation::new(Method::GET, "/api/v1/me/vendors", "list_my_vendors", own, list)
                .says(
                    "The vendors that you act for",
                    "Whatever their status. Name one of several in the header `Souk-Vendor` of the Vendor API.",
                )
                .answers::<OwnVendors>(200),
            Operation::new(
                Method::POST,
                "/api/v1/vendor-invitations/accept",
                "accept_vendor_invitation",
                own,
                accept,
            )
            .says(
                "Takes up an invitation to act for a vendor",
                "With the token of the mailed link, as the account that has proven the address it was sent to.",
            )
            .takes::<InvitationToken>()
            .answers::<OwnVendor>(200)
            .refuses(&[
                &refusal::LINK_INVALID,
                &refusal::EMAIL_NOT_PROVEN,
                &refusal::INVITATION_OF_ANOTHER,
            ])
            .ignores_key(),
            Operation::new(
                Method::POST,
                "/api/v1/staff-invitations/accept",
                "accept_staff_invitation",
                Access::Anyone,
                accept_staff,
            )
            .says(
                "Takes up an invitation to the staff",
                "With the token of the mailed link. Where an account has proven the address it was sent to, as that account; else one is \
                 made, and `password_token` sets its password at `POST /password-resets/confirm`.",
            )
            .takes::<StaffInvitationToken>()
            .answers::<JoinedStaffSheet>(200)
            .refuses(&[&refusal::LINK_INVALID, &refusal::UNAUTHENTICATED, &refusal::INVITATION_OF_ANOTHER])
            .ignores_key(),
        ],
    )
}

/// The token of a mailed link to join the staff.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffInvitationToken {
    #[schema(max_length = 200)]
    token: String,
}

/// Who is of the staff now.
#[derive(Serialize, ToSchema)]
pub(crate) struct JoinedStaffSheet {
    account_id: String,
    /// Sets the first password of an account that was made by this; else null.
    password_token: Option<String>,
}

async fn accept_staff(
    State(http): State<HttpState>,
    signed: CurrentSession,
    Json(asked): Json<StaffInvitationToken>,
) -> Result<Response> {
    let joined = accounts::join_staff(http.app(), signed.account(), asked.token).await?;
    let sheet =
        JoinedStaffSheet { account_id: joined.account.to_string(), password_token: joined.password_token };
    Ok(Answer::ok(&sheet)?.send())
}

async fn apply(
    State(http): State<HttpState>,
    owner: Owner,
    key: Option<IdempotencyKey>,
    Json(asked): Json<ApplicationRequest>,
) -> Result<Response> {
    let address = asked.address.checked("/address");
    let new = NewApplication {
        name: asked.name,
        slug: slug("/slug", asked.slug.as_deref())?,
        story: asked.story,
        email: email("/email", &asked.email)?,
        address: address.map_err(|fields| RequestRefusal::InvalidFields { fields })?,
        sells: asked.sells,
    };
    let once = Once::new(key, |made: &OwnApplication| Answer::created(&own_vendor(made)));
    let reply = joining::apply_as_vendor(http.app(), owner.actor, owner.account, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

async fn list(State(http): State<HttpState>, owner: Owner) -> Result<Response> {
    let own = joining::list_own_applications(http.app(), owner.account).await?;
    Ok(Answer::ok(&OwnVendors { items: own.iter().map(own_vendor).collect() })?.send())
}

async fn accept(
    State(http): State<HttpState>,
    owner: Owner,
    Json(asked): Json<InvitationToken>,
) -> Result<Response> {
    let joined = joining::accept_invitation(http.app(), owner.account, asked.token).await?;
    let own = OwnApplication { vendor: joined.vendor, role: joined.role, answer: String::new() };
    Ok(Answer::ok(&own_vendor(&own))?.send())
}

fn own_vendor(own: &OwnApplication) -> OwnVendor {
    OwnVendor {
        id: own.vendor.id.to_string(),
        slug: own.vendor.slug.clone(),
        name: own.vendor.name.clone(),
        status: own.vendor.status.as_str(),
        role: own.role.as_str(),
        answer: own.answer.clone(),
        created_at: time(own.vendor.created_at),
    }
}
