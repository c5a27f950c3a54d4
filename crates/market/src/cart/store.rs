use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    ids::{AccountId, CartId, CartLineId, OrderId, VariantId},
    money::Currency,
};

use crate::{Ctx, Result};

table! {
    /// A cart; of the key that opens it only the hash is kept.
    pub(crate) struct CartRow in "cart", private {
        pub(crate) id: CartId,
        key_hash: [u8; 32],
        pub(crate) account as account_id: Option<AccountId>,
        status: String,
        pub(crate) order as order_id: Option<OrderId>,
        pub(crate) currency: Currency,
        /// How many codes were entered.
        pub(crate) codes: u32,
        pub(crate) revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

table! {
    #[derive(Clone, Debug)]
    pub(crate) struct CartLineRow in "cart_line", private {
        pub(crate) id: CartLineId,
        cart_id: CartId,
        pub(crate) variant as variant_id: VariantId,
        pub(crate) quantity: u32,
        pub(crate) quoted_price: i64,
        created_at: Timestamp,
    }
}

pub(crate) async fn insert(ctx: &Ctx<'_>, id: CartId, key_hash: &[u8; 32], currency: Currency) -> Result<()> {
    let cart = CartRow {
        id,
        key_hash: *key_hash,
        account: None,
        status: "open".to_owned(),
        order: None,
        currency,
        codes: 0,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&cart).await?)
}

pub(crate) async fn find(ctx: &Ctx<'_>, key_hash: &[u8; 32]) -> Result<Option<CartRow>> {
    Ok(ctx.tx.find(sql!("select {columns cart} from cart where key_hash = ?"), params![key_hash]).await?)
}

pub(crate) async fn lock(ctx: &Ctx<'_>, key_hash: &[u8; 32]) -> Result<Option<CartRow>> {
    Ok(ctx
        .tx
        .find(sql!("select {columns cart} from cart where key_hash = ? {for update}"), params![key_hash])
        .await?)
}

pub(crate) async fn list_lines(ctx: &Ctx<'_>, cart: CartId) -> Result<Vec<CartLineRow>> {
    Ok(ctx
        .tx
        .list(
            sql!("select {columns cart_line} from cart_line where cart_id = ? order by created_at, id"),
            params![cart],
        )
        .await?)
}

pub(crate) async fn find_line(ctx: &Ctx<'_>, cart: CartId, line: CartLineId) -> Result<Option<CartLineRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns cart_line} from cart_line where id = ? and cart_id = ?"),
            params![line, cart],
        )
        .await?)
}

pub(crate) async fn find_line_of_variant(
    ctx: &Ctx<'_>,
    cart: CartId,
    variant: VariantId,
) -> Result<Option<CartLineRow>> {
    Ok(ctx
        .tx
        .find(
            sql!("select {columns cart_line} from cart_line where cart_id = ? and variant_id = ?"),
            params![cart, variant],
        )
        .await?)
}

pub(crate) async fn count_lines(ctx: &Ctx<'_>, cart: CartId) -> Result<usize> {
    let count: i64 =
        ctx.tx.one(sql!("select count(*) from cart_line where cart_id = ?"), params![cart]).await?;
    Ok(usize::try_from(count).unwrap_or(usize::MAX))
}

/// How many pieces lie in a cart, for the figure beside its sign.
pub(crate) async fn count_pieces(ctx: &Ctx<'_>, key_hash: &[u8; 32]) -> Result<i64> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select {sum l.quantity} from cart c join cart_line l on l.cart_id = c.id \
                 where c.key_hash = ? and c.status = 'open'"
            ),
            params![key_hash],
        )
        .await?)
}

pub(crate) async fn insert_line(
    ctx: &Ctx<'_>,
    id: CartLineId,
    cart: CartId,
    variant: VariantId,
    quantity: u32,
    price: i64,
) -> Result<()> {
    let line = CartLineRow { id, cart_id: cart, variant, quantity, quoted_price: price, created_at: ctx.now };
    Ok(ctx.tx.insert(&line).await?)
}

pub(crate) async fn set_quantity(ctx: &Ctx<'_>, line: CartLineId, quantity: u32, price: i64) -> Result<()> {
    ctx.tx
        .run(
            sql!("update cart_line set quantity = ?, quoted_price = ? where id = ?"),
            params![quantity, price, line],
        )
        .await?;
    Ok(())
}

pub(crate) async fn delete_line(ctx: &Ctx<'_>, cart: CartId, line: CartLineId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(sql!("delete from cart_line where id = ? and cart_id = ?"), params![line, cart])
        .await?)
}

pub(crate) async fn touch(ctx: &Ctx<'_>, cart: CartId) -> Result<()> {
    ctx.tx
        .run(
            sql!("update cart set revision = revision + 1, updated_at = ? where id = ?"),
            params![ctx.now, cart],
        )
        .await?;
    Ok(())
}

/// Says how many codes lie in a cart.
pub(super) async fn set_codes(ctx: &Ctx<'_>, cart: CartId, codes: usize) -> Result<()> {
    let codes = u32::try_from(codes).unwrap_or(u32::MAX);
    ctx.tx.run(sql!("update cart set codes = ? where id = ?"), params![codes, cart]).await?;
    Ok(())
}

/// The cart that became an order, where codes were entered in it.
pub(super) async fn find_with_codes_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Option<CartId>> {
    let statement =
        sql!("select c.id from orders o join cart c on c.id = o.cart_id where o.id = ? and c.codes > 0");
    Ok(ctx.tx.find(statement, params![order]).await?)
}

/// The order that a cart became.
pub(super) async fn find_order(ctx: &Ctx<'_>, cart: CartId) -> Result<Option<OrderId>> {
    let found: Option<Option<OrderId>> =
        ctx.tx.find(sql!("select order_id from cart where id = ?"), params![cart]).await?;
    Ok(found.flatten())
}

/// Turns a cart into an order's. False when it was one already.
pub(crate) async fn mark_ordered(ctx: &Ctx<'_>, cart: CartId, order: OrderId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update cart set status = 'ordered', order_id = ?, updated_at = ? where id = ? and status = 'open'"),
            params![order, ctx.now, cart],
        )
        .await?)
}

pub(crate) async fn list_variants_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<(VariantId, u32)>> {
    Ok(ctx
        .tx
        .list(
            sql!("select variant_id, quantity from order_line where order_id = ? order by position"),
            params![order],
        )
        .await?)
}

/// The account's oldest open cart; there is one, unless two processes of different versions met.
pub(crate) async fn find_of_account(ctx: &Ctx<'_>, account: AccountId) -> Result<Option<CartId>> {
    Ok(ctx
        .tx
        .find(
            sql!(
                "select id from cart where account_id = ? and status = 'open' order by created_at, id limit 1"
            ),
            params![account],
        )
        .await?)
}

/// Makes an open cart the account's, under a key that every browser of it can be told.
pub(crate) async fn give(ctx: &Ctx<'_>, cart: CartId, account: AccountId, key_hash: &[u8; 32]) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update cart set account_id = ?, key_hash = ?, revision = revision + 1, updated_at = ? \
                 where id = ? and status = 'open'"
            ),
            params![account, key_hash, ctx.now, cart],
        )
        .await?;
    Ok(())
}

pub(crate) async fn move_line(ctx: &Ctx<'_>, line: CartLineId, cart: CartId) -> Result<()> {
    ctx.tx.run(sql!("update cart_line set cart_id = ? where id = ?"), params![cart, line]).await?;
    Ok(())
}

/// Forgets an open cart with its lines; its codes are forgotten before.
pub(super) async fn delete(ctx: &Ctx<'_>, cart: CartId) -> Result<()> {
    ctx.tx.run(sql!("delete from cart_line where cart_id = ?"), params![cart]).await?;
    ctx.tx.run(sql!("delete from cart where id = ? and status = 'open'"), params![cart]).await?;
    Ok(())
}

/// Guests' carts that nobody touched since a time, the oldest first, locked for this transaction.
pub(crate) async fn lock_untouched(ctx: &Ctx<'_>, before: Timestamp, at_most: i64) -> Result<Vec<CartId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select id from cart where status = 'open' and account_id is null and updated_at < ? \
                 order by updated_at, id limit ? {for update}"
            ),
            params![before, at_most],
        )
        .await?)
}
