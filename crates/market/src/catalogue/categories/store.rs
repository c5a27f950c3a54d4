use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::{self, category::MAX_LEVELS},
    ids::CategoryId,
    text::{MAX_KEY_CHARS, Slug, fold_key},
};

use super::NewCategory;
use crate::{Ctx, Result, listing::WHOLE_MARKET};

table! {
    /// A category of the catalogue.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Category in "category", public {
        pub id: CategoryId,
        pub parent as parent_id: Option<CategoryId>,
        pub slug: String [max(Slug::MAX_CHARS)],
        pub(crate) slug_key: String [max(MAX_KEY_CHARS)],
        pub name: String [free_text, max(bounds::category::MAX_NAME_CHARS)],
        pub(crate) name_key: String [max(MAX_KEY_CHARS)],
        /// A sentence or two on what is in it; may be empty.
        pub description: String [free_text, max(bounds::category::MAX_DESCRIPTION_CHARS)],
        pub(crate) position: i64,
        pub revision: i64,
        pub(crate) created_at: Timestamp,
        pub(crate) updated_at: Timestamp,
    }
}

pub(super) async fn insert_if_free(
    ctx: &Ctx<'_>,
    id: CategoryId,
    slug: &Slug,
    new: &NewCategory,
    position: i64,
) -> Result<bool> {
    let category = Category {
        id,
        parent: new.parent,
        slug: slug.to_string(),
        slug_key: fold_key(slug.as_str()),
        name: new.name.clone(),
        name_key: fold_key(&new.name),
        description: new.description.clone(),
        position,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert_missing(&[category]).await?;
    Ok(ctx.tx.find::<CategoryId>(sql!("select id from category where id = ?"), params![id]).await?.is_some())
}

table! {
    /// A category and one it stands under, itself included.
    struct Tie in "category_tree", public {
        ancestor_id: CategoryId,
        descendant_id: CategoryId,
        depth: i64,
    }
}

/// Itself at depth 0, and the parent's ancestors one deeper.
pub(super) async fn insert_ancestors(
    ctx: &Ctx<'_>,
    id: CategoryId,
    parent: Option<CategoryId>,
) -> Result<()> {
    ctx.tx.insert(&Tie { ancestor_id: id, descendant_id: id, depth: 0 }).await?;
    if let Some(parent) = parent {
        ctx.tx
            .run(
                sql!(
                    "insert into category_tree ({columns category_tree}) \
                     select t.ancestor_id, c.id, t.depth + 1 from category_tree t join category c on c.id = ? \
                     where t.descendant_id = ?"
                ),
                params![id, parent],
            )
            .await?;
    }
    Ok(())
}

pub(super) async fn find(ctx: &Ctx<'_>, id: CategoryId) -> Result<Option<Category>> {
    Ok(ctx.tx.find(sql!("select {columns category} from category where id = ?"), params![id]).await?)
}

pub(super) async fn lock(ctx: &Ctx<'_>, id: CategoryId) -> Result<Option<Category>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns category} from category where id = ? {for update}"), params![id])
        .await?)
}

/// Locks every category, in the order of their ids.
pub(super) async fn lock_tree(ctx: &Ctx<'_>) -> Result<()> {
    ctx.tx.list::<CategoryId>(sql!("select id from category order by id {for update}"), &[]).await?;
    Ok(())
}

pub(super) async fn find_by_slug_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<Category>> {
    Ok(ctx.tx.find(sql!("select {columns category} from category where slug_key = ?"), params![key]).await?)
}

/// Categories at the top with something to show, in their order.
pub(super) async fn list_top(ctx: &Ctx<'_>, most: u32) -> Result<Vec<Category>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns category} from category where parent_id is null \
                 and exists (select 1 from listing where listing.category_id = category.id) \
                 order by position, id limit ?"
            ),
            params![i64::from(most)],
        )
        .await?)
}

/// Categories right below the top with something to show, in their order.
pub(super) async fn list_second(ctx: &Ctx<'_>, most: u32) -> Result<Vec<Category>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns category c} from category c \
                 join category top on top.id = c.parent_id where top.parent_id is null \
                 and exists (select 1 from listing where listing.category_id = c.id) \
                 order by c.position, c.id limit ?"
            ),
            params![i64::from(most)],
        )
        .await?)
}

pub(super) async fn list(ctx: &Ctx<'_>) -> Result<Vec<Category>> {
    Ok(ctx.tx.list(sql!("select {columns category} from category order by position, id"), &[]).await?)
}

/// How many there are.
pub(super) async fn count(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from category"), &[]).await?)
}

/// The first category of that name, wherever it is.
pub(super) async fn find_by_name_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<CategoryId>> {
    Ok(ctx
        .tx
        .find(sql!("select id from category where name_key = ? order by position, id limit 1"), params![key])
        .await?)
}

/// The first category of that name right below another, or at the top.
pub(super) async fn find_child(
    ctx: &Ctx<'_>,
    parent: Option<CategoryId>,
    key: &str,
) -> Result<Option<CategoryId>> {
    let found = match parent {
        Some(parent) => {
            ctx.tx
                .find(
                    sql!("select id from category where name_key = ? and parent_id = ? order by position, id limit 1"),
                    params![key, parent],
                )
                .await?
        }
        None => {
            ctx.tx
                .find(
                    sql!("select id from category where name_key = ? and parent_id is null order by position, id limit 1"),
                    params![key],
                )
                .await?
        }
    };
    Ok(found)
}

pub(super) async fn list_counts(ctx: &Ctx<'_>) -> Result<Vec<(CategoryId, i64)>> {
    Ok(ctx
        .tx
        .list(
            sql!("select category_id, count(*) from listing where category_id <> ? group by category_id"),
            params![WHOLE_MARKET],
        )
        .await?)
}

pub(super) async fn path(ctx: &Ctx<'_>, id: CategoryId) -> Result<Vec<Category>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns category c} from category_tree t \
                 join category c on c.id = t.ancestor_id where t.descendant_id = ? order by t.depth desc limit ?"
            ),
            params![id, i64::from(MAX_LEVELS)],
        )
        .await?)
}

/// Levels above a category.
pub(super) async fn depth(ctx: &Ctx<'_>, id: CategoryId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(sql!("select coalesce(max(depth), 0) from category_tree where descendant_id = ?"), params![id])
        .await?)
}

/// Levels below a category.
pub(super) async fn height(ctx: &Ctx<'_>, id: CategoryId) -> Result<i64> {
    Ok(ctx
        .tx
        .one(sql!("select coalesce(max(depth), 0) from category_tree where ancestor_id = ?"), params![id])
        .await?)
}

/// Whether `id` is `ancestor` or below it.
pub(super) async fn is_below(ctx: &Ctx<'_>, id: CategoryId, ancestor: CategoryId) -> Result<bool> {
    let depth: Option<i64> = ctx
        .tx
        .find(
            sql!("select depth from category_tree where ancestor_id = ? and descendant_id = ?"),
            params![ancestor, id],
        )
        .await?;
    Ok(depth.is_some())
}

pub(super) async fn next_position(ctx: &Ctx<'_>, parent: Option<CategoryId>) -> Result<i64> {
    Ok(match parent {
        Some(parent) => {
            ctx.tx
                .one(
                    sql!("select coalesce(max(position), 0) + 1 from category where parent_id = ?"),
                    params![parent],
                )
                .await?
        }
        None => {
            ctx.tx
                .one(sql!("select coalesce(max(position), 0) + 1 from category where parent_id is null"), &[])
                .await?
        }
    })
}

pub(super) async fn rename(ctx: &Ctx<'_>, id: CategoryId, name: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!("update category set name = ?, name_key = ?, revision = revision + 1, updated_at = ? where id = ?"),
            params![name, fold_key(name), ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(super) async fn describe(ctx: &Ctx<'_>, id: CategoryId, description: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!("update category set description = ?, revision = revision + 1, updated_at = ? where id = ?"),
            params![description, ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(super) async fn move_to(
    ctx: &Ctx<'_>,
    id: CategoryId,
    parent: Option<CategoryId>,
    position: i64,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update category set parent_id = ?, position = ?, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![parent, position, ctx.now, id],
        )
        .await?;
    Ok(())
}

row! {
    struct Below { id: CategoryId, depth: i64 }
}

/// Cuts the branch from its old ancestors and ties it to the new ones.
pub(super) async fn rebuild_branch(ctx: &Ctx<'_>, id: CategoryId, parent: Option<CategoryId>) -> Result<()> {
    let branch: Vec<Below> = ctx
        .tx
        .list(
            sql!("select descendant_id, depth from category_tree where ancestor_id = ? order by depth"),
            params![id],
        )
        .await?;
    for below in &branch {
        // ties to ancestors above the branch are longer than the way up to its root
        ctx.tx
            .run(
                sql!("delete from category_tree where descendant_id = ? and depth > ?"),
                params![below.id, below.depth],
            )
            .await?;
    }
    let Some(parent) = parent else { return Ok(()) };
    for below in &branch {
        ctx.tx
            .run(
                sql!(
                    "insert into category_tree ({columns category_tree}) \
                     select t.ancestor_id, b.descendant_id, t.depth + 1 + b.depth from category_tree t \
                     join category_tree b on b.ancestor_id = ? and b.descendant_id = ? where t.descendant_id = ?"
                ),
                params![id, below.id, parent],
            )
            .await?;
    }
    Ok(())
}

/// Makes the listing of everything in the branch anew, under its ancestors of today.
pub(super) async fn relist_branch(ctx: &Ctx<'_>, id: CategoryId) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "delete from listing where category_id <> ? and product_id in (select p.id from product p \
                 join category_tree t on t.descendant_id = p.category_id where t.ancestor_id = ?)"
            ),
            params![WHOLE_MARKET, id],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "insert into listing ({columns listing}) \
                 select t.ancestor_id, p.id, p.vendor_id, p.price, p.in_stock, p.created_at, (p.compare_at is not null and p.compare_at > p.price) \
                 from category_tree b join product p on p.category_id = b.descendant_id \
                 join vendor s on s.id = p.vendor_id join category_tree t on t.descendant_id = p.category_id \
                 where b.ancestor_id = ? and s.status = 'active' and p.status = 'active' \
                 and exists (select 1 from variant v where v.product_id = p.id and v.status = 'active')"
            ),
            params![id],
        )
        .await?;
    Ok(())
}
