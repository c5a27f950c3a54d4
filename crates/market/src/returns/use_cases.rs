//! What faces ask of returns.

use std::collections::BTreeSet;

use souk_domain::{
    account::Permission,
    bounds::returns::{MAX_REASON_CHARS, MAX_WORDS_CHARS},
    ids::{OrderId, OrderLineId, ReturnId},
    money::Money,
    order::ReturnStatus,
    refusal::{RefundRefusal, RequestRefusal, ReturnRefusal},
    text::bounded_text,
    vendor::VendorPermission,
};

use super::{
    NewReturn, ReturnView, ReturnedLine, find, list_of_order, request, steps, steps::By, store, with_things,
    wrong,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    idempotency::{Guard, Operation, Reply},
    orders,
    paging::{Page, Place, one_more, place_of_id, start},
    refunds::{Agreed, Seller},
};

/// What it takes to decide about a return: of a vendor's people, and of the market's.
const DECIDES: (VendorPermission, Permission) = (VendorPermission::ReturnsWrite, Permission::ReturnsWrite);
/// What it takes to see one.
pub(super) const SEES: (VendorPermission, Permission) =
    (VendorPermission::ReturnsRead, Permission::ReturnsRead);

/// Pieces of a line of a return that arrived.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct ReceivedPieces {
    pub line: OrderLineId,
    /// At least 1.
    pub quantity: u32,
    /// Whether they are for sale again.
    pub restock: bool,
}

/// What of a return arrived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Arrived {
    /// All that had not.
    All {
        /// Whether it is for sale again.
        restock: bool,
    },
    /// These pieces of it; none: the rest is closed.
    Pieces(Vec<ReceivedPieces>),
}

/// What becomes of things that arrived.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Receipt {
    pub arrived: Arrived,
    /// Whether their money goes back at once.
    pub refund: bool,
    /// Why nothing more is waited for, which the buyer reads. None: the rest may come later.
    pub closing: Option<String>,
}

impl Receipt {
    /// All of it arrived.
    pub const fn of_all(restock: bool, refund: bool) -> Self {
        Self { arrived: Arrived::All { restock }, refund, closing: None }
    }

    pub(super) fn checked_closing(&self) -> Result<Option<String>> {
        let words =
            self.closing.as_deref().map(|words| bounded_text("/close_reason", words, 1, MAX_WORDS_CHARS));
        words.transpose().map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] }.into())
    }

    /// The pieces that arrived, of a return with these lines. Errors: a line that it has not, or that is named twice; more than is on its way;
    /// nothing, and nothing is closed.
    pub(super) fn arrived_of(&self, lines: &[ReturnedLine]) -> Result<Vec<ReceivedPieces>> {
        let pieces = match &self.arrived {
            Arrived::All { restock } => {
                let open = lines.iter().filter(|line| line.outstanding() > 0);
                let all = open.map(|line| ReceivedPieces {
                    line: line.line,
                    quantity: line.outstanding(),
                    restock: *restock,
                });
                return Ok(all.collect());
            }
            Arrived::Pieces(pieces) => pieces,
        };
        if pieces.is_empty() && self.closing.is_none() {
            let detail = "Say what arrived, or why you wait for it no more.";
            return Err(wrong("/lines".to_owned(), detail));
        }
        let mut seen = BTreeSet::new();
        for (place, one) in pieces.iter().enumerate() {
            let own = lines.iter().find(|line| line.line == one.line).filter(|_| seen.insert(one.line));
            let own = own.ok_or_else(|| {
                wrong(format!("/lines/{place}/order_line_id"), "Name each line of this return once.")
            })?;
            let pointer = format!("/lines/{place}/quantity");
            if one.quantity == 0 {
                return Err(wrong(pointer, "At least 1."));
            }
            if one.quantity > own.outstanding() {
                return Err(RefundRefusal::MorePieces { pointer, left: own.outstanding() }.into());
            }
        }
        Ok(pieces.clone())
    }
}

/// A return that somebody answers. Of an id alone: whatever its revision, by its vendor.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Answered {
    pub id: ReturnId,
    /// The revision that the answer rests on.
    pub expected: Option<i64>,
    /// Why the market's staff answer in the vendor's place, which they must say; a vendor need not.
    pub reason: Option<String>,
    /// What was seen of the sum that the answer gives back.
    pub agreed: Agreed,
}

impl From<ReturnId> for Answered {
    fn from(id: ReturnId) -> Self {
        Self { id, expected: None, reason: None, agreed: Agreed::Whatever }
    }
}

impl Answered {
    fn by(&self, seller: Seller) -> Result<By> {
        let reason = match seller {
            Seller::Vendor(_) => None,
            Seller::Market => {
                let reason = self.reason.as_deref().unwrap_or_default();
                let reason = bounded_text("/reason", reason, 1, MAX_REASON_CHARS);
                Some(reason.map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] })?)
            }
        };
        Ok(By { seller, id: self.id, expected: self.expected, reason })
    }
}

/// Asks to give back things of an order that whoever asks holds.
/// Errors: more than was bought or is still there; not delivered; too late; a field is wrong.
pub fn request_return(
    app: &App,
    actor: Actor,
    order: OrderId,
    new: NewReturn,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    Operation::new("request_return", actor, guard).owned_by(order.as_bytes()).run(
        app,
        (order, new),
        |ctx, (order, new)| {
            Box::pin(async move {
                let id = request(ctx, *order, new).await?;
                shown(ctx, id).await
            })
        },
    )
}

/// The vendor agrees to a return, or the staff in its place. Errors: there is none such, or it is another's; it was changed; it
/// is not waiting for that; the staff give no reason.
pub fn approve_return(
    app: &App,
    actor: Actor,
    seller: Seller,
    asked: impl Into<Answered>,
    answer: String,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    let asked: Answered = asked.into();
    let operation = Operation::new("approve_return", actor, guard).about(|view| view.order);
    seller.deciding(DECIDES, operation).run(app, (seller, asked, answer), |ctx, (seller, asked, answer)| {
        Box::pin(async move {
            let (answer, by) = (checked(answer, 0)?, asked.by(*seller)?);
            steps::approve(ctx, &by, &answer).await?;
            shown(ctx, asked.id).await
        })
    })
}

/// The vendor says no to a return, and why. Errors: as [`approve_return`]; no reason is given; some of it has arrived.
pub fn refuse_return(
    app: &App,
    actor: Actor,
    seller: Seller,
    asked: impl Into<Answered>,
    answer: String,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    let asked: Answered = asked.into();
    let operation = Operation::new("refuse_return", actor, guard).about(|view| view.order);
    seller.deciding(DECIDES, operation).run(app, (seller, asked, answer), |ctx, (seller, asked, answer)| {
        Box::pin(async move {
            let (answer, by) = (checked(answer, 1)?, asked.by(*seller)?);
            steps::refuse(ctx, &by, &answer).await?;
            shown(ctx, asked.id).await
        })
    })
}

/// Things of a return arrived, all or some. Errors: as [`approve_return`]; more than is on its way; nothing has arrived that could be
/// closed; a field is wrong.
pub fn receive_return(
    app: &App,
    actor: Actor,
    seller: Seller,
    asked: impl Into<Answered>,
    receipt: Receipt,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    let asked: Answered = asked.into();
    let operation = Operation::new("receive_return", actor, guard).about(|view| view.order);
    seller.deciding(DECIDES, operation).run(app, (seller, asked, receipt), |ctx, (seller, asked, receipt)| {
        Box::pin(async move {
            let (by, before) = (asked.by(*seller)?, given_back(ctx, asked.id).await?);
            steps::receive(ctx, &by, receipt).await?;
            let back = shown(ctx, asked.id).await?;
            if receipt.refund {
                require_agreed(ctx, asked, before).await?;
            }
            Ok(back)
        })
    })
}

/// The money of a return whose things arrived goes back. Errors: as [`approve_return`].
pub fn refund_return(
    app: &App,
    actor: Actor,
    seller: Seller,
    asked: impl Into<Answered>,
    guard: Option<Guard<ReturnView>>,
) -> BoxFuture<'static, Result<Reply<ReturnView>>> {
    let asked: Answered = asked.into();
    let operation = Operation::new("refund_return", actor, guard).about(|view| view.order);
    seller.deciding(DECIDES, operation).run(app, (seller, asked), |ctx, (seller, asked)| {
        Box::pin(async move {
            let (by, before) = (asked.by(*seller)?, given_back(ctx, asked.id).await?);
            steps::refund(ctx, &by).await?;
            require_agreed(ctx, asked, before).await?;
            shown(ctx, asked.id).await
        })
    })
}

/// Returns that a seller decides about, the newest first. `status`: `None` for any.
pub fn list_returns(
    app: &App,
    actor: Actor,
    seller: Seller,
    status: Option<ReturnStatus>,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<ReturnView>>> {
    let listed = app.snapshot_with(actor, after, move |ctx, after| {
        Box::pin(list_of(ctx, seller, status, after.as_deref(), limit))
    });
    seller.seeing(SEES, actor, listed)
}

/// The same within another read.
pub(crate) async fn list_of(
    ctx: &Ctx<'_>,
    seller: Seller,
    status: Option<ReturnStatus>,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<ReturnView>> {
    const LIST: &str = "returns:";
    let place = start(after, LIST, Place::ABOVE_ALL)?;
    let (limit, asked) = one_more(limit);
    let vendor = match seller {
        Seller::Vendor(vendor) => Some(vendor),
        Seller::Market => None,
    };
    let before = ReturnId::from_bytes(place.id);
    let rows = store::list(ctx, vendor, status, before, asked).await?;
    let views = with_things(ctx, rows).await?;
    Ok(Page::of(views, limit, LIST, |view| place_of_id(*view.id.as_bytes())))
}

/// Returns of a status of all vendors, those that have waited longest first.
pub(crate) async fn list_oldest(
    ctx: &Ctx<'_>,
    status: ReturnStatus,
    after: Option<&str>,
    limit: u32,
) -> Result<Page<ReturnView>> {
    let list = format!("waiting returns:{}:", status.as_str());
    let place = start(after, &list, Place::BELOW_ALL)?;
    let (limit, asked) = one_more(limit);
    let rows = store::list_oldest(ctx, status, ReturnId::from_bytes(place.id), asked).await?;
    let views = with_things(ctx, rows).await?;
    Ok(Page::of(views, limit, &list, |view| place_of_id(*view.id.as_bytes())))
}

/// One return that a seller decides about. Errors: there is none such, or it is another's.
pub fn show_return(
    app: &App,
    actor: Actor,
    seller: Seller,
    id: ReturnId,
) -> BoxFuture<'static, Result<ReturnView>> {
    let found = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            let found = find(ctx, id).await?.filter(|found| seller.may_decide(found.vendor));
            found.ok_or_else(|| ReturnRefusal::NotFound.into())
        })
    });
    seller.seeing(SEES, actor, found)
}

/// The returns of an order that whoever asks holds, the newest first.
pub fn list_order_returns(
    app: &App,
    actor: Actor,
    order: OrderId,
) -> BoxFuture<'static, Result<Vec<ReturnView>>> {
    app.snapshot(actor, move |ctx| Box::pin(list_of_order(ctx, order)))
}

/// What went back of a return so far; nothing where there is none such.
async fn given_back(ctx: &Ctx<'_>, id: ReturnId) -> Result<i64> {
    let found = find(ctx, id).await?;
    Ok(found.map(|found| found.refunds.iter().map(|refund| refund.total).sum()).unwrap_or_default())
}

/// Errors: another sum goes back now than was seen.
async fn require_agreed(ctx: &Ctx<'_>, asked: &Answered, before: i64) -> Result<()> {
    if asked.agreed == Agreed::Whatever {
        return Ok(());
    }
    let found = shown(ctx, asked.id).await?;
    let order = orders::find_row(ctx, found.order).await?;
    let order = order.ok_or_else(|| Error::broken(format!("the order of {} is not there", asked.id)))?;
    let sum = given_back(ctx, asked.id).await? - before;
    asked.agreed.require(Money::new(sum, order.currency))
}

pub(super) async fn shown(ctx: &Ctx<'_>, id: ReturnId) -> Result<ReturnView> {
    find(ctx, id).await?.ok_or_else(|| Error::broken(format!("{id} is not there")))
}

fn checked(answer: &str, least: usize) -> Result<String> {
    let answer = bounded_text("/answer", answer, least, MAX_WORDS_CHARS);
    answer.map_err(|field| RequestRefusal::InvalidFields { fields: vec![field] }.into())
}
