//! Postal codes: read in any spelling, written as their country does.

use super::country::{Country, Part};
use crate::field::FieldError;
use crate::text::plain;

/// Characters of the longest postal code anywhere, with room for spaces.
pub const MAX_POSTAL_CODE_CHARS: usize = 12;

/// Why a code is none.
pub(super) struct PostalProblem {
    code: &'static str,
    detail: String,
}

impl PostalProblem {
    pub(super) fn at(self, pointer: &str) -> FieldError {
        FieldError::new(pointer, self.code, self.detail)
    }

    fn malformed(detail: String) -> Self {
        Self { code: "malformed_postal_code", detail }
    }
}

impl Country {
    /// The word for its postal code, as in "the ZIP code".
    fn postal_noun(&self) -> &'static str {
        match self.postal_word {
            "zip" => "ZIP code",
            "pin" => "PIN code",
            "eircode" => "Eircode",
            _ => "postal code",
        }
    }

    /// What its postal codes look like, in a sentence; nothing where any is taken.
    pub fn postal_rule(&self) -> Option<String> {
        let first = self.forms.first()?;
        let digits = first.bytes().all(|place| place == b'#');
        // a longer code that begins with the shorter one need not be told
        let longer = |form: &&str| {
            form.strip_prefix(first).is_some_and(|rest| rest.is_empty() || rest.starts_with('-'))
        };
        let looks = if digits && self.forms.iter().all(longer) {
            format!("have {} digits", count_word(first.len()))
        } else {
            format!("look like {}", self.example)
        };
        Some(match self.postal_noun() {
            "postal code" => format!("{}: postal codes {looks}.", self.name),
            noun => format!("{noun}s {looks}."),
        })
    }

    /// A pattern of its codes as HTML reads patterns: any case, spaces and dashes left out or in. `None` where any is taken.
    pub fn postal_pattern(&self) -> Option<String> {
        let one = |form: &&str| {
            let place = |place: char| match place {
                '#' => "[0-9]".to_owned(),
                '@' => "[A-Za-z]".to_owned(),
                '*' => "[0-9A-Za-z]".to_owned(),
                ' ' | '-' => String::new(),
                letter if letter.is_ascii_alphabetic() => {
                    format!("[{}{}]", letter.to_ascii_uppercase(), letter.to_ascii_lowercase())
                }
                digit => digit.to_string(),
            };
            let spaced = |places: &str| {
                places.chars().map(place).filter(|place| !place.is_empty()).collect::<Vec<_>>()
            };
            let prefix = self.prefix();
            let rest = spaced(form.get(prefix.len()..).unwrap_or_default()).join("[ .\\-]*");
            match spaced(prefix).join("[ .\\-]*") {
                prefix if prefix.is_empty() || rest.is_empty() => format!("{prefix}{rest}"),
                prefix => format!("(?:{prefix}[ .\\-]*)?{rest}"),
            }
        };
        if self.forms.is_empty() {
            return None;
        }
        let letters =
            self.code.chars().map(|c| format!("[{c}{}]", c.to_ascii_lowercase())).collect::<String>();
        let forms: Vec<String> = self.forms.iter().map(one).collect();
        Some(format!("\\s*(?:{letters}[ .\\-]*)?(?:{})\\s*", forms.join("|")))
    }

    /// Whether its codes are digits alone, so that a phone may show its number keys.
    pub fn has_postal_digits_only(&self) -> bool {
        let digits =
            |form: &&str| form.bytes().all(|place| matches!(place, b'#' | b'-' | b' ' | b'0'..=b'9'));
        !self.forms.is_empty() && self.forms.iter().all(digits)
    }

    /// What is right, and what this one has, where that helps.
    fn wrong(&self, typed: &str) -> PostalProblem {
        let Some(rule) = self.postal_rule() else {
            return PostalProblem::malformed(format!(
                "A postal code has at most {MAX_POSTAL_CODE_CHARS} characters."
            ));
        };
        let symbols: Vec<char> = symbols(typed).collect();
        PostalProblem::malformed(if !rule.contains("digits") || symbols.len() > MAX_POSTAL_CODE_CHARS {
            rule
        } else if symbols.iter().all(char::is_ascii_digit) {
            format!("{rule} This one has {}.", count_word(symbols.len()))
        } else {
            format!("{rule} This one has something else in it.")
        })
    }
}

/// Reads a code as the country writes it, and writes it as the country does; empty where none is needed and none was typed.
pub(super) fn parse(country: Option<&Country>, typed: &str) -> Result<String, PostalProblem> {
    let typed = plain(typed).to_uppercase();
    // with the country missing too, one complaint is enough
    let Some(country) = country else { return Ok(String::new()) };
    if typed.is_empty() {
        return match country.needs(Part::PostalCode) {
            false => Ok(String::new()),
            true => Err(PostalProblem {
                code: "required",
                detail: format!("The {} is needed.", country.postal_noun()),
            }),
        };
    }
    let is_long = typed.chars().take(MAX_POSTAL_CODE_CHARS + 1).count() > MAX_POSTAL_CODE_CHARS;
    if !country.forms.is_empty() {
        return country.fit(&typed).filter(|_| !is_long).ok_or_else(|| country.wrong(&typed));
    }
    if is_long {
        return Err(country.wrong(&typed));
    }
    if typed.chars().all(|c| c.is_alphanumeric() || matches!(c, ' ' | '-')) {
        Ok(typed)
    } else {
        let detail = "A postal code has letters, digits, spaces and dashes only.".to_owned();
        Err(PostalProblem::malformed(detail))
    }
}

impl Country {
    /// The code in the form that it fits. The country's own letters may stand before it, and those that all its codes begin
    /// with may be left out.
    fn fit(&self, typed: &str) -> Option<String> {
        let all: String = symbols(typed).collect();
        let bare = all.strip_prefix(self.code).unwrap_or(&all);
        let fits = |typed: &str| self.forms.iter().find_map(|form| fit(form, typed));
        let completed = format!("{}{bare}", symbols(self.prefix()).collect::<String>());
        fits(&all).or_else(|| fits(bare)).or_else(|| fits(&completed))
    }

    /// The letters that all its codes begin with.
    fn prefix(&self) -> &'static str {
        let first = self.forms.first().copied().unwrap_or_default();
        let end = first.find(|c: char| !(c.is_ascii_alphabetic() || matches!(c, ' ' | '-'))).unwrap_or(0);
        let prefix = first.get(..end).unwrap_or_default();
        if self.forms.iter().all(|form| form.starts_with(prefix)) { prefix } else { "" }
    }
}

fn symbols(typed: &str) -> impl Iterator<Item = char> {
    typed.chars().filter(|c| !matches!(c, ' ' | '-' | '.'))
}

/// The code written as the form has it, when its letters and digits fit.
fn fit(form: &str, typed: &str) -> Option<String> {
    let mut symbols = typed.chars();
    let mut written = String::new();
    for place in form.chars() {
        written.push(match place {
            '#' => symbols.next().filter(char::is_ascii_digit)?,
            '@' => symbols.next().filter(char::is_ascii_uppercase)?,
            '*' => symbols.next().filter(char::is_ascii_alphanumeric)?,
            ' ' | '-' => place,
            fixed => symbols.next().filter(|symbol| *symbol == fixed)?,
        });
    }
    symbols.next().is_none().then_some(written)
}

fn count_word(count: usize) -> String {
    let words = ["none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"];
    words.get(count).map_or_else(|| count.to_string(), |word| (*word).to_owned())
}
