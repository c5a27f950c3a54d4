//! The variants that options make.

use std::collections::BTreeSet;

use super::form::{MAX_ROWS, ProductForm, VariantForm};

/// There are more than a page edits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct TooMany;

/// Makes the rows of a form those that its options give: every value of each with every value of the others. A row that is there
/// keeps what was typed in it, also when a value of it was only written otherwise; a new one costs and weighs what the first does.
/// Errors: more rows than a page edits.
pub(super) fn grow(form: &mut ProductForm) -> Result<(), TooMany> {
    let options: Vec<Vec<String>> = form
        .chosen_options()
        .into_iter()
        .map(|(_, values)| values)
        .filter(|values| !values.is_empty())
        .collect();
    let count = options.iter().try_fold(1_usize, |count, values| count.checked_mul(values.len()));
    if count.is_none_or(|count| count > MAX_ROWS) {
        return Err(TooMany);
    }
    let mut rows: Vec<Vec<String>> = vec![Vec::new()];
    for values in &options {
        let with = |row: &Vec<String>| {
            let row = row.clone();
            values.iter().map(move |value| [row.clone(), vec![value.clone()]].concat()).collect::<Vec<_>>()
        };
        rows = rows.iter().flat_map(with).collect();
    }
    let mut before = std::mem::take(&mut form.variants);
    rename(&mut before, &options);
    let first = before.first().cloned().unwrap_or_default();
    let mut left = before;
    for values in rows {
        let known = left.iter().position(|row| row.values == values);
        // options that grow by one keep the rows there were: each is the first of those that it becomes
        let known = known.or_else(|| {
            left.iter().position(|row| row.values.len() < values.len() && values.starts_with(&row.values))
        });
        // one option less: the first of those that become one stays
        let known = known.or_else(|| {
            left.iter().position(|row| row.values.len() > values.len() && row.values.starts_with(&values))
        });
        form.variants.push(match known {
            Some(at) => VariantForm { values, ..left.remove(at) },
            None => VariantForm {
                values,
                price: first.price.clone(),
                was: first.was.clone(),
                cost: first.cost.clone(),
                weight: first.weight.clone(),
                is_shipped: first.is_shipped || first.price.is_empty(),
                ..VariantForm::default()
            },
        });
    }
    Ok(())
}

/// Writes values anew where an option has as many as before: those that are gone became those that are new, in their order. Who
/// mends the spelling of a value keeps its variants, their stock and their SKUs.
fn rename(rows: &mut [VariantForm], options: &[Vec<String>]) {
    if rows.iter().any(|row| row.values.len() != options.len()) {
        return;
    }
    for (place, values) in options.iter().enumerate() {
        let mut before: Vec<String> = Vec::new();
        for value in rows.iter().filter_map(|row| row.values.get(place)) {
            if !before.contains(value) {
                before.push(value.clone());
            }
        }
        let gone: Vec<&String> = before.iter().filter(|value| !values.contains(value)).collect();
        let new: Vec<&String> = values.iter().filter(|value| !before.contains(value)).collect();
        if gone.len() != new.len() {
            continue;
        }
        for value in rows.iter_mut().filter_map(|row| row.values.get_mut(place)) {
            if let Some(at) = gone.iter().position(|old| *old == value)
                && let Some(new) = new.get(at)
            {
                value.clone_from(new);
            }
        }
    }
}

/// Whether the values that the options name are those that the rows have: then what was typed of both says the same.
pub(super) fn agrees(form: &ProductForm) -> bool {
    let options = form.chosen_options();
    let in_rows = |place: usize| -> BTreeSet<&str> {
        form.variants.iter().filter_map(|row| row.values.get(place).map(String::as_str)).collect()
    };
    !form.variants.is_empty()
        && form.variants.iter().all(|row| row.values.len() == options.len())
        && options.iter().enumerate().all(|(place, (_, values))| {
            values.iter().map(String::as_str).collect::<BTreeSet<&str>>() == in_rows(place)
        })
}

#[cfg(test)]
mod tests {
    use super::super::form::OptionForm;
    use super::*;

    fn option(name: &str, values: &str) -> OptionForm {
        OptionForm { name: name.to_owned(), values: values.to_owned() }
    }

    fn names(form: &ProductForm) -> Vec<String> {
        form.variants.iter().map(VariantForm::name).collect()
    }

    #[test]
    fn two_options_make_every_pair_and_keep_what_was_typed() {
        let row = |id: &str, value: &str, price: &str| VariantForm {
            id: id.to_owned(),
            values: vec![value.to_owned()],
            price: price.to_owned(),
            ..VariantForm::default()
        };
        let mut form = ProductForm {
            options: vec![option("Size", "S\nM"), option("Colour", "Teal\nInk\nRust")],
            variants: vec![row("var_1", "S", "20"), row("var_2", "M", "25")],
            ..ProductForm::default()
        };
        assert_eq!(grow(&mut form), Ok(()));
        let all = ["S / Teal", "S / Ink", "S / Rust", "M / Teal", "M / Ink", "M / Rust"];
        assert_eq!(names(&form), all);
        let told: Vec<_> = form.variants.iter().map(|row| (row.id.as_str(), row.price.as_str())).collect();
        assert_eq!(told, [("var_1", "20"), ("", "20"), ("", "20"), ("var_2", "25"), ("", "20"), ("", "20")]);
        // again it is the same
        let once = form.clone();
        assert_eq!((grow(&mut form), form.clone()), (Ok(()), once));
        assert!(agrees(&form));
        form.variants.remove(3);
        assert!(agrees(&form), "not every pair need be there");
        form.options[0].values.push_str("\nL");
        assert!(!agrees(&form), "a value that no row has");
    }

    #[test]
    fn a_value_that_is_written_otherwise_keeps_its_rows() {
        let row = |id: &str, values: [&str; 2]| VariantForm {
            id: id.to_owned(),
            values: values.map(str::to_owned).to_vec(),
            ..VariantForm::default()
        };
        let rows = vec![
            row("var_1", ["S", "Read"]),
            row("var_2", ["S", "Ink"]),
            row("var_3", ["M", "Read"]),
            row("var_4", ["M", "Ink"]),
        ];
        let ids = |form: &ProductForm| -> Vec<(String, String)> {
            form.variants.iter().map(|row| (row.name(), row.id.clone())).collect()
        };
        let pair = |name: &str, id: &str| (name.to_owned(), id.to_owned());
        let mut form = ProductForm {
            options: vec![option("Size", "S\nM"), option("Colour", "Ink\nRed")],
            variants: rows.clone(),
            ..ProductForm::default()
        };
        assert_eq!(grow(&mut form), Ok(()));
        let all = [
            pair("S / Ink", "var_2"),
            pair("S / Red", "var_1"),
            pair("M / Ink", "var_4"),
            pair("M / Red", "var_3"),
        ];
        assert_eq!(ids(&form), all);
        // a value less takes rows away, an option less keeps the first of those that become one
        form.options[1].values = "Red".to_owned();
        assert_eq!(grow(&mut form), Ok(()));
        assert_eq!(ids(&form), [pair("S / Red", "var_1"), pair("M / Red", "var_3")]);
        let mut form = ProductForm { options: vec![option("Size", "S\nM")], variants: rows, ..form };
        assert_eq!(grow(&mut form), Ok(()));
        assert_eq!(ids(&form), [pair("S", "var_1"), pair("M", "var_3")]);
    }

    #[test]
    fn without_options_there_is_one_row_and_never_more_than_a_page_edits() {
        let mut form = ProductForm::default();
        assert_eq!(grow(&mut form), Ok(()));
        assert_eq!(names(&form), [""]);
        let many: Vec<String> = (0..11).map(|number| number.to_string()).collect();
        form.options = vec![option("A", &many.join("\n")), option("B", &many.join("\n"))];
        let before = form.clone();
        assert_eq!((grow(&mut form), form), (Err(TooMany), before));
    }
}
