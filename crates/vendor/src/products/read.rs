//! From the form as it was typed to what is to be made or changed, or to what is wrong with it.

use std::collections::BTreeMap;

use souk_domain::content::{Content, ContentUnit};
use souk_domain::ids::{CategoryId, VariantId};
use souk_domain::money::{Currency, parse_typed_price};
use souk_domain::tax::TaxClassCode;
use souk_domain::text::Slug;
use souk_market::catalogue::{
    MetadataChange, NewProduct, ProductChanges, ProductDetails, ProductStatus, VariantDraft, VariantPatch,
};
use souk_ui::FormError;
use souk_ui::texts::say;

use super::fill::unescaped;
use super::form::{ProductForm, VariantForm, list};

type Pairs = Vec<(String, String)>;

/// A form that could be read.
pub(super) struct Read {
    category: CategoryId,
    slug: Option<Slug>,
    status: Option<ProductStatus>,
    tax_class: TaxClassCode,
    specs: Pairs,
    metadata: BTreeMap<String, String>,
    tags: Vec<String>,
    options: Vec<String>,
    variants: Vec<VariantPatch>,
    /// The row of each variant.
    pub(super) rows: Vec<usize>,
}

/// Reads numbers and choices of a form; texts are for the use case to check. Errors: each field that cannot be read.
pub(super) fn read(form: &ProductForm, currency: Currency) -> Result<Read, Vec<FormError>> {
    let mut wrong = Vec::new();
    let category = form.category.parse();
    if category.is_err() {
        wrong.push(error("category", say("product-no-category", &[])));
    }
    let slug = Some(form.slug.trim()).filter(|slug| !slug.is_empty()).map(Slug::parse).transpose();
    if let Err(malformed) = &slug {
        wrong.push(error("slug", malformed.to_string()));
    }
    let specs = pairs(&form.specs, ":");
    if specs.is_none() {
        wrong.push(error("specs", say("product-specs-lines", &[])));
    }
    let metadata = pairs(&form.metadata, "=");
    if metadata.is_none() {
        wrong.push(error("metadata", say("product-metadata-lines", &[])));
    }
    let class = Some(form.tax_class.trim()).filter(|class| !class.is_empty());
    let tax_class = class.map_or_else(|| Ok(TaxClassCode::default()), TaxClassCode::parse);
    if tax_class.is_err() {
        wrong.push(error("tax_class", say("desk-choose-again", &[])));
    }
    let status = ProductStatus::parse(&form.status);
    if status.is_none() {
        wrong.push(error("status", say("desk-choose-again", &[])));
    }
    let offered = form.variants.iter().enumerate().filter(|(_, row)| !row.is_left_out);
    let mut variants = Vec::new();
    let mut rows = Vec::new();
    for (place, row) in offered {
        variants.push(patch(place, row, currency, &mut wrong));
        rows.push(place);
    }
    match (category, slug, specs, metadata, tax_class) {
        (Ok(category), Ok(slug), Some(specs), Some(metadata), Ok(tax_class)) if wrong.is_empty() => {
            Ok(Read {
                category,
                slug,
                status,
                tax_class,
                specs,
                metadata: metadata.into_iter().map(|(key, value)| (key, unescaped(&value))).collect(),
                tags: list(&form.tags),
                options: form.chosen_options().into_iter().map(|(name, _)| name).collect(),
                variants,
                rows,
            })
        }
        _ => Err(wrong),
    }
}

impl Read {
    /// The product to make.
    pub(super) fn new_product(&self, form: &ProductForm) -> NewProduct {
        NewProduct {
            category: self.category,
            name: form.name.clone(),
            description: plain_lines(&form.description),
            slug: self.slug.clone(),
            handle: None,
            specs: self.specs.clone(),
            tags: self.tags.clone(),
            details: ProductDetails {
                brand: form.brand.clone(),
                seo_title: form.seo_title.clone(),
                seo_description: form.seo_description.clone(),
                metadata: self.metadata.clone(),
                tax_class: self.tax_class.clone(),
            },
            status: self.status.unwrap_or(ProductStatus::Draft),
            options: self.options.clone(),
            variants: self.variants.iter().map(draft).collect(),
        }
    }

    /// What is to change of a product that `before` was the form of: what says the same as that stays as it is, whatever a form
    /// cannot say of it.
    pub(super) fn changes(
        self,
        form: &ProductForm,
        before: &ProductForm,
        revision: i64,
    ) -> (ProductChanges, Option<Vec<VariantPatch>>) {
        let says = |field: fn(&ProductForm) -> &String| field(form).trim() != field(before).trim();
        let lines =
            |field: fn(&ProductForm) -> &String| plain_lines(field(form)) != plain_lines(field(before));
        // more variants than a page edits are not in the form
        let edits = !before.variants.is_empty();
        let changes = ProductChanges {
            category: Some(self.category),
            name: Some(form.name.clone()),
            description: lines(|form| &form.description).then(|| plain_lines(&form.description)),
            slug: self.slug.filter(|_| says(|form| &form.slug)),
            specs: lines(|form| &form.specs).then_some(self.specs),
            tags: lines(|form| &form.tags).then_some(self.tags),
            brand: Some(form.brand.clone()),
            seo_title: Some(form.seo_title.clone()),
            seo_description: Some(form.seo_description.clone()),
            metadata: lines(|form| &form.metadata).then_some(MetadataChange::All(self.metadata)),
            tax_class: Some(self.tax_class),
            status: self.status,
            options: edits.then_some(self.options),
            variants: None,
            expected_revision: Some(revision),
        };
        (changes, edits.then_some(self.variants))
    }
}

/// A text with its lines as they are kept.
pub(super) fn plain_lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

fn error(field: &str, words: String) -> FormError {
    FormError { field: field.to_owned(), words }
}

/// Lines of two halves. `None`: one has no mark between them.
fn pairs(text: &str, mark: &str) -> Option<Pairs> {
    let lines = text.lines().map(str::trim).filter(|line| !line.is_empty());
    let pair = |line: &str| {
        let (name, value) = line.split_once(mark)?;
        Some((name.trim().to_owned(), value.trim().to_owned()))
    };
    lines.map(pair).collect()
}

fn patch(place: usize, row: &VariantForm, currency: Currency, wrong: &mut Vec<FormError>) -> VariantPatch {
    let mut complain = |field: &str, words: String| wrong.push(error(&format!("v{place}-{field}"), words));
    let mut money = |field: &str, text: &str| match text.trim() {
        "" => None,
        text => match parse_typed_price(text, currency) {
            Ok(minor) => Some(minor),
            Err(_) => {
                complain(field, say("product-no-price", &[]));
                None
            }
        },
    };
    let price = money("price", &row.price);
    let (compare_at, cost) = (money("was", &row.was), money("cost", &row.cost));
    if row.price.trim().is_empty() {
        complain("price", say("product-price-needed", &[]));
    }
    let mut number = |field: &str, text: &str| match text.trim() {
        "" => None,
        text => match text.parse::<u32>() {
            Ok(number) => Some(number),
            Err(_) => {
                complain(field, say("product-no-number", &[]));
                None
            }
        },
    };
    let weight = number("weight", &row.weight);
    let low_stock_at = number("low", &row.low);
    let stock = if row.id.is_empty() { number("stock", &row.stock) } else { None };
    let amount = number("content", &row.content);
    let content = amount.map(|amount| {
        let unit = ContentUnit::parse(&row.unit)?;
        Content::new(amount, unit)
    });
    if content == Some(None) {
        complain("content", say("product-no-content", &[]));
    }
    let line = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    VariantPatch {
        id: row.id.parse::<VariantId>().ok(),
        options: Some(row.values.clone()),
        sku: Some(line(&row.sku)),
        price: Some(price.unwrap_or_default()),
        compare_at: Some(compare_at),
        cost: Some(cost),
        weight_g: Some(weight.unwrap_or_default()),
        barcode: Some(line(&row.barcode)),
        content: Some(content.flatten()),
        low_stock_at: Some(low_stock_at),
        is_unique: Some(row.is_unique),
        tracked: Some(row.is_tracked),
        backorder: Some(row.takes_backorders),
        requires_shipping: Some(row.is_shipped),
        taxable: Some(row.is_taxed),
        stock: stock.map_or(0, i64::from),
    }
}

/// A variant of a new product.
fn draft(patch: &VariantPatch) -> VariantDraft {
    let new = VariantDraft::new(patch.price.unwrap_or_default(), patch.stock);
    VariantDraft {
        options: patch.options.clone().unwrap_or_default(),
        sku: patch.sku.clone().flatten(),
        compare_at: patch.compare_at.flatten(),
        cost: patch.cost.flatten(),
        weight_g: patch.weight_g.unwrap_or_default(),
        barcode: patch.barcode.clone().flatten(),
        content: patch.content.flatten(),
        low_stock_at: patch.low_stock_at.flatten(),
        is_unique: patch.is_unique.unwrap_or(new.is_unique),
        tracked: patch.tracked.unwrap_or(new.tracked),
        backorder: patch.backorder.unwrap_or(new.backorder),
        requires_shipping: patch.requires_shipping.unwrap_or(new.requires_shipping),
        taxable: patch.taxable.unwrap_or(new.taxable),
        ..new
    }
}
