//! Postal codes: who has them, and what they look like.

use crate::field::FieldError;

/// Characters of the longest postal code anywhere, with room for spaces.
pub const MAX_POSTAL_CODE_CHARS: usize = 12;

/// Countries and places whose post uses no codes.
const WITHOUT: &[&str] = &[
    "AE", "AG", "AO", "AW", "BF", "BI", "BJ", "BS", "BW", "BZ", "CD", "CF", "CG", "CI", "CM", "DJ", "DM",
    "ER", "FJ", "GA", "GD", "GH", "GM", "GQ", "GY", "HK", "JM", "KI", "KM", "KN", "LY", "ML", "MO", "MR",
    "MW", "NR", "QA", "RW", "SB", "SC", "SL", "SR", "ST", "SY", "TD", "TG", "TK", "TL", "TO", "TV", "UG",
    "VU", "YE", "ZW",
];

/// How a country writes its codes: `9` a digit, `A` a letter, `*` either, anything else itself; spaces and dashes may be left out.
struct Form {
    country: &'static str,
    patterns: &'static [&'static str],
    /// What is right, for whoever wrote it otherwise.
    says: &'static str,
}

const FORMS: &[Form] = &[
    Form { country: "US", patterns: &["99999", "99999-9999"], says: "ZIP codes have five digits." },
    Form { country: "CA", patterns: &["A9A 9A9"], says: "Canadian postal codes look like K1A 0B1." },
    Form {
        country: "GB",
        patterns: &["A9 9AA", "A99 9AA", "AA9 9AA", "AA99 9AA", "A9A 9AA", "AA9A 9AA"],
        says: "British postcodes look like SW1A 1AA.",
    },
    Form { country: "DE", patterns: &["99999"], says: "German postal codes have five digits." },
    Form { country: "FR", patterns: &["99999"], says: "French postal codes have five digits." },
    Form { country: "ES", patterns: &["99999"], says: "Spanish postal codes have five digits." },
    Form { country: "IT", patterns: &["99999"], says: "Italian postal codes have five digits." },
    Form { country: "MX", patterns: &["99999"], says: "Mexican postal codes have five digits." },
    Form { country: "IE", patterns: &["A99 ****", "A9A ****"], says: "Eircodes look like D02 AF30." },
    Form { country: "NZ", patterns: &["9999"], says: "New Zealand postcodes have four digits." },
    Form { country: "NO", patterns: &["9999"], says: "Norwegian postal codes have four digits." },
    Form { country: "FI", patterns: &["99999"], says: "Finnish postal codes have five digits." },
    Form { country: "CZ", patterns: &["999 99"], says: "Czech postal codes have five digits." },
    Form { country: "AT", patterns: &["9999"], says: "Austrian postal codes have four digits." },
    Form { country: "BE", patterns: &["9999"], says: "Belgian postal codes have four digits." },
    Form { country: "CH", patterns: &["9999"], says: "Swiss postal codes have four digits." },
    Form { country: "DK", patterns: &["9999"], says: "Danish postal codes have four digits." },
    Form { country: "AU", patterns: &["9999"], says: "Australian postcodes have four digits." },
    Form { country: "NL", patterns: &["9999 AA"], says: "Dutch postal codes look like 1012 AB." },
    Form { country: "SE", patterns: &["999 99"], says: "Swedish postal codes have five digits." },
    Form { country: "PL", patterns: &["99-999"], says: "Polish postal codes look like 00-950." },
    Form { country: "PT", patterns: &["9999-999"], says: "Portuguese postal codes look like 1000-001." },
    Form { country: "JP", patterns: &["999-9999"], says: "Japanese postal codes look like 100-0001." },
    Form { country: "IN", patterns: &["999999"], says: "Indian PIN codes have six digits." },
    Form { country: "BR", patterns: &["99999-999"], says: "Brazilian postal codes look like 01310-100." },
];

/// How a country writes its codes, for a form: a pattern as HTML reads it (any case, spaces and dashes left out or in),
/// and what is right. `None` where any code is taken.
pub fn postal_form(country: &str) -> Option<(String, &'static str)> {
    let form = FORMS.iter().find(|form| form.country == country)?;
    let one = |pattern: &&str| {
        let place = |place: char| match place {
            '9' => "[0-9]".to_owned(),
            'A' => "[A-Za-z]".to_owned(),
            '*' => "[0-9A-Za-z]".to_owned(),
            _ => "[ \\-]?".to_owned(),
        };
        pattern.chars().map(place).collect::<String>()
    };
    let patterns: Vec<String> = form.patterns.iter().map(one).collect();
    Some((format!(" *(?:{}) *", patterns.join("|")), form.says))
}

/// Whether addresses of a country have a code at all.
pub fn has_postal_codes(country: &str) -> bool {
    !WITHOUT.contains(&country)
}

/// Whether a country's codes are digits alone, so that a phone may show its number keys.
pub fn has_digits_only(country: &str) -> bool {
    let digits = |form: &Form| {
        form.patterns.iter().all(|pattern| pattern.bytes().all(|byte| matches!(byte, b'9' | b'-' | b' ')))
    };
    FORMS.iter().find(|form| form.country == country).is_some_and(digits)
}

/// Why a code is none.
pub(super) struct PostalProblem {
    code: &'static str,
    detail: String,
}

impl PostalProblem {
    pub(super) fn at(self, pointer: &str) -> FieldError {
        FieldError::new(pointer, self.code, self.detail)
    }
}

/// Reads a code as the country writes it, and writes it as the country does; empty where the country has none.
pub(super) fn parse(country: &str, typed: &str) -> Result<String, PostalProblem> {
    let typed = typed.trim();
    if typed.is_empty() {
        // With the country missing too, one complaint is enough.
        let needs_none = country.is_empty() || WITHOUT.contains(&country);
        return if needs_none { Ok(String::new()) } else { Err(needed(country)) };
    }
    if typed.chars().take(MAX_POSTAL_CODE_CHARS + 1).count() > MAX_POSTAL_CODE_CHARS {
        let detail = FORMS.iter().find(|form| form.country == country).map_or_else(
            || format!("A postal code has at most {MAX_POSTAL_CODE_CHARS} characters."),
            |form| form.says.to_owned(),
        );
        return Err(PostalProblem { code: "malformed_postal_code", detail });
    }
    let upper = typed.to_uppercase();
    match FORMS.iter().find(|form| form.country == country) {
        Some(form) => {
            form.patterns.iter().find_map(|pattern| fit(pattern, &upper)).ok_or_else(|| wrong(form, &upper))
        }
        None if upper.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')) => Ok(upper),
        None => Err(PostalProblem {
            code: "malformed_postal_code",
            detail: "A postal code has letters, digits, spaces and dashes only.".to_owned(),
        }),
    }
}

fn needed(country: &str) -> PostalProblem {
    let name = if country == "US" { "The ZIP code" } else { "The postal code" };
    PostalProblem { code: "required", detail: format!("{name} is needed.") }
}

/// The code written as the pattern has it, when its letters and digits fit.
fn fit(pattern: &str, typed: &str) -> Option<String> {
    let mut symbols = typed.chars().filter(|c| !matches!(c, ' ' | '-'));
    let mut written = String::new();
    for place in pattern.chars() {
        match place {
            '9' => written.push(symbols.next().filter(char::is_ascii_digit)?),
            'A' => written.push(symbols.next().filter(char::is_ascii_uppercase)?),
            '*' => written.push(symbols.next().filter(char::is_ascii_alphanumeric)?),
            fixed => written.push(fixed),
        }
    }
    symbols.next().is_none().then_some(written)
}

/// What is right, and what this one has, where that helps.
fn wrong(form: &Form, typed: &str) -> PostalProblem {
    let only_digits =
        form.patterns.iter().all(|pattern| pattern.chars().all(|c| matches!(c, '9' | ' ' | '-')));
    let symbols: Vec<char> = typed.chars().filter(|c| !matches!(c, ' ' | '-')).collect();
    let detail = if !only_digits || !form.says.contains("digits") {
        form.says.to_owned()
    } else if symbols.iter().all(char::is_ascii_digit) {
        format!("{} This one has {}.", form.says, count_word(symbols.len()))
    } else {
        format!("{} This one has something else in it.", form.says)
    };
    PostalProblem { code: "malformed_postal_code", detail }
}

fn count_word(count: usize) -> String {
    let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
