//! Parcels: from each status to each other, by everybody who could say so.

use std::collections::BTreeSet;

use souk_domain::{
    ids::{OrderId, ShipmentId, VariantId, VendorId},
    order::ActorKind::{self, Buyer, Staff, System, Vendor},
    shipment::{
        SHIPMENT_STEPS,
        ShipmentStatus::{self, Delivered, InTransit, Lost, OutForDelivery, Packed, Pending, Returned},
        may_move,
    },
    vendor::MemberRole,
};
use souk_market::{
    Actor, Result,
    fulfilment::{self, NewShipment, NewTracking},
    orders::ShipmentView,
};
use souk_testkit::{
    Market,
    market::{CARD, Notice},
};

use super::{
    Comes::{self, Refused, Stays, To},
    Surprises, Walk,
};

/// A market that sends mugs, one in each parcel.
struct Post {
    market: Market,
    kiln: VendorId,
    mug: VariantId,
    owner: Actor,
}

impl Post {
    async fn open() -> Self {
        let market = Market::open().await;
        let kiln = market.vendor("Kiln & Fern").await;
        let (account, _) = market.worker("Maya", kiln, MemberRole::Owner).await;
        let owner = Actor::VendorMember { vendor: kiln, account, role: MemberRole::Owner };
        let mug = market.product(kiln, 2450, 900).await;
        Self { market, kiln, mug, owner }
    }

    async fn find(&self, order: OrderId) -> ShipmentView {
        self.market.order_view(order).await.vendor_orders.remove(0).shipments.remove(0)
    }

    /// A parcel that stands there, and its order.
    async fn reach(&self, status: ShipmentStatus) -> (OrderId, ShipmentId) {
        let order = self.market.place(self.market.cart(&[(self.mug, 1)]).await, CARD).await.unwrap().order;
        let part = self.market.order_view(order).await.vendor_orders.remove(0);
        let new = NewShipment {
            carrier: Some("UPS".to_owned()),
            tracking_number: Some(format!("1Z{}", self.market.count())),
            ..NewShipment::of_all()
        };
        let named = (self.kiln, part.id.to_string());
        let made = fulfilment::ship(&self.market.app, self.owner, named, None, new, None).await.unwrap();
        let parcel = made.fresh().unwrap();
        assert_eq!(parcel.status, Pending, "a new one");
        let road: &[ShipmentStatus] = match status {
            Pending => &[],
            Packed => &[Packed],
            InTransit => &[InTransit],
            OutForDelivery => &[OutForDelivery],
            Delivered => &[Delivered],
            Lost => &[Packed, Lost],
            Returned => &[Packed, Returned],
        };
        for step in road {
            self.market.track(parcel.id, *step).await.unwrap();
        }
        (order, parcel.id)
    }

    /// Somebody says where it is: its carrier by a notice, its buyer by having it.
    async fn tell(
        &self,
        (order, parcel): (OrderId, ShipmentId),
        who: ActorKind,
        to: ShipmentStatus,
    ) -> Result<()> {
        let told = NewTracking::at(to);
        let (actor, vendor) = match who {
            Vendor => (self.owner, Some(self.kiln)),
            Staff => (Actor::Operator, None),
            Buyer if to == Delivered => return self.market.confirm(order, None).await.map(|_| ()),
            Buyer => (Actor::Guest, None),
            System => {
                let number = self.find(order).await.tracking_number.clone().expect("a number");
                let id = format!("event {}", self.market.count());
                return self.market.tell_parcel(&Notice::of_parcel(&id, &number, to.as_str())).await;
            }
        };
        let telling =
            fulfilment::record_tracking(&self.market.app, actor, (vendor, parcel), None, told, None);
        telling.await.map(|_| ())
    }
}

/// What comes of it, as the table has it and as decision 22 has what the table does not say.
fn comes(from: ShipmentStatus, to: ShipmentStatus, who: ActorKind) -> Comes<ShipmentStatus> {
    let legal = may_move(who, from, to).is_ok();
    match who {
        // what is lost or came back is not on its way to anybody
        Buyer if to == Delivered && !from.counts() => Refused("nothing_arrives"),
        // it is confirmed, and was there before
        Buyer if to == Delivered && from == Delivered => Stays,
        Buyer if to != Delivered => Refused("forbidden"),
        _ if legal => To(to),
        // told again, of another place
        Vendor | Staff if from == to => Stays,
        // a carrier does not say what has not been packed yet
        System if to == Pending => Refused("invalid_input"),
        // a carrier's news come late and out of order: they are kept, and move nothing
        System => Stays,
        _ => Refused("shipment_step_not_allowed"),
    }
}

#[tokio::test]
async fn parcels_take_the_steps_of_their_table_and_no_other() {
    let post = Post::open().await;
    let (mut surprises, mut walked) = (Surprises::default(), BTreeSet::new());
    for &from in ShipmentStatus::ALL {
        let shared = post.reach(from).await;
        for &to in ShipmentStatus::ALL {
            // the buyer's word comes last: it confirms
            for who in [Vendor, Staff, System, Buyer] {
                let expected = comes(from, to, who);
                // what is confirmed is not corrected any more, which is another case
                let confirms = who == Buyer && to == Delivered;
                let named =
                    if matches!(expected, To(_)) || confirms { post.reach(from).await } else { shared };
                let outcome = post.tell(named, who, to).await;
                let now = post.find(named.0).await.status;
                let came = Comes::of(&outcome, from, now);
                surprises.compare((from, to, who), came, expected);
                if let To(now) = came {
                    walked.insert((from, now, who));
                }
            }
        }
    }
    let table = SHIPMENT_STEPS.iter().map(|step| (step.from, step.to, step.actors));
    let unasked: [Walk<ShipmentStatus>; 0] = [];
    surprises.require_all(&walked, table, &unasked);
    post.market.close().await;
    surprises.none();
}

#[tokio::test]
async fn an_arrival_is_taken_back_by_nobody_once_its_buyer_has_confirmed_it() {
    let post = Post::open().await;
    let named = post.reach(Delivered).await;
    post.tell(named, Buyer, Delivered).await.unwrap();
    for to in [Lost, Returned] {
        for who in [Vendor, Staff, System] {
            let outcome = post.tell(named, who, to).await;
            let came = Comes::of(&outcome, Delivered, post.find(named.0).await.status);
            let expected = if who == System { Stays } else { Refused("shipment_step_not_allowed") };
            assert_eq!(came, expected, "{who} to {to}");
        }
    }
    post.market.close().await;
}
