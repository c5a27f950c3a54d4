//! What is written to people who sell here, or want to.

use souk_domain::{
    ids::{InvitationId, NoticeId, VendorId},
    vendor::MemberRole,
};

use super::{invitations::still_asks, store};
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
    /// To its owners: it may not sell for now.
    Suspended,
    /// To its owners: it may sell again.
    Reinstated,
    /// To its owners: it sells no more, for good.
    Closed,
    /// To its owners: the market took a paper of theirs as it is.
    DocumentAccepted,
    /// To its owners: the market wants another paper.
    DocumentRefused,
    /// To its owners, and who was one lately: its money is sent elsewhere.
    PayoutChanged,
    /// To its owners and to who joined: somebody acts for it now.
    MemberJoined,
    /// To its owners and to whom it is about: somebody has another role there.
    RoleChanged,
    /// To its owners and to whom it is about: somebody does not act for it any more.
    MemberRemoved,
    /// To somebody who is asked to act for it.
    Invited,
}

stored_words!(VendorNews {
    Applied = "vendor_applied",
    ToReview = "vendor_to_review",
    Approved = "vendor_approved",
    Refused = "vendor_refused",
    Suspended = "vendor_suspended",
    Reinstated = "vendor_reinstated",
    Closed = "vendor_closed",
    DocumentAccepted = "vendor_document_accepted",
    DocumentRefused = "vendor_document_refused",
    PayoutChanged = "vendor_payout_changed",
    MemberJoined = "vendor_member_joined",
    RoleChanged = "vendor_role_changed",
    MemberRemoved = "vendor_member_removed",
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
    /// Why it or a paper was refused, or it was suspended; or where its money goes, masked; else empty.
    pub answer: String,
    /// Whom of its people it is about; may be empty.
    pub member: String,
    /// What whoever is invited would be; what that member is now, or was last.
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
    /// Whom of its people it is about; may be empty.
    pub(crate) member: String,
    pub(crate) role: Option<MemberRole>,
    pub(crate) invitation: Option<InvitationId>,
    /// Where it is sent.
    pub(crate) recipient: String,
}

/// What an event of a vendor tells whom.
pub(crate) async fn told_of(ctx: &Ctx<'_>, event: &Event) -> Result<Vec<Told>> {
    let news = match event.kind {
        EventKind::VendorApplied => VendorNews::Applied,
        EventKind::VendorApproved => VendorNews::Approved,
        EventKind::VendorMemberInvited => {
            return invited(ctx, InvitationId::from_bytes(event.subject)).await;
        }
        _ => {
            let told = match noticed(event.kind) {
                Some(news) => notice(ctx, news, NoticeId::from_bytes(event.subject)).await?,
                None => None,
            };
            return Ok(told.into_iter().collect());
        }
    };
    let vendor = vendors::find(ctx, VendorId::from_bytes(event.subject)).await?;
    let told = |news, name, recipient| Told {
        news,
        vendor: vendor.id,
        vendor_name: vendor.name.clone(),
        name,
        answer: String::new(),
        member: String::new(),
        role: None,
        invitation: None,
        recipient,
    };
    let mut all = Vec::new();
    for owner in vendors::members_of(ctx, vendor.id).await? {
        let Some(email) = owner.email.clone().filter(|_| owner.role == MemberRole::Owner) else { continue };
        all.push(told(news, owner.greeting().to_owned(), email));
    }
    if news == VendorNews::Applied {
        let contact = settings::load(ctx).await?.contact;
        all.push(told(VendorNews::ToReview, String::new(), contact));
    }
    Ok(all)
}

/// What an event tells whose reader was noted when it happened.
fn noticed(kind: EventKind) -> Option<VendorNews> {
    Some(match kind {
        EventKind::VendorRefused => VendorNews::Refused,
        EventKind::VendorSuspended => VendorNews::Suspended,
        EventKind::VendorReinstated => VendorNews::Reinstated,
        EventKind::VendorClosed => VendorNews::Closed,
        EventKind::VendorDocumentAccepted => VendorNews::DocumentAccepted,
        EventKind::VendorDocumentRefused => VendorNews::DocumentRefused,
        EventKind::VendorPayoutChanged => VendorNews::PayoutChanged,
        EventKind::VendorMemberJoined => VendorNews::MemberJoined,
        EventKind::VendorRoleChanged => VendorNews::RoleChanged,
        EventKind::VendorMemberRemoved => VendorNews::MemberRemoved,
        _ => return None,
    })
}

async fn notice(ctx: &Ctx<'_>, news: VendorNews, id: NoticeId) -> Result<Option<Told>> {
    let Some(notice) = vendors::take_notice(ctx, id).await? else { return Ok(None) };
    let vendor = vendors::find(ctx, notice.vendor).await?;
    let (name, member) = (notice.greeting().to_owned(), notice.about());
    Ok(notice.email.map(|recipient| Told {
        news,
        vendor: vendor.id,
        vendor_name: vendor.name,
        name,
        answer: notice.words,
        member,
        role: notice.role,
        invitation: None,
        recipient,
    }))
}

/// Whoever is invited is perhaps a stranger: the letter greets nobody by a name.
async fn invited(ctx: &Ctx<'_>, id: InvitationId) -> Result<Vec<Told>> {
    let Some(row) = store::find(ctx, id).await? else { return Ok(Vec::new()) };
    if !still_asks(ctx, row.vendor, row.inviter).await? {
        return Ok(Vec::new());
    }
    let vendor = vendors::find(ctx, row.vendor).await?;
    Ok(vec![Told {
        news: VendorNews::Invited,
        vendor: vendor.id,
        vendor_name: vendor.name,
        name: String::new(),
        answer: String::new(),
        member: String::new(),
        role: None,
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
        (VendorNews::MemberRemoved, _) => (told.role, format!("{url}/account")),
        (
            VendorNews::Approved
            | VendorNews::Suspended
            | VendorNews::Reinstated
            | VendorNews::Closed
            | VendorNews::PayoutChanged
            | VendorNews::MemberJoined
            | VendorNews::RoleChanged,
            _,
        ) => (told.role, format!("{url}/vendor")),
        (VendorNews::DocumentAccepted | VendorNews::DocumentRefused, _) => {
            (None, format!("{url}/vendor/settings/documents"))
        }
        (VendorNews::Applied | VendorNews::Refused, _) => (None, format!("{url}/sell")),
    };
    let Told { news, vendor_name, name, answer, member, .. } = told;
    Ok(Some(VendorLetter { news, vendor: vendor_name, name, answer, member, role, link }))
}
