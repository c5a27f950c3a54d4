//! The life of a product, as two tables: what becomes of it when its vendor wants something, and when the staff looks at it.

use serde_json::json;
use souk_domain::{
    bounds::product::MAX_REJECTION_CHARS,
    ids::ProductId,
    order::ActorKind,
    refusal::{CatalogueRefusal, expect_revision},
    text::{bounded_line, fold_key},
};

use super::{ProductRow, ProductStatus, store};
use crate::{
    Ctx, Result,
    audit::{self, AuditAction},
    listing, settings,
};

/// What the staff says of a product.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Verdict {
    /// It is shown.
    Approve,
    /// It is not shown as it is; its vendor is told why.
    Reject { reason: String },
}

/// What becomes of a product that somebody who sells wants to be `wanted`; `before` is `None` when it is made. A market that
/// `checks` products shows none that its staff has not seen, and what the staff rejected waits for it wherever it is put on again. Only
/// the staff rejects, so what nobody rejected is a draft.
fn wanted_by_seller(
    before: Option<ProductStatus>,
    wanted: ProductStatus,
    checks: bool,
    was_rejected: bool,
) -> ProductStatus {
    use ProductStatus::{Active, Archived, Draft, InReview, Rejected};
    match wanted {
        same if before == Some(same) => same,
        Draft | Rejected => Draft,
        Active | InReview if checks || was_rejected => InReview,
        Active | InReview => Active,
        Archived => Archived,
    }
}

/// What the staff's word makes of a product; `None`: there is nothing to say of it now.
fn judged(before: ProductStatus, verdict: &Verdict) -> Option<ProductStatus> {
    use ProductStatus::{Active, InReview, Rejected};
    match (before, verdict) {
        (InReview | Rejected, Verdict::Approve) => Some(Active),
        (InReview | Active, Verdict::Reject { .. }) => Some(Rejected),
        _ => None,
    }
}

/// The status that a product gets when the actor wants `wanted`. `was_rejected`: by the staff, who has not said otherwise since. The
/// market's own people need nobody's approval.
pub(super) async fn status_after(
    ctx: &Ctx<'_>,
    before: Option<ProductStatus>,
    wanted: ProductStatus,
    was_rejected: bool,
) -> Result<ProductStatus> {
    let sells = !matches!(ctx.actor.kind(), ActorKind::Staff | ActorKind::System);
    let checks = sells && settings::load(ctx).await?.checks_products;
    Ok(wanted_by_seller(before, wanted, checks, sells && was_rejected))
}

/// Shows a product that waits, or rejects it with a reason. Errors: not found, changed meanwhile, no reason, nothing to say of it
/// now.
pub async fn judge_product_in(
    ctx: &Ctx<'_>,
    id: ProductId,
    verdict: &Verdict,
    expected_revision: Option<i64>,
) -> Result<()> {
    let reason = match verdict {
        Verdict::Approve => None,
        Verdict::Reject { reason } => Some(
            bounded_line("/reason", reason, 1, MAX_REJECTION_CHARS)
                .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] })?,
        ),
    };
    // a product stays its vendor's for good
    let vendor = store::find_vendor(ctx, id).await?.ok_or(CatalogueRefusal::ProductNotFound)?;
    listing::hold_vendor(ctx, vendor).await?;
    let product = store::lock(ctx, id).await?.ok_or(CatalogueRefusal::ProductNotFound)?;
    expect_revision(expected_revision, product.revision)?;
    let status = judged(product.status, verdict)
        .ok_or(CatalogueRefusal::ProductStepNotAllowed { status: product.status.as_str() })?;
    let slug_key = fold_key(&product.slug);
    let state = |status: ProductStatus| json!({ "status": status.as_str() });
    let (before, why) = (state(product.status), reason.clone().unwrap_or_default());
    audit::record_change(ctx, AuditAction::ProductDecided, &id.to_string(), (before, state(status)), &why);
    store::update(ctx, &ProductRow { status, rejection: reason, ..product }, &slug_key).await?;
    listing::refresh_listing(ctx, id).await
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seller_gets_what_the_table_says() {
        use ProductStatus::{Active, Archived, Draft, InReview, Rejected};
        let table = [
            // before, wanted, where nobody checks, where somebody does
            (None, Draft, Draft, Draft),
            (None, Active, Active, InReview),
            (None, InReview, Active, InReview),
            (None, Rejected, Draft, Draft),
            (None, Archived, Archived, Archived),
            (Some(Draft), Active, Active, InReview),
            (Some(Draft), Rejected, Draft, Draft),
            (Some(InReview), Draft, Draft, Draft),
            (Some(InReview), InReview, InReview, InReview),
            (Some(InReview), Active, Active, InReview),
            (Some(Active), Active, Active, Active),
            (Some(Active), InReview, Active, InReview),
            (Some(Active), Archived, Archived, Archived),
            (Some(Rejected), Rejected, Rejected, Rejected),
            (Some(Rejected), Active, Active, InReview),
            (Some(Archived), Active, Active, InReview),
            (Some(Archived), Draft, Draft, Draft),
        ];
        for (before, wanted, free, checked) in table {
            assert_eq!(wanted_by_seller(before, wanted, false, false), free, "{before:?} {wanted:?}");
            assert_eq!(
                wanted_by_seller(before, wanted, true, false),
                checked,
                "{before:?} {wanted:?} checked"
            );
        }
        // what the staff rejected, also as a draft that it was made since, waits where nobody else's does
        for (before, wanted, rejected) in [
            (Rejected, Active, InReview),
            (Draft, Active, InReview),
            (Archived, Active, InReview),
            (Rejected, Draft, Draft),
            (Rejected, Archived, Archived),
            (Active, Active, Active),
        ] {
            assert_eq!(
                wanted_by_seller(Some(before), wanted, false, true),
                rejected,
                "{before:?} {wanted:?}"
            );
        }
    }

    #[test]
    fn the_staff_judges_what_waits_and_what_is_shown() {
        let reject = Verdict::Reject { reason: "No".to_owned() };
        let of = |before| (judged(before, &Verdict::Approve), judged(before, &reject));
        let (active, rejected) = (Some(ProductStatus::Active), Some(ProductStatus::Rejected));
        for (before, outcome) in [
            (ProductStatus::Draft, (None, None)),
            (ProductStatus::InReview, (active, rejected)),
            (ProductStatus::Active, (None, rejected)),
            (ProductStatus::Rejected, (active, None)),
            (ProductStatus::Archived, (None, None)),
        ] {
            assert_eq!(of(before), outcome, "{before:?}");
        }
    }
}
