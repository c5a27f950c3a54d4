//! Letters put into words, when they are sent or looked at.

use std::collections::BTreeSet;

use souk_domain::{ids::OrderId, order::ReturnStatus};

use super::{
    Letter, Letterhead, RefundNews, Written,
    facts::{self, Facts},
    kind::Kind,
    letters,
};
use crate::{
    Ctx, Error, Result, accounts,
    inventory::{self, LowStock},
    joining,
    mail::Mail,
    orders::{self, OrderView},
    refunds,
    returns::{self, ReturnView},
    settings,
};

/// Puts mails into words, with one look at all their orders. None: there is nobody any more whom it is about, or its words
/// were forgotten.
pub(super) async fn put_into_words(ctx: &Ctx<'_>, mails: Vec<Mail>) -> Result<Vec<(Mail, Option<Written>)>> {
    let head = letterhead(ctx).await?;
    let about: BTreeSet<OrderId> = mails.iter().filter_map(|mail| mail.order).collect();
    let orders = orders::find_all(ctx, &Vec::from_iter(about)).await?;
    let mut written = Vec::with_capacity(mails.len());
    for mail in mails {
        let order = orders.iter().find(|order| Some(order.id) == mail.order);
        let words = write(ctx, &head, &mail, order).await?;
        written.push((mail, words));
    }
    Ok(written)
}

async fn write(
    ctx: &Ctx<'_>,
    head: &Letterhead,
    mail: &Mail,
    order: Option<&OrderView>,
) -> Result<Option<Written>> {
    if mail.facts.is_empty() {
        return Ok(None);
    }
    let kind = Kind::parse(&mail.kind).ok_or_else(|| unreadable(mail))?;
    let writer = letters(ctx.app)?;
    let words = match (kind, Facts::parse(&mail.facts)?) {
        (Kind::Account(about), Facts::Account { account, link }) => {
            let (account, link) = facts::account(account.as_deref(), link.as_deref())?;
            let letter = accounts::letter_of(ctx, account, about, link).await?;
            letter.map(|letter| writer.write(head, &Letter::Account(&letter)))
        }
        (Kind::Vendor(news), Facts::Vendor(then)) => {
            let letter = joining::letter_of(ctx, facts::vendor(news, then)?).await?;
            letter.map(|letter| writer.write(head, &Letter::Vendor(&letter)))
        }
        (Kind::Message, Facts::Message { name, email, order, words }) => {
            let message = facts::message(name, &email, order.as_deref(), words)?;
            Some(writer.write(head, &Letter::ToMarket { message: &message }))
        }
        (Kind::StockRanLow, Facts::Stock { variant, left }) => {
            let variant = facts::variant(&variant)?;
            // whoever wants to hear of it no more, or has enough again, need not be told what was
            let stock = inventory::find_low_stock(ctx, variant).await?;
            let then = stock.map(|stock| LowStock { left, ..stock });
            then.map(|stock| writer.write(head, &Letter::StockRanLow { variant, stock: &stock }))
        }
        (kind, Facts::Refund(id)) => {
            let order = order.ok_or_else(|| unreadable(mail))?;
            let refund = refunds::find_refund_view(ctx, facts::refund(&id)?).await?;
            let refund = refund.ok_or_else(|| unreadable(mail))?;
            let link = || orders::guest_link(ctx.app, order);
            let refund = &refund;
            let letter = match kind {
                Kind::CalledOff => Letter::CalledOff { order, refund },
                Kind::RefundSent => Letter::Refund { order, refund, news: RefundNews::Sent, link: link() },
                Kind::RefundByHand => {
                    Letter::Refund { order, refund, news: RefundNews::ByHand, link: link() }
                }
                _ => Letter::Refund { order, refund, news: RefundNews::Failed, link: link() },
            };
            Some(writer.write(head, &letter))
        }
        (kind, Facts::Return { id, answer }) => {
            let order = order.ok_or_else(|| unreadable(mail))?;
            let request = returns::find(ctx, facts::return_id(&id)?).await?;
            let request = request.ok_or_else(|| unreadable(mail))?;
            Some(writer.write(head, &of_return(ctx, kind, order, &request, &answer)))
        }
        (kind, facts) => {
            let order = order.ok_or_else(|| unreadable(mail))?;
            write_of_order(ctx, head, kind, facts, order)?.ok_or_else(|| unreadable(mail)).map(Some)?
        }
    };
    Ok(words)
}

/// A letter about a return.
fn of_return<'a>(
    ctx: &Ctx<'_>,
    kind: Kind,
    order: &'a OrderView,
    request: &'a ReturnView,
    answer: &'a str,
) -> Letter<'a> {
    let status = match kind {
        Kind::ReturnApproved => ReturnStatus::Approved,
        Kind::ReturnRefused => ReturnStatus::Refused,
        Kind::ReturnReceived => ReturnStatus::Received,
        _ => return Letter::VendorReturn { order, request },
    };
    Letter::Return { order, request, status, answer, link: orders::guest_link(ctx.app, order) }
}

/// A letter about an order; none where kind and facts do not belong together.
fn write_of_order(
    ctx: &Ctx<'_>,
    head: &Letterhead,
    kind: Kind,
    facts: Facts,
    order: &OrderView,
) -> Result<Option<Written>> {
    let (mut then, mut refunds) = (order.clone(), Vec::new());
    match facts {
        Facts::Order(facts) => facts.turn_back(&mut then)?,
        Facts::Refunds(facts) => refunds = facts::refunds(&facts)?,
        Facts::VendorOrder(position) if matches!(kind, Kind::NotReceived | Kind::NotReceivedToMarket) => {
            let to_market = kind == Kind::NotReceivedToMarket;
            let letter = Letter::NotReceived { order, position, to_market };
            return Ok(Some(letters(ctx.app)?.write(head, &letter)));
        }
        Facts::Shipment(id) => {
            let Kind::Parcel(news) = kind else { return Ok(None) };
            let (shipment, link) = (facts::shipment(&id)?, orders::guest_link(ctx.app, order));
            let letter = Letter::Parcel { order, shipment, news, link };
            return Ok(Some(letters(ctx.app)?.write(head, &letter)));
        }
        Facts::ToReview(lines) if kind == Kind::ReviewAsked => {
            let (lines, link) = (facts::lines(&lines)?, orders::guest_link(ctx.app, order));
            let letter = Letter::ReviewAsked { order, lines: &lines, link };
            return Ok(Some(letters(ctx.app)?.write(head, &letter)));
        }
        Facts::VendorOrder(position) if kind == Kind::VendorNewOrder => {
            return Ok(Some(letters(ctx.app)?.write(head, &Letter::VendorNewOrder { order, position })));
        }
        _ => return Ok(None),
    }
    let (order, link) = (&then, orders::guest_link(ctx.app, order));
    let letter = match kind {
        Kind::OrderPlaced => Letter::OrderPlaced { order, link },
        Kind::PaymentReceived => Letter::PaymentReceived { order, link },
        Kind::PaymentFailed => Letter::PaymentFailed { order, link },
        Kind::OrderCancelled => Letter::OrderCancelled { order, link },
        Kind::LatePaymentReturned => Letter::LatePaymentReturned { order, link },
        Kind::OrderLink => Letter::OrderLink { order, link },
        Kind::RefundLeftToStaff => Letter::RefundLeftToStaff { order, refunds: &refunds },
        Kind::RefundContradicted => Letter::RefundContradicted { order, refunds: &refunds },
        Kind::PaymentStayedOpen => Letter::PaymentStayedOpen { order },
        Kind::TransferAwaited => Letter::TransferAwaited { order, link },
        Kind::VendorNewOrder
        | Kind::NotReceived
        | Kind::StockRanLow
        | Kind::NotReceivedToMarket
        | Kind::Parcel(_)
        | Kind::Message
        | Kind::RefundSent
        | Kind::RefundFailed
        | Kind::RefundByHand
        | Kind::CalledOff
        | Kind::ReviewAsked
        | Kind::ReturnRequested
        | Kind::ReturnApproved
        | Kind::ReturnRefused
        | Kind::ReturnReceived
        | Kind::Vendor(_)
        | Kind::Account(_) => return Ok(None),
    };
    Ok(Some(letters(ctx.app)?.write(head, &letter)))
}

async fn letterhead(ctx: &Ctx<'_>) -> Result<Letterhead> {
    Ok(Letterhead {
        market: settings::load(ctx).await?,
        public_url: ctx.app.public_url().to_owned(),
        is_test: ctx.app.gateways().is_test(),
    })
}

fn unreadable(mail: &Mail) -> Error {
    Error::broken(format!("{} is a `{}` that cannot be put into words", mail.id, mail.kind))
}
