//! Products as rows of a file that comes back as what it was.

use std::collections::BTreeMap;

use souk_domain::content::{Content, ContentUnit};
use souk_domain::money::{Currency, to_decimal};

use super::columns::{Column, Generation, OPTION_COLUMNS};
use super::draft::DraftStatus;
use super::guard::{guarded, joined};
use super::limits::MAX_HTML_CHARS;
use super::markdown::description_html;
use super::variant::DEFAULT_TITLE;

/// A product as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedProduct {
    /// The product's own address word, lower case.
    pub handle: String,
    /// The vendor's name.
    pub vendor: String,
    pub name: String,
    /// Markdown.
    pub description: String,
    /// The path of its category, from the top down.
    pub category: Vec<String>,
    pub tags: Vec<String>,
    pub status: DraftStatus,
    /// The name under which it was made; empty: its vendor's.
    pub brand: String,
    pub specs: Vec<(String, String)>,
    pub seo_title: String,
    pub seo_description: String,
    pub metadata: BTreeMap<String, String>,
    /// What kind of goods it is to the taxes, by its word.
    pub tax_class: String,
    /// Names of the options, at most three.
    pub options: Vec<String>,
    pub variants: Vec<ExportedVariant>,
    /// In the order in which they are shown.
    pub images: Vec<ExportedImage>,
}

/// A variant as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedVariant {
    /// One value for each of the product's options.
    pub values: Vec<String>,
    pub sku: Option<String>,
    /// Minor units.
    pub price: i64,
    pub compare_at: Option<i64>,
    pub cost: Option<i64>,
    /// Pieces on hand; `None` when they are not counted.
    pub quantity: Option<i64>,
    pub backorder: bool,
    pub is_unique: bool,
    pub requires_shipping: bool,
    pub taxable: bool,
    pub weight_g: u32,
    pub barcode: Option<String>,
    pub content: Option<Content>,
    /// Addresses of the pictures that show it.
    pub image_urls: Vec<String>,
}

/// A picture as it is written.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportedImage {
    pub url: String,
    pub alt: String,
}

/// The columns of newer files in the order they have there, and behind them Souk's own.
const NEWER: &[Column] = &[
    Column::Title,
    Column::Handle,
    Column::Body,
    Column::Vendor,
    Column::Category,
    Column::Type,
    Column::Tags,
    Column::Published,
    Column::Status,
    Column::Sku,
    Column::Barcode,
    Column::Option1Name,
    Column::Option1Value,
    Column::Option2Name,
    Column::Option2Value,
    Column::Option3Name,
    Column::Option3Value,
    Column::Price,
    Column::CompareAt,
    Column::Cost,
    Column::Taxable,
    Column::Measure,
    Column::MeasureUnit,
    Column::Tracker,
    Column::Quantity,
    Column::Policy,
    Column::Grams,
    Column::RequiresShipping,
    Column::ImageSrc,
    Column::ImagePosition,
    Column::ImageAlt,
    Column::VariantImage,
    Column::GiftCard,
    Column::SeoTitle,
    Column::SeoDescription,
    Column::Brand,
    Column::TaxClass,
    Column::Markdown,
    Column::Specs,
    Column::Metadata,
    Column::Unique,
    Column::MoreImages,
];

/// The same of older files.
const OLDER: &[Column] = &[
    Column::Handle,
    Column::Title,
    Column::Body,
    Column::Vendor,
    Column::Category,
    Column::Type,
    Column::Tags,
    Column::Published,
    Column::Option1Name,
    Column::Option1Value,
    Column::Option2Name,
    Column::Option2Value,
    Column::Option3Name,
    Column::Option3Value,
    Column::Sku,
    Column::Grams,
    Column::Tracker,
    Column::Quantity,
    Column::Policy,
    Column::Price,
    Column::CompareAt,
    Column::RequiresShipping,
    Column::Taxable,
    Column::Measure,
    Column::MeasureUnit,
    Column::Barcode,
    Column::ImageSrc,
    Column::ImagePosition,
    Column::ImageAlt,
    Column::GiftCard,
    Column::SeoTitle,
    Column::SeoDescription,
    Column::VariantImage,
    Column::Cost,
    Column::Status,
    Column::Brand,
    Column::TaxClass,
    Column::Markdown,
    Column::Specs,
    Column::Metadata,
    Column::Unique,
    Column::MoreImages,
];

/// The tracker of counted variants that other readers of the format know.
const TRACKER: &str = "shopify";

/// Writes products, one after the other.
#[derive(Debug, Clone, Copy)]
pub struct ProductWriter {
    generation: Generation,
    currency: Currency,
}

impl ProductWriter {
    /// Writes files of a generation, prices in `currency`.
    pub fn new(generation: Generation, currency: Currency) -> Self {
        Self { generation, currency }
    }

    /// The first row.
    pub fn header(&self) -> String {
        let mut text = String::new();
        write_row(&mut text, self.columns().iter().map(|column| column.name_in(self.generation).to_owned()));
        text
    }

    /// The rows of one product.
    pub fn rows(&self, product: &ExportedProduct) -> String {
        let mut text = String::new();
        let count = product.variants.len().max(product.images.len()).max(1);
        for row in 0..count {
            write_row(&mut text, self.columns().iter().map(|column| self.cell(*column, product, row)));
        }
        text
    }

    fn columns(&self) -> &'static [Column] {
        match self.generation {
            Generation::Newer => NEWER,
            Generation::Older => OLDER,
        }
    }

    /// What stands in a column of a product's row, counted from 0.
    fn cell(&self, column: Column, product: &ExportedProduct, row: usize) -> String {
        if column == Column::Handle {
            return guarded(&product.handle);
        }
        let of_product = if row == 0 { product_cell(column, product) } else { None };
        of_product
            .or_else(|| {
                product.variants.get(row).and_then(|variant| self.variant_cell(column, product, variant))
            })
            .or_else(|| product.images.get(row).and_then(|image| image_cell(column, image, row)))
            .unwrap_or_default()
    }

    fn variant_cell(
        &self,
        column: Column,
        product: &ExportedProduct,
        variant: &ExportedVariant,
    ) -> Option<String> {
        let money = |amount: i64| price(amount, self.currency);
        Some(match column {
            Column::Option1Value if product.options.is_empty() => DEFAULT_TITLE.to_owned(),
            Column::Option1Value | Column::Option2Value | Column::Option3Value => {
                let place = OPTION_COLUMNS.iter().position(|(_, value)| *value == column)?;
                guarded(variant.values.get(place)?)
            }
            Column::Sku => guarded(variant.sku.as_deref()?),
            Column::Price => money(variant.price),
            Column::CompareAt => money(variant.compare_at?),
            Column::Cost => money(variant.cost?),
            Column::Tracker => variant.quantity.map(|_| TRACKER.to_owned())?,
            Column::Quantity => variant.quantity?.to_string(),
            Column::Policy => if variant.backorder { "continue" } else { "deny" }.to_owned(),
            Column::Grams => variant.weight_g.to_string(),
            Column::RequiresShipping => variant.requires_shipping.to_string(),
            Column::Taxable => variant.taxable.to_string(),
            Column::Unique => variant.is_unique.to_string(),
            Column::Measure => variant.content?.amount().to_string(),
            Column::MeasureUnit => measure_unit(variant.content?.unit()).to_owned(),
            Column::Barcode => barcode(variant.barcode.as_deref()?),
            Column::VariantImage => guarded(variant.image_urls.first()?),
            Column::MoreImages => guarded(&variant.image_urls.get(1..)?.join(" ")),
            _ => return None,
        })
    }
}

fn product_cell(column: Column, product: &ExportedProduct) -> Option<String> {
    Some(match column {
        Column::Title => guarded(&product.name),
        Column::Body => {
            let html = description_html(&product.description);
            let html = html.trim();
            // what no reader takes is not written; the Markdown beside it says the same
            if html.chars().count() > MAX_HTML_CHARS { String::new() } else { guarded(html) }
        }
        Column::Markdown => guarded(&product.description),
        Column::Vendor => guarded(&product.vendor),
        Column::Category => guarded(&joined(&product.category, '>', " > ")),
        Column::Tags => guarded(&joined(&product.tags, ',', ", ")),
        Column::Published => (product.status == DraftStatus::Active).to_string(),
        Column::Status => match product.status {
            DraftStatus::Draft => "draft",
            DraftStatus::Active => "active",
            DraftStatus::Archived => "archived",
        }
        .to_owned(),
        Column::Option1Name if product.options.is_empty() => "Title".to_owned(),
        Column::Option1Name | Column::Option2Name | Column::Option3Name => {
            let place = OPTION_COLUMNS.iter().position(|(name, _)| *name == column)?;
            guarded(product.options.get(place)?)
        }
        Column::GiftCard => false.to_string(),
        Column::SeoTitle => guarded(&product.seo_title),
        Column::SeoDescription => guarded(&product.seo_description),
        Column::Brand => guarded(&product.brand),
        Column::TaxClass => guarded(&product.tax_class),
        Column::Specs if !product.specs.is_empty() => serde_json::json!(product.specs).to_string(),
        Column::Metadata if !product.metadata.is_empty() => serde_json::json!(product.metadata).to_string(),
        _ => return None,
    })
}

fn image_cell(column: Column, image: &ExportedImage, row: usize) -> Option<String> {
    Some(match column {
        Column::ImageSrc => guarded(&image.url),
        Column::ImagePosition => (row + 1).to_string(),
        Column::ImageAlt => guarded(&image.alt),
        _ => return None,
    })
}

/// An amount that is read as one in any file: three digits behind a mark could be a thousand, so a fourth stands there.
fn price(amount: i64, currency: Currency) -> String {
    let mut text = to_decimal(amount, currency);
    if currency.minor_digits() == 3 {
        text.push('0');
    }
    text
}

/// A barcode under the mark that keeps spreadsheets from taking it for a number. One that begins with that mark needs
/// one more than the guard takes away.
fn barcode(code: &str) -> String {
    if code.starts_with('\'') { format!("''{code}") } else { format!("'{code}") }
}

fn measure_unit(unit: ContentUnit) -> &'static str {
    match unit {
        ContentUnit::Piece => "item",
        unit => unit.as_str(),
    }
}

/// Adds a row of cells, quoted where they need it.
pub(super) fn write_row(text: &mut String, cells: impl Iterator<Item = String>) {
    for (place, cell) in cells.enumerate() {
        if place > 0 {
            text.push(',');
        }
        let is_plain = !cell.contains([',', '"', '\n', '\r', ';', '\t'])
            && !cell.starts_with(char::is_whitespace)
            && !cell.ends_with(char::is_whitespace);
        if is_plain {
            text.push_str(&cell);
        } else {
            text.push('"');
            text.push_str(&cell.replace('"', "\"\""));
            text.push('"');
        }
    }
    text.push('\n');
}
