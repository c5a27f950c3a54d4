//! The addresses of the back office with their handlers.

use souk_http::{Face, Route};

use crate::vendors;

/// Every page, mounted.
pub fn page_routes() -> Vec<Route> {
    vendors::mounted().into_iter().map(|route| route.face(Face::Page)).collect()
}

#[cfg(test)]
mod tests {
    use souk_http::Access;

    use super::page_routes;

    #[test]
    fn all_of_it_is_the_staffs() {
        for route in page_routes() {
            assert!(route.path.starts_with("/admin/"), "{}", route.name);
            assert_eq!(route.access, Access::Staff, "{}", route.name);
            assert!(route.name.starts_with("office_"), "{}", route.name);
        }
    }
}
