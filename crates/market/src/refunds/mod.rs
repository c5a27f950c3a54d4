//! Giving back money of what was bought: pieces that are called off before they are sent, pieces in the buyer's hands, and sums.
//!
//! All of it is decided under the order's lock from what the lines froze ([`souk_domain::order::Refundable`]), written as a
//! refund with its lines, counted on the order's lines, booked, and sent by a job. A refund that its gateway refuses stays
//! owed: people try it again, or send it by hand.

mod cancel;
mod returned;
mod store;
mod use_cases;
mod view;

use std::collections::{BTreeMap, BTreeSet};

use souk_domain::{
    field::FieldError,
    ids::{OrderLineId, RefundId, VendorOrderId},
    ledger::Split,
    money::Money,
    order::{
        ActorKind, CancelReason, OrderStatus, PaymentMethod, Pieces, Refundable, Shares, Taken, shares_of_sum,
    },
    refusal::{OrderRefusal, RefundRefusal, RequestRefusal},
};

pub(crate) use cancel::cancel_paid;
pub(crate) use returned::{give_back_returned, take_back};
use store::LineToRefund;
pub use store::RefundLine;
pub use use_cases::{Seller, list_order_refunds, refund_vendor_order};
pub(crate) use view::find as find_refund_view;
pub use view::{RefundView, list_of_order};

use crate::{
    Ctx, Error, Result, catalogue,
    inventory::{self, Cause, Returned},
    ledger,
    orders::{self, OrderRow, VendorOrderRow},
    payments,
    queue::{self, EventKind},
};

/// Pieces of one line.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct LinePieces {
    pub line: OrderLineId,
    /// At least 1.
    pub quantity: u32,
}

/// What is to go back of a vendor order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum ToRefund {
    /// Pieces, at what they froze. Those that are not sent yet are called off, and go first.
    Pieces(Vec<LinePieces>),
    /// A sum, for which nothing comes back.
    Sum(i64),
}

/// Money to be given back.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewRefund {
    pub what: ToRefund,
    /// Why, in words.
    pub note: String,
    /// Whether the pieces are for sale again: those that were not sent, and, once all has arrived, those that came back.
    pub restock: bool,
}

/// Why money goes back: a stable word on the refund.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Why {
    Cancelled,
    Refunded,
    /// The pieces are counted as returned already.
    Returned,
}

impl Why {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Returned => "returned",
        }
    }
}

/// A vendor order that gives something back, under the order's lock.
struct Part {
    row: VendorOrderRow,
    lines: Vec<LineToRefund>,
    shipping: Refundable,
}

/// What goes back of one line, or of the shipping.
struct Portion {
    /// Its place among the lines; `None`: the shipping.
    line: Option<usize>,
    taken: Taken,
    shares: Shares,
}

/// What was done.
pub(crate) struct GaveBack {
    pub(crate) refund: RefundId,
    /// The order as it stands now.
    pub(crate) order: OrderRow,
}

/// Gives back money of a vendor order of `order`, whose row is locked.
/// Errors: not paid; more pieces than there are, or more money than is left; no such line.
pub(crate) async fn give_back(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    vendor_order: VendorOrderId,
    new: &NewRefund,
    why: Why,
) -> Result<GaveBack> {
    let part = load(ctx, order, vendor_order).await?;
    let portions = match &new.what {
        ToRefund::Pieces(asked) => portions_of_pieces(&part, asked, why)?,
        ToRefund::Sum(sum) => portions_of_sum(order, &part, *sum)?,
    };
    // a piece that a carrier has cannot be on the shelf: what comes back by its parcel is put there by that
    let back = new.restock && why == Why::Refunded && part.row.status.has_arrived();
    let after: Vec<Pieces> = pieces_after(&part, &portions, back);
    if !after.iter().all(Pieces::is_sound) {
        return Err(Error::Refused(more_pieces("/lines", 0).into()));
    }
    let refund = write(ctx, order, &part, &portions, new, why).await?;
    count(ctx, &part, &portions, &after).await?;
    move_stock(ctx, order, &part, &portions, (new.restock, back), refund).await?;
    let shares: Split = portions.iter().map(|portion| portion.shares.split).sum();
    let order = settle_status(ctx, order, &part, &after).await?;
    // a vendor's balance is the last thing that is locked
    let given = ledger::GivenBack {
        refund,
        order: order.id,
        vendor_order,
        vendor: part.row.vendor,
        currency: order.currency,
        split: shares,
    };
    ledger::give_back(ctx, &given).await?;
    Ok(GaveBack { refund, order })
}

async fn load(ctx: &Ctx<'_>, order: &OrderRow, id: VendorOrderId) -> Result<Part> {
    let row = orders::list_vendor_rows(ctx, order.id).await?.into_iter().find(|row| row.id == id);
    let row = row.ok_or(OrderRefusal::NotFound)?;
    if row.processing_at.is_none() {
        return Err(RefundRefusal::NotPaid.into());
    }
    let (lines, shipping_back) = store::list_lines(ctx, id).await?;
    let of_lines: Split = lines.iter().map(|line| line.money.frozen.split).sum();
    let tax: i64 = lines.iter().map(|line| line.money.frozen.tax).sum();
    // what a vendor order froze less what its lines froze is its shipping
    let frozen = Shares { split: row.split() - of_lines, tax: row.tax_total - tax };
    Ok(Part { row, lines, shipping: Refundable { frozen, refunded: shipping_back } })
}

fn more_pieces(pointer: &str, left: u32) -> RefundRefusal {
    RefundRefusal::MorePieces { pointer: pointer.to_owned(), left }
}

fn portions_of_pieces(part: &Part, asked: &[LinePieces], why: Why) -> Result<Vec<Portion>> {
    let mut portions = Vec::with_capacity(asked.len() + 1);
    let mut seen = BTreeSet::new();
    for (place, LinePieces { line, quantity }) in asked.iter().enumerate() {
        let at = part.lines.iter().position(|own| own.id == *line).filter(|_| seen.insert(*line));
        let Some((at, own)) = at.and_then(|at| Some((at, part.lines.get(at)?))) else {
            return Err(no_such_line(place));
        };
        let taken = match why {
            // they are back: what waits to be sent has nothing to do with them
            Why::Returned => {
                (*quantity <= own.pieces.sent_and_paid()).then_some(Taken { open: 0, sent: *quantity })
            }
            Why::Cancelled => (*quantity <= own.pieces.open()).then_some(Taken { open: *quantity, sent: 0 }),
            Why::Refunded => own.pieces.taken_by_refund(*quantity),
        };
        let Some(taken) = taken else {
            let left = match why {
                Why::Cancelled => own.pieces.open(),
                Why::Returned => own.pieces.sent_and_paid(),
                Why::Refunded => (own.pieces.open() + own.pieces.sent_and_paid()).min(own.pieces.paid()),
            };
            return Err(more_pieces(&format!("/lines/{place}/quantity"), left).into());
        };
        let paid = own.pieces.paid().min(*quantity);
        let shares = own.money.of_pieces(own.pieces.quantity, own.pieces.refunded, paid);
        portions.push(Portion { line: Some(at), taken, shares });
    }
    let after = pieces_after(part, &portions, false);
    let all_called_off = after.iter().all(|pieces| pieces.cancelled == pieces.quantity);
    if all_called_off {
        portions.push(Portion { line: None, taken: Taken::default(), shares: part.shipping.left() });
    }
    Ok(portions)
}

fn no_such_line(place: usize) -> Error {
    let field = FieldError::new(
        format!("/lines/{place}/order_line_id"),
        "invalid_value",
        "Name each line of this vendor order once.",
    );
    RequestRefusal::InvalidFields { fields: vec![field] }.into()
}

fn portions_of_sum(order: &OrderRow, part: &Part, sum: i64) -> Result<Vec<Portion>> {
    let money: Vec<Refundable> = part.lines.iter().map(|line| line.money).chain([part.shipping]).collect();
    let left: i64 = money.iter().map(|money| money.left().split.gross).sum();
    let too_large = || RefundRefusal::TooLarge { left: Money::new(left, order.currency) };
    let shares = shares_of_sum(&money, sum).ok_or_else(too_large)?;
    let places = (0..part.lines.len()).map(Some).chain([None]);
    let portion = |(line, shares)| Portion { line, taken: Taken::default(), shares };
    let portions = places.zip(shares).map(portion);
    Ok(portions.filter(|portion| portion.shares != Shares::default()).collect())
}

/// The pieces of each line after the portions were taken.
fn pieces_after(part: &Part, portions: &[Portion], back: bool) -> Vec<Pieces> {
    let mut after: Vec<Pieces> = part.lines.iter().map(|line| line.pieces).collect();
    for portion in portions {
        if let Some(pieces) = portion.line.and_then(|at| after.get_mut(at)) {
            *pieces = pieces.after(portion.taken, back);
        }
    }
    after
}

/// Writes the refund with its lines, and promises to send it.
async fn write(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    part: &Part,
    portions: &[Portion],
    new: &NewRefund,
    why: Why,
) -> Result<RefundId> {
    let payment = payments::lock_of_order(ctx, order.id).await?;
    let id = ctx.id(RefundId::from_parts);
    let back = payments::GivenBack {
        id,
        vendor_order: part.row.id,
        total: portions.iter().map(|portion| portion.shares.split.gross).sum(),
        reason: why.as_str(),
        note: &new.note,
    };
    payments::request_refund(ctx, &payment, &back).await?;
    tell(ctx, &payment, (id, back.total), portions, why).await?;
    let lines: Vec<RefundLine> = (0_u32..)
        .zip(portions)
        .map(|(position, Portion { line, taken, shares })| RefundLine {
            refund: id,
            position,
            vendor_order: part.row.id,
            order_line: line.and_then(|at| part.lines.get(at)).map(|line| line.id),
            quantity: line
                .and_then(|at| part.lines.get(at))
                .map_or(0, |line| line.pieces.paid().min(taken.open + taken.sent)),
            gross: shares.split.gross,
            tax: shares.tax,
            platform_discount: shares.split.platform_discount,
            vendor_net: shares.split.net,
            commission: shares.split.commission,
            commission_tax: shares.split.commission_tax,
            tax_remitted: shares.split.sales_tax,
        })
        .collect();
    ctx.tx.insert_all(&lines).await?;
    Ok(id)
}

/// A vendor hears of pieces that somebody else called off before it sends them; a buyer hears of money that no gateway sends, for
/// which nobody knows yet when it goes.
async fn tell(
    ctx: &Ctx<'_>,
    payment: &payments::Payment,
    (id, total): (RefundId, i64),
    portions: &[Portion],
    why: Why,
) -> Result<()> {
    let called_off = portions.iter().any(|portion| portion.taken.open > 0);
    let actor = ctx.actor.kind();
    if called_off && actor != ActorKind::Vendor {
        queue::emit(ctx, EventKind::PiecesCalledOff, id.as_bytes()).await?;
    }
    let by_hand = payment.method == PaymentMethod::BankTransfer && total > 0;
    if why != Why::Cancelled && (by_hand || called_off && total == 0) {
        queue::emit(ctx, EventKind::RefundByHand, id.as_bytes()).await?;
    }
    Ok(())
}

async fn count(ctx: &Ctx<'_>, part: &Part, portions: &[Portion], after: &[Pieces]) -> Result<()> {
    for portion in portions {
        let Some((line, after)) = portion.line.and_then(|at| part.lines.get(at).zip(after.get(at))) else {
            continue;
        };
        let gross = portion.shares.split.gross;
        if !store::count_pieces(ctx, line.id, line.pieces, *after, gross).await? {
            return Err(Error::broken(format!("{} moved while its order was locked", line.id)));
        }
    }
    Ok(())
}

/// Lets go of what is not sent any more, for sale again where `restock` says so, and puts the pieces that were sent on the shelf where
/// they are `back`.
async fn move_stock(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    part: &Part,
    portions: &[Portion],
    (restock, back): (bool, bool),
    refund: RefundId,
) -> Result<()> {
    let taken =
        || portions.iter().filter_map(|portion| Some((part.lines.get(portion.line?)?, portion.taken)));
    let products = taken().map(|(line, _)| line.product).collect();
    catalogue::lock_products(ctx, &products).await?;
    let cause = Cause { kind: "refund", id: *refund.as_bytes() };
    let open: BTreeMap<OrderLineId, u32> =
        taken().filter(|(_, taken)| taken.open > 0).map(|(line, taken)| (line.id, taken.open)).collect();
    if !open.is_empty() {
        let freed = inventory::release_part(ctx, order.id, &open).await?;
        if !restock {
            inventory::write_off(ctx, part.row.vendor, &freed, cause).await?;
        }
    }
    let returned: Vec<Returned> = taken()
        .filter(|(_, taken)| taken.sent > 0 && back)
        .map(|(line, taken)| Returned { order_line: line.id, variant: line.variant, quantity: taken.sent })
        .collect();
    // what is written off and what comes back in one refund are two causes
    let cause = Cause { kind: "refund_return", id: *refund.as_bytes() };
    inventory::restock(ctx, part.row.vendor, &returned, cause).await
}

/// Where a vendor order stands once pieces were called off: ended when nothing of it is left, where its parcels are when nothing
/// waits.
async fn settle_status(ctx: &Ctx<'_>, order: &OrderRow, part: &Part, after: &[Pieces]) -> Result<OrderRow> {
    let waits = after.iter().any(|pieces| pieces.open() > 0);
    if part.row.status != OrderStatus::Processing || waits {
        return orders::touch(ctx, order, part.row.id).await;
    }
    if after.iter().any(|pieces| pieces.fulfilled > 0) {
        let order = orders::touch(ctx, order, part.row.id).await?;
        return orders::follow_parcels(ctx, &order, part.row.id, Some("what waited was called off")).await;
    }
    let reason = CancelReason::of(ctx.actor.kind());
    let moved = orders::cancel_vendor_order(ctx, order, part.row.id, reason).await?;
    if moved.status == OrderStatus::Cancelled {
        queue::emit(ctx, EventKind::OrderCancelled, order.id.as_bytes()).await?;
    }
    Ok(moved)
}
