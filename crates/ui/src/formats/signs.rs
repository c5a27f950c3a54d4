//! The signs of the currencies a shopper knows by sight.

/// What stands before the figure: a sign, or the code and a space that does not break.
pub(super) fn sign(code: &str) -> String {
    match code {
        "USD" => "$".to_owned(),
        "EUR" => "€".to_owned(),
        "GBP" => "£".to_owned(),
        "JPY" => "¥".to_owned(),
        "INR" => "₹".to_owned(),
        "KRW" => "₩".to_owned(),
        "CAD" => "CA$".to_owned(),
        "AUD" => "A$".to_owned(),
        "NZD" => "NZ$".to_owned(),
        "MXN" => "MX$".to_owned(),
        "BRL" => "R$".to_owned(),
        other => format!("{other}\u{a0}"),
    }
}
