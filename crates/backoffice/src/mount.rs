//! The addresses of the back office with their handlers.

use souk_http::{Face, Route};

use crate::{
    acting, audit, categories, commission, home, money, orders, products, promotions, returns, reviews,
    roles, staff, taxes, vendors,
};

/// Every page, mounted.
pub fn page_routes() -> Vec<Route> {
    let all = [
        home::mounted(),
        orders::mounted(),
        money::mounted(),
        vendors::mounted(),
        acting::mounted(),
        staff::mounted(),
        roles::mounted(),
        audit::mounted(),
        taxes::mounted(),
        commission::mounted(),
        categories::mounted(),
        products::mounted(),
        promotions::mounted(),
        reviews::mounted(),
        returns::mounted(),
    ];
    all.into_iter().flatten().map(|route| route.face(Face::Page)).collect()
}

#[cfg(test)]
mod tests {
    use souk_http::Access;

    use super::page_routes;

    #[test]
    fn all_of_it_is_the_staffs() {
        for route in page_routes() {
            assert!(route.path.starts_with("/admin"), "{}", route.name);
            assert_eq!(route.access, Access::Staff, "{}", route.name);
            assert!(route.name.starts_with("office_"), "{}", route.name);
        }
    }
}
