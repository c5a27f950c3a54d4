//! Vendors: who sells here, and who does what for them.
//!
//! - [`create_vendor`], [`change_vendor`]
//! - [`approve_vendor`], [`refuse_vendor`], [`suspend_vendor`], [`reinstate_vendor`], [`close_vendor`]: steps of
//!   [`souk_domain::vendor::VENDOR_STEPS`]
//! - [`show_vendor`], [`show_open_vendor`], [`list_vendors`], [`search_vendors`]
//! - [`close_for_a_while`]: when one is away
//! - [`Membership`], [`find_member`]: people who act for one

mod changes;
mod closing;
mod locations;
mod members;
mod notices;
mod search;
mod store;
mod trial;
mod use_cases;

use jiff::Timestamp;
use souk_db::Abort as _;
use souk_domain::{
    bounds,
    ids::{LocationId, VendorId},
    order::ActorKind,
    path,
    refusal::{VendorRefusal, expect_revision},
    text::{Email, MAX_KEY_CHARS, Slug, fold_key},
    vendor::may_step,
};

pub use changes::{NewVendor, VendorChanges};
pub use closing::{NewClosure, close_for_a_while, open_again};
pub use locations::{Location, LocationChanges, change_location, create_location, list_locations, locations};
pub use members::{
    Member, Membership, OwnVendor, appoint_member, change_member, find_member, list_members,
    list_own_vendors, remove_member,
};
pub(crate) use members::{
    join, join_and_tell, leave_all, list_of_account, lock_members, members_of, require_allowed, require_may,
    role_of,
};
pub(crate) use notices::{News, owners_lately, take_notice, tell};
pub use search::{VendorCounts, VendorFilter};
pub(crate) use search::{count_by_status, search};
pub use souk_domain::vendor::{Closure, MemberRole, VendorPermission, VendorStatus};
pub(crate) use store::Application;
pub(crate) use trial::{is_on_trial, require_approved, require_trial_room};
pub use use_cases::{
    approve_vendor, change_own_vendor, change_vendor, close_vendor, create_vendor, find_open_vendors,
    list_vendors, refuse_vendor, reinstate_vendor, search_vendors, show_open_vendor, show_own_vendor,
    show_vendor, show_vendor_of_slug, suspend_vendor,
};

use crate::{
    Ctx, Error, Result,
    at::At,
    listing,
    paging::{Ahead, Page, Place, one_more, start},
    queue::{self, EventKind},
    redirects, slugs,
};

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
        /// Name, slug and address of mail as they are looked for.
        pub(crate) search_key: String [free_text],
        pub status: VendorStatus,
        /// What it says of delivery; empty: as the market has it.
        pub delivery_note: String [free_text, max(bounds::vendor::MAX_NOTE_CHARS)],
        /// What it says of returns; empty: as the market has it.
        pub return_note: String [free_text, max(bounds::vendor::MAX_NOTE_CHARS)],
        /// Whether pieces of it that exist once may wait a week for a bank transfer.
        pub transfer_for_unique: bool,
        /// Since or from when it is away; ask [`Vendor::closure`].
        pub(crate) closed_from: Option<Timestamp>,
        pub(crate) closed_until: Option<Timestamp>,
        /// What it says of being away; may be empty.
        pub closure_notice: String [free_text, max(bounds::vendor::MAX_NOTICE_CHARS)],
        pub revision: i64,
        pub created_at: Timestamp,
        pub updated_at: Timestamp,
    }
}

impl Vendor {
    /// The time in which it is away, that was or is to come; `None`: there is none.
    pub fn closure(&self) -> Option<Closure> {
        self.closed_from.map(|from| Closure { from, until: self.closed_until })
    }
}

/// Makes a vendor that waits for approval, with one location, `Main`. Errors: fields that cannot be, a slug that is taken.
pub async fn create(ctx: &Ctx<'_>, new: &NewVendor) -> Result<VendorId> {
    let new = new.checked()?;
    let id = ctx.id(VendorId::from_parts);
    match &new.slug {
        Some(slug) => {
            require_own_address(ctx, id, slug.as_str()).await?;
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

/// Errors: the address was another vendor's, and leads to it still.
async fn require_own_address(ctx: &Ctx<'_>, id: VendorId, slug: &str) -> Result<()> {
    let Some(there) = redirects::led_to(ctx, &path::filled(path::VENDOR, slug)).await? else {
        return Ok(());
    };
    let whose = match path::word_of(path::VENDOR, &there) {
        Some(slug) => store::find_id_by_slug_key(ctx, &fold_key(slug)).await?,
        None => None,
    };
    match whose {
        Some(whose) if whose != id => Err(VendorRefusal::SlugTaken { slug: slug.to_owned() }.into()),
        _ => Ok(()),
    }
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
    // whoever only applied was called by a name of its choice, by which no file means it
    if changed.name != vendor.name && store::may_be_named(ctx, id).await? {
        store::insert_alias(ctx, id, &vendor.name).await?;
    }
    if changed.slug != vendor.slug {
        require_own_address(ctx, id, &changed.slug).await?;
        let at = |slug: &str| path::filled(path::VENDOR, slug);
        redirects::moved(ctx, &at(&vendor.slug), &at(&changed.slug)).await?;
    }
    match store::update(ctx, &changed, &key).await {
        // somebody took it at the same moment
        Err(error) if error.database().is_some_and(|error| error.is_unique("vendor_slug_key")) => {
            Err(VendorRefusal::SlugTaken { slug: changed.slug }.into())
        }
        updated => updated,
    }
}

/// Lets a vendor sell that applied: its active products are shown. False: it sold already. Errors: not found; it did not apply.
pub async fn approve(ctx: &Ctx<'_>, id: VendorId) -> Result<bool> {
    approve_at(ctx, id.into()).await
}

/// As [`approve`]. Errors: it was changed since it was looked at, too.
async fn approve_at(ctx: &Ctx<'_>, vendor: At<VendorId>) -> Result<bool> {
    let changed = step(ctx, vendor, &[VendorStatus::Applied], VendorStatus::Active).await?;
    // one without people has nobody to be told
    if changed && store::count_owners(ctx, vendor.id).await? > 0 {
        queue::emit(ctx, EventKind::VendorApproved, vendor.id.as_bytes()).await?;
    }
    Ok(changed)
}

/// Says no to a vendor that applied, and why. False: it was refused already, and what was said then stays. Errors: not found; it
/// does not wait for an answer.
async fn refuse(ctx: &Ctx<'_>, vendor: At<VendorId>, answer: &str) -> Result<bool> {
    let changed = step(ctx, vendor, &[VendorStatus::Applied], VendorStatus::Refused).await?;
    if changed {
        let id = vendor.id;
        store::set_answer(ctx, id, answer).await?;
        // whoever mends the application before the letter is written takes the answer from the row
        tell_owners(ctx, EventKind::VendorRefused, id, answer).await?;
    }
    Ok(changed)
}

/// Keeps what somebody tells the market who applies for a vendor, in place of what was told before.
pub(crate) async fn put_application(ctx: &Ctx<'_>, told: Application) -> Result<()> {
    store::put_application(ctx, told).await
}

/// What was told by who applied for a vendor. `None`: nobody applied, or who did has left.
pub(crate) async fn find_application(ctx: &Ctx<'_>, id: VendorId) -> Result<Option<Application>> {
    store::find_application(ctx, id).await
}

/// A vendor that was refused applies again, as its owner says. Errors: not found; it was not refused.
pub(crate) async fn apply_again(ctx: &Ctx<'_>, id: VendorId) -> Result<()> {
    let vendor = store::lock(ctx, id).await?.ok_or(VendorRefusal::NotFound)?;
    let (from, to) = (vendor.status, VendorStatus::Applied);
    if !may_step(ActorKind::Vendor, from, to) {
        return Err(VendorRefusal::StepNotAllowed { from, to }.into());
    }
    store::set_status(ctx, id, to).await
}

/// Stops a vendor from selling: nothing of it is shown, orders that were placed go on. False: it was stopped already.
/// Errors: not found; it does not sell.
pub async fn suspend(ctx: &Ctx<'_>, vendor: impl Into<At<VendorId>>) -> Result<bool> {
    step(ctx, vendor.into(), &[VendorStatus::Active], VendorStatus::Suspended).await
}

/// Tells the owners of a vendor what became of it, and why.
async fn tell_owners(ctx: &Ctx<'_>, event: EventKind, id: VendorId, words: &str) -> Result<()> {
    let news = News { words: words.to_owned(), ..News::default() };
    tell(ctx, event, id, &notices::owners_of(ctx, id).await?, &news).await
}

/// Lets a vendor sell again that was suspended. False: it sells already. Errors: not found; it was not suspended.
pub async fn reinstate(ctx: &Ctx<'_>, vendor: impl Into<At<VendorId>>) -> Result<bool> {
    step(ctx, vendor.into(), &[VendorStatus::Suspended], VendorStatus::Active).await
}

/// Ends a vendor for good; orders that were placed go on. False: it had ended. Errors: not found; it never sold.
async fn close(ctx: &Ctx<'_>, vendor: At<VendorId>) -> Result<bool> {
    step(ctx, vendor, &[VendorStatus::Active, VendorStatus::Suspended], VendorStatus::Closed).await
}

/// Ends a vendor that never sold, whose only owner leaves the market.
async fn close_unsold(ctx: &Ctx<'_>, vendor: &Vendor) -> Result<()> {
    let (from, to) = (vendor.status, VendorStatus::Closed);
    if !may_step(ActorKind::Vendor, from, to) {
        return Err(VendorRefusal::StepNotAllowed { from, to }.into());
    }
    store::set_status(ctx, vendor.id, to).await
}

/// Takes a vendor from one of some statuses to another, under its lock: of two who decide at once the second sees what the
/// first did. False: it was there already, and nothing is changed.
async fn step(
    ctx: &Ctx<'_>,
    At { id, expected }: At<VendorId>,
    from: &[VendorStatus],
    to: VendorStatus,
) -> Result<bool> {
    let vendor = store::lock(ctx, id).await?.ok_or(VendorRefusal::NotFound)?;
    if vendor.status == to {
        return Ok(false);
    }
    if !from.contains(&vendor.status) || !may_step(ctx.actor.kind(), vendor.status, to) {
        return Err(VendorRefusal::StepNotAllowed { from: vendor.status, to }.into());
    }
    // what is decided is what was looked at: an application may have been mended meanwhile
    expect_revision(expected, vendor.revision)?;
    store::set_status(ctx, id, to).await?;
    listing::refresh_vendor(ctx, id).await?;
    Ok(true)
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

/// The oldest vendor of that name that sells here, or that the market made, however it is spelled: the slugs a name gives are looked
/// through, and where it gives none the names themselves; then the names vendors once had.
pub(crate) async fn find_by_name(ctx: &Ctx<'_>, name: &str) -> Result<Option<VendorId>> {
    if Slug::from_name(name).is_none() {
        return match store::find_id_by_name(ctx, name).await? {
            None => find_by_alias(ctx, name).await,
            found => Ok(found),
        };
    }
    for slug in slugs::candidates(name, "", &[0; 16]) {
        let Some(id) = store::find_id_by_slug_key(ctx, &fold_key(slug.as_str())).await? else { break };
        if fold_key(&find(ctx, id).await?.name) == fold_key(name) && store::may_be_named(ctx, id).await? {
            return Ok(Some(id));
        }
    }
    find_by_alias(ctx, name).await
}

async fn find_by_alias(ctx: &Ctx<'_>, name: &str) -> Result<Option<VendorId>> {
    match store::find_id_by_alias(ctx, name).await? {
        Some(id) if store::may_be_named(ctx, id).await? => Ok(Some(id)),
        _ => Ok(None),
    }
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
