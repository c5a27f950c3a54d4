//! Files that a vendor imports: products, or how much is where.
//!
//! - `list`: sending a file, and what was imported before
//! - `show`: one import: what was found, what it does, what came of it; and its buttons
//! - `files`: a file to begin with, and the rows that failed
//!
//! The first form posts `csrf`, `encoding`, `file`; the others `csrf`, `encoding`, `decimal` and `do`: `answer`, `start` or `cancel`.

use axum::http::Method;
use souk_http::{Access, Route};

mod files;
mod list;
mod sample;
mod show;
mod words;

pub use list::ImportsPage;
pub use show::{ImportPage, ImportState};

use crate::routes;

/// The addresses of imports.
pub(crate) fn mounted() -> Vec<Route> {
    let member = Access::Account;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::IMPORTS, "desk_imports", member, list::show),
        Route::new(post.clone(), routes::IMPORTS, "desk_send_import", member, list::send),
        Route::new(get.clone(), routes::IMPORT_TEMPLATE, "desk_import_template", member, files::template),
        Route::new(get.clone(), routes::IMPORT, "desk_import", member, show::show),
        Route::new(post, routes::IMPORT, "desk_change_import", member, show::act),
        Route::new(get, routes::IMPORT_FAILED, "desk_import_failed", member, files::failed),
    ]
}
