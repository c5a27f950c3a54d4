//! From what serde says to what the sender needs: which field, what is wrong, never what was typed.

use serde_path_to_error::{Path, Segment};
use souk_domain::refusal::RequestRefusal;

/// The refusal of a value that was read up to `path`; `said` is the message of the error without line and column.
///
/// Serde's messages quote the value, which may be a card number, so only the end that says what was expected is kept.
pub(super) fn refusal(path: &Path, said: &str) -> RequestRefusal {
    if let Some(name) = quoted(said, "unknown field `") {
        return RequestRefusal::UnknownField { pointer: pointer_to(path, name), name: name.to_owned() };
    }
    if let Some(name) = quoted(said, "duplicate field `") {
        return RequestRefusal::DuplicateField { pointer: pointer_to(path, name), name: name.to_owned() };
    }
    if let Some(name) = quoted(said, "missing field `") {
        return RequestRefusal::MissingField { pointer: pointer_to(path, name), name: name.to_owned() };
    }
    let detail = match said.rsplit_once(", expected ") {
        Some((_, expected)) => format!("Send {} here.", in_plain_words(expected)),
        None if said.starts_with("number out of range") => "This number is too large.".to_owned(),
        None => said.to_owned(),
    };
    RequestRefusal::InvalidValue { pointer: pointer(path), detail }
}

/// The JSON pointer (RFC 6901) of a path.
fn pointer(path: &Path) -> String {
    path.iter().map(part).collect()
}

/// The pointer of a field of the object at `path`. Serde may have entered the field already.
fn pointer_to(path: &Path, name: &str) -> String {
    let at = pointer(path);
    let field = format!("/{}", escaped(name));
    if at.ends_with(&field) && matches!(path.iter().next_back(), Some(Segment::Map { key }) if key == name) {
        at
    } else {
        at + &field
    }
}

fn part(segment: &Segment) -> String {
    match segment {
        Segment::Seq { index } => format!("/{index}"),
        Segment::Map { key } => format!("/{}", escaped(key)),
        Segment::Enum { variant } => format!("/{}", escaped(variant)),
        Segment::Unknown => String::new(),
    }
}

fn escaped(key: &str) -> String {
    key.replace('~', "~0").replace('/', "~1")
}

fn quoted<'s>(said: &'s str, before: &str) -> Option<&'s str> {
    let rest = said.strip_prefix(before)?;
    // the name itself may hold a backtick: what follows it is ours
    let end = rest
        .rfind("`, expected ")
        .or_else(|| rest.rfind("`, there are no fields"))
        .or_else(|| rest.rfind('`'))?;
    rest.get(..end)
}

/// Serde's words for types, as people who write clients say them.
fn in_plain_words(expected: &str) -> String {
    match expected {
        "a string" | "a borrowed string" => "a string".to_owned(),
        "a boolean" => "true or false".to_owned(),
        "i64" | "u64" | "i32" | "u32" | "u16" | "i16" | "u8" => "a whole number within its bounds".to_owned(),
        "a sequence" => "a list".to_owned(),
        struct_name if struct_name.starts_with("struct ") => "an object".to_owned(),
        other => other.to_owned(),
    }
}
