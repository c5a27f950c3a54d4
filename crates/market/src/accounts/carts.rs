use jiff::SignedDuration;
use souk_domain::ids::{AccountId, CartKey};

use crate::{
    Ctx, Result, cart,
    throttle::{self, Rule},
};

/// In what time the carts of a client are counted.
const CARTS_WINDOW: SignedDuration = SignedDuration::from_hours(1);

/// A cart to put something into: the account's, or a new guest's where nobody is signed in. `client` is the network of a guest;
/// `None` is not counted. Errors: it began too many.
pub async fn fresh_cart(ctx: &Ctx<'_>, client: Option<&str>) -> Result<CartKey> {
    match ctx.actor.account() {
        Some(account) => create(ctx, account).await,
        None => {
            if let Some(client) = client {
                let uses = ctx.app.limits().carts_per_client;
                let rule = Rule { name: "guest_carts", uses, window: CARTS_WINDOW };
                throttle::spend(ctx, rule, client.as_bytes()).await?;
            }
            cart::create(ctx).await
        }
    }
}

/// The account's open cart, made when there is none. Its key may be told to every browser that is signed in.
async fn create(ctx: &Ctx<'_>, account: AccountId) -> Result<CartKey> {
    super::lock(ctx, account).await?;
    match cart::find_of_account(ctx, account).await? {
        Some(key) => Ok(key),
        None => cart::create_for_account(ctx, account).await,
    }
}

/// Locks an account: before its cart, wherever both are locked.
pub(crate) async fn lock_owner(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    super::lock(ctx, account).await.map(|_| ())
}

/// Gives the account what a guest's cart holds: it becomes the account's, or its lines join those that are there. Of what
/// lies in both, the larger number stays: the same wish twice. Answers the key of the account's cart, if it has one now, and how
/// many lines stay in the guest's for want of room.
pub async fn adopt(
    ctx: &Ctx<'_>,
    account: AccountId,
    guest: Option<CartKey>,
) -> Result<(Option<CartKey>, usize)> {
    super::lock(ctx, account).await?;
    let left = match guest {
        Some(guest) => cart::give_to_account(ctx, guest, account).await?,
        None => 0,
    };
    Ok((cart::find_of_account(ctx, account).await?, left))
}
