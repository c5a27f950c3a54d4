//! The codes of a promotion.

use souk_domain::text::plain;
use souk_market::promotions::{CodeRow as Found, NewCodes};

use crate::desk::{Fields, Mistakes};
use crate::form::Entry;
use crate::texts::say;

/// The fields of the two forms that make codes.
pub const CODES_FIELDS: &[&str] = &["key", "code", "max_uses", "count", "prefix"];

/// A code in a list.
#[derive(Clone, Debug)]
pub struct CodeRow {
    pub id: String,
    pub code: String,
    pub used: String,
    pub withdrawn: bool,
}

/// The forms that make codes, as they were typed.
#[derive(Clone, Debug, Default)]
pub struct CodesForm {
    pub code: Entry,
    pub max_uses: Entry,
    pub count: Entry,
    pub prefix: Entry,
}

impl CodeRow {
    pub fn of(found: &Found) -> Self {
        Self {
            id: found.id.to_string(),
            code: found.code.clone(),
            used: match found.max_uses {
                Some(most) => say("promotion-used-of", &[("used", &found.used), ("most", &most)]),
                None => found.used.to_string(),
            },
            withdrawn: found.withdrawn_at.is_some(),
        }
    }
}

impl CodesForm {
    pub fn of(sent: &Fields, mistakes: &Mistakes) -> Self {
        let entry = |name: &str| sent.entry(mistakes, name, "");
        Self {
            code: entry("code"),
            max_uses: entry("max_uses"),
            count: entry("count"),
            prefix: entry("prefix"),
        }
    }
}

/// What codes are asked for. Errors: no number.
pub fn read_codes(sent: &Fields) -> Result<NewCodes, Mistakes> {
    let mut wrong = Mistakes::default();
    let mut number = |name: &str| match sent.said(name).map(|typed| plain(&typed).parse::<u32>()) {
        None => None,
        Some(Ok(number)) => Some(number),
        Some(Err(_)) => {
            wrong.add(name, say("promotion-number-wrong", &[]));
            None
        }
    };
    let new = match sent.said("count") {
        Some(_) => NewCodes::Batch {
            count: number("count").unwrap_or_default(),
            prefix: sent.get("prefix").to_owned(),
        },
        None => NewCodes::One { code: sent.get("code").to_owned(), max_uses: number("max_uses") },
    };
    if wrong.is_empty() { Ok(new) } else { Err(wrong) }
}
