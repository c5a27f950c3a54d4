//! What stands around every page.

use std::sync::Arc;

use askama::Template;
use souk_market::shop::MenuCategory;

use crate::{filters, routes};

/// Whether this is a shop for trying out, with test cards and the banner that says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sandbox {
    On,
    Off,
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

/// What the layout shows on each page.
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
    pub menu: Arc<[MenuCategory]>,
    pub sandbox: Sandbox,
    /// One line above every page; empty: none.
    pub announcement: String,
    /// The country this visitor has orders sent to, by name; empty where nothing is known.
    pub ships_to: String,
    /// Whether anything is on sale.
    pub has_sale: bool,
    /// Stands where something of one visitor goes, while a page is drawn for all; empty on a page for one.
    pub mark: String,
}

/// What of a page belongs to the one who looks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Own {
    /// The token of a form.
    Token,
    /// The way to the account, or to signing in.
    AccountDoor,
    /// The way to the cart, with the pieces in it.
    CartDoor,
}

#[derive(Template)]
#[template(path = "frame/account_link.html")]
struct AccountDoor<'f> {
    frame: &'f Frame,
}

#[derive(Template)]
#[template(path = "frame/cart_link.html")]
struct CartDoor<'f> {
    frame: &'f Frame,
}

impl Own {
    pub(crate) const ALL: [Self; 3] = [Self::Token, Self::AccountDoor, Self::CartDoor];

    /// The letter after a mark that says which of them stands there.
    pub(crate) fn letter(self) -> char {
        match self {
            Self::Token => 't',
            Self::AccountDoor => 'a',
            Self::CartDoor => 'c',
        }
    }
}

impl Frame {
    /// The same to draw for all. `mark` must be nothing anybody can write into a page.
    pub(crate) fn marked(&mut self, mark: String) {
        self.csrf = format!("{mark}{}", Own::Token.letter());
        self.mark = mark;
    }

    /// What belongs to this frame's visitor, as it stands in the page; while the page is drawn for all, the place of it.
    pub(crate) fn own(&self, own: Own) -> askama::Result<String> {
        match own {
            Own::Token => Ok(self.csrf.clone()),
            _ if !self.mark.is_empty() => Ok(format!("{}{}", self.mark, own.letter())),
            Own::AccountDoor => AccountDoor { frame: self }.render(),
            Own::CartDoor => CartDoor { frame: self }.render(),
        }
    }

    /// The way to the account, for the layout.
    pub fn account_link(&self) -> askama::Result<String> {
        self.own(Own::AccountDoor)
    }

    /// The way to the cart, for the layout.
    pub fn cart_link(&self) -> askama::Result<String> {
        self.own(Own::CartDoor)
    }

    /// Whether `href` is the page being shown.
    pub fn is_here(&self, href: &str) -> bool {
        self.path == href
    }

    /// Whether the test-shop banner stands on top.
    pub fn is_sandbox(&self) -> bool {
        self.sandbox == Sandbox::On
    }

    /// Whether a category, or one below it, is the page being shown.
    pub fn is_in(&self, category: &MenuCategory) -> bool {
        let here = |slug: &str| self.path == routes::category(slug);
        here(&category.slug) || category.below.iter().any(|entry| here(&entry.slug))
    }

    /// The address of this page for search engines.
    pub fn canonical(&self) -> String {
        format!("{}{}", self.origin, self.path)
    }
}
