//! The classes of goods.

use souk_domain::{
    bounds::tax::MAX_CLASSES,
    field::FieldError,
    refusal::{RequestRefusal, TaxRefusal, expect_revision},
    tax::{TaxClass, TaxClassCode, checked_class},
};

use super::store;
use crate::{
    Ctx, Result,
    audit::{self, AuditAction},
};

/// A class, with its revision.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct StoredClass {
    pub class: TaxClass,
    pub revision: i64,
}

/// What is to change about a class; `None` stays as it is.
#[derive(Clone, Debug, Default)]
pub struct ClassChanges {
    pub name: Option<String>,
    /// Its rate wherever a zone names none for it; `Some(None)`: that of the standard class there.
    pub bps: Option<Option<u32>>,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

/// Every class, the standard one first, then by name.
pub(crate) async fn list_classes(ctx: &Ctx<'_>) -> Result<Vec<StoredClass>> {
    let mut classes = store::list_classes(ctx).await?;
    classes.sort_by_key(|stored| {
        (!stored.class.code.is_standard(), stored.class.name.to_lowercase(), stored.class.code.clone())
    });
    Ok(classes)
}

/// What is wrong at the field `/tax_class` with a class that is not there; `None`: it is there.
pub(crate) async fn find_missing_class(ctx: &Ctx<'_>, code: &TaxClassCode) -> Result<Option<FieldError>> {
    let classes = super::class_codes(ctx).await?;
    if classes.contains(code) {
        return Ok(None);
    }
    let known: Vec<&str> = classes.iter().map(TaxClassCode::as_str).collect();
    let detail = format!("There is no tax class “{code}”. There are: {}.", known.join(", "));
    Ok(Some(FieldError::new("/tax_class", "invalid_value", detail)))
}

pub(super) async fn find(ctx: &Ctx<'_>, code: &TaxClassCode) -> Result<StoredClass> {
    Ok(store::find_class(ctx, code).await?.ok_or(RequestRefusal::NotFound)?)
}

/// Makes a class. Errors: fields that cannot be, a word that is taken, too many.
pub(super) async fn create(ctx: &Ctx<'_>, class: &TaxClass) -> Result<StoredClass> {
    let class = checked_class(class).map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    store::lock_rules(ctx).await?;
    let there = store::list_classes(ctx).await?;
    if there.len() >= MAX_CLASSES {
        return Err(RequestRefusal::ListFull { what: "tax classes", max: MAX_CLASSES }.into());
    }
    if there.iter().any(|stored| stored.class.code == class.code) {
        return Err(TaxRefusal::ClassTaken { code: class.code.to_string() }.into());
    }
    store::insert_class(ctx, &class).await?;
    record(ctx, AuditAction::TaxClassMade, &class).await?;
    Ok(StoredClass { class, revision: 1 })
}

/// Changes what is given. Errors: not found, changed meanwhile, fields that cannot be.
pub(super) async fn change(
    ctx: &Ctx<'_>,
    code: &TaxClassCode,
    changes: &ClassChanges,
) -> Result<StoredClass> {
    store::lock_rules(ctx).await?;
    let before = find(ctx, code).await?;
    expect_revision(changes.expected_revision, before.revision)?;
    let changed = TaxClass {
        code: code.clone(),
        name: changes.name.clone().unwrap_or_else(|| before.class.name.clone()),
        bps: changes.bps.unwrap_or(before.class.bps),
    };
    let changed = checked_class(&changed).map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    if changed == before.class {
        return Ok(before);
    }
    store::update_class(ctx, &changed).await?;
    record(ctx, AuditAction::TaxClassChanged, &changed).await?;
    Ok(StoredClass { class: changed, revision: before.revision + 1 })
}

/// Removes a class that no product has, with its rates. Errors: not found, changed meanwhile; it is the standard one; a product has it.
pub(super) async fn remove(ctx: &Ctx<'_>, code: &TaxClassCode, expected: Option<i64>) -> Result<()> {
    store::lock_rules(ctx).await?;
    let before = find(ctx, code).await?;
    expect_revision(expected, before.revision)?;
    if code.is_standard() {
        return Err(TaxRefusal::StandardStays.into());
    }
    let products = store::count_products_of(ctx, code).await?;
    if products > 0 {
        return Err(TaxRefusal::ClassInUse { products: products.unsigned_abs() }.into());
    }
    store::delete_class(ctx, code).await?;
    record(ctx, AuditAction::TaxClassRemoved, &before.class).await
}

async fn record(ctx: &Ctx<'_>, action: AuditAction, class: &TaxClass) -> Result<()> {
    let rate = class.bps.map_or_else(|| "standard rate".to_owned(), |bps| format!("{bps} bps"));
    audit::record(ctx, action, ctx.actor.account(), class.code.as_str(), &format!("{}: {rate}", class.name))
        .await
}
