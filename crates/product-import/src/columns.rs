//! Which cell of a row is which.

use souk_domain::bounds::product::{MAX_METADATA, MAX_METADATA_KEY_CHARS, MAX_OPTIONS};

use super::guard::unguarded;
use super::refusal::FileRefusal;
use super::row::Row;

/// Which column names a written file has; both are read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Generation {
    /// `URL handle`, `Description`, `Price`.
    #[default]
    Newer,
    /// `Handle`, `Body (HTML)`, `Variant Price`.
    Older,
}

macro_rules! columns {
    ($($name:ident = $older:literal / $newer:literal $(| $other:literal)*,)+) => {
        /// A column this reader uses.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column { $($name,)+ }

        impl Column {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The column's names in the header: in older files, in newer ones, and in those of other software.
            fn names(self) -> &'static [&'static str] {
                match self { $(Self::$name => &[$older, $newer $(, $other)*],)+ }
            }

            /// Its name in files of a generation.
            pub(super) fn name_in(self, generation: Generation) -> &'static str {
                match (self, generation) {
                    $((Self::$name, Generation::Older) => $older,
                    (Self::$name, Generation::Newer) => $newer,)+
                }
            }
        }
    };
}

columns! {
    Handle = "Handle" / "URL handle",
    Title = "Title" / "Title",
    Body = "Body (HTML)" / "Description" | "Body HTML",
    Vendor = "Vendor" / "Vendor",
    Category = "Product Category" / "Product category" | "Standardized Product Type" | "Standard Product Type",
    Type = "Type" / "Type" | "Custom Product Type",
    Tags = "Tags" / "Tags",
    Published = "Published" / "Published on online store",
    Status = "Status" / "Status",
    Option1Name = "Option1 Name" / "Option1 name",
    Option1Value = "Option1 Value" / "Option1 value",
    Option2Name = "Option2 Name" / "Option2 name",
    Option2Value = "Option2 Value" / "Option2 value",
    Option3Name = "Option3 Name" / "Option3 name",
    Option3Value = "Option3 Value" / "Option3 value",
    Sku = "Variant SKU" / "SKU",
    Grams = "Variant Grams" / "Weight value (grams)",
    Tracker = "Variant Inventory Tracker" / "Inventory tracker",
    Quantity = "Variant Inventory Qty" / "Inventory quantity",
    Policy = "Variant Inventory Policy" / "Continue selling when out of stock",
    Price = "Variant Price" / "Price",
    CompareAt = "Variant Compare At Price" / "Compare-at price" | "Compare At Price",
    Cost = "Cost per item" / "Cost per item" | "Variant Cost",
    RequiresShipping = "Variant Requires Shipping" / "Requires shipping",
    Taxable = "Variant Taxable" / "Charge tax",
    Measure = "Unit Price Total Measure" / "Unit price total measure",
    MeasureUnit = "Unit Price Total Measure Unit" / "Unit price total measure unit",
    Barcode = "Variant Barcode" / "Barcode",
    ImageSrc = "Image Src" / "Product image URL",
    ImagePosition = "Image Position" / "Image position",
    ImageAlt = "Image Alt Text" / "Image alt text",
    VariantImage = "Variant Image" / "Variant image URL",
    GiftCard = "Gift Card" / "Gift card",
    SeoTitle = "SEO Title" / "SEO title",
    SeoDescription = "SEO Description" / "SEO description",
    // what the format has no column for and Souk holds
    Brand = "Brand" / "Brand",
    TaxClass = "Tax class" / "Tax class" | "Variant Tax Code" | "Tax code",
    Markdown = "Body (Markdown)" / "Description (Markdown)",
    Specs = "Specs (JSON)" / "Specs (JSON)",
    Metadata = "Metadata (JSON)" / "Metadata (JSON)",
    Unique = "Variant Unique" / "Unique",
    MoreImages = "Variant Further Images" / "Further variant image URLs",
    // what files of stock have
    Location = "Location" / "Location",
    OnHand = "On hand" / "On hand" | "On hand (current)",
    OnHandNew = "On hand (new)" / "On hand (new)",
}

/// The column in which rows that failed say why. It is passed over when they come back.
pub(super) const REASON_COLUMN: &str = "Import error";

/// Columns that say something of stock alone: a file of products keeps nothing of them.
const OF_STOCK: &[Column] = &[Column::Location, Column::OnHand, Column::OnHandNew];

/// Name and value columns of the three options, in order.
pub(super) const OPTION_COLUMNS: [(Column, Column); MAX_OPTIONS] = [
    (Column::Option1Name, Column::Option1Value),
    (Column::Option2Name, Column::Option2Value),
    (Column::Option3Name, Column::Option3Value),
];

/// Columns that say something of a variant: a file without any leaves all variants as they are.
const OF_VARIANTS: &[Column] = &[
    Column::Sku,
    Column::Grams,
    Column::Tracker,
    Column::Quantity,
    Column::Policy,
    Column::Price,
    Column::CompareAt,
    Column::Cost,
    Column::RequiresShipping,
    Column::Taxable,
    Column::Measure,
    Column::Barcode,
    Column::VariantImage,
    Column::Unique,
    Column::MoreImages,
    Column::Option1Value,
    Column::Option2Value,
    Column::Option3Value,
];

/// What the other columns of a product begin with, or have within, that are kept as metadata.
const METAFIELDS: &str = "product.metafields.";
const SHOPPING: &str = "google shopping / ";

/// Where a used column stands, and by which of its names.
#[derive(Debug, Clone, Copy)]
struct Place {
    column: Column,
    at: usize,
    name: &'static str,
}

/// Where each used column stands in this file.
#[derive(Debug, Clone)]
pub(super) struct Columns {
    places: Vec<Place>,
    /// Key and place of what is kept as metadata.
    metadata: Vec<(String, usize)>,
    /// Name and place of what is not kept at all.
    unused: Vec<(String, usize)>,
    count: usize,
}

impl Columns {
    /// Finds the columns by their names, whatever their case and order.
    pub(super) fn find(header: &Row) -> Result<Self, FileRefusal> {
        let mut found =
            Self { places: Vec::new(), metadata: Vec::new(), unused: Vec::new(), count: header.count() };
        for at in 0..header.count() {
            let cell = header.cell(at).unwrap_or_default().trim();
            if let Some((column, name)) = named(cell) {
                if let Some(seen) = found.place(column) {
                    return Err(FileRefusal::RepeatedColumn { column: seen.name, again: name });
                }
                found.places.push(Place { column, at, name });
                if OF_STOCK.contains(&column) {
                    found.unused.push((cell.to_owned(), at));
                }
            } else if let Some(key) = metadata_key(cell)
                && found.metadata.len() < MAX_METADATA
                && found.metadata.iter().all(|(other, _)| *other != key)
            {
                found.metadata.push((key, at));
            } else if !cell.is_empty() && !cell.eq_ignore_ascii_case(REASON_COLUMN) {
                found.unused.push((cell.to_owned(), at));
            }
        }
        match found.place(Column::Handle) {
            // shelves are counted by SKU alone too
            None if found.is_of_stock() && found.has(Column::Sku) => Ok(found),
            None => Err(FileRefusal::MissingColumn { column: "Handle" }),
            Some(_) if found.places.len() + found.metadata.len() < 2 && !found.is_of_stock() => {
                Err(FileRefusal::MissingColumn { column: "Title" })
            }
            Some(_) => Ok(found),
        }
    }

    /// How many of a header's cells are names we know: tells which separator is meant.
    pub(super) fn known_in(header: &Row) -> usize {
        (0..header.count())
            .filter(|at| header.cell(*at).is_some_and(|cell| named(cell.trim()).is_some()))
            .count()
    }

    /// Number of cells of the header.
    pub(super) fn count(&self) -> usize {
        self.count
    }

    /// Whether the file has the column.
    pub(super) fn has(&self, column: Column) -> bool {
        self.place(column).is_some()
    }

    /// Whether each row says how much is at a place that it names.
    pub(super) fn is_of_stock(&self) -> bool {
        self.has(Column::Location) && (self.has(Column::OnHand) || self.has(Column::OnHandNew))
    }

    /// What a sound row has in any file: the handle, or the SKU where there is no such column.
    pub(super) fn key<'r>(&self, row: &'r Row) -> &'r str {
        self.text(row, if self.has(Column::Handle) { Column::Handle } else { Column::Sku })
    }

    /// The names of the columns that are used, in the order of the file; those that are kept as metadata by their keys.
    pub(super) fn used(&self) -> Vec<String> {
        let own = self.places.iter().map(|place| (place.at, place.name.to_owned()));
        let kept = self.metadata.iter().map(|(key, at)| (*at, key.clone()));
        let is_unused = |at: usize| self.unused.iter().any(|(_, other)| *other == at);
        let mut used: Vec<(usize, String)> = own.chain(kept).filter(|(at, _)| !is_unused(*at)).collect();
        used.sort_unstable();
        used.into_iter().map(|(_, name)| name).collect()
    }

    /// Whether the file says anything of variants.
    pub(super) fn has_variants(&self) -> bool {
        OF_VARIANTS.iter().any(|column| self.has(*column))
    }

    /// How many options the file can tell values of.
    pub(super) fn option_columns(&self) -> usize {
        OPTION_COLUMNS.iter().filter(|(_, value)| self.has(*value)).count()
    }

    /// The column's name as this file writes it.
    pub(super) fn name(&self, column: Column) -> &'static str {
        self.place(column)
            .map_or_else(|| column.names().first().copied().unwrap_or_default(), |place| place.name)
    }

    /// The name of the used column at a place, if it is one.
    pub(super) fn name_at(&self, at: usize) -> Option<&'static str> {
        self.places.iter().find(|place| place.at == at).map(|place| place.name)
    }

    /// The cell's text without white space and guard around it; `None` when the file has no such column, or the row stops
    /// before it.
    pub(super) fn cell<'r>(&self, row: &'r Row, column: Column) -> Option<&'r str> {
        row.cell(self.place(column)?.at).map(unguarded)
    }

    /// The same, where nothing and blank mean the same.
    pub(super) fn text<'r>(&self, row: &'r Row, column: Column) -> &'r str {
        self.cell(row, column).unwrap_or_default()
    }

    /// Keys and places of what is kept as metadata.
    pub(super) fn metadata(&self) -> &[(String, usize)] {
        &self.metadata
    }

    /// Names and places of the columns of which nothing is kept.
    pub(super) fn unused(&self) -> &[(String, usize)] {
        &self.unused
    }

    fn place(&self, column: Column) -> Option<Place> {
        self.places.iter().find(|place| place.column == column).copied()
    }
}

fn named(cell: &str) -> Option<(Column, &'static str)> {
    Column::ALL.iter().find_map(|column| {
        let name = column.names().iter().find(|name| name.eq_ignore_ascii_case(cell))?;
        Some((*column, *name))
    })
}

/// `Material (product.metafields.custom.material)` is `custom.material`, `Google Shopping / MPN` is `google.mpn`.
fn metadata_key(cell: &str) -> Option<String> {
    let lower = cell.to_lowercase();
    let key = if let Some((_, key)) = lower.split_once(METAFIELDS) {
        key.trim_end_matches(')').trim().to_owned()
    } else {
        let name = lower.strip_prefix(SHOPPING)?;
        let words: Vec<&str> =
            name.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
        format!("google.{}", words.join("_"))
    };
    (!key.is_empty() && key.chars().count() <= MAX_METADATA_KEY_CHARS).then_some(key)
}
