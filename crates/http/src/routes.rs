//! The one table of addresses: what stands in it of each route.

use std::{collections::HashMap, fmt::Display};

use axum::{
    handler::Handler,
    response::Response,
    routing::{MethodFilter, MethodRouter, on},
};
use http::{HeaderValue, Method, StatusCode, header};
use souk_domain::{path, percent};

use crate::HttpState;

/// The page where people sign in: a page of [`Access::Account`] sends there who is not. It takes `?next=`, the path to go on to.
pub const SIGN_IN: &str = "/login";

/// The page where sign-in codes are set up: whose role asks for them and who has none is led there from everywhere else.
pub const SET_UP_CODES: &str = "/account/security/codes";

/// What every address of the API begins with, and of nothing else.
pub const API: &str = "/api/";

/// Where pictures of the catalogue are served, by their file names.
pub const MEDIA: &str = path::MEDIA;

/// The address of a pattern in axum's syntax with its holes filled, each by one path segment.
pub fn address(pattern: &str, values: &[&dyn Display]) -> String {
    let mut values = values.iter();
    let mut address = String::new();
    let mut rest = pattern;
    while let Some((before, hole)) = rest.split_once('{') {
        address.push_str(before);
        if let Some(value) = values.next() {
            address.push_str(&percent::encode(&value.to_string()));
        }
        rest = hole.split_once('}').map_or("", |(_name, after)| after);
    }
    address + rest
}

/// Leads a browser on, always by GET: going back and reloading send nothing twice.
pub fn see_other(address: &str) -> Response {
    let mut response = Response::default();
    *response.status_mut() = StatusCode::SEE_OTHER;
    // an address is built from a table, which leaves nothing that a header cannot carry
    let address = HeaderValue::from_str(address).unwrap_or(HeaderValue::from_static("/"));
    response.headers_mut().insert(header::LOCATION, address);
    response
}

/// Leads on to where something stands for good; the query goes along.
pub fn moved_permanently(address: &str, query: Option<&str>) -> Response {
    let address = query.map_or_else(|| address.to_owned(), |query| format!("{address}?{query}"));
    let mut response = see_other(&address);
    *response.status_mut() = StatusCode::MOVED_PERMANENTLY;
    response
}

/// Who may call a route.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Access {
    /// Everybody.
    Anyone,
    /// Who has the cart's capability; for others it does not exist.
    CartHolder,
    /// Who has the order's capability; for others it does not exist.
    OrderHolder,
    /// Who is signed in, for the account's own things.
    Account,
    /// A vendor's key or a member of it who is signed in, for that vendor's own things.
    Vendor,
    /// The market's staff, by a key or signed in.
    Staff,
    /// A payment gateway or a carrier that signs what it sends.
    Gateway,
    /// An unforwarded peer at this machine, or a scraper with the metrics token.
    Scraper,
}

impl Access {
    /// The word in the access table.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Anyone => "anyone",
            Self::CartHolder => "cart_holder",
            Self::OrderHolder => "order_holder",
            Self::Account => "account",
            Self::Vendor => "vendor",
            Self::Staff => "staff",
            Self::Gateway => "gateway",
            Self::Scraper => "scraper",
        }
    }
}

/// What a route speaks, and so how its refusals are written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Face {
    /// JSON for programs: refusals are problem documents.
    Api,
    /// Pages for people: refusals are error pages, and the browser is a [`crate::Visitor`].
    Page,
    /// Files and probes: refusals are problem documents, and there is no visitor.
    Plain,
}

/// What gives way first when there is more work than can be done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shed {
    /// Browsing: turned away early, so that those who pay get through.
    First,
    /// The money path: turned away only when nothing else is left.
    Last,
    /// Probes: always answered.
    Never,
}

/// One operation: method, address, name, who may call it, and the handler.
#[derive(Clone)]
pub struct Route {
    /// The method; `GET` answers `HEAD` too.
    pub method: Method,
    /// The address, in axum's syntax: `/api/v1/orders/{order}`.
    pub path: &'static str,
    /// The name by which it is known in the access table and in OpenAPI; unique.
    pub name: &'static str,
    /// Who may call it.
    pub access: Access,
    /// How its refusals are written.
    pub face: Face,
    /// Whether it gives way.
    pub shed: Shed,
    /// Whether it is open to those of the staff whose role asks for sign-in codes that they have not set up yet.
    pub before_codes: bool,
    pub(crate) handler: MethodRouter<HttpState>,
}

impl Route {
    /// A route of the API. Builders below change what differs.
    pub fn new<H, T>(
        method: Method,
        path: &'static str,
        name: &'static str,
        access: Access,
        handler: H,
    ) -> Self
    where
        H: Handler<T, HttpState>,
        T: 'static,
    {
        // a method without a filter (TRACE, CONNECT, our own inventions) is never routed
        let handler = MethodFilter::try_from(method.clone())
            .map_or_else(|_| MethodRouter::new(), |filter| on(filter, handler));
        Self { method, path, name, access, face: Face::Api, shed: Shed::First, before_codes: false, handler }
    }

    /// The same on another face.
    #[must_use]
    pub fn face(self, face: Face) -> Self {
        Self { face, ..self }
    }

    /// The same, open to those too who have to set up sign-in codes before anything else.
    #[must_use]
    pub fn before_codes(self) -> Self {
        Self { before_codes: true, ..self }
    }

    /// The same, giving way differently.
    #[must_use]
    pub fn shed(self, shed: Shed) -> Self {
        Self { shed, ..self }
    }
}

/// What the outermost layer knows of each route: by address, then method.
pub(crate) type Table = HashMap<&'static str, Vec<Facts>>;

/// A route without its handler.
#[derive(Debug, Clone)]
pub(crate) struct Facts {
    pub(crate) method: Method,
    pub(crate) path: &'static str,
    pub(crate) name: &'static str,
    pub(crate) access: Access,
    pub(crate) before_codes: bool,
    pub(crate) face: Face,
    pub(crate) shed: Shed,
}

#[cfg(test)]
mod tests {
    use super::address;

    #[test]
    fn each_hole_takes_one_segment() {
        assert_eq!(address("/c/{slug}", &[&"a b/c"]), "/c/a%20b%2Fc");
        assert_eq!(address("/p/{product}/images/{image}", &[&"p1", &7]), "/p/p1/images/7");
        assert_eq!(address("/cart", &[]), "/cart");
    }
}
