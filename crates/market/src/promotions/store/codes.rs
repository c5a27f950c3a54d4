//! Codes, and in which carts they were entered.

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::promotion::MAX_CODE_CHARS,
    ids::{CartId, PromotionCodeId, PromotionId},
    pricing::{CodeStanding, EnteredCode},
};

use crate::{Ctx, Result};

table! {
    /// A code that unlocks a promotion. `max_uses`: as often as the promotion when there is none.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CodeRow in "promotion_code", private {
        pub id: PromotionCodeId,
        pub promotion as promotion_id: PromotionId,
        pub code: String [max(MAX_CODE_CHARS)],
        pub(crate) code_key: String [max(MAX_CODE_CHARS)],
        pub max_uses: Option<u32>,
        pub used: i64,
        /// Since when it unlocks nothing any more.
        pub withdrawn_at: Option<Timestamp>,
        pub created_at: Timestamp,
    }
}

table! {
    struct CartCodeRow in "cart_code", private {
        cart as cart_id: CartId,
        code as code_id: PromotionCodeId,
        created_at: Timestamp,
    }
}

impl CodeRow {
    pub(in super::super) fn standing(&self) -> CodeStanding {
        match (self.withdrawn_at, self.max_uses) {
            (Some(_), _) => CodeStanding::Withdrawn,
            (None, Some(most)) if self.used >= i64::from(most) => CodeStanding::UsedUp,
            _ => CodeStanding::Open,
        }
    }
}

pub(in super::super) async fn find_by_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<CodeRow>> {
    let statement = sql!("select {columns promotion_code} from promotion_code where code_key = ?");
    Ok(ctx.tx.find(statement, params![key]).await?)
}

pub(in super::super) async fn insert_all(ctx: &Ctx<'_>, codes: &[CodeRow]) -> Result<()> {
    Ok(ctx.tx.insert_all(codes).await?)
}

/// How many codes a promotion ever had.
pub(in super::super) async fn count(ctx: &Ctx<'_>, promotion: PromotionId) -> Result<i64> {
    let statement = sql!("select count(*) from promotion_code where promotion_id = ?");
    Ok(ctx.tx.one(statement, params![promotion]).await?)
}

/// Codes of a promotion behind an id, in the order they were made.
pub(in super::super) async fn list(
    ctx: &Ctx<'_>,
    promotion: PromotionId,
    after: [u8; 16],
    at_most: i64,
) -> Result<Vec<CodeRow>> {
    let statement = sql!(
        "select {columns promotion_code} from promotion_code where promotion_id = ? and id > ? order by id limit ?"
    );
    Ok(ctx.tx.list(statement, params![promotion, after, at_most]).await?)
}

/// Takes a code back. False when there is none of that promotion, or it was taken back before.
pub(in super::super) async fn withdraw(
    ctx: &Ctx<'_>,
    promotion: PromotionId,
    code: PromotionCodeId,
) -> Result<bool> {
    let statement = sql!(
        "update promotion_code set withdrawn_at = ? where id = ? and promotion_id = ? and withdrawn_at is null"
    );
    Ok(ctx.tx.guarded(statement, params![ctx.now, code, promotion]).await?)
}

row! {
    /// A code with what it unlocks is called, and its status.
    struct FoundCode {
        code: CodeRow,
        name: String,
        status: String,
    }
}

/// The codes that were entered in a cart, the first one first, each with its promotion's name and whether that is archived.
pub(in super::super) async fn list_of_cart(
    ctx: &Ctx<'_>,
    cart: CartId,
) -> Result<Vec<(PromotionCodeId, EnteredCode)>> {
    let statement = sql!(
        "select {columns promotion_code c}, p.name, p.status \
         from cart_code e join promotion_code c on c.id = e.code_id join promotion p on p.id = c.promotion_id \
         where e.cart_id = ? order by e.created_at, e.code_id"
    );
    let found: Vec<FoundCode> = ctx.tx.list(statement, params![cart]).await?;
    let entered = |FoundCode { code, name, status }: FoundCode| {
        let standing = if status == "active" { code.standing() } else { CodeStanding::Withdrawn };
        (code.id, EnteredCode { code: code.code, promotion: code.promotion, name, standing })
    };
    Ok(found.into_iter().map(entered).collect())
}

pub(in super::super) async fn enter(ctx: &Ctx<'_>, cart: CartId, code: PromotionCodeId) -> Result<()> {
    ctx.tx.insert_missing(&[CartCodeRow { cart, code, created_at: ctx.now }]).await?;
    Ok(())
}

/// Takes a code out of a cart. False when it was not there.
pub(in super::super) async fn take_out(ctx: &Ctx<'_>, cart: CartId, code: PromotionCodeId) -> Result<bool> {
    let statement = sql!("delete from cart_code where cart_id = ? and code_id = ?");
    Ok(ctx.tx.guarded(statement, params![cart, code]).await?)
}

pub(in super::super) async fn take_all_out(ctx: &Ctx<'_>, cart: CartId) -> Result<()> {
    ctx.tx.run(sql!("delete from cart_code where cart_id = ?"), params![cart]).await?;
    Ok(())
}

/// Whether there is such a code of that promotion.
pub(in super::super) async fn is_of(
    ctx: &Ctx<'_>,
    promotion: PromotionId,
    code: PromotionCodeId,
) -> Result<bool> {
    let statement = sql!("select count(*) from promotion_code where id = ? and promotion_id = ?");
    let there: i64 = ctx.tx.one(statement, params![code, promotion]).await?;
    Ok(there > 0)
}
