use super::*;
use proptest::prelude::*;

fn place(number: u8) -> LocationId {
    LocationId::from_bytes([number; 16])
}

fn level(number: u8, priority: i32, on_hand: i64, reserved: i64) -> Level {
    Level { location: place(number), priority, on_hand, reserved, backorder: false }
}

#[test]
fn the_first_location_that_holds_it_whole_is_taken() {
    let levels = [level(1, 3, 9, 0), level(2, 1, 2, 0), level(3, 2, 9, 4)];
    assert_eq!(fill(&levels, 2), Ok(vec![Take { location: place(2), quantity: 2 }]));
    assert_eq!(fill(&levels, 5), Ok(vec![Take { location: place(3), quantity: 5 }]));
    assert_eq!(fill(&levels, 9), Ok(vec![Take { location: place(1), quantity: 9 }]));
}

#[test]
fn else_it_is_split_by_priority_or_refused_with_what_is_left() {
    let levels = [level(1, 1, 2, 0), level(2, 2, 3, 1)];
    let split = vec![Take { location: place(1), quantity: 2 }, Take { location: place(2), quantity: 1 }];
    assert_eq!(fill(&levels, 3), Ok(split));
    assert_eq!(fill(&levels, 5), Err(Short { left: 4 }));
    assert_eq!(fill(&[], 1), Err(Short { left: 0 }));
    assert_eq!(fill(&[level(1, 1, 1, 3)], 1), Err(Short { left: 0 }));
    assert_eq!(fill(&[], 0), Ok(vec![]));
}

#[test]
fn backorder_promises_what_is_missing_at_its_first_location() {
    let backorder =
        |number, priority, on_hand| Level { backorder: true, ..level(number, priority, on_hand, 0) };
    assert_eq!(fill(&[backorder(1, 1, 2)], 5), Ok(vec![Take { location: place(1), quantity: 5 }]));
    let two = [level(1, 1, 1, 0), backorder(2, 2, 0)];
    let split = vec![Take { location: place(1), quantity: 1 }, Take { location: place(2), quantity: 4 }];
    assert_eq!(fill(&two, 5), Ok(split));
}

#[test]
fn what_is_left_says_how_many_may_be_asked_for() {
    use Availability::{Left, Sold, Unlimited};
    let of = Availability::of;
    assert_eq!([of(false, false, Some(3)), of(false, false, Some(-1))], [Left(3), Left(0)]);
    assert_eq!([of(false, true, Some(0)), of(false, false, None)], [Unlimited, Unlimited]);
    assert_eq!(of(true, true, None), Sold, "a piece that is gone cannot be promised either");
    assert!(Left(3).allows(3) && !Left(3).allows(4) && Unlimited.allows(u32::MAX) && !Sold.allows(1));
    assert!(Left(1).can_be_had() && !Left(0).can_be_had() && !Sold.can_be_had());
}

proptest! {
    #[test]
    fn nothing_is_promised_twice(
        rows in prop::collection::vec((any::<i32>(), 0_i64..50, 0_i64..50), 0..8), quantity in 0_u32..200,
    ) {
        let levels: Vec<Level> = rows
            .iter()
            .enumerate()
            .map(|(place, (priority, on_hand, reserved))| level(u8::try_from(place).unwrap(), *priority, *on_hand, *reserved))
            .collect();
        let available: i64 = levels.iter().map(Level::available).sum();
        match fill(&levels, quantity) {
            Ok(takes) => {
                prop_assert_eq!(takes.iter().map(|take| take.quantity).sum::<u32>(), quantity);
                for take in &takes {
                    let level = levels.iter().find(|level| level.location == take.location).unwrap();
                    prop_assert!(take.quantity > 0 && i64::from(take.quantity) <= level.available());
                }
            }
            Err(Short { left }) => {
                prop_assert_eq!(i64::from(left), available);
                prop_assert!(i64::from(quantity) > available);
            }
        }
    }
}
