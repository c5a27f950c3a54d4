//! Fields of which a form has one for each line: how many pieces.

use souk_domain::ids::OrderLineId;
use souk_domain::quantity::Quantity;
use souk_ui::Entry;
use souk_ui::texts::say;

use super::{Fields, Mistakes};

/// A line in a form.
#[derive(Clone, Debug)]
pub struct FormLine {
    pub field: String,
    pub name: String,
    pub most: u32,
    pub quantity: Entry,
}

/// The pieces that were typed for lines, none left out; a mistake at the field of what is no number.
pub(crate) fn typed_pieces(sent: &Fields, prefix: &str, mistakes: &mut Mistakes) -> Vec<(OrderLineId, u32)> {
    let mut lines = Vec::new();
    for (id, typed) in sent.of(prefix) {
        let Ok(line) = id.parse() else { continue };
        match typed.trim().parse::<u32>() {
            _ if typed.trim().is_empty() => {}
            Ok(0) => {}
            Ok(pieces) if pieces <= Quantity::MAX => lines.push((line, pieces)),
            _ => mistakes.add(&format!("{prefix}{id}"), say("pieces-odd", &[])),
        }
    }
    lines
}

/// The field of a form that a pointer names; lines are told by their place in what was asked for.
pub(crate) fn field_of(pointer: &str, prefix: &str, lines: &[(OrderLineId, u32)]) -> String {
    let mut parts = pointer.trim_start_matches('/').split('/');
    match (parts.next(), parts.next()) {
        (Some("lines"), Some(place)) => {
            let line = place.parse::<usize>().ok().and_then(|place| lines.get(place));
            line.map(|(id, _)| format!("{prefix}{id}")).unwrap_or_default()
        }
        (Some(name), _) => name.to_owned(),
        _ => String::new(),
    }
}
