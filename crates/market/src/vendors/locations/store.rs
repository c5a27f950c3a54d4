use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds::{self, vendor::MAX_LOCATIONS},
    ids::{LocationId, VendorId},
};

use crate::{Ctx, Result};

table! {
    /// A place where a vendor keeps stock.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Location in "location", private {
        pub id: LocationId,
        pub(super) vendor_id: VendorId,
        pub name: String [free_text, max(bounds::vendor::MAX_LOCATION_CHARS)],
        /// Orders are filled from the lowest first.
        pub priority: i64,
        pub(super) created_at: Timestamp,
    }
}

pub(in crate::vendors) async fn insert_location(
    ctx: &Ctx<'_>,
    id: LocationId,
    vendor: VendorId,
) -> Result<()> {
    insert(
        ctx,
        &Location { id, vendor_id: vendor, name: "Main".to_owned(), priority: 1, created_at: ctx.now },
    )
    .await
}

pub(in crate::vendors) async fn find_main_location(
    ctx: &Ctx<'_>,
    vendor: VendorId,
) -> Result<Option<LocationId>> {
    Ok(ctx
        .tx
        .find(
            sql!("select id from location where vendor_id = ? order by priority, id limit 1"),
            params![vendor],
        )
        .await?)
}

pub(super) async fn insert(ctx: &Ctx<'_>, location: &Location) -> Result<()> {
    Ok(ctx.tx.insert(location).await?)
}

pub(super) async fn list(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Location>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns location} from location where vendor_id = ? order by priority, id limit ?"),
            params![vendor, MAX_LOCATIONS as i64],
        )
        .await?)
}

pub(super) async fn update(ctx: &Ctx<'_>, location: &Location) -> Result<()> {
    ctx.tx
        .run(
            sql!("update location set name = ?, priority = ? where id = ?"),
            params![location.name, location.priority, location.id],
        )
        .await?;
    Ok(())
}
