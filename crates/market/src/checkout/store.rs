use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    ids::{CartId, OrderId, OrderLineId, PaymentId, ProductId, VariantId, VendorOrderId},
    order::{OrderStatus, PlacedLine, PlacedVendorOrder},
    tax::{TaxClassCode, TaxRemitter},
};

use crate::{Ctx, Result, catalogue::PurchasableVariant, orders::VendorOrderRow};

const DAY_MS: i64 = 24 * 60 * 60 * 1000;

/// The last moment of a day, in UTC.
fn end_of_day(at: Timestamp) -> Option<Timestamp> {
    let ms = at.as_millisecond();
    Timestamp::from_millisecond(ms - ms.rem_euclid(DAY_MS) + DAY_MS - 1).ok()
}

/// A vendor order as it was decided.
pub(super) fn new_vendor_order(
    ctx: &Ctx<'_>,
    id: VendorOrderId,
    order: OrderId,
    position: u32,
    (placed, is_cash): (&PlacedVendorOrder<'_>, bool),
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
        shipping_commission: placed.shipping.commission,
        shipping_commission_tax: placed.shipping.commission_tax,
        tax_remitted: split.sales_tax,
        vendor_net: split.net,
        shipping_method: option.map(|option| option.method),
        shipping_method_name: option.map(|option| option.name.clone()),
        arrives_from: option.and_then(|option| arrives(option.min_days)),
        arrives_by: option.and_then(|option| arrives(option.max_days)),
        ship_by: option.and_then(|option| arrives(option.handling_days)).and_then(end_of_day),
        processing_at: None,
        delivered_at: None,
        delivered_by: None,
        cash_due: is_cash.then_some(split.gross),
        collected_at: None,
        due_at: None,
        review_due_at: None,
        holds: 0,
        held_since: None,
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
        tax_class: TaxClassCode [max(bounds::tax::MAX_CLASS_CHARS)],
        tax_remitter: TaxRemitter,
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
        (placed, tax_remitter): (&PlacedLine<'_>, TaxRemitter),
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
            tax_class: priced.tax_class.clone(),
            tax_remitter,
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

/// Payments that wait for a transfer, whose orders end before a time, and of which nobody was reminded.
pub(super) async fn list_to_remind(
    ctx: &Ctx<'_>,
    ends_before: Timestamp,
    at_most: i64,
) -> Result<Vec<(PaymentId, OrderId)>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.id, p.order_id from orders o join payment p on p.order_id = o.id \
                 where o.status = 'pending' and o.expires_at <= ? and p.method = 'bank_transfer' and p.status = 'pending' \
                 and p.closing = false and p.reminded_at is null order by o.expires_at, o.id limit ?"
            ),
            params![ends_before, at_most],
        )
        .await?)
}
