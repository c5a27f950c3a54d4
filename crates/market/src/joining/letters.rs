//! What is written to people who sell here, or want to.

use souk_domain::{
    ids::{InvitationId, VendorId},
    vendor::MemberRole,
};

use super::store;
use crate::{
    Ctx, Result,
    queue::{Event, EventKind},
    settings,
    stored::stored_words,
    vendors,
};

/// What a letter about a vendor tells.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorNews {
    /// To who applied: the market has it.
    Applied,
    /// To the market: somebody applied.
    ToReview,
    /// To its owners: it sells.
    Approved,
    /// To its owners: the market said no.
    Refused,
    /// To its owners: its money is sent elsewhere.
    PayoutChanged,
    /// To somebody who is asked to act for it.
    Invited,
}

stored_words!(VendorNews {
    Applied = "vendor_applied",
    ToReview = "vendor_to_review",
    Approved = "vendor_approved",
    Refused = "vendor_refused",
    PayoutChanged = "vendor_payout_changed",
    Invited = "vendor_invited",
});

/// A letter about a vendor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VendorLetter {
    pub news: VendorNews,
    /// What the vendor is called.
    pub vendor: String,
    /// How to greet the reader; may be empty.
    pub name: String,
    /// Why it was refused, else empty.
    pub answer: String,
    /// What whoever is invited would be.
    pub role: Option<MemberRole>,
    /// Where to go; empty where there is nothing to do.
    pub link: String,
}

/// What an event tells one reader, before it is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Told {
    pub(crate) news: VendorNews,
    pub(crate) vendor: VendorId,
    /// As it is called at that time.
    pub(crate) vendor_name: String,
    pub(crate) name: String,
    pub(crate) answer: String,
    pub(crate) invitation: Option<InvitationId>,
    /// Where it is sent.
    pub(crate) recipient: String,
}

/// What an event of a vendor tells whom.
pub(crate) async fn told_of(ctx: &Ctx<'_>, event: &Event) -> Result<Vec<Told>> {
    let news = match event.kind {
        EventKind::VendorApplied => VendorNews::Applied,
        EventKind::VendorApproved => VendorNews::Approved,
        EventKind::VendorRefused => VendorNews::Refused,
        EventKind::VendorPayoutChanged => VendorNews::PayoutChanged,
        EventKind::VendorMemberInvited => {
            return invited(ctx, InvitationId::from_bytes(event.subject)).await;
        }
        _ => return Ok(Vec::new()),
    };
    let vendor = vendors::find(ctx, VendorId::from_bytes(event.subject)).await?;
    let told = |news, name, recipient, answer| Told {
        news,
        vendor: vendor.id,
        vendor_name: vendor.name.clone(),
        name,
        answer,
        invitation: None,
        recipient,
    };
    let answer = match news {
        VendorNews::Refused => vendors::find_application(ctx, vendor.id).await?.map(|told| told.answer),
        _ => None,
    };
    let answer = answer.unwrap_or_default();
    let mut all = Vec::new();
    for owner in vendors::members_of(ctx, vendor.id).await? {
        let Some(email) = owner.email.clone().filter(|_| owner.role == MemberRole::Owner) else { continue };
        all.push(told(news, owner.greeting().to_owned(), email, answer.clone()));
    }
    if news == VendorNews::Applied {
        let contact = settings::load(ctx).await?.contact;
        all.push(told(VendorNews::ToReview, String::new(), contact, String::new()));
    }
    Ok(all)
}

/// Whoever is invited is perhaps a stranger: the letter greets nobody by a name.
async fn invited(ctx: &Ctx<'_>, id: InvitationId) -> Result<Vec<Told>> {
    let Some(row) = store::find(ctx, id).await? else { return Ok(Vec::new()) };
    let vendor = vendors::find(ctx, row.vendor).await?;
    Ok(vec![Told {
        news: VendorNews::Invited,
        vendor: vendor.id,
        vendor_name: vendor.name,
        name: String::new(),
        answer: String::new(),
        invitation: Some(id),
        recipient: row.email,
    }])
}

/// The letter that tells it; `None`: the invitation was taken back or taken up.
pub(crate) async fn letter_of(ctx: &Ctx<'_>, told: Told) -> Result<Option<VendorLetter>> {
    let url = ctx.app.public_url();
    let (role, link) = match (told.news, told.invitation) {
        (VendorNews::Invited, Some(id)) => {
            let Some(row) = store::find(ctx, id).await? else { return Ok(None) };
            let token = ctx.app.key().invitation_token(id).reveal();
            (Some(row.role), format!("{url}/join?token={token}"))
        }
        (VendorNews::Invited, None) => return Ok(None),
        (VendorNews::ToReview, _) => (None, format!("{url}/admin/vendors")),
        (VendorNews::Approved | VendorNews::PayoutChanged, _) => (None, format!("{url}/vendor")),
        (VendorNews::Applied | VendorNews::Refused, _) => (None, format!("{url}/sell")),
    };
    let Told { news, vendor_name, name, answer, .. } = told;
    Ok(Some(VendorLetter { news, vendor: vendor_name, name, answer, role, link }))
}
