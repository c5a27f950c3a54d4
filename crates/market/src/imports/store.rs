use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds::{self, import::MAX_FAILED_ROWS},
    ids::{AccountId, ApiKeyId, ImportId, ProductId, VariantId, VendorId},
    vendor::VendorPermission,
};

use crate::{
    Actor, Ctx, Result,
    paging::Place,
    stored::{delete_some, stored_words},
};

/// What a file is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportKind {
    /// Products and their variants.
    Products,
    /// How much of each variant is where.
    Stock,
}

stored_words!(ImportKind { Products = "products", Stock = "stock" });

impl ImportKind {
    /// What importing such a file takes.
    pub const fn needs(self) -> VendorPermission {
        match self {
            Self::Products => VendorPermission::ProductsWrite,
            Self::Stock => VendorPermission::StockWrite,
        }
    }
}

/// How far an import has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ImportStatus {
    /// The file does not tell all that is needed.
    Asking,
    /// The whole file is tried; nothing is kept of that.
    Checking,
    /// It waits for somebody to start it.
    Ready,
    /// It is done, step by step.
    Importing,
    /// It is over.
    Done,
    /// Somebody called it off; what was done by then stays.
    Canceled,
    /// It could not be gone on with; what was done by then stays.
    Failed,
}

stored_words!(ImportStatus {
    Asking = "asking",
    Checking = "checking",
    Ready = "ready",
    Importing = "importing",
    Done = "done",
    Canceled = "canceled",
    Failed = "failed",
});

impl ImportStatus {
    /// Whether the worker has something to do.
    pub const fn is_running(self) -> bool {
        matches!(self, Self::Checking | Self::Importing)
    }

    /// Whether something may still become of it.
    pub const fn is_open(self) -> bool {
        matches!(self, Self::Asking | Self::Checking | Self::Ready | Self::Importing)
    }
}

/// The mark before decimals.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Mark {
    /// `1,299.00`.
    Point,
    /// `1.299,00`.
    Comma,
}

stored_words!(Mark { Point = "point", Comma = "comma" });

table! {
    /// A file that a vendor imports.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Import in "product_import", private {
        pub id: ImportId,
        pub vendor as vendor_id: VendorId,
        pub(super) open_vendor as open_vendor_id: Option<VendorId>,
        pub kind: ImportKind,
        pub status: ImportStatus,
        /// What the file is called where it comes from.
        pub file_name: String [free_text, max(bounds::import::MAX_FILE_NAME_CHARS)],
        /// What it is called here.
        pub(super) file: String,
        /// When the file goes; `None`: not as long as the import is open.
        pub file_until: Option<Timestamp>,
        pub bytes: i64,
        /// The encoding that somebody named.
        pub encoding: Option<String> [max(bounds::import::MAX_ENCODING_CHARS)],
        pub decimal_mark: Option<Mark>,
        pub(super) question: String [free_text],
        pub(super) columns_seen: String [free_text],
        pub(super) report: String [free_text],
        pub(super) step: i64,
        pub(super) tries: u32,
        /// Products of the file that were looked at, or rows of stock.
        pub done: i64,
        /// Bytes that were read, of those that are to be read in all.
        pub bytes_done: i64,
        pub bytes_total: i64,
        /// Rows in the file of failed rows.
        pub failed_rows: u32,
        /// Who sent the file, as [`crate::Actor`] is recorded.
        pub made_by: String [free_text],
        /// Who sent it, or started it last: a person, or a key of the API.
        pub account as account_id: Option<AccountId>,
        pub(super) key as key_id: Option<ApiKeyId>,
        pub created_at: Timestamp,
        pub started_at: Option<Timestamp>,
        pub ended_at: Option<Timestamp>,
        pub updated_at: Timestamp,
    }
}

table! {
    /// Why a row of a file failed.
    pub(super) struct Failure in "product_import_failure", private {
        pub(super) import as import_id: ImportId,
        pub(super) place: u32,
        pub(super) line: i64,
        pub(super) reason: String [free_text, max(bounds::import::MAX_REASON_CHARS)],
    }
}

pub(super) async fn insert(ctx: &Ctx<'_>, import: &Import) -> Result<bool> {
    ctx.tx.insert_missing(std::slice::from_ref(import)).await?;
    Ok(find(ctx, import.id).await?.is_some())
}

pub(super) async fn find(ctx: &Ctx<'_>, id: ImportId) -> Result<Option<Import>> {
    let statement = sql!("select {columns product_import} from product_import where id = ?");
    Ok(ctx.tx.find(statement, params![id]).await?)
}

pub(super) async fn lock(ctx: &Ctx<'_>, id: ImportId) -> Result<Option<Import>> {
    let statement = sql!("select {columns product_import} from product_import where id = ? {for update}");
    Ok(ctx.tx.find(statement, params![id]).await?)
}

/// The one that is open.
pub(super) async fn find_open(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<Import>> {
    let statement = sql!("select {columns product_import} from product_import where open_vendor_id = ?");
    Ok(ctx.tx.find(statement, params![vendor]).await?)
}

/// Those of a vendor below a place, the newest first.
pub(super) async fn list(ctx: &Ctx<'_>, vendor: VendorId, after: Place, limit: i64) -> Result<Vec<Import>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product_import} from product_import where vendor_id = ? \
                 and created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![vendor, after.key, after.key, after.id, limit],
        )
        .await?)
}

/// The first and last name of somebody.
pub(super) async fn find_name(ctx: &Ctx<'_>, account: AccountId) -> Result<Option<(String, String)>> {
    let statement = sql!("select first_name, last_name from account where id = ?");
    Ok(ctx.tx.find(statement, params![account]).await?)
}

/// Writes where it stands now: everything that changes after it was made.
pub(super) async fn update(ctx: &Ctx<'_>, import: &Import) -> Result<()> {
    let open = Some(import.vendor).filter(|_| import.status.is_open());
    ctx.tx
        .run(
            sql!(
                "update product_import set open_vendor_id = ?, kind = ?, status = ?, file_until = ?, encoding = ?, \
                 decimal_mark = ?, question = ?, columns_seen = ?, report = ?, step = ?, tries = ?, done = ?, \
                 bytes_done = ?, bytes_total = ?, failed_rows = ?, account_id = ?, key_id = ?, started_at = ?, \
                 ended_at = ?, updated_at = ? where id = ?"
            ),
            params![
                open,
                import.kind,
                import.status,
                import.file_until,
                import.encoding.as_deref(),
                import.decimal_mark,
                import.question.as_str(),
                import.columns_seen.as_str(),
                import.report.as_str(),
                import.step,
                import.tries,
                import.done,
                import.bytes_done,
                import.bytes_total,
                import.failed_rows,
                import.account,
                import.key,
                import.started_at,
                import.ended_at,
                ctx.now,
                import.id
            ],
        )
        .await?;
    Ok(())
}

pub(super) async fn insert_failures(ctx: &Ctx<'_>, failures: &[Failure]) -> Result<()> {
    Ok(ctx.tx.insert_all(failures).await?)
}

pub(super) async fn delete_failures(ctx: &Ctx<'_>, import: ImportId) -> Result<()> {
    ctx.tx.run(sql!("delete from product_import_failure where import_id = ?"), params![import]).await?;
    Ok(())
}

/// Lines and reasons, in the order they were found.
pub(super) async fn list_failures(ctx: &Ctx<'_>, import: ImportId) -> Result<Vec<(i64, String)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select line, reason from product_import_failure where import_id = ? order by place limit ?"
            ),
            params![import, i64::from(MAX_FAILED_ROWS)],
        )
        .await?)
}

/// Ended imports of a vendor whose files are still kept, the newest first.
pub(super) async fn list_kept(ctx: &Ctx<'_>, vendor: VendorId, limit: i64) -> Result<Vec<Import>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product_import} from product_import where vendor_id = ? and file_until > ? \
                 order by created_at desc, id desc limit ?"
            ),
            params![vendor, ctx.now, limit],
        )
        .await?)
}

/// Open ones that have waited for somebody since a time.
pub(super) async fn list_forgotten(ctx: &Ctx<'_>, since: Timestamp, limit: i64) -> Result<Vec<Import>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns product_import} from product_import where open_vendor_id is not null \
                 and status in ('asking', 'ready') and updated_at <= ? order by open_vendor_id limit ?"
            ),
            params![since, limit],
        )
        .await?)
}

/// Forgets why rows failed of files that are gone.
pub(super) async fn delete_old_failures(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!(
        "product_import_failure",
        "import_id, place",
        "import_id in (select p.id from product_import p where p.file_until <= ?)",
        "import_id, place"
    ));
    Ok(ctx.tx.run(old, params![ctx.now, at_most, ctx.now]).await?)
}

/// Forgets imports whose files are gone since a time.
pub(super) async fn delete_old(ctx: &Ctx<'_>, before: Timestamp, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!("product_import", "id", "file_until <= ?", "file_until"));
    Ok(ctx.tx.run(old, params![before, at_most, before]).await?)
}

/// A vendor's variants of a SKU that are offered; two stand for more.
pub(super) async fn list_of_sku(
    ctx: &Ctx<'_>,
    vendor: VendorId,
    sku: &str,
) -> Result<Vec<(VariantId, ProductId)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.id, v.product_id from variant v join product p on p.id = v.product_id \
                 where v.sku = ? and p.vendor_id = ? and v.status = 'active' order by v.id limit 2"
            ),
            params![sku, vendor],
        )
        .await?)
}

impl Import {
    /// Who does it.
    pub(super) fn actor(&self) -> Actor {
        use souk_domain::vendor::MemberRole;
        match (self.account, self.key) {
            // what the role may do was asked when it was started
            (Some(account), _) => {
                Actor::VendorMember { vendor: self.vendor, account, role: MemberRole::OF_A_KEY }
            }
            (None, Some(key)) => Actor::Vendor { vendor: self.vendor, key },
            (None, None) => Actor::Operator,
        }
    }

    /// Takes down who goes on with it.
    pub(super) fn is_of(&mut self, actor: Actor) {
        self.account = actor.account();
        self.key = match actor {
            Actor::Vendor { key, .. } => Some(key),
            _ => None,
        };
    }

    /// Of a hundred, how much of the file was read.
    pub fn percent(&self) -> i64 {
        self.bytes_done.saturating_mul(100).checked_div(self.bytes_total).unwrap_or(0).clamp(0, 100)
    }

    /// Whether the file is still here.
    pub fn has_file(&self, now: Timestamp) -> bool {
        self.file_until.is_none_or(|until| until > now)
    }
}
