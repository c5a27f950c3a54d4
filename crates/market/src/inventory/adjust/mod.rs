//! Changing what is on the shelf, with a movement that says why.

mod store;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    bounds::stock::{MAX_NOTE_CHARS, MAX_QUANTITY},
    ids::{LocationId, MovementId, ProductId, VariantId, VendorId},
    refusal::{CatalogueRefusal, InventoryRefusal},
    text::bounded_line,
};

use crate::{
    Ctx, Error, Result, catalogue,
    queue::{self, EventKind},
    stored::stored_words,
    vendors,
};

pub use store::LevelRow;
pub(super) use store::{find_variant, insert_movement};

/// Why stock changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Reason {
    /// The first pieces of a new variant.
    Initial,
    /// Found, lost, broken, given away.
    Adjustment,
    /// Somebody counted the shelf.
    Count,
    /// A file said so.
    Import,
    /// Shipped to a buyer.
    Sale,
    /// Came back from a buyer.
    Return,
}

stored_words!(Reason {
    Initial = "initial",
    Adjustment = "adjustment",
    Count = "count",
    Import = "import",
    Sale = "sale",
    Return = "return",
});

/// How stock changes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Change {
    /// So many more, or fewer.
    By(i64),
    /// Exactly so many from now on.
    To(i64),
    /// The same for who saw so many before: what moved meanwhile is not overwritten.
    Counted { was: i64, is: i64 },
}

/// What caused a change: no cause moves the same stock twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Cause {
    /// Such as `shipment`; at most 32 characters.
    pub kind: &'static str,
    pub id: [u8; 16],
}

/// A change of the stock of one variant at one place.
#[derive(Clone, Debug, Hash)]
pub struct Adjustment {
    pub variant: VariantId,
    /// `None`: the vendor's first.
    pub location: Option<LocationId>,
    pub change: Change,
    pub reason: Reason,
    pub note: Option<String>,
    /// `None`: the change is its own cause.
    pub cause: Option<Cause>,
}

/// Changes stock of a vendor's own variant and logs why. Answers the level as it is now.
///
/// Errors: no such variant or location, not counted, moved since it was looked at, below zero, below what orders were promised (naming them), a unique
/// piece twice, more than can be counted.
pub async fn adjust(ctx: &Ctx<'_>, vendor: VendorId, adjustment: &Adjustment) -> Result<LevelRow> {
    adjusted(ctx, vendor, adjustment).await.map(|(level, _)| level)
}

/// Why a level changes, as it is kept. Errors: longer than it may be.
pub(super) fn read_note(adjustment: &Adjustment) -> Result<Option<String>> {
    let note = adjustment.note.as_deref().map(|note| bounded_line("/reason", note, 0, MAX_NOTE_CHARS));
    Ok(note.transpose().map_err(|field| CatalogueRefusal::Invalid { fields: vec![field] })?)
}

/// The level as it is now, and by how much it changed.
async fn adjusted(ctx: &Ctx<'_>, vendor: VendorId, adjustment: &Adjustment) -> Result<(LevelRow, i64)> {
    // the words of whoever adjusts are the reason they give
    let note = read_note(adjustment)?;
    // before the levels: somebody who adds another level of it meanwhile would be seen by no lock on those there are
    let product = own_variant(ctx, vendor, adjustment.variant).await?.product;
    catalogue::lock_products(ctx, &BTreeSet::from([product])).await?;
    // what its vendor changed about it until now: a variant stays its product's
    let variant = own_variant(ctx, vendor, adjustment.variant).await?;
    if !variant.tracked {
        return Err(InventoryRefusal::NotTracked.into());
    }
    let location = match adjustment.location {
        None => vendors::main_location(ctx, vendor).await?,
        Some(location) if store::has_location(ctx, vendor, location).await? => location,
        Some(_) => return Err(InventoryRefusal::LocationNotFound.into()),
    };
    let levels = store::lock_levels(ctx, adjustment.variant).await?;
    let known = levels.iter().find(|level| level.location == location);
    let level = &known.cloned().unwrap_or(LevelRow {
        variant: adjustment.variant,
        location,
        on_hand: 0,
        reserved: 0,
        backorder: variant.backorder,
        updated_at: ctx.now,
    });
    let wanted = match adjustment.change {
        Change::By(delta) => level.on_hand.saturating_add(delta),
        Change::To(on_hand) => on_hand,
        Change::Counted { was, is } if level.on_hand == was || level.on_hand == is => is,
        Change::Counted { was, .. } => {
            return Err(InventoryRefusal::MovedMeanwhile { was, on_hand: level.on_hand }.into());
        }
    };
    let elsewhere = levels.iter().filter(|other| other.location != location).map(|other| other.on_hand);
    check(ctx, &variant, level, wanted, elsewhere.fold(0, i64::saturating_add)).await?;
    // what was refused leaves no level behind
    if known.is_none() {
        store::insert_level(ctx, level).await?;
    }
    let delta = wanted - level.on_hand;
    if delta == 0 && adjustment.reason != Reason::Import {
        return Ok((level.clone(), 0));
    }
    if !store::set_on_hand(ctx, level, wanted).await? {
        return Err(Error::broken(format!("the level of {} moved while it was locked", level.variant)));
    }
    let movement = ctx.id(MovementId::from_parts);
    let cause = adjustment.cause.unwrap_or(Cause { kind: "adjustment", id: *movement.as_bytes() });
    insert_movement(ctx, movement, level, delta, adjustment.reason, note.as_deref(), cause).await?;
    let before: i64 = levels.iter().map(LevelRow::available).sum();
    let changed = LevelRow { on_hand: wanted, updated_at: ctx.now, ..level.clone() };
    let after = before - level.available() + changed.available();
    if super::ran_low(variant.low_stock_at, before, after) {
        queue::emit(ctx, EventKind::StockRanLow, adjustment.variant.as_bytes()).await?;
    }
    if (before > 0) != (after > 0) {
        catalogue::refresh_stock(ctx, variant.product).await?;
    }
    Ok((changed, delta))
}

async fn own_variant(ctx: &Ctx<'_>, vendor: VendorId, id: VariantId) -> Result<store::Counted> {
    let found = find_variant(ctx, id).await?.filter(|variant| variant.vendor == vendor);
    found.ok_or_else(|| CatalogueRefusal::VariantNotFound.into())
}

async fn check(
    ctx: &Ctx<'_>,
    variant: &store::Counted,
    level: &LevelRow,
    wanted: i64,
    elsewhere: i64,
) -> Result<()> {
    if wanted < 0 {
        return Err(InventoryRefusal::BelowZero { on_hand: level.on_hand }.into());
    }
    if wanted > MAX_QUANTITY {
        return Err(InventoryRefusal::TooLarge { max: MAX_QUANTITY }.into());
    }
    if variant.is_unique && elsewhere.saturating_add(wanted) > 1 {
        return Err(InventoryRefusal::UniqueQuantity.into());
    }
    if wanted < level.reserved && !level.backorder {
        let orders = store::list_orders_holding(ctx, level).await?;
        let orders = orders.iter().filter_map(|number| number.parse().ok()).collect();
        return Err(InventoryRefusal::BelowAllocated { reserved: level.reserved, orders }.into());
    }
    Ok(())
}

/// What became of a quantity from a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Imported {
    /// The level is now what the file says.
    Set,
    /// The file says what it said before, so what happened since stands; or it says what there is.
    AsBefore,
}

/// What files last said of the stock of a product's variants.
pub(crate) type Said = BTreeMap<VariantId, String>;

/// Reads what files last said.
pub(crate) async fn said_by_files(ctx: &Ctx<'_>, product: ProductId) -> Result<Said> {
    store::list_import_notes(ctx, product).await
}

/// Sets a variant's stock at the vendor's first location to what a file says, once for each new value: importing the same
/// file again must not undo the sales in between. The note of the movement keeps what the file said.
pub(crate) async fn import_stock(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    variant: VariantId,
    on_hand: i64,
    before: &Said,
) -> Result<Imported> {
    let said = on_hand.to_string();
    if before.get(&variant) == Some(&said) {
        return Ok(Imported::AsBefore);
    }
    let change = Change::To(on_hand);
    let (_, delta) = adjusted(
        ctx,
        vendor,
        &Adjustment {
            variant,
            location: None,
            change,
            reason: Reason::Import,
            note: Some(said),
            cause: None,
        },
    )
    .await?;
    Ok(if delta == 0 { Imported::AsBefore } else { Imported::Set })
}
