//! What the pages of the shop show: one query a page, each in one transaction.
//!
//! They stand above all capabilities and decide nothing: they read what a page needs, and a face puts it into words. Beside
//! them stand the few steps that only a browser takes, such as filling whatever cart it holds.
//!
//! - [`layout`]: what stands around every page
//! - [`home`], [`listing`], [`product`], [`vendors`], [`vendor`], [`sitemap`]: the same for everyone who has things sent to one country
//! - [`cart`], [`checkout`], [`order`], [`account_overview`], [`account_orders`], [`account_security`]: one visitor's own
//! - [`put_in_cart`], [`take_out_of_cart`], [`buy_again`], [`book_address`]: steps of a browser
//! - `cards`, `delivery`: how products are listed, and how one would be sent

mod account;
mod cards;
mod cart;
mod checkout;
mod delivery;
mod filling;
mod home;
mod layout;
mod listing;
mod order;
mod pictures;
mod product;
mod sitemap;
mod vendors;

pub use account::{
    AccountOverview, AccountSecurity, ListedOrder, OrderList, account_orders, account_overview,
    account_security, book_address,
};
pub use cards::ListedProduct;
pub use cart::{CartPage, HeldCart, cart};
pub use checkout::{Checkout, CheckoutPage, CheckoutQuery, KnownBuyer, ShipTo, checkout};
pub use delivery::{DeliveryEstimate, Served, TaxOnPrice, day_after, served_countries};
pub use filling::{TakenOut, buy_again, put_in_cart, take_out_of_cart, take_shipments_out};
pub use home::{Home, Story, home};
pub use layout::{Layout, MenuCategory, MenuEntry, Viewer, cart_pieces, layout};
pub use listing::{Listing, ListingQuery, listing};
pub(crate) use order::line_pictures;
pub use order::{OrderKeys, OrderPage, VendorOrderOnPage, find_order, order, order_of_cart, order_token};
pub use pictures::PictureSource;
pub use product::{ProductPage, REVIEWS, product};
pub use sitemap::{Sitemap, sitemap};
pub use vendors::{VendorCard, VendorPage, VendorQuery, VendorsPage, vendor, vendors};
