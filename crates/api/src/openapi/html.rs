//! Pages for people, made once from what programs read. No script, one style sheet.

use serde_json::Value;
use souk_domain::refusal::CODES;

use super::{DOCS, DOCS_STYLE, ERRORS_PAGE, OPENAPI};

/// The reference as one page.
pub(super) fn docs(json: &str) -> String {
    let document: Value = serde_json::from_str(json).unwrap_or_default();
    let mut body = String::from("<h1>The API of this market</h1>");
    body.push_str(&format!("<p>{}</p>", ticked(text(&document["info"]["description"]))));
    body.push_str(&format!(
        "<p><a href=\"{OPENAPI}\">OpenAPI document</a> · <a href=\"{ERRORS_PAGE}\">Error codes</a></p>"
    ));
    body.push_str(&contents());
    let mut heading = "";
    for operation in crate::OPERATIONS.iter() {
        if operation.group != heading {
            heading = operation.group;
            body.push_str(&format!("<h2 id=\"{}\">{}</h2>", anchor(heading), escaped(heading)));
        }
        let method = operation.route.method.as_str().to_ascii_lowercase();
        let described = &document["paths"][operation.route.path][&method];
        body.push_str(&operation_section(operation, described));
    }
    body.push_str("<h2 id=\"schemas\">Schemas</h2>");
    for (name, schema) in document["components"]["schemas"].as_object().into_iter().flatten() {
        body.push_str(&schema_section(name, schema));
    }
    page("API", &body)
}

/// The codes as one page; `/errors#code` is where the `type` of a problem leads.
pub(super) fn errors() -> String {
    let mut body =
        format!("<h1>Error codes</h1><p>Stable for good. <a href=\"{DOCS}\">Back to the API</a></p>");
    for code in CODES {
        body.push_str(&format!(
            "<section id=\"{name}\"><h2><code>{name}</code> <span>{status}</span></h2><p>{title}.</p><p>{advice}</p></section>",
            name = code.name,
            status = code.kind.status(),
            title = escaped(code.title),
            advice = ticked(code.advice),
        ));
    }
    page("Codes", &body)
}

fn page(title: &str, body: &str) -> String {
    format!(
        "<!doctype html><html lang=\"en\"><head><meta charset=\"utf-8\"><title>{title} · Souk</title>\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\
         <link rel=\"stylesheet\" href=\"{DOCS_STYLE}\"></head><body><main>{body}</main></body></html>"
    )
}

fn contents() -> String {
    let mut groups: Vec<&str> = crate::OPERATIONS.iter().map(|operation| operation.group).collect();
    groups.dedup();
    let links: String = groups
        .iter()
        .map(|group| format!("<li><a href=\"#{}\">{}</a></li>", anchor(group), escaped(group)))
        .collect();
    format!("<nav aria-label=\"Contents\"><ul>{links}<li><a href=\"#schemas\">Schemas</a></li></ul></nav>")
}

fn operation_section(operation: &crate::operation::Operation, described: &Value) -> String {
    let mut section = format!(
        "<section id=\"{}\"><h3><b>{}</b> <code>{}</code></h3><p>{}. <i>For: {}.</i></p>",
        operation.route.name,
        operation.route.method,
        escaped(operation.route.path),
        escaped(operation.summary),
        operation.route.access.as_str().replace('_', " "),
    );
    if !operation.description.is_empty() {
        section.push_str(&format!("<p>{}</p>", ticked(operation.description)));
    }
    let parameters = described["parameters"].as_array().map(Vec::as_slice).unwrap_or_default();
    if !parameters.is_empty() {
        let row = |parameter: &Value| {
            let name = format!("{} ({})", text(&parameter["name"]), text(&parameter["in"]));
            row(&name, &parameter["schema"], text(&parameter["description"]), parameter["required"] == true)
        };
        section.push_str(&table(&parameters.iter().map(row).collect::<String>()));
    }
    let body = &described["requestBody"]["content"]["application/json"]["schema"];
    if !body.is_null() {
        section.push_str(&format!("<p>Takes {}.</p>", kind(body)));
    }
    for (status, response) in described["responses"].as_object().into_iter().flatten() {
        let schema = &response["content"]["application/json"]["schema"];
        let of_type = response["content"].as_object().and_then(|content| content.keys().next());
        let shape = match of_type {
            Some(of_type) if !of_type.ends_with("json") => format!("<code>{}</code>", escaped(of_type)),
            Some(_) if !schema.is_null() => kind(schema),
            Some(_) | None => String::new(),
        };
        let says =
            if status.starts_with('2') { String::new() } else { ticked(text(&response["description"])) };
        section.push_str(&format!("<p><b>{status}</b> {shape} {says}</p>"));
    }
    section + "</section>"
}

fn schema_section(name: &str, schema: &Value) -> String {
    let mut rows = String::new();
    for part in std::iter::once(schema).chain(schema["allOf"].as_array().into_iter().flatten()) {
        if !part["$ref"].is_null() {
            rows.push_str(&row("and all of", part, "", true));
        }
        let required = part["required"].as_array().cloned().unwrap_or_default();
        for (field, shape) in part["properties"].as_object().into_iter().flatten() {
            let needed = required.iter().any(|name| name == field);
            rows.push_str(&row(field, shape, text(&shape["description"]), needed));
        }
    }
    let says = ticked(text(&schema["description"]));
    let rows = if rows.is_empty() { format!("<p>{}</p>", kind(schema)) } else { table(&rows) };
    format!("<section id=\"schema-{name}\"><h3>{name}</h3><p>{says}</p>{rows}</section>")
}

fn table(rows: &str) -> String {
    format!(
        "<table><thead><tr><th>Name</th><th>Type</th><th>Description</th></tr></thead><tbody>{rows}</tbody></table>"
    )
}

fn row(name: &str, schema: &Value, says: &str, required: bool) -> String {
    let needed = if required { "" } else { " <small>optional</small>" };
    format!(
        "<tr><td><code>{}</code>{needed}</td><td>{}</td><td>{}</td></tr>",
        escaped(name),
        kind(schema),
        ticked(says)
    )
}

/// A schema in a few words, with its bounds.
fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return format!("<a href=\"#schema-{name}\">{name}</a>");
    }
    if let Some(choices) = schema["oneOf"].as_array() {
        return choices.iter().map(kind).collect::<Vec<_>>().join(" or ");
    }
    if let Some(words) = schema["enum"].as_array() {
        return words
            .iter()
            .map(|word| format!("<code>{}</code>", escaped(text(word))))
            .collect::<Vec<_>>()
            .join(", ");
    }
    let base = match &schema["type"] {
        Value::Array(types) => types.iter().map(text).collect::<Vec<_>>().join(" or "),
        one => text(one).to_owned(),
    };
    let items =
        if schema["items"].is_null() { String::new() } else { format!(" of {}", kind(&schema["items"])) };
    format!("{}{items}{}", escaped(&base), bounds(schema))
}

fn bounds(schema: &Value) -> String {
    let names = [
        ("minimum", "at least"),
        ("maximum", "at most"),
        ("minLength", "at least (characters)"),
        ("maxLength", "at most (characters)"),
        ("minItems", "at least (items)"),
        ("maxItems", "at most (items)"),
        ("default", "default"),
    ];
    let said: Vec<String> = names
        .iter()
        .filter(|(name, _)| !schema[*name].is_null())
        .map(|(name, words)| format!("{words} {}", escaped(&schema[*name].to_string())))
        .collect();
    if said.is_empty() { String::new() } else { format!(" <small>{}</small>", said.join(", ")) }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap_or_default()
}

fn anchor(heading: &str) -> String {
    heading.chars().filter(char::is_ascii_alphanumeric).collect::<String>().to_ascii_lowercase()
}

/// Escaped, with `words` in backticks as code.
fn ticked(words: &str) -> String {
    let pieces = words.split('`').enumerate();
    pieces
        .map(
            |(place, piece)| {
                if place % 2 == 0 { escaped(piece) } else { format!("<code>{}</code>", escaped(piece)) }
            },
        )
        .collect()
}

fn escaped(words: &str) -> String {
    words.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
