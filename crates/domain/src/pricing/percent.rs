//! Rates as people type them.

use crate::bounds::market::MAX_TAX_BPS;
use crate::text::plain;

/// The text is no rate from 0 to 100 with two decimals at most.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("a rate is from 0 to 100, with two decimals at most, such as 8.25")]
pub struct MalformedPercent;

/// The rate in basis points: `8.25`, `19 %` and `5,5` are rates, and nothing is none.
pub fn parse_percent(typed: &str) -> Result<u32, MalformedPercent> {
    let typed = plain(typed);
    let bare = typed.strip_suffix('%').unwrap_or(&typed).trim_end();
    if bare.is_empty() {
        return Ok(0);
    }
    let (whole, decimals) = bare.split_once(['.', ',']).unwrap_or((bare, "0"));
    let digits = |text: &str, most: usize| {
        (1..=most).contains(&text.len()) && text.bytes().all(|byte| byte.is_ascii_digit())
    };
    if !digits(whole, 3) || !digits(decimals, 2) {
        return Err(MalformedPercent);
    }
    let hundredths = format!("{whole}{decimals:0<2}").parse().map_err(|_| MalformedPercent)?;
    if hundredths <= MAX_TAX_BPS { Ok(hundredths) } else { Err(MalformedPercent) }
}

#[cfg(test)]
mod tests {
    use super::{MalformedPercent, parse_percent};

    #[test]
    fn rates_are_read_as_they_are_typed() {
        for (typed, bps) in [
            ("", 0),
            (" ", 0),
            ("%", 0),
            ("0", 0),
            ("6", 600),
            ("8.25", 825),
            ("5,5", 550),
            ("19 %", 1_900),
            ("\u{a0}7\u{ff05}", 700),
            ("100", 10_000),
            ("0.05", 5),
        ] {
            assert_eq!(parse_percent(typed), Ok(bps), "{typed}");
        }
        for typed in ["six", "-1", "100.01", "101", "1.234", "1.", ".5", "1e2", "1 000", "9999999999"] {
            assert_eq!(parse_percent(typed), Err(MalformedPercent), "{typed}");
        }
    }
}
