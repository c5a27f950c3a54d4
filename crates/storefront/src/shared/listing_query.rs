//! What a listing was asked for, as it stands in the address.

use souk_domain::percent;
use souk_market::catalogue::{MAX_VENDORS, Sort as Order};
use souk_market::paging::Ahead;
use souk_ui::Pages;

/// Longer values are ignored: no honest link has them.
const MAX_VALUE_LEN: usize = 512;

/// The order of a listing.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Sort {
    #[default]
    Newest,
    PriceUp,
    PriceDown,
}

impl Sort {
    pub const ALL: [Self; 3] = [Self::Newest, Self::PriceUp, Self::PriceDown];

    /// The word in the address.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Newest => "newest",
            Self::PriceUp => "price",
            Self::PriceDown => "-price",
        }
    }

    /// The same, as the market lists.
    pub fn order(self) -> Order {
        match self {
            Self::Newest => Order::Newest,
            Self::PriceUp => Order::PriceUp,
            Self::PriceDown => Order::PriceDown,
        }
    }

    /// The key of its name.
    pub fn label(self) -> &'static str {
        match self {
            Self::Newest => "sort-newest",
            Self::PriceUp => "sort-price-up",
            Self::PriceDown => "sort-price-down",
        }
    }
}

/// `?seller=…&seller=…&kind=…&min=…&max=…&stock=in&sale=on&sort=…&after=…`; unknown names and values are left out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ListingQuery {
    /// Slugs; any of them fits.
    pub sellers: Vec<String>,
    /// Whether more were named than one listing keeps to; those beyond are left out, and the page says so.
    pub too_many_sellers: bool,
    /// As typed; the handler parses it in the market's currency. Empty when not given.
    pub min: String,
    pub max: String,
    /// Only what can be bought now.
    pub in_stock: bool,
    /// Only what costs less than it did.
    pub on_sale: bool,
    /// The slug of a category, on pages that are no category's own; empty: all.
    pub kind: String,
    pub sort: Sort,
    /// The cursor of the page, as the use case gave it.
    pub after: Option<String>,
}

impl ListingQuery {
    /// Reads the query part of an address.
    pub fn parse(query: &str) -> Self {
        let mut asked = Self::default();
        for pair in query.split('&') {
            let (name, value) = pair.split_once('=').unwrap_or((pair, ""));
            let value = percent::decode_form(value.as_bytes()).unwrap_or_default().trim().to_owned();
            if value.is_empty() || value.len() > MAX_VALUE_LEN {
                continue;
            }
            match name {
                "seller" if asked.sellers.contains(&value) => {}
                "seller" if asked.sellers.len() == MAX_VENDORS => asked.too_many_sellers = true,
                "seller" => asked.sellers.push(value),
                "min" => asked.min = value,
                "max" => asked.max = value,
                "sale" => asked.on_sale = value == "on",
                "kind" => asked.kind = value,
                "stock" => asked.in_stock = value == "in",
                "sort" => {
                    asked.sort =
                        Sort::ALL.into_iter().find(|sort| sort.as_str() == value).unwrap_or_default();
                }
                "after" => asked.after = Some(value),
                _ => {}
            }
        }
        asked
    }

    /// The address of this listing under `path`; defaults are left out, so that one listing has one address.
    pub fn href(&self, path: &str) -> String {
        let mut pairs: Vec<String> =
            self.sellers.iter().map(|slug| format!("seller={}", percent::encode(slug))).collect();
        for (name, value) in [("kind", &self.kind), ("min", &self.min), ("max", &self.max)] {
            if !value.is_empty() {
                pairs.push(format!("{name}={}", percent::encode(value)));
            }
        }
        if self.in_stock {
            pairs.push("stock=in".to_owned());
        }
        if self.on_sale {
            pairs.push("sale=on".to_owned());
        }
        if self.sort != Sort::default() {
            pairs.push(format!("sort={}", self.sort.as_str()));
        }
        if let Some(after) = &self.after {
            pairs.push(format!("after={}", percent::encode(after)));
        }
        if pairs.is_empty() { path.to_owned() } else { format!("{path}?{}", pairs.join("&")) }
    }

    /// The same from its first page.
    #[must_use]
    pub fn first(&self) -> Self {
        Self { after: None, ..self.clone() }
    }

    /// The same from its first page, without one seller.
    #[must_use]
    pub fn without_seller(&self, slug: &str) -> Self {
        Self {
            sellers: self.sellers.iter().filter(|other| *other != slug).cloned().collect(),
            ..self.first()
        }
    }

    /// The same from its first page, at any price.
    #[must_use]
    pub fn without_price(&self) -> Self {
        Self { min: String::new(), max: String::new(), ..self.first() }
    }

    /// The same from its first page, sold out or not.
    #[must_use]
    pub fn without_stock(&self) -> Self {
        Self { in_stock: false, ..self.first() }
    }

    /// The same from its first page, at the full price or not.
    #[must_use]
    pub fn without_sale(&self) -> Self {
        Self { on_sale: false, ..self.first() }
    }

    /// The same from its first page, in one category; empty: in all.
    #[must_use]
    pub fn of_kind(&self, slug: &str) -> Self {
        Self { kind: slug.to_owned(), ..self.first() }
    }

    /// Only the order is kept.
    #[must_use]
    pub fn without_filters(&self) -> Self {
        Self { sort: self.sort, ..Self::default() }
    }

    /// The same from its first page, in another order.
    #[must_use]
    pub fn sorted(&self, sort: Sort) -> Self {
        Self { sort, ..self.first() }
    }

    /// Another page of the same.
    #[must_use]
    pub fn page(&self, after: impl Into<String>) -> Self {
        Self { after: Some(after.into()), ..self.clone() }
    }
}

/// Where a page of this listing stands among its pages: what is ahead of it and the cursor of the next one, the rows on it,
/// and how many there are, with whether there are more than that.
pub(crate) fn pages(
    query: &ListingQuery,
    path: &str,
    (ahead, next): (&Ahead, Option<&str>),
    here: usize,
    (count, is_uncounted): (i64, bool),
) -> Pages {
    let before = |_rows| ahead.previous.as_ref().map_or_else(|| query.first(), |after| query.page(after));
    Pages {
        ahead: ahead.rows.unsigned_abs(),
        here,
        count: count.unsigned_abs(),
        is_uncounted,
        previous: Some(ahead.rows).filter(|rows| *rows > 0).map(before).map(|query| query.href(path)),
        next: next.map(|after| query.page(after).href(path)),
    }
}

/// A category to go down to, or the one we are in.
#[derive(Clone, Debug)]
pub struct Kind {
    pub name: String,
    pub slug: String,
    pub count: u64,
    pub here: bool,
}
