//! Numbers as spreadsheets write them: `1,299.00`, `19,99`, `$19.99`, `.99`.

use souk_domain::money::Currency;
use unicode_normalization::UnicodeNormalization as _;

/// Which mark stands before the decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DecimalMark {
    /// `1,299.00`.
    Point,
    /// `1.299,00`.
    Comma,
}

impl DecimalMark {
    fn character(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }

    fn of(character: char) -> Option<Self> {
        match character {
            '.' => Some(Self::Point),
            ',' => Some(Self::Comma),
            _ => None,
        }
    }

    fn other(self) -> Self {
        match self {
            Self::Point => Self::Comma,
            Self::Comma => Self::Point,
        }
    }
}

/// What a number's marks tell.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Shape {
    /// Digits alone, or nothing at all.
    Plain,
    /// This mark stands before the decimals.
    Told(DecimalMark),
    /// One mark and three digits: a thousand, or decimals.
    Unclear,
    /// No number.
    None,
}

/// The number without what stands around it: currency, spaces, apostrophes between groups.
fn bare(text: &str, currency: Option<Currency>) -> String {
    let folded: String = text.nfkc().collect();
    let folded = folded.trim();
    let sign = |c: char| matches!(c, '-' | '\u{2212}' | '\u{2013}');
    let (negative, unsigned) = match folded.strip_prefix(sign) {
        Some(rest) => (true, rest.trim_start()),
        None => (false, folded),
    };
    let number = currency.map_or(unsigned, |currency| without_currency(unsigned, currency));
    let (negative, number) = match number.strip_prefix(sign) {
        Some(rest) => (true, rest),
        None => (negative, number),
    };
    let groups = |c: &char| !c.is_whitespace() && !matches!(c, '\'' | '\u{2019}');
    let digits: String = number.chars().filter(groups).collect();
    if negative { format!("-{digits}") } else { digits }
}

/// Takes the sign or the code of this very currency away, in front or behind; another's stays, and is no number.
fn without_currency(text: &str, currency: Currency) -> &str {
    let symbol = currency.symbol();
    let dollar = symbol.ends_with('$').then_some("$");
    for word in [currency.code(), symbol.as_str()].into_iter().chain(dollar) {
        let cut = |at: usize, end: bool| {
            let (start, rest) = text.split_at_checked(at)?;
            let (affix, number) = if end { (rest, start) } else { (start, rest) };
            affix.eq_ignore_ascii_case(word).then_some(number.trim())
        };
        let behind = text.len().checked_sub(word.len()).and_then(|at| cut(at, true));
        if let Some(number) = cut(word.len(), false).or(behind)
            && number.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
        {
            return number;
        }
    }
    text
}

/// What the number's marks tell by themselves.
pub(super) fn shape(text: &str, currency: Option<Currency>) -> Shape {
    shape_of_bare(bare(text, currency).trim_start_matches('-'))
}

fn shape_of_bare(number: &str) -> Shape {
    if !number.bytes().all(|byte| byte.is_ascii_digit() || matches!(byte, b'.' | b',')) {
        return Shape::None;
    }
    let marks: Vec<char> = number.chars().filter(|c| !c.is_ascii_digit()).collect();
    let Some(last) = marks.last().copied().and_then(DecimalMark::of) else { return Shape::Plain };
    let (whole, decimals) = number.rsplit_once(last.character()).unwrap_or((number, ""));
    let alone = marks.len() == 1;
    let repeated = marks.iter().filter(|mark| **mark == last.character()).count() > 1;
    if whole.is_empty() && decimals.is_empty() {
        return Shape::None;
    }
    if repeated {
        // a mark that comes twice stands between groups
        let only = marks.iter().all(|mark| *mark == last.character());
        return if only && is_grouped(number, last.character()) {
            Shape::Told(last.other())
        } else {
            Shape::None
        };
    }
    if !alone {
        let grouped = is_grouped(whole, last.other().character());
        return if grouped { Shape::Told(last) } else { Shape::None };
    }
    let could_be_group = decimals.len() == 3 && (1..=3).contains(&whole.len()) && !whole.starts_with('0');
    if could_be_group { Shape::Unclear } else { Shape::Told(last) }
}

/// `1,299` or `12,34,567`: groups of two or three digits, the last of three.
fn is_grouped(text: &str, mark: char) -> bool {
    let groups: Vec<&str> = text.split(mark).collect();
    let inner = groups.len().saturating_sub(1);
    groups.iter().enumerate().all(|(place, group)| {
        let digits = group.bytes().all(|byte| byte.is_ascii_digit());
        let length = group.len();
        digits
            && match place {
                0 => (1..=3).contains(&length),
                _ if place == inner => length == 3,
                _ => (2..=3).contains(&length),
            }
    })
}

/// The number as `1299.00`, without grouping; `None` when it is none. `mark` decides where the number itself does not.
pub(super) fn plain(text: &str, currency: Option<Currency>, mark: Option<DecimalMark>) -> Option<String> {
    let number = bare(text, currency);
    let (sign, digits) = number.strip_prefix('-').map_or(("", number.as_str()), |rest| ("-", rest));
    let mark = match shape_of_bare(digits) {
        Shape::None => return None,
        Shape::Plain => return (!digits.is_empty()).then(|| number.clone()),
        Shape::Told(mark) => mark,
        Shape::Unclear => mark?,
    };
    let (whole, decimals) = digits.split_once(mark.character()).unwrap_or((digits, ""));
    let whole: String = whole.chars().filter(char::is_ascii_digit).collect();
    let whole = if whole.is_empty() { "0" } else { whole.as_str() };
    let decimals = decimals.trim_end_matches('0');
    Some(if decimals.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{decimals}") })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn numbers_are_read_as_spreadsheets_write_them() {
        for (text, number) in [
            ("19.99", "19.99"),
            ("19,99", "19.99"),
            ("$19.99", "19.99"),
            ("19.99 USD", "19.99"),
            ("usd 19,5", "19.5"),
            (".99", "0.99"),
            (",99", "0.99"),
            ("12.", "12"),
            ("1,299.00", "1299"),
            ("1.299,00", "1299"),
            ("1 299,50", "1299.5"),
            ("1\u{202f}299,50", "1299.5"),
            ("1'299.50", "1299.5"),
            ("1,299,000", "1299000"),
            ("12,34,567.5", "1234567.5"),
            ("0.299", "0.299"),
            ("1234.567", "1234.567"),
            ("-3", "-3"),
            ("\u{2212}3", "-3"),
            ("-$3.50", "-3.5"),
            ("１２", "12"),
        ] {
            assert_eq!(plain(text, Some(Currency::USD), None).as_deref(), Some(number), "{text}");
        }
    }

    #[test]
    fn one_mark_and_three_digits_are_told_by_the_file_alone() {
        for (text, point, comma) in
            [("1,299", "1299", "1.299"), ("1.500", "1.5", "1500"), ("-12,000", "-12000", "-12")]
        {
            assert_eq!(plain(text, None, None), None, "{text}");
            assert_eq!(plain(text, None, Some(DecimalMark::Point)).as_deref(), Some(point), "{text}");
            assert_eq!(plain(text, None, Some(DecimalMark::Comma)).as_deref(), Some(comma), "{text}");
        }
    }

    #[test]
    fn what_is_no_number_is_none() {
        for text in
            ["", "free", "€19.99", "1.2.3", "1,2,3", "1,29.00", "1e5", "#REF!", "1,299.00.00", ".", "$"]
        {
            assert_eq!(plain(text, Some(Currency::USD), Some(DecimalMark::Point)), None, "{text}");
        }
    }
}
