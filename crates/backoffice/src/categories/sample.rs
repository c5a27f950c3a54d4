use souk_domain::ids::CategoryId;
use souk_market::catalogue::CategoryNode;
use souk_ui::{Entry, FormError};

use super::list::branches;
use super::read::choices;
use super::{CategoriesPage, CategoryPage};
use crate::routes;
use crate::shared::sample::around;

fn node(byte: u8, name: &str, children: Vec<CategoryNode>) -> CategoryNode {
    CategoryNode {
        id: CategoryId::from_bytes([byte; 16]),
        slug: name.to_lowercase(),
        name: name.to_owned(),
        description: String::new(),
        revision: 3,
        products: i64::from(byte) * 12,
        children,
    }
}

fn tree() -> Vec<CategoryNode> {
    let cups = node(3, "Cups", vec![node(4, "Espresso", Vec::new())]);
    vec![node(1, "Kitchen", vec![node(2, "Bowls", Vec::new()), cups]), node(5, "Bath", Vec::new())]
}

impl CategoriesPage {
    /// A tree of three levels, and a name that is there already.
    pub fn sample() -> Self {
        let (frame, desk) = around(routes::categories());
        let wrong = "A category named “Bath” is beside it already. Choose another name, or merge the two.";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "name".to_owned(), words: wrong.to_owned() }],
            branches: branches(&tree()),
            may_write: true,
            key: "0af1".to_owned(),
            name: Entry::wrong("Bath", wrong),
            slug: Entry::default(),
            description: Entry::of("All that stands beside the tub."),
            parents: choices(&tree(), None, ""),
            parent_wrong: None,
            done: String::new(),
        }
    }

    /// No category yet, looked at by somebody who may not make one.
    pub fn sample_none() -> Self {
        Self { errors: Vec::new(), branches: Vec::new(), may_write: false, ..Self::sample() }
    }
}

impl CategoryPage {
    /// One that was to stand below what is below it.
    pub fn sample() -> Self {
        let id = CategoryId::from_bytes([3; 16]);
        let (frame, desk) = around(&routes::category(&id.to_string()));
        let wrong = "A category cannot be inside itself. Choose another parent.";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "parent".to_owned(), words: wrong.to_owned() }],
            id: id.to_string(),
            revision: 3,
            called: "Cups".to_owned(),
            stands_at: "cups".to_owned(),
            name: Entry::of("Cups"),
            slug: Entry::of("cups"),
            description: Entry::default(),
            parents: choices(&tree(), Some(id), ""),
            parent_wrong: Some(wrong.to_owned()),
            others: choices(&tree(), Some(id), ""),
            into_wrong: None,
            products: 36,
            below: 1,
            done: String::new(),
        }
    }

    /// One that holds nothing.
    pub fn sample_empty() -> Self {
        Self { errors: Vec::new(), parent_wrong: None, products: 0, below: 0, ..Self::sample() }
    }
}
