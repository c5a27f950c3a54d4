//! Filling an empty database: the goods in one transaction, then what happened in the shop, then a mark that it is whole.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context as _, Result, bail};
use souk_domain::{ids::CategoryId, money::Currency, pricing::TaxRule, text::Slug};
use souk_market::{
    App,
    catalogue::{self, KeptPicture, NewCategory, NewProduct},
    opening::{self, NewGood, Opening},
    settings::{BankAccount, Market},
    shipping::NewMethod,
    vendors::NewVendor,
};

use super::{
    MARK, UNFINISHED, files,
    past::Past,
    prices,
    shape::{self, SentFrom},
};
use crate::cli::DemoSize;

/// The market's name.
const NAME: &str = "Souk Demo Market";

/// Basis points: 6 %.
const SALES_TAX_BPS: u32 = 600;

/// Products of each vendor in a small demonstration.
const FEW_OF_EACH: usize = 4;
/// Products of a large one.
const MANY: usize = 100_000;

/// Everything the files say, read and checked before the transaction begins.
struct Stock {
    market: Market,
    categories: Vec<(NewCategory, Vec<NewCategory>)>,
    /// With the place of the vendor that offers it.
    shipping: Vec<(Option<usize>, NewMethod)>,
    vendors: Vec<(NewVendor, Vec<DemoProduct>)>,
    /// So many things are sold: those of the files, and editions of them as far as they do not suffice.
    products: usize,
    /// Ours alone, to see which of two loaders at once was first.
    mark: String,
}

/// A product with its pictures, which name variants by their place.
#[derive(Clone)]
struct DemoProduct {
    category: String,
    new: NewProduct,
    pictures: Vec<(KeptPicture, String, Option<usize>)>,
}

/// Loads the demonstration, and what happened in it before. Answers whether anything did: without a test bank nothing has.
/// Errors: another process does so at this moment.
pub(super) async fn load(app: &App, size: DemoSize, seed: u64) -> Result<bool> {
    let past = Past::of(app, seed);
    let mut stock = read(app, size)?;
    let plan = app.gateways().card().map(|_| past.plan(&stock.countable(), app.now()));
    if let Some(plan) = &plan {
        stock.add_sold(&plan.taken);
    }
    let Some(variants) = opening::open_market(past.app(), stock.opening()).await? else { bail!(UNFINISHED) };
    match plan {
        Some(plan) => past.live(plan, &variants).await.map(|()| true),
        None => Ok(false),
    }
}

impl Stock {
    /// All of it, for one transaction.
    fn opening(self) -> Opening {
        let (vendors, products_of_vendors): (Vec<_>, Vec<_>) = self.vendors.into_iter().unzip();
        let products: Vec<(usize, DemoProduct)> = (0_usize..)
            .zip(products_of_vendors)
            .flat_map(|(vendor, products)| products.into_iter().map(move |product| (vendor, product)))
            .collect();
        let goods = Goods { editions: self.products.saturating_sub(products.len()), products };
        Opening {
            mark: (MARK, self.mark),
            taxes: vec![sales_tax(&self.market)],
            settings: self.market,
            shipping: self.shipping,
            categories: self.categories,
            vendors,
            goods: Arc::new(move |place| goods.nth(place)),
        }
    }

    /// What can be counted on, by SKU, in the order of the files.
    fn countable(&self) -> Vec<(String, i64)> {
        let drafts =
            self.vendors.iter().flat_map(|(_, products)| products).flat_map(|product| &product.new.variants);
        let counted = drafts.filter(|draft| draft.tracked && !draft.is_unique && draft.requires_shipping);
        counted.filter_map(|draft| Some((draft.sku.clone()?, draft.stock))).collect()
    }

    /// Adds what will have been sold, so that the stock ends as the files say.
    fn add_sold(&mut self, taken: &BTreeMap<String, i64>) {
        let drafts = self
            .vendors
            .iter_mut()
            .flat_map(|(_, products)| products)
            .flat_map(|product| &mut product.new.variants);
        for draft in drafts {
            let more = draft.sku.as_ref().and_then(|sku| taken.get(sku));
            draft.stock += more.copied().unwrap_or_default();
        }
    }
}

/// The goods, made one by one: a large market is more than memory should hold.
struct Goods {
    /// Each with the place of its vendor.
    products: Vec<(usize, DemoProduct)>,
    editions: usize,
}

impl Goods {
    /// The things of the files come last: the newest are shown first.
    fn nth(&self, place: usize) -> Option<NewGood> {
        if place >= self.editions {
            return self.products.get(place - self.editions).map(|(vendor, product)| product.good(*vendor));
        }
        let more = self.editions - 1 - place;
        let (vendor, product) = self.products.get(more.checked_rem(self.products.len())?)?;
        Some(product.edition(2 + more / self.products.len()).good(*vendor))
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
    let new_category = |slug: &str, name: &str, description: &str| {
        let (slug, name, description) = (prices::slug(slug)?, name.to_owned(), description.to_owned());
        Ok(NewCategory { slug: Some(slug), name, description, parent: None })
    };
    let categories = market.categories.iter().map(|top| {
        let children = top.children.iter().map(|child| new_category(&child.slug, &child.name, ""));
        Ok((new_category(&top.slug, &top.name, &top.tagline)?, children.collect::<Result<Vec<_>>>()?))
    });
    let products_of_vendors = vendors.iter().map(|vendor| {
        let products = vendor.products.iter().map(|product| demo_product(product, currency, &kept));
        Ok((
            prices::vendor(vendor)?,
            products.collect::<Result<Vec<_>>>().with_context(|| vendor.slug.clone())?,
        ))
    });
    Ok(Stock {
        categories: categories.collect::<Result<_>>()?,
        shipping: shipping(&market, &vendors, currency)?,
        vendors: products_of_vendors.collect::<Result<_>>()?,
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
            // due at home alone
            tax_default_bps: 0,
            ..Market::default()
        },
        mark: format!("seed {}", u128::from_be_bytes(app.random_bytes())),
    })
}

/// What each vendor offers, by where it sends from.
fn shipping(
    market: &shape::Market,
    vendors: &[shape::Vendor],
    currency: Currency,
) -> Result<Vec<(Option<usize>, NewMethod)>> {
    let home = Market::default().country;
    let mut offered = Vec::new();
    for (place, vendor) in vendors.iter().enumerate() {
        let from = if vendor.country == home { SentFrom::Home } else { SentFrom::Abroad };
        for method in market.shipping.iter().filter(|method| method.from == from) {
            offered.push((Some(place), prices::shipping(method, currency)?));
        }
    }
    Ok(offered)
}

/// What is due on what is sent to the market's own country.
fn sales_tax(market: &Market) -> TaxRule {
    TaxRule {
        country: market.country.clone(),
        region: None,
        bps: SALES_TAX_BPS,
        taxes_shipping: market.taxes_shipping,
        included: None,
    }
}

impl DemoProduct {
    fn good(&self, vendor: usize) -> NewGood {
        let Self { category, new, pictures } = self.clone();
        NewGood { vendor, category, product: new, pictures }
    }

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

fn demo_product(
    product: &shape::Product,
    currency: Currency,
    kept: &BTreeMap<String, KeptPicture>,
) -> Result<DemoProduct> {
    let pictures = product.pictures.iter().map(|picture| {
        let bytes = kept.get(&picture.file).with_context(|| format!("{} is missing", picture.file))?;
        let shows = |variant: &shape::Variant| variant.picture.as_deref() == Some(&picture.file);
        Ok((bytes.clone(), picture.alt.clone(), product.variants.iter().position(shows)))
    });
    Ok(DemoProduct {
        category: product.category.clone(),
        // the category's id is known once it is made
        new: prices::product(product, CategoryId::from_bytes([0; 16]), currency)?,
        pictures: pictures.collect::<Result<_>>()?,
    })
}
