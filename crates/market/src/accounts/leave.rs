//! What somebody may take along, and how they leave.

use serde_json::{Value, json};
use souk_domain::{address::Address, hex::hex, ids::AccountId, refusal::AccountRefusal};
use zeroize::Zeroizing;

use super::{addresses, history, password, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result, idempotency, mail, orders,
    orders::{OrderView, address_to_json},
};

/// Orders read at once for an export.
const ORDERS_AT_ONCE: u32 = 100;

/// Everything kept about an account, as JSON.
#[derive(Clone, Debug)]
pub struct Export(pub Value);

/// Everything kept about an account: profile, addresses, sessions, orders.
pub async fn export(ctx: &Ctx<'_>, account: AccountId) -> Result<Export> {
    let own = super::load(ctx, account).await?;
    let book = addresses::list_addresses(ctx, account).await?;
    let book = book.iter().map(|booked| {
        Ok(json!({
            "id": booked.id.to_string(),
            "address": parsed(&address_to_json(&booked.address)?)?,
            "default_shipping": booked.default_shipping,
            "default_billing": booked.default_billing,
        }))
    });
    let book = book.collect::<Result<Vec<_>>>()?;
    let sessions: Vec<Value> = store::list_sessions(ctx, account)
        .await?
        .iter()
        .map(|session| {
            json!({
                "program": session.agent,
                "network": session.client,
                "began": session.created_at.to_string(),
                "last_used": session.seen_at.to_string(),
            })
        })
        .collect();
    let mut placed = Vec::new();
    let mut after = None;
    loop {
        let page = history::list_orders(ctx, account, after, ORDERS_AT_ONCE).await?;
        for order in &page.orders {
            placed.push(order_json(order)?);
        }
        after = page.next;
        if after.is_none() {
            break;
        }
    }
    Ok(Export(json!({
        "account": {
            "id": own.id.to_string(),
            "username": own.username,
            "email": own.email,
            "email_verified": own.email_verified,
            "phone": own.phone,
            "first_name": own.first_name,
            "last_name": own.last_name,
            "sign_in_codes": own.second_factor,
            "created_at": own.created_at.to_string(),
            "updated_at": own.updated_at.to_string(),
        },
        "addresses": book,
        "sessions": sessions,
        "orders": placed,
    })))
}

fn parsed(json: &str) -> Result<Value> {
    serde_json::from_str(json).map_err(|error| Error::broken(format!("an address: {error}")))
}

fn order_json(order: &OrderView) -> Result<Value> {
    let sum = |minor: i64| json!({ "amount": minor, "currency": order.currency.code() });
    let written = |address: &Option<Address>| {
        let text = address.as_ref().map(address_to_json).transpose()?;
        text.as_deref().map(parsed).transpose()
    };
    let lines = order.vendor_orders.iter().flat_map(|vendor_order| {
        vendor_order.lines.iter().map(move |line| {
            json!({
                "seller": vendor_order.vendor_name,
                "name": line.name,
                "sku": line.sku,
                "quantity": line.quantity,
                "unit_price": sum(line.unit_price),
                "total": sum(line.total),
            })
        })
    });
    Ok(json!({
        "number": order.number,
        "placed_at": order.created_at.to_string(),
        "status": order.status.as_str(),
        "email": order.email,
        "phone": order.phone,
        "shipping_address": written(&order.shipping_address)?,
        "billing_address": written(&order.billing_address)?,
        "lines": lines.collect::<Vec<_>>(),
        "subtotal": sum(order.subtotal),
        "discount": sum(order.discount_total),
        "shipping": sum(order.shipping_total),
        "tax": sum(order.tax_total),
        "total": sum(order.grand_total),
    }))
}

/// Deletes an account: the person is removed, and what the books need stays. Orders under way keep where they go until they
/// are done; then that is removed too. Errors: the password is another; an order waits for payment; the last super admin.
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
                if let Some(email) = &row.email {
                    mail::forget_of_reader(ctx, email).await?;
                }
                store::delete_sessions(ctx, account, None).await?;
                store::delete_all_tokens(ctx, account).await?;
                store::delete_addresses(ctx, account).await?;
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

/// Removes the person from orders that are done.
pub(super) async fn forget_orders(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    for order in orders::list_done_of_buyer(ctx, account).await? {
        mail::forget_of_order(ctx, order).await?;
        idempotency::forget_of_order(ctx, order).await?;
        orders::forget_buyer(ctx, order).await?;
    }
    Ok(())
}
