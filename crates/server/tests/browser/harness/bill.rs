//! Sums as they stand on a page.

use super::Browser;

/// Reads the first sum in a text, in cents: `$1,234.50`, `from $8.00`, `Free`.
pub(crate) fn cents(text: &str) -> i64 {
    if text.starts_with("Free") {
        return 0;
    }
    let at = text.find('$').unwrap_or_else(|| panic!("no sum in “{text}”"));
    let is_part = |c: &char| c.is_ascii_digit() || matches!(c, ',' | '.');
    let sum: String = text[at + 1..].chars().take_while(is_part).filter(|c| *c != ',').collect();
    let sum = sum.trim_end_matches('.');
    let (whole, part) = sum.split_once('.').unwrap_or((sum, "00"));
    assert_eq!(part.len(), 2, "cents in “{text}”");
    format!("{whole}{part}").parse().unwrap_or_else(|_| panic!("no sum in “{text}”"))
}

/// A bill: what each row costs, and the total under it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Bill {
    pub(crate) goods: i64,
    /// What all discounts take off together.
    pub(crate) off: i64,
    pub(crate) delivery: i64,
    pub(crate) tax: i64,
    pub(crate) total: i64,
}

impl Bill {
    /// The bill on the page. It must add up.
    pub(crate) async fn read(browser: &Browser) -> Self {
        browser.wait_for(".money .total dd").await;
        let sums = browser.texts(".money dd").await;
        let [goods, discounts @ .., delivery, tax, total] = sums.as_slice() else {
            panic!("another bill: {sums:?}")
        };
        let bill = Self {
            goods: cents(goods),
            off: discounts.iter().map(|off| cents(off)).sum(),
            delivery: cents(delivery),
            tax: cents(tax),
            total: cents(total),
        };
        assert_eq!(bill.goods - bill.off + bill.delivery + bill.tax, bill.total, "{bill:?} adds up");
        bill
    }
}

#[test]
fn sums_are_read_as_people_read_them() {
    assert_eq!(["$1,234.50", "from $8.00", "Free", "$4.90. "].map(cents), [123_450, 800, 0, 490]);
}
