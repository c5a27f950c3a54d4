//! Making, changing and ending promotions.

use souk_domain::{
    bounds::promotion::{MAX_OF_MARKET, MAX_OF_VENDOR, MAX_PROMOTIONS},
    field::FieldError,
    ids::{PromotionId, VendorId},
    promotion::PromotionDraft,
    refusal::{RequestRefusal, expect_revision},
};

use super::{
    PromotionPatch, PromotionView, StoredPromotion,
    codes::{NewCodes, create_codes},
    store::rules,
};
use crate::{Ctx, Result, settings};

/// Makes a promotion of the market, or of a vendor, with its first code where one is given.
/// Errors: fields that cannot be, a code that is there already, too many.
pub async fn create_promotion_in(
    ctx: &Ctx<'_>,
    vendor: Option<VendorId>,
    draft: &PromotionDraft,
    code: Option<&str>,
) -> Result<PromotionId> {
    let draft = checked(ctx, vendor, draft).await?;
    require_room(ctx, vendor).await?;
    if let Some(code) = code.filter(|_| !draft.needs_code) {
        let detail =
            format!("This promotion applies by itself: leave the code {code} out, or let it need one.");
        let fields = vec![FieldError::new("/code", "not_allowed", detail)];
        return Err(RequestRefusal::InvalidFields { fields }.into());
    }
    let id = ctx.id(PromotionId::from_parts);
    rules::insert(ctx, id, vendor, &draft).await?;
    if let Some(code) = code {
        create_codes(ctx, id, &NewCodes::One { code: code.to_owned(), max_uses: None }).await?;
    }
    Ok(id)
}

/// Changes what is given; orders that were placed keep what they were placed with. `of`: the vendor whose it must be.
/// Errors: not found, archived, changed meanwhile, fields that cannot be.
pub(super) async fn change(
    ctx: &Ctx<'_>,
    (of, id): (Option<VendorId>, PromotionId),
    patch: &PromotionPatch,
) -> Result<()> {
    let before = find(ctx, (of, id), true).await?;
    expect_revision(patch.expected_revision, before.revision)?;
    require_open(&before)?;
    let draft = checked(ctx, before.vendor, &patch.onto(before.draft.clone())).await?;
    if draft == before.draft { Ok(()) } else { rules::update(ctx, id, &draft).await }
}

/// Errors: it was ended for good.
pub(super) fn require_open(promotion: &StoredPromotion) -> Result<()> {
    if !promotion.archived {
        return Ok(());
    }
    let detail = "This promotion was ended for good. Make another one.";
    Err(RequestRefusal::InvalidFields { fields: vec![FieldError::new("", "archived", detail)] }.into())
}

/// One of them, of that vendor if one is named. Errors: there is none.
pub(super) async fn find(
    ctx: &Ctx<'_>,
    (of, id): (Option<VendorId>, PromotionId),
    locked: bool,
) -> Result<StoredPromotion> {
    let found = rules::find(ctx, id, locked).await?;
    found.filter(|found| of.is_none() || found.vendor == of).ok_or_else(|| RequestRefusal::NotFound.into())
}

pub(super) async fn shown(ctx: &Ctx<'_>, named: (Option<VendorId>, PromotionId)) -> Result<PromotionView> {
    let found = find(ctx, named, false).await?;
    views(ctx, vec![found]).await?.pop().ok_or_else(|| RequestRefusal::NotFound.into())
}

/// Promotions with how often they were used.
pub(super) async fn views(ctx: &Ctx<'_>, stored: Vec<StoredPromotion>) -> Result<Vec<PromotionView>> {
    let currency = settings::load(ctx).await?.currency;
    let ids: Vec<PromotionId> = stored.iter().map(|one| one.id).collect();
    let uses = rules::uses(ctx, &ids).await?;
    let view = |promotion: StoredPromotion| PromotionView {
        used: uses.get(&promotion.id).copied().unwrap_or_default(),
        promotion,
        currency,
    };
    Ok(stored.into_iter().map(view).collect())
}

/// A draft as it is kept. Errors: fields that cannot be; something it names is not there, or is not that vendor's.
async fn checked(ctx: &Ctx<'_>, vendor: Option<VendorId>, draft: &PromotionDraft) -> Result<PromotionDraft> {
    let draft = draft.checked(vendor).map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    if rules::missing_targets(ctx, &draft.scope, vendor).await? {
        let pointer = format!("/scope/{}", draft.scope.kind());
        let detail = "Something named here is not there. Use the ids of what there is.";
        let fields = vec![FieldError::new(pointer, "not_found", detail)];
        return Err(RequestRefusal::InvalidFields { fields }.into());
    }
    Ok(draft)
}

/// Errors: the market has as many as it takes, or whoever makes it.
async fn require_room(ctx: &Ctx<'_>, vendor: Option<VendorId>) -> Result<()> {
    let (all, own) = rules::count_active(ctx, vendor).await?;
    let max_own = if vendor.is_some() { MAX_OF_VENDOR } else { MAX_OF_MARKET };
    for (there, max, what) in [(all, MAX_PROMOTIONS, "promotions"), (own, max_own, "promotions of its own")] {
        if usize::try_from(there).is_ok_and(|there| there >= max) {
            return Err(RequestRefusal::ListFull { what, max }.into());
        }
    }
    Ok(())
}
