//! The table of addresses made into a service.

use std::{collections::BTreeMap, sync::Arc};

use axum::{Router, routing::MethodRouter};
use http::{HeaderValue, Method, header::ALLOW};
use souk_domain::refusal::RequestRefusal;

use crate::{
    HttpState, Refusal, Route, compression, layers,
    routes::{Facts, Table},
};

/// Makes the service of a table. Nothing outside the table is served; another method at a known address answers 405 with
/// `Allow`, an unknown address 404.
pub fn router(http: &HttpState, routes: Vec<Route>) -> Router {
    let mut addresses: BTreeMap<&'static str, MethodRouter<HttpState>> = BTreeMap::new();
    let mut table = Table::new();
    for Route { method, path, access, face, shed, handler, name, before_codes } in routes {
        let is_smaller = compression::is_for_pages(face, access);
        let handler = if is_smaller { handler.layer(compression::compressing()) } else { handler };
        let at = addresses.remove(path).unwrap_or_default();
        addresses.insert(path, at.merge(handler));
        table.entry(path).or_default().push(Facts { method, path, name, access, before_codes, face, shed });
    }
    let mut router = Router::new();
    for (path, methods) in addresses {
        let allow = table.get(path).and_then(|facts| allow(facts));
        let other = move |method: Method| std::future::ready(method_not_allowed(&method, allow.clone()));
        router = router.route(path, methods.fallback(other));
    }
    layers::around(
        http,
        Arc::new(table),
        router.fallback(|| std::future::ready(Refusal::from(RequestRefusal::NotFound))),
    )
}

fn allow(facts: &[Facts]) -> Option<HeaderValue> {
    let mut methods: Vec<&str> = facts.iter().map(|facts| facts.method.as_str()).collect();
    if methods.contains(&"GET") {
        methods.push("HEAD");
    }
    methods.sort_unstable();
    HeaderValue::from_str(&methods.join(", ")).ok()
}

fn method_not_allowed(method: &Method, allow: Option<HeaderValue>) -> Refusal {
    let refusal = Refusal::from(RequestRefusal::MethodNotAllowed {
        method: method.as_str().chars().take(16).collect(),
    });
    match allow {
        Some(allow) => refusal.with_header(ALLOW, allow),
        None => refusal,
    }
}
