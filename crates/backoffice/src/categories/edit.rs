//! One category: what it is called, where it stands, what it becomes one with, and that it goes. Each form says which revision it was
//! filled in over.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::CategoryId;
use souk_domain::refusal::RequestRefusal;
use souk_http::Result;
use souk_http::read::{Form, Part, Query};
use souk_market::catalogue::{self, CategoryChanges};
use souk_market::office;
use souk_ui::desk::{Mistakes, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::read::{beside, choices, chosen, mistakes, slug_of};
use crate::prelude::*;
use crate::shared::Clerk;

/// The forms post `csrf`, `revision`, and `name`, `slug`, `description`; or `parent`; or `into`; or nothing more.
#[derive(Clone, Debug, Template)]
#[template(path = "categories/edit.html")]
pub struct CategoryPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub id: String,
    pub revision: i64,
    /// As it is called now.
    pub called: String,
    /// The slug of its page.
    pub stands_at: String,
    pub name: Entry,
    pub slug: Entry,
    pub description: Entry,
    /// What it may stand below.
    pub parents: Vec<Choice>,
    pub parent_wrong: Option<String>,
    /// What it may become one with.
    pub others: Vec<Choice>,
    pub into_wrong: Option<String>,
    /// Products right in it, whatever their status.
    pub products: i64,
    /// Categories right below it.
    pub below: usize,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// What a form sends; each has its own of these.
#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct EditForm {
    revision: i64,
    name: Option<String>,
    slug: Option<String>,
    description: Option<String>,
    parent: Option<String>,
    into: Option<String>,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CategoryQuery {
    done: String,
}

/// `GET /admin/categories/{id}`.
pub(super) async fn show(
    clerk: Clerk,
    Part(id): Part<CategoryId>,
    Query(asked): Query<CategoryQuery>,
) -> Result<Response> {
    let done = match asked.done.as_str() {
        "saved" => say("desk-saved", &[]),
        "moved" => say("categories-moved", &[]),
        "merged" => say("categories-merged", &[]),
        _ => String::new(),
    };
    draw(&clerk, id, &EditForm::default(), (Mistakes::default(), StatusCode::OK), done).await
}

/// `POST /admin/categories/{id}/names`.
pub(super) async fn name(
    clerk: Clerk,
    Part(id): Part<CategoryId>,
    Form(sent): Form<EditForm>,
) -> Result<Response> {
    let mut wrong = Mistakes::default();
    let typed = sent.slug.clone().unwrap_or_default();
    let slug = slug_of(&typed, &mut wrong);
    if slug.is_none() && wrong.is_empty() {
        wrong.add("slug", say("sell-handle-malformed", &[]));
    }
    if !wrong.is_empty() {
        return again(&clerk, id, &sent, (wrong, StatusCode::UNPROCESSABLE_ENTITY)).await;
    }
    let changes = CategoryChanges {
        name: sent.name.clone(),
        slug,
        description: sent.description.clone(),
        ..CategoryChanges::default()
    };
    change(&clerk, id, sent, changes, "saved").await
}

/// `POST /admin/categories/{id}/move`.
pub(super) async fn shift(
    clerk: Clerk,
    Part(id): Part<CategoryId>,
    Form(sent): Form<EditForm>,
) -> Result<Response> {
    let parent = chosen(sent.parent.as_deref().unwrap_or_default())?;
    let changes = CategoryChanges { parent: Some(parent), ..CategoryChanges::default() };
    change(&clerk, id, sent, changes, "moved").await
}

async fn change(
    clerk: &Clerk,
    id: CategoryId,
    sent: EditForm,
    changes: CategoryChanges,
    done: &str,
) -> Result<Response> {
    let changes = CategoryChanges { expected_revision: Some(sent.revision), ..changes };
    match catalogue::change_category(clerk.http.app(), clerk.actor, id, changes).await {
        Ok(_category) => done_at(id, done),
        Err(error) => again(clerk, id, &sent, mistakes(error)?).await,
    }
}

/// `POST /admin/categories/{id}/merge`.
pub(super) async fn merge(
    clerk: Clerk,
    Part(id): Part<CategoryId>,
    Form(sent): Form<EditForm>,
) -> Result<Response> {
    let Some(into) = chosen(sent.into.as_deref().unwrap_or_default())? else {
        let mut wrong = Mistakes::default();
        wrong.add("into", say("categories-choose", &[]));
        return again(&clerk, id, &sent, (wrong, StatusCode::UNPROCESSABLE_ENTITY)).await;
    };
    let merged =
        catalogue::merge_categories(clerk.http.app(), clerk.actor, id, into, Some(sent.revision)).await;
    match merged {
        Ok(_category) => done_at(into, "merged"),
        Err(error) => again(&clerk, id, &sent, mistakes(error)?).await,
    }
}

/// `POST /admin/categories/{id}/delete`.
pub(super) async fn delete(
    clerk: Clerk,
    Part(id): Part<CategoryId>,
    Form(sent): Form<EditForm>,
) -> Result<Response> {
    match catalogue::delete_category(clerk.http.app(), clerk.actor, id, Some(sent.revision)).await {
        Ok(()) => Ok(see_other(&format!("{}?done=deleted", ways::categories()), None)),
        Err(error) => again(&clerk, id, &sent, mistakes(error)?).await,
    }
}

fn done_at(id: CategoryId, done: &str) -> Result<Response> {
    Ok(see_other(&format!("{}?done={done}", ways::category(&id.to_string())), None))
}

async fn again(
    clerk: &Clerk,
    id: CategoryId,
    sent: &EditForm,
    wrong: (Mistakes, StatusCode),
) -> Result<Response> {
    draw(clerk, id, sent, wrong, String::new()).await
}

async fn draw(
    clerk: &Clerk,
    id: CategoryId,
    sent: &EditForm,
    (mistakes, status): (Mistakes, StatusCode),
    done: String,
) -> Result<Response> {
    // there is nothing on it for who only looks: the tree shows all
    if !clerk.may(Permission::CatalogueWrite) {
        let permission = Permission::CatalogueWrite.as_str();
        return Err(RequestRefusal::Forbidden { permission }.into());
    }
    let found = office::category(clerk.http.app(), clerk.actor, id).await?;
    let (frame, mut desk) = clerk.frame(&found.around);
    let category = found.category;
    desk.crumbs =
        vec![Crumb::to(say("categories-title", &[]), ways::categories()), Crumb::here(category.name.clone())];
    let entry = |field: &str, typed: &Option<String>, known: &str| Entry {
        value: typed.clone().unwrap_or_else(|| known.to_owned()),
        error: mistakes.words(field),
    };
    let parent = category.parent.map(|parent| parent.to_string()).unwrap_or_default();
    let parent = sent.parent.clone().unwrap_or(parent);
    let into = sent.into.clone().unwrap_or_default();
    let own = beside(&found.tree, id).and_then(|row| row.iter().find(|node| node.id == id));
    let page = CategoryPage {
        frame,
        desk,
        errors: mistakes.all(),
        id: id.to_string(),
        revision: category.revision,
        name: entry("name", &sent.name, &category.name),
        slug: entry("slug", &sent.slug, &category.slug),
        description: entry("description", &sent.description, &category.description),
        parents: choices(&found.tree, Some(id), &parent),
        parent_wrong: mistakes.words("parent"),
        others: choices(&found.tree, Some(id), &into),
        into_wrong: mistakes.words("into"),
        products: found.products,
        below: own.map_or(0, |node| node.children.len()),
        done,
        called: category.name,
        stands_at: category.slug,
    };
    Ok(private(status, &page))
}
