//! What is for sale, for everyone.

mod categories;
mod product_list;
mod product_page;
mod vendors;

pub(crate) use product_page::{Image, Product, ProductParts, Spec, Variant, image, product, variant};

use http::Method;
use souk_domain::refusal;
use souk_http::Access;

use crate::operation::{Operation, group};

pub(crate) fn operations() -> Vec<Operation> {
    let get = Method::GET;
    group(
        "Catalogue",
        vec![
            Operation::new(get.clone(), "/api/v1/categories", "list_categories", Access::Anyone, categories::list)
                .says("All categories as a tree", "Each with how many products are shown in it and below it.")
                .answers::<categories::CategoryTree>(200),
            Operation::new(get.clone(), "/api/v1/products", "list_products", Access::Anyone, product_list::list)
                .says(
                    "Products for sale",
                    "A category includes what is below it. Prices are minor units of the market's currency. `total` is null above 10,000.",
                )
                .query::<product_list::ProductQuery>()
                .answers_list::<product_list::ProductItem>()
                .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR, &refusal::NOT_FOUND]),
            Operation::new(get.clone(), "/api/v1/products/{product}", "show_product", Access::Anyone, product_page::show)
                .says("One product", "By id or slug: variants, pictures, category path, vendor.")
                .answers::<Product>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(get, "/api/v1/vendors/{vendor}", "show_vendor", Access::Anyone, vendors::show)
                .says("One vendor", "By slug or id. Vendors that are not approved, or suspended, are not there.")
                .answers::<vendors::PublicVendor>(200)
                .refuses(&[&refusal::NOT_FOUND]),
        ],
    )
}
