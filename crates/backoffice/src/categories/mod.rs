//! The tree of categories: made, named, moved, put in order, merged and taken away.

use axum::http::Method;
use souk_http::{Access, Route};

mod edit;
mod list;
mod read;
mod sample;

pub use edit::CategoryPage;
pub use list::{BranchOnPage, CategoriesPage};

use crate::routes;

/// The addresses of categories.
pub(crate) fn mounted() -> Vec<Route> {
    let staff = Access::Staff;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::CATEGORIES, "office_categories", staff, list::show),
        Route::new(post.clone(), routes::CATEGORIES, "office_category_create", staff, list::create),
        Route::new(post.clone(), routes::CATEGORY_ORDER, "office_category_order", staff, list::order),
        Route::new(get, routes::CATEGORY, "office_category", staff, edit::show),
        Route::new(post.clone(), routes::CATEGORY_NAMES, "office_category_names", staff, edit::name),
        Route::new(post.clone(), routes::CATEGORY_MOVE, "office_category_move", staff, edit::shift),
        Route::new(post.clone(), routes::CATEGORY_MERGE, "office_category_merge", staff, edit::merge),
        Route::new(post, routes::CATEGORY_DELETE, "office_category_delete", staff, edit::delete),
    ]
}
