use super::*;
use crate::ids::VendorId;
use proptest::prelude::*;
use std::collections::BTreeMap;

const VENDOR: VendorId = VendorId::from_bytes([1; 16]);

fn sale() -> Capture {
    Capture {
        vendor: VENDOR,
        gateway: "sandbox".into(),
        gross: 10_600,
        platform_discount: 500,
        commission: 1_050,
        commission_tax: 63,
        sales_tax: 600,
    }
}

fn of(entries: &[Entry], account: Account) -> i64 {
    entries.iter().filter(|entry| entry.account == account).map(|entry| entry.minor).sum()
}

fn captures() -> impl Strategy<Value = Capture> {
    (0_i64..1_000_000, 0_i64..100_000, 0_i64..200_000, 0_i64..20_000, 0_i64..100_000).prop_map(
        |(gross, platform_discount, commission, commission_tax, sales_tax)| Capture {
            vendor: VENDOR,
            gateway: "sandbox".into(),
            gross,
            platform_discount,
            commission,
            commission_tax,
            sales_tax,
        },
    )
}

/// Sums by account.
fn balances(entries: &[Entry]) -> BTreeMap<Account, i64> {
    let mut balances = BTreeMap::new();
    for entry in entries {
        *balances.entry(entry.account).or_insert(0) += entry.minor;
    }
    balances.retain(|_, minor| *minor != 0);
    balances
}

#[test]
fn a_capture_gives_everyone_their_share() {
    let entries = capture(&sale());
    assert!(is_balanced(&entries));
    assert_eq!(of(&entries, Account::GatewayReceivable), 10_600);
    assert_eq!(of(&entries, Account::PlatformDiscounts), 500);
    assert_eq!(of(&entries, Account::VendorEscrow), -(10_600 + 500 - 1_050 - 63 - 600));
    assert_eq!(of(&entries, Account::Commission), -1_050);
    assert_eq!(of(&entries, Account::CommissionTax), -63);
    assert_eq!(of(&entries, Account::SalesTaxPayable), -600);
    let escrow = entries.iter().find(|entry| entry.account == Account::VendorEscrow).unwrap();
    assert_eq!((escrow.vendor, escrow.gateway.as_deref()), (Some(VENDOR), None));
    assert_eq!(entries[0].gateway.as_deref(), Some("sandbox"));
}

#[test]
fn a_full_refund_leaves_nothing_behind() {
    let mut entries = capture(&sale());
    entries.extend(refund_requested(&sale(), 0, 10_600));
    entries.extend(refund_done("sandbox", 10_600));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn a_failed_refund_is_turned_round() {
    let requested = refund_requested(&sale(), 0, 1_234);
    let mut entries = requested.clone();
    entries.extend(refund_reversed(&requested));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn a_refund_of_more_than_is_left_takes_what_is_left() {
    let entries = refund_requested(&sale(), 10_000, 9_999);
    assert_eq!(of(&entries, Account::RefundsClearing), -600);
    assert!(refund_requested(&sale(), 10_600, 1).is_empty());
}

#[test]
fn money_too_much_waits_in_clearing_until_it_is_given_back() {
    let mut entries = surplus("sandbox", 700);
    assert_eq!(of(&entries, Account::RefundsClearing), -700);
    entries.extend(refund_done("sandbox", 700));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn fee_settlement_and_release_move_what_they_say() {
    assert_eq!(of(&fee("sandbox", 30), Account::GatewayFees), 30);
    assert_eq!(of(&settlement("sandbox", 90), Account::MarketBank), 90);
    let released = release(VENDOR, 500);
    assert_eq!((of(&released, Account::VendorEscrow), of(&released, Account::VendorAvailable)), (500, -500));
    assert!(
        capture(&Capture {
            gross: 0,
            platform_discount: 0,
            commission: 0,
            commission_tax: 0,
            sales_tax: 0,
            ..sale()
        })
        .is_empty()
    );
}

#[test]
fn every_account_has_its_own_word() {
    for account in Account::ALL {
        assert_eq!(Account::parse(account.as_str()), Some(*account));
    }
    assert_eq!(Account::ALL.len(), 14);
    assert_eq!(Account::parse("GatewayReceivable"), None);
}

proptest! {
    #[test]
    fn every_posting_sums_to_zero(sale in captures(), before in 0_i64..1_000_000, refund in 0_i64..1_000_000) {
        prop_assert!(is_balanced(&capture(&sale)));
        prop_assert!(is_balanced(&refund_requested(&sale, before, refund)));
        for entries in [
            refund_done("g", refund), surplus("g", refund), fee("g", refund), settlement("g", refund),
            release(VENDOR, refund), refund_reversed(&capture(&sale)),
        ] {
            prop_assert!(is_balanced(&entries));
        }
    }

    #[test]
    fn refunds_in_any_parts_never_exceed_the_capture_and_meet_it_at_the_end(
        sale in captures(), parts in prop::collection::vec(1_i64..300_000, 1..12),
    ) {
        prop_assume!(sale.gross > 0);
        let whole = sale.split();
        let mut before = 0;
        let mut back = Split::default();
        let rest = sale.gross;
        for part in parts.into_iter().chain([rest]) {
            let piece = sale.part_back(before, part);
            before += piece.gross;
            back.gross += piece.gross;
            back.platform_discount += piece.platform_discount;
            back.net += piece.net;
            back.commission += piece.commission;
            back.commission_tax += piece.commission_tax;
            back.sales_tax += piece.sales_tax;
            prop_assert!(piece.commission >= 0 && piece.sales_tax >= 0 && piece.commission_tax >= 0);
            prop_assert!(back.gross <= whole.gross && back.commission <= whole.commission);
            prop_assert!(back.commission_tax <= whole.commission_tax && back.sales_tax <= whole.sales_tax);
            prop_assert!(back.platform_discount <= whole.platform_discount);
        }
        prop_assert_eq!(back, whole);
    }
}
