//! Products as vendors write them.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use souk_domain::{
    content::{Content, ContentUnit, MAX_AMOUNT},
    ids::CategoryId,
    money::Currency,
    refusal::{CatalogueRefusal, RequestRefusal},
    tax::TaxClassCode,
};
use souk_http::{Refusal, Result, read::change};
use souk_market::catalogue::{
    MetadataChange, NewProduct, ProductChanges, ProductDetails, ProductStatus, VariantDraft, VariantPatch,
};
use utoipa::ToSchema;

use super::variant_patch::VariantPatchRequest;
use crate::{
    catalogue::Spec,
    taxes::class_at,
    wire::{Choices, Metadata, MetadataPatch, Price, id, optional_id, required, slug},
};

/// A product to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductRequest {
    #[schema(format = "product_name")]
    name: String,
    /// Markdown.
    #[serde(default)]
    #[schema(format = "product_description")]
    description: String,
    #[schema(format = "CategoryId")]
    category_id: String,
    /// Left out: `draft`.
    #[serde(default)]
    #[schema(inline)]
    status: Option<StatusWord>,
    /// Left out: made from the name.
    #[schema(format = "slug")]
    slug: Option<String>,
    /// Names of the options; left out: those of the first variant.
    #[serde(default)]
    #[schema(format = "option_name", max_items = 3)]
    options: Option<Vec<String>>,
    #[schema(min_items = 1, max_items = 2048)]
    variants: Vec<VariantRequest>,
    #[serde(default)]
    #[schema(max_items = 50)]
    specs: Vec<Spec>,
    #[serde(default)]
    #[schema(format = "tag", max_items = 250)]
    tags: Vec<String>,
    /// The name under which it was made; empty: its vendor's.
    #[serde(default)]
    #[schema(format = "brand")]
    brand: String,
    /// What search engines are to show; empty: its name.
    #[serde(default)]
    #[schema(format = "seo_title")]
    seo_title: String,
    /// What search engines are to show below it; empty: the start of its description.
    #[serde(default)]
    #[schema(format = "seo_description")]
    seo_description: String,
    /// For your own use; shoppers are not told.
    #[serde(default)]
    metadata: Metadata,
    /// The word of a tax class. Left out: `standard`.
    #[schema(format = "tax_class", example = "standard")]
    tax_class: Option<String>,
}

/// What is to change about a product (RFC 7396): what is left out stays, of its variants too.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ProductPatch {
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "product_name")]
    name: Option<Option<String>>,
    /// Markdown; null empties it.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "product_description")]
    description: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "CategoryId")]
    category_id: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = StatusWord, inline)]
    status: Option<Option<StatusWord>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = String, format = "slug")]
    slug: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<Vec<String>>, format = "option_name", max_items = 3)]
    options: Option<Option<Vec<String>>>,
    /// All variants as they shall be; one that is left out is put away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Vec<VariantPatchRequest>, min_items = 1, max_items = 2048)]
    variants: Option<Option<Vec<VariantPatchRequest>>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<Vec<Spec>>, max_items = 50)]
    specs: Option<Option<Vec<Spec>>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<Vec<String>>, format = "tag", max_items = 250)]
    tags: Option<Option<Vec<String>>>,
    /// Null: `standard`.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "tax_class")]
    tax_class: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "brand")]
    brand: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "seo_title")]
    seo_title: Option<Option<String>>,
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<String>, format = "seo_description")]
    seo_description: Option<Option<String>>,
    /// Null takes all of it away.
    #[serde(default, deserialize_with = "change")]
    #[schema(value_type = Option<MetadataPatch>)]
    metadata: Option<Option<MetadataPatch>>,
}

/// Whether a product is shown.
#[derive(Clone, Copy, Debug, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(crate) enum StatusWord {
    Draft,
    Active,
    Archived,
}

/// A variant of a product to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct VariantRequest {
    #[schema(format = "sku")]
    sku: Option<String>,
    price: Price,
    /// The price it was lowered from.
    compare_at_price: Option<Price>,
    /// What a piece costs you; shoppers are not told.
    cost: Option<Price>,
    #[serde(default)]
    options: Choices,
    /// Pieces on hand when it is made; later only adjustments change them.
    #[serde(default)]
    #[schema(format = "stock_count")]
    stock: i64,
    /// It exists once: then it is counted, and never on backorder.
    #[serde(default)]
    is_unique: bool,
    /// Whether it is counted.
    #[serde(default = "yes")]
    tracked: bool,
    /// Whether more may be sold than is there.
    #[serde(default)]
    backorder: bool,
    #[serde(default = "yes")]
    requires_shipping: bool,
    #[serde(default = "yes")]
    taxable: bool,
    #[serde(default)]
    #[schema(format = "weight_g")]
    weight_g: u32,
    #[schema(format = "barcode")]
    barcode: Option<String>,
    /// How much is in one piece, for the price per measure.
    content: Option<ContentRequest>,
    /// So many pieces, or fewer, are few.
    #[schema(format = "stock_count")]
    low_stock_at: Option<u32>,
}

/// How much is in one piece, such as 250 ml.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ContentRequest {
    #[schema(format = "content_amount")]
    amount: u32,
    #[schema(inline)]
    unit: UnitWord,
}

/// What a content is counted in.
#[derive(Clone, Copy, Debug, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
enum UnitWord {
    G,
    Ml,
    Cm,
    Piece,
}

impl ContentRequest {
    pub(super) fn read(&self, pointer: &str) -> Result<Content> {
        let unit = match self.unit {
            UnitWord::G => ContentUnit::Gram,
            UnitWord::Ml => ContentUnit::Millilitre,
            UnitWord::Cm => ContentUnit::Centimetre,
            UnitWord::Piece => ContentUnit::Piece,
        };
        Content::new(self.amount, unit).ok_or_else(|| {
            let detail = format!("A content is from 1 to {MAX_AMOUNT}.");
            RequestRefusal::InvalidValue { pointer: format!("{pointer}/amount"), detail }.into()
        })
    }
}

fn yes() -> bool {
    true
}

impl StatusWord {
    pub(super) fn status(self) -> ProductStatus {
        match self {
            Self::Draft => ProductStatus::Draft,
            Self::Active => ProductStatus::Active,
            Self::Archived => ProductStatus::Archived,
        }
    }
}

impl ProductRequest {
    /// The product to make, priced in the market's currency.
    pub(super) fn read(self, currency: Currency) -> Result<NewProduct> {
        let named = self.options.unwrap_or_else(|| option_names(&self.variants));
        Ok(NewProduct {
            category: id::<CategoryId>("/category_id", &self.category_id)?,
            name: self.name,
            description: self.description,
            slug: slug("/slug", self.slug.as_deref())?,
            handle: None,
            specs: self.specs.into_iter().map(|spec| (spec.name, spec.value)).collect(),
            tags: self.tags,
            details: ProductDetails {
                brand: self.brand,
                seo_title: self.seo_title,
                seo_description: self.seo_description,
                metadata: self.metadata.0,
                tax_class: tax_class(self.tax_class.as_deref())?,
            },
            status: self.status.map_or(ProductStatus::Draft, StatusWord::status),
            variants: drafts(self.variants, &named, currency)?,
            options: named,
        })
    }
}

impl ProductPatch {
    /// What is to change; `known` are the names of the product's options now.
    pub(super) fn read(
        self,
        known: &[String],
        currency: Currency,
        expected: Option<i64>,
    ) -> Result<(ProductChanges, Option<Vec<VariantPatch>>)> {
        let variants = required("/variants", self.variants)?;
        let category = required("/category_id", self.category_id)?;
        let options = self.options.map(Option::unwrap_or_default);
        let named = options.as_deref().unwrap_or(known);
        let patch = |(place, variant): (usize, VariantPatchRequest)| variant.read(place, named, currency);
        let variants =
            variants.map(|variants| variants.into_iter().enumerate().map(patch).collect()).transpose()?;
        let changes = ProductChanges {
            category: optional_id("/category_id", category.as_deref())?,
            name: required("/name", self.name)?,
            description: self.description.map(Option::unwrap_or_default),
            slug: slug("/slug", required("/slug", self.slug)?.as_deref())?,
            specs: self.specs.map(|specs| {
                specs.unwrap_or_default().into_iter().map(|spec| (spec.name, spec.value)).collect()
            }),
            tags: self.tags.map(Option::unwrap_or_default),
            brand: self.brand.map(Option::unwrap_or_default),
            seo_title: self.seo_title.map(Option::unwrap_or_default),
            seo_description: self.seo_description.map(Option::unwrap_or_default),
            metadata: self.metadata.map(|changes| match changes {
                Some(MetadataPatch(changes)) => MetadataChange::Keys(changes),
                None => MetadataChange::All(BTreeMap::new()),
            }),
            tax_class: self.tax_class.map(|class| tax_class(class.as_deref())).transpose()?,
            status: required("/status", self.status)?.map(StatusWord::status),
            variants: None,
            options,
            expected_revision: expected,
        };
        Ok((changes, variants))
    }
}

/// The tax class of a word. Errors: no class could be called so.
fn tax_class(word: Option<&str>) -> Result<TaxClassCode> {
    word.map_or_else(|| Ok(TaxClassCode::default()), |word| class_at("/tax_class", word))
}

/// The options a product has when nobody says: those its first variant chooses.
fn option_names(variants: &[VariantRequest]) -> Vec<String> {
    variants
        .first()
        .map(|first| first.options.0.iter().map(|(name, _)| name.clone()).collect())
        .unwrap_or_default()
}

fn drafts(
    variants: Vec<VariantRequest>,
    options: &[String],
    currency: Currency,
) -> Result<Vec<VariantDraft>> {
    variants
        .into_iter()
        .enumerate()
        .map(|(place, variant)| draft(place, variant, options, currency))
        .collect()
}

fn draft(
    place: usize,
    variant: VariantRequest,
    options: &[String],
    currency: Currency,
) -> Result<VariantDraft> {
    let at = |field: &str| format!("/variants/{place}/{field}");
    let was = variant.compare_at_price.as_ref().map(|price| price.read(&at("compare_at_price"), currency));
    Ok(VariantDraft {
        id: None,
        options: values(&at("options"), &variant.options, options)?,
        sku: variant.sku,
        price: variant.price.read(&at("price"), currency)?,
        compare_at: was.transpose()?,
        cost: variant.cost.map(|cost| cost.read(&at("cost"), currency)).transpose()?,
        weight_g: variant.weight_g,
        barcode: variant.barcode,
        content: variant.content.map(|content| content.read(&at("content"))).transpose()?,
        low_stock_at: variant.low_stock_at,
        is_unique: variant.is_unique,
        tracked: variant.tracked,
        backorder: variant.backorder,
        requires_shipping: variant.requires_shipping,
        taxable: variant.taxable,
        stock: variant.stock,
    })
}

/// A variant's value for each option, in the product's order. Errors: one is missing, or one is of no option.
pub(super) fn values(pointer: &str, choices: &Choices, options: &[String]) -> Result<Vec<String>> {
    if let Some((name, _)) = choices.0.iter().find(|(name, _)| !options.contains(name)) {
        let detail = format!("The product has no option “{name}”.");
        return Err(RequestRefusal::InvalidValue { pointer: pointer.to_owned(), detail }.into());
    }
    let value = |option: &String| {
        let found = choices.0.iter().find(|(name, _)| name == option);
        found.map(|(_, value)| value.clone()).ok_or_else(|| {
            let (pointer, option) = (pointer.to_owned(), option.clone());
            Refusal::from(CatalogueRefusal::OptionsIncomplete { pointer, option })
        })
    };
    options.iter().map(value).collect()
}
