//! What faces ask of the catalogue.

use souk_domain::{
    account::Permission,
    ids::{CategoryId, ProductId, VariantId, VendorId},
    money::Currency,
    refusal::CatalogueRefusal,
    text::Slug,
    vendor::VendorPermission,
};

use super::{
    Category, CategoryNode, ManyProducts, NewCategory, NewProduct, Outcome, OwnCounts, OwnFilter, OwnProduct,
    PriceRow, ProductCard, ProductChanges, ProductFilter, ProductPage, ProductRow, ProductStatus, Removed,
    VariantPatch, Verdict, change_many_in, count_own_products, create_category_in, create_product_in,
    describe_category, duplicate_product_in, find_category, find_category_by_slug, judge_product_in,
    list_any_products_in, list_own_products_in, list_prices_of, list_products, merge_category, move_category,
    patched_variants, place_category, product_page, readdress_category, remove_category, remove_product_in,
    rename_category, shown_slug, tree, update_product,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    idempotency::{Guard, Operation, Reply},
    paging::Page,
    settings,
};

/// What is to change about a category; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct CategoryChanges {
    pub name: Option<String>,
    /// Empty says nothing.
    pub description: Option<String>,
    /// `Some(None)`: to the top.
    pub parent: Option<Option<CategoryId>>,
    /// Its old address leads to the new one.
    pub slug: Option<Slug>,
    /// Before which of its siblings it is to stand, once it is where it is to be; `Some(None)`: behind all.
    pub before: Option<Option<CategoryId>>,
    /// Refuse when the category is at another revision.
    pub expected_revision: Option<i64>,
}

/// A product page with the currency its prices are in.
pub type PricedPage = (ProductPage, Currency);

/// Every category, as a tree.
pub fn list_categories(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<CategoryNode>>> {
    app.read(actor, |ctx| Box::pin(tree(ctx)))
}

/// The same for the staff.
pub fn list_categories_for_staff(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<CategoryNode>>> {
    actor.permitted(Permission::CatalogueRead, list_categories(app, actor))
}

/// Makes a category, last among its siblings. Errors: name, slug taken, no such parent, too deep.
pub fn create_category(
    app: &App,
    actor: Actor,
    new: NewCategory,
    guard: Option<Guard<Category>>,
) -> BoxFuture<'static, Result<Reply<Category>>> {
    Operation::new("create_category", actor, guard).needs(Permission::CatalogueWrite).run(
        app,
        new,
        |ctx, new| {
            Box::pin(async move {
                let id = create_category_in(ctx, new).await?;
                find_category(ctx, id).await
            })
        },
    )
}

/// Changes what is given. Errors: not found, changed meanwhile, a name that cannot be or is a sibling's, a slug that is taken, a cycle, too
/// deep, no sibling to stand before.
pub fn change_category(
    app: &App,
    actor: Actor,
    id: CategoryId,
    changes: CategoryChanges,
) -> BoxFuture<'static, Result<Category>> {
    let changed = app.write_with(actor, changes, move |ctx, changes| Box::pin(change(ctx, id, changes)));
    actor.permitted(Permission::CatalogueWrite, changed)
}

/// All changes rest on the revision the caller saw, so only the first of them is checked against it.
async fn change(ctx: &Ctx<'_>, id: CategoryId, changes: &CategoryChanges) -> Result<Category> {
    let mut expected = changes.expected_revision;
    if let Some(name) = &changes.name {
        rename_category(ctx, id, name, expected.take()).await?;
    }
    if let Some(description) = &changes.description {
        describe_category(ctx, id, description, expected.take()).await?;
    }
    if let Some(slug) = &changes.slug {
        readdress_category(ctx, id, slug, expected.take()).await?;
    }
    if let Some(parent) = changes.parent {
        move_category(ctx, id, parent, expected.take()).await?;
    }
    if let Some(before) = changes.before {
        place_category(ctx, id, before, expected.take()).await?;
    }
    find_category(ctx, id).await
}

/// Makes one of two categories, and answers it. Errors: as [`merge_category`].
pub fn merge_categories(
    app: &App,
    actor: Actor,
    id: CategoryId,
    into: CategoryId,
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<Category>> {
    let merged = app.write(actor, move |ctx| {
        Box::pin(async move {
            merge_category(ctx, id, into, expected_revision).await?;
            find_category(ctx, into).await
        })
    });
    actor.permitted(Permission::CatalogueWrite, merged)
}

/// Takes a category away that holds nothing. Errors: as [`remove_category`].
pub fn delete_category(
    app: &App,
    actor: Actor,
    id: CategoryId,
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<()>> {
    let deleted = app.write(actor, move |ctx| Box::pin(remove_category(ctx, id, expected_revision)));
    actor.permitted(Permission::CatalogueWrite, deleted)
}

/// Products that the public may see, page by page, with the currency their prices are in. Of the category of a slug, or of
/// all. Errors: there is no such category, a cursor of another list.
pub fn search_products(
    app: &App,
    actor: Actor,
    category: Option<String>,
    filter: ProductFilter,
) -> BoxFuture<'static, Result<(Page<ProductCard>, Currency)>> {
    app.read_with(actor, (category, filter), |ctx, (category, filter)| {
        Box::pin(async move {
            let category = match category {
                Some(slug) => Some(find_category_by_slug(ctx, slug).await?.id),
                None => filter.category,
            };
            let filter = ProductFilter { category, ..filter.clone() };
            Ok((list_products(ctx, &filter).await?, settings::load(ctx).await?.currency))
        })
    })
}

/// The page of a product by id or slug, as the asker may see it. Errors: not found.
pub fn show_product(app: &App, actor: Actor, id_or_slug: String) -> BoxFuture<'static, Result<PricedPage>> {
    app.read_with(actor, id_or_slug, |ctx, asked| {
        Box::pin(async move { Ok((product_page(ctx, asked).await?, settings::load(ctx).await?.currency)) })
    })
}

/// The slug of the product that is shown under a handle, however it is spelled; `None`: there is none.
pub fn find_product_address(
    app: &App,
    actor: Actor,
    handle: String,
) -> BoxFuture<'static, Result<Option<String>>> {
    app.read_with(actor, handle, |ctx, handle| Box::pin(shown_slug(ctx, handle)))
}

/// The slug of the category that a handle names, however it is spelled; `None`: there is none.
pub fn find_category_address(
    app: &App,
    actor: Actor,
    handle: String,
) -> BoxFuture<'static, Result<Option<String>>> {
    app.read_with(actor, handle, |ctx, handle| {
        Box::pin(async move {
            match find_category_by_slug(ctx, handle).await {
                Ok(category) => Ok(Some(category.slug)),
                Err(error) if error.refusal() == Some(&CatalogueRefusal::CategoryNotFound.into()) => Ok(None),
                Err(error) => Err(error),
            }
        })
    })
}

/// A page of a vendor's own products, how many there are of each status, and the currency their prices are in.
pub type OwnList = (Page<OwnProduct>, OwnCounts, Currency);

/// A vendor's own products that a filter lets through, the newest first. Errors: a text that is longer than any name, a cursor of
/// another list.
pub fn list_own_products(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    filter: OwnFilter,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<OwnList>> {
    let listed = app.read_with(actor, (filter, after), move |ctx, (filter, after)| {
        Box::pin(async move {
            let page = list_own_products_in(ctx, vendor, filter, after.as_deref(), limit).await?;
            let counts = count_own_products(ctx, vendor).await?;
            Ok((page, counts, settings::load(ctx).await?.currency))
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsRead, listed)
}

/// Products of one status of all vendors, those that have waited longest first.
pub fn list_any_products(
    app: &App,
    actor: Actor,
    status: ProductStatus,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<(Page<ProductRow>, Currency)>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let page = list_any_products_in(ctx, status, after.as_deref(), limit).await?;
            Ok((page, settings::load(ctx).await?.currency))
        })
    });
    actor.permitted(Permission::CatalogueRead, listed)
}

/// Shows a product that waits for the staff, or rejects it with a reason. Errors: not found, changed meanwhile, no reason, nothing to
/// say of it now.
pub fn judge_product(
    app: &App,
    actor: Actor,
    id: ProductId,
    verdict: Verdict,
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<PricedPage>> {
    let judged = app.write_with(actor, verdict, move |ctx, verdict| {
        Box::pin(async move {
            judge_product_in(ctx, id, verdict, expected_revision).await?;
            Ok((product_page(ctx, &id.to_string()).await?, settings::load(ctx).await?.currency))
        })
    });
    actor.permitted(Permission::CatalogueWrite, judged)
}

/// Changes each of some of a vendor's own products, in one transaction: one that is refused is as it was, and the others are
/// changed. Errors: too many, none, one named twice, no such category.
pub fn change_many_products(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    asked: ManyProducts,
    guard: Option<Guard<Vec<Outcome>>>,
) -> BoxFuture<'static, Result<Reply<Vec<Outcome>>>> {
    Operation::new("change_many_products", actor, guard)
        .needs_of(vendor, VendorPermission::ProductsWrite)
        .run(app, (vendor, asked), |ctx, (vendor, asked)| Box::pin(change_many_in(ctx, *vendor, asked)))
}

/// Makes a draft that is as a vendor's own product is, with its pictures, without stock and SKUs. Errors: not found, a name that
/// cannot be.
pub fn duplicate_product(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ProductId,
    name: Option<String>,
    guard: Option<Guard<PricedPage>>,
) -> BoxFuture<'static, Result<Reply<PricedPage>>> {
    let operation = Operation::new("duplicate_product", actor, guard);
    operation.needs_of(vendor, VendorPermission::ProductsWrite).run(
        app,
        (vendor, id, name),
        |ctx, (vendor, id, name)| {
            Box::pin(async move {
                let copy = duplicate_product_in(ctx, *vendor, *id, name.as_deref()).await?;
                own_page(ctx, *vendor, copy).await
            })
        },
    )
}

/// A vendor's own product, whatever its status. Errors: not found; another's does not exist here, shown or not.
pub fn show_own_product(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ProductId,
) -> BoxFuture<'static, Result<PricedPage>> {
    let found = app.read(actor, move |ctx| Box::pin(own_page(ctx, vendor, id)));
    actor.permitted_of(vendor, VendorPermission::ProductsRead, found)
}

/// What a vendor's own variant cost since when, the newest first: each price as it was set. Errors: not found, a cursor of another list.
pub fn list_variant_prices(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    variant: VariantId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<PriceRow>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move { list_prices_of(ctx, vendor, variant, after.as_deref(), limit).await })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsRead, listed)
}

/// Makes a product of a vendor with its variants and their first stock. Errors: fields that cannot be, taken slug or SKU.
pub fn create_product(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewProduct,
    guard: Option<Guard<PricedPage>>,
) -> BoxFuture<'static, Result<Reply<PricedPage>>> {
    let operation = Operation::new("create_product", actor, guard);
    operation.needs_of(vendor, VendorPermission::ProductsWrite).run(
        app,
        (vendor, new),
        |ctx, (vendor, new)| {
            Box::pin(async move {
                let id = create_product_in(ctx, *vendor, new).await?;
                own_page(ctx, *vendor, id).await
            })
        },
    )
}

/// Changes a vendor's own product. With `variants` they become all its variants: what is left out of one that is there stays,
/// and one that is left out is put away. Errors: not found, changed meanwhile, fields that cannot be, taken slug or SKU.
pub fn change_product(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ProductId,
    changes: ProductChanges,
    variants: Option<Vec<VariantPatch>>,
) -> BoxFuture<'static, Result<PricedPage>> {
    let changed = app.write_with(actor, (changes, variants), move |ctx, (changes, variants)| {
        Box::pin(async move {
            let variants = match variants {
                Some(patches) => Some(patched_variants(ctx, vendor, id, patches).await?),
                None => None,
            };
            update_product(ctx, vendor, id, &ProductChanges { variants, ..changes.clone() }).await?;
            own_page(ctx, vendor, id).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, changed)
}

/// Deletes a vendor's own product when nobody ever ordered it or has it in a cart; puts it away otherwise.
/// Errors: not found, changed meanwhile.
pub fn remove_product(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ProductId,
    expected_revision: Option<i64>,
) -> BoxFuture<'static, Result<Removed>> {
    let removed =
        app.write(actor, move |ctx| Box::pin(remove_product_in(ctx, vendor, id, expected_revision)));
    actor.permitted_of(vendor, VendorPermission::ProductsWrite, removed)
}

pub(super) async fn own_page(ctx: &Ctx<'_>, vendor: VendorId, id: ProductId) -> Result<PricedPage> {
    let page = product_page(ctx, &id.to_string()).await?;
    if page.product.vendor != vendor {
        return Err(CatalogueRefusal::ProductNotFound.into());
    }
    Ok((page, settings::load(ctx).await?.currency))
}
