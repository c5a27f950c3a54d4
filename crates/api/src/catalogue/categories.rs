use axum::{extract::State, response::Response};
use http::Uri;
use serde::Serialize;
use souk_http::{HttpState, Result};
use souk_market::{
    Actor,
    catalogue::{self, CategoryNode},
};
use utoipa::ToSchema;

use crate::wire::{Answer, kept};

/// The tree of categories.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryTree {
    /// Those at the top.
    items: Vec<CategoryBranch>,
}

/// A category with what is below it.
#[derive(Serialize, ToSchema)]
pub(crate) struct CategoryBranch {
    id: String,
    slug: String,
    name: String,
    /// What is in it; may be empty.
    description: String,
    /// Products shown in it and below it.
    product_count: i64,
    #[schema(no_recursion)]
    children: Vec<CategoryBranch>,
}

pub(super) async fn list(State(http): State<HttpState>, uri: Uri) -> Result<Response> {
    kept(&http, &uri, async {
        let tree = catalogue::list_categories(http.app(), Actor::Guest).await?;
        Ok(Answer::ok(&CategoryTree { items: tree.into_iter().map(branch).collect() })?)
    })
    .await
}

/// Categories have at most six levels, so this ends soon.
fn branch(node: CategoryNode) -> CategoryBranch {
    CategoryBranch {
        id: node.id.to_string(),
        slug: node.slug,
        name: node.name,
        description: node.description,
        product_count: node.products,
        children: node.children.into_iter().map(branch).collect(),
    }
}
