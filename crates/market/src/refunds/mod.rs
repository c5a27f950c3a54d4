//! Giving back money of what was bought: pieces that are called off before they are sent, pieces in the buyer's hands, and sums.
//!
//! All of it is decided under the order's lock from what the lines froze ([`souk_domain::order::Refundable`]), written as a
//! refund with its lines, counted on the order's lines, booked, and sent by a job. A refund that its gateway refuses stays
//! owed: people try it again, or send it by hand.

mod agreed;
mod cancel;
mod cash;
mod ended;
mod gone;
mod returned;
mod store;
mod use_cases;
mod view;

use std::collections::BTreeSet;

use souk_domain::{
    bounds::refund::MAX_PER_VENDOR_ORDER,
    field::FieldError,
    ids::{OrderLineId, RefundId, VendorOrderId},
    ledger::Split,
    money::Money,
    order::{ActorKind, Pieces, Refundable, Shares, Taken, shares_of_sum},
    refusal::{OrderRefusal, RefundRefusal, RequestRefusal},
    shipment::ShipmentStatus,
};

pub use agreed::Agreed;
pub(crate) use cancel::cancel_paid;
pub(crate) use cash::collect;
use ended::{end, settle_status};
pub(crate) use gone::give_up;
pub(crate) use returned::{TakenBack, give_back_returned, take_back};
use store::LineToRefund;
pub use store::RefundLine;
pub(crate) use store::has_given_back;
pub use use_cases::{Seller, list_order_refunds, refund_agreed, refund_vendor_order};
pub(crate) use view::find as find_refund_view;
pub use view::{RefundView, list_of_order};

use crate::{
    Ctx, Error, Result, catalogue,
    inventory::{self, CalledOff, Cause, Freed, Returned},
    ledger::{self, GivenBack, Released},
    orders::{self, HoldKind, OrderRow, VendorOrderRow},
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
    /// They came back from the door, where they were to be paid.
    NotAccepted,
}

impl Why {
    const fn as_str(self) -> &'static str {
        match self {
            Self::Cancelled => "cancelled",
            Self::Refunded => "refunded",
            Self::Returned => "returned",
            Self::NotAccepted => "not_accepted",
        }
    }
}

/// A vendor order that gives something back, under the order's lock.
struct Part {
    row: VendorOrderRow,
    lines: Vec<LineToRefund>,
    shipping: Refundable,
    /// Whether a parcel made its way and came back: its delivery was done.
    came_back: bool,
    /// Whether its vendor took its money at the door, or is to.
    by_vendor: bool,
}

/// What goes back of one line, or of the shipping.
struct Portion {
    /// Its place among the lines; `None`: the shipping.
    line: Option<usize>,
    taken: Taken,
    shares: Shares,
}

/// What was decided to go back of a vendor order, written and counted. Its stock and its booking follow, those of all that one
/// transaction gives back together.
struct Given {
    part: Part,
    portions: Vec<Portion>,
    /// The pieces of each line by then.
    after: Vec<Pieces>,
    /// None: no money goes back.
    refund: Option<RefundId>,
    /// Whether it was never paid.
    waived: bool,
    /// Whether what was not sent is for sale again.
    restock: bool,
    /// Whether what was sent is on its vendor's shelf.
    back: bool,
    /// Whether nothing is left of the vendor order.
    ended: bool,
}

impl Given {
    /// Lines of which pieces were taken.
    fn taken(&self) -> impl Iterator<Item = (&LineToRefund, Taken)> {
        self.portions.iter().filter_map(|portion| Some((self.part.lines.get(portion.line?)?, portion.taken)))
    }

    /// Pieces that were called off.
    fn called_off(&self) -> impl Iterator<Item = CalledOff> {
        self.part.lines.iter().zip(&self.after).filter_map(|(line, after)| {
            let pieces = after.cancelled.saturating_sub(line.pieces.cancelled);
            let off = CalledOff { line: line.id, product: line.product, variant: line.variant, pieces };
            (pieces > 0).then_some(off)
        })
    }
}

/// Gives back money of a vendor order of `order`, whose row is locked.
/// Errors: not paid; more pieces than there are, or more money than is left; no such line; a return of it is open; too many refunds.
pub(crate) async fn give_back(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    vendor_order: VendorOrderId,
    new: &NewRefund,
    why: Why,
) -> Result<RefundId> {
    let (order, given, refund) = decide(ctx, order, vendor_order, new, why).await?;
    carry_out(ctx, &order, &[given]).await?;
    Ok(refund)
}

/// Decides what goes back and writes it, up to where the vendor order stands then. The payment is locked, stock and balances are not
/// yet: whoever gives back several parts decides all of them first. Answers the order as it stands then.
async fn decide(
    ctx: &Ctx<'_>,
    order: &OrderRow,
    vendor_order: VendorOrderId,
    new: &NewRefund,
    why: Why,
) -> Result<(OrderRow, Given, RefundId)> {
    let part = load(ctx, order, vendor_order).await?;
    let waived = part.is_unpaid();
    let portions = match &new.what {
        ToRefund::Sum(_) if waived => return Err(RefundRefusal::NotPaidYet.into()),
        ToRefund::Pieces(asked) => portions_of_pieces(&part, asked, why)?,
        ToRefund::Sum(sum) => portions_of_sum(order, &part, *sum)?,
    };
    // what is on its way is paid, or refused, at the door
    if waived && portions.iter().any(|portion| portion.taken.sent > 0) {
        return Err(RefundRefusal::NotPaidYet.into());
    }
    // a piece that a carrier has cannot be on the shelf: what comes back by its parcel is put there by that
    let back = new.restock && why == Why::Refunded && part.row.status.has_arrived();
    let after: Vec<Pieces> = pieces_after(&part, &portions, back);
    if !after.iter().all(Pieces::is_sound) {
        return Err(Error::Refused(more_pieces("/lines", 0).into()));
    }
    if why == Why::Refunded {
        require_room(ctx, &part, &portions).await?;
    }
    let refund = write(ctx, order, &part, &portions, &new.note, why).await?;
    count(ctx, &part, &portions, &after).await?;
    if part.row.holds > 0 && nothing_is_missed(&part, &portions, &after) {
        settle_report(ctx, vendor_order, "what its buyer missed is paid back").await?;
    }
    let (order, ended) = settle_status(ctx, order, &part, &after).await?;
    let given =
        Given { part, portions, after, refund: Some(refund), waived, restock: new.restock, back, ended };
    Ok((order, given, refund))
}

/// Moves the stock of what was given back, of all parts at once, and books it. The payment comes first,
/// products before levels, and balances last.
async fn carry_out(ctx: &Ctx<'_>, order: &OrderRow, given: &[Given]) -> Result<()> {
    if given.iter().any(|one| one.part.row.cash_due.is_some()) {
        cash::settle_payment(ctx, order).await?;
    }
    let products = given.iter().flat_map(Given::taken).map(|(line, _)| line.product).collect();
    catalogue::lock_products(ctx, &products).await?;
    let called_off: Vec<CalledOff> = given.iter().flat_map(Given::called_off).collect();
    let freed = inventory::release_part(ctx, order.id, &called_off).await?;
    for one in given {
        move_stock(ctx, one, &freed).await?;
    }
    book(ctx, order, given).await
}

/// Books what goes back, and sets free what is left of vendor orders that have ended.
async fn book(ctx: &Ctx<'_>, order: &OrderRow, given: &[Given]) -> Result<()> {
    let booked: Vec<GivenBack> = given
        .iter()
        .filter(|one| !one.waived)
        .filter_map(|one| {
            Some(GivenBack {
                refund: one.refund?,
                order: order.id,
                vendor_order: one.part.row.id,
                vendor: one.part.row.vendor,
                currency: order.currency,
                is_released: one.part.row.status.is_released() || one.part.by_vendor,
                split: one.portions.iter().map(|portion| portion.shares.split).sum(),
            })
        })
        .collect();
    ledger::give_back(ctx, &booked).await?;
    let ended = given.iter().filter(|one| one.ended).map(|one| &one.part.row);
    let released: Vec<Released> = ended
        .map(|row| Released {
            order: order.id,
            vendor_order: row.id,
            vendor: row.vendor,
            currency: order.currency,
        })
        .collect();
    ledger::release(ctx, &released).await
}

/// Whether the buyer has nothing that was not paid back, or nothing is left to pay.
fn nothing_is_missed(part: &Part, portions: &[Portion], after: &[Pieces]) -> bool {
    let left: i64 = part.lines.iter().map(|line| line.money.left().split.gross).sum();
    let given: i64 = portions.iter().filter(|one| one.line.is_some()).map(|one| one.shares.split.gross).sum();
    given >= left || after.iter().all(|pieces| pieces.sent_and_paid() == 0)
}

/// What a buyer said to miss holds its vendor order no more, where anything was missed.
async fn settle_report(ctx: &Ctx<'_>, id: VendorOrderId, reason: &str) -> Result<()> {
    orders::unhold(ctx, id, HoldKind::NotReceived, id.as_bytes(), reason).await.map(|_| ())
}

/// Refunds of a vendor order are not without end, for each is a transfer; what is left may always go back in one.
async fn require_room(ctx: &Ctx<'_>, part: &Part, portions: &[Portion]) -> Result<()> {
    let lines: i64 = part.lines.iter().map(|line| line.money.left().split.gross).sum();
    let left = lines + part.shipping.left().split.gross;
    let given: i64 = portions.iter().map(|portion| portion.shares.split.gross).sum();
    if given < left && store::count_refunds(ctx, part.row.id).await? >= MAX_PER_VENDOR_ORDER {
        return Err(RefundRefusal::TooMany { max: MAX_PER_VENDOR_ORDER }.into());
    }
    Ok(())
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
    let parcels = orders::list_shipments(ctx, id).await?;
    let came_back =
        parcels.iter().any(|parcel| parcel.status == ShipmentStatus::Returned && parcel.shipped_at.is_some());
    let by_vendor = row.cash_due.is_some() && cash::is_taken_by_vendor(ctx, order).await?;
    Ok(Part { row, lines, shipping: Refundable { frozen, refunded: shipping_back }, came_back, by_vendor })
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
            Why::Cancelled | Why::NotAccepted => {
                (*quantity <= own.pieces.open()).then_some(Taken { open: *quantity, sent: 0 })
            }
            Why::Refunded => own.pieces.taken_by_refund(*quantity),
        };
        let Some(taken) = taken else {
            let left = match why {
                Why::Cancelled | Why::NotAccepted => own.pieces.open(),
                Why::Returned => own.pieces.sent_and_paid(),
                Why::Refunded => (own.pieces.open() + own.pieces.sent_and_paid()).min(own.pieces.paid()),
            };
            return Err(more_pieces(&format!("/lines/{place}/quantity"), left).into());
        };
        // nobody can say which of them the return is about: it is settled first
        if why == Why::Refunded && taken.sent > 0 && own.returning > 0 {
            return Err(RefundRefusal::ReturnOpen.into());
        }
        let shares = own.money.of_pieces(own.pieces.quantity, own.pieces.refunded, *quantity);
        portions.push(Portion { line: Some(at), taken, shares });
    }
    let after = pieces_after(part, &portions, false);
    // a delivery that nobody paid for is given up with the rest, wherever its parcel has been
    if is_called_off(&after) && (!part.came_back || part.is_unpaid()) {
        portions.push(Portion { line: None, taken: Taken::default(), shares: part.shipping.left() });
    }
    Ok(portions)
}

/// Whether nothing is left of a vendor order with these pieces.
fn is_called_off(pieces: &[Pieces]) -> bool {
    pieces.iter().all(|pieces| pieces.cancelled == pieces.quantity)
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
    if part.lines.iter().any(|line| line.returning > 0) {
        return Err(RefundRefusal::ReturnOpen.into());
    }
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
    note: &str,
    why: Why,
) -> Result<RefundId> {
    let payment = payments::lock_of_order(ctx, order.id).await?;
    let id = ctx.id(RefundId::from_parts);
    let back = payments::GivenBack {
        id,
        vendor_order: part.row.id,
        total: portions.iter().map(|portion| portion.shares.split.gross).sum(),
        reason: why.as_str(),
        note,
        waived: part.is_unpaid(),
    };
    payments::request_refund(ctx, &payment, &back).await?;
    if back.waived {
        orders::lower_due(ctx, part.row.id, back.total).await?;
    }
    tell(ctx, &payment, &back, portions, why).await?;
    let lines: Vec<RefundLine> = (0_u32..)
        .zip(portions)
        .map(|(position, Portion { line, taken, shares })| RefundLine {
            refund: id,
            position,
            vendor_order: part.row.id,
            order_line: line.and_then(|at| part.lines.get(at)).map(|line| line.id),
            quantity: taken.open + taken.sent,
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
/// which nobody knows yet when it goes, and of pieces that will not come and cost nothing.
async fn tell(
    ctx: &Ctx<'_>,
    payment: &payments::Payment,
    &payments::GivenBack { id, total, waived, .. }: &payments::GivenBack<'_>,
    portions: &[Portion],
    why: Why,
) -> Result<()> {
    let called_off = portions.iter().any(|portion| portion.taken.open > 0);
    let actor = ctx.actor.kind();
    if called_off && actor != ActorKind::Vendor && why != Why::NotAccepted {
        queue::emit(ctx, EventKind::PiecesCalledOff, id.as_bytes()).await?;
    }
    let by_hand = payment.method.is_given_back_by_hand() && total > 0;
    if !matches!(why, Why::Cancelled | Why::NotAccepted) && (waived || by_hand || called_off && total == 0) {
        queue::emit(ctx, EventKind::RefundByHand, id.as_bytes()).await?;
    }
    Ok(())
}

async fn count(ctx: &Ctx<'_>, part: &Part, portions: &[Portion], after: &[Pieces]) -> Result<()> {
    for (at, (line, after)) in part.lines.iter().zip(after).enumerate() {
        let own = portions.iter().filter(|portion| portion.line == Some(at));
        let gross: i64 = own.map(|portion| portion.shares.split.gross).sum();
        if line.pieces == *after && gross == 0 {
            continue;
        }
        if !store::count_pieces(ctx, line.id, line.pieces, *after, gross).await? {
            return Err(Error::broken(format!("{} moved while its order was locked", line.id)));
        }
    }
    Ok(())
}

/// Takes what was let go off the shelf where it is not for sale again, and puts the pieces that were sent there where they are `back`.
async fn move_stock(ctx: &Ctx<'_>, given: &Given, freed: &[Freed]) -> Result<()> {
    let Some(refund) = given.refund else { return Ok(()) };
    let vendor = given.part.row.vendor;
    if !given.restock {
        let own: BTreeSet<_> = given.called_off().map(|off| off.variant).collect();
        let own: Vec<Freed> = freed.iter().filter(|freed| own.contains(&freed.variant)).copied().collect();
        let cause = Cause { kind: "refund", id: *refund.as_bytes() };
        inventory::write_off(ctx, vendor, &own, cause).await?;
    }
    let returned: Vec<Returned> = given
        .taken()
        .filter(|(_, taken)| taken.sent > 0 && given.back)
        .map(|(line, taken)| Returned { order_line: line.id, variant: line.variant, quantity: taken.sent })
        .collect();
    // what is written off and what comes back in one refund are two causes
    let cause = Cause { kind: "refund_return", id: *refund.as_bytes() };
    inventory::restock(ctx, vendor, &returned, cause).await
}
