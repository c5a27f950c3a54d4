//! What stands around every page.

/// Whether this is a shop for trying out, with test cards and the banner that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sandbox {
    On,
    Off,
}

/// A category in the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Aisle {
    pub name: String,
    pub slug: String,
    /// What stands right below it.
    pub shelves: Vec<Shelf>,
}

/// A category below one of the header.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Shelf {
    pub name: String,
    pub slug: String,
}

/// One step of the way back up; `href` is empty for the page itself.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Crumb {
    pub name: String,
    pub href: String,
}

impl Crumb {
    /// A step that leads somewhere.
    pub fn to(name: impl Into<String>, href: impl Into<String>) -> Self {
        Self { name: name.into(), href: href.into() }
    }

    /// The page itself.
    pub fn here(name: impl Into<String>) -> Self {
        Self { name: name.into(), href: String::new() }
    }
}

/// What the layout shows on each page; made once per request.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The market's name.
    pub market: String,
    /// `https://host[:port]` without a slash at the end: canonical links and structured data need it.
    pub origin: String,
    /// The path of this page without its query, `/p/tall-mug`.
    pub path: String,
    /// The token every form carries.
    pub csrf: String,
    /// Pieces in the cart.
    pub cart_count: u32,
    /// How to greet who is signed in; none: nobody is.
    pub account: Option<String>,
    /// Top categories, in the order of the market.
    pub aisles: Vec<Aisle>,
    pub sandbox: Sandbox,
    /// One line above every page; empty: none.
    pub announcement: String,
    /// The country this visitor has things sent to, by name; empty where nothing is known.
    pub ships_to: String,
    /// Whether anything is on sale.
    pub has_sale: bool,
}

impl Frame {
    /// Whether `href` is the page being shown.
    pub fn is_here(&self, href: &str) -> bool {
        self.path == href
    }

    /// Whether the test-shop banner stands on top.
    pub fn is_sandbox(&self) -> bool {
        self.sandbox == Sandbox::On
    }

    /// Whether an aisle, or a shelf of it, is the page being shown.
    pub fn is_in(&self, aisle: &Aisle) -> bool {
        let here = |slug: &str| self.path == crate::routes::category(slug);
        here(&aisle.slug) || aisle.shelves.iter().any(|shelf| here(&shelf.slug))
    }

    /// The address of this page for search engines.
    pub fn canonical(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }
}
