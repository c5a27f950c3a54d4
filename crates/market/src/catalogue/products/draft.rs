use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::{product, stock, variant},
    content::Content,
    field::{FieldError, FieldErrors},
    ids::{CategoryId, VariantId},
    metadata,
    money::MAX_PRICE,
    refusal::CatalogueRefusal,
    tax::TaxClassCode,
    text::{Slug, bounded_line, bounded_text, fold_key},
};

use super::{ProductStatus, VariantRow, option_key};
use crate::Result;

/// A product to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewProduct {
    pub category: CategoryId,
    pub name: String,
    /// Markdown.
    pub description: String,
    /// `None`: made from the name.
    pub slug: Option<Slug>,
    /// The vendor's own word for it, by which an import finds it again; `None`: the slug.
    pub handle: Option<String>,
    /// Particulars, such as ("Material", "Oak").
    pub specs: Vec<(String, String)>,
    pub tags: Vec<String>,
    pub details: ProductDetails,
    pub status: ProductStatus,
    /// Names of the options, at most three.
    pub options: Vec<String>,
    /// At least one.
    pub variants: Vec<VariantDraft>,
}

/// What is kept of a product beside its texts.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct ProductDetails {
    /// The name under which it was made; empty: its vendor's.
    pub brand: String,
    /// What search engines are to show; empty: its name.
    pub seo_title: String,
    /// What search engines are to show below it; empty: the start of its description.
    pub seo_description: String,
    /// Keys and values of its vendor's own.
    pub metadata: BTreeMap<String, String>,
    /// What kind of goods it is to the taxes.
    pub tax_class: TaxClassCode,
}

/// A variant as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct VariantDraft {
    /// Which one is meant; `None`: the one with these option values, or a new one.
    pub id: Option<VariantId>,
    /// One value for each option of the product.
    pub options: Vec<String>,
    pub sku: Option<String>,
    /// Minor units.
    pub price: i64,
    /// The price it was lowered from, above `price`.
    pub compare_at: Option<i64>,
    /// What a piece costs its vendor; nobody else is told.
    pub cost: Option<i64>,
    pub weight_g: u32,
    pub barcode: Option<String>,
    /// How much is in one piece.
    pub content: Option<Content>,
    /// So many pieces, or fewer, are few: its vendor is told. `None`: nobody is.
    pub low_stock_at: Option<u32>,
    /// It exists once: then it is counted, and never on backorder.
    pub is_unique: bool,
    pub tracked: bool,
    pub backorder: bool,
    pub requires_shipping: bool,
    pub taxable: bool,
    /// Pieces on hand when it is made; later only the inventory changes them.
    pub stock: i64,
}

impl VariantDraft {
    /// A stored variant as the draft that changes nothing of it.
    pub(crate) fn of(row: &VariantRow) -> Self {
        Self {
            id: Some(row.id),
            options: row.values(),
            sku: row.sku.clone(),
            price: row.price,
            compare_at: row.compare_at,
            cost: row.cost,
            weight_g: row.weight_g,
            barcode: row.barcode.clone(),
            content: row.content(),
            low_stock_at: row.low_stock_at,
            is_unique: row.is_unique,
            tracked: row.tracked,
            backorder: row.backorder,
            requires_shipping: row.requires_shipping,
            taxable: row.taxable,
            stock: 0,
        }
    }

    /// A counted, taxed variant that has to be sent, without options.
    pub fn new(price: i64, stock: i64) -> Self {
        Self {
            id: None,
            options: Vec::new(),
            sku: None,
            price,
            compare_at: None,
            cost: None,
            weight_g: 0,
            barcode: None,
            content: None,
            low_stock_at: None,
            is_unique: false,
            tracked: true,
            backorder: false,
            requires_shipping: true,
            taxable: true,
            stock,
        }
    }
}

/// What is to change about a product; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ProductChanges {
    pub category: Option<CategoryId>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub slug: Option<Slug>,
    pub specs: Option<Vec<(String, String)>>,
    pub tags: Option<Vec<String>>,
    pub brand: Option<String>,
    pub seo_title: Option<String>,
    pub seo_description: Option<String>,
    pub metadata: Option<MetadataChange>,
    pub tax_class: Option<TaxClassCode>,
    pub status: Option<ProductStatus>,
    /// Names of the options; give `variants` too when their number changes.
    pub options: Option<Vec<String>>,
    /// All variants as they shall be; those not named are archived.
    pub variants: Option<Vec<VariantDraft>>,
    /// Refuse when the product is at another revision.
    pub expected_revision: Option<i64>,
}

/// What is to change of the metadata.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MetadataChange {
    /// All keys and values there shall be.
    All(BTreeMap<String, String>),
    /// Keys that get a value, or go; the others stay.
    Keys(BTreeMap<String, Option<String>>),
}

impl MetadataChange {
    /// What there is then. Errors: a key or value that cannot be, too much in all.
    pub(super) fn onto(&self, before: BTreeMap<String, String>) -> Result<BTreeMap<String, String>> {
        let wanted = match self {
            Self::All(all) => all.clone(),
            Self::Keys(changes) => {
                let mut kept = before;
                for (key, value) in changes {
                    match value {
                        Some(value) => kept.insert(key.clone(), value.clone()),
                        None => kept.remove(key),
                    };
                }
                kept
            }
        };
        metadata::checked("/metadata", &wanted)
            .map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] }.into())
    }
}

impl NewProduct {
    pub(super) fn checked(&self) -> Result<Self> {
        let mut wrong = FieldErrors::default();
        let mut new = self.clone();
        new.name = check_name(&mut wrong, &self.name);
        new.description = check_description(&mut wrong, &self.description);
        new.specs = check_specs(&mut wrong, &self.specs);
        new.tags = check_tags(&mut wrong, &self.tags);
        new.details = check_details(&mut wrong, &self.details);
        new.options = check_options(&mut wrong, &self.options);
        new.handle = maybe_line(&mut wrong, "/handle", self.handle.as_deref(), product::MAX_HANDLE_CHARS);
        new.variants = check_variants(&mut wrong, &self.variants);
        none(wrong)?;
        check_choices(&new.options, &new.variants)?;
        Ok(new)
    }
}

impl ProductChanges {
    pub(super) fn checked(&self) -> Result<Self> {
        let mut wrong = FieldErrors::default();
        let mut changes = self.clone();
        changes.name = self.name.as_deref().map(|name| check_name(&mut wrong, name));
        changes.description = self.description.as_deref().map(|text| check_description(&mut wrong, text));
        changes.specs = self.specs.as_deref().map(|specs| check_specs(&mut wrong, specs));
        changes.tags = self.tags.as_deref().map(|tags| check_tags(&mut wrong, tags));
        changes.brand = self.brand.as_deref().map(|brand| check_brand(&mut wrong, brand));
        changes.seo_title = self.seo_title.as_deref().map(|title| check_seo_title(&mut wrong, title));
        changes.seo_description =
            self.seo_description.as_deref().map(|text| check_seo_description(&mut wrong, text));
        changes.options = self.options.as_deref().map(|options| check_options(&mut wrong, options));
        changes.variants = self.variants.as_deref().map(|variants| check_variants(&mut wrong, variants));
        none(wrong)?;
        Ok(changes)
    }
}

fn line(wrong: &mut FieldErrors, pointer: &str, value: &str, min: usize, max: usize) -> String {
    wrong.keep(bounded_line(pointer, value, min, max))
}

/// A line that may be left out; blank is left out.
fn maybe_line(wrong: &mut FieldErrors, pointer: &str, value: Option<&str>, max: usize) -> Option<String> {
    let line = line(wrong, pointer, value?, 0, max);
    (!line.is_empty()).then_some(line)
}

fn none(wrong: FieldErrors) -> Result<()> {
    wrong.none().map_err(|fields| CatalogueRefusal::Invalid { fields }.into())
}

fn check_name(wrong: &mut FieldErrors, name: &str) -> String {
    line(wrong, "/name", name, 1, product::MAX_NAME_CHARS)
}

fn check_description(wrong: &mut FieldErrors, text: &str) -> String {
    wrong.keep(bounded_text("/description", text, 0, product::MAX_DESCRIPTION_CHARS))
}

fn check_specs(wrong: &mut FieldErrors, specs: &[(String, String)]) -> Vec<(String, String)> {
    if specs.len() > product::MAX_SPECS {
        wrong.add("/specs", "too_many", format!("At most {} particulars.", product::MAX_SPECS));
    }
    let spec = |(place, (name, value)): (usize, &(String, String))| {
        (
            line(wrong, &format!("/specs/{place}/name"), name, 1, product::MAX_SPEC_CHARS),
            line(wrong, &format!("/specs/{place}/value"), value, 1, product::MAX_SPEC_CHARS),
        )
    };
    specs.iter().take(product::MAX_SPECS).enumerate().map(spec).collect()
}

fn check_tags(wrong: &mut FieldErrors, tags: &[String]) -> Vec<String> {
    if tags.len() > product::MAX_TAGS {
        wrong.add("/tags", "too_many", format!("At most {} tags.", product::MAX_TAGS));
    }
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for (place, tag) in tags.iter().take(product::MAX_TAGS).enumerate() {
        let tag = line(wrong, &format!("/tags/{place}"), tag, 1, product::MAX_TAG_CHARS);
        if seen.insert(fold_key(&tag)) {
            kept.push(tag);
        }
    }
    kept
}

fn check_details(wrong: &mut FieldErrors, details: &ProductDetails) -> ProductDetails {
    ProductDetails {
        brand: check_brand(wrong, &details.brand),
        seo_title: check_seo_title(wrong, &details.seo_title),
        seo_description: check_seo_description(wrong, &details.seo_description),
        metadata: wrong.keep(metadata::checked("/metadata", &details.metadata)),
        tax_class: details.tax_class.clone(),
    }
}

fn check_brand(wrong: &mut FieldErrors, brand: &str) -> String {
    line(wrong, "/brand", brand, 0, product::MAX_BRAND_CHARS)
}

fn check_seo_title(wrong: &mut FieldErrors, title: &str) -> String {
    line(wrong, "/seo_title", title, 0, product::MAX_SEO_TITLE_CHARS)
}

fn check_seo_description(wrong: &mut FieldErrors, text: &str) -> String {
    line(wrong, "/seo_description", text, 0, product::MAX_SEO_DESCRIPTION_CHARS)
}

fn check_options(wrong: &mut FieldErrors, options: &[String]) -> Vec<String> {
    if options.len() > product::MAX_OPTIONS {
        wrong.add("/options", "too_many", format!("At most {} options.", product::MAX_OPTIONS));
    }
    let mut seen = BTreeSet::new();
    let mut kept = Vec::new();
    for (place, option) in options.iter().take(product::MAX_OPTIONS).enumerate() {
        let pointer = format!("/options/{place}");
        let name = line(wrong, &pointer, option, 1, product::MAX_OPTION_NAME_CHARS);
        if !seen.insert(fold_key(&name)) {
            wrong.add(pointer, "repeated", "Two options have this name.");
        }
        kept.push(name);
    }
    kept
}

fn check_variants(wrong: &mut FieldErrors, variants: &[VariantDraft]) -> Vec<VariantDraft> {
    if variants.is_empty() {
        wrong.add("/variants", "required", "A product has at least one variant.");
    }
    let checked = |(place, draft): (usize, &VariantDraft)| check_variant(wrong, place, draft);
    variants.iter().take(product::MAX_VARIANTS + 1).enumerate().map(checked).collect()
}

fn check_variant(wrong: &mut FieldErrors, place: usize, draft: &VariantDraft) -> VariantDraft {
    let at = |field: &str| format!("/variants/{place}/{field}");
    let mut variant = draft.clone();
    variant.options = draft
        .options
        .iter()
        .map(|value| line(wrong, &at("options"), value, 1, variant::MAX_OPTION_VALUE_CHARS))
        .collect();
    variant.sku = maybe_line(wrong, &at("sku"), draft.sku.as_deref(), variant::MAX_SKU_CHARS);
    variant.barcode = maybe_line(wrong, &at("barcode"), draft.barcode.as_deref(), variant::MAX_BARCODE_CHARS);
    if !(0..=MAX_PRICE).contains(&draft.price) {
        wrong.add(at("price"), "out_of_range", "A price is zero or more, and less than a billion.");
    }
    if draft.compare_at.is_some_and(|was| was <= draft.price || was > MAX_PRICE) {
        wrong.add(at("compare_at_price"), "out_of_range", "The former price is above the price.");
    }
    if draft.cost.is_some_and(|cost| !(0..=MAX_PRICE).contains(&cost)) {
        wrong.add(at("cost"), "out_of_range", "A cost is zero or more, and less than a billion.");
    }
    if draft.weight_g > variant::MAX_WEIGHT_G {
        wrong.add(at("weight_g"), "out_of_range", format!("At most {} grams.", variant::MAX_WEIGHT_G));
    }
    if draft.low_stock_at.is_some_and(|few| i64::from(few) > stock::MAX_QUANTITY) {
        wrong.add(at("low_stock_at"), "out_of_range", format!("At most {}.", stock::MAX_QUANTITY));
    }
    if !(0..=stock::MAX_QUANTITY).contains(&draft.stock) {
        wrong.add(at("stock"), "out_of_range", format!("Stock is from 0 to {}.", stock::MAX_QUANTITY));
    }
    if draft.is_unique {
        variant.tracked = true;
        variant.backorder = false;
        if draft.stock > 1 {
            wrong.add(at("stock"), "unique_quantity", "This piece exists once: its stock is 0 or 1.");
        }
    }
    variant
}

/// Every variant chooses one value for each option, and no two choose the same.
pub(super) fn check_choices(options: &[String], variants: &[VariantDraft]) -> Result<()> {
    if variants.len() > product::MAX_VARIANTS {
        return Err(CatalogueRefusal::TooManyVariants { max: product::MAX_VARIANTS }.into());
    }
    let mut seen = BTreeSet::new();
    for (place, variant) in variants.iter().enumerate() {
        let pointer = format!("/variants/{place}/options");
        if let Some(option) = options.get(variant.options.len()) {
            return Err(CatalogueRefusal::OptionsIncomplete { pointer, option: option.clone() }.into());
        }
        if variant.options.len() > options.len() {
            let field = FieldError::new(pointer, "too_many", "More values than the product has options.");
            return Err(CatalogueRefusal::Invalid { fields: vec![field] }.into());
        }
        if !seen.insert(option_key(&variant.options)) {
            return Err(CatalogueRefusal::OptionsRepeated { pointer }.into());
        }
    }
    Ok(())
}
