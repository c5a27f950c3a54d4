//! The categories of the market as a list to choose from.

use souk_http::Result;
use souk_market::catalogue::{self, CategoryNode};
use souk_ui::Choice;

use crate::shared::Worker;

/// Every category by its path, the one of that id chosen.
pub(super) async fn categories(worker: &Worker, chosen: Option<&str>) -> Result<Vec<Choice>> {
    let tree = catalogue::list_categories(worker.http.app(), worker.actor()).await?;
    let mut choices = Vec::new();
    for node in &tree {
        add(&mut choices, node, "", chosen);
    }
    Ok(choices)
}

fn add(choices: &mut Vec<Choice>, node: &CategoryNode, above: &str, chosen: Option<&str>) {
    let name = if above.is_empty() { node.name.clone() } else { format!("{above} / {}", node.name) };
    let value = node.id.to_string();
    choices.push(Choice { chosen: chosen == Some(value.as_str()), value, name: name.clone() });
    for child in &node.children {
        add(choices, child, &name, chosen);
    }
}
