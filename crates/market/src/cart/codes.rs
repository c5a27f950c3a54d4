//! The codes of a cart. Guessing is limited: what unlocks nothing counts.

use jiff::SignedDuration;
use souk_domain::{ids::CartKey, refusal::CartRefusal};

use super::{CartView, load, lock_open, store};
use crate::{
    Actor, App, BoxFuture, Result, promotions,
    secrets::capability_hash,
    throttle::{self, Rule},
};

const QUARTER_HOUR: SignedDuration = SignedDuration::from_mins(15);
/// Wrong codes of one client: whoever mistypes a long one needs a few.
const OF_CLIENT: Rule = Rule { name: "wrong-code-client", uses: 20, window: QUARTER_HOUR };
/// Wrong codes in one cart.
const OF_CART: Rule = Rule { name: "wrong-code-cart", uses: 10, window: QUARTER_HOUR };

/// Enters a code; again it changes nothing. `client` is the network of whoever asks; `None` is not counted.
/// Errors: no such cart, ordered already, the code unlocks nothing, too many codes, too many wrong ones.
pub fn put_cart_code(
    app: &App,
    actor: Actor,
    key: CartKey,
    (code, client): (String, Option<String>),
) -> BoxFuture<'static, Result<CartView>> {
    let app = app.clone();
    Box::pin(async move {
        // counted first and in a transaction of its own: a guess that is refused leaves nothing else behind
        let counts = std::sync::Arc::new(counts(key, client));
        app.write_with(actor, std::sync::Arc::clone(&counts), |ctx, counts| {
            Box::pin(async move {
                for (rule, who) in counts.iter() {
                    throttle::spend(ctx, *rule, who).await?;
                }
                Ok(())
            })
        })
        .await?;
        app.write_with(actor, (code, counts), move |ctx, (code, counts)| {
            Box::pin(async move {
                let cart = lock_open(ctx, key).await?;
                let codes = promotions::enter_code(ctx, cart, code).await?;
                store::set_codes(ctx, cart, codes).await?;
                store::touch(ctx, cart).await?;
                for (rule, who) in counts.iter() {
                    throttle::forgive(ctx, *rule, who).await?;
                }
                load(ctx, key).await
            })
        })
        .await
    })
}

fn counts(key: CartKey, client: Option<String>) -> Vec<(Rule, Vec<u8>)> {
    let of_cart = (OF_CART, capability_hash(key.as_bytes()).to_vec());
    let of_client = client.map(|client| (OF_CLIENT, client.into_bytes()));
    of_client.into_iter().chain([of_cart]).collect()
}

/// Takes a code out. Errors: no such cart, ordered already, the code is not in it.
pub fn remove_cart_code(
    app: &App,
    actor: Actor,
    key: CartKey,
    code: String,
) -> BoxFuture<'static, Result<CartView>> {
    app.write_with(actor, code, move |ctx, code| {
        Box::pin(async move {
            let cart = lock_open(ctx, key).await?;
            let left = promotions::take_code_out(ctx, cart, code).await?.ok_or(CartRefusal::CodeNotFound)?;
            store::set_codes(ctx, cart, left).await?;
            store::touch(ctx, cart).await?;
            load(ctx, key).await
        })
    })
}
