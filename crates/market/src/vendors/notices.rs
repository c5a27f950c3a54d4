//! What people are told about a vendor, noted for each of them in the transaction in which it happened: whoever is sent off, or sees the
//! vendor's money go elsewhere, hears of it whoever owns the vendor when the letter is written.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use souk_domain::{
    ids::{AccountId, NoticeId, VendorId},
    vendor::MemberRole,
};

use super::store::{self, NoticeRow};
use crate::{
    Ctx, Result,
    queue::{self, EventKind},
};

pub(crate) use store::Notice;

/// So long somebody who owned a vendor hears when its money is sent elsewhere: whoever takes a vendor over sends its owners off first.
const OWNERS_HEAR: SignedDuration = SignedDuration::from_hours(24 * 7);

/// What is told, beside which vendor it is about.
#[derive(Default)]
pub(crate) struct News {
    /// The member that it is about.
    pub(crate) about: Option<AccountId>,
    /// What that member is now, or was last.
    pub(crate) role: Option<MemberRole>,
    /// Such as why a vendor was refused; may be empty.
    pub(crate) words: String,
}

/// Who owns a vendor.
pub(super) async fn owners_of(ctx: &Ctx<'_>, vendor: VendorId) -> Result<BTreeSet<AccountId>> {
    Ok(store::list_owners(ctx, vendor).await?.into_iter().collect())
}

/// Who owns a vendor, or did lately.
pub(crate) async fn owners_lately(ctx: &Ctx<'_>, vendor: VendorId) -> Result<BTreeSet<AccountId>> {
    let mut owners = owners_of(ctx, vendor).await?;
    owners.extend(store::list_former_owners(ctx, vendor, ctx.now - OWNERS_HEAR).await?);
    Ok(owners)
}

/// Remembers that somebody owns a vendor no more.
pub(super) async fn owns_no_more(ctx: &Ctx<'_>, vendor: VendorId, account: AccountId) -> Result<()> {
    store::put_former_owner(ctx, vendor, account, ctx.now - OWNERS_HEAR).await
}

/// Tells each reader what happened, by an event of its own.
pub(crate) async fn tell(
    ctx: &Ctx<'_>,
    event: EventKind,
    vendor: VendorId,
    readers: &BTreeSet<AccountId>,
    news: &News,
) -> Result<()> {
    let row = |account: &AccountId| NoticeRow {
        id: ctx.id(NoticeId::from_parts),
        vendor,
        account: *account,
        about: news.about,
        role: news.role,
        words: news.words.clone(),
    };
    let rows: Vec<NoticeRow> = readers.iter().map(row).collect();
    store::insert_notices(ctx, &rows).await?;
    for row in &rows {
        queue::emit(ctx, event, row.id.as_bytes()).await?;
    }
    Ok(())
}

/// What is to be told; it is told once. `None`: it was told.
pub(crate) async fn take_notice(ctx: &Ctx<'_>, id: NoticeId) -> Result<Option<Notice>> {
    let found = store::find_notice(ctx, id).await?;
    store::delete_notice(ctx, id).await?;
    Ok(found)
}
