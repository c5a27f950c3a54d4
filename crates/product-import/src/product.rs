//! The rows of one group to one product.

use std::collections::{HashMap, HashSet};

use souk_domain::bounds::category::MAX_NAME_CHARS as MAX_TYPE_CHARS;
use souk_domain::bounds::product::{
    MAX_DESCRIPTION_CHARS, MAX_NAME_CHARS, MAX_OPTION_NAME_CHARS, MAX_TAG_CHARS, MAX_TAGS,
};
use souk_domain::bounds::vendor::MAX_NAME_CHARS as MAX_VENDOR_CHARS;
use souk_domain::money::Currency;

use super::columns::{Column, Columns, OPTION_COLUMNS};
use super::draft::{DraftStatus, ImportedProduct, ImportedVariant};
use super::finding::{Finding, FindingCode, Severity};
use super::groups::Group;
use super::images::Images;
use super::limits::{Limits, MAX_HTML_CHARS};
use super::markdown::markdown_from_html;
use super::rows::Row;
use super::values::{RowReader, fold, one_line};
use super::variant::{ProductOption, describes_variant, is_default_title, read_variant};

/// What is the same for every product of a file.
pub(super) struct Reader<'a> {
    pub(super) columns: &'a Columns,
    pub(super) currency: Currency,
    pub(super) limits: &'a Limits,
    pub(super) findings: &'a mut Vec<Finding>,
}

impl Reader<'_> {
    /// Reads a product; when it cannot be used each of its rows is noted, and `None` returned.
    pub(super) fn product(&mut self, group: &Group) -> Option<ImportedProduct> {
        let Some(head) =
            group.rows.iter().find(|row| !self.columns.cell(&row.cells, Column::Title).is_empty())
        else {
            let message =
                format!("No usable row of \"{}\" has a title, so this row was left out.", group.handle);
            for row in &group.rows {
                self.row(row).refuse(Some(Column::Title), FindingCode::TitleMissing, message.clone());
            }
            return None;
        };
        let options = self.options(group, head);
        let mut images = Images::new(self.limits.images);
        let refused_before = self.findings.len();
        let variants = self.variants(group, head, &options, &mut images);
        if variants.is_empty() {
            self.leave_out(group, head, refused_before);
            return None;
        }
        let mut reader = self.row(head);
        let vendor = read_vendor(&mut reader, group);
        let name = reader.line_of_text(Column::Title, MAX_NAME_CHARS);
        let html = reader.cell(Column::Body).to_owned();
        let html = reader.cut(Column::Body, html, MAX_HTML_CHARS);
        let description = markdown_from_html(&html);
        let description = reader.cut(Column::Body, description, MAX_DESCRIPTION_CHARS);
        let product_type = reader.line_of_text(Column::Type, MAX_TYPE_CHARS);
        if reader.flag(Column::GiftCard) == Some(true) {
            let message = "A gift card is imported as an ordinary product.";
            reader.warn(Column::GiftCard, FindingCode::GiftCard, message);
        }
        Some(ImportedProduct {
            line: head.line,
            handle: group.handle.clone(),
            vendor,
            name,
            description,
            product_type: (!product_type.is_empty()).then_some(product_type),
            tags: read_tags(&mut reader),
            status: read_status(&mut reader),
            options: options.into_iter().map(|option| option.name).collect(),
            variants,
            images: images.into_gallery(),
        })
    }

    fn row<'r>(&'r mut self, row: &'r Row) -> RowReader<'r> {
        RowReader { row, columns: self.columns, findings: self.findings }
    }

    /// The options as the first row that names any has them, the product's own row first.
    fn options(&mut self, group: &Group, head: &Row) -> Vec<ProductOption> {
        let names_any = |row: &&Row| {
            OPTION_COLUMNS.iter().any(|(name, _)| !self.columns.cell(&row.cells, *name).is_empty())
        };
        let Some(naming) = std::iter::once(head).chain(&group.rows).find(names_any) else {
            return Vec::new();
        };
        if self.has_no_choice(group, naming, head) {
            return Vec::new();
        }
        let mut reader = self.row(naming);
        let mut options: Vec<ProductOption> = Vec::new();
        for (name_column, value_column) in OPTION_COLUMNS {
            let mut name = reader.line_of_text(name_column, MAX_OPTION_NAME_CHARS);
            if name.is_empty() {
                continue;
            }
            if options.iter().any(|option| fold(&option.name) == fold(&name)) {
                name = format!("{name} {}", options.len() + 1);
                let message = format!("Two options have the same name; this one is called \"{name}\".");
                reader.warn(name_column, FindingCode::OptionNameDiffers, message);
            }
            options.push(ProductOption { name, value_column });
        }
        options
    }

    /// `Title` / `Default Title` alone is how the format writes a product without options.
    fn has_no_choice(&mut self, group: &Group, naming: &Row, head: &Row) -> bool {
        let only_title = self.columns.cell(&naming.cells, Column::Option1Name).eq_ignore_ascii_case("Title")
            && self.columns.cell(&naming.cells, Column::Option2Name).is_empty()
            && self.columns.cell(&naming.cells, Column::Option3Name).is_empty();
        only_title
            && group.rows.iter().all(|row| {
                let placeholder_expected = row.line == head.line;
                let reader = self.row(row);
                let value = reader.cell(Column::Option1Value);
                is_default_title(&reader) || (value.is_empty() && !placeholder_expected)
            })
    }

    fn variants(
        &mut self,
        group: &Group,
        head: &Row,
        options: &[ProductOption],
        images: &mut Images,
    ) -> Vec<ImportedVariant> {
        let mut variants: Vec<ImportedVariant> = Vec::new();
        let mut seen: HashMap<Vec<String>, u64> = HashMap::new();
        let (currency, max) = (self.currency, self.limits.variants);
        for row in &group.rows {
            let mut reader = self.row(row);
            warn_of_other_names(&mut reader, options);
            images.add(&mut reader);
            if row.line != head.line && !describes_variant(&reader) {
                if reader.cell(Column::ImageSrc).is_empty() {
                    reader.warn(
                        Column::Handle,
                        FindingCode::RowUnused,
                        "The row has neither a variant nor a picture.",
                    );
                }
                continue;
            }
            let Some(variant) = read_variant(&mut reader, options, currency) else { continue };
            let combination: Vec<String> = variant.options.iter().map(|option| fold(&option.value)).collect();
            if let Some(line) = seen.get(&combination) {
                let message = format!(
                    "Line {line} already has a variant with these option values; this one was left out."
                );
                reader.refuse(Some(Column::Option1Value), FindingCode::OptionsRepeated, message);
            } else if variants.len() >= max {
                let message = format!("A product may have {max} variants; this one was left out.");
                reader.refuse(None, FindingCode::TooManyVariants, message);
            } else {
                seen.insert(combination, row.line);
                variants.push(variant);
            }
        }
        variants
    }

    /// Names each row of a product without a usable variant, so that none disappears unsaid.
    fn leave_out(&mut self, group: &Group, head: &Row, refused_from: usize) {
        let own = self.findings.get(refused_from..).unwrap_or_default();
        let refused: HashSet<u64> = own
            .iter()
            .filter(|finding| finding.severity == Severity::Error)
            .map(|finding| finding.line)
            .collect();
        let message = format!(
            "None of the variants of \"{}\" can be used, so the product was not imported.",
            group.handle
        );
        self.row(head).refuse(None, FindingCode::NoVariants, message);
        for row in group.rows.iter().filter(|row| row.line != head.line && !refused.contains(&row.line)) {
            let message = "The row's product was not imported.";
            self.row(row).refuse(None, FindingCode::ProductNotImported, message);
        }
    }
}

fn warn_of_other_names(reader: &mut RowReader, options: &[ProductOption]) {
    for (name_column, value_column) in OPTION_COLUMNS {
        let name = one_line(reader.cell(name_column));
        let Some(option) = options.iter().find(|option| option.value_column == value_column) else {
            continue;
        };
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

fn read_vendor(reader: &mut RowReader, group: &Group) -> Option<String> {
    match &group.vendor {
        Some(vendor) => Some(reader.cut(Column::Vendor, vendor.clone(), MAX_VENDOR_CHARS)),
        None => {
            reader.warn(Column::Vendor, FindingCode::VendorMissing, "The product names no vendor.");
            None
        }
    }
}

fn read_tags(reader: &mut RowReader) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    let mut seen: HashSet<String> = HashSet::new();
    let cell = reader.cell(Column::Tags).to_owned();
    for tag in cell.split(',').map(one_line).filter(|tag| !tag.is_empty()) {
        if seen.contains(&fold(&tag)) {
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
        seen.insert(fold(&tag));
        tags.push(tag);
    }
    tags
}

/// Shown only when nothing in the row says otherwise: a product shown by mistake is worse than one to publish.
fn read_status(reader: &mut RowReader) -> DraftStatus {
    let published = match reader.cell(Column::Published) {
        "" => Some(true),
        _ => reader.flag(Column::Published),
    };
    let status = reader.cell(Column::Status).to_ascii_lowercase();
    match status.as_str() {
        "" | "active" if published == Some(true) => DraftStatus::Active,
        "" | "active" | "draft" => DraftStatus::Draft,
        "archived" => {
            reader.warn(
                Column::Status,
                FindingCode::StatusUnknown,
                "An archived product is imported as a draft.",
            );
            DraftStatus::Draft
        }
        _ => {
            let message =
                "The status is none of active, draft and archived; the product is imported as a draft.";
            reader.warn(Column::Status, FindingCode::StatusUnknown, message);
            DraftStatus::Draft
        }
    }
}
