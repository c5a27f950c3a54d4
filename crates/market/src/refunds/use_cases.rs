//! What faces ask of refunds.

use souk_domain::{
    account::Permission,
    bounds::refund::MAX_NOTE_CHARS,
    field::FieldError,
    ids::{OrderId, VendorId, VendorOrderId},
    money::Money,
    refusal::{OrderRefusal, RequestRefusal, expect_revision},
    text::bounded_text,
    vendor::VendorPermission,
};

use super::{Agreed, NewRefund, RefundView, ToRefund, Why, give_back, list_of_order, view};
use crate::{
    Actor, App, At, BoxFuture, Ctx, Error, Result,
    idempotency::{Guard, Operation, Reply},
    orders,
};

/// Whose things may be given back: one vendor's own, or anybody's for the market's staff.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Seller {
    Vendor(VendorId),
    Market,
}

impl Seller {
    /// Whether a vendor's things are this one's to decide about.
    pub(crate) fn may_decide(self, vendor: VendorId) -> bool {
        match self {
            Self::Vendor(own) => own == vendor,
            Self::Market => true,
        }
    }

    /// What it takes to decide: of who acts for the vendor, or of the market's staff.
    pub(crate) fn deciding<T: Send + 'static>(
        self,
        (own, permission): (VendorPermission, Permission),
        operation: Operation<T>,
    ) -> Operation<T> {
        match self {
            Self::Vendor(vendor) => operation.needs_of(vendor, own),
            Self::Market => operation.needs(permission),
        }
    }

    /// The same of what is only looked at.
    pub(crate) fn seeing<T: Send + 'static>(
        self,
        (own, permission): (VendorPermission, Permission),
        actor: Actor,
        found: BoxFuture<'static, Result<T>>,
    ) -> BoxFuture<'static, Result<T>> {
        match self {
            Self::Vendor(vendor) => actor.permitted_of(vendor, own, found),
            Self::Market => actor.permitted(permission, found),
        }
    }
}

/// Gives back money of a vendor order: pieces, or a sum. What is not sent yet is called off.
/// Errors: there is none such, or it is another vendor's; it was changed; not paid; more than was bought, or than is left; a return of it is
/// open; too many refunds; a field is wrong.
pub fn refund_vendor_order(
    app: &App,
    actor: Actor,
    seller: Seller,
    vendor_order: impl Into<At<VendorOrderId>>,
    new: NewRefund,
    guard: Option<Guard<RefundView>>,
) -> BoxFuture<'static, Result<Reply<RefundView>>> {
    refund_agreed(app, actor, seller, vendor_order, new, Agreed::Whatever, guard)
}

/// The same of a sum that somebody has seen. Errors: those of [`refund_vendor_order`]; another sum would go back.
pub fn refund_agreed(
    app: &App,
    actor: Actor,
    seller: Seller,
    vendor_order: impl Into<At<VendorOrderId>>,
    new: NewRefund,
    agreed: Agreed,
    guard: Option<Guard<RefundView>>,
) -> BoxFuture<'static, Result<Reply<RefundView>>> {
    let operation = Operation::new("refund_vendor_order", actor, guard).about(|view| view.refund.order);
    let vendor_order: At<VendorOrderId> = vendor_order.into();
    seller.deciding((VendorPermission::RefundsWrite, Permission::RefundsWrite), operation).run(
        app,
        (seller, vendor_order, new, agreed),
        |ctx, (seller, vendor_order, new, agreed)| {
            Box::pin(async move {
                let given = refund(ctx, *seller, *vendor_order, new).await?;
                agreed.require(Money::new(given.refund.total, given.refund.currency))?;
                Ok(given)
            })
        },
    )
}

async fn refund(
    ctx: &Ctx<'_>,
    seller: Seller,
    At { id: vendor_order, expected }: At<VendorOrderId>,
    new: &NewRefund,
) -> Result<RefundView> {
    let new = checked(new)?;
    let (_, order) = orders::find_place(ctx, None, vendor_order).await?;
    let order = orders::lock(ctx, order).await?.ok_or(OrderRefusal::NotFound)?;
    let rows = orders::list_vendor_rows(ctx, order.id).await?;
    // a vendor sees no order before it is paid
    let own = |row: &&orders::VendorOrderRow| {
        row.id == vendor_order
            && seller.may_decide(row.vendor)
            && (seller == Seller::Market || row.processing_at.is_some())
    };
    let row = rows.iter().find(own).ok_or(OrderRefusal::NotFound)?;
    expect_revision(expected, row.revision)?;
    let refund = give_back(ctx, &order, vendor_order, &new, Why::Refunded).await?;
    let view = view::find(ctx, refund).await?;
    view.ok_or_else(|| Error::broken(format!("{refund} is not there")))
}

fn checked(new: &NewRefund) -> Result<NewRefund> {
    let mut fields = Vec::new();
    let note = bounded_text("/reason", &new.note, 1, MAX_NOTE_CHARS);
    fields.extend(note.as_ref().err().cloned());
    match &new.what {
        ToRefund::Pieces(lines) if lines.is_empty() => {
            fields.push(FieldError::new("/lines", "required", "Name at least one line."));
        }
        ToRefund::Pieces(lines) => {
            let none = lines.iter().enumerate().filter(|(_, line)| line.quantity == 0);
            fields.extend(none.map(|(place, _)| {
                let pointer = format!("/lines/{place}/quantity");
                FieldError::new(pointer, "out_of_range", "At least 1.")
            }));
        }
        ToRefund::Sum(sum) if *sum <= 0 => {
            fields.push(FieldError::new("/amount/amount", "out_of_range", "Give back at least 1."));
        }
        ToRefund::Sum(_) => {}
    }
    match (note, fields.is_empty()) {
        (Ok(note), true) => Ok(NewRefund { note, ..new.clone() }),
        _ => Err(RequestRefusal::InvalidFields { fields }.into()),
    }
}

/// The refunds of an order that were given for what was bought, the newest first; whether the asker may see them is decided
/// by whoever found the order.
pub fn list_order_refunds(
    app: &App,
    actor: Actor,
    order: OrderId,
) -> BoxFuture<'static, Result<Vec<RefundView>>> {
    app.snapshot(actor, move |ctx| Box::pin(list_of_order(ctx, order)))
}
