use souk_db::BoxFuture;

use crate::{
    Actor, App, Ctx, Result,
    catalogue::{self, CategoryNode, ProductAddress},
    paging,
    vendors::{self, VendorStatus},
};

/// Products in the sitemap, the newest ones. A file may name 50 000; the rest is found through the categories.
const MAX_PRODUCTS: u32 = 10_000;
/// Vendors in the sitemap: with the products a file's worth.
const MAX_VENDORS: usize = 30_000;

/// What search engines may look at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sitemap {
    pub categories: Vec<CategoryNode>,
    /// Slugs.
    pub vendors: Vec<String>,
    pub products: Vec<ProductAddress>,
}

/// Everything that is shown and has an address of its own.
pub fn sitemap(app: &App) -> BoxFuture<'static, Result<Sitemap>> {
    app.read(Actor::Guest, |ctx| Box::pin(load(ctx)))
}

async fn load(ctx: &Ctx<'_>) -> Result<Sitemap> {
    let (mut slugs, mut after) = (Vec::new(), None);
    loop {
        let page = vendors::list(ctx, VendorStatus::Active, after.as_deref(), paging::MAX_LIMIT).await?;
        slugs.extend(page.items.into_iter().map(|vendor| vendor.slug));
        after = page.next;
        if after.is_none() || slugs.len() >= MAX_VENDORS {
            break;
        }
    }
    Ok(Sitemap {
        categories: catalogue::tree(ctx).await?,
        vendors: slugs,
        products: catalogue::list_addresses(ctx, MAX_PRODUCTS).await?,
    })
}
