use std::collections::BTreeMap;

use souk_domain::ids::CategoryId;

use super::store;
use crate::{Ctx, Result};

/// A category with what is below it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CategoryNode {
    pub id: CategoryId,
    pub slug: String,
    pub name: String,
    pub description: String,
    pub revision: i64,
    /// Products shown in it and below it.
    pub products: i64,
    pub children: Vec<CategoryNode>,
}

/// The whole tree, siblings in their order.
pub async fn tree(ctx: &Ctx<'_>) -> Result<Vec<CategoryNode>> {
    let counts: BTreeMap<CategoryId, i64> = store::list_counts(ctx).await?.into_iter().collect();
    let mut below: BTreeMap<Option<CategoryId>, Vec<CategoryNode>> = BTreeMap::new();
    for category in store::list(ctx).await? {
        below.entry(category.parent).or_default().push(CategoryNode {
            id: category.id,
            slug: category.slug,
            name: category.name,
            description: category.description,
            revision: category.revision,
            products: counts.get(&category.id).copied().unwrap_or_default(),
            children: Vec::new(),
        });
    }
    Ok(take_children(None, &mut below))
}

/// Each branch is taken out once, so even broken data ends.
fn take_children(
    parent: Option<CategoryId>,
    below: &mut BTreeMap<Option<CategoryId>, Vec<CategoryNode>>,
) -> Vec<CategoryNode> {
    let mut children = below.remove(&parent).unwrap_or_default();
    for child in &mut children {
        child.children = take_children(Some(child.id), below);
    }
    children
}
