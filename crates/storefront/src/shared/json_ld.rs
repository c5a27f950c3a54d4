//! What search engines read: JSON-LD, which is data and no script.

use serde_json::{Value, json};
use souk_ui::{Crumb, Frame};

/// The way up to a page.
pub(crate) fn crumbs(frame: &Frame, crumbs: &[Crumb]) -> Value {
    let items: Vec<Value> = crumbs
        .iter()
        .enumerate()
        .map(|(index, crumb)| {
            let href = if crumb.href.is_empty() { frame.canonical() } else { absolute(frame, &crumb.href) };
            json!({ "@type": "ListItem", "position": index + 1, "name": crumb.name, "item": href })
        })
        .collect();
    json!({ "@type": "BreadcrumbList", "itemListElement": items })
}

/// An address with the shop's own host before it.
pub(crate) fn absolute(frame: &Frame, href: &str) -> String {
    if href.starts_with('/') { format!("{}{href}", frame.origin) } else { href.to_owned() }
}

/// JSON that cannot end the element it stands in, whatever a seller called their mug.
pub(crate) fn inside_html(value: &Value) -> String {
    value.to_string().replace('<', "\\u003c").replace('>', "\\u003e").replace('&', "\\u0026")
}
