//! From an order to what its page shows.

use jiff::civil::Date;
use jiff::{Timestamp, Zoned};
use souk_domain::address::Address;
use souk_domain::ids::OrderLineId;
use souk_domain::money::Money;
use souk_domain::order::{ActorKind, OrderStatus, Pieces};
use souk_domain::shipment::{ShipmentStatus, may_move};
use souk_domain::vendor::VendorPermission;
use souk_market::orders::{LineView, ShipmentView};
use souk_market::portal::VendorOrderPage;
use souk_market::refunds::RefundView;
use souk_market::returns::ReturnView;
use souk_ui::dates::at;
use souk_ui::order::{shipment_label, shipment_tone};
use souk_ui::texts::say;
use souk_ui::{Choice, Entry, Picture, Tone};

use super::words::{actor_words, refund_key, refund_tone};
use crate::shared::{Fields, Mistakes, Worker, fresh_key, return_key, status_key, status_tone};

/// A vendor's part of an order.
#[derive(Clone, Debug)]
pub struct Order {
    /// `S-XXXX-XXXX`.
    pub number: String,
    /// The key of where it stands.
    pub label: &'static str,
    pub tone: Tone,
    pub placed: Zoned,
    /// The days it was promised for, where it was.
    pub promised: Option<Date>,
    pub is_late: bool,
    /// Line by line; empty when nothing travels, or its buyer has left.
    pub address: Vec<String>,
    /// How it was to be sent; may be empty.
    pub method: String,
    pub lines: Vec<Line>,
    /// What its buyer paid, and what of that is the vendor's, each with its words.
    pub sums: Vec<(String, Money)>,
    pub total: Money,
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
    /// What may be told of it next; empty: nothing, or not by who looks.
    pub next: Vec<Choice>,
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

/// A line in a form.
#[derive(Clone, Debug)]
pub struct FormLine {
    pub field: String,
    pub name: String,
    pub most: u32,
    pub quantity: Entry,
}

/// Money to be given back, by pieces or as a sum.
#[derive(Clone, Debug)]
pub struct RefundForms {
    pub key: String,
    pub lines: Vec<FormLine>,
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
}

/// Which form something went wrong in.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum At {
    #[default]
    Nowhere,
    Ship,
    Provide,
    /// A parcel, by its id.
    Track(String),
    Refund,
    Sum,
}

/// What went wrong, and what was typed.
#[derive(Clone, Debug, Default)]
pub(super) struct Trouble {
    pub(super) at: At,
    pub(super) sent: Fields,
    pub(super) mistakes: Mistakes,
}

/// What begins the name of a line's field in the form of a parcel, and of a refund.
pub(super) const TO_SHIP: &str = "q-";
pub(super) const TO_REFUND: &str = "r-";

/// The reason of a sum, whose field has another id than that of pieces.
pub(super) const SUM_REASON: &str = "sum-reason";

/// The ids of the fields of one parcel, of which a page may have several.
pub(super) fn place_field(parcel: &str) -> String {
    format!("place-{parcel}")
}
pub(super) fn words_field(parcel: &str) -> String {
    format!("words-{parcel}")
}

impl Trouble {
    /// What was typed into a form and is wrong with it; nothing for the others.
    fn of(&self, at: &At) -> (Fields, Mistakes) {
        if self.at == *at { (self.sent.clone(), self.mistakes.clone()) } else { Default::default() }
    }
}

impl Order {
    pub(super) fn of(worker: &Worker, page: &VendorOrderPage, trouble: &Trouble) -> Self {
        let sheet = &page.sheet;
        let money = |minor| Money::new(minor, sheet.order.currency);
        let is_late =
            sheet.status == OrderStatus::Processing && sheet.arrives_by.is_some_and(|due| due < page.now);
        let lines = sheet.lines.iter().zip(&page.pictures);
        Self {
            number: sheet.order.number.clone(),
            label: status_key(sheet.status),
            tone: status_tone(sheet.status, is_late),
            placed: at(sheet.order.placed_at),
            promised: sheet.arrives_by.map(|due| at(due).date()),
            is_late,
            address: sheet.shipping_address.as_ref().map(Address::lines).unwrap_or_default(),
            method: sheet.shipping_method_name.clone().unwrap_or_default(),
            lines: lines
                .map(|(view, source)| line(view, Picture::of_source(source, &view.name), money))
                .collect(),
            sums: sums(worker, page, money),
            total: money(sheet.total),
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

fn pieces(line: &LineView) -> Pieces {
    Pieces {
        quantity: line.quantity,
        cancelled: line.cancelled,
        fulfilled: line.fulfilled,
        returned: line.returned,
        refunded: line.refunded,
    }
}

fn line(view: &LineView, picture: Picture, money: impl Fn(i64) -> Money) -> Line {
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
        total: money(view.total),
        became: became.map(|(count, key, class)| (say(key, &[("count", &count)]), class)).collect(),
    }
}

/// What its buyer paid; and what of that is the vendor's, for who may see it.
fn sums(worker: &Worker, page: &VendorOrderPage, money: impl Fn(i64) -> Money) -> Vec<(String, Money)> {
    let row = &page.sheet;
    let mut sums = vec![("sum-goods", row.subtotal), ("bill-discount", -row.discount_total)];
    sums.extend([("bill-delivery", row.shipping), ("sum-tax", row.tax_total)]);
    if worker.seat.may(VendorPermission::MoneyRead) {
        sums.extend([
            ("sum-commission", -(row.commission + row.commission_tax)),
            ("sum-net", row.vendor_net),
        ]);
    }
    let shown = sums.into_iter().filter(|(_, minor)| *minor != 0);
    shown.map(|(key, minor)| (say(key, &[]), money(minor))).collect()
}

fn parcel(worker: &Worker, page: &VendorOrderPage, view: &ShipmentView, trouble: &Trouble) -> Parcel {
    let id = view.id.to_string();
    let (sent, mistakes) = trouble.of(&At::Track(id.clone()));
    let item = |(line, quantity): (OrderLineId, u32)| {
        let line = page.sheet.lines.iter().find(|own| own.id == line)?;
        Some(format!("{quantity} × {}", line.name))
    };
    let may = worker.seat.may(VendorPermission::ParcelsWrite);
    let next =
        ShipmentStatus::ALL.iter().filter(|to| may && may_move(ActorKind::Vendor, view.status, **to).is_ok());
    let choice = |status: &ShipmentStatus| Choice {
        value: status.as_str().to_owned(),
        name: say(shipment_label(*status), &[]),
        chosen: sent.get("status") == status.as_str(),
    };
    let told = view.events.iter().map(|event| Happening {
        words: say(shipment_label(event.status), &[]),
        when: at(event.happened_at),
        who: who(page, &event.actor),
        more: [&event.words, &event.place].into_iter().flatten().cloned().collect::<Vec<_>>().join(" · "),
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
        next: next.map(choice).collect(),
        revision: view.revision,
        key: fresh_key(worker.http.app()),
        where_at: Entry { value: sent.get("place").to_owned(), error: mistakes.words(&place_field(&id)) },
        words: Entry { value: sent.get("words").to_owned(), error: mistakes.words(&words_field(&id)) },
        id,
    }
}

fn who(page: &VendorOrderPage, actor: &str) -> String {
    let name = |id: &str| {
        let known = page.people.iter().find(|(account, _)| account.to_string() == id);
        known.map(|(_, name)| name.clone())
    };
    actor_words(actor, name)
}

fn refunded(page: &VendorOrderPage, view: &RefundView) -> (String, &'static str, Tone) {
    let name = |id| page.sheet.lines.iter().find(|line| line.id == id).map(|line| line.name.clone());
    let things = view.lines.iter().filter(|line| line.quantity > 0);
    let things = things.filter_map(|line| Some(format!("{} × {}", line.quantity, name(line.order_line?)?)));
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
    let things = view.lines.iter().map(|line| format!("{} × {}", line.quantity, line.name));
    (things.collect::<Vec<_>>().join(", "), return_key(view.status))
}

/// What happened, the newest first: steps of the order, and what was told of its parcels.
fn history(page: &VendorOrderPage) -> Vec<Happening> {
    let steps = page.events.iter().map(|event| {
        let happened = Happening {
            words: say(status_key(event.to), &[]),
            when: at(event.at),
            who: who(page, &event.actor),
            more: event.reason.clone().unwrap_or_default(),
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
                more: event.place.clone().unwrap_or_default(),
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
    FormLine { quantity, name: line.name.clone(), most, field }
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
    let back: i64 = page.refunds.iter().map(|refund| refund.refund.total).sum();
    let left = sheet.total - back;
    if left <= 0 || !worker.seat.may(VendorPermission::RefundsWrite) {
        return None;
    }
    let (sent, mistakes) = trouble.of(&At::Refund);
    let (sum_sent, sum_mistakes) = trouble.of(&At::Sum);
    let lines = sheet.lines.iter().filter(|line| pieces(line).paid() > 0);
    let lines = lines.map(|line| form_line(TO_REFUND, line, pieces(line).paid(), "0", (&sent, &mistakes)));
    Some(RefundForms {
        key: fresh_key(worker.http.app()),
        lines: lines.collect(),
        restock: trouble.at != At::Refund || !sent.get("restock").is_empty(),
        reason: sent.entry(&mistakes, "reason", ""),
        amount: sum_sent.entry(&sum_mistakes, "amount", ""),
        sum_reason: Entry { value: sum_sent.get("reason").to_owned(), error: sum_mistakes.words(SUM_REASON) },
        sign: souk_ui::money::sign(sheet.order.currency),
        left: money(left),
        calls_off: sheet.lines.iter().any(|line| pieces(line).open() > 0),
    })
}
