//! Refunds and returns as the API writes them.

use serde::{Deserialize, Serialize};
use souk_domain::money::Currency;
use souk_http::Result;
use souk_market::{
    refunds::{LinePieces, RefundView},
    returns::{Arrived, ReceivedPieces, ReturnView},
};
use utoipa::ToSchema;

use crate::wire::{Money, id, quantity, time};

/// Pieces of a line of an order.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PiecesOfLine {
    #[schema(format = "OrderLineId")]
    order_line_id: String,
    #[schema(format = "quantity", example = 1)]
    quantity: i64,
}

/// The lines of a body.
pub(super) fn pieces(lines: &[PiecesOfLine]) -> Result<Vec<LinePieces>> {
    let one = |(place, line): (usize, &PiecesOfLine)| {
        let pointer = format!("/lines/{place}/order_line_id");
        let quantity = quantity(line.quantity)?.get();
        Ok(LinePieces { line: id(&pointer, &line.order_line_id)?, quantity })
    };
    lines.iter().enumerate().map(one).collect()
}

/// Pieces of a line of a return that arrived.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PiecesThatCame {
    #[schema(format = "OrderLineId")]
    order_line_id: String,
    #[schema(format = "quantity", example = 1)]
    quantity: i64,
    /// Whether they are for sale again. Left out: as the receipt says.
    restock: Option<bool>,
}

/// What of a return arrived; no lines: all that had not.
pub(super) fn arrived(lines: Option<&[PiecesThatCame]>, restock: bool) -> Result<Arrived> {
    let Some(lines) = lines else { return Ok(Arrived::All { restock }) };
    let one = |(place, line): (usize, &PiecesThatCame)| {
        let pointer = format!("/lines/{place}/order_line_id");
        Ok(ReceivedPieces {
            quantity: quantity(line.quantity)?.get(),
            line: id(&pointer, &line.order_line_id)?,
            restock: line.restock.unwrap_or(restock),
        })
    };
    lines.iter().enumerate().map(one).collect::<Result<_>>().map(Arrived::Pieces)
}

/// Money of what was bought on its way back.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderRefund {
    id: String,
    order_id: String,
    vendor_order_id: Option<String>,
    amount: Money,
    /// Sales tax in it.
    tax: Money,
    /// What of it is delivery.
    shipping: Money,
    /// `requested`, `sent`, `pending`, `succeeded`, `failed`, `waived` (it was never paid, and nothing goes back) or `in_doubt`. One that failed is owed still: the market sends it
    /// another way.
    status: &'static str,
    /// `cancelled`, `returned`, `refunded` or `not_accepted` (it came back from the door).
    reason: String,
    /// Why, in words; null where they are the market's own.
    note: Option<String>,
    lines: Vec<OrderRefundLine>,
    created_at: String,
    updated_at: String,
}

/// What goes back of one line.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderRefundLine {
    order_line_id: String,
    /// Pieces; 0 for a part of a sum.
    quantity: u32,
    amount: Money,
    /// Sales tax in it.
    tax: Money,
}

/// A refund as its vendor and the staff may see it.
pub(crate) fn refund(view: &RefundView) -> OrderRefund {
    OrderRefund { note: Some(view.refund.note.clone()), ..shown_to_buyer(view) }
}

/// A refund as its buyer may see it: why an order was ended by the market is for its people alone.
pub(crate) fn shown_to_buyer(view: &RefundView) -> OrderRefund {
    let of = |minor| Money::of(minor, view.refund.currency);
    let shipping = view.lines.iter().filter(|line| line.order_line.is_none()).map(|line| line.gross).sum();
    OrderRefund {
        id: view.refund.id.to_string(),
        order_id: view.refund.order.to_string(),
        vendor_order_id: view.refund.vendor_order.map(|id| id.to_string()),
        amount: of(view.refund.total),
        tax: of(view.lines.iter().map(|line| line.tax).sum()),
        shipping: of(shipping),
        status: view.refund.status.as_str(),
        reason: view.refund.reason.clone(),
        note: (view.refund.reason == "refunded").then(|| view.refund.note.clone()),
        lines: view
            .lines
            .iter()
            .filter_map(|line| {
                Some(OrderRefundLine {
                    order_line_id: line.order_line?.to_string(),
                    quantity: line.quantity,
                    amount: of(line.gross),
                    tax: of(line.tax),
                })
            })
            .collect(),
        created_at: time(view.refund.created_at),
        updated_at: time(view.refund.updated_at),
    }
}

/// Things on their way back to their vendor.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderReturn {
    id: String,
    order_id: String,
    order_number: String,
    vendor_order_id: String,
    vendor_id: String,
    /// `requested`, `approved`, `refused`, `received` or `refunded`.
    status: &'static str,
    reason: &'static str,
    /// The buyer's words.
    words: String,
    /// The vendor's.
    answer: String,
    /// The vendor's, why it waits for the rest no more; empty where it did not say so.
    close_reason: String,
    /// Whether any of what came back is for sale again.
    restocked: bool,
    lines: Vec<OrderReturnLine>,
    /// Ids of the photographs, which only the order's holder, its vendor and the staff may see.
    photos: Vec<String>,
    /// What gives its money back, the oldest first: one for each time that some of it was paid back.
    refunds: Vec<RefundOfReturn>,
    created_at: String,
    updated_at: String,
}

/// Pieces of a line that go back.
#[derive(Serialize, ToSchema)]
pub(crate) struct OrderReturnLine {
    order_line_id: String,
    quantity: u32,
    /// Of those, at the vendor's.
    received: u32,
    /// Of those received, for sale again.
    restocked: u32,
    name: String,
    options: String,
    sku: Option<String>,
}

/// What gives money of a return back.
#[derive(Serialize, ToSchema)]
pub(crate) struct RefundOfReturn {
    id: String,
    amount: Money,
    status: &'static str,
}

/// A return as its buyer, its vendor and the staff may see it.
pub(crate) fn order_return(view: &ReturnView) -> OrderReturn {
    let of = |minor, currency: Currency| Money::of(minor, currency);
    OrderReturn {
        id: view.id.to_string(),
        order_id: view.order.to_string(),
        order_number: view.order_number.clone(),
        vendor_order_id: view.vendor_order.to_string(),
        vendor_id: view.vendor.to_string(),
        status: view.status.as_str(),
        reason: view.reason.as_str(),
        words: view.words.clone(),
        answer: view.answer.clone(),
        close_reason: view.closing.clone(),
        restocked: view.is_restocked(),
        lines: view
            .lines
            .iter()
            .map(|line| OrderReturnLine {
                order_line_id: line.line.to_string(),
                quantity: line.quantity,
                received: line.received,
                restocked: line.restocked,
                name: line.name.clone(),
                options: line.options.clone(),
                sku: line.sku.clone(),
            })
            .collect(),
        photos: view.photos.iter().map(|photo| photo.id.to_string()).collect(),
        refunds: view
            .refunds
            .iter()
            .map(|refund| RefundOfReturn {
                id: refund.id.to_string(),
                amount: of(refund.total, refund.currency),
                status: refund.status.as_str(),
            })
            .collect(),
        created_at: time(view.created_at),
        updated_at: time(view.updated_at),
    }
}
