use souk_db::{Tx, params, sql};
use souk_domain::ids::{AccountId, VendorId};

use super::AuditEntry;
use crate::{Result, paging::Place};

pub(crate) async fn insert(tx: &Tx<'_>, entries: &[AuditEntry]) -> Result<()> {
    Ok(tx.insert_all(entries).await?)
}

/// Entries below a place, the newest first.
pub(crate) async fn page(tx: &Tx<'_>, below: Place, limit: i64) -> Result<Vec<AuditEntry>> {
    Ok(tx
        .list(
            sql!(
                "select {columns audit_entry} from audit_entry \
                 where created_at <= ? and (created_at < ? or id < ?) order by created_at desc, id desc limit ?"
            ),
            params![below.key, below.key, below.id, limit],
        )
        .await?)
}

/// What entries are looked for; what is empty or nobody asks for nothing.
#[derive(Clone, Debug, Default)]
pub(crate) struct Wanted<'a> {
    pub(crate) account: Option<AccountId>,
    pub(crate) vendor: Option<VendorId>,
    pub(crate) action: &'a str,
    pub(crate) object: &'a str,
    /// From this moment on, in milliseconds.
    pub(crate) from: i64,
}

/// What every filter beside the leading one asks, each passed over where its word is empty. An id is compared as bytes: sixteen
/// zeros ask for none.
macro_rules! beside {
    () => {
        " and (? = 0 or account_id = ?) and (? = 0 or vendor_id = ?) and (? = '' or action = ?) and (? = '' or object_id = ?) \
         order by created_at desc, id desc limit ?"
    };
}

/// As [`page`], of those that are wanted. Which index is read follows from what is asked: an object has few entries, a person more.
pub(crate) async fn filtered(
    tx: &Tx<'_>,
    wanted: &Wanted<'_>,
    below: Place,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    let account = wanted.account.unwrap_or(AccountId::from_bytes([0; 16]));
    let vendor = wanted.vendor.unwrap_or(VendorId::from_bytes([0; 16]));
    let (of_account, of_vendor) = (i64::from(wanted.account.is_some()), i64::from(wanted.vendor.is_some()));
    let Wanted { action, object, from, .. } = wanted;
    if !object.is_empty() {
        let statement = sql!(concat!(
            "select {columns audit_entry} from audit_entry where object_id = ? and created_at >= ? \
             and created_at <= ? and (created_at < ? or id < ?)",
            beside!()
        ));
        return Ok(tx
            .list(
                statement,
                params![
                    object, from, below.key, below.key, below.id, of_account, account, of_vendor, vendor,
                    action, action, "", "", limit
                ],
            )
            .await?);
    }
    if wanted.account.is_some() {
        let statement = sql!(concat!(
            "select {columns audit_entry} from audit_entry where account_id = ? and created_at >= ? \
             and created_at <= ? and (created_at < ? or id < ?)",
            beside!()
        ));
        return Ok(tx
            .list(
                statement,
                params![
                    account, from, below.key, below.key, below.id, 0_i64, account, of_vendor, vendor, action,
                    action, "", "", limit
                ],
            )
            .await?);
    }
    if !action.is_empty() {
        let statement = sql!(concat!(
            "select {columns audit_entry} from audit_entry where action = ? and created_at >= ? \
             and created_at <= ? and (created_at < ? or id < ?)",
            beside!()
        ));
        return Ok(tx
            .list(
                statement,
                params![
                    action, from, below.key, below.key, below.id, 0_i64, account, of_vendor, vendor, "", "",
                    "", "", limit
                ],
            )
            .await?);
    }
    let statement = sql!(concat!(
        "select {columns audit_entry} from audit_entry where created_at >= ? \
         and created_at <= ? and (created_at < ? or id < ?)",
        beside!()
    ));
    Ok(tx
        .list(
            statement,
            params![
                from, below.key, below.key, below.id, 0_i64, account, of_vendor, vendor, "", "", "", "",
                limit
            ],
        )
        .await?)
}

/// When somebody signed in, was refused and signed out, below a place, the newest first.
pub(crate) async fn sign_ins(
    tx: &Tx<'_>,
    account: AccountId,
    below: Place,
    limit: i64,
) -> Result<Vec<AuditEntry>> {
    Ok(tx
        .list(
            sql!(
                "select {columns audit_entry} from audit_entry where account_id = ? \
                 and created_at <= ? and (created_at < ? or id < ?) \
                 and action in ('session.began', 'session.ended', 'session.refused') \
                 order by created_at desc, id desc limit ?"
            ),
            params![account, below.key, below.key, below.id, limit],
        )
        .await?)
}
