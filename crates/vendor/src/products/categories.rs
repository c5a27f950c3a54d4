//! The categories of the market, and its tax classes, as lists to choose from.

use souk_http::Result;
use souk_market::catalogue::{self, CategoryNode};
use souk_market::tax;
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

/// Every tax class, the one of that word chosen; nothing chosen is the first, the standard one.
pub(super) async fn tax_classes(worker: &Worker, chosen: &str) -> Result<Vec<Choice>> {
    let classes = tax::vendor_tax_classes(worker.http.app(), worker.actor(), worker.seat.vendor).await?;
    let choice = |class: souk_domain::tax::TaxClass| Choice {
        chosen: class.code.as_str() == chosen,
        value: class.code.to_string(),
        name: class.name,
    };
    Ok(classes.into_iter().map(choice).collect())
}
