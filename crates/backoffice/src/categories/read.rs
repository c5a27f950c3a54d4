//! The tree as rows and as a list to choose from, and what is wrong with a form about it.

use axum::http::StatusCode;
use souk_domain::ids::CategoryId;
use souk_domain::refusal::{CatalogueRefusal, Refusal, RequestRefusal};
use souk_domain::text::Slug;
use souk_http::Result;
use souk_market::Error;
use souk_market::catalogue::CategoryNode;
use souk_ui::Choice;
use souk_ui::desk::Mistakes;
use souk_ui::texts::say;

/// What is wrong, and the status of the page that says so: somebody who was faster is another matter than a mistake.
pub(super) fn mistakes(error: Error) -> Result<(Mistakes, StatusCode)> {
    let status = match error.refusal() {
        Some(Refusal::Catalogue(CatalogueRefusal::CategoryNotFound)) => return Err(error.into()),
        Some(Refusal::Request(RequestRefusal::PreconditionFailed)) => StatusCode::CONFLICT,
        _ => StatusCode::UNPROCESSABLE_ENTITY,
    };
    Ok((Mistakes::of(error, field_of)?, status))
}

/// The field of a form that a pointer names.
fn field_of(pointer: &str) -> String {
    match pointer {
        "/parent_id" => "parent",
        "/into_id" => "into",
        "/before_id" => "",
        other => other.trim_start_matches('/'),
    }
    .to_owned()
}

/// The slug that was typed; `None`: none was.
pub(super) fn slug_of(typed: &str, mistakes: &mut Mistakes) -> Option<Slug> {
    if typed.trim().is_empty() {
        return None;
    }
    let slug = Slug::parse(typed.trim()).ok();
    if slug.is_none() {
        mistakes.add("slug", say("sell-handle-malformed", &[]));
    }
    slug
}

/// The category that was chosen; `None`: the top. What is no id is nobody's category.
pub(super) fn chosen(value: &str) -> std::result::Result<Option<CategoryId>, CatalogueRefusal> {
    match value {
        "" => Ok(None),
        value => value.parse().map(Some).map_err(|_| CatalogueRefusal::CategoryNotFound),
    }
}

/// Every category by its path, but those at and below `but`.
pub(super) fn choices(tree: &[CategoryNode], but: Option<CategoryId>, chosen: &str) -> Vec<Choice> {
    let mut choices = Vec::new();
    for node in tree {
        add(&mut choices, node, "", but, chosen);
    }
    choices
}

fn add(choices: &mut Vec<Choice>, node: &CategoryNode, above: &str, but: Option<CategoryId>, chosen: &str) {
    if but == Some(node.id) {
        return;
    }
    let name = if above.is_empty() { node.name.clone() } else { format!("{above} / {}", node.name) };
    let value = node.id.to_string();
    choices.push(Choice { chosen: chosen == value, value, name: name.clone() });
    for child in &node.children {
        add(choices, child, &name, but, chosen);
    }
}

/// Those that stand beside a category, it with them, in their order.
pub(super) fn beside(tree: &[CategoryNode], id: CategoryId) -> Option<&[CategoryNode]> {
    if tree.iter().any(|node| node.id == id) {
        return Some(tree);
    }
    tree.iter().find_map(|node| beside(&node.children, id))
}
