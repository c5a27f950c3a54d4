//! How the tree is arranged: order among siblings, addresses, two that become one, and one that goes.
//!
//! Whoever arranges holds the whole tree: of two who do so at once the second sees what the first did.

mod store;

use souk_db::Abort as _;
use souk_domain::{
    bounds::category::MAX_LEVELS,
    ids::CategoryId,
    path,
    refusal::{CatalogueRefusal, expect_revision},
    text::{Slug, fold_key},
};

use super::{Category, store as tree};
use crate::{Ctx, Result, redirects};

/// The address of a category.
fn at(slug: &str) -> String {
    path::filled(path::CATEGORY, slug)
}

/// Errors: another has that name right below the same parent. Two siblings of one name are told apart by nobody.
pub(super) async fn require_free_name(
    ctx: &Ctx<'_>,
    parent: Option<CategoryId>,
    name: &str,
    own: Option<CategoryId>,
) -> Result<()> {
    match store::find_other_of_name(ctx, parent, &fold_key(name), own).await? {
        None => Ok(()),
        Some(_) => Err(CatalogueRefusal::CategoryNameTaken { name: name.to_owned() }.into()),
    }
}

/// Gives a category another slug; its old address leads to the new one. Errors: not found, changed meanwhile, taken.
pub async fn readdress_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    slug: &Slug,
    expected_revision: Option<i64>,
) -> Result<()> {
    let category = lock(ctx, id, expected_revision).await?;
    if category.slug == slug.as_str() {
        return Ok(());
    }
    let key = fold_key(slug.as_str());
    if tree::find_by_slug_key(ctx, &key).await?.is_some_and(|taker| taker.id != id) {
        return Err(CatalogueRefusal::SlugTaken { slug: slug.to_string() }.into());
    }
    redirects::moved(ctx, &at(&category.slug), &at(slug.as_str())).await?;
    match store::set_slug(ctx, id, slug.as_str(), &key).await {
        // somebody took it at the same moment
        Err(error) if error.database().is_some_and(|error| error.is_unique("category_slug_key")) => {
            Err(CatalogueRefusal::SlugTaken { slug: slug.to_string() }.into())
        }
        done => done,
    }
}

/// Puts a category right before one of its siblings; `None`: behind all of them. Errors: not found, changed meanwhile; the other is no
/// sibling.
pub async fn place_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    before: Option<CategoryId>,
    expected_revision: Option<i64>,
) -> Result<()> {
    let category = lock(ctx, id, expected_revision).await?;
    let there = store::list_children(ctx, category.parent).await?;
    let mut order: Vec<CategoryId> =
        there.iter().map(|(other, _)| *other).filter(|other| *other != id).collect();
    let place = match before {
        // right before itself it stays
        Some(before) if before == id => return Ok(()),
        Some(before) => {
            order.iter().position(|other| *other == before).ok_or(CatalogueRefusal::NotASibling)?
        }
        None => order.len(),
    };
    order.insert(place, id);
    if there.iter().map(|(other, _)| other).eq(&order) {
        return Ok(());
    }
    for (position, other) in (1_i64..).zip(&order) {
        if there.iter().any(|(known, at)| known == other && *at != position) {
            store::set_position(ctx, *other, position).await?;
        }
    }
    store::touch(ctx, id).await
}

/// Makes one of two categories: products and what is below the first go to the second, and so does its address. Errors: not found, changed
/// meanwhile; the second is the first or below it; too deep; one of a name is below both; a commission is set for the first.
pub async fn merge_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    into: CategoryId,
    expected_revision: Option<i64>,
) -> Result<()> {
    let category = lock(ctx, id, expected_revision).await?;
    let target = tree::find(ctx, into).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
    if tree::is_below(ctx, into, id).await? {
        return Err(CatalogueRefusal::MergedIntoItself.into());
    }
    let levels = tree::depth(ctx, into).await? + 1 + tree::height(ctx, id).await?;
    if levels > i64::from(MAX_LEVELS) {
        return Err(CatalogueRefusal::CategoryTooDeep { max: MAX_LEVELS }.into());
    }
    require_no_commission(ctx, id).await?;
    for (child, _) in store::list_children(ctx, Some(id)).await? {
        let found = tree::find(ctx, child).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
        require_free_name(ctx, Some(into), &found.name, Some(id)).await?;
        let position = tree::next_position(ctx, Some(into)).await?;
        tree::move_to(ctx, child, Some(into), position).await?;
        tree::rebuild_branch(ctx, child, Some(into)).await?;
    }
    store::move_products(ctx, id, into).await?;
    // after the products have moved: all that is listed below the first is below the second now
    tree::relist_branch(ctx, into).await?;
    store::delete(ctx, id).await?;
    store::touch(ctx, into).await?;
    redirects::moved(ctx, &at(&category.slug), &at(&target.slug)).await
}

/// Takes a category away that holds nothing. Errors: not found, changed meanwhile; products, categories or a commission need it.
pub async fn remove_category(ctx: &Ctx<'_>, id: CategoryId, expected_revision: Option<i64>) -> Result<()> {
    let category = lock(ctx, id, expected_revision).await?;
    let below = store::list_children(ctx, Some(id)).await?.len();
    require_none("categories", i64::try_from(below).unwrap_or(i64::MAX))?;
    require_none("products", store::count_products(ctx, id).await?)?;
    require_no_commission(ctx, id).await?;
    store::delete(ctx, id).await?;
    redirects::forget(ctx, &at(&category.slug)).await
}

/// How many products are right in a category, whatever their status.
pub(crate) async fn count_own(ctx: &Ctx<'_>, id: CategoryId) -> Result<i64> {
    store::count_products(ctx, id).await
}

async fn require_no_commission(ctx: &Ctx<'_>, id: CategoryId) -> Result<()> {
    require_none("commission rates", store::count_commissions(ctx, id).await?)
}

fn require_none(by: &'static str, count: i64) -> Result<()> {
    match count {
        0 => Ok(()),
        count => Err(CatalogueRefusal::StillReferenced { by, count: count.unsigned_abs() }.into()),
    }
}

async fn lock(ctx: &Ctx<'_>, id: CategoryId, expected_revision: Option<i64>) -> Result<Category> {
    tree::lock_tree(ctx).await?;
    let category = tree::find(ctx, id).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
    expect_revision(expected_revision, category.revision)?;
    Ok(category)
}
