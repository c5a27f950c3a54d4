use souk_db::{params, sql};
use souk_domain::ids::CategoryId;

use crate::{Ctx, Result};

/// A category right below a parent, or at the top, whose name has that key and which is not `own`.
pub(super) async fn find_other_of_name(
    ctx: &Ctx<'_>,
    parent: Option<CategoryId>,
    key: &str,
    own: Option<CategoryId>,
) -> Result<Option<CategoryId>> {
    // an id that is nobody's stands for none
    let own = own.unwrap_or(CategoryId::from_bytes([0; 16]));
    Ok(match parent {
        Some(parent) => {
            ctx.tx
                .find(
                    sql!("select id from category where parent_id = ? and name_key = ? and id <> ? limit 1"),
                    params![parent, key, own],
                )
                .await?
        }
        None => {
            ctx.tx
                .find(
                    sql!(
                        "select id from category where parent_id is null and name_key = ? and id <> ? limit 1"
                    ),
                    params![key, own],
                )
                .await?
        }
    })
}

/// What stands right below a category, or at the top, in its order, with its positions.
pub(super) async fn list_children(
    ctx: &Ctx<'_>,
    parent: Option<CategoryId>,
) -> Result<Vec<(CategoryId, i64)>> {
    Ok(match parent {
        Some(parent) => {
            ctx.tx
                .list(
                    sql!("select id, position from category where parent_id = ? order by position, id"),
                    params![parent],
                )
                .await?
        }
        None => {
            ctx.tx
                .list(
                    sql!("select id, position from category where parent_id is null order by position, id"),
                    &[],
                )
                .await?
        }
    })
}

pub(super) async fn set_position(ctx: &Ctx<'_>, id: CategoryId, position: i64) -> Result<()> {
    ctx.tx.run(sql!("update category set position = ? where id = ?"), params![position, id]).await?;
    Ok(())
}

/// Makes what was shown of it stale.
pub(super) async fn touch(ctx: &Ctx<'_>, id: CategoryId) -> Result<()> {
    let statement = sql!("update category set revision = revision + 1, updated_at = ? where id = ?");
    ctx.tx.run(statement, params![ctx.now, id]).await?;
    Ok(())
}

pub(super) async fn set_slug(ctx: &Ctx<'_>, id: CategoryId, slug: &str, key: &str) -> Result<()> {
    let statement = sql!(
        "update category set slug = ?, slug_key = ?, revision = revision + 1, updated_at = ? where id = ?"
    );
    ctx.tx.run(statement, params![slug, key, ctx.now, id]).await?;
    Ok(())
}

/// Puts every product of a category into another; forms that were opened before are stale.
pub(super) async fn move_products(ctx: &Ctx<'_>, from: CategoryId, into: CategoryId) -> Result<()> {
    let statement = sql!("update product set category_id = ?, revision = revision + 1 where category_id = ?");
    ctx.tx.run(statement, params![into, from]).await?;
    Ok(())
}

pub(super) async fn count_products(ctx: &Ctx<'_>, id: CategoryId) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from product where category_id = ?"), params![id]).await?)
}

pub(super) async fn count_commissions(ctx: &Ctx<'_>, id: CategoryId) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from commission_rate where category_id = ?"), params![id]).await?)
}

/// Takes a category away to which nothing belongs any more.
pub(super) async fn delete(ctx: &Ctx<'_>, id: CategoryId) -> Result<()> {
    ctx.tx.run(sql!("delete from listing where category_id = ?"), params![id]).await?;
    ctx.tx.run(sql!("delete from category_tree where descendant_id = ?"), params![id]).await?;
    ctx.tx.run(sql!("delete from category where id = ?"), params![id]).await?;
    Ok(())
}
