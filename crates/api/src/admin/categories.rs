use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::StatusCode;
use serde::{Deserialize, Serialize};
use souk_domain::ids::CategoryId;
use souk_http::{
    HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part, change as patched},
};
use souk_market::{
    catalogue,
    catalogue::{Category, CategoryChanges, CategoryNode, NewCategory},
};
use utoipa::ToSchema;

use crate::wire::{Answer, Once, id as id_of, optional_id, required, slug};

/// The tree of categories.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffTree {
    /// Those at the top.
    items: Vec<StaffBranch>,
}

/// A category with what is below it.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffBranch {
    id: String,
    slug: String,
    name: String,
    description: String,
    revision: i64,
    /// Products shown in it and below it.
    product_count: i64,
    #[schema(no_recursion)]
    children: Vec<StaffBranch>,
}

/// A category.
#[derive(Serialize, ToSchema)]
pub(crate) struct StaffCategory {
    id: String,
    slug: String,
    name: String,
    /// What is in it; may be empty.
    description: String,
    parent_id: Option<String>,
    revision: i64,
}

/// A category to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryRequest {
    #[schema(format = "category_name")]
    name: String,
    /// What is in it, in a sentence or two.
    #[serde(default)]
    #[schema(format = "category_description")]
    description: String,
    /// Left out: made from the name.
    #[schema(format = "slug")]
    slug: Option<String>,
    /// Left out: at the top.
    #[schema(format = "CategoryId")]
    parent_id: Option<String>,
}

/// What is to change about a category (RFC 7396).
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct CategoryPatch {
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "category_name")]
    name: Option<Option<String>>,
    /// What is in it, in a sentence or two; null says nothing.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "category_description")]
    description: Option<Option<String>>,
    /// Null moves it to the top.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "CategoryId")]
    parent_id: Option<Option<String>>,
    /// Its old address leads to the new one.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = String, format = "slug")]
    slug: Option<Option<String>>,
    /// Before which of its siblings it is to stand, once it is where it is to be; null: behind all of them.
    #[serde(default, deserialize_with = "patched")]
    #[schema(value_type = Option<String>, format = "CategoryId")]
    before_id: Option<Option<String>>,
}

/// What a category is merged into.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MergeRequest {
    #[schema(format = "CategoryId")]
    into_id: String,
}

pub(super) async fn list(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let tree = catalogue::list_categories_for_staff(http.app(), caller.actor).await?;
    Ok(Answer::ok(&StaffTree { items: tree.into_iter().map(branch).collect() })?.send())
}

pub(super) async fn create(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<CategoryRequest>,
) -> Result<Response> {
    let new = NewCategory {
        name: asked.name,
        description: asked.description,
        slug: slug("/slug", asked.slug.as_deref())?,
        parent: optional_id("/parent_id", asked.parent_id.as_deref())?,
    };
    let once = Once::new(key, |category: &Category| {
        Ok(Answer::created(&staff_category(category.clone()))?.etag(category.revision))
    });
    let reply = catalogue::create_category(http.app(), caller.actor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

pub(super) async fn change(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CategoryId>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<CategoryPatch>,
) -> Result<Response> {
    let changes = CategoryChanges {
        name: required("/name", patch.name)?,
        description: patch.description.map(Option::unwrap_or_default),
        parent: patch.parent_id.map(|parent| optional_id("/parent_id", parent.as_deref())).transpose()?,
        slug: match required("/slug", patch.slug)? {
            Some(text) => slug("/slug", Some(&text))?,
            None => None,
        },
        before: patch.before_id.map(|before| optional_id("/before_id", before.as_deref())).transpose()?,
        expected_revision: expected,
    };
    let category = catalogue::change_category(http.app(), caller.actor, id, changes).await?;
    let revision = category.revision;
    Ok(Answer::ok(&staff_category(category))?.etag(revision).send())
}

pub(super) async fn merge(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CategoryId>,
    IfMatch(expected): IfMatch,
    Json(asked): Json<MergeRequest>,
) -> Result<Response> {
    let into = id_of("/into_id", &asked.into_id)?;
    let category = catalogue::merge_categories(http.app(), caller.actor, id, into, expected).await?;
    let revision = category.revision;
    Ok(Answer::ok(&staff_category(category))?.etag(revision).send())
}

pub(super) async fn remove(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(id): Part<CategoryId>,
    IfMatch(expected): IfMatch,
) -> Result<Response> {
    catalogue::delete_category(http.app(), caller.actor, id, expected).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn branch(node: CategoryNode) -> StaffBranch {
    StaffBranch {
        id: node.id.to_string(),
        slug: node.slug,
        name: node.name,
        description: node.description,
        revision: node.revision,
        product_count: node.products,
        children: node.children.into_iter().map(branch).collect(),
    }
}

fn staff_category(category: Category) -> StaffCategory {
    StaffCategory {
        id: category.id.to_string(),
        slug: category.slug,
        name: category.name,
        description: category.description,
        parent_id: category.parent.map(|parent| parent.to_string()),
        revision: category.revision,
    }
}
