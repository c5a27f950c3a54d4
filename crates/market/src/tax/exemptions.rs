//! Accounts that pay no tax.

use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;
use souk_domain::{
    bounds::tax::MAX_EXEMPTIONS,
    ids::AccountId,
    refusal::{RequestRefusal, expect_revision},
    tax::TaxExemption,
    text::{Email, fold_key},
};

use super::store;
use crate::{
    Ctx, Result,
    audit::{self, AuditAction},
    paging::{Page, Place, one_more, place_of_id, start},
};

/// The name of the list in its cursors.
const LIST: &str = "tax exemptions:";

/// An account as the staff sees it who lets it pay no tax.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ExemptAccount {
    pub account: AccountId,
    pub username: String,
    /// Empty where it has none.
    pub email: String,
    /// Its exemption, with its revision; it may have ended.
    pub exemption: Option<(TaxExemption, i64)>,
}

/// An exemption as it shall be.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ExemptionChange {
    pub exemption: TaxExemption,
    /// Refuse when it is at another revision.
    pub expected_revision: Option<i64>,
}

/// Until when each account is exempt that is.
struct Exempt(BTreeMap<AccountId, Option<Timestamp>>);

/// Whether an account pays no tax now.
pub(super) async fn is_exempt(ctx: &Ctx<'_>, account: AccountId) -> Result<bool> {
    let read = async { Ok(Exempt(store::list_ends(ctx).await?.into_iter().collect())) };
    let exempt: Arc<Exempt> = ctx.rule(read).await?;
    Ok(exempt.0.get(&account).is_some_and(|ends_at| ends_at.is_none_or(|end| ctx.now < end)))
}

/// The exemption of an account, ended or not.
pub(crate) async fn exemption_of(ctx: &Ctx<'_>, account: AccountId) -> Result<Option<TaxExemption>> {
    Ok(store::find_exemption(ctx, account).await?.map(|(exemption, _)| exemption))
}

/// Nothing is kept of it when an account is deleted.
pub(crate) async fn forget_account(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    store::delete_exemption(ctx, account).await
}

/// An account, by its id. Errors: there is none.
pub(super) async fn find(ctx: &Ctx<'_>, account: AccountId) -> Result<ExemptAccount> {
    let (username, email) =
        store::find_account(ctx, account, false).await?.ok_or(RequestRefusal::NotFound)?;
    let exemption = store::find_exemption(ctx, account).await?;
    Ok(ExemptAccount { account, username, email: email.unwrap_or_default(), exemption })
}

/// The account of an id, a username or an e-mail address. Errors: there is none.
pub(super) async fn find_named(ctx: &Ctx<'_>, typed: &str) -> Result<AccountId> {
    let typed = typed.trim();
    let found = match (typed.parse::<AccountId>(), Email::parse(typed)) {
        (Ok(id), _) => store::find_account(ctx, id, false).await?.map(|_| id),
        (Err(_), Ok(email)) => store::find_by_email(ctx, &email.key()).await?,
        (Err(_), Err(_)) => store::find_by_username(ctx, &fold_key(typed)).await?,
    };
    found.ok_or_else(|| RequestRefusal::NotFound.into())
}

/// The accounts with an exemption, ended ones too, the latest accounts first. Errors: a malformed cursor.
pub(super) async fn list(ctx: &Ctx<'_>, after: Option<&str>, limit: u32) -> Result<Page<ExemptAccount>> {
    let place = start(after, LIST, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_exemptions(ctx, AccountId::from_bytes(place.id), asked).await?;
    let rows = rows.into_iter().map(|(account, username, email, exemption)| ExemptAccount {
        account,
        username,
        email: email.unwrap_or_default(),
        exemption: Some(exemption),
    });
    Ok(Page::of(rows.collect(), limit, LIST, |row| place_of_id(*row.account.as_bytes())))
}

/// Lets an account pay no tax from now on, or changes why and until when. Errors: no such account, changed meanwhile, fields that
/// cannot be, too many.
pub(super) async fn put(
    ctx: &Ctx<'_>,
    account: AccountId,
    change: &ExemptionChange,
) -> Result<ExemptAccount> {
    let exemption =
        change.exemption.checked(ctx.now).map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    // whoever leaves takes its exemption along, so the account is held
    store::find_account(ctx, account, true).await?.ok_or(RequestRefusal::NotFound)?;
    let before = store::find_exemption(ctx, account).await?;
    expect_revision(change.expected_revision, before.as_ref().map_or(0, |(_, revision)| *revision))?;
    if before.as_ref().is_some_and(|(before, _)| *before == exemption) {
        return find(ctx, account).await;
    }
    if before.is_some() {
        store::update_exemption(ctx, account, &exemption).await?;
    } else {
        if usize::try_from(store::count_exemptions(ctx).await?).is_ok_and(|there| there >= MAX_EXEMPTIONS) {
            return Err(RequestRefusal::ListFull { what: "exempt accounts", max: MAX_EXEMPTIONS }.into());
        }
        store::insert_exemption(ctx, account, &exemption).await?;
    }
    let until = exemption.ends_at.map_or_else(String::new, |end| format!(" until {end}"));
    record(ctx, AuditAction::TaxExempted, account, &format!("{}{until}", exemption.reason)).await?;
    find(ctx, account).await
}

/// Lets an account pay taxes again. Errors: it is not exempt, changed meanwhile.
pub(super) async fn take_back(ctx: &Ctx<'_>, account: AccountId, expected: Option<i64>) -> Result<()> {
    store::find_account(ctx, account, true).await?.ok_or(RequestRefusal::NotFound)?;
    let (before, revision) = store::find_exemption(ctx, account).await?.ok_or(RequestRefusal::NotFound)?;
    expect_revision(expected, revision)?;
    store::delete_exemption(ctx, account).await?;
    record(ctx, AuditAction::TaxExemptionEnded, account, &before.reason).await
}

async fn record(ctx: &Ctx<'_>, action: AuditAction, account: AccountId, detail: &str) -> Result<()> {
    let detail: String = detail.chars().take(souk_domain::bounds::audit::MAX_DETAIL_CHARS).collect();
    audit::record(ctx, action, ctx.actor.account(), &account.to_string(), &detail).await
}
