use souk_db::{params, row, sql, table};
use souk_domain::{
    ids::{OrderId, OrderLineId, ProductId, RefundId, VariantId, VendorOrderId},
    ledger::Split,
    order::{Pieces, Refundable, Shares},
};

use crate::{Ctx, Result};

table! {
    /// What a refund gives back of a line of a vendor order, or of its shipping. Amounts are minor units.
    #[derive(Clone, Debug)]
    pub struct RefundLine in "refund_line", private {
        pub refund as refund_id: RefundId,
        pub position: u32,
        pub vendor_order as vendor_order_id: VendorOrderId,
        /// `None`: of its shipping.
        pub order_line as order_line_id: Option<OrderLineId>,
        /// Pieces; 0: a sum.
        pub quantity: u32,
        pub gross: i64,
        pub tax: i64,
        pub platform_discount: i64,
        pub vendor_net: i64,
        pub commission: i64,
        pub commission_tax: i64,
        pub tax_remitted: i64,
    }
}

row! {
    /// A line as far as giving back goes: what it froze, and its pieces.
    #[derive(Clone, Debug)]
    struct Line {
        id: OrderLineId,
        product: ProductId,
        variant: VariantId,
        quantity: u32,
        cancelled: u32,
        fulfilled: u32,
        returned: u32,
        refunded: u32,
        total: i64,
        platform_discount: i64,
        vendor_net: i64,
        commission: i64,
        commission_tax: i64,
        tax_remitted: i64,
        tax: i64,
        returning: u32,
    }
}

row! {
    /// What of a line, or of the shipping, went back so far.
    struct Sum {
        order_line: Option<OrderLineId>,
        gross: i64,
        platform_discount: i64,
        vendor_net: i64,
        commission: i64,
        commission_tax: i64,
        tax_remitted: i64,
        tax: i64,
    }
}

/// A line of a vendor order, and what can go back of it.
#[derive(Clone, Debug)]
pub(super) struct LineToRefund {
    pub(super) id: OrderLineId,
    pub(super) product: ProductId,
    pub(super) variant: VariantId,
    pub(super) pieces: Pieces,
    pub(super) money: Refundable,
    /// Pieces in returns that are open: their money goes back by those.
    pub(super) returning: u32,
}

/// The lines of a vendor order, and what went back of its shipping. The order's row is locked, which both wait for.
pub(super) async fn list_lines(
    ctx: &Ctx<'_>,
    vendor_order: VendorOrderId,
) -> Result<(Vec<LineToRefund>, Shares)> {
    let lines: Vec<Line> = ctx
        .tx
        .list(
            sql!(
                "select id, product_id, variant_id, quantity, cancelled, fulfilled, returned, refunded, total, \
                 platform_discount, vendor_net, commission, commission_tax, tax_remitted, tax, \
                 (select {sum r.quantity} from return_line r join return_request q on q.id = r.return_id \
                 where r.order_line_id = order_line.id and q.status in ('requested', 'approved', 'received')) \
                 from order_line where vendor_order_id = ? order by position"
            ),
            params![vendor_order],
        )
        .await?;
    let sums: Vec<Sum> = ctx
        .tx
        .list(
            sql!(
                "select order_line_id, {sum gross}, {sum platform_discount}, {sum vendor_net}, {sum commission}, \
                 {sum commission_tax}, {sum tax_remitted}, {sum tax} from refund_line where vendor_order_id = ? \
                 group by order_line_id"
            ),
            params![vendor_order],
        )
        .await?;
    let back_of = |line: Option<OrderLineId>| {
        sums.iter().find(|sum| sum.order_line == line).map_or_else(Shares::default, |sum| Shares {
            split: Split {
                gross: sum.gross,
                platform_discount: sum.platform_discount,
                net: sum.vendor_net,
                commission: sum.commission,
                commission_tax: sum.commission_tax,
                sales_tax: sum.tax_remitted,
            },
            tax: sum.tax,
        })
    };
    let to_refund = |line: Line| LineToRefund {
        id: line.id,
        product: line.product,
        variant: line.variant,
        pieces: Pieces {
            quantity: line.quantity,
            cancelled: line.cancelled,
            fulfilled: line.fulfilled,
            returned: line.returned,
            refunded: line.refunded,
        },
        money: Refundable {
            frozen: Shares {
                split: Split {
                    gross: line.total,
                    platform_discount: line.platform_discount,
                    net: line.vendor_net,
                    commission: line.commission,
                    commission_tax: line.commission_tax,
                    sales_tax: line.tax_remitted,
                },
                tax: line.tax,
            },
            refunded: back_of(Some(line.id)),
        },
        returning: line.returning,
    };
    let lines: Vec<LineToRefund> = lines.into_iter().map(to_refund).collect();
    Ok((lines, back_of(None)))
}

/// Counts what became of a line's pieces. False when they were counted otherwise meanwhile.
pub(super) async fn count_pieces(
    ctx: &Ctx<'_>,
    line: OrderLineId,
    before: Pieces,
    after: Pieces,
    gross: i64,
) -> Result<bool> {
    Ok(ctx
        .tx
        .guarded(
            sql!(
                "update order_line set cancelled = ?, fulfilled = ?, returned = ?, refunded = ?, refunded_total = refunded_total + ? \
                 where id = ? and cancelled = ? and fulfilled = ? and returned = ? and refunded = ?"
            ),
            params![
                after.cancelled,
                after.fulfilled,
                after.returned,
                after.refunded,
                gross,
                line,
                before.cancelled,
                before.fulfilled,
                before.returned,
                before.refunded
            ],
        )
        .await?)
}

/// How many refunds a vendor order has; its order is locked.
pub(super) async fn count_refunds(ctx: &Ctx<'_>, vendor_order: VendorOrderId) -> Result<u32> {
    let of = sql!("select count(distinct refund_id) from refund_line where vendor_order_id = ?");
    let count: i64 = ctx.tx.one(of, params![vendor_order]).await?;
    Ok(u32::try_from(count).unwrap_or(u32::MAX))
}

/// Whether money of a vendor order went back, or is on its way: what was never paid does not count.
pub(crate) async fn has_given_back(ctx: &Ctx<'_>, vendor_order: VendorOrderId) -> Result<bool> {
    let of = sql!(
        "select count(*) from refund_line l join refund r on r.id = l.refund_id \
         where l.vendor_order_id = ? and r.status <> 'waived'"
    );
    let count: i64 = ctx.tx.one(of, params![vendor_order]).await?;
    Ok(count > 0)
}

/// What refunds give back, those of each in their order.
pub(super) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<RefundLine>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select {columns refund_line r} from refund_line r join vendor_order o on o.id = r.vendor_order_id \
                 where o.order_id = ? order by r.refund_id, r.position"
            ),
            params![order],
        )
        .await?)
}
