//! What a market opens with: settings, ways to ship, categories, vendors and their goods, laid in all at once or not at all.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use souk_domain::{
    ids::{CategoryId, VariantId, VendorId},
    tax::TaxZone,
};

use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    catalogue::{self, KeptPicture, NewCategory, NewImage, NewProduct},
    commission,
    queue::outbox,
    settings::{self, Market},
    shipping::{self, NewMethod},
    tax,
    vendors::{self, NewVendor},
};

/// Under this name a database remembers that it was given what every shop needs.
const FURNISHED: &str = "furnished";

/// The `n`th thing that is sold, from 0.
pub type Good = Arc<dyn Fn(usize) -> Option<NewGood> + Send + Sync>;

/// What a market opens with.
pub struct Opening {
    /// Left by the first who opens the market: its name, and a word by which its owner knows it again.
    pub mark: (&'static str, String),
    pub settings: Market,
    /// Where another tax is due than the settings say.
    pub taxes: Vec<TaxZone>,
    /// What is kept of goods of some categories, by their slugs, in basis points.
    pub commissions: Vec<(String, u32)>,
    /// Of all vendors, or of one by its place among them.
    pub shipping: Vec<(Option<usize>, NewMethod)>,
    /// Each with those below it.
    pub categories: Vec<(NewCategory, Vec<NewCategory>)>,
    /// They sell at once.
    pub vendors: Vec<NewVendor>,
    /// Made one by one, since there may be more than memory should hold. The last ones are the newest.
    pub goods: Good,
    /// What happens before this time tells nobody: letters of it would be gone by now.
    pub told_from: Timestamp,
}

/// A product to be sold from the first day.
pub struct NewGood {
    /// Whose, by its place among the vendors.
    pub vendor: usize,
    /// Where it stands, by the slug of a category.
    pub category: String,
    pub product: NewProduct,
    /// With what each shows, and by its place the one variant it shows.
    pub pictures: Vec<(KeptPicture, String, Option<usize>)>,
}

/// Opens a market in one transaction. Answers every variant that has one by its SKU; `None` when another was faster.
/// Errors: anything in it that cannot be.
pub fn open_market(
    app: &App,
    opening: Opening,
) -> BoxFuture<'static, Result<Option<BTreeMap<String, VariantId>>>> {
    app.write_with(Actor::Operator, opening, |ctx, opening| Box::pin(open(ctx, opening)))
}

/// Gives a new shop what it cannot sell without: ways to ship. Once; what an operator takes away stays away.
pub fn furnish_market(app: &App) -> BoxFuture<'static, Result<()>> {
    app.write(Actor::Operator, |ctx| {
        Box::pin(async move {
            if settings::find_mark(ctx, FURNISHED).await?.is_none() {
                settings::mark_once(ctx, FURNISHED, "yes").await?;
                shipping::ensure_default_methods(ctx).await?;
            }
            Ok(())
        })
    })
}

async fn open(ctx: &Ctx<'_>, opening: &Opening) -> Result<Option<BTreeMap<String, VariantId>>> {
    let (name, word) = &opening.mark;
    if settings::mark_once(ctx, name, word).await? != *word {
        return Ok(None);
    }
    outbox::note_cleaned(ctx, opening.told_from).await?;
    settings::save(ctx, &opening.settings).await?;
    for zone in &opening.taxes {
        tax::create_zone(ctx, zone).await?;
    }
    let categories = make_categories(ctx, &opening.categories).await?;
    for (slug, percent_bps) in &opening.commissions {
        if let Some(category) = categories.get(slug) {
            commission::agree_for_category(ctx, *category, *percent_bps).await?;
        }
    }
    let mut sellers: Vec<VendorId> = Vec::with_capacity(opening.vendors.len());
    for new in &opening.vendors {
        let vendor = vendors::create(ctx, new).await?;
        vendors::approve(ctx, vendor).await?;
        sellers.push(vendor);
    }
    for (place, method) in &opening.shipping {
        let vendor = place.and_then(|place| sellers.get(place).copied());
        shipping::create_method(ctx, &NewMethod { vendor, ..method.clone() }).await?;
    }
    let mut skus = BTreeMap::new();
    for good in (0_usize..).map_while(|place| (opening.goods)(place)) {
        let Some(vendor) = sellers.get(good.vendor) else { continue };
        let variants = add_good(ctx, *vendor, &categories, good).await?;
        skus.extend(variants.into_iter().filter_map(|row| Some((row.sku?, row.id))));
    }
    Ok(Some(skus))
}

async fn make_categories(
    ctx: &Ctx<'_>,
    categories: &[(NewCategory, Vec<NewCategory>)],
) -> Result<BTreeMap<String, CategoryId>> {
    let mut made = BTreeMap::new();
    for (top, below) in categories {
        let own = catalogue::create_category_in(ctx, top).await?;
        made.extend(top.slug.as_ref().map(|slug| (slug.to_string(), own)));
        let parent = Some(own);
        for new in below {
            let id = catalogue::create_category_in(ctx, &NewCategory { parent, ..new.clone() }).await?;
            made.extend(new.slug.as_ref().map(|slug| (slug.to_string(), id)));
        }
    }
    Ok(made)
}

async fn add_good(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    categories: &BTreeMap<String, CategoryId>,
    good: NewGood,
) -> Result<Vec<catalogue::VariantRow>> {
    let NewGood { category, product: new, pictures, .. } = good;
    // a category that nobody made is refused as one that is not there
    let category = categories.get(&category).copied().unwrap_or(new.category);
    let product = catalogue::create_product_in(ctx, vendor, &NewProduct { category, ..new }).await?;
    let variants = catalogue::list_variants(ctx, product).await?;
    for (picture, alt, shows) in pictures {
        let variant = shows.and_then(|place| variants.get(place)).map(|row| row.id);
        let new = NewImage { product, variants: variant.into_iter().collect(), alt };
        catalogue::add_kept_image(ctx, vendor, &new, &picture).await?;
    }
    Ok(variants)
}
