//! One order, whole.

use std::collections::BTreeMap;

use axum::response::Response;
use jiff::Zoned;
use serde::Deserialize;
use souk_domain::account::Permission;
use souk_domain::address::Address;
use souk_domain::money::Money;
use souk_domain::order::OrderStatus;
use souk_http::Result;
use souk_http::read::{Part as PathPart, Query};
use souk_market::office::{self, OfficeOrderPage};
use souk_market::orders::{EventView, LineView, OrderView, VendorOrderView};
use souk_market::refunds::RefundView;
use souk_ui::dates::at;
use souk_ui::desk::{Mistakes, fresh_key, private};
use souk_ui::money::show as money_words;
use souk_ui::order::{
    bill, called, refund_key, refund_tone, shipment_label, shipment_tone, status_tone, why,
};
use souk_ui::texts::say;
use souk_ui::{Entry, FormError};

use crate::prelude::*;
use crate::shared::{Clerk, TransactionOnPage, status_key, transaction};

/// One order.
#[derive(Clone, Debug, Template)]
#[template(path = "orders/order.html")]
pub struct OrderPage {
    pub frame: Frame,
    pub desk: Desk,
    pub errors: Vec<FormError>,
    /// What was just done, in words; may be empty.
    pub done: String,
    pub number: String,
    pub placed: Zoned,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    pub email: String,
    pub phone: String,
    /// Line by line; empty when nothing travels, or its buyer has left.
    pub address: Vec<String>,
    pub bill: Bill,
    /// How it is paid, in words: the method, and where the payment stands.
    pub payment: Vec<(&'static str, String)>,
    pub parts: Vec<Part>,
    /// Money that went back or is on its way: a sum with what for, and the key and colour of where it stands.
    pub refunds: Vec<(String, &'static str, Tone)>,
    pub history: Vec<Happening>,
    /// What was booked; empty too where who looks may not see the books.
    pub transactions: Vec<TransactionOnPage>,
    /// `None`: it cannot be ended, or not by who looks.
    pub cancel: Option<CancelForm>,
}

/// What one vendor sells of it.
#[derive(Clone, Debug)]
pub struct Part {
    pub vendor: String,
    pub slug: String,
    pub label: &'static str,
    pub tone: Tone,
    pub total: Money,
    pub lines: Vec<Line>,
    /// Its parcels: carrier and number, and the key and colour of where each is.
    pub parcels: Vec<(String, &'static str, Tone)>,
}

/// A line of the order.
#[derive(Clone, Debug)]
pub struct Line {
    pub name: String,
    pub sku: String,
    pub quantity: u32,
    pub unit: Money,
    pub total: Money,
}

/// A step that was taken.
#[derive(Clone, Debug)]
pub struct Happening {
    pub words: String,
    pub when: Zoned,
    pub who: String,
    /// Why; may be empty.
    pub reason: String,
}

/// The form that ends the order. It posts `key` and `reason`.
#[derive(Clone, Debug)]
pub struct CancelForm {
    pub key: String,
    pub reason: Entry,
}

/// The parameters of the page.
#[derive(Default, Deserialize)]
#[serde(default)]
pub(super) struct OrderQuery {
    done: String,
}

/// `GET /admin/orders/{number}`.
pub(super) async fn show(
    clerk: Clerk,
    PathPart(number): PathPart<String>,
    Query(asked): Query<OrderQuery>,
) -> Result<Response> {
    let done = if asked.done == "cancelled" { say("office-order-cancelled", &[]) } else { String::new() };
    let found = office::order(clerk.http.app(), clerk.actor, number).await?;
    draw(&clerk, &found, &Mistakes::default(), "", done)
}

pub(super) fn draw(
    clerk: &Clerk,
    found: &OfficeOrderPage,
    mistakes: &Mistakes,
    reason: &str,
    done: String,
) -> Result<Response> {
    let (frame, desk) = clerk.frame(&found.around);
    let desk = Desk {
        crumbs: vec![
            Crumb::to(say("desk-orders", &[]), ways::orders()),
            Crumb::here(found.order.number.clone()),
        ],
        ..desk
    };
    let order = &found.order;
    let cancel = CancelForm {
        key: fresh_key(clerk.http.app()),
        reason: Entry { value: reason.to_owned(), error: mistakes.words("reason") },
    };
    let can_end = matches!(order.status, OrderStatus::Pending | OrderStatus::Processing);
    let page = OrderPage {
        frame,
        desk,
        errors: mistakes.all(),
        done,
        number: order.number.clone(),
        placed: at(order.created_at),
        label: status_key(order.status),
        tone: status_tone(order.status),
        email: order.email.clone(),
        phone: order.phone.clone().unwrap_or_default(),
        address: order.shipping_address.as_ref().map(Address::lines).unwrap_or_default(),
        bill: bill(order),
        payment: payment(order),
        parts: parts(order),
        refunds: found.refunds.iter().map(refund).collect(),
        history: history(order),
        transactions: transactions(found),
        cancel: (can_end && clerk.may(Permission::OrdersWrite)).then_some(cancel),
    };
    Ok(private(mistakes.status(), &page))
}

fn payment(order: &OrderView) -> Vec<(&'static str, String)> {
    let payment = &order.payment;
    let money = |minor| money_words(Money::new(minor, order.currency));
    let mut facts = vec![
        ("office-payment-method", payment.method.as_str().replace('_', " ")),
        ("office-payment-status", payment.status.as_str().to_owned()),
        ("office-payment-captured", money(payment.captured)),
    ];
    facts.extend((payment.refunded > 0).then(|| ("office-refunded-of", money(payment.refunded))));
    facts.extend(payment.reference.clone().map(|reference| ("office-payment-reference", reference)));
    facts
}

fn parts(order: &OrderView) -> Vec<Part> {
    let money = |minor| Money::new(minor, order.currency);
    let line = |line: &LineView| Line {
        name: called(&line.name, &line.options),
        sku: line.sku.clone().unwrap_or_default(),
        quantity: line.quantity,
        unit: money(line.unit_price),
        total: money(line.total),
    };
    let of = |one: &VendorOrderView| Part {
        vendor: one.vendor_name.clone(),
        slug: one.vendor_slug.clone(),
        label: status_key(one.status),
        tone: status_tone(one.status),
        total: money(one.total),
        lines: one.lines.iter().map(line).collect(),
        parcels: one
            .shipments
            .iter()
            .map(|parcel| {
                let known = [parcel.carrier.as_deref(), parcel.tracking_number.as_deref()];
                let known: Vec<&str> = known.into_iter().flatten().collect();
                let words = match known.join(" ") {
                    nothing if nothing.is_empty() => say("office-parcel", &[]),
                    known => known,
                };
                (words, shipment_label(parcel.status), shipment_tone(parcel.status))
            })
            .collect(),
    };
    order.vendor_orders.iter().map(of).collect()
}

fn refund(view: &RefundView) -> (String, &'static str, Tone) {
    let sum = money_words(Money::new(view.refund.total, view.refund.currency));
    let words = match view.refund.note.as_str() {
        "" => sum,
        note => format!("{sum} · {}", why(note)),
    };
    (words, refund_key(view.refund.status), refund_tone(view.refund.status))
}

fn history(order: &OrderView) -> Vec<Happening> {
    let vendors: BTreeMap<_, _> =
        order.vendor_orders.iter().map(|one| (one.id, one.vendor_name.as_str())).collect();
    let step = |event: &EventView| {
        let status = say(status_key(event.to), &[]);
        let vendor = event.vendor_order.and_then(|id| vendors.get(&id));
        Happening {
            words: vendor.map_or_else(|| status.clone(), |vendor| format!("{vendor}: {status}")),
            when: at(event.at),
            who: event.actor.split(':').next().unwrap_or_default().to_owned(),
            reason: why(event.reason.as_deref().unwrap_or_default()),
        }
    };
    order.events.iter().rev().map(step).collect()
}

fn transactions(found: &OfficeOrderPage) -> Vec<TransactionOnPage> {
    let shown = |entries: &Vec<_>| transaction(entries, String::new(), &found.vendors);
    found.transactions.iter().filter_map(shown).collect()
}
