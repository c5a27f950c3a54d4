use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{bounds, ids::AccountId, tax::TaxExemption};

use crate::{Ctx, Result};

table! {
    struct ExemptionRow in "tax_exemption", private {
        account as account_id: AccountId,
        reason: String [free_text, max(bounds::tax::MAX_EXEMPTION_REASON_CHARS)],
        number: String [free_text, max(bounds::tax::MAX_EXEMPTION_NUMBER_CHARS)],
        ends_at: Option<Timestamp>,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl ExemptionRow {
    fn told(self) -> (TaxExemption, i64) {
        let exemption = TaxExemption { reason: self.reason, number: self.number, ends_at: self.ends_at };
        (exemption, self.revision)
    }
}

/// The name and address of an account that was not deleted; `held` for this transaction.
pub(in super::super) async fn find_account(
    ctx: &Ctx<'_>,
    account: AccountId,
    held: bool,
) -> Result<Option<(String, Option<String>)>> {
    let statement = if held {
        sql!("select username, email from account where id = ? and status = 'active' {for update}")
    } else {
        sql!("select username, email from account where id = ? and status = 'active'")
    };
    Ok(ctx.tx.find(statement, params![account]).await?)
}

pub(in super::super) async fn find_by_email(ctx: &Ctx<'_>, key: &str) -> Result<Option<AccountId>> {
    let find = sql!("select id from account where email_key = ? and status = 'active'");
    Ok(ctx.tx.find(find, params![key]).await?)
}

pub(in super::super) async fn find_by_username(ctx: &Ctx<'_>, key: &str) -> Result<Option<AccountId>> {
    let find = sql!("select id from account where username_key = ? and status = 'active'");
    Ok(ctx.tx.find(find, params![key]).await?)
}

/// Until when each account is exempt that is.
pub(in super::super) async fn list_ends(ctx: &Ctx<'_>) -> Result<Vec<(AccountId, Option<Timestamp>)>> {
    Ok(ctx.tx.list(sql!("select account_id, ends_at from tax_exemption order by account_id"), &[]).await?)
}

pub(in super::super) async fn count_exemptions(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from tax_exemption"), &[]).await?)
}

pub(in super::super) async fn find_exemption(
    ctx: &Ctx<'_>,
    account: AccountId,
) -> Result<Option<(TaxExemption, i64)>> {
    let find = sql!("select {columns tax_exemption} from tax_exemption where account_id = ?");
    Ok(ctx.tx.find::<ExemptionRow>(find, params![account]).await?.map(ExemptionRow::told))
}

type Listed = (AccountId, String, Option<String>, (TaxExemption, i64));

/// Those below an account, the latest accounts first.
pub(in super::super) async fn list_exemptions(
    ctx: &Ctx<'_>,
    before: AccountId,
    at_most: i64,
) -> Result<Vec<Listed>> {
    let list = sql!(
        "select a.id, a.username, a.email, e.reason, e.number, e.ends_at, e.revision from tax_exemption e \
         join account a on a.id = e.account_id where e.account_id < ? order by e.account_id desc limit ?"
    );
    type Row = (AccountId, String, Option<String>, String, String, Option<Timestamp>, i64);
    let rows: Vec<Row> = ctx.tx.list(list, params![before, at_most]).await?;
    let told = |(account, username, email, reason, number, ends_at, revision): Row| {
        (account, username, email, (TaxExemption { reason, number, ends_at }, revision))
    };
    Ok(rows.into_iter().map(told).collect())
}

pub(in super::super) async fn insert_exemption(
    ctx: &Ctx<'_>,
    account: AccountId,
    exemption: &TaxExemption,
) -> Result<()> {
    let row = ExemptionRow {
        account,
        reason: exemption.reason.clone(),
        number: exemption.number.clone(),
        ends_at: exemption.ends_at,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(in super::super) async fn update_exemption(
    ctx: &Ctx<'_>,
    account: AccountId,
    exemption: &TaxExemption,
) -> Result<()> {
    let update = sql!(
        "update tax_exemption set reason = ?, number = ?, ends_at = ?, revision = revision + 1, updated_at = ? \
         where account_id = ?"
    );
    let values = params![exemption.reason, exemption.number, exemption.ends_at, ctx.now, account];
    ctx.tx.run(update, values).await?;
    Ok(())
}

pub(in super::super) async fn delete_exemption(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    ctx.tx.run(sql!("delete from tax_exemption where account_id = ?"), params![account]).await?;
    Ok(())
}
