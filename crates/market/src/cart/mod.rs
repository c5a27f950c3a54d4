//! Carts: what somebody intends to buy. A cart holds no stock and no price; it is priced anew whenever it is looked at.
//!
//! Whoever has the [`CartKey`] holds the cart; it is stored hashed, and a wrong one is a cart that does not exist.

mod codes;
mod contents;
mod owned;
mod simulate;
mod store;
mod use_cases;
mod view;

pub use codes::{put_cart_code, remove_cart_code};
pub use contents::{CartContents, MalformedContents};
pub(crate) use owned::{
    create_for_account, delete_of_account, find_of_account, give_to_account, renew_key_of_account,
};
pub use simulate::{CartToSimulate, SimulatedCart, SimulatedLine, simulate_cart};
use souk_domain::{
    bounds::cart::MAX_LINES,
    ids::{CartId, CartKey, CartLineId, OrderId, VariantId},
    quantity::Quantity,
    refusal::CartRefusal,
    stock::Availability,
};
pub(crate) use store::mark_ordered;
pub use use_cases::{add_cart_line, change_cart_line, remove_cart_line, show_cart};
pub(crate) use view::load_locked;
pub use view::{CartLineView, CartView, Delivery, Notice, NoticeKind, load, quote, quote_or_cheapest};

use crate::{
    App, Ctx, Error, Result, catalogue, catalogue::PurchasableVariant, promotions, secrets::capability_hash,
    settings,
};

/// Starts an empty cart. Its key is told now and never again.
pub async fn create(ctx: &Ctx<'_>) -> Result<CartKey> {
    create_under(ctx, CartKey::from_bytes(ctx.app.random_bytes())).await
}

async fn create_under(ctx: &Ctx<'_>, key: CartKey) -> Result<CartKey> {
    let currency = settings::load(ctx).await?.currency;
    store::insert(ctx, ctx.id(CartId::from_parts), &capability_hash(key.as_bytes()), currency).await?;
    Ok(key)
}

/// Puts a variant into a cart; more of one that is there already adds up. Answers the line.
/// Errors: no such cart or variant, not for sale, sold, more than there is, too many lines, ordered already.
pub async fn add_line(
    ctx: &Ctx<'_>,
    key: CartKey,
    variant: VariantId,
    quantity: Quantity,
) -> Result<CartLineId> {
    let cart = lock_open(ctx, key).await?;
    let there = store::find_line_of_variant(ctx, cart, variant).await?;
    let wanted = there.as_ref().map_or(0, |line| line.quantity) + quantity.get();
    let purchasable = purchasable(ctx, variant).await?;
    require_available(&purchasable, wanted)?;
    store::touch(ctx, cart).await?;
    if let Some(line) = there {
        store::set_quantity(ctx, line.id, wanted, purchasable.unit_price).await?;
        return Ok(line.id);
    }
    if store::count_lines(ctx, cart).await? >= MAX_LINES {
        return Err(CartRefusal::Full { max: MAX_LINES }.into());
    }
    let line = ctx.id(CartLineId::from_parts);
    store::insert_line(ctx, line, cart, variant, wanted, purchasable.unit_price).await?;
    Ok(line)
}

/// Sets how many of a line are wanted. Errors: as [`add_line`].
pub async fn set_quantity(ctx: &Ctx<'_>, key: CartKey, line: CartLineId, quantity: Quantity) -> Result<()> {
    let cart = lock_open(ctx, key).await?;
    let line = store::find_line(ctx, cart, line).await?.ok_or(CartRefusal::LineNotFound)?;
    let purchasable = purchasable(ctx, line.variant).await?;
    require_available(&purchasable, quantity.get())?;
    store::touch(ctx, cart).await?;
    store::set_quantity(ctx, line.id, quantity.get(), purchasable.unit_price).await
}

/// Takes a line out. Errors: no such cart or line, ordered already.
pub async fn remove_line(ctx: &Ctx<'_>, key: CartKey, line: CartLineId) -> Result<()> {
    let cart = lock_open(ctx, key).await?;
    if !store::delete_line(ctx, cart, line).await? {
        return Err(CartRefusal::LineNotFound.into());
    }
    store::touch(ctx, cart).await
}

/// A fresh cart with what an ended order held and what is still for sale. Quantities are cut to what is there.
pub async fn from_order(ctx: &Ctx<'_>, order: OrderId) -> Result<CartKey> {
    let key = create(ctx).await?;
    fill(ctx, key, order).await?;
    Ok(key)
}

/// Removes guests' carts that nobody touched for long. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    let before = ctx.now - ctx.app.limits().guest_carts_kept;
    let untouched = store::lock_untouched(ctx, before, at_most).await?;
    for cart in &untouched {
        delete(ctx, *cart).await?;
    }
    Ok(untouched.len() as u64)
}

/// Forgets an open cart that is locked, with what lies in it.
async fn delete(ctx: &Ctx<'_>, cart: CartId) -> Result<()> {
    promotions::forget_codes(ctx, cart).await?;
    store::delete(ctx, cart).await
}

/// The key of the one cart that an ended order gives back; there need be no such cart yet.
pub fn key_given_back(app: &App, order: OrderId) -> CartKey {
    app.key().cart_given_back(order)
}

/// The one cart that an ended order gives back, made and filled as [`from_order`] does when it is asked for first. `None`
/// when it has been ordered meanwhile.
pub async fn give_back(ctx: &Ctx<'_>, order: OrderId) -> Result<Option<CartKey>> {
    let key = key_given_back(ctx.app, order);
    match store::lock(ctx, &capability_hash(key.as_bytes())).await? {
        Some(cart) => Ok(cart.order.is_none().then_some(key)),
        None => {
            create_under(ctx, key).await?;
            fill(ctx, key, order).await?;
            Ok(Some(key))
        }
    }
}

/// Puts what an order held, and what is still for sale, into a new cart, with the codes that were entered.
async fn fill(ctx: &Ctx<'_>, key: CartKey, order: OrderId) -> Result<()> {
    let cart = lock_open(ctx, key).await?;
    let wanted = store::list_variants_of_order(ctx, order).await?;
    let variants: Vec<VariantId> = wanted.iter().map(|(variant, _)| *variant).collect();
    let purchasable_variants = catalogue::purchasable_variants(ctx, &variants).await?;
    for (variant, quantity) in wanted {
        let Some(purchasable) =
            purchasable_variants.iter().find(|purchasable| purchasable.variant == variant)
        else {
            continue;
        };
        let there = purchasable.left().map_or(quantity, |left| quantity.min(left));
        if purchasable.for_sale && there > 0 {
            let line = ctx.id(CartLineId::from_parts);
            store::insert_line(ctx, line, cart, variant, there, purchasable.unit_price).await?;
        }
    }
    if let Some(ordered) = store::find_with_codes_of_order(ctx, order).await? {
        let codes = promotions::copy_codes(ctx, ordered, cart).await?;
        store::set_codes(ctx, cart, codes).await?;
    }
    Ok(())
}

/// How many pieces lie in an open cart; 0 when there is none of that key.
pub async fn count_pieces(ctx: &Ctx<'_>, key: CartKey) -> Result<i64> {
    store::count_pieces(ctx, &capability_hash(key.as_bytes())).await
}

/// The open cart of a key, locked for this transaction.
async fn lock_open(ctx: &Ctx<'_>, key: CartKey) -> Result<CartId> {
    let cart = store::lock(ctx, &capability_hash(key.as_bytes())).await?.ok_or(CartRefusal::NotFound)?;
    match cart.order {
        Some(order) => Err(CartRefusal::Ordered { order }.into()),
        None => Ok(cart.id),
    }
}

/// The order that a cart became. `None`: it is open, or there is none of that id.
pub async fn order_of(ctx: &Ctx<'_>, cart: CartId) -> Result<Option<OrderId>> {
    store::find_order(ctx, cart).await
}

async fn purchasable(ctx: &Ctx<'_>, variant: VariantId) -> Result<PurchasableVariant> {
    let found = catalogue::purchasable_variants(ctx, &[variant]).await?.pop();
    Ok(found.ok_or(CartRefusal::VariantNotFound)?)
}

/// Says no while the buyer is still choosing; placing the order checks again, under locks.
fn require_available(purchasable: &PurchasableVariant, wanted: u32) -> Result<(), Error> {
    let variant = purchasable.variant;
    if !purchasable.for_sale {
        return Err(CartRefusal::NotForSale { variant }.into());
    }
    if let Some(closure) = purchasable.away {
        let vendor = purchasable.vendor_name.clone();
        return Err(CartRefusal::VendorAway { vendor, until: closure.until }.into());
    }
    let availability = purchasable.availability();
    if availability == Availability::Sold {
        return Err(CartRefusal::Sold { variant }.into());
    }
    if purchasable.is_unique && wanted > 1 {
        return Err(CartRefusal::UniqueQuantity.into());
    }
    if wanted > Quantity::MAX {
        return Err(CartRefusal::QuantityOutOfRange.into());
    }
    match availability.left() {
        Some(left) if left < wanted => Err(CartRefusal::OutOfStock { variant, left }.into()),
        _ => Ok(()),
    }
}
