//! The tree of categories, and one of them.

use souk_domain::{account::Permission, ids::CategoryId};

use super::{OfficeAround, around};
use crate::{
    Actor, App, BoxFuture, Result,
    catalogue::{self, Category, CategoryNode},
};

/// The tree of categories.
#[derive(Clone, Debug)]
pub struct OfficeCategories {
    pub around: OfficeAround,
    pub tree: Vec<CategoryNode>,
}

/// One category, in the tree.
#[derive(Clone, Debug)]
pub struct OfficeCategory {
    pub around: OfficeAround,
    pub category: Category,
    pub tree: Vec<CategoryNode>,
    /// Products right in it, whatever their status.
    pub products: i64,
}

/// The tree of categories. Errors: who asks may not see it.
pub fn categories(app: &App, actor: Actor) -> BoxFuture<'static, Result<OfficeCategories>> {
    let found = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            Ok(OfficeCategories { around: around::load(ctx).await?, tree: catalogue::tree(ctx).await? })
        })
    });
    actor.permitted(Permission::CatalogueRead, found)
}

/// One category. Errors: who asks may not see it; there is none such.
pub fn category(app: &App, actor: Actor, id: CategoryId) -> BoxFuture<'static, Result<OfficeCategory>> {
    let found = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            Ok(OfficeCategory {
                around: around::load(ctx).await?,
                category: catalogue::find_category(ctx, id).await?,
                tree: catalogue::tree(ctx).await?,
                products: catalogue::count_own_of_category(ctx, id).await?,
            })
        })
    });
    actor.permitted(Permission::CatalogueRead, found)
}
