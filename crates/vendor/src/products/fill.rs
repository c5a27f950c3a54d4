//! From a product to the form that changes nothing of it.

use souk_domain::bounds::product::MAX_OPTIONS;
use souk_domain::money::{Currency, to_decimal};
use souk_market::catalogue::{ImageOnPage, ProductPage, VariantOnPage};

use super::form::{MAX_ROWS, OptionForm, ProductForm, VariantForm};

/// The form of a product as it is stored. One with more variants than a page edits comes without them.
pub(super) fn form_of(page: &ProductPage, currency: Currency) -> ProductForm {
    let product = &page.product;
    let details = product.details();
    let lines = |pairs: &mut dyn Iterator<Item = String>| pairs.collect::<Vec<_>>().join("\n");
    let is_small = page.variants.len() <= MAX_ROWS;
    ProductForm {
        revision: product.revision.to_string(),
        key: String::new(),
        name: product.name.clone(),
        category: product.category.to_string(),
        description: product.description.clone(),
        status: product.status.as_str().to_owned(),
        brand: details.brand,
        tax_class: details.tax_class.to_string(),
        tags: product.tags().join("\n"),
        slug: product.slug.clone(),
        seo_title: details.seo_title,
        seo_description: details.seo_description,
        specs: lines(&mut product.specs().into_iter().map(|(name, value)| format!("{name}: {value}"))),
        metadata: lines(
            &mut details.metadata.into_iter().map(|(key, value)| format!("{key} = {}", escaped(&value))),
        ),
        options: options_of(page, is_small),
        variants: page
            .variants
            .iter()
            .filter(|_| is_small)
            .map(|variant| row_of(variant, currency))
            .collect(),
        sure: String::new(),
        alts: Vec::new(),
        download_of: String::new(),
    }
}

/// Whether a form says what is saved, so that nothing is lost with it: a text for a picture, too.
pub(super) fn is_as_saved(form: &ProductForm, page: &ProductPage, currency: Currency) -> bool {
    let saved = form_of(page, currency);
    let is_told =
        |image: &ImageOnPage| form.alt(&image.id.to_string()).is_none_or(|alt| alt.trim() == image.alt);
    // what no field says
    let stocks = |rows: &[VariantForm]| -> Vec<VariantForm> {
        let row = |row: &VariantForm| VariantForm { stock: String::new(), ..row.clone() };
        rows.iter().map(row).collect()
    };
    let comparable = |form: &ProductForm| ProductForm {
        key: String::new(),
        options: if saved.variants.is_empty() { Vec::new() } else { form.options.clone() },
        variants: if saved.variants.is_empty() { Vec::new() } else { stocks(&form.variants) },
        sure: String::new(),
        alts: Vec::new(),
        download_of: String::new(),
        ..form.clone()
    };
    page.images.iter().all(is_told)
        && form.variants.iter().all(|row| !row.id.is_empty())
        && comparable(form) == comparable(&saved)
}

/// A value on one line: what breaks lines is written as in programs.
pub(super) fn escaped(value: &str) -> String {
    value.replace('\\', "\\\\").replace('\r', "\\r").replace('\n', "\\n")
}

/// The value of such a line.
pub(super) fn unescaped(text: &str) -> String {
    let mut value = String::with_capacity(text.len());
    let mut letters = text.chars();
    while let Some(letter) = letters.next() {
        match (letter, letter == '\\') {
            (_, true) => match letters.next() {
                Some('n') => value.push('\n'),
                Some('r') => value.push('\r'),
                Some(other) => value.push(other),
                None => value.push('\\'),
            },
            (letter, false) => value.push(letter),
        }
    }
    value
}

fn options_of(page: &ProductPage, is_small: bool) -> Vec<OptionForm> {
    let option = |(place, name): (usize, &String)| {
        let mut values: Vec<String> = Vec::new();
        for value in page.variants.iter().filter_map(|variant| variant.variant.values().get(place).cloned()) {
            if !values.contains(&value) {
                values.push(value);
            }
        }
        OptionForm { name: name.clone(), values: if is_small { values.join("\n") } else { String::new() } }
    };
    let mut options: Vec<OptionForm> = page.options.iter().enumerate().map(option).collect();
    options.resize_with(MAX_OPTIONS, OptionForm::default);
    options
}

fn row_of(found: &VariantOnPage, currency: Currency) -> VariantForm {
    let row = &found.variant;
    let money = |minor: Option<i64>| minor.map(|minor| to_decimal(minor, currency)).unwrap_or_default();
    let content = row.content();
    VariantForm {
        id: row.id.to_string(),
        values: row.values(),
        price: to_decimal(row.price, currency),
        was: money(row.compare_at),
        cost: money(row.cost),
        sku: row.sku.clone().unwrap_or_default(),
        barcode: row.barcode.clone().unwrap_or_default(),
        weight: row.weight_g.to_string(),
        stock: found.available.map(|left| left.to_string()).unwrap_or_default(),
        low: row.low_stock_at.map(|few| few.to_string()).unwrap_or_default(),
        content: content.map(|content| content.amount().to_string()).unwrap_or_default(),
        unit: content.map(|content| content.unit().as_str().to_owned()).unwrap_or_default(),
        is_unique: row.is_unique,
        is_tracked: row.tracked,
        takes_backorders: row.backorder,
        is_shipped: row.requires_shipping,
        is_taxed: row.taxable,
        is_left_out: false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_value_of_several_lines_stands_on_one_and_comes_back() {
        for value in ["", "one\ntwo", "a\\n", "C:\\new\r\n", "\\"] {
            let line = escaped(value);
            assert_eq!(line.lines().count().max(1), 1, "{line}");
            assert_eq!(unescaped(&line), value);
        }
    }
}
