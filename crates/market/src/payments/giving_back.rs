//! Money of what was bought on its way back: whence, and how much at most.

use souk_domain::{
    ids::{RefundId, VendorOrderId},
    money::Money,
    order::{PaymentMethod, RefundStatus},
    refusal::RefundRefusal,
};

use super::{BANK, Payment, Refund, SendRefund, store};
use crate::{
    Ctx, Error, Result,
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
}

/// Promises to give back money of what was bought. The payment is locked, so that no two promise the same cent.
/// Errors: that is more than was taken and does not go back already.
pub(crate) async fn request_refund(ctx: &Ctx<'_>, payment: &Payment, back: &GivenBack<'_>) -> Result<()> {
    let left = payment.captured - store::total_of_refunds(ctx, payment).await?;
    if back.total > left {
        return Err(RefundRefusal::TooLarge { left: Money::new(left.max(0), payment.currency) }.into());
    }
    let by_hand = payment.method == PaymentMethod::BankTransfer && back.total > 0;
    let attempt = match payment.method {
        PaymentMethod::Card => Some(
            store::find_paying(ctx, payment)
                .await?
                .ok_or_else(|| Error::broken(format!("{} was paid by no attempt", payment.id)))?,
        ),
        PaymentMethod::BankTransfer | PaymentMethod::None => None,
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
        // nothing is sent by nobody
        status: if back.total == 0 { RefundStatus::Succeeded } else { RefundStatus::Requested },
        reason: back.reason,
        note: back.note,
        by_hand,
    };
    store::insert_refund(ctx, &refund).await?;
    if by_hand {
        return queue::emit(ctx, EventKind::RefundLeftToStaff, payment.order.as_bytes()).await;
    }
    match back.total {
        0 => Ok(()),
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
