use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds,
    ids::{AccountId, NoticeId, VendorId},
    text::{MAX_KEY_CHARS, Slug, fold_key, search_key},
    vendor::{Closure, MemberRole},
};

use super::{NewVendor, Vendor, VendorStatus};
use crate::{Ctx, Result, paging::Place};

/// Vendors that sell, or may again, and those that the market made and has not let in yet.
macro_rules! named {
    ($which:literal, $order:literal) => {
        sql!(concat!(
            "select id from vendor where ",
            $which,
            " and (status in ('active', 'suspended') or (status = 'applied' and not exists \
             (select 1 from vendor_application a where a.vendor_id = vendor.id)))",
            $order
        ))
    };
}

/// Inserts the vendor unless its slug is taken; true when it is there now.
pub(super) async fn insert_if_free(
    ctx: &Ctx<'_>,
    id: VendorId,
    slug: &Slug,
    new: &NewVendor,
) -> Result<bool> {
    let vendor = Vendor {
        id,
        slug: slug.to_string(),
        slug_key: fold_key(slug.as_str()),
        name: new.name.clone(),
        email: new.email.to_string(),
        tagline: new.tagline.clone(),
        story: new.story.clone(),
        city: new.city.clone(),
        country: new.country.clone(),
        search_key: looked_for(&new.name, slug.as_str(), new.email.as_str()),
        status: VendorStatus::Applied,
        delivery_note: String::new(),
        return_note: String::new(),
        transfer_for_unique: false,
        closed_from: None,
        closed_until: None,
        closure_notice: String::new(),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    ctx.tx.insert_missing(&[vendor]).await?;
    Ok(ctx.tx.find::<VendorId>(sql!("select id from vendor where id = ?"), params![id]).await?.is_some())
}

pub(super) async fn find(ctx: &Ctx<'_>, id: VendorId) -> Result<Option<Vendor>> {
    Ok(ctx.tx.find(sql!("select {columns vendor} from vendor where id = ?"), params![id]).await?)
}

pub(super) async fn lock(ctx: &Ctx<'_>, id: VendorId) -> Result<Option<Vendor>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns vendor} from vendor where id = ? {for update}"), params![id])
        .await?)
}

pub(super) async fn find_id_by_slug_key(ctx: &Ctx<'_>, key: &str) -> Result<Option<VendorId>> {
    Ok(ctx.tx.find(sql!("select id from vendor where slug_key = ?"), params![key]).await?)
}

/// The oldest of that name that sells or that the market made: whose name a file may mean.
pub(super) async fn find_id_by_name(ctx: &Ctx<'_>, name: &str) -> Result<Option<VendorId>> {
    Ok(ctx.tx.find(named!("name = ?", " order by created_at, id limit 1"), params![name]).await?)
}

/// Whether a file may mean a vendor by a name: whoever only applied chose theirs freely, and has nothing of the market's.
pub(super) async fn may_be_named(ctx: &Ctx<'_>, id: VendorId) -> Result<bool> {
    let found: Option<VendorId> = ctx.tx.find(named!("id = ?", ""), params![id]).await?;
    Ok(found.is_some())
}

table! {
    /// A name by which an import knows a vendor: one it was called by.
    struct Alias in "vendor_alias", private {
        name_key: String [max(MAX_KEY_CHARS)],
        vendor_id: VendorId,
    }
}

/// Remembers a name of a vendor, unless it is remembered for one already.
pub(super) async fn insert_alias(ctx: &Ctx<'_>, id: VendorId, name: &str) -> Result<()> {
    ctx.tx.insert_missing(&[Alias { name_key: fold_key(name), vendor_id: id }]).await?;
    Ok(())
}

pub(super) async fn find_id_by_alias(ctx: &Ctx<'_>, name: &str) -> Result<Option<VendorId>> {
    Ok(ctx
        .tx
        .find(sql!("select vendor_id from vendor_alias where name_key = ?"), params![fold_key(name)])
        .await?)
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    status: VendorStatus,
    after: Place,
    limit: i64,
) -> Result<Vec<Vendor>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor} from vendor where status = ? and created_at <= ? and (created_at < ? or id < ?) \
                 order by created_at desc, id desc limit ?"
            ),
            params![status, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// By what a vendor is looked for.
fn looked_for(name: &str, slug: &str, email: &str) -> String {
    search_key(&format!("{name} {slug} {email}"))
}

/// How many vendors of a status stand up to a place of [`list`], that place with it.
pub(super) async fn count_up_to(ctx: &Ctx<'_>, status: VendorStatus, place: Place) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*) from vendor where status = ? and created_at >= ? and (created_at > ? or id >= ?)"
            ),
            params![status, place.key, place.key, place.id],
        )
        .await?)
}

/// The places up to one of [`list`], that one with them, the nearest first.
pub(super) async fn list_up_to(
    ctx: &Ctx<'_>,
    status: VendorStatus,
    place: Place,
    limit: i64,
) -> Result<Vec<Place>> {
    let rows: Vec<(i64, VendorId)> = ctx
        .tx
        .list(
            sql!(
                "select created_at, id from vendor where status = ? and created_at >= ? \
                 and (created_at > ? or id >= ?) order by created_at, id limit ?"
            ),
            params![status, place.key, place.key, place.id, limit],
        )
        .await?;
    Ok(rows.into_iter().map(|(key, id)| Place { key, id: *id.as_bytes() }).collect())
}

pub(super) async fn update(ctx: &Ctx<'_>, vendor: &Vendor, slug_key: &str) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update vendor set slug = ?, slug_key = ?, name = ?, email = ?, tagline = ?, story = ?, city = ?, \
                 country = ?, search_key = ?, delivery_note = ?, return_note = ?, transfer_for_unique = ?, revision = revision + 1, updated_at = ? where id = ?"
            ),
            params![
                vendor.slug,
                slug_key,
                vendor.name,
                vendor.email,
                vendor.tagline,
                vendor.story,
                vendor.city,
                vendor.country,
                looked_for(&vendor.name, &vendor.slug, &vendor.email),
                vendor.delivery_note,
                vendor.return_note,
                vendor.transfer_for_unique,
                ctx.now,
                vendor.id
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn set_status(ctx: &Ctx<'_>, id: VendorId, status: VendorStatus) -> Result<()> {
    ctx.tx
        .run(
            sql!("update vendor set status = ?, revision = revision + 1, updated_at = ? where id = ?"),
            params![status, ctx.now, id],
        )
        .await?;
    Ok(())
}

pub(super) async fn count(ctx: &Ctx<'_>, status: VendorStatus) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from vendor where status = ?"), params![status]).await?)
}

/// Says when a vendor is away, and what it says of that; `None`: it is not.
pub(super) async fn set_closure(
    ctx: &Ctx<'_>,
    id: VendorId,
    closure: Option<Closure>,
    notice: &str,
) -> Result<()> {
    let (from, until) = (closure.map(|closure| closure.from), closure.and_then(|closure| closure.until));
    ctx.tx
        .run(
            sql!(
                "update vendor set closed_from = ?, closed_until = ?, closure_notice = ?, revision = revision + 1, \
                 updated_at = ? where id = ?"
            ),
            params![from, until, notice, ctx.now, id],
        )
        .await?;
    Ok(())
}

table! {
    /// Somebody who acts for a vendor.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Membership in "vendor_member", private {
        pub vendor as vendor_id: VendorId,
        pub account as account_id: AccountId,
        pub role: MemberRole,
        pub created_at: Timestamp,
    }
}

row! {
    /// A member with how people know it.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Member {
        pub account: AccountId,
        pub username: String,
        pub email: Option<String>,
        pub first_name: String,
        pub last_name: String,
        pub role: MemberRole,
        pub since: Timestamp,
    }
}

/// Makes an account a member, unless it is one.
pub(super) async fn insert_member(ctx: &Ctx<'_>, member: Membership) -> Result<()> {
    ctx.tx.insert_missing(&[member]).await?;
    Ok(())
}

pub(super) async fn find_role(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
) -> Result<Option<MemberRole>> {
    let statement = sql!("select role from vendor_member where vendor_id = ? and account_id = ?");
    Ok(ctx.tx.find(statement, params![vendor, account]).await?)
}

/// What an account is a member of, the oldest first.
pub(super) async fn list_memberships(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<Membership>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor_member} from vendor_member where account_id = ? \
                 order by created_at, vendor_id"
            ),
            params![account],
        )
        .await?)
}

/// Everyone who acts for a vendor, the oldest first.
pub(super) async fn list_members(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Member>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select a.id, a.username, a.email, a.first_name, a.last_name, m.role, m.created_at from vendor_member m \
                 join account a on a.id = m.account_id where m.vendor_id = ? order by m.created_at, a.id"
            ),
            params![vendor],
        )
        .await?)
}

pub(super) async fn list_owners(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<AccountId>> {
    let statement = sql!(
        "select account_id from vendor_member where vendor_id = ? and role = 'owner' order by account_id"
    );
    Ok(ctx.tx.list(statement, params![vendor]).await?)
}

pub(super) async fn count_owners(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    let statement = sql!("select count(*) from vendor_member where vendor_id = ? and role = 'owner'");
    Ok(ctx.tx.one(statement, params![vendor]).await?)
}

pub(super) async fn set_role(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    role: MemberRole,
) -> Result<()> {
    let statement = sql!("update vendor_member set role = ? where vendor_id = ? and account_id = ?");
    ctx.tx.run(statement, params![role, vendor, account]).await?;
    Ok(())
}

pub(super) async fn delete_member(ctx: &Ctx<'_>, vendor: VendorId, account: AccountId) -> Result<()> {
    let statement = sql!("delete from vendor_member where vendor_id = ? and account_id = ?");
    ctx.tx.run(statement, params![vendor, account]).await?;
    Ok(())
}

table! {
    /// What somebody tells the market who applies for a vendor, and what it answers; `address` is JSON.
    #[derive(Clone)]
    pub(crate) struct Application in "vendor_application", private {
        pub(crate) vendor as vendor_id: VendorId,
        pub(crate) account as account_id: AccountId,
        pub(crate) sells: String [free_text, max(bounds::vendor::MAX_SELLS_CHARS)],
        pub(crate) address: String [free_text],
        /// Empty while it was not refused.
        pub(crate) answer: String [free_text, max(bounds::vendor::MAX_ANSWER_CHARS)],
        pub(crate) applied_at: Timestamp,
    }
}

pub(super) async fn put_application(ctx: &Ctx<'_>, told: Application) -> Result<()> {
    let change = "{upsert vendor_id} account_id = {new account_id}, sells = {new sells}, address = {new address}, \
                  answer = {new answer}, applied_at = {new applied_at}";
    Ok(ctx.tx.upsert_all(&[told], change).await?)
}

pub(super) async fn find_application(ctx: &Ctx<'_>, id: VendorId) -> Result<Option<Application>> {
    let statement = sql!("select {columns vendor_application} from vendor_application where vendor_id = ?");
    Ok(ctx.tx.find(statement, params![id]).await?)
}

pub(super) async fn set_answer(ctx: &Ctx<'_>, id: VendorId, answer: &str) -> Result<()> {
    let statement = sql!("update vendor_application set answer = ? where vendor_id = ?");
    ctx.tx.run(statement, params![answer, id]).await?;
    Ok(())
}

/// Forgets what somebody told who leaves the market.
pub(super) async fn delete_applications(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from vendor_application where account_id = ?"), params![account]).await?;
    Ok(())
}

table! {
    /// Somebody who owned a vendor until lately.
    struct FormerOwner in "vendor_former_owner", private {
        vendor as vendor_id: VendorId,
        account as account_id: AccountId,
        left_at: Timestamp,
    }
}

/// Remembers an owner who is none any more, and forgets those of that vendor who have not been since a time.
pub(super) async fn put_former_owner(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    account: AccountId,
    forgotten: Timestamp,
) -> Result<()> {
    let long_gone = sql!("delete from vendor_former_owner where vendor_id = ? and left_at <= ?");
    ctx.tx.run(long_gone, params![vendor, forgotten]).await?;
    let row = FormerOwner { vendor, account, left_at: ctx.now };
    Ok(ctx.tx.upsert_all(&[row], "{upsert vendor_id, account_id} left_at = {new left_at}").await?)
}

/// Who owned a vendor after a time and does not any more.
pub(super) async fn list_former_owners(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    after: Timestamp,
) -> Result<Vec<AccountId>> {
    let statement = sql!(
        "select account_id from vendor_former_owner where vendor_id = ? and left_at > ? order by account_id"
    );
    Ok(ctx.tx.list(statement, params![vendor, after]).await?)
}

/// Forgets what somebody owned who leaves the market.
pub(super) async fn delete_former_owner(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from vendor_former_owner where account_id = ?"), params![account]).await?;
    Ok(())
}

table! {
    /// What one reader is told about a vendor. It goes when it is told.
    pub(super) struct NoticeRow in "vendor_notice", private {
        pub(super) id: NoticeId,
        pub(super) vendor as vendor_id: VendorId,
        /// Who reads it.
        pub(super) account as account_id: AccountId,
        /// The member that it is about.
        pub(super) about as about_id: Option<AccountId>,
        /// What that member is now, or was last.
        pub(super) role: Option<MemberRole>,
        /// Such as why a vendor was refused; may be empty.
        pub(super) words: String [free_text, max(bounds::vendor::MAX_ANSWER_CHARS)],
    }
}

row! {
    /// What one reader is told about a vendor, with how people are known now.
    pub(crate) struct Notice {
        pub(crate) vendor: VendorId,
        /// `None`: the reader has left.
        pub(crate) email: Option<String>,
        first_name: String,
        username: String,
        about_first_name: Option<String>,
        about_last_name: Option<String>,
        about_username: Option<String>,
        pub(crate) role: Option<MemberRole>,
        pub(crate) words: String,
    }
}

impl Notice {
    /// How to greet the reader: the first name, or else the username.
    pub(crate) fn greeting(&self) -> &str {
        if self.first_name.is_empty() { &self.username } else { &self.first_name }
    }

    /// The name of whom it is about; empty where it is about nobody, or they have left the market.
    pub(crate) fn about(&self) -> String {
        let part = |name: &Option<String>| name.clone().unwrap_or_default();
        let full = format!("{} {}", part(&self.about_first_name), part(&self.about_last_name));
        match full.trim() {
            // an erased account has an id for a name
            "" => Some(part(&self.about_username)).filter(|name| !name.starts_with('_')).unwrap_or_default(),
            full => full.to_owned(),
        }
    }
}

pub(super) async fn insert_notices(ctx: &Ctx<'_>, notices: &[NoticeRow]) -> Result<()> {
    Ok(ctx.tx.insert_all(notices).await?)
}

pub(super) async fn find_notice(ctx: &Ctx<'_>, id: NoticeId) -> Result<Option<Notice>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select n.vendor_id, a.email, a.first_name, a.username, b.first_name, b.last_name, b.username, n.role, \
                 n.words from vendor_notice n join account a on a.id = n.account_id \
                 left join account b on b.id = n.about_id where n.id = ?"
            ),
            params![id],
        )
        .await?)
}

pub(super) async fn delete_notice(ctx: &Ctx<'_>, id: NoticeId) -> Result<()> {
    ctx.tx.run(sql!("delete from vendor_notice where id = ?"), params![id]).await?;
    Ok(())
}
