//! The rows of one group to one product.

use std::collections::{BTreeMap, HashMap, HashSet};

use serde::de::DeserializeOwned;

use souk_domain::bounds::category::{MAX_LEVELS, MAX_NAME_CHARS as MAX_TYPE_CHARS};
use souk_domain::bounds::product::{
    MAX_BRAND_CHARS, MAX_DESCRIPTION_CHARS, MAX_METADATA_VALUE_CHARS, MAX_NAME_CHARS, MAX_OPTION_NAME_CHARS,
    MAX_SEO_DESCRIPTION_CHARS, MAX_SEO_TITLE_CHARS, MAX_SPEC_CHARS, MAX_SPECS, MAX_TAG_CHARS, MAX_TAGS,
};
use souk_domain::bounds::tax::MAX_CLASS_CHARS;
use souk_domain::bounds::vendor::MAX_NAME_CHARS as MAX_VENDOR_CHARS;
use souk_domain::metadata;
use souk_domain::money::Currency;
use souk_domain::tax::TaxClassCode;

use super::columns::{Column, Columns, OPTION_COLUMNS};
use super::draft::{DraftStatus, ImportedProduct, ImportedVariant};
use super::finding::{Finding, FindingCode, Severity};
use super::groups::Group;
use super::guard::{parted, unguarded};
use super::images::Images;
use super::limits::{Limits, MAX_HTML_CHARS};
use super::markdown::{Converted, convert, description_html};
use super::number::DecimalMark;
use super::row::Row;
use super::values::{RowReader, one_line};
use super::variant::{DEFAULT_TITLE, ProductOption, describes_variant, is_default_title, read_variant};

/// What is the same for every product of a file.
pub(super) struct Reader<'a> {
    pub(super) columns: &'a Columns,
    pub(super) currency: Currency,
    pub(super) mark: Option<DecimalMark>,
    pub(super) limits: &'a Limits,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    /// Reads a product; when nothing of it can be used that is noted, and `None` returned.
    pub(super) fn product(&mut self, group: &Group) -> Option<ImportedProduct> {
        let first = group.rows.first()?;
        let titled = group.rows.iter().find(|row| !self.columns.text(row, Column::Title).is_empty());
        // where no row can have a title the first speaks for the product; where one should and none has, none does
        let head = if self.columns.has(Column::Title) { titled } else { Some(first) };
        if head.is_none() {
            let message = format!(
                "No usable row of \"{}\" has a title: what is stored of the product itself stays, and a new product is not made.",
                group.handle
            );
            self.row(first).warn(Column::Title, FindingCode::TitleMissing, message);
        }
        if self.row(head.unwrap_or(first)).flag(Column::GiftCard) == Some(true) {
            let message = "A gift card was left out: it is money, not goods, and Souk sells none.";
            self.row(head.unwrap_or(first)).warn(Column::GiftCard, FindingCode::GiftCard, message);
            return None;
        }
        let options = self.options(group, head);
        let mut images = Images::new(self.limits.images);
        let read = self.variants(group, head, &options, &mut images);
        if read.variants.is_empty() && !read.all_read {
            let message = format!(
                "None of the variants of \"{}\" can be used: what is stored stays, and a new product is not made.",
                group.handle
            );
            self.row(head.unwrap_or(first)).refuse(None, FindingCode::NoVariants, message);
        }
        // a list of prices or of stock need not name all there is
        let describes = [Column::Title, Column::Price].iter().all(|column| self.columns.has(*column));
        let is_full = describes && options.are_named && head.is_some() && group.is_whole;
        let mut product = ImportedProduct {
            line: head.unwrap_or(first).line,
            handle: group.handle.clone(),
            vendor: None,
            name: None,
            description: None,
            product_type: None,
            category: None,
            tags: None,
            published: None,
            status: None,
            brand: None,
            tax_class: None,
            specs: None,
            seo_title: None,
            seo_description: None,
            metadata: Vec::new(),
            all_metadata: None,
            options: options.are_named.then(|| options.list.into_iter().map(|option| option.name).collect()),
            option_columns: self.columns.option_columns(),
            has_all_variants: is_full && read.all_read && !read.variants.is_empty(),
            variants: read.variants,
            has_all_images: is_full && images.all_used(),
            images: self.columns.has(Column::ImageSrc).then(|| images.into_gallery()),
        };
        let mut reader = self.row(head.unwrap_or(first));
        product.vendor = read_vendor(&mut reader, group);
        if head.is_some() {
            read_texts(&mut reader, &mut product);
        }
        Some(product)
    }

    fn row<'r>(&'r mut self, row: &'r Row) -> RowReader<'r> {
        RowReader { row, columns: self.columns, findings: self.findings, mark: self.mark }
    }

    /// The options as the first row that names any has them, the product's own row first.
    fn options(&mut self, group: &Group, head: Option<&Row>) -> Options {
        let names_any =
            |row: &&Row| OPTION_COLUMNS.iter().any(|(name, _)| !self.columns.text(row, *name).is_empty());
        let Some(naming) = head.into_iter().chain(&group.rows).find(names_any) else {
            let could_name = OPTION_COLUMNS.iter().any(|(name, _)| self.columns.has(*name));
            return if could_name && head.is_some() {
                Options { list: Vec::new(), are_named: true }
            } else {
                self.nameless_options(group)
            };
        };
        if self.has_no_choice(group, naming, head) {
            return Options { list: Vec::new(), are_named: true };
        }
        let mut reader = self.row(naming);
        let mut options: Vec<ProductOption> = Vec::new();
        for (name_column, value_column) in OPTION_COLUMNS {
            let mut name = reader.line_of_text(name_column, MAX_OPTION_NAME_CHARS).unwrap_or_default();
            if name.is_empty() {
                continue;
            }
            if options.iter().any(|option| super::values::fold(&option.name) == super::values::fold(&name)) {
                name = format!("{name} {}", options.len() + 1);
                let message = format!("Two options have the same name; this one is called \"{name}\".");
                reader.warn(name_column, FindingCode::OptionNameDiffers, message);
            }
            options.push(ProductOption { name, value_column });
        }
        Options { list: options, are_named: true }
    }

    /// Options of which only values are here: they point at variants that are stored.
    fn nameless_options(&self, group: &Group) -> Options {
        let has_values = |column: Column| {
            let mut values = group.rows.iter().map(|row| self.columns.text(row, column));
            values.any(|value| !value.is_empty() && !value.eq_ignore_ascii_case(DEFAULT_TITLE))
        };
        let list = OPTION_COLUMNS.iter().map(|(_, value)| *value).filter(|value| has_values(*value));
        let option =
            |value_column| ProductOption { name: self.columns.name(value_column).to_owned(), value_column };
        Options { list: list.map(option).collect(), are_named: false }
    }

    /// `Title` / `Default Title` alone is how the format writes a product without options.
    fn has_no_choice(&mut self, group: &Group, naming: &Row, head: Option<&Row>) -> bool {
        let only_title = self.columns.text(naming, Column::Option1Name).eq_ignore_ascii_case("Title")
            && self.columns.text(naming, Column::Option2Name).is_empty()
            && self.columns.text(naming, Column::Option3Name).is_empty();
        only_title
            && group.rows.iter().all(|row| {
                let placeholder_expected = head.is_some_and(|head| row.line == head.line);
                let reader = self.row(row);
                let value = reader.text(Column::Option1Value);
                is_default_title(&reader) || (value.is_empty() && !placeholder_expected)
            })
    }

    fn variants(
        &mut self,
        group: &Group,
        head: Option<&Row>,
        options: &Options,
        images: &mut Images,
    ) -> Read {
        let mut read = Read { variants: Vec::new(), all_read: true };
        let mut seen: HashMap<Vec<String>, u64> = HashMap::new();
        let (currency, max) = (self.currency, self.limits.variants);
        let has_variants = self.columns.has_variants();
        for row in &group.rows {
            let mut reader = self.row(row);
            warn_of_damage(&mut reader);
            warn_of_other_names(&mut reader, &options.list);
            images.add(&mut reader);
            let is_head = head.is_some_and(|head| row.line == head.line);
            if !has_variants {
                continue;
            }
            if !is_head && !describes_variant(&reader) {
                if reader.text(Column::ImageSrc).is_empty() {
                    reader.warn(
                        Column::Handle,
                        FindingCode::RowUnused,
                        "The row has neither a variant nor a picture.",
                    );
                }
                continue;
            }
            let Some(variant) = read_variant(&mut reader, &options.list, currency) else {
                read.all_read = false;
                continue;
            };
            let mut identity = variant.values.clone();
            if !options.are_named {
                // without the options' columns a variant is pointed at by its SKU
                identity.extend(variant.sku.clone());
            }
            if let Some(line) = seen.get(&identity) {
                let message = format!(
                    "Line {line} already has a variant with these option values; this one was left out."
                );
                reader.refuse(Some(Column::Option1Value), FindingCode::OptionsRepeated, message);
                read.all_read = false;
            } else if read.variants.len() >= max {
                let message = format!("A product may have {max} variants; this one was left out.");
                reader.refuse(None, FindingCode::TooManyVariants, message);
                read.all_read = false;
            } else {
                seen.insert(identity, row.line);
                read.variants.push(variant);
            }
        }
        read
    }
}

/// The options of a product, and whether the file names them.
struct Options {
    list: Vec<ProductOption>,
    are_named: bool,
}

/// The variants of a product, and whether every row that has one could be read.
struct Read {
    variants: Vec<ImportedVariant>,
    all_read: bool,
}

/// Text that was in another encoding before somebody saved it wrongly.
fn warn_of_damage(reader: &mut RowReader) {
    let damaged = (0..reader.row.count())
        .find(|place| reader.row.cell(*place).is_some_and(|cell| cell.contains('\u{fffd}')));
    if let Some(place) = damaged {
        let message = "A character was lost before the text came into this file. Export it again as UTF-8.";
        let column = reader.columns.name_at(place);
        reader.findings.push(reader.row.finding(
            Severity::Warning,
            column,
            FindingCode::DamagedText,
            message,
        ));
    }
}

fn warn_of_other_names(reader: &mut RowReader, options: &[ProductOption]) {
    for (name_column, value_column) in OPTION_COLUMNS {
        let name = one_line(reader.text(name_column));
        let Some(option) = options.iter().find(|option| option.value_column == value_column) else {
            continue;
        };
        let fold = super::values::fold;
        let ours = fold(&option.name);
        if !name.is_empty() && !ours.starts_with(&fold(&name)) && !fold(&name).starts_with(&ours) {
            let message = format!(
                "The option is called \"{}\" on the product's first row; that name was kept.",
                option.name
            );
            reader.warn(name_column, FindingCode::OptionNameDiffers, message);
        }
    }
}

/// What the product's own row says of it.
fn read_texts(reader: &mut RowReader, product: &mut ImportedProduct) {
    product.name = reader.line_of_text(Column::Title, MAX_NAME_CHARS);
    product.description = read_description(reader);
    product.product_type = reader.line_of_text(Column::Type, MAX_TYPE_CHARS);
    product.category = read_category(reader);
    product.tags = read_tags(reader);
    product.published = reader.flag(Column::Published);
    product.status = read_status(reader);
    product.brand = reader.line_of_text(Column::Brand, MAX_BRAND_CHARS);
    product.tax_class = read_tax_class(reader);
    product.specs = read_specs(reader);
    product.seo_title = reader.line_of_text(Column::SeoTitle, MAX_SEO_TITLE_CHARS);
    product.seo_description = reader.line_of_text(Column::SeoDescription, MAX_SEO_DESCRIPTION_CHARS);
    product.metadata = read_metadata(reader);
    product.all_metadata = read_all_metadata(reader);
}

/// The word of a tax class as it is written here: other shops call the usual ones `reduced-rate` and `zero-rate`.
fn read_tax_class(reader: &mut RowReader) -> Option<String> {
    let word =
        reader.whole_word(Column::TaxClass, MAX_CLASS_CHARS)?.trim().to_lowercase().replace([' ', '_'], "-");
    Some(match word.as_str() {
        "" | "parent" => TaxClassCode::STANDARD.to_owned(),
        "reduced-rate" => "reduced".to_owned(),
        "zero-rate" => "zero".to_owned(),
        _ => word,
    })
}

/// The Markdown where the file has it and the HTML is what it gives, or is not there. HTML that differs was written by
/// somebody since, and holds.
fn read_description(reader: &mut RowReader) -> Option<String> {
    let html = reader.cell(Column::Body);
    let markdown = reader.text(Column::Markdown);
    if !markdown.is_empty() {
        let edited = html.filter(|html| !html.is_empty() && *html != description_html(markdown).trim());
        if edited.is_none() {
            return Some(reader.cut(Column::Markdown, markdown.to_owned(), MAX_DESCRIPTION_CHARS));
        }
        let name = reader.columns.name(Column::Markdown);
        let message = format!(
            "The description differs from the one in \"{name}\", which was left aside. Empty one of them."
        );
        reader.warn(Column::Body, FindingCode::DescriptionDiffers, message);
    }
    if html.is_none() && reader.cell(Column::Markdown).is_some() {
        return Some(String::new());
    }
    let html = html?.to_owned();
    let html = reader.cut(Column::Body, html, MAX_HTML_CHARS);
    let Converted { markdown, media } = convert(&html);
    if media > 0 {
        let message =
            format!("Pictures and films inside the description that became links to them: {media}.");
        reader.warn(Column::Body, FindingCode::MediaLinked, message);
    }
    Some(reader.cut(Column::Body, markdown, MAX_DESCRIPTION_CHARS))
}

fn read_vendor(reader: &mut RowReader, group: &Group) -> Option<String> {
    match &group.vendor {
        Some(vendor) => Some(reader.cut(Column::Vendor, vendor.clone(), MAX_VENDOR_CHARS)),
        None => {
            reader.warn(Column::Vendor, FindingCode::VendorMissing, "The product names no vendor.");
            None
        }
    }
}

/// `Apparel > Clothing > Shirts`, level by level.
fn read_category(reader: &mut RowReader) -> Option<Vec<String>> {
    let path = reader.cell(Column::Category)?;
    let mut levels: Vec<String> =
        parted(path, '>').iter().map(|level| one_line(level)).filter(|level| !level.is_empty()).collect();
    let most = MAX_LEVELS as usize;
    let too_long = levels.iter().any(|level| level.chars().count() > MAX_TYPE_CHARS);
    if levels.len() > most || too_long {
        let message = format!(
            "A category has {most} levels of {MAX_TYPE_CHARS} characters; the levels below were left out."
        );
        reader.warn(Column::Category, FindingCode::TextCut, message);
        let fitting = levels.iter().take_while(|level| level.chars().count() <= MAX_TYPE_CHARS).count();
        levels.truncate(fitting.min(most));
    }
    Some(levels)
}

fn read_tags(reader: &mut RowReader) -> Option<Vec<String>> {
    let cell = reader.cell(Column::Tags)?;
    let mut tags: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    for tag in parted(cell, ',').iter().map(|tag| one_line(tag)).filter(|tag| !tag.is_empty()) {
        let folded = super::values::fold(&tag);
        if seen.contains(&folded) {
            continue;
        }
        if tag.chars().count() > MAX_TAG_CHARS {
            let message = format!("A tag may have {MAX_TAG_CHARS} characters; a longer one was left out.");
            reader.warn(Column::Tags, FindingCode::TextDropped, message);
            continue;
        }
        if tags.len() >= MAX_TAGS {
            let message = format!("A product may have {MAX_TAGS} tags; the others were left out.");
            reader.warn(Column::Tags, FindingCode::TooManyTags, message);
            break;
        }
        seen.insert(folded);
        tags.push(tag);
    }
    Some(tags)
}

fn read_status(reader: &mut RowReader) -> Option<DraftStatus> {
    match reader.text(Column::Status).to_ascii_lowercase().as_str() {
        "" => None,
        "active" => Some(DraftStatus::Active),
        "draft" => Some(DraftStatus::Draft),
        "archived" => Some(DraftStatus::Archived),
        _ => {
            // shown by mistake is worse than one to publish
            let message =
                "The status is none of active, draft and archived; the product is imported as a draft.";
            reader.warn(Column::Status, FindingCode::StatusUnknown, message);
            Some(DraftStatus::Draft)
        }
    }
}

fn read_metadata(reader: &mut RowReader) -> Vec<(String, String)> {
    let mut kept = Vec::new();
    for (key, place) in reader.columns.metadata() {
        let Some(value) = reader.row.cell(*place).map(unguarded) else { continue };
        if value.chars().count() > MAX_METADATA_VALUE_CHARS {
            let message =
                format!("\"{key}\" has more than {MAX_METADATA_VALUE_CHARS} characters and was left out.");
            reader.findings.push(reader.row.finding(
                Severity::Warning,
                None,
                FindingCode::TextDropped,
                message,
            ));
            continue;
        }
        kept.push((key.clone(), value.chars().filter(|c| !c.is_control() || *c == '\n').collect()));
    }
    kept
}

fn read_specs(reader: &mut RowReader) -> Option<Vec<(String, String)>> {
    let specs: Vec<(String, String)> = json(reader, Column::Specs)?;
    let line =
        |text: &String| (1..=MAX_SPEC_CHARS).contains(&text.chars().count()) && one_line(text) == *text;
    if specs.len() > MAX_SPECS || !specs.iter().all(|(name, value)| line(name) && line(value)) {
        let message = format!(
            "A product has at most {MAX_SPECS} particulars, each of a name and a value of one line and at most {MAX_SPEC_CHARS} characters; these were left out."
        );
        reader.warn(Column::Specs, FindingCode::TextDropped, message);
        return None;
    }
    Some(specs)
}

fn read_all_metadata(reader: &mut RowReader) -> Option<BTreeMap<String, String>> {
    let metadata: BTreeMap<String, String> = json(reader, Column::Metadata)?;
    match metadata::checked("", &metadata) {
        Ok(checked) => Some(checked),
        Err(field) => {
            let message = format!("{} The metadata was left out.", field.detail);
            reader.warn(Column::Metadata, FindingCode::TextDropped, message);
            None
        }
    }
}

/// What a cell of JSON says, nothing where it is blank; not said, with a warning, when it is not of this shape.
fn json<T: Default + DeserializeOwned>(reader: &mut RowReader, column: Column) -> Option<T> {
    let text = reader.cell(column)?;
    if text.is_empty() {
        return Some(T::default());
    }
    match serde_json::from_str(text) {
        Ok(read) => Some(read),
        Err(error) => {
            let message = format!("This is not the JSON that Souk writes here, and was left out: {error}.");
            reader.warn(column, FindingCode::JsonInvalid, message);
            None
        }
    }
}
