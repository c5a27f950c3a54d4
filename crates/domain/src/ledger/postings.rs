//! What each event posts.

use super::{Account, Entry, Split};
use crate::ids::VendorId;

/// Money charged for one vendor order: Dr receivable, Dr platform discounts = Cr escrow, commission, its tax, sales tax.
pub fn capture(vendor: VendorId, gateway: &str, split: Split) -> Vec<Entry> {
    let mut entries = vec![Entry::gateway(Account::GatewayReceivable, gateway, split.gross)];
    entries.extend(shares(vendor, split));
    without_zeros(entries)
}

/// Cash that a vendor took at the door for one vendor order: Dr available by what it took less its own net, Dr platform
/// discounts = Cr commission, its tax, sales tax. So the vendor owes the market what is the market's.
pub fn collected_by_vendor(vendor: VendorId, split: Split) -> Vec<Entry> {
    let mut entries = vec![Entry::vendor(Account::VendorAvailable, vendor, split.gross - split.net)];
    entries.extend(shares(vendor, Split { net: 0, ..split }));
    without_zeros(entries)
}

/// A capture that was none, for the parcel had not arrived after all: the same entries, turned round.
pub fn capture_undone(captured: Vec<Entry>) -> Vec<Entry> {
    negated(captured)
}

/// A refund asked for: what was captured for those lines and pieces turned round, Cr refunds clearing.
///
/// `split` is the sum of what [`crate::order::Refundable`] says of each line, never a part of the whole. `from` is where the
/// vendor's net stands by now: in escrow, or released.
pub fn refund_requested(vendor: VendorId, from: Account, split: Split) -> Vec<Entry> {
    let mut entries = negated(shares(vendor, split));
    for entry in entries.iter_mut().filter(|entry| entry.account == Account::VendorEscrow) {
        entry.account = from;
    }
    entries.push(Entry::market(Account::RefundsClearing, -split.gross));
    without_zeros(entries)
}

/// A refund the gateway did: Dr refunds clearing, Cr receivable.
pub fn refund_done(gateway: &str, refund: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::RefundsClearing, refund),
        Entry::gateway(Account::GatewayReceivable, gateway, -refund),
    ])
}

/// Money that came beyond what was due, or for an order that has ended: Dr receivable, Cr refunds clearing.
pub fn surplus(gateway: &str, received: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::gateway(Account::GatewayReceivable, gateway, received),
        Entry::market(Account::RefundsClearing, -received),
    ])
}

/// Money that arrived on the market's own account: Dr bank, Cr unapplied receipts.
pub fn receipt(received: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::MarketBank, received),
        Entry::market(Account::UnappliedReceipts, -received),
    ])
}

/// Received money that is used for an order: Dr unapplied receipts, Cr the receivable of what it pays, Cr refunds clearing
/// for what goes back. `bank` names the receivable, which the capture debits.
pub fn receipt_applied(bank: &str, pays: i64, goes_back: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::UnappliedReceipts, pays + goes_back),
        Entry::gateway(Account::GatewayReceivable, bank, -pays),
        Entry::market(Account::RefundsClearing, -goes_back),
    ])
}

/// Received money that people sent back to where it came from: [`receipt`], turned round.
pub fn receipt_returned(received: i64) -> Vec<Entry> {
    negated(receipt(received))
}

/// A refund that people sent from the market's own account: Dr refunds clearing, Cr bank.
pub fn refund_by_hand(refund: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::RefundsClearing, refund),
        Entry::market(Account::MarketBank, -refund),
    ])
}

/// What a gateway kept for its work: Dr fees, Cr receivable.
pub fn fee(gateway: &str, kept: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::GatewayFees, kept),
        Entry::gateway(Account::GatewayReceivable, gateway, -kept),
    ])
}

/// Money a gateway sent to the market's bank: Dr bank, Cr receivable.
pub fn settlement(gateway: &str, settled: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::market(Account::MarketBank, settled),
        Entry::gateway(Account::GatewayReceivable, gateway, -settled),
    ])
}

/// A vendor's money set free once the buyer has the goods: Dr escrow, Cr available.
pub fn release(vendor: VendorId, net: i64) -> Vec<Entry> {
    without_zeros(vec![
        Entry::vendor(Account::VendorEscrow, vendor, net),
        Entry::vendor(Account::VendorAvailable, vendor, -net),
    ])
}

/// Everything of a capture but the buyer's own payment.
fn shares(vendor: VendorId, split: Split) -> Vec<Entry> {
    vec![
        Entry::market(Account::PlatformDiscounts, split.platform_discount),
        Entry::vendor(Account::VendorEscrow, vendor, -split.net),
        Entry::market(Account::Commission, -split.commission),
        Entry::market(Account::CommissionTax, -split.commission_tax),
        Entry::market(Account::SalesTaxPayable, -split.sales_tax),
    ]
}

fn negated(mut entries: Vec<Entry>) -> Vec<Entry> {
    for entry in &mut entries {
        entry.minor = -entry.minor;
    }
    entries
}

/// An entry of nothing says nothing.
fn without_zeros(mut entries: Vec<Entry>) -> Vec<Entry> {
    entries.retain(|entry| entry.minor != 0);
    entries
}
