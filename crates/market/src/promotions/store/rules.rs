//! Promotions as rows: what kind gives what stands in columns of its own.

use std::collections::{BTreeMap, BTreeSet};

use jiff::Timestamp;
use souk_db::{fill_places, params, sql, table};
use souk_domain::{
    bounds::promotion::{MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS},
    ids::{CategoryId, ProductId, PromotionId, VendorId},
    pricing::{Benefit, BenefitKind, FundedBy, Scope, ScopeKind, Stacking},
    promotion::PromotionDraft,
};

use super::super::StoredPromotion;
use crate::{Ctx, Error, Result};

/// Targets and promotions looked at in one statement.
const AT_ONCE: usize = 16;

table! {
    /// A promotion. `get_pieces` are those that get cheaper.
    pub(super) struct PromotionRow in "promotion", private {
        pub(super) id: PromotionId,
        vendor as vendor_id: Option<VendorId>,
        name: String [free_text, max(MAX_NAME_CHARS)],
        description: String [free_text, max(MAX_DESCRIPTION_CHARS)],
        needs_code: bool,
        kind: BenefitKind,
        percent_bps: u32,
        amount: i64,
        buy: u32,
        get_pieces: u32,
        scope: ScopeKind,
        starts_at: Option<Timestamp>,
        ends_at: Option<Timestamp>,
        minimum: Option<i64>,
        minimum_quantity: Option<u32>,
        limit_total: Option<u32>,
        limit_per_customer: Option<u32>,
        stacking: Stacking,
        priority: u8,
        platform_bps: u32,
        status: String,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

table! {
    /// A product, category or vendor that a promotion names.
    pub(super) struct TargetRow in "promotion_target", private {
        promotion as promotion_id: PromotionId,
        target as target_id: [u8; 16],
    }
}

table! {
    pub(super) struct UseRow in "promotion_use", private {
        promotion as promotion_id: PromotionId,
        used: i64,
    }
}

const ACTIVE: &str = "active";
const ARCHIVED: &str = "archived";

impl PromotionRow {
    fn of(ctx: &Ctx<'_>, id: PromotionId, vendor: Option<VendorId>, draft: &PromotionDraft) -> Self {
        let (percent_bps, amount, buy, get_pieces) = match draft.benefit {
            Benefit::Percent { bps } => (bps, 0, 0, 0),
            Benefit::FixedAmount { discount } => (0, discount, 0, 0),
            Benefit::FreeShipping => (0, 0, 0, 0),
            Benefit::BuyXGetY { buy, get, discount_bps } => (discount_bps, 0, buy, get),
            Benefit::FixedPrice { unit_price } => (0, unit_price, 0, 0),
        };
        Self {
            id,
            vendor,
            name: draft.name.clone(),
            description: draft.description.clone(),
            needs_code: draft.needs_code,
            kind: draft.benefit.kind(),
            percent_bps,
            amount,
            buy,
            get_pieces,
            scope: draft.scope.kind(),
            starts_at: draft.starts_at,
            ends_at: draft.ends_at,
            minimum: draft.minimum,
            minimum_quantity: draft.minimum_quantity,
            limit_total: draft.limit_total,
            limit_per_customer: draft.limit_per_customer,
            stacking: draft.stacking,
            priority: draft.priority,
            platform_bps: draft.funded_by.platform_bps(),
            status: ACTIVE.to_owned(),
            revision: 1,
            created_at: ctx.now,
            updated_at: ctx.now,
        }
    }

    fn promotion(self, targets: &[[u8; 16]]) -> StoredPromotion {
        let benefit = match self.kind {
            BenefitKind::Percent => Benefit::Percent { bps: self.percent_bps },
            BenefitKind::Fixed => Benefit::FixedAmount { discount: self.amount },
            BenefitKind::FreeShipping => Benefit::FreeShipping,
            BenefitKind::BuyXGetY => {
                Benefit::BuyXGetY { buy: self.buy, get: self.get_pieces, discount_bps: self.percent_bps }
            }
            BenefitKind::FixedPrice => Benefit::FixedPrice { unit_price: self.amount },
        };
        let targets = targets.iter().copied();
        let scope = match self.scope {
            ScopeKind::All => Scope::All,
            ScopeKind::Vendors => Scope::Vendors(targets.map(VendorId::from_bytes).collect()),
            ScopeKind::Categories => Scope::Categories(targets.map(CategoryId::from_bytes).collect()),
            ScopeKind::Products => Scope::Products(targets.map(ProductId::from_bytes).collect()),
        };
        StoredPromotion {
            id: self.id,
            vendor: self.vendor,
            draft: PromotionDraft {
                name: self.name,
                description: self.description,
                needs_code: self.needs_code,
                benefit,
                scope,
                starts_at: self.starts_at,
                ends_at: self.ends_at,
                minimum: self.minimum,
                minimum_quantity: self.minimum_quantity,
                limit_total: self.limit_total,
                limit_per_customer: self.limit_per_customer,
                stacking: self.stacking,
                priority: self.priority,
                funded_by: FundedBy::of_platform_bps(self.platform_bps),
            },
            archived: self.status == ARCHIVED,
            revision: self.revision,
            created_at: self.created_at,
            updated_at: self.updated_at,
        }
    }
}

fn targets_of(id: PromotionId, scope: &Scope) -> Vec<TargetRow> {
    let ids: BTreeSet<[u8; 16]> = match scope {
        Scope::All => BTreeSet::new(),
        Scope::Vendors(vendors) => vendors.iter().map(|one| *one.as_bytes()).collect(),
        Scope::Categories(categories) => categories.iter().map(|one| *one.as_bytes()).collect(),
        Scope::Products(products) => products.iter().map(|one| *one.as_bytes()).collect(),
    };
    ids.into_iter().map(|target| TargetRow { promotion: id, target }).collect()
}

/// The rows with what they name, in their order.
fn joined(rows: Vec<PromotionRow>, targets: Vec<TargetRow>) -> Vec<StoredPromotion> {
    let mut of: BTreeMap<PromotionId, Vec<[u8; 16]>> = BTreeMap::new();
    for row in targets {
        of.entry(row.promotion).or_default().push(row.target);
    }
    rows.into_iter()
        .map(|row| {
            let targets = of.remove(&row.id).unwrap_or_default();
            row.promotion(&targets)
        })
        .collect()
}

/// Those that are not archived.
pub(in super::super) async fn list_active(ctx: &Ctx<'_>) -> Result<Vec<StoredPromotion>> {
    let rows = sql!("select {columns promotion} from promotion where status = 'active' order by id");
    let targets = sql!(
        "select {columns promotion_target} from promotion_target where promotion_id in \
         (select id from promotion where status = 'active') order by promotion_id, target_id"
    );
    Ok(joined(ctx.tx.list(rows, &[]).await?, ctx.tx.list(targets, &[]).await?))
}

/// Those of the market, or of one vendor, archived ones too, the newest first, before an id.
pub(in super::super) async fn list_of(
    ctx: &Ctx<'_>,
    vendor: Option<VendorId>,
    before: [u8; 16],
    at_most: i64,
) -> Result<Vec<StoredPromotion>> {
    let rows: Vec<PromotionRow> = match vendor {
        Some(vendor) => {
            let own = sql!(
                "select {columns promotion} from promotion where vendor_id = ? and id < ? order by id desc limit ?"
            );
            ctx.tx.list(own, params![vendor, before, at_most]).await?
        }
        None => {
            let of_market = sql!(
                "select {columns promotion} from promotion where vendor_id is null and id < ? \
                 order by id desc limit ?"
            );
            ctx.tx.list(of_market, params![before, at_most]).await?
        }
    };
    let ids: Vec<PromotionId> = rows.iter().map(|row| row.id).collect();
    let mut targets = Vec::new();
    for some in ids.chunks(AT_ONCE) {
        let statement = sql!(
            "select {columns promotion_target} from promotion_target \
             where promotion_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by promotion_id, target_id"
        );
        targets.extend(ctx.tx.list::<TargetRow>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(joined(rows, targets))
}

/// One of them; `locked` for this transaction.
pub(in super::super) async fn find(
    ctx: &Ctx<'_>,
    id: PromotionId,
    locked: bool,
) -> Result<Option<StoredPromotion>> {
    let statement = if locked {
        sql!("select {columns promotion} from promotion where id = ? {for update}")
    } else {
        sql!("select {columns promotion} from promotion where id = ?")
    };
    let Some(row) = ctx.tx.find::<PromotionRow>(statement, params![id]).await? else { return Ok(None) };
    let targets = sql!(
        "select {columns promotion_target} from promotion_target where promotion_id = ? order by target_id"
    );
    Ok(joined(vec![row], ctx.tx.list(targets, params![id]).await?).pop())
}

/// How many are not archived, and how many of them are the market's or one vendor's.
pub(in super::super) async fn count_active(ctx: &Ctx<'_>, vendor: Option<VendorId>) -> Result<(i64, i64)> {
    let all = ctx.tx.one(sql!("select count(*) from promotion where status = 'active'"), &[]).await?;
    let own = match vendor {
        Some(vendor) => {
            let own = sql!("select count(*) from promotion where vendor_id = ? and status = 'active'");
            ctx.tx.one(own, params![vendor]).await?
        }
        None => {
            let own = sql!("select count(*) from promotion where vendor_id is null and status = 'active'");
            ctx.tx.one(own, &[]).await?
        }
    };
    Ok((all, own))
}

pub(in super::super) async fn insert(
    ctx: &Ctx<'_>,
    id: PromotionId,
    vendor: Option<VendorId>,
    draft: &PromotionDraft,
) -> Result<()> {
    ctx.tx.insert(&PromotionRow::of(ctx, id, vendor, draft)).await?;
    ctx.tx.insert(&UseRow { promotion: id, used: 0 }).await?;
    Ok(ctx.tx.insert_all(&targets_of(id, &draft.scope)).await?)
}

pub(in super::super) async fn update(ctx: &Ctx<'_>, id: PromotionId, draft: &PromotionDraft) -> Result<()> {
    let row = PromotionRow::of(ctx, id, None, draft);
    ctx.tx
        .run(
            sql!(
                "update promotion set name = ?, description = ?, needs_code = ?, kind = ?, percent_bps = ?, amount = ?, \
                 buy = ?, get_pieces = ?, scope = ?, starts_at = ?, ends_at = ?, minimum = ?, minimum_quantity = ?, \
                 limit_total = ?, limit_per_customer = ?, stacking = ?, priority = ?, platform_bps = ?, \
                 revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![
                row.name,
                row.description,
                row.needs_code,
                row.kind,
                row.percent_bps,
                row.amount,
                row.buy,
                row.get_pieces,
                row.scope,
                row.starts_at,
                row.ends_at,
                row.minimum,
                row.minimum_quantity,
                row.limit_total,
                row.limit_per_customer,
                row.stacking,
                row.priority,
                row.platform_bps,
                ctx.now,
                id
            ],
        )
        .await?;
    ctx.tx.run(sql!("delete from promotion_target where promotion_id = ?"), params![id]).await?;
    Ok(ctx.tx.insert_all(&targets_of(id, &draft.scope)).await?)
}

pub(in super::super) async fn archive(ctx: &Ctx<'_>, id: PromotionId) -> Result<()> {
    let statement = sql!(
        "update promotion set status = 'archived', revision = revision + 1, updated_at = ? \
         where id = ? and status = 'active'"
    );
    ctx.tx.run(statement, params![ctx.now, id]).await?;
    Ok(())
}

/// Which of some targets are not there: products, of that vendor if one is named; categories; vendors.
pub(in super::super) async fn missing_targets(
    ctx: &Ctx<'_>,
    scope: &Scope,
    of: Option<VendorId>,
) -> Result<bool> {
    let targets = targets_of(PromotionId::from_bytes([0; 16]), scope);
    for target in &targets {
        let there: i64 = match (scope.kind(), of) {
            (ScopeKind::All, _) => 1,
            (ScopeKind::Vendors, _) => {
                ctx.tx.one(sql!("select count(*) from vendor where id = ?"), params![target.target]).await?
            }
            (ScopeKind::Categories, _) => {
                ctx.tx.one(sql!("select count(*) from category where id = ?"), params![target.target]).await?
            }
            (ScopeKind::Products, None) => {
                ctx.tx.one(sql!("select count(*) from product where id = ?"), params![target.target]).await?
            }
            (ScopeKind::Products, Some(vendor)) => {
                let own = sql!("select count(*) from product where id = ? and vendor_id = ?");
                ctx.tx.one(own, params![target.target, vendor]).await?
            }
        };
        if there == 0 {
            return Ok(true);
        }
    }
    Ok(false)
}

/// The currency-free figures of promotions: how often each was used, by its id.
pub(in super::super) async fn uses(
    ctx: &Ctx<'_>,
    promotions: &[PromotionId],
) -> Result<BTreeMap<PromotionId, i64>> {
    let mut uses = BTreeMap::new();
    for some in promotions.chunks(AT_ONCE) {
        let statement = sql!(
            "select promotion_id, used from promotion_use \
             where promotion_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        );
        uses.extend(ctx.tx.list::<(PromotionId, i64)>(statement, &fill_places::<AT_ONCE, _>(some)).await?);
    }
    Ok(uses)
}

/// The id that is above every other.
pub(in super::super) const ABOVE_ALL: [u8; 16] = [0xff; 16];

/// A promotion that stands in our own tables. Errors: it is not there, which is a fault.
pub(in super::super) async fn load(ctx: &Ctx<'_>, id: PromotionId) -> Result<StoredPromotion> {
    find(ctx, id, false).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}
