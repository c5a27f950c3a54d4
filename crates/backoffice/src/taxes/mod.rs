//! What tax is due where: zones, classes, and accounts that pay none.
//!
//! - `overview`: every rate at a glance, and a place to try
//! - `zone`, `class`: one of each; `typed`: places and rates as they are typed
//! - `exempt`: accounts that pay no tax

use axum::http::Method;
use souk_http::{Access, Route};

mod class;
mod exempt;
mod overview;
mod sample;
mod typed;
mod zone;

pub use class::{ClassPage, ClassRow, ClassesPage};
pub use exempt::{ExemptPage, ExemptRow, ExemptionPage};
pub use overview::{TaxPage, Tried, ZoneRow};
pub use zone::{RateEntry, ZonePage};

use crate::routes;

/// The addresses of taxes.
pub(crate) fn mounted() -> Vec<Route> {
    let (get, post, staff) = (Method::GET, Method::POST, Access::Staff);
    vec![
        Route::new(get.clone(), routes::TAX, "office_tax", staff, overview::show),
        Route::new(get.clone(), routes::TAX_CLASSES, "office_tax_classes", staff, class::list),
        Route::new(post.clone(), routes::TAX_CLASSES, "office_tax_class_make", staff, class::make),
        Route::new(get.clone(), routes::TAX_CLASS, "office_tax_class", staff, class::show),
        Route::new(post.clone(), routes::TAX_CLASS, "office_tax_class_change", staff, class::change),
        Route::new(post.clone(), routes::TAX_CLASS_REMOVE, "office_tax_class_remove", staff, class::remove),
        Route::new(get.clone(), routes::TAX_ZONE_NEW, "office_tax_zone_new", staff, zone::blank),
        Route::new(post.clone(), routes::TAX_ZONE_NEW, "office_tax_zone_make", staff, zone::make),
        Route::new(get.clone(), routes::TAX_ZONE, "office_tax_zone", staff, zone::show),
        Route::new(post.clone(), routes::TAX_ZONE, "office_tax_zone_change", staff, zone::change),
        Route::new(post.clone(), routes::TAX_ZONE_REMOVE, "office_tax_zone_remove", staff, zone::remove),
        Route::new(get.clone(), routes::TAX_EXEMPT, "office_tax_exempt", staff, exempt::list),
        Route::new(get, routes::TAX_EXEMPTION, "office_tax_exemption", staff, exempt::show),
        Route::new(post.clone(), routes::TAX_EXEMPTION, "office_tax_exemption_put", staff, exempt::put),
        Route::new(post, routes::TAX_EXEMPTION_END, "office_tax_exemption_end", staff, exempt::end),
    ]
}
