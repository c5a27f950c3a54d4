use std::ops::Deref;

use jiff::Timestamp;
use souk_db::{params, row, sql, table};
use souk_domain::{
    bounds::{self, incoming_transfer},
    ids::{
        AccountId, CartId, IncomingTransferId, OrderId, OrderLineId, PaymentId, ProductId, VariantId,
        VendorOrderId,
    },
    money::Currency,
    order::{OrderStatus, PlacedLine, PlacedVendorOrder},
};

use super::{IncomingTransfer, incoming::TransferState};
use crate::{Ctx, Result, catalogue::PurchasableVariant, orders::VendorOrderRow, paging::Place};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// A vendor order as it was decided.
pub(super) fn new_vendor_order(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    order: OrderId,
    position: u32,
    placed: &PlacedVendorOrder<'_>,
) -> VendorOrderRow {
    let (vendor, split) = (placed.priced, &placed.split);
    let option = vendor.chosen_option();
    let arrives =
        |days: u16| Timestamp::from_millisecond(ctx.now.as_millisecond() + i64::from(days) * DAY_MS).ok();
    VendorOrderRow {
        id,
        order,
        vendor: vendor.vendor,
        position,
        status: OrderStatus::Pending,
        subtotal: vendor.subtotal,
        discount_total: vendor.discount,
        platform_discount: split.platform_discount,
        shipping: vendor.shipping,
        shipping_tax: vendor.shipping_tax,
        tax_total: vendor.tax,
        total: split.gross,
        commission: split.commission,
        commission_tax: split.commission_tax,
        tax_remitted: split.sales_tax,
        vendor_net: split.net,
        shipping_method: option.map(|option| option.method),
        shipping_method_name: option.map(|option| option.name.clone()),
        arrives_from: option.and_then(|option| arrives(option.min_days)),
        arrives_by: option.and_then(|option| arrives(option.max_days)),
        processing_at: None,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    }
}

table! {
    /// A line of an order, as it was decided. Amounts are minor units of its order's currency.
    pub(super) struct NewLine in "order_line", private {
        id: OrderLineId,
        order_id: OrderId,
        vendor_order_id: VendorOrderId,
        position: u32,
        product_id: ProductId,
        variant_id: VariantId,
        name: String [max(bounds::product::MAX_NAME_CHARS)],
        options: String,
        sku: Option<String> [max(bounds::variant::MAX_SKU_CHARS)],
        image: Option<String>,
        unit_price: i64,
        quantity: u32,
        discount: i64,
        platform_discount: i64,
        tax_bps: u32,
        tax: i64,
        total: i64,
        commission_bps: u32,
        commission: i64,
        commission_tax: i64,
        tax_remitted: i64,
        vendor_net: i64,
        requires_shipping: bool,
        is_unique: bool,
        fulfilled: u32,
        cancelled: u32,
        returned: u32,
        refunded: u32,
        refunded_total: i64,
    }
}

impl NewLine {
    pub(super) fn new(
        id: OrderLineId,
        of: &VendorOrderRow,
        position: u32,
        purchasable: &PurchasableVariant,
        placed: &PlacedLine<'_>,
    ) -> Self {
        let (priced, split) = (placed.priced, &placed.split);
        Self {
            id,
            order_id: of.order,
            vendor_order_id: of.id,
            position,
            product_id: purchasable.product,
            variant_id: purchasable.variant,
            name: purchasable.name.clone(),
            options: purchasable.options.clone(),
            sku: purchasable.sku.clone(),
            image: purchasable.image.clone(),
            unit_price: priced.unit_price,
            quantity: priced.quantity,
            discount: priced.discount,
            platform_discount: split.platform_discount,
            tax_bps: priced.tax_bps,
            tax: priced.tax,
            total: split.gross,
            commission_bps: placed.commission_bps,
            commission: split.commission,
            commission_tax: split.commission_tax,
            tax_remitted: split.sales_tax,
            vendor_net: split.net,
            requires_shipping: purchasable.requires_shipping,
            is_unique: purchasable.is_unique,
            fulfilled: 0,
            cancelled: 0,
            returned: 0,
            refunded: 0,
            refunded_total: 0,
        }
    }
}

row! {
    pub(super) struct AskerRow {
        pub(super) buyer: Option<AccountId>,
        pub(super) email_key: String,
        pub(super) client_key: Option<[u8; 32]>,
    }
}

pub(super) async fn find_order_asker(ctx: &Ctx<'_>, order: OrderId) -> Result<AskerRow> {
    Ok(ctx
        .tx
        .one(sql!("select buyer_id, email_key, client_key from orders where id = ?"), params![order])
        .await?)
}

/// Whether an order holds a unique piece of a vendor that does not let one wait a week for a transfer.
pub(super) async fn holds_unique_without_transfer(ctx: &Ctx<'_>, order: OrderId) -> Result<bool> {
    let count: i64 = ctx
        .tx
        .one(
            sql!(
                "select count(*) from order_line l join vendor_order o on o.id = l.vendor_order_id \
                 join vendor v on v.id = o.vendor_id \
                 where l.order_id = ? and l.is_unique = true and v.transfer_for_unique = false"
            ),
            params![order],
        )
        .await?;
    Ok(count > 0)
}

/// As [`holds_unique_without_transfer`], of a cart that is not ordered yet.
pub(super) async fn cart_holds_unique_without_transfer(ctx: &Ctx<'_>, cart: CartId) -> Result<bool> {
    let count: i64 = ctx
        .tx
        .one(
            sql!(
                "select count(*) from cart_line l join variant v on v.id = l.variant_id \
                 join product p on p.id = v.product_id join vendor w on w.id = p.vendor_id \
                 where l.cart_id = ? and v.is_unique = true and w.transfer_for_unique = false"
            ),
            params![cart],
        )
        .await?;
    Ok(count > 0)
}

pub(super) async fn find_order_of_reference(ctx: &Ctx<'_>, reference: &str) -> Result<Option<OrderId>> {
    Ok(ctx.tx.find(sql!("select order_id from payment where reference = ?"), params![reference]).await?)
}

table! {
    /// A transfer's own row. What was received is in minor units of `currency`.
    #[derive(Clone, Debug)]
    pub struct TransferRow in "incoming_transfer", private {
        pub id: IncomingTransferId,
        pub statement_line: String [free_text, max(incoming_transfer::MAX_STATEMENT_LINE_CHARS)],
        pub reference: String [free_text, max(incoming_transfer::MAX_REFERENCE_CHARS)],
        pub payment as payment_id: Option<PaymentId>,
        pub received: i64,
        pub currency: Currency,
        pub state: TransferState,
        pub received_at: Timestamp,
        pub created_at: Timestamp,
    }
}

/// Keeps a transfer that no order uses yet and answers its id; none when its line, which the bank's id tells, is kept already.
pub(super) async fn insert_transfer(
    ctx: &Ctx<'_>,
    transfer: &IncomingTransfer,
) -> Result<Option<IncomingTransferId>> {
    let id = ctx.id(IncomingTransferId::from_parts);
    let row = TransferRow {
        id,
        statement_line: transfer.statement_line.clone(),
        reference: transfer.reference.clone(),
        payment: None,
        received: transfer.received,
        currency: transfer.currency,
        state: TransferState::Unmatched,
        received_at: transfer.received_at.unwrap_or(ctx.now),
        created_at: ctx.now,
    };
    // where two bring the same line at once the second waits here for the first
    ctx.tx.insert_missing(&[row]).await?;
    Ok(ctx.tx.find(sql!("select id from incoming_transfer where id = ?"), params![id]).await?)
}

pub(super) async fn find_transfer(ctx: &Ctx<'_>, id: IncomingTransferId) -> Result<Option<TransferRow>> {
    let found = sql!("select {columns incoming_transfer} from incoming_transfer where id = ?");
    Ok(ctx.tx.find(found, params![id]).await?)
}

/// The transfers that were applied to a payment, and what each brought.
pub(super) async fn list_received(
    ctx: &Ctx<'_>,
    payment: PaymentId,
) -> Result<Vec<(IncomingTransferId, i64)>> {
    let received = sql!("select id, received from incoming_transfer where payment_id = ? order by id");
    Ok(ctx.tx.list(received, params![payment]).await?)
}

/// An order uses a transfer. False when it does not wait any more.
pub(super) async fn set_applied(ctx: &Ctx<'_>, id: IncomingTransferId, payment: PaymentId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update incoming_transfer set state = 'applied', payment_id = ? where id = ? and state = 'unmatched'"),
            params![payment, id],
        )
        .await?)
}

/// A transfer was sent back. False when it does not wait any more.
pub(super) async fn set_returned(ctx: &Ctx<'_>, id: IncomingTransferId) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!("update incoming_transfer set state = 'returned' where id = ? and state = 'unmatched'"),
            params![id],
        )
        .await?)
}

row! {
    /// A transfer as it was booked. It reads as its row.
    #[derive(Clone, Debug)]
    pub struct BookedTransfer {
        pub row: TransferRow,
        /// The order it is for; `None` when no order waited for it.
        pub order: Option<OrderId>,
    }
}

impl Deref for BookedTransfer {
    type Target = TransferRow;

    fn deref(&self) -> &TransferRow {
        &self.row
    }
}

pub(super) async fn list_incoming_transfers(
    ctx: &Ctx<'_>,
    state: TransferState,
    after: Place,
    limit: i64,
) -> Result<Vec<BookedTransfer>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns incoming_transfer r}, p.order_id from incoming_transfer r \
                 left join payment p on p.id = r.payment_id \
                 where r.state = ? and r.created_at <= ? and (r.created_at < ? or r.id < ?) \
                 order by r.created_at desc, r.id desc limit ?"
            ),
            params![state, after.key, after.key, after.id, limit],
        )
        .await?)
}
