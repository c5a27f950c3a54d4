//! Filling an empty database: the goods in one transaction, then what happened in the shop of late; what is older follows behind the
//! open door.

use std::{collections::BTreeMap, sync::Arc};

use anyhow::{Context as _, Result, bail};
use jiff::Timestamp;
use souk_domain::{
    ids::CategoryId,
    money::Currency,
    tax::{TaxClassCode, TaxPlace, TaxRemitter, TaxRounding, TaxZone},
    text::Slug,
};
use souk_market::{
    App,
    catalogue::{self, KeptPicture, NewCategory, NewProduct},
    opening::{self, NewGood, Opening},
    settings::{self, BankAccount, Market},
    shipping::NewMethod,
    vendors::NewVendor,
};

use super::{
    BORN, MARK, UNFINISHED, files,
    past::{Countable, Older, Past},
    prices,
    shape::{self, SentFrom},
};
use crate::cli::DemoSize;

/// The market's name.
const NAME: &str = "Souk Demo Market";

/// Basis points: 6 %.
const SALES_TAX_BPS: u32 = 600;
/// The same on what one eats or reads.
const REDUCED_BPS: u32 = 200;
/// What is due in Canada everywhere.
const GOODS_AND_SERVICES_BPS: u32 = 500;
/// The class of what one eats or reads.
pub(super) const REDUCED: &str = "reduced";
/// Of what more is kept than of the rest, in basis points.
const DEARER: [(&str, u32); 1] = [("jewelry", 1_200)];

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

/// What a demonstration was made of: its past is drawn anew from it.
#[derive(Clone, Copy)]
pub(super) struct Birth {
    seed: u64,
    pub(super) size: DemoSize,
    at: Timestamp,
}

impl Birth {
    fn words(self) -> String {
        format!("{} {} {}", self.seed, self.size.as_str(), self.at.as_millisecond())
    }

    fn parse(words: &str) -> Option<Self> {
        let (seed, rest) = words.split_once(' ')?;
        let (size, at) = rest.split_once(' ')?;
        Some(Self {
            seed: seed.parse().ok()?,
            size: DemoSize::parse(size)?,
            at: Timestamp::from_millisecond(at.parse().ok()?).ok()?,
        })
    }

    fn past(self, app: &App) -> Past {
        Past::of(app, self.seed, self.size, self.at)
    }
}

/// Loads the demonstration, and what happened in it of late. Answers what is older, which comes in after that.
/// Errors: another process does so at this moment.
pub(super) async fn load(app: &App, size: DemoSize, seed: u64) -> Result<Older> {
    let birth = Birth { seed, size, at: app.now() };
    let past = birth.past(app);
    let market = files::market()?;
    let vendors = vendors(&market, size)?;
    let plan = past.plan(&countable(&vendors));
    let mut stock = read(app, size, &market, &vendors)?;
    stock.add_sold(&plan.taken);
    let opened = opening::open_market(past.app(), stock.opening(past.told_from())).await?;
    if opened.is_none() {
        bail!(UNFINISHED);
    }
    settings::leave_mark(app, BORN, birth.words()).await?;
    let products = products(&vendors)?;
    past.live(&plan, &products).await?;
    Ok(Older::of(app, past, plan, products))
}

/// What the demonstration in this database was made of. Errors: nobody knows.
pub(super) async fn birth(app: &App) -> Result<Birth> {
    let words = settings::show_mark(app, BORN).await?.context("nobody knows what it was made of")?;
    Birth::parse(&words).with_context(|| format!("`{words}` is nothing that it was made of"))
}

/// What is older than what was there when a demonstration was opened first.
pub(super) fn older(app: &App, birth: Birth) -> Result<Older> {
    let vendors = vendors(&files::market()?, birth.size)?;
    let past = birth.past(app);
    let plan = past.plan(&countable(&vendors));
    Ok(Older::of(app, past, plan, products(&vendors)?))
}

/// The vendors, with as many things as a demonstration of that size has of their files.
fn vendors(market: &shape::Market, size: DemoSize) -> Result<Vec<shape::Vendor>> {
    let mut vendors = files::vendors(market)?;
    if size == DemoSize::S {
        vendors.iter_mut().for_each(|vendor| vendor.products.truncate(FEW_OF_EACH));
    }
    Ok(vendors)
}

/// What can be counted on, in the order of the files.
fn countable(vendors: &[shape::Vendor]) -> Vec<Countable> {
    let mut countable = Vec::new();
    for (place, vendor) in vendors.iter().enumerate() {
        for variant in vendor.products.iter().flat_map(|product| &product.variants) {
            if variant.tracked && !variant.unique && variant.requires_shipping {
                let pieces = variant.stock.unwrap_or_default();
                countable.push(Countable { sku: variant.sku.clone(), pieces, vendor: place });
            }
        }
    }
    countable
}

/// The products of the files.
fn products(vendors: &[shape::Vendor]) -> Result<Vec<Slug>> {
    vendors.iter().flat_map(|vendor| &vendor.products).map(|product| prices::slug(&product.slug)).collect()
}

impl Stock {
    /// All of it, for one transaction.
    fn opening(self, told_from: Timestamp) -> Opening {
        let (vendors, products_of_vendors): (Vec<_>, Vec<_>) = self.vendors.into_iter().unzip();
        let products: Vec<(usize, DemoProduct)> = (0_usize..)
            .zip(products_of_vendors)
            .flat_map(|(vendor, products)| products.into_iter().map(move |product| (vendor, product)))
            .collect();
        let goods = Goods { editions: self.products.saturating_sub(products.len()), products };
        Opening {
            mark: (MARK, self.mark),
            taxes: vec![sales_tax(&self.market), canadian_tax()],
            commissions: DEARER.map(|(slug, bps)| (slug.to_owned(), bps)).into(),
            settings: self.market,
            shipping: self.shipping,
            categories: self.categories,
            vendors,
            goods: Arc::new(move |place| goods.nth(place)),
            told_from,
        }
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

fn read(app: &App, size: DemoSize, market: &shape::Market, vendors: &[shape::Vendor]) -> Result<Stock> {
    let currency = Currency::parse(&market.currency).context("the currency")?;
    let (pictures, colours) = (files::pictures(vendors)?, files::colours()?);
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
        shipping: shipping(market, vendors, currency)?,
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
fn sales_tax(market: &Market) -> TaxZone {
    TaxZone {
        name: "United States".to_owned(),
        places: vec![TaxPlace::country(&market.country)],
        included: market.tax_included,
        taxes_shipping: market.taxes_shipping,
        rounding: TaxRounding::Line,
        remitter: TaxRemitter::Market,
        rates: rates(SALES_TAX_BPS, REDUCED_BPS),
    }
}

/// What is due on what is sent to Canada, which vendors pay on themselves.
fn canadian_tax() -> TaxZone {
    TaxZone {
        name: "Canada".to_owned(),
        places: vec![TaxPlace::country("CA")],
        included: false,
        taxes_shipping: true,
        rounding: TaxRounding::VendorOrder,
        remitter: TaxRemitter::Vendor,
        rates: rates(GOODS_AND_SERVICES_BPS, 0),
    }
}

fn rates(standard: u32, reduced: u32) -> BTreeMap<TaxClassCode, u32> {
    let reduced_class = TaxClassCode::parse(REDUCED).map(|class| (class, reduced));
    [(TaxClassCode::default(), standard)].into_iter().chain(reduced_class).collect()
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_demonstration_was_made_of_is_read_again() {
        for size in [DemoSize::S, DemoSize::M, DemoSize::L] {
            let birth = Birth { seed: u64::MAX, size, at: "2026-06-01T12:00:00.123Z".parse().unwrap() };
            let read = Birth::parse(&birth.words()).unwrap();
            assert!(read.seed == birth.seed && read.size == birth.size && read.at == birth.at);
        }
        assert!(Birth::parse("with a past").is_none() && Birth::parse("7 m").is_none());
    }
}
