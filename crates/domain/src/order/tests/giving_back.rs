use crate::ledger::{Account, Split, capture, is_balanced, refund_requested};
use crate::order::*;
use crate::refusal::ReturnRefusal;
use proptest::prelude::*;

fn shares(gross: i64, platform_discount: i64, commission: i64, commission_tax: i64, tax: i64) -> Shares {
    let net = gross + platform_discount - commission - commission_tax - tax;
    Shares { split: Split { gross, platform_discount, net, commission, commission_tax, sales_tax: tax }, tax }
}

fn frozen() -> impl Strategy<Value = Shares> {
    (0_i64..100_000, 0_i64..5_000, 0_i64..20_000, 0_i64..2_000, 0_i64..9_000).prop_map(
        |(gross, platform_discount, commission, commission_tax, tax)| {
            shares(gross, platform_discount, commission, commission_tax, tax)
        },
    )
}

/// What a buyer is given back next.
#[derive(Debug, Clone, Copy)]
enum Next {
    Pieces(u32),
    Sum(i64),
}

fn next() -> impl Strategy<Value = Next> {
    prop_oneof![(1_u32..5).prop_map(Next::Pieces), (1_i64..40_000).prop_map(Next::Sum)]
}

fn balanced(shares: Shares) -> bool {
    let split = shares.split;
    split.gross + split.platform_discount
        == split.net + split.commission + split.commission_tax + split.sales_tax
}

fn least(shares: Shares) -> i64 {
    let Split { gross, platform_discount, commission, commission_tax, sales_tax, .. } = shares.split;
    [gross, platform_discount, commission, commission_tax, sales_tax, shares.tax].into_iter().min().unwrap()
}

#[test]
fn of_three_pieces_for_ten_the_odd_cent_goes_back_once() {
    let mut line = Refundable { frozen: shares(1_000, 0, 100, 0, 57), refunded: Shares::default() };
    let mut given = Vec::new();
    for before in 0..3 {
        let piece = line.of_pieces(3, before, 1);
        given.push((piece.split.gross, piece.split.commission, piece.tax));
        line.refunded = line.refunded + piece;
    }
    assert_eq!(given, [(333, 33, 19), (334, 34, 19), (333, 33, 19)]);
    assert_eq!(line.left(), Shares::default());
}

#[test]
fn a_sum_takes_the_commission_of_what_went_back_so_far() {
    let mut line = Refundable { frozen: shares(1_000, 0, 105, 0, 0), refunded: Shares::default() };
    let mut kept_less = Vec::new();
    for _ in 0..4 {
        let part = shares_of_sum(&[line], 250).unwrap()[0];
        kept_less.push(part.split.commission);
        line.refunded = line.refunded + part;
    }
    // round(105·r/1000) less what went back before: 26, 53, 79, 105
    assert_eq!(kept_less, [26, 27, 26, 26]);
    assert_eq!(shares_of_sum(&[line], 1), None);
}

#[test]
fn a_free_line_gives_back_what_the_market_added() {
    let mut line = Refundable { frozen: shares(0, 900, 90, 0, 0), refunded: Shares::default() };
    assert_eq!(shares_of_sum(&[line], 0).unwrap()[0], Shares::default());
    for before in 0..2 {
        line.refunded = line.refunded + line.of_pieces(2, before, 1);
    }
    assert_eq!(line.left(), Shares::default());
}

#[test]
fn a_refund_takes_what_is_not_sent_first() {
    let line = Pieces { quantity: 5, fulfilled: 2, ..Pieces::default() };
    assert_eq!(line.taken_by_refund(3), Some(Taken { open: 3, sent: 0 }));
    assert_eq!(line.taken_by_refund(5), Some(Taken { open: 3, sent: 2 }));
    assert_eq!(line.taken_by_refund(6), None);
    assert_eq!(line.taken_by_refund(0), None);
    let after = line.after(Taken { open: 3, sent: 1 }, true);
    assert_eq!(after, Pieces { quantity: 5, fulfilled: 2, cancelled: 3, returned: 1, refunded: 4 });
    assert_eq!((after.open(), after.sent_and_paid(), after.with_buyer()), (0, 1, 1));
    assert_eq!(after.taken_by_refund(2), None);
}

#[test]
fn a_piece_that_was_paid_back_and_then_lost_is_called_off() {
    let sent = Pieces { quantity: 4, fulfilled: 3, ..Pieces::default() };
    // nobody paid anything back: all of it is to be sent again
    assert_eq!(sent.after_loss(2), Pieces { fulfilled: 1, ..sent });
    let paid_back = Pieces { refunded: 1, ..sent };
    let off = paid_back.after_loss(2);
    assert_eq!(off, Pieces { quantity: 4, cancelled: 1, fulfilled: 1, returned: 0, refunded: 1 });
    assert_eq!((off.open(), off.sent_and_paid(), off.is_sound()), (2, 1, true));
    // the one that was paid back is at its vendor's: it was in another parcel
    let returned = Pieces { returned: 1, ..paid_back };
    assert_eq!(returned.after_loss(2), Pieces { fulfilled: 1, ..returned });
    let all = Pieces { refunded: 3, ..returned };
    assert_eq!(all.after_loss(2), Pieces { cancelled: 2, fulfilled: 1, ..all });
}

#[test]
fn a_paid_back_piece_that_waits_to_be_sent_is_unsound() {
    assert!(!Pieces { quantity: 2, fulfilled: 1, refunded: 2, ..Pieces::default() }.is_sound());
    assert!(Pieces { quantity: 2, fulfilled: 1, cancelled: 1, refunded: 2, ..Pieces::default() }.is_sound());
}

#[test]
fn a_return_takes_the_steps_there_are_and_no_others() {
    use ReturnStatus::*;
    let steps = [
        (Requested, Approved),
        (Requested, Refused),
        (Approved, Refused),
        (Approved, Approved),
        (Approved, Received),
        (Received, Refunded),
    ];
    for actor in ActorKind::ALL {
        for from in ReturnStatus::ALL {
            for to in ReturnStatus::ALL {
                let (actor, from, to) = (*actor, *from, *to);
                let expected = match (steps.contains(&(from, to)), actor) {
                    (false, _) => Err(ReturnRefusal::StepNotAllowed { from, to }),
                    (true, ActorKind::Buyer) => Err(ReturnRefusal::StepNotYours { actor, from, to }),
                    (true, _) => Ok(()),
                };
                assert_eq!(may_return(actor, from, to), expected, "{actor} {from} {to}");
            }
        }
    }
    for status in ReturnStatus::ALL {
        let goes_on = RETURN_STEPS.iter().any(|step| step.from == *status);
        assert_eq!(status.is_open(), goes_on, "{status}");
        assert_eq!(ReturnStatus::parse(status.as_str()), Some(*status));
    }
    for reason in ReturnReason::ALL {
        assert_eq!(ReturnReason::parse(reason.as_str()), Some(*reason));
    }
}

proptest! {
    #[test]
    fn whatever_goes_back_in_any_order_adds_up_to_what_was_frozen(
        frozen in prop::collection::vec((frozen(), 1_u32..8), 1..4), nexts in prop::collection::vec((0_usize..4, next()), 0..40),
    ) {
        let mut parts: Vec<Refundable> = frozen.iter()
            .map(|(frozen, _)| Refundable { frozen: *frozen, refunded: Shares::default() }).collect();
        let mut pieces = vec![0_u32; parts.len()];
        let all = frozen.iter().enumerate().map(|(place, (_, quantity))| (place, Next::Pieces(*quantity)));
        for (place, next) in nexts.into_iter().chain(all) {
            let place = place % parts.len();
            let given: Vec<(usize, Shares)> = match next {
                Next::Pieces(count) => {
                    let (quantity, before) = (frozen[place].1, pieces[place]);
                    let count = count.min(quantity - before);
                    if count == 0 { continue; }
                    pieces[place] += count;
                    vec![(place, parts[place].of_pieces(quantity, before, count))]
                }
                Next::Sum(gross) => {
                    let left: i64 = parts.iter().map(|part| part.left().split.gross).sum();
                    match shares_of_sum(&parts, gross) {
                        None => { prop_assert!(gross > left); continue; }
                        Some(given) => {
                            prop_assert_eq!(given.iter().map(|part| part.split.gross).sum::<i64>(), gross);
                            given.into_iter().enumerate().collect()
                        }
                    }
                }
            };
            for (place, part) in given {
                prop_assert!(balanced(part) && least(part) >= 0, "{part:?}");
                let vendor = crate::ids::VendorId::from_bytes([1; 16]);
                prop_assert!(is_balanced(&refund_requested(vendor, Account::VendorEscrow, part.split)));
                parts[place].refunded = parts[place].refunded + part;
                prop_assert!(least(parts[place].left()) >= 0);
            }
        }
        let captured: Shares = frozen.iter().map(|(frozen, _)| *frozen).sum();
        let back: Shares = parts.iter().map(|part| part.refunded).sum();
        prop_assert_eq!(back, captured);
        prop_assert!(is_balanced(&capture(crate::ids::VendorId::from_bytes([1; 16]), "g", captured.split)));
    }

    #[test]
    fn pieces_are_counted_once(quantity in 1_u32..12, sent in 0_u32..12, asked in prop::collection::vec((0_u32..6, any::<bool>()), 0..12)) {
        let mut line = Pieces { quantity, fulfilled: sent.min(quantity), ..Pieces::default() };
        for (count, back) in asked {
            let Some(taken) = line.taken_by_refund(count) else { continue };
            let after = line.after(taken, back);
            if after.is_sound() {
                line = after;
            }
            prop_assert!(line.is_sound() && line.open() <= quantity && line.refunded <= quantity);
        }
    }
}
