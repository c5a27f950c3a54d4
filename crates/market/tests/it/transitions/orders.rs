//! Orders and vendor orders: each has one vendor here, so that both stand at the same place.

use std::collections::BTreeSet;

use jiff::SignedDuration;
use souk_domain::{
    ids::{OrderId, VariantId, VendorId},
    order::{
        ActorKind::{self, Buyer, Staff, System, Vendor},
        OrderStatus::{
            self, Cancelled, Completed, Confirmed, Delivered, Pending, Processing, Reviewed, Shipped,
        },
        STEPS,
    },
    shipment::ShipmentStatus,
    vendor::MemberRole,
};
use souk_market::{
    Actor, Result, checkout,
    fulfilment::{self, NewShipment, NewTracking},
    orders::{OrderView, VendorOrderView},
    refunds::{self, Seller},
    reviews::{self, NewReview},
    shop::order_token,
};
use souk_testkit::{
    Market,
    market::{CARD, Good, Notice},
};

use super::{
    Comes::{self, Refused, Stays, To},
    Surprises, Walk,
};
use crate::giving_back::{line, pieces};

/// Longer than anything of an order waits for.
const LONG: SignedDuration = SignedDuration::from_hours(24 * 45);

/// Steps that the table lets somebody take and no use case asks for.
const UNASKED: [Walk<OrderStatus>; 3] =
    [(Pending, Processing, Staff), (Confirmed, Completed, Staff), (Reviewed, Completed, Staff)];

/// What somebody asks of an order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    /// Its buyer pays by card, and the bank says yes.
    Pay,
    /// The transfer that is awaited has come, as the staff says.
    Receive,
    /// Its vendor, or who acts in its place, sends all of it.
    Ship(ActorKind),
    /// All of it is handed over, without a parcel.
    Provide(ActorKind),
    /// Its parcel has arrived; the system is its carrier.
    Arrive(ActorKind),
    /// Its parcel is lost.
    Lose(ActorKind),
    /// Its buyer has it.
    Confirm,
    /// Somebody who holds its token says what it is like.
    Review(ActorKind),
    /// Its buyer, or the staff, calls it off.
    Cancel(ActorKind),
    /// All its pieces are paid back.
    PayBack(ActorKind),
    /// Nobody says anything for long.
    Wait,
}

/// Time comes last: it moves every order that waits.
const ASKS: &[Ask] = &[
    Ask::Pay,
    Ask::Receive,
    Ask::Ship(Buyer),
    Ask::Ship(Vendor),
    Ask::Ship(Staff),
    Ask::Ship(System),
    Ask::Provide(Vendor),
    Ask::Provide(Staff),
    Ask::Provide(System),
    Ask::Arrive(Buyer),
    Ask::Arrive(Vendor),
    Ask::Arrive(Staff),
    Ask::Arrive(System),
    Ask::Lose(Buyer),
    Ask::Lose(Vendor),
    Ask::Lose(Staff),
    Ask::Lose(System),
    Ask::Confirm,
    Ask::Review(Vendor),
    Ask::Review(Buyer),
    Ask::Review(Staff),
    Ask::Review(System),
    Ask::Cancel(Buyer),
    Ask::Cancel(Staff),
    Ask::PayBack(Vendor),
    Ask::PayBack(Staff),
    Ask::Wait,
];

/// What comes of it. `None`: there is no parcel that anything could be told of, or its money is another test's.
fn comes(from: OrderStatus, ask: Ask) -> Option<Comes<OrderStatus>> {
    Some(match ask {
        Ask::Pay => match from {
            Pending => To(Processing),
            Processing | Shipped | Delivered | Confirmed | Completed | Reviewed => Refused("already_paid"),
            Cancelled => Refused("payment_closed"),
        },
        Ask::Receive => match from {
            Pending => To(Processing),
            Processing | Shipped | Delivered | Confirmed | Completed | Reviewed | Cancelled => return None,
        },
        Ask::Ship(Buyer) => Refused("forbidden"),
        Ask::Ship(_) => match from {
            Pending | Cancelled => Refused("not_found"),
            Processing => To(Shipped),
            Shipped | Delivered | Confirmed | Completed | Reviewed => Refused("nothing_to_send"),
        },
        Ask::Provide(_) => match from {
            Pending | Cancelled => Refused("not_found"),
            Processing => To(Delivered),
            Shipped | Delivered | Confirmed | Completed | Reviewed => Refused("nothing_to_send"),
        },
        Ask::Arrive(who) => match from {
            Pending | Processing | Cancelled => return None,
            Shipped | Delivered | Confirmed | Completed | Reviewed if who == Buyer => Refused("forbidden"),
            Shipped => To(Delivered),
            Delivered | Confirmed | Completed | Reviewed => Stays,
        },
        Ask::Lose(who) => match from {
            Pending | Processing | Cancelled => return None,
            Shipped | Delivered | Confirmed | Completed | Reviewed if who == Buyer => Refused("forbidden"),
            // a carrier's late news take nothing back
            Delivered | Confirmed | Completed | Reviewed if who == System => Stays,
            Shipped | Delivered => To(Processing),
            Confirmed | Completed | Reviewed => Refused("shipment_step_not_allowed"),
        },
        Ask::Confirm => match from {
            Pending | Processing | Cancelled => Refused("nothing_arrives"),
            Shipped | Delivered => To(Confirmed),
            Confirmed | Completed | Reviewed => Stays,
        },
        Ask::Review(who) => match from {
            Pending | Processing | Shipped | Cancelled => Refused("not_delivered"),
            Delivered | Confirmed if who == Vendor => Refused("step_not_yours"),
            // it is confirmed on the way
            Delivered | Confirmed => To(Reviewed),
            // written down, and it stays done with; once for each line
            Completed if who == Vendor => Stays,
            Completed | Reviewed => Refused("already_reviewed"),
        },
        Ask::Cancel(_) => match from {
            Pending | Processing => To(Cancelled),
            Shipped | Delivered | Confirmed | Completed | Reviewed => Refused("already_shipped"),
            Cancelled => Stays,
        },
        Ask::PayBack(who) => match from {
            // a vendor sees no order before it is paid
            Pending | Cancelled if who == Vendor => Refused("not_found"),
            Pending | Cancelled => Refused("order_not_paid"),
            Processing => To(Cancelled),
            Shipped | Delivered | Confirmed | Completed | Reviewed => return None,
        },
        Ask::Wait => match from {
            Pending => To(Cancelled),
            Processing | Shipped | Completed | Cancelled => Stays,
            Delivered | Confirmed | Reviewed => To(Completed),
        },
    })
}

/// A market in which every order is of one vendor's mug, or of its pattern, which needs no parcel.
struct Life {
    market: Market,
    kiln: VendorId,
    mug: VariantId,
    pattern: VariantId,
    /// Who owns the vendor.
    owner: Actor,
}

impl Life {
    async fn open() -> Self {
        let market = Market::open().await;
        let kiln = market.vendor("Kiln & Fern").await;
        let (account, _) = market.worker("Maya", kiln, MemberRole::Owner).await;
        let owner = Actor::VendorMember { vendor: kiln, account, role: MemberRole::Owner };
        let (mug, pattern) = (
            market.product(kiln, 2450, 500).await,
            market.sell(kiln, Good::new(900, 500).not_shipped()).await,
        );
        Self { market, kiln, mug, pattern, owner }
    }

    fn actor(&self, kind: ActorKind) -> Actor {
        match kind {
            Buyer => Actor::Guest,
            Vendor => self.owner,
            Staff => Actor::Operator,
            System => Actor::System,
        }
    }

    async fn paid(&self, thing: VariantId) -> OrderId {
        let order = self.market.place(self.market.cart(&[(thing, 1)]).await, CARD).await.unwrap().order;
        self.market.deliver().await;
        order
    }

    /// An order that stands there.
    async fn reach(&self, status: OrderStatus, thing: VariantId) -> OrderId {
        let before = match status {
            Pending => {
                let cart = self.market.cart(&[(thing, 1)]).await;
                return self.market.place_by_transfer(cart).await.unwrap().order;
            }
            Processing => return self.paid(thing).await,
            Cancelled => Pending,
            Shipped => Processing,
            Delivered => Shipped,
            Confirmed => Delivered,
            Reviewed | Completed => Confirmed,
        };
        let order = Box::pin(self.reach(before, thing)).await;
        let ask = match status {
            Pending | Processing => unreachable!("made above"),
            Cancelled => Ask::Cancel(Buyer),
            Shipped => Ask::Ship(Vendor),
            Delivered => Ask::Arrive(Vendor),
            Confirmed => Ask::Confirm,
            Reviewed => Ask::Review(Buyer),
            Completed => Ask::Wait,
        };
        self.ask(order, ask).await.unwrap();
        assert_eq!(self.market.order_view(order).await.status, status);
        order
    }

    async fn part(&self, order: OrderId) -> VendorOrderView {
        self.market.order_view(order).await.vendor_orders.remove(0)
    }

    /// Tells where the last parcel of an order is.
    async fn tell(&self, order: OrderId, who: ActorKind, status: ShipmentStatus) -> Result<()> {
        let parcel = self.part(order).await.shipments.pop().expect("a parcel");
        if who == System {
            let number = parcel.tracking_number.clone().expect("a number");
            let id = format!("event {}", self.market.count());
            return self.market.tell_parcel(&Notice::of_parcel(&id, &number, status.as_str())).await;
        }
        let of = (if who == Vendor { Some(self.kiln) } else { None }, parcel.id);
        let told = NewTracking::at(status);
        fulfilment::record_tracking(&self.market.app, self.actor(who), of, None, told, None).await.map(|_| ())
    }

    async fn ask(&self, order: OrderId, ask: Ask) -> Result<()> {
        let Self { market, kiln, .. } = self;
        let own = self.part(order).await;
        let named = (*kiln, own.id.to_string());
        let done = match ask {
            Ask::Pay => market.pay(order, CARD).await.map(|_| ()),
            Ask::Receive => {
                let view = market.order_view(order).await;
                let reference = view.payment.reference.clone().expect("a reference");
                market.receive(&format!("line {}", market.count()), &reference, view.grand_total).await;
                Ok(())
            }
            Ask::Ship(who) => {
                let new = NewShipment {
                    carrier: Some("UPS".to_owned()),
                    tracking_number: Some(format!("1Z{}", market.count())),
                    status: ShipmentStatus::InTransit,
                    ..NewShipment::of_all()
                };
                fulfilment::ship(&market.app, self.actor(who), named, None, new, None).await.map(|_| ())
            }
            Ask::Provide(who) => {
                fulfilment::provide(&market.app, self.actor(who), named, None, None).await.map(|_| ())
            }
            Ask::Arrive(who) => self.tell(order, who, ShipmentStatus::Delivered).await,
            Ask::Lose(who) => self.tell(order, who, ShipmentStatus::Lost).await,
            Ask::Confirm => market.confirm(order, None).await.map(|_| ()),
            Ask::Review(who) => {
                let token = Some(order_token(&market.app, &market.order_view(order).await));
                let new = NewReview { line: own.lines[0].id, rating: 4, comment: "Good.".to_owned() };
                reviews::write_review(&market.app, self.actor(who), token, new, None).await.map(|_| ())
            }
            Ask::Cancel(Staff) => {
                let why = "the kiln burnt down".to_owned();
                checkout::cancel_any_order(&market.app, Actor::Operator, order, why, None).await.map(|_| ())
            }
            Ask::Cancel(who) => checkout::cancel_order(&market.app, self.actor(who), order).await,
            Ask::PayBack(who) => {
                let new = pieces(vec![line(&own, 0, 1)], false);
                let seller = if who == Vendor { Seller::Vendor(*kiln) } else { Seller::Market };
                refunds::refund_vendor_order(&market.app, self.actor(who), seller, own.id, new, None)
                    .await
                    .map(|_| ())
            }
            Ask::Wait => {
                market.clock.advance(LONG);
                Ok(())
            }
        };
        market.deliver().await;
        done
    }
}

/// Who took the steps of an order, and which.
fn steps_of(view: &OrderView) -> impl Iterator<Item = Walk<OrderStatus>> {
    view.events.iter().filter_map(|event| {
        let who = match event.actor.split(':').next().expect("a word") {
            "guest" | "account" => Buyer,
            "vendor" => Vendor,
            "operator" | "staff" => Staff,
            "system" => System,
            other => panic!("who is {other}?"),
        };
        Some((event.from?, event.to, who))
    })
}

#[tokio::test]
async fn orders_take_the_steps_of_their_table_and_no_other() {
    let life = Life::open().await;
    let (mut surprises, mut walked) = (Surprises::default(), BTreeSet::new());
    for &from in OrderStatus::ALL {
        let shared = life.reach(from, life.mug).await;
        for &ask in ASKS {
            let Some(expected) = comes(from, ask) else { continue };
            let order = match (expected, ask) {
                (To(_), Ask::Provide(_)) => life.reach(from, life.pattern).await,
                (To(_), _) => life.reach(from, life.mug).await,
                _ => shared,
            };
            let outcome = life.ask(order, ask).await;
            let view = life.market.order_view(order).await;
            assert_eq!(
                view.status, view.vendor_orders[0].status,
                "{from}, {ask:?}: one vendor's order is its part"
            );
            surprises.compare((from, ask), Comes::of(&outcome, from, view.status), expected);
            walked.extend(steps_of(&view));
        }
    }
    // what was paid back while it travelled, and is lost then by its carrier's word, has ended by itself
    let gone = life.reach(Shipped, life.mug).await;
    life.ask(gone, Ask::PayBack(Vendor)).await.unwrap();
    life.ask(gone, Ask::Lose(System)).await.unwrap();
    let view = life.market.order_view(gone).await;
    assert_eq!(view.status, Cancelled);
    walked.extend(steps_of(&view));
    surprises.require_all(&walked, STEPS.iter().map(|step| (step.from, step.to, step.actors)), &UNASKED);
    life.market.close().await;
    surprises.none();
}
