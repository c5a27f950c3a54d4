//! The sellers: all of them, and one with what they sell.

use crate::storefront::catalogue::CleanHtml;
use crate::storefront::home::MakerCard;
use crate::ui::prelude::*;

mod sample;
mod show;

pub(crate) use show::{makers, mounted};

/// All sellers.
#[derive(Clone, Debug, Template)]
#[template(path = "storefront/vendors/vendors.html")]
pub struct VendorsPage {
    pub frame: Frame,
    pub makers: Vec<MakerCard>,
    /// The address of the next page, when there is one.
    pub next_href: Option<String>,
}

/// One seller.
#[derive(Clone, Debug, Template)]
#[template(path = "storefront/vendors/vendor.html")]
pub struct VendorPage {
    pub frame: Frame,
    pub seller: Seller,
    /// One line about themselves; may be empty.
    pub tagline: String,
    /// What they say about themselves; may be empty.
    pub story: CleanHtml,
    pub things: u32,
    pub cards: Vec<Card>,
    pub first_href: Option<String>,
    pub next_href: Option<String>,
}

impl VendorPage {
    fn crumbs(&self) -> Vec<Crumb> {
        vec![
            Crumb::to(crate::texts::say("home", &[]), routes::home()),
            Crumb::to(crate::texts::say("nav-sellers", &[]), routes::vendors()),
            Crumb::here(self.seller.name.clone()),
        ]
    }
}
