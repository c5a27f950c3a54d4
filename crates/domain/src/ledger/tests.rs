use super::*;
use crate::ids::VendorId;
use proptest::prelude::*;
use std::collections::BTreeMap;

const VENDOR: VendorId = VendorId::from_bytes([1; 16]);

fn sale() -> Split {
    Split {
        gross: 10_600,
        platform_discount: 500,
        net: 10_600 + 500 - 1_050 - 63 - 600,
        commission: 1_050,
        commission_tax: 63,
        sales_tax: 600,
    }
}

fn of(entries: &[Entry], account: Account) -> i64 {
    entries.iter().filter(|entry| entry.account == account).map(|entry| entry.minor).sum()
}

fn splits() -> impl Strategy<Value = Split> {
    (0_i64..1_000_000, 0_i64..100_000, 0_i64..200_000, 0_i64..20_000, 0_i64..100_000).prop_map(
        |(gross, platform_discount, commission, commission_tax, sales_tax)| Split {
            gross,
            platform_discount,
            net: gross + platform_discount - commission - commission_tax - sales_tax,
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
    let entries = capture(VENDOR, "sandbox", sale());
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
fn a_vendor_that_took_the_cash_owes_what_is_the_markets() {
    let entries = collected_by_vendor(VENDOR, sale());
    assert!(is_balanced(&entries));
    // 106.00 were taken, of which 93.87 with the discount are the vendor's
    assert_eq!(of(&entries, Account::VendorAvailable), 10_600 - 9_387);
    assert_eq!((of(&entries, Account::VendorEscrow), of(&entries, Account::GatewayReceivable)), (0, 0));
    assert_eq!(of(&entries, Account::Commission), -1_050);
    assert_eq!(of(&entries, Account::SalesTaxPayable), -600);
    let mut undone = entries.clone();
    undone.extend(capture_undone(entries.clone()));
    assert_eq!(balances(&undone), BTreeMap::new());
    // all of it is paid back by the market: then the vendor owes all that it took
    let mut back = entries;
    back.extend(refund_requested(VENDOR, Account::VendorAvailable, sale()));
    back.extend(refund_by_hand(10_600));
    let owed = BTreeMap::from([(Account::MarketBank, -10_600), (Account::VendorAvailable, 10_600)]);
    assert_eq!(balances(&back), owed);
}

#[test]
fn a_full_refund_leaves_nothing_behind() {
    let mut entries = capture(VENDOR, "sandbox", sale());
    entries.extend(refund_requested(VENDOR, Account::VendorEscrow, sale()));
    entries.extend(refund_done("sandbox", 10_600));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn what_was_released_goes_back_from_what_is_available() {
    let mut entries = capture(VENDOR, "sandbox", sale());
    entries.extend(release(VENDOR, sale().net));
    entries.extend(refund_requested(VENDOR, Account::VendorAvailable, sale()));
    entries.extend(refund_done("sandbox", 10_600));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn money_too_much_waits_in_clearing_until_it_is_given_back() {
    let mut entries = surplus("sandbox", 700);
    assert_eq!(of(&entries, Account::RefundsClearing), -700);
    entries.extend(refund_done("sandbox", 700));
    assert_eq!(balances(&entries), BTreeMap::new());
}

#[test]
fn a_receipt_waits_until_it_pays_or_goes_back() {
    let mut entries = receipt(700);
    assert_eq!(of(&entries, Account::UnappliedReceipts), -700);
    entries.extend(receipt_applied("bank", 500, 200));
    assert!(is_balanced(&entries));
    assert_eq!(
        (of(&entries, Account::GatewayReceivable), of(&entries, Account::RefundsClearing)),
        (-500, -200)
    );
    entries.extend(refund_by_hand(200));
    assert_eq!((of(&entries, Account::UnappliedReceipts), of(&entries, Account::MarketBank)), (0, 500));
    let mut returned = receipt(700);
    returned.extend(receipt_returned(700));
    assert_eq!(balances(&returned), BTreeMap::new());
}

#[test]
fn fee_settlement_and_release_move_what_they_say() {
    assert_eq!(of(&fee("sandbox", 30), Account::GatewayFees), 30);
    assert_eq!(of(&settlement("sandbox", 90), Account::MarketBank), 90);
    let released = release(VENDOR, 500);
    assert_eq!((of(&released, Account::VendorEscrow), of(&released, Account::VendorAvailable)), (500, -500));
    assert!(capture(VENDOR, "sandbox", Split::default()).is_empty());
}

#[test]
fn a_vendor_has_what_is_credited_to_it() {
    let other = VendorId::from_bytes([2; 16]);
    let mut entries = capture(VENDOR, "sandbox", sale());
    entries.extend(capture(other, "sandbox", Split { gross: 7, net: 7, ..Split::default() }));
    entries.extend(release(VENDOR, 500));
    entries.extend(surplus("sandbox", 9));
    let changes = changes_of_balances(&entries);
    assert_eq!(changes.len(), 2);
    assert_eq!(changes[&VENDOR], Balance { escrow: sale().net - 500, available: 500 });
    assert_eq!(changes[&other], Balance { escrow: 7, available: 0 });
}

#[test]
fn every_account_has_its_own_word() {
    for account in Account::ALL {
        assert_eq!(Account::parse(account.as_str()), Some(*account));
    }
    assert_eq!(Account::ALL.len(), 15);
    assert_eq!(Account::parse("GatewayReceivable"), None);
}

proptest! {
    #[test]
    fn every_posting_sums_to_zero(sale in splits(), refund in 0_i64..1_000_000) {
        let captured = capture(VENDOR, "g", sale);
        prop_assert!(is_balanced(&captured));
        prop_assert!(is_balanced(&refund_requested(VENDOR, Account::VendorEscrow, sale)));
        for entries in [
            refund_done("g", refund), surplus("g", refund), fee("g", refund), settlement("g", refund),
            release(VENDOR, refund),
        ] {
            prop_assert!(is_balanced(&entries));
        }
    }

    #[test]
    fn parts_of_a_sale_sum_to_it_and_can_be_taken_out_again(one in splits(), other in splits()) {
        let both: Split = [one, other].into_iter().sum();
        prop_assert_eq!(both - other, one);
        let mut apart = capture(VENDOR, "g", one);
        apart.extend(capture(VENDOR, "g", other));
        prop_assert_eq!(balances(&capture(VENDOR, "g", both)), balances(&apart));
    }
}
