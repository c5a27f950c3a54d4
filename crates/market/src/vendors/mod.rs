//! Vendors: who sells here.
//!
//! - [`create_vendor`], [`change_vendor`], [`approve_vendor`], [`suspend_vendor`]
//! - [`show_vendor`], [`show_open_vendor`], [`list_vendors`]
//! - [`OwnVendor`], [`appoint_member`]: people who act for one

mod changes;
mod locations;
mod members;
mod store;
mod use_cases;

use jiff::Timestamp;
use souk_domain::{
    bounds,
    ids::{LocationId, VendorId},
    path,
    refusal::{VendorRefusal, expect_revision},
    text::{Email, MAX_KEY_CHARS, Slug, fold_key},
};

pub use changes::{NewVendor, VendorChanges};
pub use locations::{Location, LocationChanges, change_location, create_location, list_locations, locations};
pub(crate) use members::leave_all;
pub use members::{Membership, OwnVendor, appoint_member, list_own_vendors};
pub use use_cases::{
    approve_vendor, change_vendor, create_vendor, find_open_vendors, list_vendors, show_open_vendor,
    show_vendor, show_vendor_of_slug, suspend_vendor,
};

use crate::{
    Ctx, Error, Result, listing,
    paging::{Ahead, Page, Place, one_more, start},
    redirects, slugs,
    stored::stored_words,
};

/// Whether a vendor may sell.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VendorStatus {
    /// Waits for the market's approval.
    Pending,
    /// Sells.
    Active,
    /// May not sell any more; nothing of it is shown.
    Suspended,
}

stored_words!(VendorStatus { Pending = "pending", Active = "active", Suspended = "suspended" });

souk_db::table! {
    /// A seller's business.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Vendor in "vendor", public {
        pub id: VendorId,
        pub slug: String [max(Slug::MAX_CHARS)],
        pub(crate) slug_key: String [max(MAX_KEY_CHARS)],
        pub name: String [free_text, max(bounds::vendor::MAX_NAME_CHARS)],
        pub email: String [free_text, max(Email::MAX_CHARS)],
        pub tagline: String [free_text, max(bounds::vendor::MAX_TAGLINE_CHARS)],
        /// Markdown.
        pub story: String [free_text],
        pub city: String [free_text, max(bounds::vendor::MAX_CITY_CHARS)],
        pub country: String [max(bounds::COUNTRY_CHARS)],
        pub status: VendorStatus,
        /// What it says of delivery; empty: as the market has it.
        pub delivery_note: String [free_text, max(bounds::vendor::MAX_NOTE_CHARS)],
        /// What it says of returns; empty: as the market has it.
        pub return_note: String [free_text, max(bounds::vendor::MAX_NOTE_CHARS)],
        /// Whether pieces of it that exist once may wait a week for a bank transfer.
        pub transfer_for_unique: bool,
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

/// Makes a vendor that waits for approval, with one location, `Main`. Errors: fields that cannot be, a slug that is taken.
pub async fn create(ctx: &Ctx<'_>, new: &NewVendor) -> Result<VendorId> {
    let new = new.checked()?;
    let id = ctx.id(VendorId::from_parts);
    match &new.slug {
        Some(slug) => {
            if !store::insert_if_free(ctx, id, slug, &new).await? {
                return Err(VendorRefusal::SlugTaken { slug: slug.to_string() }.into());
            }
            redirects::stands_at(ctx, &path::filled(path::VENDOR, slug.as_str())).await?;
        }
        None => insert_under_free_slug(ctx, id, &new).await?,
    }
    locations::insert_location(ctx, ctx.id(LocationId::from_parts), id).await?;
    Ok(id)
}

async fn insert_under_free_slug(ctx: &Ctx<'_>, id: VendorId, new: &NewVendor) -> Result<()> {
    for slug in slugs::candidates(&new.name, &id.to_string(), id.as_bytes()) {
        // an address that once was another's leads to that one still
        if redirects::led_to(ctx, &path::filled(path::VENDOR, slug.as_str())).await?.is_some() {
            continue;
        }
        if store::insert_if_free(ctx, id, &slug, new).await? {
            return Ok(());
        }
    }
    Err(VendorRefusal::NameTaken { name: new.name.clone() }.into())
}

/// Changes what is given. Errors: not found, changed meanwhile, fields that cannot be, a slug that is taken.
pub async fn update(ctx: &Ctx<'_>, id: VendorId, changes: &VendorChanges) -> Result<()> {
    let vendor = store::lock(ctx, id).await?.ok_or(VendorRefusal::NotFound)?;
    expect_revision(changes.expected_revision, vendor.revision)?;
    let changed = changes.applied(&vendor)?;
    if changed == vendor {
        return Ok(());
    }
    let key = fold_key(&changed.slug);
    if changed.slug != vendor.slug
        && store::find_id_by_slug_key(ctx, &key).await?.is_some_and(|taker| taker != id)
    {
        return Err(VendorRefusal::SlugTaken { slug: changed.slug }.into());
    }
    if changed.name != vendor.name {
        store::insert_alias(ctx, id, &vendor.name).await?;
    }
    if changed.slug != vendor.slug {
        let at = |slug: &str| path::filled(path::VENDOR, slug);
        redirects::moved(ctx, &at(&vendor.slug), &at(&changed.slug)).await?;
    }
    store::update(ctx, &changed, &key).await
}

/// Lets a vendor sell: its active products are shown.
pub async fn approve(ctx: &Ctx<'_>, id: VendorId) -> Result<()> {
    set_status(ctx, id, VendorStatus::Active).await
}

/// Stops a vendor from selling: nothing of it is shown, orders that were placed go on.
pub async fn suspend(ctx: &Ctx<'_>, id: VendorId) -> Result<()> {
    set_status(ctx, id, VendorStatus::Suspended).await
}

async fn set_status(ctx: &Ctx<'_>, id: VendorId, status: VendorStatus) -> Result<()> {
    let vendor = store::lock(ctx, id).await?.ok_or(VendorRefusal::NotFound)?;
    if vendor.status == status {
        return Ok(());
    }
    store::set_status(ctx, id, status).await?;
    listing::refresh_vendor(ctx, id).await
}

/// The vendor of that id, whatever its status. Errors: not found.
pub async fn find(ctx: &Ctx<'_>, id: VendorId) -> Result<Vendor> {
    store::find(ctx, id).await?.ok_or_else(|| VendorRefusal::NotFound.into())
}

/// The vendor of that slug, as the public may see it. Errors: not found, or not open.
pub async fn find_open_by_slug(ctx: &Ctx<'_>, slug: &str) -> Result<Vendor> {
    require_open(find_by_slug(ctx, slug).await?)
}

/// The vendor of an id or slug, as the public may see it. Errors: not found, or not open.
async fn find_open(ctx: &Ctx<'_>, id_or_slug: &str) -> Result<Vendor> {
    match id_or_slug.parse::<VendorId>() {
        Ok(id) => require_open(find(ctx, id).await?),
        Err(_) => find_open_by_slug(ctx, id_or_slug).await,
    }
}

fn require_open(vendor: Vendor) -> Result<Vendor> {
    if vendor.status == VendorStatus::Active { Ok(vendor) } else { Err(VendorRefusal::NotFound.into()) }
}

/// The vendor of that slug, whatever its status. Errors: not found.
pub async fn find_by_slug(ctx: &Ctx<'_>, slug: &str) -> Result<Vendor> {
    let slug = Slug::parse(slug).map_err(|_| VendorRefusal::NotFound)?;
    let id = store::find_id_by_slug_key(ctx, &fold_key(slug.as_str())).await?;
    find(ctx, id.ok_or(VendorRefusal::NotFound)?).await
}

/// The oldest vendor of that name, however it is spelled: the slugs a name gives are looked through, and where it gives none
/// the names themselves; then the names vendors once had.
pub(crate) async fn find_by_name(ctx: &Ctx<'_>, name: &str) -> Result<Option<VendorId>> {
    if Slug::from_name(name).is_none() {
        return match store::find_id_by_name(ctx, name).await? {
            None => store::find_id_by_alias(ctx, name).await,
            found => Ok(found),
        };
    }
    for slug in slugs::candidates(name, "", &[0; 16]) {
        let Some(id) = store::find_id_by_slug_key(ctx, &fold_key(slug.as_str())).await? else { break };
        if fold_key(&find(ctx, id).await?.name) == fold_key(name) {
            return Ok(Some(id));
        }
    }
    store::find_id_by_alias(ctx, name).await
}

/// Remembers the name a file has for a vendor, so that the next one finds it whatever the vendor is called by then.
pub(crate) async fn remember_name(ctx: &Ctx<'_>, id: VendorId, name: &str) -> Result<()> {
    store::insert_alias(ctx, id, name).await
}

/// The vendors of a status, the newest first.
pub async fn list(
    ctx: &Ctx<'_>,
    status: VendorStatus,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<Vendor>> {
    let list = list_name(status);
    let place = start(after, &list, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list(ctx, status, place, asked).await?;
    Ok(Page::of(rows, limit, &list, |vendor| Place {
        key: vendor.created_at.as_millisecond(),
        id: *vendor.id.as_bytes(),
    }))
}

/// What stands ahead of the page of [`list`] behind `after`. Errors: a malformed cursor.
pub async fn ahead(ctx: &Ctx<'_>, status: VendorStatus, after: Option<&str>, limit: u32) -> Result<Ahead> {
    let Some(after) = after else { return Ok(Ahead::default()) };
    let list = list_name(status);
    let place = Place::read(after, &list)?;
    let (limit, asked) = one_more(limit);
    let rows = store::count_up_to(ctx, status, place).await?;
    let nearest = store::list_up_to(ctx, status, place, asked).await?;
    Ok(Ahead::of(rows, &nearest, limit, &list))
}

/// The list that a cursor of vendors of a status belongs to.
fn list_name(status: VendorStatus) -> String {
    format!("vendors:{}:", status.as_str())
}

/// How many vendors sell here now.
pub async fn count_open(ctx: &Ctx<'_>) -> Result<i64> {
    store::count(ctx, VendorStatus::Active).await
}

/// The vendor's first location, where its stock is unless somebody says otherwise.
pub(crate) async fn main_location(ctx: &Ctx<'_>, id: VendorId) -> Result<LocationId> {
    let location = locations::find_main_location(ctx, id).await?;
    location.ok_or_else(|| Error::broken(format!("{id} has no location")))
}
