//! Money as a shopper reads it: sign, digits and grouping by currency.

use fluent_templates::fluent_bundle::FluentValue;
use souk_domain::money::{Currency, Money};

use super::signs;
use crate::texts::Word;

/// `$1,036.00`; a currency without a sign of its own shows its code: `CHF 36.00`.
pub fn show(value: Money) -> String {
    let digits = value.currency.minor_digits() as usize;
    let minor = value.minor.unsigned_abs().to_string();
    let padded = format!("{minor:0>width$}", width = digits + 1);
    let (whole, part) = padded.split_at(padded.len() - digits);
    let point = if digits == 0 { "" } else { "." };
    let minus = if value.minor < 0 { "−" } else { "" };
    format!("{minus}{}{}{point}{part}", signs::sign(value.currency.code()), grouped(whole))
}

impl Word for Money {
    fn word(&self) -> FluentValue<'_> {
        FluentValue::from(show(*self))
    }
}

/// As [`show`], but `$36` when there are no cents.
pub fn show_short(value: Money) -> String {
    let full = show(value);
    match full.rsplit_once('.') {
        Some((whole, part)) if part.bytes().all(|digit| digit == b'0') => whole.to_owned(),
        _ => full,
    }
}

/// How much less `now` is than `was`, in whole percent; none when it is not less.
pub fn percent_off(now: Money, was: Money) -> Option<u32> {
    if now.currency != was.currency || was.minor <= 0 || now.minor >= was.minor {
        return None;
    }
    let off = (i128::from(was.minor) - i128::from(now.minor)) * 100 / i128::from(was.minor);
    u32::try_from(off).ok().filter(|percent| *percent > 0)
}

/// What stands before a figure of that currency, for a label: `$`, `CHF`.
pub fn sign(currency: Currency) -> String {
    signs::sign(currency.code()).trim_end().to_owned()
}

fn grouped(whole: &str) -> String {
    let mut out = String::with_capacity(whole.len() + whole.len() / 3);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out
}
