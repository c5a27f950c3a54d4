//! Filling an empty database: the goods in one transaction, then what happened in the shop, then a mark that it is whole.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context as _, Result, bail};
use souk_domain::{
    ids::{CategoryId, ProductId, VariantId, VendorId},
    money::Currency,
    text::Slug,
};
use souk_market::{
    Actor, App, Ctx,
    catalogue::{self, KeptPicture, NewCategory, NewImage, NewProduct},
    settings::{self, BankAccount, Market},
    shipping::{self, NewMethod},
    vendors::{self, NewVendor},
};

use super::{MARK, UNFINISHED, files, past::Past, prices, shape};
use crate::cli::DemoSize;

/// The market's name.
const NAME: &str = "Souk Demo Market";

/// Products of each vendor in a small demonstration.
const FEW_OF_EACH: usize = 4;
/// Products of a large one.
const MANY: usize = 100_000;

/// Everything the files say, read and checked before the transaction begins.
struct Stock {
    market: Market,
    aisles: Vec<(Category, Vec<Category>)>,
    shipping: Vec<NewMethod>,
    vendors: Vec<(NewVendor, Vec<Ware>)>,
    /// So many things are sold: those of the files, and editions of them as far as they do not suffice.
    products: usize,
    /// Ours alone, to see which of two loaders at once was first.
    mark: String,
}

struct Category {
    slug: Slug,
    name: String,
    description: String,
}

/// A product with its pictures, which name variants by their place.
#[derive(Clone)]
struct Ware {
    shelf: String,
    new: NewProduct,
    pictures: Vec<(KeptPicture, String, Option<usize>)>,
}

/// Loads the demonstration, and what happened in it before. Answers whether anything did: without a test bank nothing has.
/// Errors: another process does so at this moment.
pub(super) async fn load(app: &App, size: DemoSize, seed: u64) -> Result<bool> {
    let past = Past::of(app, seed);
    let mut stock = read(app, size)?;
    let plan = app.gateways().card().map(|_| past.plan(&stock.on_shelves(), app.now()));
    if let Some(plan) = &plan {
        stock.lay_in(&plan.taken);
    }
    let stock = Arc::new(stock);
    let filled = past.app().write(Actor::Operator, move |ctx| {
        let stock = Arc::clone(&stock);
        Box::pin(async move { fill(ctx, &stock).await })
    });
    let Some(shelf) = filled.await? else { bail!(UNFINISHED) };
    match plan {
        Some(plan) => past.live(plan, &shelf).await.map(|()| true),
        None => Ok(false),
    }
}

impl Stock {
    /// What can be counted on, by SKU, in the order of the files.
    fn on_shelves(&self) -> Vec<(String, i64)> {
        let drafts = self.vendors.iter().flat_map(|(_, wares)| wares).flat_map(|ware| &ware.new.variants);
        let counted = drafts.filter(|draft| draft.tracked && !draft.is_unique && draft.requires_shipping);
        counted.filter_map(|draft| Some((draft.sku.clone()?, draft.stock))).collect()
    }

    /// Adds what will have been sold, so that the shelves end as the files say.
    fn lay_in(&mut self, taken: &BTreeMap<String, i64>) {
        let drafts =
            self.vendors.iter_mut().flat_map(|(_, wares)| wares).flat_map(|ware| &mut ware.new.variants);
        for draft in drafts {
            let more = draft.sku.as_ref().and_then(|sku| taken.get(sku));
            draft.stock += more.copied().unwrap_or_default();
        }
    }
}

fn read(app: &App, size: DemoSize) -> Result<Stock> {
    let market = files::market()?;
    let currency = Currency::parse(&market.currency).context("the currency")?;
    let mut vendors = files::vendors(&market)?;
    if size == DemoSize::S {
        vendors.iter_mut().for_each(|vendor| vendor.products.truncate(FEW_OF_EACH));
    }
    let (pictures, colours) = (files::pictures(&vendors)?, files::colours()?);
    let kept = pictures
        .iter()
        .map(|(name, bytes)| {
            let colour = colours.get(name).and_then(|colour| colour.parse().ok());
            let kept = catalogue::keep_own_picture(app, bytes, colour);
            Ok((name.clone(), kept.with_context(|| name.clone())?))
        })
        .collect::<Result<BTreeMap<_, _>>>()?;
    let category = |slug: &str, name: &str, description: &str| {
        let slug = prices::slug(slug)?;
        Ok(Category { slug, name: name.to_owned(), description: description.to_owned() })
    };
    let aisles = market.aisles.iter().map(|aisle| {
        let shelves = aisle.shelves.iter().map(|shelf| category(&shelf.slug, &shelf.name, ""));
        Ok((category(&aisle.slug, &aisle.name, &aisle.tagline)?, shelves.collect::<Result<Vec<_>>>()?))
    });
    let stalls = vendors.iter().map(|vendor| {
        let wares = vendor.products.iter().map(|product| ware(product, currency, &kept));
        Ok((prices::vendor(vendor)?, wares.collect::<Result<Vec<_>>>().with_context(|| vendor.slug.clone())?))
    });
    Ok(Stock {
        aisles: aisles.collect::<Result<_>>()?,
        shipping: market
            .shipping
            .iter()
            .map(|method| prices::shipping(method, currency))
            .collect::<Result<_>>()?,
        vendors: stalls.collect::<Result<_>>()?,
        products: if size == DemoSize::L { MANY } else { 0 },
        market: Market {
            name: NAME.to_owned(),
            currency,
            contact: market.contact.clone(),
            account: BankAccount {
                holder: market.account.holder.clone(),
                number: market.account.number.clone(),
                bank: market.account.bank.clone(),
            },
            ..Market::default()
        },
        mark: format!("seed {}", u128::from_be_bytes(app.random_bytes())),
    })
}

impl Ware {
    /// The same thing once more, under a number and for a price of its own.
    fn edition(&self, number: usize) -> Self {
        let mut edition = self.clone();
        let new = &mut edition.new;
        let slug = new.slug.as_ref().map(|slug| format!("{slug}-no-{number}"));
        new.slug = slug.and_then(|slug| Slug::parse(&slug).ok());
        new.name = format!("{} No. {number}", new.name);
        // from 80 to 120 hundredths, in an order that looks like none
        let hundredths = 80 + i64::try_from(number * 17 % 41).unwrap_or_default();
        for draft in &mut new.variants {
            draft.sku = draft.sku.as_ref().map(|sku| format!("{sku}-NO-{number}"));
            draft.price = draft.price * hundredths / 100;
            draft.compare_at = draft.compare_at.map(|price| price * hundredths / 100);
        }
        edition
    }
}

fn ware(product: &shape::Product, currency: Currency, kept: &BTreeMap<String, KeptPicture>) -> Result<Ware> {
    let pictures = product.pictures.iter().map(|picture| {
        let bytes = kept.get(&picture.file).with_context(|| format!("{} is missing", picture.file))?;
        let shows = |variant: &shape::Variant| variant.picture.as_deref() == Some(&picture.file);
        Ok((bytes.clone(), picture.alt.clone(), product.variants.iter().position(shows)))
    });
    Ok(Ware {
        shelf: product.category.clone(),
        // the shelf's id is known once it stands
        new: prices::product(product, CategoryId::from_bytes([0; 16]), currency)?,
        pictures: pictures.collect::<Result<_>>()?,
    })
}

/// Answers every variant by its SKU; `None` when another process was faster.
async fn fill(ctx: &Ctx<'_>, stock: &Stock) -> souk_market::Result<Option<BTreeMap<String, VariantId>>> {
    if settings::mark_once(ctx, MARK, &stock.mark).await? != stock.mark {
        return Ok(None);
    }
    let mut skus = BTreeMap::new();
    settings::save(ctx, &stock.market).await?;
    for method in &stock.shipping {
        shipping::create_method(ctx, method).await?;
    }
    let shelves = put_up_shelves(ctx, &stock.aisles).await?;
    let mut stalls = Vec::with_capacity(stock.vendors.len());
    for (new, wares) in &stock.vendors {
        let vendor = vendors::create(ctx, new).await?;
        vendors::approve(ctx, vendor).await?;
        stalls.push((vendor, wares));
    }
    let wares: Vec<(VendorId, &Ware)> =
        stalls.into_iter().flat_map(|(vendor, wares)| wares.iter().map(move |ware| (vendor, ware))).collect();
    // the things of the files come last: the newest are shown first
    for more in (0..stock.products.saturating_sub(wares.len())).rev() {
        if let Some((vendor, ware)) = wares.get(more % wares.len().max(1)) {
            put_out(ctx, *vendor, &shelves, &ware.edition(2 + more / wares.len())).await?;
        }
    }
    for (vendor, ware) in wares {
        let variants = put_out(ctx, vendor, &shelves, ware).await?;
        skus.extend(variants.into_iter().filter_map(|row| Some((row.sku?, row.id))));
    }
    Ok(Some(skus))
}

async fn put_up_shelves(
    ctx: &Ctx<'_>,
    aisles: &[(Category, Vec<Category>)],
) -> souk_market::Result<BTreeMap<String, CategoryId>> {
    let mut shelves = BTreeMap::new();
    for (aisle, below) in aisles {
        let parent = create(ctx, aisle, None).await?;
        for shelf in below {
            shelves.insert(shelf.slug.to_string(), create(ctx, shelf, Some(parent)).await?);
        }
    }
    Ok(shelves)
}

async fn create(
    ctx: &Ctx<'_>,
    category: &Category,
    parent: Option<CategoryId>,
) -> souk_market::Result<CategoryId> {
    let new = NewCategory {
        name: category.name.clone(),
        slug: Some(category.slug.clone()),
        description: category.description.clone(),
        parent,
    };
    catalogue::create_category(ctx, &new).await
}

async fn put_out(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    shelves: &BTreeMap<String, CategoryId>,
    ware: &Ware,
) -> souk_market::Result<Vec<catalogue::VariantRow>> {
    // a shelf nobody put up is refused as a category that is not there
    let category = shelves.get(&ware.shelf).copied().unwrap_or(ware.new.category);
    let product =
        catalogue::create_product(ctx, vendor, &NewProduct { category, ..ware.new.clone() }).await?;
    let variants = catalogue::list_variants(ctx, product).await?;
    let ids: Vec<VariantId> = variants.iter().map(|row| row.id).collect();
    hang_pictures(ctx, vendor, product, ware, &ids).await?;
    Ok(variants)
}

async fn hang_pictures(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    product: ProductId,
    ware: &Ware,
    variants: &[VariantId],
) -> souk_market::Result<()> {
    for (picture, alt, shows) in &ware.pictures {
        let variant = shows.and_then(|place| variants.get(place)).copied();
        let new = NewImage { product, variant, alt: alt.clone() };
        catalogue::add_kept_image(ctx, vendor, &new, picture).await?;
    }
    Ok(())
}
