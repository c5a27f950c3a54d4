//! The tree, with a form that makes a category and buttons that put one before or behind its neighbour.

use axum::http::StatusCode;
use axum::response::Response;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::ids::CategoryId;
use souk_domain::refusal::CatalogueRefusal;
use souk_http::Result;
use souk_http::read::{Form, Query};
use souk_market::catalogue::{self, Category, CategoryChanges, CategoryNode, NewCategory};
use souk_market::office;
use souk_ui::desk::{Mistakes, fresh_key, once, private};
use souk_ui::redirect::see_other;
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, FormError};

use super::read::{beside, choices, chosen, mistakes, slug_of};
use crate::prelude::*;
use crate::shared::Clerk;

/// The form that makes one posts `csrf`, `key`, `name`, `slug`, `description`, `parent`; the one that orders posts `csrf` and `move`.
#[derive(Clone, Debug, Template)]
#[template(path = "categories/list.html")]
pub struct CategoriesPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    pub branches: Vec<BranchOnPage>,
    /// Whether who looks may change them.
    pub may_write: bool,
    /// Tells one sending of the form from the next.
    pub key: String,
    pub name: Entry,
    pub slug: Entry,
    pub description: Entry,
    pub parents: Vec<Choice>,
    pub parent_wrong: Option<String>,
    /// What was just done, in words; may be empty.
    pub done: String,
}

/// A category in its place.
#[derive(Clone, Debug)]
pub struct BranchOnPage {
    pub id: String,
    pub revision: i64,
    pub name: String,
    /// What it stands below; empty at the top.
    pub above: String,
    /// How deep it stands, from 1.
    pub level: usize,
    /// Products shown in it and below it.
    pub products: i64,
    pub is_first: bool,
    pub is_last: bool,
}

#[derive(Clone, Default, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub(super) struct NewForm {
    key: String,
    name: String,
    slug: String,
    description: String,
    parent: String,
}

/// `move` is where to, of which category, at which revision: `up.cat_….3`.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct OrderForm {
    #[serde(rename = "move")]
    pressed: String,
}

#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct CategoriesQuery {
    done: String,
}

/// `GET /admin/categories`.
pub(super) async fn show(clerk: Clerk, Query(asked): Query<CategoriesQuery>) -> Result<Response> {
    let done = match asked.done.as_str() {
        "created" => say("categories-created", &[]),
        "deleted" => say("categories-deleted", &[]),
        _ => String::new(),
    };
    let nothing = (Mistakes::default(), StatusCode::OK);
    draw(&clerk, &NewForm::default(), nothing, done).await
}

/// `POST /admin/categories`.
pub(super) async fn create(clerk: Clerk, Form(sent): Form<NewForm>) -> Result<Response> {
    let mut wrong = Mistakes::default();
    let slug = slug_of(&sent.slug, &mut wrong);
    if !wrong.is_empty() {
        return draw(&clerk, &sent, (wrong, StatusCode::UNPROCESSABLE_ENTITY), String::new()).await;
    }
    let new = NewCategory {
        name: sent.name.clone(),
        description: sent.description.clone(),
        slug,
        parent: chosen(&sent.parent)?,
    };
    let guard = once(&sent.key, |_: &Category| String::new());
    match catalogue::create_category(clerk.http.app(), clerk.actor, new, guard).await {
        Ok(_category) => Ok(see_other(&format!("{}?done=created", ways::categories()), None)),
        Err(error) => draw(&clerk, &sent, mistakes(error)?, String::new()).await,
    }
}

/// `POST /admin/categories/order`.
pub(super) async fn order(clerk: Clerk, Form(sent): Form<OrderForm>) -> Result<Response> {
    let (up, id, revision) = pressed(&sent.pressed).ok_or(CatalogueRefusal::CategoryNotFound)?;
    let (app, actor) = (clerk.http.app(), clerk.actor);
    let tree = catalogue::list_categories_for_staff(app, actor).await?;
    let row = beside(&tree, id).ok_or(CatalogueRefusal::CategoryNotFound)?;
    let before = neighbour(row, id, up);
    let changes =
        CategoryChanges { before: Some(before), expected_revision: Some(revision), ..Default::default() };
    match catalogue::change_category(app, actor, id, changes).await {
        Ok(_category) => Ok(see_other(&format!("{}#{id}", ways::categories()), None)),
        Err(error) => draw(&clerk, &NewForm::default(), mistakes(error)?, String::new()).await,
    }
}

fn pressed(value: &str) -> Option<(bool, CategoryId, i64)> {
    let (way, rest) = value.split_once('.')?;
    let (id, revision) = rest.split_once('.')?;
    let up = match way {
        "up" => true,
        "down" => false,
        _ => return None,
    };
    Some((up, id.parse().ok()?, revision.parse().ok()?))
}

/// What a category stands before once it went one place up or down among those beside it; `None`: nothing, it is the last.
fn neighbour(row: &[CategoryNode], id: CategoryId, up: bool) -> Option<CategoryId> {
    let place = row.iter().position(|node| node.id == id)?;
    if up {
        return row.get(place.saturating_sub(1)).map(|node| node.id);
    }
    row.get(place + 2).map(|node| node.id)
}

async fn draw(
    clerk: &Clerk,
    sent: &NewForm,
    (mistakes, status): (Mistakes, StatusCode),
    done: String,
) -> Result<Response> {
    let found = office::categories(clerk.http.app(), clerk.actor).await?;
    let (frame, desk) = clerk.frame(&found.around);
    let entry = |field: &str, value: &str| Entry { value: value.to_owned(), error: mistakes.words(field) };
    let page = CategoriesPage {
        frame,
        desk,
        errors: mistakes.all(),
        branches: branches(&found.tree),
        may_write: clerk.may(Permission::CatalogueWrite),
        key: fresh_key(clerk.http.app()),
        name: entry("name", &sent.name),
        slug: entry("slug", &sent.slug),
        description: entry("description", &sent.description),
        parents: choices(&found.tree, None, &sent.parent),
        parent_wrong: mistakes.words("parent"),
        done,
    };
    Ok(private(status, &page))
}

/// The tree as rows.
pub(super) fn branches(tree: &[CategoryNode]) -> Vec<BranchOnPage> {
    let mut rows = Vec::new();
    add(&mut rows, tree, "", 1);
    rows
}

fn add(rows: &mut Vec<BranchOnPage>, beside: &[CategoryNode], above: &str, level: usize) {
    for (place, node) in beside.iter().enumerate() {
        rows.push(BranchOnPage {
            id: node.id.to_string(),
            revision: node.revision,
            name: node.name.clone(),
            above: above.to_owned(),
            level,
            products: node.products,
            is_first: place == 0,
            is_last: place + 1 == beside.len(),
        });
        add(rows, &node.children, &node.name, level + 1);
    }
}
