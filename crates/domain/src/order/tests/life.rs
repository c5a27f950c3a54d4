use crate::order::*;
use crate::refusal::OrderRefusal;
use proptest::prelude::*;

#[test]
fn the_graph_is_the_one_of_the_book() {
    use ActorKind::*;
    use OrderStatus::*;
    for (actor, from, to) in [
        (System, Pending, Processing),
        (Buyer, Pending, Cancelled),
        (Buyer, Processing, Cancelled),
        (Vendor, Processing, Shipped),
        (Vendor, Processing, Cancelled),
        (Buyer, Delivered, Confirmed),
        (Buyer, Confirmed, Reviewed),
        (System, Confirmed, Completed),
        (System, Reviewed, Completed),
    ] {
        assert_eq!(may(actor, from, to), Ok(()), "{actor} {from} {to}");
    }
    for (actor, from, to) in
        [(Vendor, Pending, Cancelled), (Buyer, Processing, Shipped), (Vendor, Delivered, Confirmed)]
    {
        assert_eq!(may(actor, from, to), Err(OrderRefusal::StepNotYours { actor, from, to }));
    }
    for (from, to) in [(Shipped, Cancelled), (Cancelled, Pending), (Completed, Reviewed), (Pending, Shipped)]
    {
        assert_eq!(may(Staff, from, to), Err(OrderRefusal::StepNotAllowed { from, to }));
    }
}

/// Each step of the book with the letters of who may take it: buyer, vendor, staff, system.
const BOOK: &[(OrderStatus, OrderStatus, &str)] = &{
    use OrderStatus::*;
    [
        (Pending, Processing, "--TS"),
        (Pending, Cancelled, "B-TS"),
        (Processing, Shipped, "-VTS"),
        (Processing, Delivered, "-VTS"),
        (Processing, Cancelled, "BVTS"),
        (Shipped, Delivered, "BVTS"),
        (Shipped, Processing, "-VTS"),
        (Delivered, Processing, "-VT-"),
        (Delivered, Confirmed, "B-TS"),
        (Confirmed, Reviewed, "B-TS"),
        (Confirmed, Completed, "--TS"),
        (Reviewed, Completed, "--TS"),
    ]
};

#[test]
fn every_pair_of_statuses_is_a_step_exactly_where_the_book_says_so() {
    for from in OrderStatus::ALL {
        for to in OrderStatus::ALL {
            let allowed = BOOK.iter().find(|(start, end, _)| (start, end) == (from, to)).map(|step| step.2);
            for (actor, letter) in ActorKind::ALL.iter().zip(["B", "V", "T", "S"]) {
                let (actor, from, to) = (*actor, *from, *to);
                let expected = match allowed {
                    None => Err(OrderRefusal::StepNotAllowed { from, to }),
                    Some(letters) if letters.contains(letter) => Ok(()),
                    Some(_) => Err(OrderRefusal::StepNotYours { actor, from, to }),
                };
                assert_eq!(may(actor, from, to), expected, "{actor} {from} {to}");
            }
        }
    }
    assert_eq!(STEPS.len(), BOOK.len());
}

/// Nothing follows these.
const ENDS: [OrderStatus; 2] = [OrderStatus::Completed, OrderStatus::Cancelled];

#[test]
fn staff_may_take_every_step_and_nobody_leaves_an_end() {
    assert!(STEPS.iter().all(|step| step.actors.contains(&ActorKind::Staff)));
    assert!(STEPS.iter().all(|step| step.from != step.to));
    for status in OrderStatus::ALL {
        assert_eq!(STEPS.iter().any(|step| step.from == *status), !ENDS.contains(status), "{status}");
    }
}

#[test]
fn an_order_stands_where_its_slowest_part_stands() {
    use OrderStatus::*;
    for (parts, whole) in [
        (vec![Processing, Shipped], Processing),
        (vec![Cancelled, Shipped], Shipped),
        (vec![Cancelled, Cancelled], Cancelled),
        (vec![Reviewed, Completed], Reviewed),
        (vec![Confirmed, Reviewed], Confirmed),
        (vec![], Pending),
    ] {
        assert_eq!(derive_status(&parts), whole, "{parts:?}");
    }
}

#[test]
fn words_round_trip() {
    for status in OrderStatus::ALL {
        assert_eq!(OrderStatus::parse(status.as_str()), Some(*status));
    }
    for status in AttemptStatus::ALL {
        assert_eq!(AttemptStatus::parse(status.as_str()), Some(*status));
    }
    for status in PaymentStatus::ALL {
        assert_eq!(PaymentStatus::parse(status.as_str()), Some(*status));
    }
    for method in PaymentMethod::ALL {
        assert_eq!(PaymentMethod::parse(method.as_str()), Some(*method));
        assert_eq!(PaymentMethod::parse(method.as_str()), Some(*method));
    }
    assert_eq!(PaymentMethod::BankTransfer.as_str(), "bank_transfer");
    assert_eq!(OrderStatus::parse("Pending"), None);
}

#[test]
fn terms_are_those_of_the_method() {
    let card = PaymentMethod::Card.terms();
    assert_eq!((card.hold_s, card.hold_after_decline_s), (1_800, 600));
    assert_eq!(PaymentMethod::BankTransfer.terms().hold_s, 7 * 86_400);
    for (method, sends_first, collector, by_hand) in [
        (PaymentMethod::Card, false, Collector::Gateway, false),
        (PaymentMethod::BankTransfer, false, Collector::Market, true),
        (PaymentMethod::CashOnDelivery, true, Collector::Door, true),
        (PaymentMethod::None, false, Collector::Nobody, false),
    ] {
        let terms = method.terms();
        assert_eq!((terms.ships_before_payment, terms.collector), (sends_first, collector), "{method}");
        assert_eq!(method.is_given_back_by_hand(), by_hand, "{method}");
    }
}

#[test]
fn cash_is_for_a_cart_of_which_all_allows_it() {
    let terms = CashTerms { taken: true, most: 5_000, unique: false };
    let cart = CashCart { total: 5_000, is_all_shipped: true, has_unique: false, ways_take_it: true };
    for (terms, cart, expected) in [
        (terms, cart, Ok(())),
        (CashTerms { taken: false, ..terms }, cart, Err(NoCash::NotTaken)),
        (terms, CashCart { is_all_shipped: false, ..cart }, Err(NoCash::NotShipped)),
        (terms, CashCart { has_unique: true, ..cart }, Err(NoCash::Unique)),
        (CashTerms { unique: true, ..terms }, CashCart { has_unique: true, ..cart }, Ok(())),
        (terms, CashCart { total: 5_001, ..cart }, Err(NoCash::TooDear)),
        (terms, CashCart { ways_take_it: false, ..cart }, Err(NoCash::WayTakesNone)),
        // what the buyer can mend is said only when nothing else is in the way
        (terms, CashCart { ways_take_it: false, total: 5_001, ..cart }, Err(NoCash::TooDear)),
    ] {
        assert_eq!(may_pay_at_the_door(terms, cart), expected, "{terms:?} {cart:?}");
    }
    for why in NoCash::ALL {
        assert_eq!(NoCash::parse(why.as_str()), Some(*why));
        assert!(why.advice().starts_with("Cash") || *why == NoCash::NotTaken);
    }
}

#[test]
fn a_success_is_never_undone_and_an_attempt_never_starts_again() {
    use AttemptStatus::*;
    for status in AttemptStatus::ALL {
        assert!(!Succeeded.may_become(*status));
        assert!(!Mismatched.may_become(*status));
        assert!(!status.may_become(Created), "{status}");
        assert!(!status.may_become(*status), "{status}");
        // money that arrives is never ignored, be it as asked for or not
        assert_eq!(status.may_become(Succeeded), !matches!(*status, Succeeded | Mismatched));
        assert_eq!(status.may_become(Mismatched), !matches!(*status, Succeeded | Mismatched));
        if !status.is_open() {
            assert!(
                AttemptStatus::ALL.iter().all(|next| !next.is_open() || !status.may_become(*next)),
                "{status}"
            );
        }
    }
}

proptest! {
    #[test]
    fn no_walk_leaves_the_graph(walk in prop::collection::vec(
        (prop::sample::select(ActorKind::ALL), prop::sample::select(OrderStatus::ALL)), 0..60)
    ) {
        let mut status = OrderStatus::Pending;
        let mut ended = false;
        for (actor, to) in walk {
            if may(actor, status, to).is_ok() {
                prop_assert!(!ended, "left {status}");
                prop_assert!(STEPS.iter().any(|step| step.from == status && step.to == to));
                status = to;
                ended = ENDS.contains(&status);
            }
        }
    }

    #[test]
    fn a_derived_status_is_one_of_its_parts(parts in prop::collection::vec(prop::sample::select(OrderStatus::ALL), 1..8)) {
        let whole = derive_status(&parts);
        prop_assert!(parts.contains(&whole));
        prop_assert_eq!(whole == OrderStatus::Cancelled, parts.iter().all(|part| *part == OrderStatus::Cancelled));
    }
}
