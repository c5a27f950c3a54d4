//! What the desks show of promotions alike: rows, the form of one, its codes, and a cart to be tried.

mod acts;
mod codes;
mod form;
mod row;
mod samples;
mod trial;

pub use acts::{Desk as PromotionDesk, Done};
pub use codes::{CODES_FIELDS, CodeRow, CodesForm, read_codes};
pub use form::{PROMOTION_FIELDS, PromotionForm, Typed, field_of};
pub use row::PromotionRow;
pub use trial::{Told, Trial, TrialLine, TrialQuery, TrialResult, read_lines};

use crate::form::Choice;
use crate::texts::say;

/// Choices of a list by their words: value, key of its name.
fn choices(all: &[(&str, &str)], chosen: &str) -> Vec<Choice> {
    let choice = |(value, key): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        name: say(key, &[]),
        chosen: *value == chosen,
    };
    all.iter().map(choice).collect()
}
