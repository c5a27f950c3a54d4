//! The places where a vendor keeps stock. Orders are filled from the first that holds a line whole, by their order.

mod store;
mod use_cases;

use souk_domain::{
    bounds::vendor::{MAX_LOCATION_CHARS, MAX_LOCATIONS},
    field::FieldError,
    ids::{LocationId, VendorId},
    refusal::{InventoryRefusal, RequestRefusal, VendorRefusal},
    text::{bounded_line, fold_key},
};

pub use store::Location;
pub(super) use store::{find_main_location, insert_location};
pub use use_cases::{change_location, create_location, list_locations};

use crate::{Ctx, Result};

/// What is to change about a place; `None` stays as it is.
#[derive(Clone, Debug, Default, Hash)]
pub struct LocationChanges {
    pub name: Option<String>,
    /// Its place among the vendor's, from 1; beyond the last it is the last.
    pub place: Option<u32>,
}

/// A vendor's places, in the order in which they are taken from.
pub async fn locations(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Location>> {
    store::list(ctx, vendor).await
}

/// Adds a place behind the others. Errors: a name that cannot be, or that another has; too many.
async fn add(ctx: &Ctx<'_>, vendor: VendorId, name: &str) -> Result<Location> {
    let all = lock(ctx, vendor).await?;
    let name = checked_name(name, all.iter())?;
    if all.len() >= MAX_LOCATIONS {
        return Err(wrong("too_many", format!("A vendor has at most {MAX_LOCATIONS} places.")));
    }
    let priority = all.iter().map(|place| place.priority).max().unwrap_or(0) + 1;
    let new = Location {
        id: ctx.id(LocationId::from_parts),
        vendor_id: vendor,
        name,
        priority,
        created_at: ctx.now,
    };
    store::insert(ctx, &new).await?;
    Ok(new)
}

/// Renames a place, or takes from it earlier or later. Answers all of them in their order. Errors: not found, a name that cannot be,
/// or that another has.
async fn change(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    id: LocationId,
    changes: &LocationChanges,
) -> Result<Vec<Location>> {
    let mut all = lock(ctx, vendor).await?;
    let at = all.iter().position(|place| place.id == id).ok_or(InventoryRefusal::LocationNotFound)?;
    let mut changed = all.remove(at);
    if let Some(name) = &changes.name {
        changed.name = checked_name(name, all.iter())?;
    }
    let to = changes.place.map_or(at, |place| (place.max(1) as usize - 1).min(all.len()));
    all.insert(to, changed);
    for (priority, place) in (1_i64..).zip(&mut all) {
        if place.id == id || place.priority != priority {
            place.priority = priority;
            store::update(ctx, place).await?;
        }
    }
    Ok(all)
}

/// The places, with their vendor locked: two changes of their order do not mix.
async fn lock(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Location>> {
    super::store::lock(ctx, vendor).await?.ok_or(VendorRefusal::NotFound)?;
    store::list(ctx, vendor).await
}

fn checked_name<'l>(name: &str, mut others: impl Iterator<Item = &'l Location>) -> Result<String> {
    let name = bounded_line("/name", name, 1, MAX_LOCATION_CHARS)
        .map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?;
    if others.any(|other| fold_key(&other.name) == fold_key(&name)) {
        return Err(wrong("repeated", "Another of your places has this name.".to_owned()));
    }
    Ok(name)
}

fn wrong(code: &'static str, detail: String) -> crate::Error {
    RequestRefusal::InvalidFields { fields: vec![FieldError::new("/name", code, detail)] }.into()
}
