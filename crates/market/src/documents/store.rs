use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::{document::MAX_NAME_CHARS, vendor::MAX_ANSWER_CHARS},
    ids::{AccountId, DocumentId, VendorId},
};

use super::{DocumentKind, DocumentStatus};
use crate::{Ctx, Result};

table! {
    /// A paper by which a vendor shows who it is.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct Document in "vendor_document", private {
        pub id: DocumentId,
        pub vendor as vendor_id: VendorId,
        /// Who sent it; `None`: they have left.
        pub account as account_id: Option<AccountId>,
        /// What it is called where it comes from.
        pub name: String [free_text, max(MAX_NAME_CHARS)],
        pub kind: DocumentKind,
        pub(super) file: String,
        pub bytes: i64,
        pub status: DocumentStatus,
        /// Why it was refused; empty while it was not.
        pub answer: String [free_text, max(MAX_ANSWER_CHARS)],
        pub created_at: Timestamp,
        pub decided_at: Option<Timestamp>,
    }
}

row! {
    /// A vendor with papers that wait for an answer.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct WaitingPapers {
        pub vendor: VendorId,
        pub name: String,
        /// How many.
        pub papers: i64,
        /// Since when the first of them waits.
        pub since: Timestamp,
    }
}

pub(super) async fn insert(ctx: &Ctx<'_>, document: &Document) -> Result<()> {
    Ok(ctx.tx.insert(document).await?)
}

pub(super) async fn find(ctx: &Ctx<'_>, vendor: VendorId, id: DocumentId) -> Result<Option<Document>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns vendor_document} from vendor_document where id = ? and vendor_id = ?"),
            params![id, vendor],
        )
        .await?)
}

pub(super) async fn list(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Vec<Document>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor_document} from vendor_document where vendor_id = ? \
                 order by created_at desc, id desc"
            ),
            params![vendor],
        )
        .await?)
}

pub(super) async fn count(ctx: &Ctx<'_>, vendor: VendorId) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from vendor_document where vendor_id = ?"), params![vendor]).await?)
}

pub(super) async fn count_waiting(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from vendor_document where status = 'waiting'"), &[]).await?)
}

pub(super) async fn list_waiting(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<WaitingPapers>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select v.id, v.name, count(*), min(d.created_at) from vendor_document d \
                 join vendor v on v.id = d.vendor_id where d.status = 'waiting' \
                 group by v.id, v.name order by 4, v.id limit ?"
            ),
            params![at_most],
        )
        .await?)
}

pub(super) async fn list_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<Document>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns vendor_document} from vendor_document where account_id = ? \
                 order by created_at desc, id desc"
            ),
            params![account],
        )
        .await?)
}

/// Writes down what the market says of one that waits; false when it does not.
pub(super) async fn decide(
    ctx: &Ctx<'_>,
    id: DocumentId,
    status: DocumentStatus,
    answer: &str,
) -> Result<bool> {
    let statement = sql!(
        "update vendor_document set status = ?, answer = ?, decided_at = ? where id = ? and status = 'waiting'"
    );
    Ok(ctx.tx.guarded(statement, params![status, answer, ctx.now, id]).await?)
}

/// Takes one away that was not accepted; false when there is none such.
pub(super) async fn delete(ctx: &Ctx<'_>, id: DocumentId) -> Result<bool> {
    let statement = sql!("delete from vendor_document where id = ? and status <> 'accepted'");
    Ok(ctx.tx.guarded(statement, params![id]).await?)
}

/// Takes away what an account sent, but what was accepted of a vendor that was let in. Answers the files.
pub(super) async fn delete_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Vec<String>> {
    let files = ctx
        .tx
        .list(
            sql!(
                "select file from vendor_document where account_id = ? and (status <> 'accepted' \
                 or vendor_id in (select id from vendor where status in ('applied', 'refused')))"
            ),
            params![account],
        )
        .await?;
    ctx.tx
        .run(
            sql!(
                "delete from vendor_document where account_id = ? and (status <> 'accepted' \
                 or vendor_id in (select id from vendor where status in ('applied', 'refused')))"
            ),
            params![account],
        )
        .await?;
    Ok(files)
}

pub(super) async fn forget_sender(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let statement = sql!("update vendor_document set account_id = null where account_id = ?");
    ctx.tx.run(statement, params![account]).await?;
    Ok(())
}

impl Document {
    /// What it is called where it is saved: a picture was written anew as a WebP.
    pub fn saved_name(&self) -> String {
        match self.kind {
            DocumentKind::Pdf => self.name.clone(),
            DocumentKind::Picture => {
                let stem = self.name.rsplit_once('.').map_or(self.name.as_str(), |(stem, _)| stem);
                format!("{stem}.webp")
            }
        }
    }
}
