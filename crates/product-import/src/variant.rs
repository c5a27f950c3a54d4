//! One row to one variant.

use souk_domain::bounds::variant::{MAX_BARCODE_CHARS, MAX_OPTION_VALUE_CHARS, MAX_SKU_CHARS};
use souk_domain::money::{Currency, MoneyError};

use super::columns::{Column, OPTION_COLUMNS};
use super::draft::{ImportedOption, ImportedVariant};
use super::finding::FindingCode;
use super::values::{RowReader, one_line};

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
    telling.into_iter().chain(values).any(|column| !reader.cell(column).is_empty())
}

/// Reads the variant; what keeps it from being used is noted, and `None` returned.
pub(super) fn read_variant(
    reader: &mut RowReader,
    options: &[ProductOption],
    currency: Currency,
) -> Option<ImportedVariant> {
    let options = read_options(reader, options);
    let price = read_price(reader, currency);
    let (options, price) = (options?, price?);
    let tracked = !reader.cell(Column::Tracker).is_empty();
    let quantity = reader.quantity();
    if tracked && quantity.is_none() {
        reader.warn(
            Column::Quantity,
            FindingCode::QuantityInvalid,
            "A counted variant has no quantity; 0 was taken.",
        );
    }
    Some(ImportedVariant {
        line: reader.row.line,
        options,
        sku: reader.whole_word(Column::Sku, MAX_SKU_CHARS),
        price,
        compare_at: read_compare_at(reader, price, currency),
        quantity: quantity.unwrap_or(0),
        tracked,
        backorder: read_policy(reader) == Policy::Continue,
        requires_shipping: reader.flag(Column::RequiresShipping).unwrap_or(true),
        taxable: reader.flag(Column::Taxable).unwrap_or(true),
        weight_g: reader.weight_g(),
        barcode: reader.whole_word(Column::Barcode, MAX_BARCODE_CHARS),
        content: reader.content(),
        image_url: reader.url(Column::VariantImage),
    })
}

fn read_options(reader: &mut RowReader, options: &[ProductOption]) -> Option<Vec<ImportedOption>> {
    let mut chosen = Vec::with_capacity(options.len());
    for option in options {
        let value = one_line(reader.cell(option.value_column));
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
        chosen.push(ImportedOption { name: option.name.clone(), value });
    }
    let nameless = OPTION_COLUMNS.into_iter().find(|(_, value)| {
        if options.iter().any(|option| option.value_column == *value) || reader.cell(*value).is_empty() {
            return false;
        }
        let placeholder = options.is_empty() && *value == Column::Option1Value && is_default_title(reader);
        !placeholder
    });
    if let Some((name, value)) = nameless {
        let message = format!(
            "There is a value but no \"{}\" for it on the product's first row; the variant was left out.",
            name.name()
        );
        reader.refuse(Some(value), FindingCode::OptionValueMissing, message);
        return None;
    }
    Some(chosen)
}

/// The placeholder the format writes for a product without options.
pub(super) fn is_default_title(reader: &RowReader) -> bool {
    reader.cell(Column::Option1Value).eq_ignore_ascii_case("Default Title")
}

fn read_price(reader: &mut RowReader, currency: Currency) -> Option<i64> {
    match reader.price(Column::Price, currency) {
        Ok(price) => Some(price),
        Err(MoneyError::Empty) => {
            let message = "The variant has no price and was left out.";
            reader.refuse(Some(Column::Price), FindingCode::PriceMissing, message);
            None
        }
        Err(error) => {
            let message = format!("The variant was left out: {error}.");
            reader.refuse(Some(Column::Price), FindingCode::PriceInvalid, message);
            None
        }
    }
}

fn read_compare_at(reader: &mut RowReader, price: i64, currency: Currency) -> Option<i64> {
    let column = Column::CompareAt;
    match reader.price(column, currency) {
        Ok(compare_at) if compare_at > price => Some(compare_at),
        Ok(_) => {
            let message = "The former price is not above the price and was left out.";
            reader.warn(column, FindingCode::CompareAtDropped, message);
            None
        }
        Err(MoneyError::Empty) => None,
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

#[derive(PartialEq, Eq)]
enum Policy {
    Deny,
    Continue,
}

fn read_policy(reader: &mut RowReader) -> Policy {
    match reader.cell(Column::Policy).to_ascii_lowercase().as_str() {
        "" | "deny" => Policy::Deny,
        "continue" => Policy::Continue,
        _ => {
            let message = "The policy is neither deny nor continue; deny was taken.";
            reader.warn(Column::Policy, FindingCode::PolicyUnknown, message);
            Policy::Deny
        }
    }
}
