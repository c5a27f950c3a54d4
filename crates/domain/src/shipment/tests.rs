use super::*;
use crate::order::{ActorKind, OrderStatus};
use proptest::prelude::*;

use ShipmentStatus::{Delivered, InTransit, Lost, OutForDelivery, Packed, Pending, Returned};

/// The road, in its order.
const ROAD: [ShipmentStatus; 5] = [Pending, Packed, InTransit, OutForDelivery, Delivered];

#[test]
fn every_pair_of_statuses_is_a_step_exactly_where_the_book_says_so() {
    for from in ShipmentStatus::ALL {
        for to in ShipmentStatus::ALL {
            let place = |status: &ShipmentStatus| ROAD.iter().position(|one| one == status);
            let forward = place(from).zip(place(to)).is_some_and(|(from, to)| from < to);
            let astray = matches!(from, Packed | InTransit | OutForDelivery) && matches!(to, Lost | Returned);
            let corrected = *from == Delivered && matches!(to, Lost | Returned);
            for actor in ActorKind::ALL {
                let told = may_move(*actor, *from, *to);
                match (forward || astray || corrected, actor) {
                    (false, _) => {
                        assert_eq!(told, Err(ShipmentRefusal::StepNotAllowed { from: *from, to: *to }));
                    }
                    (true, ActorKind::Buyer) if *to != Delivered => {
                        assert_eq!(
                            told,
                            Err(ShipmentRefusal::StepNotYours { actor: *actor, from: *from, to: *to })
                        );
                    }
                    (true, ActorKind::System) if corrected => {
                        assert_eq!(
                            told,
                            Err(ShipmentRefusal::StepNotYours { actor: *actor, from: *from, to: *to })
                        );
                    }
                    (true, _) => assert_eq!(told, Ok(()), "{actor} {from} {to}"),
                }
            }
        }
    }
}

#[test]
fn nothing_follows_an_end_but_its_correction_and_something_follows_all_else() {
    for status in ShipmentStatus::ALL {
        let mut next = SHIPMENT_STEPS.iter().filter(|step| step.from == *status);
        assert_eq!(next.any(|step| step.to.counts()), !status.is_end(), "{status}");
        assert_eq!(ShipmentStatus::parse(status.as_str()), Some(*status));
    }
    let pairs: std::collections::BTreeSet<_> =
        SHIPMENT_STEPS.iter().map(|step| (step.from, step.to)).collect();
    assert_eq!(pairs.len(), SHIPMENT_STEPS.len(), "a step is there twice");
}

const fn line(quantity: u32, fulfilled: u32, cancelled: u32) -> LineCounts {
    LineCounts { quantity, fulfilled, cancelled }
}

#[test]
fn a_vendor_order_stands_where_its_parcels_are() {
    for (lines, parcels, expected) in [
        (vec![line(2, 0, 0)], vec![], OrderStatus::Processing),
        (vec![line(2, 1, 0)], vec![Delivered], OrderStatus::Processing),
        (vec![line(2, 2, 0)], vec![Pending], OrderStatus::Shipped),
        (vec![line(2, 1, 1)], vec![InTransit], OrderStatus::Shipped),
        (vec![line(2, 1, 1)], vec![Delivered], OrderStatus::Delivered),
        (vec![line(2, 2, 0)], vec![Delivered, OutForDelivery], OrderStatus::Shipped),
        (vec![line(2, 2, 0)], vec![Lost, Delivered], OrderStatus::Delivered),
        (vec![line(2, 0, 0)], vec![Lost], OrderStatus::Processing),
        (vec![line(2, 0, 2)], vec![Returned], OrderStatus::Processing),
        (vec![line(1, 1, 0), line(1, 0, 0)], vec![Delivered], OrderStatus::Processing),
    ] {
        assert_eq!(standing(lines.clone(), parcels.clone()), expected, "{lines:?} {parcels:?}");
    }
}

#[test]
fn a_known_carrier_has_a_page_and_its_name_may_be_written_anyhow() {
    let ups = Some("https://www.ups.com/track?tracknum=1Z999AA10123456784".to_owned());
    for name in ["UPS", "ups", " U.P.S "] {
        assert_eq!(tracking_link(name, "1Z 999 AA1 0123 4567 84"), ups, "{name}");
    }
    // a number is a value of the address, whatever is typed
    assert_eq!(
        tracking_link("dhl", "1&a=<b>").as_deref(),
        Some("https://www.dhl.com/global-en/home/tracking.html?tracking-id=1%26a%3D%3Cb%3E")
    );
    assert_eq!(tracking_link("The bicycle of my cousin", "1"), None);
    assert_eq!(tracking_link("UPS", "  "), None);
    let names: std::collections::BTreeSet<_> =
        CARRIERS.iter().map(|carrier| folded_carrier(carrier.name)).collect();
    assert_eq!(names.len(), CARRIERS.len(), "a carrier is there twice");
}

proptest! {
    #[test]
    fn a_walk_never_goes_back(walk in prop::collection::vec(
        (prop::sample::select(ActorKind::ALL), prop::sample::select(ShipmentStatus::ALL)), 0..40)
    ) {
        let mut status = Pending;
        for (actor, to) in walk {
            if may_move(actor, status, to).is_ok() {
                prop_assert!(to > status, "{status} {to}");
                status = to;
            }
        }
    }

    #[test]
    fn more_in_parcels_never_leaves_more_open(quantity in 1..50_u32, fulfilled in 0..60_u32, cancelled in 0..60_u32) {
        let open = line(quantity, fulfilled, cancelled).open();
        prop_assert!(open <= quantity);
        prop_assert!(line(quantity, fulfilled + 1, cancelled).open() <= open);
    }
}
