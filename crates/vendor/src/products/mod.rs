//! A vendor's products: as a list, changed many at once, and one by one in an editor.
//!
//! - `list`, `many`: the list, and one change of what is chosen in it
//! - `form`, `matrix`, `read`, `fill`: what the editor's form holds, the variants that options make, and the form from and to a product
//! - `categories`: those to choose from
//! - `editor`, `save`: looking at the editor, and what its buttons do; `conflict`: what somebody else saved meanwhile
//! - `pictures`: adding, ordering, naming and removing pictures; `files`: what buyers download; `prices`: what variants cost since when
//!
//! The editor posts `csrf`, `vendor`, `revision`, `key`, the fields of [`form::ProductForm`] and `do`: `save`, `matrix` or `preview`. The
//! buttons of pictures and files belong to the same form and post it elsewhere, so that nothing that was typed is lost for them.

use axum::http::Method;
use axum::response::Response;
use souk_domain::ids::ProductId;
use souk_http::read::Part;
use souk_http::{Access, Result, Route};
use souk_ui::redirect::see_other;

mod categories;
mod conflict;
mod editor;
mod export;
mod file_sheets;
mod files;
mod fill;
mod form;
mod list;
mod many;
mod matrix;
mod pictures;
mod prices;
mod read;
mod sample;
mod save;

pub use editor::{EditorPage, PictureSheet};
pub use file_sheets::FileSheet;
pub use list::ListPage;
pub use many::ManyPage;
pub use prices::{PriceOnPage, PriceSheet};

use crate::routes;
use crate::shared::Worker;

/// The addresses of products.
pub(crate) fn mounted() -> Vec<Route> {
    let member = Access::Account;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Route::new(get.clone(), routes::PRODUCTS, "desk_products", member, list::show),
        Route::new(post.clone(), routes::PRODUCT_CHANGES, "desk_change_products", member, many::change),
        Route::new(get.clone(), routes::PRODUCT_EXPORT, "desk_export_products", member, export::export),
        Route::new(get.clone(), routes::NEW_PRODUCT, "desk_new_product", member, editor::new),
        Route::new(post.clone(), routes::NEW_PRODUCT, "desk_create_product", member, save::create),
        Route::new(get.clone(), routes::PRODUCT_CHANGES, "desk_change_products_back", member, back_to_list),
        Route::new(get.clone(), routes::PRODUCT_COPY, "desk_copy_product_back", member, back_to_one),
        Route::new(get.clone(), routes::PRODUCT_PICTURES, "desk_add_pictures_back", member, back_to_one),
        Route::new(get.clone(), routes::PICTURE_CHANGES, "desk_change_picture_back", member, back_to_one),
        Route::new(get, routes::PRODUCT, "desk_product", member, editor::show),
        Route::new(post.clone(), routes::PRODUCT, "desk_change_product", member, save::change),
        Route::new(post.clone(), routes::PRODUCT_COPY, "desk_copy_product", member, save::copy),
        Route::new(post.clone(), routes::PRODUCT_PICTURES, "desk_add_pictures", member, pictures::add),
        Route::new(post.clone(), routes::PRODUCT_DOWNLOADS, "desk_add_downloads", member, files::add),
        Route::new(post.clone(), routes::DOWNLOAD_REMOVAL, "desk_remove_download", member, files::remove),
        Route::new(post, routes::PICTURE_CHANGES, "desk_change_picture", member, pictures::change),
    ]
}

/// `GET` where only forms are sent: a page with what was wrong in one stands at such an address, and may be opened again.
async fn back_to_list(_worker: Worker) -> Result<Response> {
    Ok(see_other(routes::products(), None))
}

/// The same for forms about one product.
async fn back_to_one(_worker: Worker, Part(id): Part<ProductId>) -> Result<Response> {
    Ok(see_other(&routes::product(&id.to_string()), None))
}
