//! What faces ask of promotions. A vendor acts on its own only; who of the staff has the permission, on all of them.

use souk_domain::{
    account::Permission,
    ids::{PromotionId, VendorId},
    promotion::PromotionDraft,
    refusal::expect_revision,
    vendor::VendorPermission,
};

use super::{
    PromotionPatch, PromotionView,
    making::{change, create_promotion_in, find, shown, views},
    store::rules,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    idempotency::{Guard, Operation, Reply},
    paging::{Page, Place, one_more, place_of_id, start},
    vendors,
};

/// What the cursors of this list begin with.
const LIST: &str = "promotions:";

/// What is asked of the staff, and what of whoever acts for a vendor.
pub(super) type Needs = (Permission, VendorPermission);
pub(super) const SEE: Needs = (Permission::PromotionsRead, VendorPermission::PromotionsRead);
pub(super) const CHANGE: Needs = (Permission::PromotionsWrite, VendorPermission::PromotionsWrite);

/// Whose promotions somebody acts on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Whose {
    /// The market's, or by its id anybody's, as the market's staff.
    Market,
    /// One vendor's, as the market's staff.
    Vendor(VendorId),
    /// One vendor's, as that vendor.
    Own(VendorId),
}

impl Whose {
    pub(super) fn vendor(self) -> Option<VendorId> {
        match self {
            Self::Market => None,
            Self::Vendor(vendor) | Self::Own(vendor) => Some(vendor),
        }
    }

    /// The vendor that asks of its own; `None`: the staff asks.
    pub(super) fn own(self) -> Option<VendorId> {
        match self {
            Self::Market | Self::Vendor(_) => None,
            Self::Own(vendor) => Some(vendor),
        }
    }

    /// The vendor, which is there. Errors: it is not.
    async fn found(self, ctx: &Ctx<'_>) -> Result<Option<VendorId>> {
        if let Some(vendor) = self.vendor() {
            vendors::find(ctx, vendor).await?;
        }
        Ok(self.vendor())
    }
}

/// A use case of the staff, or of the vendor whose they are.
pub(super) fn permitted<T: Send + 'static>(
    actor: Actor,
    own: Option<VendorId>,
    needs: Needs,
    use_case: BoxFuture<'static, Result<T>>,
) -> BoxFuture<'static, Result<T>> {
    match own {
        Some(vendor) => actor.permitted_of(vendor, needs.1, use_case),
        None => actor.permitted(needs.0, use_case),
    }
}

/// The promotions of the market, or of a vendor, archived ones too, the newest first. Errors: no such vendor, no such cursor.
pub fn list_promotions(
    app: &App,
    actor: Actor,
    whose: Whose,
    (after, limit): (Option<String>, u32),
) -> BoxFuture<'static, Result<Page<PromotionView>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let of = whose.found(ctx).await?;
            let before = start(after.as_deref(), LIST, Place { key: 0, id: rules::ABOVE_ALL })?;
            let (limit, rows) = one_more(limit);
            let found = views(ctx, rules::list_of(ctx, of, before.id, rows).await?).await?;
            Ok(Page::of(found, limit, LIST, |one| place_of_id(*one.promotion.id.as_bytes())))
        })
    });
    permitted(actor, whose.own(), SEE, listed)
}

/// One promotion. Errors: there is none, or it is another vendor's.
pub fn show_promotion(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
) -> BoxFuture<'static, Result<PromotionView>> {
    let found = app.read(actor, move |ctx| Box::pin(shown(ctx, (whose.vendor(), id))));
    permitted(actor, whose.own(), SEE, found)
}

/// Makes a promotion, with its first code where one is given; whose it is, `whose` says alone.
/// Errors: no such vendor, fields that cannot be, a code that is there already, too many.
pub fn create_promotion(
    app: &App,
    actor: Actor,
    whose: Whose,
    new: (PromotionDraft, Option<String>),
    guard: Option<Guard<PromotionView>>,
) -> BoxFuture<'static, Result<Reply<PromotionView>>> {
    let operation = Operation::new("create_promotion", actor, guard);
    let operation = match whose.own() {
        Some(vendor) => operation.needs_of(vendor, CHANGE.1),
        None => operation.needs(CHANGE.0),
    };
    operation.run(app, (whose, new), |ctx, (whose, (draft, code))| {
        Box::pin(async move {
            let vendor = whose.found(ctx).await?;
            let id = create_promotion_in(ctx, vendor, draft, code.as_deref()).await?;
            shown(ctx, (vendor, id)).await
        })
    })
}

/// Changes what is given. Errors: not found, archived, changed meanwhile, fields that cannot be.
pub fn change_promotion(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
    patch: PromotionPatch,
) -> BoxFuture<'static, Result<PromotionView>> {
    let changed = app.write_with(actor, patch, move |ctx, patch| {
        Box::pin(async move {
            change(ctx, (whose.vendor(), id), patch).await?;
            shown(ctx, (whose.vendor(), id)).await
        })
    });
    permitted(actor, whose.own(), CHANGE, changed)
}

/// Ends a promotion for good; placed orders keep it. Again it changes nothing. Errors: not found, changed meanwhile.
pub fn archive_promotion(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<PromotionView>> {
    let archived = app.write(actor, move |ctx| {
        Box::pin(async move {
            let before = find(ctx, (whose.vendor(), id), true).await?;
            expect_revision(expected_revision, before.revision)?;
            rules::archive(ctx, id).await?;
            shown(ctx, (whose.vendor(), id)).await
        })
    });
    permitted(actor, whose.own(), CHANGE, archived)
}
