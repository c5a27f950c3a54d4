//! How somebody leaves.

use souk_domain::{hex::hex, ids::AccountId, refusal::AccountRefusal};
use zeroize::Zeroizing;

use super::{password, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Result, documents, idempotency, mail, orders, payments, returns, reviews,
    tax, vendors,
};

/// Deletes an account: the person is removed, and what the books need stays. Orders under way keep where they go until they
/// are done; then that is removed too. Errors: the password is another; an order waits for payment; the last super admin, or the last
/// owner of a vendor.
pub fn delete(
    app: &App,
    actor: Actor,
    account: AccountId,
    current: Zeroizing<String>,
) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        let proven = password::require_current(app, actor, account, current).await?;
        app.write(actor, move |ctx| {
            let proven = proven.clone();
            Box::pin(async move {
                let row = proven.lock(ctx).await?;
                if orders::has_unpaid_of_buyer(ctx, account).await? {
                    return Err(AccountRefusal::OrdersOpen.into());
                }
                super::staff::leave(ctx, account).await?;
                // what stays of papers goes by where their vendors stand now
                documents::forget(ctx, account).await?;
                vendors::leave_all(ctx, account).await?;
                if let Some(email) = &row.email {
                    store::delete_invitation_of_email(ctx, &souk_domain::text::email_key(email)).await?;
                    mail::forget_of_reader(ctx, email).await?;
                }
                store::delete_sessions(ctx, account, None).await?;
                store::delete_all_tokens(ctx, account).await?;
                store::delete_addresses(ctx, account).await?;
                tax::forget_account(ctx, account).await?;
                store::delete_recovery_codes(ctx, account).await?;
                idempotency::forget(ctx, "add_address", account.as_bytes()).await?;
                crate::cart::delete_of_account(ctx, account).await?;
                // an id is nobody's name, and no username holds an underscore before its letters
                store::erase(ctx, account, &format!("_{}", hex(account.as_bytes()))).await?;
                forget_orders(ctx, account).await
            })
        })
        .await
    })
}

/// How many orders of an account are paid and not done yet: who leaves follows them by their links alone.
pub fn orders_under_way(app: &App, actor: Actor, account: AccountId) -> BoxFuture<'static, Result<i64>> {
    app.read(actor, move |ctx| Box::pin(orders::count_under_way_of_buyer(ctx, account)))
}

/// Removes the person from orders that are done.
pub(super) async fn forget_orders(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    for order in orders::list_done_of_buyer(ctx, account).await? {
        mail::forget_of_order(ctx, order).await?;
        idempotency::forget_of_order(ctx, order).await?;
        payments::forget_refund_notes(ctx, order).await?;
        returns::forget_of_order(ctx, order).await?;
        reviews::forget_of_order(ctx, order).await?;
        orders::forget_buyer(ctx, order).await?;
    }
    Ok(())
}
