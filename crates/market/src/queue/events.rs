//! Events: what happened, written in the transaction in which it happened, handled by others after it was committed.
//!
//! An event is written without a place, because a number taken before COMMIT may become visible after a later one. Once it
//! is committed, one process at a time (it holds the sequencer's row) gives the places out, without gaps. So whoever has
//! come to a place has missed nothing before it.

use jiff::Timestamp;
use souk_db::BoxFuture;
use souk_domain::ids::{EventId, OrderId, ShipmentId};

use super::store::outbox;
use crate::{Ctx, Result};

/// The name of the sequencer's cursor: the last place that was given out.
pub(crate) const SEQUENCER: &str = "sequencer";

/// Somebody who acts on what happened. It has a cursor of its own, so it waits for no other, and none waits for it.
pub trait Subscriber: Send + Sync + 'static {
    /// Under this name its cursor is kept; it never changes. One that is new begins with the oldest event there is.
    fn name(&self) -> &'static str;

    /// Handles one event, in the transaction in which the cursor moves past it: what it writes is written once, whatever
    /// happens to the process. It may be run again after a conflict, so it does nothing but statements. Errors: the event
    /// is put aside and tried again later, and the events after it go on.
    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>>;

    /// Handles events in their order, as [`Subscriber::handle`] does each; for all of them it may read and write at once.
    /// Errors: one of them failed, and nothing of any is written; then each is handled alone.
    fn handle_all<'a>(&'a self, ctx: &'a Ctx<'_>, events: &'a [Event]) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            for event in events {
                self.handle(ctx, event).await?;
            }
            Ok(())
        })
    }
}

/// What happened. Every kind is named in the past tense and carries ids only: whoever handles it reads what is true then.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventKind {
    /// An order was placed and waits for money.
    OrderPlaced,
    /// An order is paid, or its payment is otherwise assured.
    OrderPaid,
    /// An order that is paid when it arrives was placed: its vendors may pack it.
    OrderAccepted,
    /// A try to pay ended without money; the order may be paid again.
    PaymentFailed,
    /// An order ended without having been paid.
    OrderCancelled,
    /// Money arrived for an order that had ended; it is on its way back.
    LatePaymentReturned,
    /// Money of an order must go back and no gateway does it: one refused, or it came by bank transfer.
    RefundLeftToStaff,
    /// Money of what was bought is back where it came from; the subject is the refund.
    RefundSent,
    /// Money of what was bought did not get back; the subject is the refund.
    RefundFailed,
    /// Pieces that are paid were called off, by somebody else than their vendor; the subject is the refund.
    PiecesCalledOff,
    /// Money of what was bought is to be sent back by people, or there is none for what was called off; the subject is the refund.
    RefundByHand,
    /// A buyer wants to give something back; the subject is the return, like those of the next.
    ReturnRequested,
    ReturnApproved,
    ReturnRefused,
    ReturnReceived,
    /// A gateway says of a refund otherwise than was booked: it may have been paid twice, or with another amount.
    RefundContradicted,
    /// A try to pay has stayed open for so long that people must look.
    PaymentStayedOpen,
    /// Half of the time is over in which a transfer is awaited.
    TransferAwaited,
    /// A parcel is with its carrier; the subject is the parcel.
    ShipmentSent,
    /// A parcel arrives today; the subject is the parcel.
    ShipmentOutForDelivery,
    /// A parcel has arrived, by the word of its carrier or vendor; the subject is the parcel.
    ShipmentDelivered,
    /// A parcel is lost; the subject is the parcel.
    ShipmentLost,
    /// A parcel came back to its vendor; the subject is the parcel.
    ShipmentReturned,
    /// A buyer says that something did not arrive; the subject is the vendor order.
    NotReceived,
    /// A buyer has had something for some days and has not reviewed all of it; the subject is the vendor order.
    ReviewAwaited,
    /// So few pieces of a variant are left as its vendor wants to hear of; the subject is the variant.
    StockRanLow,
    /// Somebody who names an order and its address asked for a link to it.
    OrderLinkAsked,
    /// A link to an account's owner was made; the subject is the link.
    LinkAsked,
    /// An account's password was changed.
    PasswordChanged,
    /// Another e-mail address was asked for, for an account that has a proven one.
    EmailChangeAsked,
    /// Signing in to an account asks for codes now.
    SecondFactorOn,
    /// Signing in to an account asks for no codes any more.
    SecondFactorOff,
    /// Somebody applied for a vendor; the subject is the vendor, like that of the next.
    VendorApplied,
    VendorApproved,
    /// A vendor was refused; the subject is what one reader is told of it, like those of all the next but the last.
    VendorRefused,
    /// A vendor may not sell for now.
    VendorSuspended,
    /// A vendor that was suspended may sell again.
    VendorReinstated,
    /// A vendor was ended for good.
    VendorClosed,
    /// A paper of a vendor was accepted.
    VendorDocumentAccepted,
    /// A paper of a vendor was refused.
    VendorDocumentRefused,
    /// A vendor's money is sent elsewhere.
    VendorPayoutChanged,
    /// Somebody acts for a vendor now.
    VendorMemberJoined,
    /// Somebody who acts for a vendor has another role.
    VendorRoleChanged,
    /// Somebody does not act for a vendor any more.
    VendorMemberRemoved,
    /// Somebody was asked to act for a vendor; the subject is the invitation.
    VendorMemberInvited,
}

souk_domain::words!(EventKind {
    OrderPlaced = "order_placed",
    OrderPaid = "order_paid",
    OrderAccepted = "order_accepted",
    PaymentFailed = "payment_failed",
    OrderCancelled = "order_cancelled",
    LatePaymentReturned = "late_payment_returned",
    RefundLeftToStaff = "refund_left_to_staff",
    RefundSent = "refund_sent",
    RefundFailed = "refund_failed",
    PiecesCalledOff = "pieces_called_off",
    RefundByHand = "refund_by_hand",
    ReturnRequested = "return_requested",
    ReturnApproved = "return_approved",
    ReturnRefused = "return_refused",
    ReturnReceived = "return_received",
    RefundContradicted = "refund_contradicted",
    PaymentStayedOpen = "payment_stayed_open",
    TransferAwaited = "transfer_awaited",
    ShipmentSent = "shipment_sent",
    ShipmentOutForDelivery = "shipment_out_for_delivery",
    ShipmentDelivered = "shipment_delivered",
    ShipmentLost = "shipment_lost",
    ShipmentReturned = "shipment_returned",
    NotReceived = "not_received",
    ReviewAwaited = "review_awaited",
    StockRanLow = "stock_ran_low",
    OrderLinkAsked = "order_link_asked",
    LinkAsked = "link_asked",
    PasswordChanged = "password_changed",
    EmailChangeAsked = "email_change_asked",
    SecondFactorOn = "second_factor_on",
    SecondFactorOff = "second_factor_off",
    VendorApplied = "vendor_applied",
    VendorApproved = "vendor_approved",
    VendorRefused = "vendor_refused",
    VendorSuspended = "vendor_suspended",
    VendorReinstated = "vendor_reinstated",
    VendorClosed = "vendor_closed",
    VendorDocumentAccepted = "vendor_document_accepted",
    VendorDocumentRefused = "vendor_document_refused",
    VendorPayoutChanged = "vendor_payout_changed",
    VendorMemberJoined = "vendor_member_joined",
    VendorRoleChanged = "vendor_role_changed",
    VendorMemberRemoved = "vendor_member_removed",
    VendorMemberInvited = "vendor_member_invited",
});

/// An event as a subscriber gets it. `subject` is the 16 bytes of the id of what it happened to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Event {
    pub id: EventId,
    pub kind: EventKind,
    pub subject: [u8; 16],
    /// When it happened.
    pub at: Timestamp,
}

impl Event {
    /// The order that it happened to; none where it happened to something else.
    pub fn order(&self) -> Option<OrderId> {
        match self.kind {
            EventKind::OrderPlaced
            | EventKind::OrderPaid
            | EventKind::OrderAccepted
            | EventKind::PaymentFailed
            | EventKind::OrderCancelled
            | EventKind::LatePaymentReturned
            | EventKind::RefundLeftToStaff
            | EventKind::RefundContradicted
            | EventKind::PaymentStayedOpen
            | EventKind::TransferAwaited
            | EventKind::OrderLinkAsked => Some(OrderId::from_bytes(self.subject)),
            _ => None,
        }
    }
}

impl Event {
    /// The parcel that it happened to; none where it happened to something else.
    pub fn shipment(&self) -> Option<ShipmentId> {
        match self.kind {
            EventKind::ShipmentSent
            | EventKind::ShipmentOutForDelivery
            | EventKind::ShipmentDelivered
            | EventKind::ShipmentLost
            | EventKind::ShipmentReturned => Some(ShipmentId::from_bytes(self.subject)),
            _ => None,
        }
    }
}

/// An event that waits for a subscriber.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Waiting {
    pub(crate) id: EventId,
    pub(crate) place: i64,
    /// When it happened.
    pub(crate) at: Timestamp,
    /// None when its kind is not known here: a newer server wrote it, and will handle it.
    pub(crate) event: Option<Event>,
}

/// Writes an event into the transaction.
pub(crate) async fn emit(ctx: &Ctx<'_>, kind: EventKind, subject: &[u8; 16]) -> Result<()> {
    outbox::insert(ctx, ctx.id(EventId::from_parts), kind, subject).await
}
