//! What was noticed while reading a file, line by line.

use std::fmt;

/// Something the shopkeeper should know about a row.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Finding {
    /// First physical line it is about, counted from 1 (the header is line 1).
    pub line: u64,
    /// Last physical line it is about; a row whose description has line breaks spans several.
    pub last_line: u64,
    /// The column's name, where one cell is to blame.
    pub column: Option<&'static str>,
    /// Whether something was left out or only mended.
    pub severity: Severity,
    /// Stable word for the kind of finding.
    pub code: FindingCode,
    /// What is wrong and what was done, in plain words.
    pub message: String,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "line {}", self.line)?;
        if self.last_line > self.line {
            write!(f, "-{}", self.last_line)?;
        }
        write!(f, ": {}: ", self.severity)?;
        if let Some(column) = self.column {
            write!(f, "{column}: ")?;
        }
        write!(f, "{} ({})", self.message, self.code)
    }
}

/// How much a finding costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Severity {
    /// Mended or left aside; the row is used.
    Warning,
    /// The row, or the variant it describes, is not used.
    Error,
}

impl fmt::Display for Severity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Warning => "warning",
            Self::Error => "error",
        })
    }
}

macro_rules! finding_codes {
    ($($(#[$doc:meta])* $name:ident = $word:literal,)+) => {
        /// Stable words for the kinds of finding.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum FindingCode { $($(#[$doc])* $name,)+ }

        impl FindingCode {
            /// The word, as reports and the API show it.
            pub fn as_str(self) -> &'static str {
                match self { $(Self::$name => $word,)+ }
            }
        }
    };
}

finding_codes! {
    /// A quotation mark is opened and not closed, or closed too early.
    BrokenQuotes = "broken_quotes",
    /// The row has filled cells the header does not name, or is torn by a line break.
    WrongCellCount = "wrong_cell_count",
    /// Bytes that are no UTF-8.
    InvalidUtf8 = "invalid_utf8",
    /// The character U+0000, which no text has.
    NullCharacter = "null_character",
    /// Text that was damaged before it came into the file.
    DamagedText = "damaged_text",
    /// Longer than one row may be.
    RowTooLong = "row_too_long",
    /// The file goes on past what one import takes.
    TooManyRows = "too_many_rows",
    /// A column of which nothing is kept.
    ColumnUnused = "column_unused",
    /// The file is in another encoding than UTF-8.
    EncodingConverted = "encoding_converted",
    /// Rows of the file cannot be read, so nothing is taken off sale.
    NothingTakenOff = "nothing_taken_off",
    /// No handle, so the row belongs to no product.
    HandleMissing = "handle_missing",
    /// A handle that cannot be one.
    HandleInvalid = "handle_invalid",
    /// Another handle of the file is the same but for its spelling.
    HandleRepeated = "handle_repeated",
    /// The address of the handle belongs to another product.
    HandleTaken = "handle_taken",
    /// A tax class that the market does not have.
    UnknownTaxClass = "unknown_tax_class",
    /// Rows of one product stand apart in the file.
    RowsApart = "rows_apart",
    /// More rows than one product may have.
    ProductTooLarge = "product_too_large",
    /// No row of the product has a title.
    TitleMissing = "title_missing",
    /// No row of the product names a vendor.
    VendorMissing = "vendor_missing",
    /// A text was longer than allowed and was cut.
    TextCut = "text_cut",
    /// A text was too long or malformed and was left out.
    TextDropped = "text_dropped",
    /// A description whose HTML and Markdown are not the same.
    DescriptionDiffers = "description_differs",
    /// JSON that is none, or of another shape.
    JsonInvalid = "json_invalid",
    /// A picture or a film inside a description became a link.
    MediaLinked = "media_linked",
    /// More tags than allowed.
    TooManyTags = "too_many_tags",
    /// A yes or no that is neither.
    FlagUnknown = "flag_unknown",
    /// A publication state we do not know or do not have.
    StatusUnknown = "status_unknown",
    /// An option differs from what the product's first row says.
    OptionNameDiffers = "option_name_differs",
    /// A variant lacks a value for an option, or has one for no option.
    OptionValueMissing = "option_value_missing",
    /// An option value is too long to be told apart safely.
    OptionValueTooLong = "option_value_too_long",
    /// Two variants of one product have the same option values.
    OptionsRepeated = "options_repeated",
    /// Which stored variant is meant cannot be told.
    VariantUnclear = "variant_unclear",
    /// A variant that is not here yet lacks what it needs.
    VariantNotImported = "variant_not_imported",
    /// No price.
    PriceMissing = "price_missing",
    /// A price that is no amount of money.
    PriceInvalid = "price_invalid",
    /// A former price that is not above the price, or no amount.
    CompareAtDropped = "compare_at_dropped",
    /// A cost that is no amount.
    CostInvalid = "cost_invalid",
    /// A quantity below zero.
    QuantityNegative = "quantity_negative",
    /// A quantity that is no whole number, or beyond belief.
    QuantityInvalid = "quantity_invalid",
    /// A counted variant of which nobody says how many there are.
    StockUncounted = "stock_uncounted",
    /// A weight that is no number of grams.
    WeightInvalid = "weight_invalid",
    /// A weight of part of a gram.
    WeightRounded = "weight_rounded",
    /// An amount of content that cannot be told.
    ContentInvalid = "content_invalid",
    /// A barcode that a spreadsheet took for a number and rounded.
    BarcodeRounded = "barcode_rounded",
    /// A selling policy we do not know.
    PolicyUnknown = "policy_unknown",
    /// A SKU another variant of the vendor already has.
    SkuRepeated = "sku_repeated",
    /// A gift card, which is not sold here.
    GiftCard = "gift_card",
    /// More variants than one product may have.
    TooManyVariants = "too_many_variants",
    /// More pictures than one product may have.
    TooManyImages = "too_many_images",
    /// A picture's address that is no web address.
    ImageUrlInvalid = "image_url_invalid",
    /// A picture the product already has.
    ImageRepeated = "image_repeated",
    /// A picture position that is no whole number.
    ImagePositionInvalid = "image_position_invalid",
    /// A row that says nothing new.
    RowUnused = "row_unused",
    /// None of the product's variants is usable.
    NoVariants = "no_variants",
    /// A category that the market does not have.
    CategoryUnknown = "category_unknown",
    /// A place with stock that is not here.
    LocationUnknown = "location_unknown",
    /// A variant that is not here.
    VariantUnknown = "variant_unknown",
    /// A count that a rule refuses.
    CountRefused = "count_refused",
    /// The row's product was not imported.
    ProductNotImported = "product_not_imported",
}

impl fmt::Display for FindingCode {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.as_str())
    }
}
