//! Which cell of a row is which.

use souk_domain::bounds::product::MAX_OPTIONS;

use super::refusal::FileRefusal;

macro_rules! columns {
    ($($name:ident = $word:literal,)+) => {
        /// A column this reader uses; all others are left aside.
        #[derive(Debug, Clone, Copy, PartialEq, Eq)]
        pub(super) enum Column { $($name,)+ }

        impl Column {
            const ALL: &'static [Self] = &[$(Self::$name,)+];

            /// The column's name in the header.
            pub(super) fn name(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

columns! {
    Handle = "Handle",
    Title = "Title",
    Body = "Body (HTML)",
    Vendor = "Vendor",
    Type = "Type",
    Tags = "Tags",
    Published = "Published",
    Status = "Status",
    Option1Name = "Option1 Name",
    Option1Value = "Option1 Value",
    Option2Name = "Option2 Name",
    Option2Value = "Option2 Value",
    Option3Name = "Option3 Name",
    Option3Value = "Option3 Value",
    Sku = "Variant SKU",
    Grams = "Variant Grams",
    Tracker = "Variant Inventory Tracker",
    Quantity = "Variant Inventory Qty",
    Policy = "Variant Inventory Policy",
    Price = "Variant Price",
    CompareAt = "Variant Compare At Price",
    RequiresShipping = "Variant Requires Shipping",
    Taxable = "Variant Taxable",
    Measure = "Unit Price Total Measure",
    MeasureUnit = "Unit Price Total Measure Unit",
    Barcode = "Variant Barcode",
    ImageSrc = "Image Src",
    ImagePosition = "Image Position",
    ImageAlt = "Image Alt Text",
    VariantImage = "Variant Image",
    GiftCard = "Gift Card",
}

/// Name and value columns of the three options, in order.
pub(super) const OPTION_COLUMNS: [(Column, Column); MAX_OPTIONS] = [
    (Column::Option1Name, Column::Option1Value),
    (Column::Option2Name, Column::Option2Value),
    (Column::Option3Name, Column::Option3Value),
];

/// Columns without which no product can be read.
const NEEDED: [Column; 3] = [Column::Handle, Column::Title, Column::Price];

/// Where each used column stands in this file.
#[derive(Debug)]
pub(super) struct Columns {
    places: Vec<(Column, usize)>,
    /// Names in the file's order, to say which cell holds a flaw.
    known: Vec<Option<Column>>,
}

impl Columns {
    /// Finds the columns by their names, whatever their case and order.
    pub(super) fn find(header: &[String]) -> Result<Self, FileRefusal> {
        let known: Vec<Option<Column>> = header.iter().map(|cell| named(cell)).collect();
        let mut places = Vec::new();
        for (place, column) in known.iter().enumerate() {
            let Some(column) = *column else { continue };
            if places.iter().any(|(seen, _)| *seen == column) {
                return Err(FileRefusal::RepeatedColumn { column: column.name() });
            }
            places.push((column, place));
        }
        let missing = NEEDED.into_iter().find(|needed| !places.iter().any(|(column, _)| column == needed));
        match missing {
            Some(column) => Err(FileRefusal::MissingColumn { column: column.name() }),
            None => Ok(Self { places, known }),
        }
    }

    /// Number of cells every row must have.
    pub(super) fn count(&self) -> usize {
        self.known.len()
    }

    /// The used column at a place, if it is one.
    pub(super) fn at(&self, place: usize) -> Option<Column> {
        self.known.get(place).copied().flatten()
    }

    /// The cell's text without white space around it; empty when the file has no such column.
    pub(super) fn cell<'r>(&self, cells: &'r [String], column: Column) -> &'r str {
        let place = self.places.iter().find(|(known, _)| *known == column).map(|(_, place)| *place);
        place.and_then(|place| cells.get(place)).map_or("", |cell| cell.trim())
    }
}

fn named(cell: &str) -> Option<Column> {
    let cell = cell.trim();
    Column::ALL.iter().copied().find(|column| column.name().eq_ignore_ascii_case(cell))
}
