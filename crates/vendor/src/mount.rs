//! The addresses of vendors' pages with their handlers.

use souk_http::{Face, Route};

use crate::{
    delivery, home, imports, inventory, money, orders, products, promotions, returns, reviews, settings,
};

/// Every page, mounted.
pub fn page_routes() -> Vec<Route> {
    let all = [
        home::mounted(),
        orders::mounted(),
        returns::mounted(),
        reviews::mounted(),
        products::mounted(),
        imports::mounted(),
        inventory::mounted(),
        delivery::mounted(),
        promotions::mounted(),
        money::mounted(),
        settings::mounted(),
    ];
    all.into_iter().flatten().map(|route| route.face(Face::Page)).collect()
}

#[cfg(test)]
mod tests {
    use souk_http::Access;

    use super::page_routes;
    use crate::routes;

    #[test]
    fn all_of_it_is_for_who_is_signed_in() {
        for route in page_routes() {
            let below = format!("{}/", routes::HOME);
            assert!(route.path == routes::HOME || route.path.starts_with(&below), "{}", route.name);
            assert_eq!(route.access, Access::Account, "{}", route.name);
            assert!(route.name.starts_with("desk_"), "{}", route.name);
        }
    }
}
