//! What a vendor's part of an order comes to: what its buyer paid for, and what of that its vendor has in the end.

use souk_domain::money::Money;
use souk_market::orders::VendorOrderRow;
use souk_market::portal::VendorOrderPage;
use souk_market::refunds::RefundLine;
use souk_ui::texts::say;

/// Sums with their words, without those that are nothing.
pub(super) fn named(sums: &[(&str, i64)], money: impl Fn(i64) -> Money) -> Vec<(String, Money)> {
    let shown = sums.iter().filter(|(_, minor)| *minor != 0);
    shown.map(|(key, minor)| (say(key, &[]), money(*minor))).collect()
}

/// Tax that came on top of the prices: the rest of it is within them.
pub(super) fn tax_on_top(row: &VendorOrderRow) -> i64 {
    row.total - (row.subtotal - row.discount_total + row.shipping)
}

/// What its buyer paid for.
pub(super) fn paid_for(row: &VendorOrderRow) -> [(&'static str, i64); 5] {
    [
        ("sum-goods", row.subtotal),
        ("bill-discount", -row.discount_total),
        ("bill-delivery", row.shipping),
        ("sum-tax", tax_on_top(row)),
        ("sum-called-off", -waived(row)),
    ]
}

/// Tax that its vendor pays on itself, of what did not go back.
pub(super) fn tax_to_pay_on(page: &VendorOrderPage) -> i64 {
    let back: i64 = back(page).iter().map(|line| line.tax - line.tax_remitted).sum();
    page.sheet.tax_total - page.sheet.tax_remitted - back
}

/// What was called off of what is paid at the door: it is not collected, so it never has to go back.
fn waived(row: &VendorOrderRow) -> i64 {
    row.cash_due.map_or(0, |due| row.total - due)
}

/// What is added to what the buyer paid and taken from it, after all that went back. All of it is as it was frozen, so that it adds up
/// to what the vendor has in the end.
pub(super) fn shares(page: &VendorOrderPage) -> [(&'static str, i64); 5] {
    let row = &page.sheet;
    let back = back(page);
    let given = |figure: fn(&RefundLine) -> i64| -> i64 { back.iter().map(|line| figure(line)).sum() };
    let commission = row.commission + row.commission_tax;
    [
        ("sum-market-adds", row.platform_discount - given(|line| line.platform_discount)),
        ("sum-tax-kept", given(|line| line.tax_remitted) - row.tax_remitted),
        ("sum-commission", given(|line| line.commission + line.commission_tax) - commission),
        ("sum-refunded", waived(row) - given(|line| line.gross)),
        ("sum-receives", row.vendor_net - given(|line| line.vendor_net)),
    ]
}

/// What went back of this vendor's part, or is on its way: a refund may be of other parts too.
pub(super) fn back(page: &VendorOrderPage) -> Vec<&RefundLine> {
    let lines = page.refunds.iter().flat_map(|refund| &refund.lines);
    lines.filter(|line| line.vendor_order == page.sheet.id).collect()
}
