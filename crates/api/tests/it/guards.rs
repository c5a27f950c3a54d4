//! What the table promises is what is served and documented.

use std::collections::BTreeSet;

use serde_json::Value;
use souk_domain::refusal::CODES;
use souk_http::{Access, Route};

use super::rig::Api;
use souk_api::{OPERATIONS, document, errors_markdown};

fn described() -> Value {
    serde_json::to_value(document()).unwrap()
}

#[test]
fn every_operation_is_documented_and_nothing_else_is() {
    let document = described();
    assert_eq!(document["openapi"], "3.1.0");
    let served: BTreeSet<(String, String)> = OPERATIONS
        .iter()
        .map(|operation| {
            (operation.route.method.as_str().to_ascii_lowercase(), operation.route.path.to_owned())
        })
        .collect();
    assert_eq!(served.len(), OPERATIONS.len(), "one operation for each method and address");
    let paths = document["paths"].as_object().unwrap();
    let documented: BTreeSet<(String, String)> = paths
        .iter()
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| (method.clone(), path.clone()))
        })
        .collect();
    assert_eq!(served, documented);
}

#[test]
fn every_reference_of_the_document_leads_somewhere() {
    let document = described();
    let mut references = Vec::new();
    collect(&document, &mut references);
    assert!(references.len() > 100);
    for reference in references {
        let pointer = reference.strip_prefix('#').unwrap();
        assert!(document.pointer(pointer).is_some(), "{reference} leads nowhere");
    }
}

fn collect(value: &Value, references: &mut Vec<String>) {
    match value {
        Value::Object(members) => {
            references.extend(members.get("$ref").and_then(Value::as_str).map(str::to_owned));
            members.values().for_each(|member| collect(member, references));
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, references)),
        _ => {}
    }
}

#[test]
fn every_text_and_list_that_is_sent_has_its_bounds_in_the_document() {
    let document = described();
    for operation in OPERATIONS.iter().filter(|operation| operation.takes.is_some()) {
        let mut unbounded = Vec::new();
        for (name, _) in &operation.names {
            let schema = &document["components"]["schemas"][name];
            let is_sent = document.to_string().contains(&format!("#/components/schemas/{name}"));
            if is_sent && schema["additionalProperties"] == false {
                unbounded.extend(unbounded_fields(name, schema));
            }
        }
        assert!(unbounded.is_empty(), "{}: {unbounded:?}", operation.route.name);
    }
}

fn unbounded_fields(name: &str, schema: &Value) -> Vec<String> {
    let fields = schema["properties"].as_object().into_iter().flatten();
    let is_unbounded = |shape: &Value| {
        let is = |kind: &str| {
            shape["type"] == kind
                || shape["type"].as_array().is_some_and(|kinds| kinds.iter().any(|k| k == kind))
        };
        (is("string") && shape["maxLength"].is_null() && shape["enum"].is_null())
            || (is("array") && shape["maxItems"].is_null())
    };
    fields.filter(|(_, shape)| is_unbounded(shape)).map(|(field, _)| format!("{name}.{field}")).collect()
}

#[test]
fn names_are_unique_and_every_address_begins_alike() {
    let routes: Vec<Route> = souk_api::routes();
    let names: BTreeSet<&str> = routes.iter().map(|route| route.name).collect();
    assert_eq!(names.len(), routes.len());
    assert!(OPERATIONS.iter().all(|operation| operation.route.path.starts_with("/api/v1/")));
    assert!(OPERATIONS.iter().all(|operation| !operation.summary.is_empty() && !operation.group.is_empty()));
}

#[test]
fn the_access_table_follows_the_addresses() {
    for route in souk_api::routes() {
        let expected = match route.path {
            path if path.starts_with("/api/v1/admin/") => Access::Staff,
            path if path.starts_with("/api/v1/vendor/") => Access::Vendor,
            path if path.starts_with("/api/v1/webhooks/") => Access::Gateway,
            path if path == "/api/v1/me" || path.starts_with("/api/v1/me/") => Access::Account,
            "/api/v1/sessions/current" | "/api/v1/vendors" | "/api/v1/vendor-invitations/accept" => {
                Access::Account
            }
            "/api/v1/orders" if route.method == http::Method::GET => Access::Account,
            path if path.starts_with("/api/v1/carts/") || path == "/api/v1/orders" => Access::CartHolder,
            path if path.starts_with("/api/v1/orders/") => Access::OrderHolder,
            "/api/v1/order-lines/{line}/review" => Access::OrderHolder,
            _ => Access::Anyone,
        };
        assert_eq!(route.access, expected, "{}", route.path);
    }
}

/// Run with `SOUK_WRITE_DOCS=1` to write the file anew.
#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "how a developer asks for the file; nothing of the shop reads it"
)]
fn the_file_of_errors_is_the_table_of_codes() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/errors.md");
    if std::env::var("SOUK_WRITE_DOCS").is_ok() {
        std::fs::write(path, errors_markdown()).unwrap();
    }
    let written = std::fs::read_to_string(path).unwrap_or_default();
    assert!(written == errors_markdown(), "docs/errors.md is not the table of codes: write it anew");
}

#[tokio::test]
async fn the_descriptions_are_served_without_a_script() {
    let api = Api::open().await;
    assert_eq!(api.get("/api/v1/openapi.json").await.ok(200)["info"]["title"], "Souk");
    let docs = api.get("/api/docs").await;
    assert_eq!(docs.status, 200);
    assert!(!docs.text.contains("<script") && !docs.text.contains("style=") && !docs.text.contains("://"));
    for operation in OPERATIONS.iter() {
        assert!(docs.text.contains(&format!("id=\"{}\"", operation.route.name)), "{}", operation.route.name);
    }
    let errors = api.get("/errors").await;
    assert!(CODES.iter().all(|code| errors.text.contains(&format!("id=\"{}\"", code.name))));
    assert_eq!(api.get("/api/docs.css").await.header("content-type"), "text/css; charset=utf-8");
    api.close().await;
}
