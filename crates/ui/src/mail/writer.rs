//! From what happened at the market to a letter.

use jiff::Timestamp;
use souk_domain::ids::{OrderLineId, ShipmentId, VariantId};
use souk_domain::money::Money;
use souk_domain::order::{
    AttemptStatus, CancelReason, OrderStatus, PaymentMethod, RefundStatus, ReturnStatus,
};
use souk_domain::refusal::DeclineCode;
use souk_market::accounts::AccountLetter;
use souk_market::inventory::LowStock;
use souk_market::joining::VendorLetter;
use souk_market::notifications::{
    CheckedMessage, Letter as News, Letterhead, Letters, ParcelNews, RefundNews, StaffRefund, Written,
};
use souk_market::orders::{OrderView, ShipmentView, VendorOrderView};
use souk_market::refunds::RefundView;
use souk_market::returns::{ReturnView, ReturnedLine};

use super::{
    AccountNews, Head, LatePaymentReturned, Letter, MailLine, MailRefund, NewsOf, NotReceived,
    OrderCancelled, OrderLink, OrderNews, OrderPlaced, ParcelTold, PaymentFailed, PaymentReceived,
    PaymentStayedOpen, RefundContradicted, RefundLeftToStaff, StockRanLow, ToMarket, TransferAwaited,
    VendorNewOrder, VendorTold,
};
use crate::dates::at;
use crate::order::{Goods, Transfer, bill, called, paid_back, so_many};
use crate::routes;
use crate::texts::say;

/// What puts the market's letters into words.
pub fn letters() -> impl Letters {
    Writer
}

struct Writer;

impl Letters for Writer {
    fn write(&self, head: &Letterhead, news: &News<'_>) -> Written {
        let letter = match news {
            News::OrderPlaced { order, link } => order_placed(head, order, link).letter(),
            News::PaymentReceived { order, link } => payment_received(head, order, link).letter(),
            News::PaymentFailed { order, link } => payment_failed(head, order, link).letter(),
            News::OrderCancelled { order, link } => order_cancelled(head, order, link).letter(),
            News::LatePaymentReturned { order, link } => {
                LatePaymentReturned { head: to_buyer(head, order, link), paid_back: paid_back(order) }
                    .letter()
            }
            News::OrderLink { order, link } => OrderLink { head: to_buyer(head, order, link) }.letter(),
            News::VendorNewOrder { order, position } => match vendor_order_at(order, *position) {
                Some(vendor_order) => vendor_new_order(head, order, vendor_order).letter(),
                None => Err(askama::Error::Custom("an order has no such vendor order".into())),
            },
            News::ToMarket { message } => to_market(head, message).letter(),
            News::RefundLeftToStaff { order, refunds } => {
                RefundLeftToStaff { head: to_staff(head, order), refunds: staff_refunds(refunds) }.letter()
            }
            News::RefundContradicted { order, refunds } => {
                RefundContradicted { head: to_staff(head, order), refunds: staff_refunds(refunds) }.letter()
            }
            News::PaymentStayedOpen { order } => {
                let total = Money::new(order.grand_total, order.currency);
                PaymentStayedOpen { head: to_staff(head, order), total }.letter()
            }
            News::TransferAwaited { order, link } => {
                let transfer = Transfer::of(&head.market, order, at(held_until(order)));
                TransferAwaited { head: to_buyer(head, order, link), transfer }.letter()
            }
            News::Parcel { order, shipment, news, link } => match parcel(order, *shipment) {
                Some((part, found)) => parcel_told(head, (order, part, found), *news, link).letter(),
                None => Err(askama::Error::Custom("an order has no such parcel".into())),
            },
            News::NotReceived { order, position, to_market } => match vendor_order_at(order, *position) {
                Some(part) if *to_market => missing(head, order, part).letter(),
                Some(part) => not_received(head, order, part).letter(),
                None => Err(askama::Error::Custom("an order has no such vendor order".into())),
            },
            News::ReviewAsked { order, lines, link } => review_asked(head, order, lines, link).letter(),
            News::StockRanLow { variant, stock } => stock_ran_low(head, *variant, stock).letter(),
            News::Refund { order, refund, news, link } => {
                let of = match news {
                    RefundNews::Sent => NewsOf::RefundSent,
                    RefundNews::Failed => NewsOf::RefundFailed,
                    RefundNews::ByHand if goes_back(refund) == 0 => NewsOf::NothingToRefund,
                    RefundNews::ByHand => NewsOf::RefundByHand,
                };
                refund_news(to_buyer(head, order, link), order, refund, of).letter()
            }
            News::CalledOff { order, refund } => called_off(head, order, refund).letter(),
            News::Return { order, request, status, answer, link } => {
                return_news(to_buyer(head, order, link), request, of_return(*status), answer).letter()
            }
            News::VendorReturn { order, request } => {
                let head = Head { name: request.vendor_name.clone(), ..to_staff(head, order) };
                OrderNews {
                    speaker: say("mail-buyer", &[]),
                    words: request.words.clone(),
                    ..return_news(head, request, NewsOf::ReturnRequested, "")
                }
                .letter()
            }
            News::Account(letter) => account(head, letter).letter(),
            News::Vendor(letter) => vendor_told(head, letter).letter(),
        };
        letter.map_or_else(|error| unwritten(head, news, &error), written)
    }
}

fn written(letter: Letter) -> Written {
    Written { subject: letter.subject, text: letter.text, html: letter.html }
}

/// A letter must go out even if its words cannot be set: the subject says what it is about.
fn unwritten(head: &Letterhead, news: &News<'_>, error: &askama::Error) -> Written {
    tracing::error!(%error, "a letter could not be rendered");
    let order = match news {
        News::OrderPlaced { order, .. }
        | News::PaymentReceived { order, .. }
        | News::PaymentFailed { order, .. }
        | News::OrderCancelled { order, .. }
        | News::LatePaymentReturned { order, .. }
        | News::OrderLink { order, .. }
        | News::VendorNewOrder { order, .. }
        | News::RefundLeftToStaff { order, .. }
        | News::RefundContradicted { order, .. }
        | News::PaymentStayedOpen { order }
        | News::Parcel { order, .. }
        | News::NotReceived { order, .. }
        | News::ReviewAsked { order, .. }
        | News::Refund { order, .. }
        | News::CalledOff { order, .. }
        | News::Return { order, .. }
        | News::VendorReturn { order, .. }
        | News::TransferAwaited { order, .. } => order,
        News::StockRanLow { stock, .. } => {
            let subject = say("mail-low-subject", &[("thing", &stock.name)]);
            return Written { text: subject.clone(), html: String::new(), subject };
        }
        News::ToMarket { message } => {
            let subject = say("mail-message-subject", &[("name", &message.name)]);
            return Written { text: message.words.clone(), html: String::new(), subject };
        }
        // a link has no character that HTML would read otherwise
        News::Account(AccountLetter { link, .. }) | News::Vendor(VendorLetter { link, .. }) => {
            let subject = head.market.name.clone();
            return Written { text: link.clone(), html: format!("<p>{link}</p>"), subject };
        }
    };
    let subject = say("mail-placed-subject", &[("number", &order.number), ("market", &head.market.name)]);
    Written { text: subject.clone(), html: format!("<p>{}</p>", order.number), subject }
}

fn to_buyer(head: &Letterhead, order: &OrderView, link: &str) -> Head {
    let address = order.shipping_address.as_ref().or(order.billing_address.as_ref());
    let name = address.filter(|_| is_paid(order)).and_then(|address| address.name.split_whitespace().next());
    Head {
        market: head.market.name.clone(),
        number: order.number.clone(),
        name: name.unwrap_or_default().to_owned(),
        link: link.to_owned(),
        contact: head.market.contact.clone(),
        sandbox: head.is_test,
    }
}

/// Whether money came for an order. Until then anybody may have placed it under anybody's address: a letter about it holds
/// nothing that they wrote, no name and no street.
const fn is_paid(order: &OrderView) -> bool {
    order.payment.captured > 0
}

fn account(head: &Letterhead, letter: &AccountLetter) -> AccountNews {
    AccountNews {
        head: Head {
            market: head.market.name.clone(),
            number: String::new(),
            name: letter.name.clone(),
            link: letter.link.clone(),
            contact: head.market.contact.clone(),
            sandbox: head.is_test,
        },
        about: letter.about,
    }
}

fn vendor_told(head: &Letterhead, letter: &VendorLetter) -> VendorTold {
    VendorTold {
        head: Head {
            market: head.market.name.clone(),
            number: String::new(),
            name: letter.name.clone(),
            link: letter.link.clone(),
            contact: head.market.contact.clone(),
            sandbox: head.is_test,
        },
        news: letter.news,
        vendor: letter.vendor.clone(),
        answer: letter.answer.clone(),
        member: letter.member.clone(),
        role: letter.role,
    }
}

fn order_placed(head: &Letterhead, order: &OrderView, link: &str) -> OrderPlaced {
    let awaited = order.payment.method == PaymentMethod::BankTransfer && order.status == OrderStatus::Pending;
    let goods = Goods::of(order.vendor_orders.iter().flat_map(|part| &part.lines));
    OrderPlaced {
        head: to_buyer(head, order, link),
        lines: order.vendor_orders.iter().flat_map(|part| lines(order, part, goods)).collect(),
        goods,
        bill: bill(order),
        address: order
            .shipping_address
            .as_ref()
            .filter(|_| is_paid(order))
            .map(souk_domain::address::Address::lines)
            .unwrap_or_default(),
        transfer: awaited.then(|| Transfer::of(&head.market, order, at(held_until(order)))),
        cash: cash(order),
    }
}

/// What each shipment costs at the door, where it is paid there.
fn cash(order: &OrderView) -> Vec<(String, Money)> {
    let parts = order.vendor_orders.iter().filter(|part| part.cash_due.is_some());
    parts.map(|part| (part.vendor_name.clone(), Money::new(part.total, order.currency))).collect()
}

fn payment_received(head: &Letterhead, order: &OrderView, link: &str) -> PaymentReceived {
    let OrderPlaced { head, lines, bill, address, goods, .. } = order_placed(head, order, link);
    PaymentReceived { head, lines, bill, address, goods, paid_back: paid_back(order) }
}

fn payment_failed(head: &Letterhead, order: &OrderView, link: &str) -> PaymentFailed {
    let declined = order.last_attempt.as_ref().filter(|attempt| attempt.status == AttemptStatus::Declined);
    let reason = declined.map_or_else(
        || say("mail-failed-plain", &[]),
        |attempt| {
            let code = attempt.decline_code.as_deref().unwrap_or_default();
            DeclineCode::from_gateway(code).advice().to_owned()
        },
    );
    PaymentFailed {
        head: to_buyer(head, order, link),
        reason,
        total: Money::new(order.grand_total, order.currency),
        held_until: at(held_until(order)),
    }
}

fn order_cancelled(head: &Letterhead, order: &OrderView, link: &str) -> OrderCancelled {
    let reason = match order.cancel_reason {
        Some(CancelReason::Expired) => say("order-cancelled-expired", &[]),
        Some(CancelReason::ByBuyer) => say("mail-cancelled-by-buyer", &[]),
        Some(CancelReason::ByVendor) => say("mail-cancelled-by-vendor", &[]),
        Some(CancelReason::ByMarket) => say("mail-cancelled-by-market", &[]),
        Some(CancelReason::NotAccepted) => say("mail-cancelled-not-accepted", &[]),
        None => String::new(),
    };
    OrderCancelled { head: to_buyer(head, order, link), reason, paid_back: paid_back(order) }
}

/// What of a refund goes back: nothing of what was never paid.
fn goes_back(refund: &RefundView) -> i64 {
    if refund.refund.status == RefundStatus::Waived { 0 } else { refund.refund.total }
}

fn refund_news(head: Head, order: &OrderView, refund: &RefundView, of: NewsOf) -> OrderNews {
    let bought = |id| order.vendor_orders.iter().flat_map(|part| &part.lines).find(|line| line.id == id);
    let pieces = refund.lines.iter().filter(|line| line.quantity > 0);
    let things = pieces.filter_map(|piece| {
        let line = bought(piece.order_line?)?;
        Some(so_many(piece.quantity, &line.name, &line.options))
    });
    let vendor = order.vendor_orders.iter().find(|part| Some(part.id) == refund.refund.vendor_order);
    OrderNews {
        head,
        of,
        things: things.collect(),
        sum: Some(Money::new(goes_back(refund), refund.refund.currency)),
        speaker: vendor.map(|part| part.vendor_name.clone()).unwrap_or_default(),
        // what the shop itself wrote down is a word for programs
        words: match refund.refund.reason.as_str() {
            "refunded" => refund.refund.note.clone(),
            _ => String::new(),
        },
    }
}

/// To a vendor: what was called off before it was sent.
fn called_off(head: &Letterhead, order: &OrderView, refund: &RefundView) -> OrderNews {
    let part = order.vendor_orders.iter().find(|part| Some(part.id) == refund.refund.vendor_order);
    let name = part.map(|part| part.vendor_name.clone()).unwrap_or_default();
    let head = Head { name, contact: head.market.contact.clone(), ..to_staff(head, order) };
    let news = refund_news(head, order, refund, NewsOf::CalledOff);
    OrderNews { sum: None, speaker: String::new(), words: String::new(), ..news }
}

/// To the market: what a buyer misses.
fn missing(head: &Letterhead, order: &OrderView, part: &VendorOrderView) -> OrderNews {
    OrderNews {
        head: to_staff(head, order),
        of: NewsOf::Missing,
        things: [part.vendor_name.clone()]
            .into_iter()
            .chain(not_received(head, order, part).parcels)
            .collect(),
        sum: None,
        speaker: String::new(),
        words: String::new(),
    }
}

fn review_asked(head: &Letterhead, order: &OrderView, lines: &[OrderLineId], link: &str) -> OrderNews {
    let all = order.vendor_orders.iter().flat_map(|part| &part.lines);
    OrderNews {
        head: to_buyer(head, order, link),
        of: NewsOf::ReviewAsked,
        things: all
            .filter(|line| lines.contains(&line.id))
            .map(|line| called(&line.name, &line.options))
            .collect(),
        sum: None,
        speaker: String::new(),
        words: String::new(),
    }
}

fn return_news(head: Head, request: &ReturnView, of: NewsOf, answer: &str) -> OrderNews {
    let of_line = |line: &ReturnedLine| match of {
        NewsOf::ReturnReceived if line.outstanding() > 0 => say(
            "return-part",
            &[
                ("come", &line.received),
                ("count", &line.quantity),
                ("name", &called(&line.name, &line.options)),
            ],
        ),
        _ => so_many(line.quantity, &line.name, &line.options),
    };
    OrderNews {
        head,
        of,
        things: request.lines.iter().map(of_line).collect(),
        sum: None,
        speaker: request.vendor_name.clone(),
        words: answer.to_owned(),
    }
}

const fn of_return(status: ReturnStatus) -> NewsOf {
    match status {
        ReturnStatus::Approved => NewsOf::ReturnApproved,
        ReturnStatus::Refused => NewsOf::ReturnRefused,
        ReturnStatus::Requested => NewsOf::ReturnRequested,
        ReturnStatus::Received | ReturnStatus::Refunded => NewsOf::ReturnReceived,
    }
}

fn to_market(head: &Letterhead, message: &CheckedMessage) -> ToMarket {
    ToMarket {
        head: Head {
            market: head.market.name.clone(),
            number: message.order.map(|number| number.to_string()).unwrap_or_default(),
            name: message.name.clone(),
            link: head.public_url.clone(),
            // it is the contact who reads it
            contact: String::new(),
            sandbox: head.is_test,
        },
        email: message.email.as_str().to_owned(),
        words: message.words.clone(),
    }
}

fn staff_refunds(refunds: &[StaffRefund]) -> Vec<MailRefund> {
    let refund =
        |refund: &StaffRefund| MailRefund { sum: refund.total, id: refund.id.to_string(), why: refund.why };
    refunds.iter().map(refund).collect()
}

fn to_staff(head: &Letterhead, order: &OrderView) -> Head {
    Head {
        market: head.market.name.clone(),
        number: order.number.clone(),
        name: String::new(),
        link: head.public_url.clone(),
        // it is the contact who reads it
        contact: String::new(),
        sandbox: head.is_test,
    }
}

fn vendor_order_at(order: &OrderView, position: u32) -> Option<&VendorOrderView> {
    order.vendor_orders.iter().find(|vendor_order| vendor_order.position == position)
}

fn vendor_new_order(head: &Letterhead, order: &OrderView, part: &VendorOrderView) -> VendorNewOrder {
    let goods = Goods::of(&part.lines);
    let address = part.shipping_method_name.as_ref().and(order.shipping_address.as_ref());
    VendorNewOrder {
        head: Head {
            market: head.market.name.clone(),
            number: order.number.clone(),
            name: part.vendor_name.clone(),
            link: head.public_url.clone(),
            contact: head.market.contact.clone(),
            sandbox: head.is_test,
        },
        lines: lines(order, part, goods),
        goods,
        total: Money::new(part.subtotal - part.discount_total, order.currency),
        collect: part.cash_due.map(|_| Money::new(part.total, order.currency)),
        delivery: part.shipping_method_name.clone().unwrap_or_default(),
        address: address.map(souk_domain::address::Address::lines).unwrap_or_default(),
    }
}

/// A parcel of an order, and the part it belongs to.
fn parcel(order: &OrderView, id: ShipmentId) -> Option<(&VendorOrderView, &ShipmentView)> {
    let mut all =
        order.vendor_orders.iter().flat_map(|part| part.shipments.iter().map(move |one| (part, one)));
    all.find(|(_, shipment)| shipment.id == id)
}

fn parcel_told(
    head: &Letterhead,
    (order, part, parcel): (&OrderView, &VendorOrderView, &ShipmentView),
    news: ParcelNews,
    link: &str,
) -> ParcelTold {
    let items = parcel.lines.iter().filter_map(|sent| {
        let line = part.lines.iter().find(|line| line.id == sent.line)?;
        Some(so_many(sent.quantity, &line.name, &line.options))
    });
    ParcelTold {
        head: to_buyer(head, order, link),
        news,
        seller: part.vendor_name.clone(),
        items: items.collect(),
        handed_over: parcel.carrier.is_none() && parcel.tracking_number.is_none(),
        cash: part.cash_due.map(|due| Money::new(due, order.currency)),
        carrier: parcel.carrier.clone().unwrap_or_default(),
        tracking_number: parcel.tracking_number.clone().unwrap_or_default(),
        tracking: parcel.tracking_link(),
    }
}

fn stock_ran_low(head: &Letterhead, variant: VariantId, stock: &LowStock) -> StockRanLow {
    let values = stock.values().join(" / ");
    StockRanLow {
        head: Head {
            market: head.market.name.clone(),
            number: String::new(),
            name: stock.vendor_name.clone(),
            link: format!("{}{}", head.public_url, routes::vendor_stock(&variant.to_string())),
            contact: head.market.contact.clone(),
            sandbox: head.is_test,
        },
        thing: if values.is_empty() { stock.name.clone() } else { format!("{}, {values}", stock.name) },
        left: stock.left,
    }
}

fn not_received(head: &Letterhead, order: &OrderView, part: &VendorOrderView) -> NotReceived {
    let named = |parcel: &ShipmentView| {
        let told = [&parcel.carrier, &parcel.tracking_number].into_iter().flatten().cloned();
        told.collect::<Vec<_>>().join(" ")
    };
    NotReceived {
        head: Head {
            name: part.vendor_name.clone(),
            contact: head.market.contact.clone(),
            ..to_staff(head, order)
        },
        parcels: part.shipments.iter().map(named).filter(|words| !words.is_empty()).collect(),
    }
}

/// A part's lines in a letter about `goods`.
fn lines(order: &OrderView, part: &VendorOrderView, goods: Goods) -> Vec<MailLine> {
    let line = |line: &souk_market::orders::LineView| MailLine {
        quantity: line.quantity,
        name: line.name.clone(),
        options: line.options.clone(),
        seller: part.vendor_name.clone(),
        total: Money::new(line.unit_price * i64::from(line.quantity), order.currency),
        stays: goods == Goods::Mixed && !line.requires_shipping,
    };
    part.lines.iter().map(line).collect()
}

/// Until when it is kept; an order that ends by itself says so, another is kept from its last change on.
fn held_until(order: &OrderView) -> Timestamp {
    order.expires_at.unwrap_or(order.updated_at)
}
