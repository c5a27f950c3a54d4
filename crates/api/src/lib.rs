//! The JSON face: `/api/v1`. A folder is a capability; wire types live only here.
//!
//! [`OPERATIONS`] is the whole API: the router, the OpenAPI document, the readable pages and the access table are all made
//! from it, so none of them can say what another does not.

mod accounts;
mod admin;
mod carts;
mod catalogue;
mod commission;
mod documents;
mod giving_back;
mod joining;
mod openapi;
mod operation;
mod ordered;
mod orders;
mod promotions;
mod reading;
mod reviews;
mod shipping;
mod taxes;
mod vendor;
mod webhooks;
mod wire;

use std::sync::LazyLock;

use souk_http::Route;

pub use openapi::{DOCS, document, errors_markdown};
pub use operation::{Answers, Operation};

/// Every operation, in the order of the documentation.
pub static OPERATIONS: LazyLock<Vec<Operation>> = LazyLock::new(|| {
    [
        catalogue::operations(),
        carts::operations(),
        reviews::operations(),
        orders::operations(),
        giving_back::operations(),
        accounts::operations(),
        joining::operations(),
        vendor::operations(),
        documents::operations(),
        admin::operations(),
        shipping::operations(),
        taxes::operations(),
        commission::operations(),
        promotions::operations(),
        webhooks::operations(),
    ]
    .into_iter()
    .flatten()
    .collect()
});

/// The routes of the API, its document and its pages, for [`souk_http::router`].
pub fn routes() -> Vec<Route> {
    OPERATIONS.iter().map(Operation::route).chain(openapi::routes()).collect()
}
