use souk_domain::ids::{CategoryId, VendorId};

use super::{MAX_VENDORS, ProductFilter, store};
use crate::{Ctx, Result};

souk_db::row! {
    /// A vendor one may narrow the list to, and what would be left.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct VendorFacet {
        pub id: VendorId,
        pub slug: String,
        pub name: String,
        pub products: i64,
    }
}

souk_db::row! {
    /// A category below the one shown, and what is in it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct CategoryFacet {
        pub id: CategoryId,
        pub slug: String,
        pub name: String,
        pub products: i64,
    }
}

/// By what a list can be narrowed further.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Facets {
    /// The [`MAX_VENDORS`] vendors with most products, these first, whichever are chosen now.
    pub vendors: Vec<VendorFacet>,
    /// Whether there are other vendors.
    pub more_vendors: bool,
    /// Categories right below, in their order; empty ones too.
    pub categories: Vec<CategoryFacet>,
    /// Lowest and highest price in minor units, whatever range is chosen now; `None` when nothing is there.
    pub prices: Option<(i64, i64)>,
}

/// By what the list of this filter can be narrowed further.
pub async fn facets(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<Facets> {
    let narrowed = filter.narrowed()?;
    let mut vendors = store::list_vendors(ctx, &narrowed).await?;
    let more_vendors = vendors.len() > MAX_VENDORS;
    vendors.truncate(MAX_VENDORS);
    Ok(Facets {
        vendors,
        more_vendors,
        categories: category_facets(ctx, filter).await?,
        prices: store::find_prices(ctx, &narrowed).await?,
    })
}

/// The categories right below the filter's, in their order and with what each has; empty ones too.
pub async fn category_facets(ctx: &Ctx<'_>, filter: &ProductFilter) -> Result<Vec<CategoryFacet>> {
    store::list_categories(ctx, &filter.narrowed()?, filter.category).await
}
