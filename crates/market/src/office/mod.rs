//! What the pages of the market's own people show around and first: one query a page, each in one transaction.
//!
//! As [`crate::portal`] is for vendors: it stands above all capabilities and decides nothing. What somebody of the staff may not see is
//! not read.
//!
//! - [`around`]: what stands around every page
//! - [`home`]: what waits for a decision, and how the market sells
//! - [`orders`], [`order`]: every order; [`transfers`], [`refunds`], [`ledger`]: the market's money
//! - [`categories`], [`category`]: how the catalogue is arranged
//! - [`products`], [`reviews`], [`returns`]: what is looked through
//! - [`vendors`], [`vendor`]: who sells here

mod around;
mod categories;
mod home;
mod moderation;
mod money;
mod orders;
mod store;
mod vendors;

pub use around::{OfficeAround, OfficeWaiting, around};
pub use categories::{OfficeCategories, OfficeCategory, categories, category};
pub use home::{MarketSales, OfficeHome, TopVendor, home};
pub use moderation::{
    JudgedProduct, OfficeProducts, OfficeReturn, OfficeReturns, OfficeReviews, ToldReview, products,
    return_of, returns, reviews,
};
pub use money::{LedgerPage, LedgerQuery, RefundsPage, TransfersPage, ledger, refunds, transfers};
pub use orders::{OfficeOrder, OfficeOrderPage, OfficeOrdersPage, OfficeOrdersQuery, order, orders};
pub use vendors::{OfficeVendor, OfficeVendors, VendorOrderCounts, vendor, vendors};
