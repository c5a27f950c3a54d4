//! One order, from its cart to its end, each step by the use case that somebody's click would have called.

use std::collections::BTreeMap;

use anyhow::{Context as _, Result, bail};
use jiff::{SignedDuration, Timestamp};
use souk_domain::{
    card::{Card, RawCard},
    ids::{AccountId, CartKey, OrderId, ReturnId, ReviewId, VariantId, VendorId},
    order::{OrderStatus, PaymentMethod, ReturnStatus},
    quantity::Quantity,
    shipment::ShipmentStatus,
    text::Email,
};
use souk_market::{
    Actor, App, Error, accounts, cart,
    checkout::{self, IncomingTransfer, Payer, PlaceOrder, Settled},
    fulfilment::{self, NewShipment, NewTracking},
    idempotency::{Guard, StoredResponse},
    inventory::{self, Adjustment, Change, Reason},
    orders::{self, OrderView, VendorOrderView},
    payments,
    refunds::{self, LinePieces, NewRefund, Seller, ToRefund},
    returns::{self, Arrived, NewReturn, Receipt},
    reviews::{self, NewReview},
};

use super::{
    super::people::{PEOPLE, Person},
    Lane,
    course::{Course, Step},
    plan::Planned,
    words,
};

/// Steps that time takes by itself, one after the other, until nothing is left to take.
const MOST_DUE_STEPS: usize = 4;

/// What is for sale, by SKU.
pub(super) type Goods = BTreeMap<String, (VendorId, VariantId)>;

/// What a life is lived with.
#[derive(Clone, Copy)]
pub(super) struct Around<'a> {
    pub(super) goods: &'a Goods,
    /// By the places of the people.
    pub(super) accounts: &'a [AccountId],
    /// What would come after this has not happened yet.
    pub(super) until: Timestamp,
}

/// An order that lives.
struct Life<'l> {
    app: &'l App,
    lane: &'l Lane,
    planned: &'l Planned,
    buyer: Actor,
    order: OrderId,
    /// With their stars.
    reviews: Vec<(VendorId, ReviewId, i64)>,
    /// The return that its buyer asked for.
    asked: Option<(VendorId, ReturnId)>,
}

/// Places a planned order at its time, and lets it live until now.
pub(super) async fn live(lane: &Lane, planned: &Planned, around: Around<'_>) -> Result<()> {
    lane.begin(planned);
    let (Some(account), Some(person)) = (around.accounts.get(planned.person), PEOPLE.get(planned.person))
    else {
        return Ok(());
    };
    let buyer = Actor::Account { account: *account };
    let placed = place(lane, planned, buyer, person, around.goods).await.context("its purchase")?;
    let Some(order) = placed else { return Ok(()) };
    let (app, reviews) = (&lane.app, Vec::new());
    let mut life = Life { app, lane, planned, buyer, order, reviews, asked: None };
    for (hours, step) in planned.course.steps(planned.slowness) {
        let at = planned.at + SignedDuration::from_hours(hours);
        if at > around.until {
            return Ok(());
        }
        lane.clock.set(at);
        life.take(step).await.with_context(|| format!("{step:?}"))?;
    }
    let_time_pass(lane, order, around.until).await.context("its time")
}

/// Ends an order that nobody lived to its end: what is open of it is sent, and has arrived.
pub(super) async fn finish(lane: &Lane, planned: &Planned, order: OrderId, until: Timestamp) -> Result<()> {
    lane.go_on(planned);
    let (app, view) = (&lane.app, orders::load_order(&lane.app, order).await?);
    // one that waits for money ends by itself, as any does
    if view.status == OrderStatus::Pending {
        return Ok(());
    }
    lane.clock.set(view.updated_at);
    payments::send_refunds_of(app, order).await?;
    for open in returns::list_order_returns(app, Actor::Operator, order).await? {
        let seller = Seller::Vendor(open.vendor);
        match open.status {
            ReturnStatus::Received => {
                returns::refund_return(app, Actor::Operator, seller, open.id, None).await?;
                payments::send_refunds_of(app, order).await?;
            }
            ReturnStatus::Requested | ReturnStatus::Approved => {
                let answer = words::REFUSAL.to_owned();
                returns::refuse_return(app, Actor::Operator, seller, open.id, answer, None).await?;
            }
            ReturnStatus::Refused | ReturnStatus::Refunded => {}
        }
    }
    let buyer = view.buyer.map_or(Actor::Guest, |account| Actor::Account { account });
    let life = Life { app, lane, planned, buyer, order, reviews: Vec::new(), asked: None };
    life.send(false).await?;
    life.tell(ShipmentStatus::Delivered).await?;
    let_time_pass(lane, order, until).await
}

/// Takes the steps that time takes by itself, each when it is due.
async fn let_time_pass(lane: &Lane, order: OrderId, until: Timestamp) -> Result<()> {
    for _ in 0..MOST_DUE_STEPS {
        let view = orders::load_order(&lane.app, order).await?;
        if let Some(at) = view.expires_at.filter(|at| view.status == OrderStatus::Pending && *at <= until) {
            lane.clock.set(at);
            checkout::end_overdue_order(&lane.app, order).await?;
            return Ok(());
        }
        let due = view.vendor_orders.iter().filter(|part| part.holds == 0);
        let mut due: Vec<_> =
            due.filter_map(|part| Some((part.due_at.filter(|at| *at <= until)?, part.id))).collect();
        if due.is_empty() {
            return Ok(());
        }
        due.sort_unstable();
        for (at, part) in due {
            lane.clock.set(at);
            fulfilment::take_due_step(&lane.app, part).await?;
        }
    }
    Ok(())
}

/// Answers no order when nothing of it is for sale any more.
async fn place(
    lane: &Lane,
    planned: &Planned,
    buyer: Actor,
    person: &Person,
    goods: &Goods,
) -> Result<Option<OrderId>> {
    let app = &lane.app;
    let (key, left) = accounts::open_cart(app, buyer, None).await?;
    // of an order that was begun when the process ended
    for line in left.lines {
        cart::remove_cart_line(app, buyer, key, line.id).await?;
    }
    let mut lines = Vec::with_capacity(planned.lines.len());
    for (sku, pieces) in &planned.lines {
        let Some((vendor, variant)) = goods.get(sku).copied() else { continue };
        let add = || cart::add_cart_line(app, buyer, key, (variant, *pieces), None);
        let mut added = add().await;
        // somebody who visits bought what was put there for it
        if was_refused(&added)? {
            restock(app, (vendor, variant), *pieces).await?;
            added = add().await;
        }
        if !was_refused(&added)? {
            lines.push(((vendor, variant), *pieces));
        }
    }
    if lines.is_empty() {
        return Ok(None);
    }
    let mut placed = buy(lane, planned, buyer, person, key).await;
    if was_refused(&placed)? {
        for (good, pieces) in &lines {
            restock(app, *good, *pieces).await?;
        }
        placed = buy(lane, planned, buyer, person, key).await;
    }
    Ok(Some(placed?))
}

/// Errors: something else than a refusal.
fn was_refused<T>(outcome: &souk_market::Result<T>) -> Result<bool> {
    match outcome {
        Ok(_) => Ok(false),
        Err(Error::Refused(_)) => Ok(true),
        Err(Error::Fault(fault)) => bail!("{fault}"),
    }
}

/// A delivery of its maker comes.
async fn restock(app: &App, (vendor, variant): (VendorId, VariantId), pieces: Quantity) -> Result<()> {
    let adjustment = Adjustment {
        variant,
        location: None,
        change: Change::By(i64::from(pieces.get())),
        reason: Reason::Adjustment,
        note: None,
        cause: None,
    };
    inventory::adjust_stock(app, Actor::Operator, vendor, adjustment, None).await?;
    Ok(())
}

async fn buy(
    lane: &Lane,
    planned: &Planned,
    buyer: Actor,
    person: &Person,
    key: CartKey,
) -> souk_market::Result<OrderId> {
    let app = &lane.app;
    let (method, number) = match planned.course {
        Course::Declined => (PaymentMethod::Card, Some("4000000000000002")),
        Course::Transferred | Course::Awaited | Course::Cancelled | Course::Expired => {
            (PaymentMethod::BankTransfer, None)
        }
        _ => (PaymentMethod::Card, Some("4242424242424242")),
    };
    let broken =
        |error: &dyn std::fmt::Display| Error::broken(format!("the demonstration's people: {error}"));
    let email = Email::parse(&person.email()).map_err(|error| broken(&error))?;
    let asked =
        PlaceOrder { shipping_address: Some(person.address()), ..PlaceOrder::new(key, email, method) };
    let card = number.map(|number| card(number, app.now()).map_err(|error| broken(&error))).transpose()?;
    let guard = Guard::new(statement_line(planned), |settled: &Settled| {
        Ok(StoredResponse { status: 303, text: settled.order.number.clone() })
    });
    let payer = Payer { client: None, card };
    Ok(checkout::place_order(app, buyer, asked, payer, guard).await?.order)
}

/// What stands on the bank's statement, and what the request is known by.
fn statement_line(planned: &Planned) -> String {
    format!("demo order {}", planned.place)
}

/// A published test card, good for years.
fn card(number: &str, now: Timestamp) -> Result<Card> {
    let raw = RawCard { number, exp_month: "12", exp_year: "2034", cvc: "735" };
    let (card, _outcome) = Card::parse_for_test_shop("/card", raw, now).context("a test card")?;
    Ok(card)
}

impl Life<'_> {
    async fn take(&mut self, step: Step) -> Result<()> {
        match step {
            Step::Transfer => self.transfer().await,
            Step::Cancel => {
                checkout::cancel_order(self.app, self.buyer, self.order).await?;
                self.pay_back().await
            }
            Step::CallOff => self.call_off().await,
            Step::SendOne => self.send(true).await,
            Step::Send => self.send(false).await,
            Step::OutForDelivery => self.tell(ShipmentStatus::OutForDelivery).await,
            Step::Arrive => self.tell(ShipmentStatus::Delivered).await,
            Step::Lose => self.tell(ShipmentStatus::Lost).await,
            Step::Confirm => {
                fulfilment::confirm_receipt(self.app, self.buyer, self.order, None, None).await?;
                Ok(())
            }
            Step::Review => self.review().await,
            Step::Reply => self.reply().await,
            Step::AskReturn => self.ask_return().await,
            Step::ApproveReturn | Step::RefuseReturn | Step::ReceiveReturn | Step::RefundReturn => {
                self.answer_return(step).await
            }
            Step::GiveSomeBack => self.give_some_back().await,
        }
    }

    async fn view(&self) -> Result<OrderView> {
        Ok(orders::load_order(self.app, self.order).await?)
    }

    /// The money of an order arrives.
    async fn transfer(&self) -> Result<()> {
        let view = self.view().await?;
        let transfer = IncomingTransfer {
            statement_line: statement_line(self.planned),
            reference: view.payment.reference.clone().unwrap_or_default(),
            received: view.grand_total,
            currency: view.currency,
            received_at: Some(self.app.now()),
        };
        checkout::record_incoming_transfer(self.app, Actor::Operator, transfer, None).await?;
        Ok(())
    }

    /// What waits to go back goes back.
    async fn pay_back(&self) -> Result<()> {
        Ok(payments::send_refunds_of(self.app, self.order).await?)
    }

    async fn call_off(&self) -> Result<()> {
        for part in &self.view().await?.vendor_orders {
            let lines = part.lines.iter().map(|line| LinePieces { line: line.id, quantity: line.quantity });
            let new = NewRefund {
                what: ToRefund::Pieces(lines.collect()),
                note: self.said(words::CALLED_OFF).to_owned(),
                restock: true,
            };
            self.refund(part, new).await?;
        }
        self.pay_back().await
    }

    async fn give_some_back(&self) -> Result<()> {
        let view = self.view().await?;
        let Some(part) = view.vendor_orders.first() else { return Ok(()) };
        let new = NewRefund {
            what: ToRefund::Sum((part.total / 10).max(1)),
            note: self.said(words::SCRATCHES).to_owned(),
            restock: false,
        };
        self.refund(part, new).await?;
        self.pay_back().await
    }

    async fn refund(&self, part: &VendorOrderView, new: NewRefund) -> Result<()> {
        let seller = Seller::Vendor(part.vendor);
        refunds::refund_vendor_order(self.app, Actor::Operator, seller, part.id, new, None).await?;
        Ok(())
    }

    /// The vendors send what is left, each their own part; or one piece alone goes first.
    async fn send(&self, one_alone: bool) -> Result<()> {
        for part in &self.view().await?.vendor_orders {
            let named = (part.vendor, part.id.to_string());
            let open = |line: &&orders::LineView| line.counts().open() > 0;
            let Some(first) = part.lines.iter().find(open) else { continue };
            if part.status != OrderStatus::Processing {
                continue;
            }
            if part.lines.iter().filter(open).all(|line| !line.requires_shipping) {
                fulfilment::provide(self.app, Actor::Operator, named, None, None).await?;
                continue;
            }
            let (place, parcel) = (self.planned.place, part.shipments.len());
            let new = NewShipment {
                lines: if one_alone { vec![(first.id, 1)] } else { Vec::new() },
                carrier: Some("UPS".to_owned()),
                tracking_number: Some(format!("1Z999AA1{place:06}{}{parcel}", part.position)),
                status: ShipmentStatus::InTransit,
            };
            fulfilment::ship(self.app, Actor::Operator, named, None, new, None).await?;
            if one_alone {
                break;
            }
        }
        Ok(())
    }

    /// A carrier tells the same of every parcel that is on its way.
    async fn tell(&self, status: ShipmentStatus) -> Result<()> {
        for parcel in self.view().await?.vendor_orders.iter().flat_map(|part| &part.shipments) {
            if parcel.status.is_on_its_way() {
                // its carrier says so
                let (actor, named) = (Actor::System, (None, parcel.id));
                fulfilment::record_tracking(self.app, actor, named, None, NewTracking::at(status), None)
                    .await?;
            }
        }
        Ok(())
    }

    async fn review(&mut self) -> Result<()> {
        for line in self.view().await?.vendor_orders.iter().flat_map(|part| &part.lines) {
            let (rating, comment) = words::review(self.lane.chance.below(words::REVIEWS));
            let new = NewReview { line: line.id, rating, comment: comment.to_owned() };
            let written = reviews::write_review(self.app, self.buyer, None, new, None).await?.fresh();
            if let Some(written) = written {
                self.reviews.push((written.vendor, written.id, rating));
            }
        }
        Ok(())
    }

    async fn reply(&self) -> Result<()> {
        for (vendor, review, rating) in &self.reviews {
            // not every vendor answers every word
            let drawn = self.lane.chance.below(2 * words::REPLIES);
            if let Some(reply) = words::reply(*rating, drawn) {
                let reply = reply.to_owned();
                reviews::reply_to_review(self.app, Actor::Operator, *vendor, *review, reply, None).await?;
            }
        }
        Ok(())
    }

    async fn ask_return(&mut self) -> Result<()> {
        let view = self.view().await?;
        let Some(part) = view.vendor_orders.first() else { return Ok(()) };
        let lines = part.lines.iter().map(|line| LinePieces { line: line.id, quantity: line.quantity });
        let (reason, said) = words::return_wish(self.planned.place);
        let new = NewReturn { lines: lines.collect(), reason, words: said.to_owned() };
        let asked = returns::request_return(self.app, self.buyer, self.order, new, None).await?.fresh();
        self.asked = asked.map(|asked| (asked.vendor, asked.id));
        Ok(())
    }

    async fn answer_return(&self, step: Step) -> Result<()> {
        let Some((vendor, id)) = self.asked else { return Ok(()) };
        let (app, actor, seller) = (self.app, Actor::Operator, Seller::Vendor(vendor));
        match step {
            Step::ApproveReturn => {
                let answer = self.said(words::APPROVALS).to_owned();
                returns::approve_return(app, actor, seller, id, answer, None).await?;
            }
            Step::RefuseReturn => {
                returns::refuse_return(app, actor, seller, id, words::REFUSAL.to_owned(), None).await?;
            }
            Step::ReceiveReturn => {
                let receipt =
                    Receipt { arrived: Arrived::All { restock: true }, refund: false, closing: None };
                returns::receive_return(app, actor, seller, id, receipt, None).await?;
            }
            _ => {
                returns::refund_return(app, actor, seller, id, None).await?;
                self.pay_back().await?;
            }
        }
        Ok(())
    }

    /// One of some words, another from order to order.
    fn said(&self, some: &[&'static str]) -> &'static str {
        some.get(self.planned.place % some.len().max(1)).copied().unwrap_or_default()
    }
}
