//! What the pages of vendors show: one query a page, each in one transaction.
//!
//! They stand above all capabilities and decide nothing: they read what a page needs of one vendor, and a face puts it into words. Who
//! asks was found to be a member by [`crate::vendors::list_own_vendors`]; of another vendor nothing is there.
//!
//! - [`around`]: what stands around every page
//! - [`home`], [`orders`], [`chosen`], [`order`], [`returns`], [`delivery`], [`way_to_ship`], [`money`],
//!   [`reviews`]: a page each; [`prices`]: a part of one

mod around;
mod delivery;
mod home;
mod money;
mod orders;
mod people;
mod prices;
mod returns;
mod reviews;
mod store;

pub use around::{Around, Seat, Waiting, around};
pub use delivery::{Delivery, WayPage, delivery, way_to_ship};
pub use home::{DayOfSales, Earned, Home, LatestOrder, TopProduct, home};
pub use money::{MoneyPage, MoneyQuery, money};
pub use orders::{
    ChosenOrders, ListedVendorOrder, OrdersPage, OrdersQuery, OrdersView, VendorOrderPage, chosen, order,
    orders,
};
pub use people::People;
pub use prices::{ProductPrices, prices};
pub use returns::{ReturnsPage, ReturnsQuery, returns};
pub use reviews::{ReviewOfLine, ReviewsPage, ReviewsQuery, reviews};
