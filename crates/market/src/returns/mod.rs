//! Returns: what a buyer wants to give back, what its vendor says to that, and what comes of it.
//!
//! A return is of one vendor order, and changes under the lock of its order's row. Its steps are those of
//! [`souk_domain::order::RETURN_STEPS`]; each is recorded. Its photographs are its buyer's, its vendor's and the staff's alone.

mod photos;
mod steps;
mod store;
mod use_cases;

use std::collections::BTreeSet;
use std::ops::Deref;

pub use photos::{PhotoOf, add_return_photo, show_return_photo};
use souk_domain::{
    bounds::returns::{MAX_PER_ORDER, MAX_WORDS_CHARS},
    field::FieldError,
    ids::{OrderId, OrderLineId, ReturnId, VendorId, VendorOrderId},
    order::{OrderStatus, ReturnReason, ReturnStatus},
    refusal::{OrderRefusal, RefundRefusal, RequestRefusal, ReturnRefusal},
    text::bounded_text,
};
pub use store::{NamedReturn, ReturnLine, ReturnPhoto, ReturnRow, ReturnedLine};
pub use use_cases::{
    Answered, Arrived, Receipt, ReceivedPieces, approve_return, list_order_returns, list_returns,
    receive_return, refund_return, refuse_return, request_return, show_return,
};
pub(crate) use use_cases::{list_of, list_oldest};

use crate::{
    Ctx, Error, Result, catalogue,
    orders::{self, HoldKind, OrderRow},
    payments::{self, Refund},
    queue::{self, EventKind},
    refunds::LinePieces,
    settings,
};

/// A return with its lines and photographs. It reads as its row.
#[derive(Clone, Debug)]
pub struct ReturnView {
    pub row: NamedReturn,
    pub lines: Vec<ReturnedLine>,
    pub photos: Vec<ReturnPhoto>,
    /// What gives its money back, as it stands, the oldest first.
    pub refunds: Vec<Refund>,
}

impl ReturnView {
    /// Whether any of what came back is for sale again.
    pub fn is_restocked(&self) -> bool {
        self.lines.iter().any(|line| line.restocked > 0)
    }

    /// Whether some of it is at the vendor's.
    pub fn has_come(&self) -> bool {
        self.lines.iter().any(|line| line.received > 0)
    }
}

impl Deref for ReturnView {
    type Target = NamedReturn;

    fn deref(&self) -> &NamedReturn {
        &self.row
    }
}

/// What a buyer wants to give back, of one vendor order.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct NewReturn {
    pub lines: Vec<LinePieces>,
    pub reason: ReturnReason,
    /// In the buyer's words; may be empty, unless the reason is [`ReturnReason::Other`].
    pub words: String,
}

/// Asks to give things back. Whoever asks holds the order.
async fn request(ctx: &Ctx<'_>, order: OrderId, new: &NewReturn) -> Result<ReturnId> {
    let words = checked_words(new)?;
    let order = orders::lock(ctx, order).await?.ok_or(OrderRefusal::NotFound)?;
    if store::count_of_order(ctx, order.id).await? >= MAX_PER_ORDER {
        return Err(ReturnRefusal::TooMany { max: MAX_PER_ORDER }.into());
    }
    let bought = store::list_bought(ctx, order.id).await?;
    let mut lines = Vec::with_capacity(new.lines.len());
    let (mut seen, mut parts) = (BTreeSet::new(), BTreeSet::new());
    let id = ctx.id(ReturnId::from_parts);
    for (place, asked) in new.lines.iter().enumerate() {
        let own = bought.iter().find(|line| line.id == asked.line).filter(|_| seen.insert(asked.line));
        let own = own.ok_or_else(|| {
            wrong(format!("/lines/{place}/order_line_id"), "Name each line of this order once.")
        })?;
        if asked.quantity == 0 {
            return Err(wrong(format!("/lines/{place}/quantity"), "At least 1."));
        }
        if asked.quantity > own.left() {
            let pointer = format!("/lines/{place}/quantity");
            require_delivered(ctx, &order, own.vendor_order).await?;
            if !own.has_arrived() {
                return Err(ReturnRefusal::NotDelivered.into());
            }
            return Err(RefundRefusal::MorePieces { pointer, left: own.left() }.into());
        }
        parts.insert(own.vendor_order);
        lines.push(ReturnLine {
            return_id: id,
            line: asked.line,
            quantity: asked.quantity,
            received: 0,
            restocked: 0,
            settled: 0,
        });
    }
    let (Some(vendor_order), true) = (parts.first().copied(), parts.len() == 1) else {
        let detail = if parts.is_empty() {
            "Name at least one line."
        } else {
            "Return the things of one vendor at a time."
        };
        return Err(wrong("/lines".to_owned(), detail));
    };
    let vendor = require_delivered(ctx, &order, vendor_order).await?;
    let row = ReturnRow {
        id,
        order: order.id,
        vendor_order,
        vendor,
        status: ReturnStatus::Requested,
        reason: new.reason,
        words,
        answer: String::new(),
        closing: String::new(),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    store::insert(ctx, &row, &lines).await?;
    pause(ctx, &row).await?;
    queue::emit(ctx, EventKind::ReturnRequested, id.as_bytes()).await?;
    Ok(id)
}

fn wrong(pointer: String, detail: &str) -> Error {
    let field = FieldError::new(pointer, "invalid_value", detail);
    RequestRefusal::InvalidFields { fields: vec![field] }.into()
}

fn checked_words(new: &NewReturn) -> Result<String> {
    let least = usize::from(new.reason == ReturnReason::Other);
    let words = bounded_text("/words", &new.words, least, MAX_WORDS_CHARS);
    words.map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] }.into())
}

/// Answers the vendor of a vendor order whose things are with their buyer, and not for too long. While some of it is not there yet,
/// what has arrived may go back, and its days have not begun: which pieces those are, its lines say.
async fn require_delivered(ctx: &Ctx<'_>, order: &OrderRow, id: VendorOrderId) -> Result<VendorId> {
    let row = orders::list_vendor_rows(ctx, order.id).await?.into_iter().find(|row| row.id == id);
    let row = row.ok_or(OrderRefusal::NotFound)?;
    if matches!(row.status, OrderStatus::Processing | OrderStatus::Shipped) {
        return Ok(row.vendor);
    }
    let at = row.delivered_at.filter(|_| row.status.has_arrived());
    let at = at.ok_or(ReturnRefusal::NotDelivered)?;
    let days = settings::load(ctx).await?.return_days;
    if ctx.now > at + settings::days(days) {
        return Err(ReturnRefusal::TooLate { days }.into());
    }
    Ok(row.vendor)
}

/// While a return is open its vendor order is not done: time neither confirms nor completes it.
async fn pause(ctx: &Ctx<'_>, of: &ReturnRow) -> Result<()> {
    orders::hold(ctx, of.vendor_order, HoldKind::Return, of.id.as_bytes()).await.map(|_| ())
}

/// A return is done with: what its vendor order waits for may go on.
async fn resume(ctx: &Ctx<'_>, of: &ReturnRow) -> Result<()> {
    let (kind, cause) = (HoldKind::Return, of.id.as_bytes());
    orders::unhold(ctx, of.vendor_order, kind, cause, "a return of it is done with").await.map(|_| ())
}

/// A return with all that is shown of it.
pub(crate) async fn find(ctx: &Ctx<'_>, id: ReturnId) -> Result<Option<ReturnView>> {
    let row = store::find(ctx, id).await?;
    Ok(with_things(ctx, row.into_iter().collect()).await?.pop())
}

/// The returns of an order, the newest first.
pub(crate) async fn list_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<ReturnView>> {
    let rows = store::list_of_order(ctx, order).await?;
    with_things(ctx, rows).await
}

/// How many pieces of each line of an order may still be given back, where there are any.
pub(crate) async fn list_returnable(ctx: &Ctx<'_>, order: OrderId) -> Result<Vec<(OrderLineId, u32)>> {
    let Some(row) = orders::find_row(ctx, order).await? else { return Ok(Vec::new()) };
    let mut lines = store::list_bought(ctx, order).await?;
    lines.retain(|line| line.left() > 0);
    let parts: BTreeSet<VendorOrderId> = lines.iter().map(|line| line.vendor_order).collect();
    let mut delivered = BTreeSet::new();
    for part in parts {
        match require_delivered(ctx, &row, part).await {
            Ok(_) => {
                delivered.insert(part);
            }
            Err(Error::Refused(_)) => {}
            Err(fault) => return Err(fault),
        }
    }
    lines.retain(|line| delivered.contains(&line.vendor_order));
    Ok(lines.iter().map(|line| (line.id, line.left())).collect())
}

async fn with_things(ctx: &Ctx<'_>, rows: Vec<NamedReturn>) -> Result<Vec<ReturnView>> {
    let ids: Vec<ReturnId> = rows.iter().map(|row| row.id).collect();
    if ids.is_empty() {
        return Ok(Vec::new());
    }
    let lines = store::list_lines(ctx, &ids).await?;
    let photos = store::list_photos(ctx, &ids).await?;
    let links = store::list_refunds(ctx, &ids).await?;
    let mut views = Vec::with_capacity(rows.len());
    for row in rows {
        let mut refunds = Vec::new();
        for link in links.iter().filter(|link| link.return_id == row.id) {
            refunds.extend(payments::find_standing_refund(ctx, link.refund_id).await?);
        }
        views.push(ReturnView {
            lines: lines.iter().filter(|line| line.return_id == row.id).cloned().collect(),
            photos: photos.iter().filter(|photo| photo.return_id == row.id).cloned().collect(),
            refunds,
            row,
        });
    }
    Ok(views)
}

/// Where the vendor of a return reads mail.
pub(crate) async fn vendor_email(ctx: &Ctx<'_>, of: &ReturnRow) -> Result<Option<String>> {
    store::find_vendor_email(ctx, of.vendor).await
}

/// Takes the person out of the returns of an order: what was written, and what was photographed.
pub(crate) async fn forget_of_order(ctx: &Ctx<'_>, order: OrderId) -> Result<()> {
    let files = store::list_files_of_order(ctx, order).await?;
    catalogue::promise_removal(ctx, &files, ctx.now).await?;
    store::forget_of_order(ctx, order).await
}
