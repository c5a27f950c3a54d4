//! Money of what was bought on its way back: whence, and how much at most.

use souk_domain::{
    ids::{OrderId, RefundId, VendorOrderId},
    money::Money,
    order::{PaymentMethod, RefundStatus},
    refusal::RefundRefusal,
};

use super::{BANK, Payment, Refund, SendRefund, refunds::send_refund, store};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    queue::{self, EventKind},
};

/// What is to go back of a payment, for one of its vendor orders.
#[derive(Clone, Copy, Debug)]
pub(crate) struct GivenBack<'a> {
    pub(crate) id: RefundId,
    pub(crate) vendor_order: VendorOrderId,
    pub(crate) total: i64,
    /// A stable word: `cancelled`, `refunded`, `returned`.
    pub(crate) reason: &'static str,
    /// The same in the words of whoever gives it back.
    pub(crate) note: &'a str,
    /// Whether it was never paid: then it is due no more, and nothing goes back.
    pub(crate) waived: bool,
}

/// Promises to give back money of what was bought. The payment is locked, so that no two promise the same cent.
/// Errors: that is more than was taken and does not go back already.
pub(crate) async fn request_refund(ctx: &Ctx<'_>, payment: &Payment, back: &GivenBack<'_>) -> Result<()> {
    let left = payment.captured - store::total_of_refunds(ctx, payment).await?;
    if !back.waived && back.total > left {
        return Err(RefundRefusal::TooLarge { left: Money::new(left.max(0), payment.currency) }.into());
    }
    let by_hand = !back.waived && payment.method.is_given_back_by_hand() && back.total > 0;
    let attempt = match payment.method {
        PaymentMethod::Card => Some(
            store::find_paying(ctx, payment)
                .await?
                .ok_or_else(|| Error::broken(format!("{} was paid by no attempt", payment.id)))?,
        ),
        PaymentMethod::BankTransfer | PaymentMethod::CashOnDelivery | PaymentMethod::None => None,
    };
    let refund = store::NewRefund {
        id: back.id,
        payment,
        attempt: attempt.as_ref().map(|attempt| attempt.id),
        vendor_order: Some(back.vendor_order),
        retry_of: None,
        gateway: if by_hand { BANK } else { &payment.gateway },
        gateway_key: &format!("refund:{}", back.id),
        charge_key: &attempt
            .as_ref()
            .map_or_else(|| format!("payment:{}", payment.id), |attempt| attempt.gateway_key.clone()),
        total: Money::new(back.total, payment.currency),
        status: match (back.waived, back.total) {
            (true, _) => RefundStatus::Waived,
            // nothing is sent by nobody
            (false, 0) => RefundStatus::Succeeded,
            (false, _) => RefundStatus::Requested,
        },
        reason: back.reason,
        note: back.note,
        by_hand,
    };
    store::insert_refund(ctx, &refund).await?;
    if by_hand {
        return queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await;
    }
    match refund.status {
        RefundStatus::Waived | RefundStatus::Succeeded => Ok(()),
        _ => queue::enqueue::<SendRefund>(ctx, back.id).await,
    }
}

/// Whoever bought hears of money that goes back of what was bought; of what was never needed another letter tells.
pub(super) async fn tell_buyer(ctx: &Ctx<'_>, refund: &Refund, what: EventKind) -> Result<()> {
    match refund.vendor_order {
        Some(_) => queue::emit(ctx, what, refund.id.as_bytes()).await,
        None => Ok(()),
    }
}

/// Asks gateways for the money that waits to go back for an order, as the worker does by itself; its jobs find it done.
/// Errors: a gateway gave no answer.
pub fn send_refunds_of(app: &App, order: OrderId) -> BoxFuture<'static, Result<()>> {
    let app = app.clone();
    Box::pin(async move {
        let open = app.read(Actor::System, move |ctx| Box::pin(store::list_open_refunds(ctx, order))).await?;
        let unsent = |refund: &&Refund| refund.status == RefundStatus::Requested && !refund.by_hand;
        for refund in open.iter().filter(unsent) {
            send_refund(&app, refund.id).await?;
        }
        Ok(())
    })
}
