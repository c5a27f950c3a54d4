//! The cart of an account: one that every browser finds again after signing in. Callers hold the account's row, so that two
//! browsers at once make one cart.

use souk_domain::{
    bounds::cart::MAX_LINES,
    ids::{AccountId, CartId, CartKey},
};

use super::store;
use crate::{Ctx, Result, promotions, secrets::capability_hash, settings};

/// Makes the account's cart.
pub(crate) async fn create_for_account(ctx: &Ctx<'_>, account: AccountId) -> Result<CartKey> {
    let id = ctx.id(CartId::from_parts);
    let key = ctx.app.key().cart_of_account(id);
    let currency = settings::load(ctx).await?.currency;
    store::insert(ctx, id, &capability_hash(key.as_bytes()), currency).await?;
    store::give(ctx, id, account, &capability_hash(key.as_bytes())).await?;
    Ok(key)
}

/// The key of the account's open cart.
pub(crate) async fn find_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Option<CartKey>> {
    let found = store::find_of_account(ctx, account).await?;
    Ok(found.map(|id| ctx.app.key().cart_of_account(id)))
}

/// Gives what lies in a guest's cart to the account. A cart that is ordered, gone, or somebody's own stays as it is. Answers how
/// many lines stay in it because the account's cart is full.
pub(crate) async fn give_to_account(ctx: &Ctx<'_>, guest: CartKey, account: AccountId) -> Result<usize> {
    let Some(from) = store::lock(ctx, &capability_hash(guest.as_bytes())).await? else { return Ok(0) };
    if from.order.is_some() || from.account.is_some() {
        return Ok(0);
    }
    let Some(own) = store::find_of_account(ctx, account).await? else {
        let key = ctx.app.key().cart_of_account(from.id);
        store::give(ctx, from.id, account, &capability_hash(key.as_bytes())).await?;
        return Ok(0);
    };
    let key = ctx.app.key().cart_of_account(own);
    // a checkout may hold it: then what was ordered is ordered, and the guest's lines start anew
    let Some(own) = store::lock(ctx, &capability_hash(key.as_bytes())).await? else { return Ok(0) };
    if own.order.is_some() {
        let key = ctx.app.key().cart_of_account(from.id);
        store::give(ctx, from.id, account, &capability_hash(key.as_bytes())).await?;
        return Ok(0);
    }
    let mut there = store::list_lines(ctx, own.id).await?;
    let mut left = 0;
    for line in store::list_lines(ctx, from.id).await? {
        match there.iter().find(|own| own.variant == line.variant) {
            Some(own) if own.quantity < line.quantity => {
                store::set_quantity(ctx, own.id, line.quantity, line.quoted_price).await?;
            }
            Some(_) => {}
            None if there.len() >= MAX_LINES => left += 1,
            None => {
                store::move_line(ctx, line.id, own.id).await?;
                there.push(line);
            }
        }
    }
    copy_codes(ctx, from.codes, from.id, own.id).await?;
    store::touch(ctx, own.id).await?;
    if left == 0 {
        super::delete(ctx, from.id).await?;
    }
    Ok(left)
}

/// Moves what lies in the account's open cart into a new one: whoever knew the key of the old one holds nothing.
pub(crate) async fn renew_key_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    let Some(key) = find_of_account(ctx, account).await? else { return Ok(()) };
    // a checkout may have ordered it meanwhile
    let old = store::lock(ctx, &capability_hash(key.as_bytes())).await?;
    let Some(old) = old.filter(|cart| cart.order.is_none()) else { return Ok(()) };
    let id = ctx.id(CartId::from_parts);
    let key = ctx.app.key().cart_of_account(id);
    store::insert(ctx, id, &capability_hash(key.as_bytes()), old.currency).await?;
    store::give(ctx, id, account, &capability_hash(key.as_bytes())).await?;
    for line in store::list_lines(ctx, old.id).await? {
        store::move_line(ctx, line.id, id).await?;
    }
    copy_codes(ctx, old.codes, old.id, id).await?;
    super::delete(ctx, old.id).await
}

/// Empties and forgets the open carts of an account.
pub(crate) async fn delete_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    while let Some(cart) = store::find_of_account(ctx, account).await? {
        super::delete(ctx, cart).await?;
    }
    Ok(())
}

/// Enters the codes of a cart in another too, where it holds any.
async fn copy_codes(ctx: &Ctx<'_>, held: u32, from: CartId, to: CartId) -> Result<()> {
    if held == 0 {
        return Ok(());
    }
    let codes = promotions::copy_codes(ctx, from, to).await?;
    store::set_codes(ctx, to, codes).await
}
