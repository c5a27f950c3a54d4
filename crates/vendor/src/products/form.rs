//! What the editor's form holds, as it was typed: nothing of it is lost, whatever is wrong with it.

use souk_domain::bounds::product::{MAX_OPTIONS, MAX_PICTURES};

/// Variants that one page edits: more are changed by a file or the API.
pub(super) const MAX_ROWS: usize = 100;

/// The form of a product.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ProductForm {
    /// At which revision it was shown; empty: it is new.
    pub revision: String,
    /// Tells one sending of a new product from the next.
    pub key: String,
    pub name: String,
    pub category: String,
    /// Markdown.
    pub description: String,
    /// The word of its status.
    pub status: String,
    pub brand: String,
    /// The word of its tax class; empty: the standard one.
    pub tax_class: String,
    /// A line each.
    pub tags: String,
    pub slug: String,
    pub seo_title: String,
    pub seo_description: String,
    /// A line each: `Name: value`.
    pub specs: String,
    /// A line each: `key = value`.
    pub metadata: String,
    pub options: Vec<OptionForm>,
    pub variants: Vec<VariantForm>,
    /// Names the variants that may be deleted, as the page that asked listed them.
    pub sure: String,
    /// What was typed for pictures, each by its id.
    pub alts: Vec<(String, String)>,
    /// The variant chosen for files to come; empty: none was chosen.
    pub download_of: String,
}

/// What a product can be chosen by.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct OptionForm {
    pub name: String,
    /// A line each.
    pub values: String,
}

/// A row of the matrix of variants.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VariantForm {
    /// Empty: it is new.
    pub id: String,
    /// Its value for each option.
    pub values: Vec<String>,
    pub price: String,
    /// The price it was lowered from.
    pub was: String,
    pub cost: String,
    pub sku: String,
    pub barcode: String,
    /// Grams.
    pub weight: String,
    /// Pieces on hand when it is made.
    pub stock: String,
    pub low: String,
    /// How much is in one piece, and of what.
    pub content: String,
    pub unit: String,
    pub is_unique: bool,
    pub is_tracked: bool,
    pub takes_backorders: bool,
    pub is_shipped: bool,
    pub is_taxed: bool,
    /// Whether it is left out: not made, or deleted if it is there.
    pub is_left_out: bool,
}

impl Default for VariantForm {
    fn default() -> Self {
        Self {
            id: String::new(),
            values: Vec::new(),
            price: String::new(),
            was: String::new(),
            cost: String::new(),
            sku: String::new(),
            barcode: String::new(),
            weight: String::new(),
            stock: String::new(),
            low: String::new(),
            content: String::new(),
            unit: String::new(),
            is_unique: false,
            is_tracked: true,
            takes_backorders: false,
            is_shipped: true,
            is_taxed: true,
            is_left_out: false,
        }
    }
}

impl VariantForm {
    /// A row of which no box is ticked: a form sends those that are.
    fn unticked() -> Self {
        Self { is_tracked: false, is_shipped: false, is_taxed: false, ..Self::default() }
    }

    /// The key of what its box says that leaves it out.
    pub fn out_key(&self) -> &'static str {
        if self.id.is_empty() { "product-left-out" } else { "product-delete" }
    }

    /// What it is called on the page: its values, or nothing where there is but one.
    pub fn name(&self) -> String {
        self.values.join(" / ")
    }
}

impl ProductForm {
    /// The form of names and values. A name that no field has is passed over: an older page may have it.
    pub(super) fn of(pairs: Vec<(String, String)>) -> Self {
        let mut form = Self { options: vec![OptionForm::default(); MAX_OPTIONS], ..Self::default() };
        for (name, value) in pairs {
            // browsers send CRLF, which nobody typed
            let value = value.replace("\r\n", "\n");
            if let Some(picture) = name.strip_prefix("alt-") {
                if form.alts.len() < MAX_PICTURES {
                    form.alts.push((picture.to_owned(), value));
                }
                continue;
            }
            match name.split_once('-') {
                Some((place, field)) => form.put_in_row(place, field, value),
                None => form.put(&name, value),
            }
        }
        form
    }

    fn put(&mut self, name: &str, value: String) {
        let place = match name {
            "revision" => &mut self.revision,
            "key" => &mut self.key,
            "name" => &mut self.name,
            "category" => &mut self.category,
            "description" => &mut self.description,
            "status" => &mut self.status,
            "brand" => &mut self.brand,
            "tax_class" => &mut self.tax_class,
            "tags" => &mut self.tags,
            "slug" => &mut self.slug,
            "seo_title" => &mut self.seo_title,
            "seo_description" => &mut self.seo_description,
            "specs" => &mut self.specs,
            "metadata" => &mut self.metadata,
            "sure" => &mut self.sure,
            "download_of" => &mut self.download_of,
            _ => return,
        };
        *place = value;
    }

    fn put_in_row(&mut self, place: &str, field: &str, value: String) {
        let number =
            |prefix: char| place.strip_prefix(prefix).and_then(|digits| digits.parse::<usize>().ok());
        if let Some(option) = number('o').and_then(|number| self.options.get_mut(number)) {
            match field {
                "name" => option.name = value,
                "values" => option.values = value,
                _ => {}
            }
        } else if let Some(number) = number('v').filter(|number| *number < MAX_ROWS) {
            if self.variants.len() <= number {
                self.variants.resize_with(number + 1, VariantForm::unticked);
            }
            if let Some(row) = self.variants.get_mut(number) {
                row.put(field, value);
            }
        }
    }

    /// What was typed for a picture.
    pub(super) fn alt(&self, picture: &str) -> Option<&str> {
        self.alts.iter().find(|(id, _)| id == picture).map(|(_, alt)| alt.as_str())
    }

    /// The places of options with values and without a name.
    pub(super) fn nameless_options(&self) -> Vec<usize> {
        let nameless =
            |option: &OptionForm| option.name.trim().is_empty() && !option.values.trim().is_empty();
        (0..).zip(&self.options).filter(|(_, option)| nameless(option)).map(|(place, _)| place).collect()
    }

    /// The options that have a name, with the values of each.
    pub(super) fn chosen_options(&self) -> Vec<(String, Vec<String>)> {
        let named = self.options.iter().filter(|option| !option.name.trim().is_empty());
        named.map(|option| (option.name.trim().to_owned(), list(&option.values))).collect()
    }
}

impl VariantForm {
    fn put(&mut self, field: &str, value: String) {
        if let Some(number) = field.strip_prefix('x').and_then(|digits| digits.parse::<usize>().ok()) {
            if number < MAX_OPTIONS {
                self.values.resize_with(self.values.len().max(number + 1), String::new);
                if let Some(place) = self.values.get_mut(number) {
                    *place = value;
                }
            }
            return;
        }
        let place = match field {
            "id" => &mut self.id,
            "price" => &mut self.price,
            "was" => &mut self.was,
            "cost" => &mut self.cost,
            "sku" => &mut self.sku,
            "barcode" => &mut self.barcode,
            "weight" => &mut self.weight,
            "stock" => &mut self.stock,
            "low" => &mut self.low,
            "content" => &mut self.content,
            "unit" => &mut self.unit,
            "unique" => return self.is_unique = true,
            "tracked" => return self.is_tracked = true,
            "backorder" => return self.takes_backorders = true,
            "ships" => return self.is_shipped = true,
            "taxed" => return self.is_taxed = true,
            "out" => return self.is_left_out = true,
            _ => return,
        };
        *place = value;
    }
}

/// The lines of a text that are not blank, each once: a comma may stand in any of them.
pub(super) fn list(text: &str) -> Vec<String> {
    let mut items: Vec<String> = Vec::new();
    for item in text.lines().map(str::trim).filter(|item| !item.is_empty()) {
        if !items.iter().any(|known| known == item) {
            items.push(item.to_owned());
        }
    }
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sent_stands_where_it_belongs() {
        let sent = [
            ("name", "Shirt"),
            ("o0-name", "Size"),
            ("o0-values", "S\r\nM, tall\r\n\r\nS"),
            ("v1-id", "var_1"),
            ("v1-x0", "M"),
            ("v1-price", "20"),
            ("v1-out", "on"),
            ("v100-price", "9"),
            ("o3-name", "Too many"),
            ("later", "unknown"),
        ];
        let form = ProductForm::of(sent.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec());
        assert_eq!(form.name, "Shirt");
        assert_eq!(form.chosen_options(), [("Size".to_owned(), vec!["S".to_owned(), "M, tall".to_owned()])]);
        assert_eq!(form.variants.len(), 2);
        let row = &form.variants[1];
        assert_eq!((row.id.as_str(), row.name().as_str(), row.price.as_str()), ("var_1", "M", "20"));
        assert_eq!((row.is_left_out, row.is_tracked, form.variants[0].is_left_out), (true, false, false));
    }
}
