//! What happened in the demonstration market before it was opened: its people, and their orders, each made by the use case
//! a buyer's click would have called, at the time it is said to have been. The same seed tells the same past.

use std::{
    collections::BTreeMap,
    sync::{
        Arc,
        atomic::{AtomicI64, AtomicU64, Ordering},
    },
    time::Duration,
};

use anyhow::{Context as _, Result};
use jiff::{SignedDuration, Timestamp};
use sha2::{Digest as _, Sha256};
use souk_domain::{
    address::Address,
    card::{Card, RawCard},
    ids::{AccountId, OrderId, ShipmentId, VariantId},
    order::PaymentMethod,
    quantity::Quantity,
    shipment::ShipmentStatus,
    text::Email,
};
use souk_market::{
    Actor, App,
    accounts::{self, NewBookedAddress, NewPerson},
    cart,
    checkout::{self, IncomingTransfer, Payer, PlaceOrder, Settled},
    fulfilment::{self, NewShipment, NewTracking},
    idempotency::{Guard, StoredResponse},
    orders,
    ports::{Clock, Random},
    worker,
};

use super::people::{PEOPLE, Person};

/// Orders that were placed.
pub(super) const ORDERS: usize = 200;
/// How long ago the market began to sell.
const DAYS: i64 = 60;
/// How long before that its vendors came.
const SETTING_UP_DAYS: i64 = 30;
/// Orders between two turns of the worker: letters and expiries come at about their time.
const ORDERS_PER_TURN: usize = 20;
/// Hours after which an order is sent, and those that its parcels travel, at least.
const PACKED_AFTER_HOURS: usize = 10;
const TRAVEL_HOURS: usize = 40;
/// Over so many hours more they are spread.
const SPREAD_HOURS: usize = 53;
/// Variants with fewer pieces than this are left to those who visit.
const ENOUGH: i64 = 4;

/// A clock that is set, and only goes forward.
pub(super) struct SetClock(AtomicI64);

impl SetClock {
    fn set(&self, to: Timestamp) {
        self.0.fetch_max(to.as_millisecond(), Ordering::Relaxed);
    }
}

impl Clock for SetClock {
    fn now(&self) -> Timestamp {
        Timestamp::from_millisecond(self.0.load(Ordering::Relaxed)).unwrap_or(Timestamp::UNIX_EPOCH)
    }

    fn elapsed(&self) -> Duration {
        Duration::from_millis(u64::try_from(self.0.load(Ordering::Relaxed)).unwrap_or(0))
    }
}

/// Chances that are the same for the same seed.
pub(super) struct Seeded {
    seed: u64,
    drawn: AtomicU64,
}

impl Seeded {
    pub(super) const fn new(seed: u64) -> Self {
        Self { seed, drawn: AtomicU64::new(0) }
    }

    fn draw(&self) -> [u8; 32] {
        let turn = self.drawn.fetch_add(1, Ordering::Relaxed);
        Sha256::digest([self.seed.to_be_bytes(), turn.to_be_bytes()].concat()).into()
    }

    /// A number below `end`.
    fn below(&self, end: usize) -> usize {
        let [a, b, c, d, ..] = self.draw();
        usize::try_from(u32::from_be_bytes([a, b, c, d])).unwrap_or_default() % end.max(1)
    }
}

impl Random for Seeded {
    fn fill(&self, bytes: &mut [u8]) {
        for chunk in bytes.chunks_mut(32) {
            let drawn = self.draw();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

/// The market as it was: its clock can be set.
pub(super) struct Past {
    app: App,
    clock: Arc<SetClock>,
    opened: Timestamp,
    now: Timestamp,
    seed: u64,
}

/// What will happen to an order that was paid.
enum Coming {
    /// Its vendors send it.
    Sent { order: OrderId, place: usize },
    /// Its parcels arrive.
    Arrived { parcels: Vec<ShipmentId> },
}

/// What will happen, by when and in which order it was known.
type Road = BTreeMap<(Timestamp, usize), Coming>;

/// How an order came out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Course {
    /// Paid by card.
    Paid,
    /// Paid by bank transfer some days later.
    Transferred,
    /// To be paid by bank transfer, which has not come.
    Awaited,
    /// The card was declined, and nobody tried again.
    Declined,
    /// Cancelled by its buyer before the transfer.
    Cancelled,
}

/// One order that will have been.
struct Planned {
    at: Timestamp,
    person: usize,
    /// SKU and pieces.
    lines: Vec<(String, Quantity)>,
    course: Course,
}

/// Everything that will have been, and the pieces that it takes out of stock.
pub(super) struct Plan {
    orders: Vec<Planned>,
    pub(super) taken: BTreeMap<String, i64>,
}

impl Past {
    /// The past of a market whose present is `app`.
    pub(super) fn of(app: &App, seed: u64) -> Self {
        let opened = app.now() - SignedDuration::from_hours(24 * DAYS);
        let clock = Arc::new(SetClock(AtomicI64::new(0)));
        clock.set(opened - SignedDuration::from_hours(24 * SETTING_UP_DAYS));
        let past = app.at(Arc::clone(&clock) as Arc<dyn Clock>, Arc::new(Seeded::new(seed)));
        Self { app: past, clock, opened, now: app.now(), seed }
    }

    /// The market, at the time its vendors came.
    pub(super) fn app(&self) -> &App {
        &self.app
    }

    /// Draws who bought what and when, out of the SKUs that are for sale with so many pieces.
    pub(super) fn plan(&self, stock: &[(String, i64)], now: Timestamp) -> Plan {
        let chance = Seeded::new(self.seed.wrapping_add(1));
        let plenty: Vec<&String> =
            stock.iter().filter(|(_, pieces)| *pieces >= ENOUGH).map(|(sku, _)| sku).collect();
        let (mut orders, mut taken) = (Vec::with_capacity(ORDERS), BTreeMap::new());
        let span = now.duration_since(self.opened).as_secs();
        for place in 0..ORDERS {
            // a market that grows: the later, the denser
            let part = (place as i64 + 1) * 1000 / (ORDERS as i64 + 1);
            let at = self.opened + SignedDuration::from_secs(span * (2 * part - part * part / 1000) / 1000);
            let course = course(&chance, now.duration_since(at).as_hours());
            let mut lines: Vec<(String, Quantity)> = Vec::new();
            for _ in 0..=chance.below(3) {
                let Some(sku) = plenty.get(chance.below(plenty.len())) else { break };
                if lines.iter().all(|(there, _)| there != *sku) {
                    let pieces = if chance.below(4) == 0 { 2 } else { 1 };
                    lines.extend(Quantity::parse(pieces).ok().map(|pieces| ((*sku).clone(), pieces)));
                }
            }
            if matches!(course, Course::Paid | Course::Transferred | Course::Awaited) {
                for (sku, pieces) in &lines {
                    *taken.entry(sku.clone()).or_default() += i64::from(pieces.get());
                }
            }
            orders.push(Planned { at, person: chance.below(PEOPLE.len()), lines, course });
        }
        Plan { orders, taken }
    }

    /// Makes the people, then their orders, one after the other.
    pub(super) async fn live(&self, plan: Plan, variants: &BTreeMap<String, VariantId>) -> Result<()> {
        let accounts = self.make_accounts().await.context("the people of the demonstration")?;
        let mut road = Road::new();
        for (place, order) in plan.orders.iter().enumerate() {
            self.go_on(&mut road, order.at).await?;
            self.clock.set(order.at);
            let (account, person) = (accounts.get(order.person).copied(), PEOPLE.get(order.person));
            if let (Some(account), Some(person)) = (account, person) {
                let placed = self
                    .order(place, order, account, person, variants)
                    .await
                    .with_context(|| format!("order {place} of the demonstration"))?;
                if matches!(order.course, Course::Paid | Course::Transferred) {
                    let packing = hours(PACKED_AFTER_HOURS + place % SPREAD_HOURS);
                    road.insert((order.at + packing, place), Coming::Sent { order: placed, place });
                }
            }
            if place % ORDERS_PER_TURN == ORDERS_PER_TURN - 1 {
                worker::run_due(&self.app).await?;
            }
        }
        self.go_on(&mut road, self.now).await?;
        worker::run_due(&self.app).await?;
        Ok(())
    }

    /// Lets everything happen that comes before a time, each at its own.
    async fn go_on(&self, road: &mut Road, until: Timestamp) -> Result<()> {
        while let Some(next) = road.first_entry().filter(|next| next.key().0 <= until) {
            let ((at, place), coming) = next.remove_entry();
            self.clock.set(at);
            match coming {
                Coming::Sent { order, place } => {
                    let parcels = self.send(order, place).await.context("a parcel of the demonstration")?;
                    let travel = hours(TRAVEL_HOURS + place % SPREAD_HOURS);
                    road.insert((at + travel, place), Coming::Arrived { parcels });
                }
                Coming::Arrived { parcels } => {
                    for parcel in parcels {
                        let told = NewTracking::at(ShipmentStatus::Delivered);
                        // its carrier says so
                        let (actor, named) = (Actor::System, (None, parcel));
                        fulfilment::record_tracking(&self.app, actor, named, None, told, None)
                            .await
                            .with_context(|| format!("the arrival of order {place}"))?;
                    }
                }
            }
        }
        Ok(())
    }

    /// The vendors of an order send it, each their own part. Answers the parcels that are on their way.
    async fn send(&self, order: OrderId, place: usize) -> Result<Vec<ShipmentId>> {
        let mut parcels = Vec::new();
        for part in orders::load_order(&self.app, order).await?.vendor_orders {
            let named = (part.vendor, part.id.to_string());
            if part.lines.iter().all(|line| !line.requires_shipping) {
                fulfilment::provide(&self.app, Actor::Operator, named, None, None).await?;
                continue;
            }
            let new = NewShipment {
                carrier: Some("UPS".to_owned()),
                tracking_number: Some(format!("1Z999AA1{place:06}{:02}", part.position)),
                status: ShipmentStatus::InTransit,
                ..NewShipment::of_all()
            };
            let made = fulfilment::ship(&self.app, Actor::Operator, named, None, new, None).await?;
            parcels.extend(made.fresh().map(|made| made.id));
        }
        Ok(parcels)
    }

    async fn make_accounts(&self) -> Result<Vec<AccountId>> {
        self.clock.set(self.opened);
        let mut accounts = Vec::with_capacity(PEOPLE.len());
        for person in PEOPLE {
            let book =
                NewBookedAddress { address: person.address(), default_shipping: true, default_billing: true };
            accounts.push(accounts::enrol_person(&self.app, person.registered()?, Some(book)).await?);
        }
        Ok(accounts)
    }

    async fn order(
        &self,
        place: usize,
        order: &Planned,
        account: AccountId,
        person: &Person,
        variants: &BTreeMap<String, VariantId>,
    ) -> Result<OrderId> {
        let actor = Actor::Account { account };
        let (key, _empty) = accounts::open_cart(&self.app, actor, None).await?;
        for (sku, pieces) in &order.lines {
            if let Some(variant) = variants.get(sku) {
                cart::add_cart_line(&self.app, actor, key, (*variant, *pieces), None).await?;
            }
        }
        let (method, number) = match order.course {
            Course::Paid => (PaymentMethod::Card, Some("4242424242424242")),
            Course::Declined => (PaymentMethod::Card, Some("4000000000000002")),
            Course::Transferred | Course::Awaited | Course::Cancelled => (PaymentMethod::BankTransfer, None),
        };
        let name = format!("demo order {place}");
        let email = Email::parse(&person.email()).context("an address")?;
        let asked =
            PlaceOrder { shipping_address: Some(person.address()), ..PlaceOrder::new(key, email, method) };
        let card = number.map(|number| card(number, self.app.now())).transpose()?;
        let guard = Guard::new(name.as_str(), |settled: &Settled| {
            Ok(StoredResponse { status: 303, text: settled.order.number.clone() })
        });
        let payer = Payer { client: None, card };
        let placed = checkout::place_order(&self.app, actor, asked, payer, guard).await?;
        match order.course {
            Course::Paid | Course::Awaited | Course::Declined => {}
            Course::Cancelled => checkout::cancel_order(&self.app, actor, placed.order).await?,
            Course::Transferred => self.transfer(placed.order, &name).await?,
        }
        Ok(placed.order)
    }

    /// The money of an order arrives.
    async fn transfer(&self, order: OrderId, line: &str) -> Result<()> {
        let view = orders::load_order(&self.app, order).await?;
        let transfer = IncomingTransfer {
            statement_line: line.to_owned(),
            reference: view.payment.reference.clone().unwrap_or_default(),
            received: view.grand_total,
            currency: view.currency,
            received_at: Some(self.app.now()),
        };
        checkout::record_incoming_transfer(&self.app, Actor::Operator, transfer, None).await?;
        Ok(())
    }
}

fn hours(hours: usize) -> SignedDuration {
    SignedDuration::from_hours(i64::try_from(hours).unwrap_or_default())
}

/// How an order of so many hours ago came out.
fn course(chance: &Seeded, hours_ago: i64) -> Course {
    // a transfer is waited for seven days
    let still_waits = hours_ago < 24 * 5;
    match chance.below(100) {
        0..76 => Course::Paid,
        76..82 => Course::Declined,
        82..88 => Course::Cancelled,
        _ if still_waits => Course::Awaited,
        _ => Course::Transferred,
    }
}

/// A published test card, good for years.
fn card(number: &str, now: Timestamp) -> Result<Card> {
    let raw = RawCard { number, exp_month: "12", exp_year: "2034", cvc: "735" };
    let (card, _outcome) = Card::parse_for_test_shop("/card", raw, now).context("a test card")?;
    Ok(card)
}

impl Person {
    pub(super) fn registered(&self) -> souk_market::Result<NewPerson> {
        let email = Email::parse(&self.email())
            .map_err(|error| souk_market::Error::broken(format!("the demonstration's people: {error}")))?;
        Ok(NewPerson {
            username: None,
            email,
            first_name: self.first.to_owned(),
            last_name: self.last.to_owned(),
        })
    }

    fn address(&self) -> Address {
        let (city, region, postal_code, country) = self.place;
        Address {
            name: format!("{} {}", self.first, self.last),
            residence_number: None,
            street: self.street.to_owned(),
            line2: None,
            city: city.to_owned(),
            region: (!region.is_empty()).then(|| region.to_owned()),
            postal_code: postal_code.to_owned(),
            country: country.to_owned(),
            phone: None,
            description: None,
        }
    }
}
