//! The tree of categories, and the table of every category's ancestors that makes listing a branch one step.

mod arrange;
mod store;
mod tree;

use souk_domain::{
    bounds::category::{MAX_CATEGORIES, MAX_DESCRIPTION_CHARS, MAX_LEVELS, MAX_NAME_CHARS},
    ids::CategoryId,
    path,
    refusal::{CatalogueRefusal, RequestRefusal, expect_revision},
    text::{Slug, bounded_line, fold_key},
};

pub(crate) use arrange::count_own as count_own_of_category;
pub use arrange::{merge_category, place_category, readdress_category, remove_category};
pub use store::Category;
pub use tree::{CategoryNode, tree};

use crate::{Ctx, Result, redirects, slugs};

/// A category to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewCategory {
    pub name: String,
    /// A sentence or two on what is in it; may be empty.
    pub description: String,
    /// `None`: made from the name.
    pub slug: Option<Slug>,
    /// `None`: at the top.
    pub parent: Option<CategoryId>,
}

/// Makes a category, last among its siblings. Errors: a name that cannot be, or is a sibling's; slug taken, no such parent, too deep, too many.
pub async fn create_category_in(ctx: &Ctx<'_>, new: &NewCategory) -> Result<CategoryId> {
    let new = NewCategory {
        name: checked_name(&new.name)?,
        description: checked_description(&new.description)?,
        ..new.clone()
    };
    if usize::try_from(store::count(ctx).await?).is_ok_and(|there| there >= MAX_CATEGORIES) {
        return Err(RequestRefusal::ListFull { what: "categories", max: MAX_CATEGORIES }.into());
    }
    let id = ctx.id(CategoryId::from_parts);
    if let Some(parent) = new.parent {
        store::lock(ctx, parent).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
        if store::depth(ctx, parent).await? + 1 >= i64::from(MAX_LEVELS) {
            return Err(CatalogueRefusal::CategoryTooDeep { max: MAX_LEVELS }.into());
        }
    }
    arrange::require_free_name(ctx, new.parent, &new.name, None).await?;
    let position = store::next_position(ctx, new.parent).await?;
    match &new.slug {
        Some(slug) => {
            if !store::insert_if_free(ctx, id, slug, &new, position).await? {
                return Err(CatalogueRefusal::SlugTaken { slug: slug.to_string() }.into());
            }
            redirects::stands_at(ctx, &path::filled(path::CATEGORY, slug.as_str())).await?;
        }
        None => insert_under_free_slug(ctx, id, &new, position).await?,
    }
    store::insert_ancestors(ctx, id, new.parent).await?;
    Ok(id)
}

async fn insert_under_free_slug(
    ctx: &Ctx<'_>,
    id: CategoryId,
    new: &NewCategory,
    position: i64,
) -> Result<()> {
    for slug in slugs::candidates(&new.name, &id.to_string(), id.as_bytes()) {
        // an address that once was another's leads to that one still
        if redirects::led_to(ctx, &path::filled(path::CATEGORY, slug.as_str())).await?.is_some() {
            continue;
        }
        if store::insert_if_free(ctx, id, &slug, new, position).await? {
            return Ok(());
        }
    }
    Err(CatalogueRefusal::SlugTaken { slug: new.name.clone() }.into())
}

/// Gives a category another name; its slug stays, so that links go on working. Errors: not found, changed meanwhile, a name that cannot be,
/// or is a sibling's.
pub async fn rename_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    name: &str,
    expected_revision: Option<i64>,
) -> Result<()> {
    let name = checked_name(name)?;
    let category = store::lock(ctx, id).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
    expect_revision(expected_revision, category.revision)?;
    if category.name == name {
        return Ok(());
    }
    arrange::require_free_name(ctx, category.parent, &name, Some(id)).await?;
    store::rename(ctx, id, &name).await
}

/// Says what a category is about; empty says nothing.
pub async fn describe_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    description: &str,
    expected_revision: Option<i64>,
) -> Result<()> {
    let description = checked_description(description)?;
    let category = store::lock(ctx, id).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
    expect_revision(expected_revision, category.revision)?;
    if category.description == description {
        return Ok(());
    }
    store::describe(ctx, id, &description).await
}

/// Puts a category with all below it under another parent, or at the top. Errors: a cycle, too deep, not found, one of its name there.
pub async fn move_category(
    ctx: &Ctx<'_>,
    id: CategoryId,
    parent: Option<CategoryId>,
    expected_revision: Option<i64>,
) -> Result<()> {
    // two moves at once could each be sound and together a cycle
    store::lock_tree(ctx).await?;
    let category = store::find(ctx, id).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
    expect_revision(expected_revision, category.revision)?;
    if category.parent == parent {
        return Ok(());
    }
    if let Some(parent) = parent {
        store::find(ctx, parent).await?.ok_or(CatalogueRefusal::CategoryNotFound)?;
        if store::is_below(ctx, parent, id).await? {
            return Err(CatalogueRefusal::CategoryCycle.into());
        }
        let levels = store::depth(ctx, parent).await? + 1 + store::height(ctx, id).await? + 1;
        if levels > i64::from(MAX_LEVELS) {
            return Err(CatalogueRefusal::CategoryTooDeep { max: MAX_LEVELS }.into());
        }
    }
    arrange::require_free_name(ctx, parent, &category.name, Some(id)).await?;
    let position = store::next_position(ctx, parent).await?;
    store::move_to(ctx, id, parent, position).await?;
    store::rebuild_branch(ctx, id, parent).await?;
    store::relist_branch(ctx, id).await
}

/// The category of that id. Errors: not found.
pub async fn find_category(ctx: &Ctx<'_>, id: CategoryId) -> Result<Category> {
    store::find(ctx, id).await?.ok_or_else(|| CatalogueRefusal::CategoryNotFound.into())
}

/// The category of that slug. Errors: not found.
pub async fn find_category_by_slug(ctx: &Ctx<'_>, slug: &str) -> Result<Category> {
    let found = store::find_by_slug_key(ctx, &fold_key(slug)).await?;
    found.ok_or_else(|| CatalogueRefusal::CategoryNotFound.into())
}

/// The first `most` categories at the top that have something to show: the doors of a shop.
pub async fn top_categories(ctx: &Ctx<'_>, most: u32) -> Result<Vec<Category>> {
    store::list_top(ctx, most).await
}

/// What stands right below the categories at the top and has something to show, at most `most`.
pub async fn second_categories(ctx: &Ctx<'_>, most: u32) -> Result<Vec<Category>> {
    store::list_second(ctx, most).await
}

/// The first category whose name folds to `name_key`.
pub(crate) async fn find_category_by_name(ctx: &Ctx<'_>, name_key: &str) -> Result<Option<CategoryId>> {
    store::find_by_name_key(ctx, name_key).await
}

/// The category whose name folds to `name_key` right below `parent`, or at the top.
pub(crate) async fn find_child_category(
    ctx: &Ctx<'_>,
    parent: Option<CategoryId>,
    name_key: &str,
) -> Result<Option<CategoryId>> {
    store::find_child(ctx, parent, name_key).await
}

/// The category and its ancestors, from the top down.
pub async fn category_path(ctx: &Ctx<'_>, id: CategoryId) -> Result<Vec<Category>> {
    store::path(ctx, id).await
}

fn checked_name(name: &str) -> Result<String> {
    bounded_line("/name", name, 1, MAX_NAME_CHARS)
        .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] }.into())
}

fn checked_description(description: &str) -> Result<String> {
    bounded_line("/description", description, 0, MAX_DESCRIPTION_CHARS)
        .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] }.into())
}
