//! Two people saved one product: what the other one saved stands beside what was typed, field by field.

use souk_ui::texts::say;

use super::form::{ProductForm, VariantForm};
use super::read::plain_lines;

/// A field that is otherwise now than it was typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Difference {
    /// The field in words.
    pub field: String,
    /// What is saved now.
    pub theirs: String,
    /// What was typed.
    pub yours: String,
}

/// What is typed in one field of the form.
type Typed = fn(&ProductForm) -> &String;

/// What is otherwise in `yours` than in `theirs`, which is saved.
/// `named` says the name of a value of a field that holds an id or a word.
pub(super) fn differences(
    theirs: &ProductForm,
    yours: &ProductForm,
    named: impl Fn(&str, &str) -> Option<String>,
) -> Vec<Difference> {
    let fields: [(&str, Typed); 12] = [
        ("product-name", |form| &form.name),
        ("product-description", |form| &form.description),
        ("product-category", |form| &form.category),
        ("products-status", |form| &form.status),
        ("product-brand", |form| &form.brand),
        ("product-tax-class", |form| &form.tax_class),
        ("product-tags", |form| &form.tags),
        ("product-specs", |form| &form.specs),
        ("product-slug", |form| &form.slug),
        ("product-seo-title", |form| &form.seo_title),
        ("product-seo-description", |form| &form.seo_description),
        ("product-metadata", |form| &form.metadata),
    ];
    let mut found = Vec::new();
    let mut compare = |field: String, theirs: &str, yours: &str| {
        let (theirs, yours) = (plain_lines(theirs.trim()), plain_lines(yours.trim()));
        if theirs != yours {
            found.push(Difference { field, theirs, yours });
        }
    };
    for (key, field) in fields {
        let name = |value: &str| named(key, value).unwrap_or_else(|| value.to_owned());
        compare(say(key, &[]), &name(field(theirs)), &name(field(yours)));
    }
    let others = |form: &ProductForm| {
        let options = form.chosen_options().into_iter().map(|(name, _)| name);
        options.collect::<Vec<_>>().join(", ")
    };
    compare(say("product-options", &[]), &others(theirs), &others(yours));
    let name = |row: &VariantForm| match row.name() {
        name if name.is_empty() => say("product-variant", &[]),
        name => name,
    };
    let same = |row: &VariantForm, other: &VariantForm| {
        if row.id.is_empty() { row.values == other.values } else { row.id == other.id }
    };
    for row in &yours.variants {
        let other = theirs.variants.iter().find(|other| same(row, other));
        compare(name(row), &other.map(in_words).unwrap_or_default(), &in_words(row));
    }
    for other in &theirs.variants {
        if !yours.variants.iter().any(|row| same(row, other)) {
            compare(name(other), &in_words(other), "");
        }
    }
    found
}

/// A row on a line: what it costs, weighs and is called. What is left of it is not typed here.
fn in_words(row: &VariantForm) -> String {
    if row.is_left_out {
        return say("product-left-out-said", &[]);
    }
    let flags = [
        (row.is_unique, "product-unique"),
        (row.is_tracked, "product-tracked"),
        (row.takes_backorders, "product-backorder"),
        (row.is_shipped, "product-ships"),
        (row.is_taxed, "product-taxed"),
    ];
    let texts = [
        &row.price,
        &row.was,
        &row.cost,
        &row.sku,
        &row.barcode,
        &row.weight,
        &row.low,
        &row.content,
        &row.unit,
    ];
    let texts = texts.into_iter().map(|text| text.trim().to_owned()).filter(|text| !text.is_empty());
    let flags = flags.into_iter().filter(|(is_on, _)| *is_on).map(|(_, key)| say(key, &[]));
    texts.chain(flags).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_two_people_wrote_stands_side_by_side() {
        let row = |price: &str| VariantForm {
            id: "var_1".to_owned(),
            price: price.to_owned(),
            ..VariantForm::default()
        };
        let theirs = ProductForm {
            name: "Jug".to_owned(),
            description: "One\nTwo".to_owned(),
            variants: vec![row("20.00")],
            ..ProductForm::default()
        };
        let yours = ProductForm {
            name: "Water jug".to_owned(),
            description: "One\r\nTwo".to_owned(),
            variants: vec![row("25.00")],
            ..theirs.clone()
        };
        let found = differences(&theirs, &yours, |_, _| None);
        let told: Vec<_> = found.iter().map(|one| (one.theirs.as_str(), one.yours.as_str())).collect();
        assert_eq!(told[0], ("Jug", "Water jug"));
        assert!(told[1].0.starts_with("20.00") && told[1].1.starts_with("25.00"), "{told:?}");
        assert_eq!(told.len(), 2);
        let unit = |unit: &str| ProductForm {
            variants: vec![VariantForm { unit: unit.to_owned(), ..row("20.00") }],
            status: "active".to_owned(),
            ..theirs.clone()
        };
        let named = |_: &str, value: &str| (value == "active").then(|| "Live".to_owned());
        let told = differences(&unit("g"), &ProductForm { status: "draft".to_owned(), ..unit("ml") }, named);
        assert_eq!((told[0].theirs.as_str(), told.len()), ("Live", 2), "{told:?}");
        assert!(differences(&theirs, &theirs, |_, _| None).is_empty());
    }
}
