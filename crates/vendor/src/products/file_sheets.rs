//! The files of a product as the editor shows them.

use souk_domain::ids::VariantId;
use souk_market::catalogue::{Download, ProductPage};
use souk_ui::Choice;
use souk_ui::sizes::size;

/// A file in the editor.
#[derive(Clone, Debug)]
pub struct FileSheet {
    pub id: String,
    pub name: String,
    /// "3.4 MB".
    pub size: String,
    /// The variant it comes with; empty where there is but one.
    pub variant: String,
}

/// The files of a product, and the variants that one may be added to.
pub(super) fn file_sheets(page: &ProductPage, files: &[Download]) -> (Vec<FileSheet>, Vec<Choice>) {
    let name_of = |id: VariantId| {
        let found = page.variants.iter().find(|own| own.variant.id == id);
        found.map(|own| own.variant.values().join(" / ")).unwrap_or_default()
    };
    let sheet = |file: &Download| FileSheet {
        id: file.id.to_string(),
        name: file.name.clone(),
        size: size(file.bytes),
        variant: name_of(file.variant),
    };
    let choice = |id: VariantId| {
        let name = Some(name_of(id)).filter(|name| !name.is_empty());
        Choice {
            value: id.to_string(),
            name: name.unwrap_or_else(|| page.product.name.clone()),
            chosen: false,
        }
    };
    let choices = page.variants.iter().map(|own| choice(own.variant.id)).collect();
    (files.iter().map(sheet).collect(), choices)
}
