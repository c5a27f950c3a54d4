//! From an order to what its page shows.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use souk_domain::address::Address;
use souk_domain::ids::OrderLineId;
use souk_domain::money::Money;
use souk_domain::order::{ActorKind, OrderStatus, Pieces};
use souk_domain::shipment::{ShipmentStatus, may_move};
use souk_domain::vendor::VendorPermission;
use souk_market::orders::{LineView, ShipmentView, TrackingEventRow};
use souk_market::portal::VendorOrderPage;
use souk_market::refunds::RefundView;
use souk_market::returns::ReturnView;
use souk_ui::dates::{at, moment};
use souk_ui::order::{called, refund_key, refund_tone, shipment_label, shipment_tone, so_many, why};
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, Picture, Tone};

use super::sums::{back, named, paid_for, shares, tax_on_top, tax_to_pay_on};
use super::trouble::{
    At, CARRIAGE, SUM_REASON, TO_REFUND, TO_SHIP, Trouble, carrier_field, gone_field, number_field,
    place_field, status_field, words_field,
};
use crate::shared::{
    Fields, FormLine, Mistakes, Worker, actor_words, fresh_key, is_packed, return_key, standing_key,
    standing_tone, status_key,
};

/// A vendor's part of an order.
#[derive(Clone, Debug)]
pub struct Order {
    /// `S-XXXX-XXXX`.
    pub number: String,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    pub placed: Zoned,
    /// The day on which it is to be sent, while something of it is not.
    pub post_by: Option<Date>,
    /// The day for which it was promised.
    pub promised: Option<Date>,
    pub is_late: bool,
    /// Line by line; empty when nothing travels, or its buyer has left.
    pub address: Vec<String>,
    /// How it was to be sent; may be empty.
    pub method: String,
    pub lines: Vec<Line>,
    /// What its buyer paid for, each with its words; together they are the total.
    pub sums: Vec<(String, Money)>,
    /// The key of what the total is: paid, collected at the door, or to be.
    pub total_label: &'static str,
    pub total: Money,
    /// What is to be collected when it arrives; none when it is paid.
    pub collect: Option<Money>,
    /// Tax that is within the prices.
    pub tax_inside: Option<Money>,
    /// Tax that its vendor pays on itself.
    pub tax_own: Option<Money>,
    /// What is added to the total and taken from it, and what its vendor has in the end; empty: not for who looks to see.
    pub shares: Vec<(String, Money)>,
    pub receives: Money,
    pub parcels: Vec<Parcel>,
    /// Money that went back, with the words for it and what became of it.
    pub refunds: Vec<(String, &'static str, Tone)>,
    pub returns: Vec<(String, &'static str)>,
    pub history: Vec<Happening>,
    /// `None`: nothing is to be sent, or not by who looks.
    pub ship: Option<ShipForm>,
    /// The key of the button that hands over what needs no parcel.
    pub provide: Option<String>,
    /// `None`: nothing is left to give back, or not by who looks.
    pub refund: Option<RefundForms>,
}

/// A line, and what became of its pieces.
#[derive(Clone, Debug)]
pub struct Line {
    pub id: String,
    pub name: String,
    /// Options and SKU; may be empty.
    pub detail: String,
    pub picture: Picture,
    pub quantity: u32,
    pub unit: Money,
    pub total: Money,
    /// "2 to ship", "1 returned" …
    pub became: Vec<(String, &'static str)>,
}

/// A parcel.
#[derive(Clone, Debug)]
pub struct Parcel {
    pub id: String,
    pub place: u32,
    /// The key of where it is.
    pub label: &'static str,
    pub tone: Tone,
    /// "2 × Tall mug", one for each line.
    pub items: Vec<String>,
    /// May be empty.
    pub carrier: String,
    /// May be empty.
    pub tracking_number: String,
    /// Where its carrier tells of it.
    pub link: Option<String>,
    /// What was told of it, the oldest first.
    pub told: Vec<Happening>,
    /// Where it may go next; empty: nowhere, or not by who looks.
    pub next: Vec<Choice>,
    pub status_error: Option<String>,
    /// How it may have failed to arrive; empty: that is past, or not for who looks to say.
    pub gone: Vec<Choice>,
    pub gone_error: Option<String>,
    /// Whether it can be unpacked: it has not left yet.
    pub unpacks: bool,
    /// Who carries it, and under which number, while that can be mended; the words open the form.
    pub carriage: Option<(Entry, Entry)>,
    pub revision: i64,
    pub key: String,
    pub where_at: Entry,
    pub words: Entry,
}

impl Parcel {
    /// The ids of its fields.
    pub fn place_field(&self) -> String {
        place_field(&self.id)
    }

    pub fn words_field(&self) -> String {
        words_field(&self.id)
    }
}

/// Something that happened.
#[derive(Clone, Debug)]
pub struct Happening {
    pub words: String,
    pub when: Zoned,
    pub who: String,
    /// A line below; may be empty.
    pub more: String,
}

/// A parcel to be made.
#[derive(Clone, Debug)]
pub struct ShipForm {
    pub key: String,
    pub revision: i64,
    /// The field of each line, its name, how many are open, and what was typed.
    pub lines: Vec<FormLine>,
    pub carrier: Entry,
    pub tracking_number: Entry,
    /// Whether it leaves at once.
    pub leaves: bool,
}

/// Money to be given back, by pieces or as a sum.
#[derive(Clone, Debug)]
pub struct RefundForms {
    pub key: String,
    pub revision: i64,
    pub lines: Vec<FormLine>,
    /// Whether a sum may go back too: only of what was paid.
    pub by_sum: bool,
    pub restock: bool,
    pub reason: Entry,
    pub amount: Entry,
    pub sum_reason: Entry,
    /// What stands before the figure.
    pub sign: String,
    /// What is left to give back.
    pub left: Money,
    /// Whether something of it is not sent yet, and would be called off.
    pub calls_off: bool,
    /// What the pieces, or the sum, would come to: then the button names it.
    pub of_pieces: Option<Money>,
    pub of_sum: Option<Money>,
}

impl RefundForms {
    /// The key of the button that names what goes back, or is not collected.
    pub fn deed(&self) -> &'static str {
        if self.by_sum { "refund-button" } else { "refund-button-waive" }
    }
}

impl Order {
    pub(super) fn of(worker: &Worker, page: &VendorOrderPage, trouble: &Trouble) -> Self {
        let sheet = &page.sheet;
        let money = |minor| Money::new(minor, sheet.order.currency);
        let waits = sheet.status == OrderStatus::Processing || is_packed(sheet);
        let post_by = sheet.ship_by.filter(|_| waits);
        let is_late = post_by.is_some_and(|due| due < page.now);
        let lines = sheet.lines.iter().zip(&page.pictures);
        let on_top = tax_on_top(sheet) > 0;
        let [taken @ .., (_, receives)] = &shares(page);
        Self {
            number: sheet.order.number.clone(),
            label: standing_key(sheet),
            tone: standing_tone(sheet, is_late),
            placed: at(sheet.order.placed_at),
            post_by: post_by.map(|due| at(due).date()),
            promised: sheet.arrives_by.map(|due| at(due).date()),
            is_late,
            address: sheet.shipping_address.as_ref().map(Address::lines).unwrap_or_default(),
            method: sheet.shipping_method_name.clone().unwrap_or_default(),
            lines: lines
                .map(|(view, source)| line(view, Picture::of_source(source, &view.name), on_top, money))
                .collect(),
            sums: named(&paid_for(sheet), money),
            total_label: match (sheet.cash_due, sheet.collected_at) {
                (None, _) => "order-buyer-paid",
                (Some(_), None) => "order-to-collect",
                (Some(_), Some(_)) => "order-collected",
            },
            total: money(sheet.cash_due.unwrap_or(sheet.total)),
            collect: to_collect(page).map(&money),
            tax_inside: Some(sheet.tax_total - tax_on_top(sheet)).filter(|tax| *tax > 0).map(&money),
            tax_own: Some(tax_to_pay_on(page)).filter(|tax| *tax > 0).map(&money),
            shares: if worker.seat.may(VendorPermission::MoneyRead) {
                named(taken, money)
            } else {
                Vec::new()
            },
            receives: money(*receives),
            parcels: sheet.shipments.iter().map(|one| parcel(worker, page, one, trouble)).collect(),
            refunds: page.refunds.iter().map(|refund| refunded(page, refund)).collect(),
            returns: page.returns.iter().map(returned).collect(),
            history: history(page),
            ship: ship_form(worker, page, trouble),
            provide: provide_key(worker, page),
            refund: refund_forms(worker, page, trouble, money),
        }
    }
}

/// What is to be collected in cash when it arrives; none once it is, and where nothing is.
pub(super) fn to_collect(page: &VendorOrderPage) -> Option<i64> {
    let sheet = &page.sheet;
    sheet.cash_due.filter(|due| *due > 0 && sheet.collected_at.is_none())
}

fn pieces(line: &LineView) -> Pieces {
    Pieces {
        quantity: line.quantity,
        cancelled: line.cancelled,
        fulfilled: line.fulfilled,
        returned: line.returned,
        refunded: line.refunded,
    }
}

/// A line; its total is without a tax that comes on top, as its price is.
fn line(view: &LineView, picture: Picture, on_top: bool, money: impl Fn(i64) -> Money) -> Line {
    let counts = pieces(view);
    let became = [
        (counts.open(), "line-open", "warn"),
        (counts.with_buyer(), "line-sent", "ok"),
        (counts.returned, "line-returned", "info"),
        (counts.cancelled, "line-cancelled", "bad"),
        (counts.refunded, "line-refunded", ""),
    ];
    let became = became.into_iter().filter(|(count, ..)| *count > 0);
    let sku = view.sku.clone().unwrap_or_default();
    let detail = [view.options.as_str(), sku.as_str()].into_iter().filter(|part| !part.is_empty());
    Line {
        id: view.id.to_string(),
        name: view.name.clone(),
        detail: detail.collect::<Vec<_>>().join(" · "),
        picture,
        quantity: view.quantity,
        unit: money(view.unit_price),
        total: money(if on_top { view.total - view.tax } else { view.total }),
        became: became.map(|(count, key, class)| (say(key, &[("count", &count)]), class)).collect(),
    }
}

fn parcel(worker: &Worker, page: &VendorOrderPage, view: &ShipmentView, trouble: &Trouble) -> Parcel {
    let id = view.id.to_string();
    let (sent, mistakes) = trouble.of(&At::Track(id.clone()));
    let item = |(line, quantity): (OrderLineId, u32)| {
        let line = page.sheet.lines.iter().find(|own| own.id == line)?;
        Some(so_many(quantity, &line.name, &line.options))
    };
    // whose money is free has arrived: that is not taken back any more
    let is_settled = view.status == ShipmentStatus::Delivered && page.sheet.status.is_released();
    let may = worker.seat.may(VendorPermission::ParcelsWrite) && !is_settled;
    let possible = ShipmentStatus::ALL
        .iter()
        .copied()
        .filter(|to| may && may_move(ActorKind::Vendor, view.status, *to).is_ok());
    let (next, gone): (Vec<ShipmentStatus>, Vec<ShipmentStatus>) = possible.partition(|to| to.counts());
    // what has not left is not lost on the way
    let unpacks = view.status == ShipmentStatus::Packed && gone.contains(&ShipmentStatus::Returned);
    let gone = if unpacks { Vec::new() } else { gone };
    let carriage = (may && !view.status.is_end()).then(|| {
        let of = |name: &str, field: String, kept: &Option<String>| {
            let is_typed = sent.get("form") == CARRIAGE;
            let kept = kept.clone().unwrap_or_default();
            let value = if is_typed { sent.get(name).to_owned() } else { kept };
            Entry { value, error: mistakes.words(&field) }
        };
        (
            of("carrier", carrier_field(&id), &view.carrier),
            of("tracking_number", number_field(&id), &view.tracking_number),
        )
    });
    let choice = |status: &ShipmentStatus| Choice {
        value: status.as_str().to_owned(),
        name: say(shipment_label(*status), &[]),
        chosen: sent.get("status") == status.as_str(),
    };
    let told = view.events.iter().map(|event| Happening {
        words: say(shipment_label(event.status), &[]),
        when: at(event.happened_at),
        who: who(page, &event.actor),
        more: [&event.words, &event.place, &claimed(event)]
            .into_iter()
            .flatten()
            .cloned()
            .collect::<Vec<_>>()
            .join(" · "),
    });
    Parcel {
        place: view.position,
        label: shipment_label(view.status),
        tone: shipment_tone(view.status),
        items: view.lines.iter().filter_map(|line| item((line.line, line.quantity))).collect(),
        carrier: view.carrier.clone().unwrap_or_default(),
        tracking_number: view.tracking_number.clone().unwrap_or_default(),
        link: view.tracking_link(),
        told: told.collect(),
        next: next.iter().map(choice).collect(),
        status_error: mistakes.words(&status_field(&id)),
        gone: gone.iter().map(choice).collect(),
        gone_error: mistakes.words(&gone_field(&id)),
        unpacks,
        carriage,
        revision: view.revision,
        key: fresh_key(worker.http.app()),
        where_at: Entry { value: sent.get("place").to_owned(), error: mistakes.words(&place_field(&id)) },
        words: Entry { value: sent.get("words").to_owned(), error: mistakes.words(&words_field(&id)) },
        id,
    }
}

fn who(page: &VendorOrderPage, actor: &str) -> String {
    actor_words(actor, &page.people)
}

fn refunded(page: &VendorOrderPage, view: &RefundView) -> (String, &'static str, Tone) {
    let bought = |id| page.sheet.lines.iter().find(|line| line.id == id);
    let things = view.lines.iter().filter(|line| line.quantity > 0).filter_map(|piece| {
        let line = bought(piece.order_line?)?;
        Some(so_many(piece.quantity, &line.name, &line.options))
    });
    let things = things.collect::<Vec<_>>().join(", ");
    let sum = Money::new(view.refund.total, view.refund.currency);
    let words = if things.is_empty() {
        say("refund-sum-of", &[("sum", &sum)])
    } else {
        say("refund-things-of", &[("sum", &sum), ("things", &things)])
    };
    (words, refund_key(view.refund.status), refund_tone(view.refund.status))
}

fn returned(view: &ReturnView) -> (String, &'static str) {
    let things = view.lines.iter().map(|line| so_many(line.quantity, &line.name, &line.options));
    (things.collect::<Vec<_>>().join(", "), return_key(view.status))
}

/// That the time of what a carrier told cannot be, so that it moved nothing.
fn claimed(event: &TrackingEventRow) -> Option<String> {
    event.claimed_at.map(|claimed| say("history-claimed", &[("when", &moment(&at(claimed)))]))
}

/// What happened, the newest first: steps of the order, and what was told of its parcels.
fn history(page: &VendorOrderPage) -> Vec<Happening> {
    let steps = page.events.iter().map(|event| {
        let happened = Happening {
            words: say(status_key(event.to), &[]),
            when: at(event.at),
            who: who(page, &event.actor),
            more: why(event.reason.as_deref().unwrap_or_default()),
        };
        (event.at, happened)
    });
    let told = page.sheet.shipments.iter().flat_map(|parcel| {
        parcel.events.iter().map(move |event| {
            let status = say(shipment_label(event.status), &[]);
            let happened = Happening {
                words: say("history-parcel", &[("number", &parcel.position), ("status", &status)]),
                when: at(event.happened_at),
                who: who(page, &event.actor),
                more: claimed(event).unwrap_or_else(|| event.place.clone().unwrap_or_default()),
            };
            (event.created_at, happened)
        })
    });
    let mut all: Vec<(Timestamp, Happening)> = steps.chain(told).collect();
    all.sort_by_key(|(when, _)| std::cmp::Reverse(*when));
    all.into_iter().map(|(_, happened)| happened).collect()
}

fn ship_form(worker: &Worker, page: &VendorOrderPage, trouble: &Trouble) -> Option<ShipForm> {
    let sheet = &page.sheet;
    if sheet.status != OrderStatus::Processing || !worker.seat.may(VendorPermission::ParcelsWrite) {
        return None;
    }
    let (sent, mistakes) = trouble.of(&At::Ship);
    let lines: Vec<FormLine> = sheet
        .lines
        .iter()
        .filter(|line| line.requires_shipping && pieces(line).open() > 0)
        .map(|line| {
            form_line(
                TO_SHIP,
                line,
                pieces(line).open(),
                &pieces(line).open().to_string(),
                (&sent, &mistakes),
            )
        })
        .collect();
    (!lines.is_empty()).then(|| ShipForm {
        key: fresh_key(worker.http.app()),
        revision: sheet.revision,
        carrier: sent.entry(&mistakes, "carrier", ""),
        tracking_number: sent.entry(&mistakes, "tracking_number", ""),
        leaves: sent.get("status") != ShipmentStatus::Packed.as_str(),
        lines,
    })
}

fn form_line(
    prefix: &str,
    line: &LineView,
    most: u32,
    begins: &str,
    (sent, mistakes): (&Fields, &Mistakes),
) -> FormLine {
    let field = format!("{prefix}{}", line.id);
    let quantity = sent.entry(mistakes, &field, begins);
    FormLine { quantity, name: called(&line.name, &line.options), most, field }
}

fn provide_key(worker: &Worker, page: &VendorOrderPage) -> Option<String> {
    let sheet = &page.sheet;
    let waits = sheet.lines.iter().any(|line| !line.requires_shipping && pieces(line).open() > 0);
    let may = sheet.status == OrderStatus::Processing && worker.seat.may(VendorPermission::ParcelsWrite);
    (waits && may).then(|| fresh_key(worker.http.app()))
}

fn refund_forms(
    worker: &Worker,
    page: &VendorOrderPage,
    trouble: &Trouble,
    money: impl Fn(i64) -> Money,
) -> Option<RefundForms> {
    let sheet = &page.sheet;
    let back: i64 = back(page).iter().map(|line| line.gross).sum();
    let left = sheet.total - back;
    // what is paid at the door goes back once it was: until then only what is not sent is called off
    let unpaid = sheet.cash_due.is_some() && sheet.collected_at.is_none();
    let most = |line: &LineView| if unpaid { pieces(line).open() } else { pieces(line).paid() };
    if left <= 0 || !worker.seat.may(VendorPermission::RefundsWrite) {
        return None;
    }
    let (sent, mistakes) = trouble.of(&At::Refund);
    let (sum_sent, sum_mistakes) = trouble.of(&At::Sum);
    let lines = sheet.lines.iter().filter(|line| most(line) > 0);
    let lines = lines.map(|line| form_line(TO_REFUND, line, most(line), "0", (&sent, &mistakes)));
    let lines: Vec<FormLine> = lines.collect();
    if unpaid && lines.is_empty() {
        return None;
    }
    Some(RefundForms {
        key: fresh_key(worker.http.app()),
        revision: sheet.revision,
        lines,
        by_sum: !unpaid,
        restock: trouble.at != At::Refund || !sent.get("restock").is_empty(),
        reason: sent.entry(&mistakes, "reason", ""),
        amount: sum_sent.entry(&sum_mistakes, "amount", ""),
        sum_reason: Entry { value: sum_sent.get("reason").to_owned(), error: sum_mistakes.words(SUM_REASON) },
        sign: souk_ui::money::sign(sheet.order.currency),
        left: money(left),
        calls_off: sheet.lines.iter().any(|line| pieces(line).open() > 0),
        of_pieces: trouble.sum.filter(|_| trouble.at == At::Refund),
        of_sum: trouble.sum.filter(|_| trouble.at == At::Sum),
    })
}
