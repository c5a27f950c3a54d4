//! One row to one variant.

use souk_domain::bounds::variant::{MAX_BARCODE_CHARS, MAX_OPTION_VALUE_CHARS, MAX_SKU_CHARS};
use souk_domain::money::{Currency, MoneyError};

use super::columns::{Column, OPTION_COLUMNS};
use super::draft::ImportedVariant;
use super::finding::FindingCode;
use super::values::{RowReader, is_web_address, one_line};

/// An option of the product and the column its values stand in.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ProductOption {
    pub(super) name: String,
    pub(super) value_column: Column,
}

/// Whether a row that is not the product's first describes a variant, and not only a picture.
pub(super) fn describes_variant(reader: &RowReader) -> bool {
    let telling = [Column::Price, Column::Sku, Column::Barcode];
    let values = OPTION_COLUMNS.iter().map(|(_, value)| *value);
    telling.into_iter().chain(values).any(|column| !reader.text(column).is_empty())
}

/// Reads the variant; when it cannot be told which one it is, that is noted, and `None` returned.
pub(super) fn read_variant(
    reader: &mut RowReader,
    options: &[ProductOption],
    currency: Currency,
) -> Option<ImportedVariant> {
    let values = read_values(reader, options)?;
    let price = read_price(reader, currency);
    let quantity = reader.quantity();
    Some(ImportedVariant {
        line: reader.row.line,
        values,
        sku: reader.whole_word(Column::Sku, MAX_SKU_CHARS),
        price,
        compare_at: read_compare_at(reader, price, currency),
        cost: read_cost(reader, currency),
        quantity,
        tracked: reader.cell(Column::Tracker).map(|tracker| !tracker.is_empty()),
        backorder: read_policy(reader),
        requires_shipping: reader.flag(Column::RequiresShipping),
        taxable: reader.flag(Column::Taxable),
        weight_g: reader.weight_g(),
        barcode: reader.barcode(MAX_BARCODE_CHARS),
        content: reader.content(),
        is_unique: reader.flag(Column::Unique),
        image_urls: read_image_urls(reader),
    })
}

fn read_image_urls(reader: &mut RowReader) -> Option<Vec<String>> {
    let further = reader.cell(Column::MoreImages);
    let mut urls = match reader.cell(Column::VariantImage) {
        None if further.is_none() => return None,
        None | Some("") => Vec::new(),
        Some(_) => vec![reader.url(Column::VariantImage)?],
    };
    // no address has white space
    for url in further.unwrap_or_default().split_whitespace() {
        if is_web_address(url) {
            urls.push(url.to_owned());
        } else {
            let message = format!("\"{url}\" is no address of a picture and was left out.");
            reader.warn(Column::MoreImages, FindingCode::ImageUrlInvalid, message);
        }
    }
    Some(urls)
}

fn read_values(reader: &mut RowReader, options: &[ProductOption]) -> Option<Vec<String>> {
    let mut chosen = Vec::with_capacity(options.len());
    for option in options {
        let value = one_line(reader.text(option.value_column));
        if value.is_empty() {
            let message = format!("The variant has no value for \"{}\" and was left out.", option.name);
            reader.refuse(Some(option.value_column), FindingCode::OptionValueMissing, message);
            return None;
        }
        if value.chars().count() > MAX_OPTION_VALUE_CHARS {
            let message = format!(
                "An option value may have {MAX_OPTION_VALUE_CHARS} characters; the variant was left out."
            );
            reader.refuse(Some(option.value_column), FindingCode::OptionValueTooLong, message);
            return None;
        }
        chosen.push(value);
    }
    let nameless = OPTION_COLUMNS.into_iter().find(|(_, value)| {
        if options.iter().any(|option| option.value_column == *value) || reader.text(*value).is_empty() {
            return false;
        }
        let placeholder = options.is_empty() && *value == Column::Option1Value && is_default_title(reader);
        !placeholder
    });
    if let Some((name, value)) = nameless {
        let message = format!(
            "There is a value but no \"{}\" for it on the product's first row; the variant was left out.",
            reader.columns.name(name)
        );
        reader.refuse(Some(value), FindingCode::OptionValueMissing, message);
        return None;
    }
    Some(chosen)
}

/// The placeholder the format writes for a product without options.
pub(super) const DEFAULT_TITLE: &str = "Default Title";

/// Whether a row has the placeholder.
pub(super) fn is_default_title(reader: &RowReader) -> bool {
    reader.text(Column::Option1Value).eq_ignore_ascii_case(DEFAULT_TITLE)
}

/// What becomes of a variant whose price is not there or not to be read.
const WITHOUT_PRICE: &str = "One that is here already keeps its price, a new one is left out.";

fn read_price(reader: &mut RowReader, currency: Currency) -> Option<i64> {
    reader.cell(Column::Price)?;
    match reader.price(Column::Price, currency) {
        Ok(price) => Some(price),
        Err(MoneyError::Empty) => {
            let message = format!("The variant has no price. {WITHOUT_PRICE}");
            reader.refuse(Some(Column::Price), FindingCode::PriceMissing, message);
            None
        }
        Err(error) => {
            let message = format!("This is no price: {error}. {WITHOUT_PRICE}");
            reader.refuse(Some(Column::Price), FindingCode::PriceInvalid, message);
            None
        }
    }
}

fn read_compare_at(reader: &mut RowReader, price: Option<i64>, currency: Currency) -> Option<Option<i64>> {
    let column = Column::CompareAt;
    reader.cell(column)?;
    match reader.price(column, currency) {
        Ok(compare_at) if price.is_none_or(|price| compare_at > price) => Some(Some(compare_at)),
        // how the format writes that nothing was lowered
        Ok(0) | Err(MoneyError::Empty) => Some(None),
        Ok(_) => {
            let message = "The former price is not above the price and was left out.";
            reader.warn(column, FindingCode::CompareAtDropped, message);
            Some(None)
        }
        Err(error) => {
            reader.warn(
                column,
                FindingCode::CompareAtDropped,
                format!("The former price was left out: {error}."),
            );
            None
        }
    }
}

fn read_cost(reader: &mut RowReader, currency: Currency) -> Option<Option<i64>> {
    let column = Column::Cost;
    reader.cell(column)?;
    match reader.price(column, currency) {
        Ok(cost) => Some(Some(cost)),
        Err(MoneyError::Empty) => Some(None),
        Err(error) => {
            reader.warn(column, FindingCode::CostInvalid, format!("The cost was left out: {error}."));
            None
        }
    }
}

/// Whether it may be sold beyond what is on hand.
fn read_policy(reader: &mut RowReader) -> Option<bool> {
    match reader.text(Column::Policy).to_ascii_lowercase().as_str() {
        "" => None,
        "deny" | "false" | "no" => Some(false),
        "continue" | "true" | "yes" => Some(true),
        _ => {
            let message = "The policy is neither deny nor continue; what is stored stays, and a new one is not sold beyond its stock.";
            reader.warn(Column::Policy, FindingCode::PolicyUnknown, message);
            None
        }
    }
}
