//! Cells that a spreadsheet would run, and lists within a cell, written so that they come back as they were.

/// What spreadsheets take for the start of a formula, in some countries in full width too, and the mark that guards from it.
const GUARDED: [char; 11] = ['=', '+', '-', '@', '\t', '\r', GUARD, '＝', '＋', '－', '＠'];

/// Stands before a text that a spreadsheet would run; it shows the text without it.
const GUARD: char = '\'';

/// A text as a cell that no spreadsheet runs. One that begins with the guard gets another, so that both come back.
pub(super) fn guarded(text: &str) -> String {
    if text.starts_with(GUARDED) { format!("{GUARD}{text}") } else { text.to_owned() }
}

/// The text of a cell: without white space around it, and without a guard where one was needed.
pub(super) fn unguarded(cell: &str) -> &str {
    let text = cell.trim();
    text.strip_prefix(GUARD).filter(|rest| rest.starts_with(GUARDED)).unwrap_or(text)
}

/// Items with a mark between them; before a mark or backslash of an item stands a backslash.
pub(super) fn joined(items: &[String], mark: char, between: &str) -> String {
    let escaped = |item: &String| {
        let mut text = String::with_capacity(item.len());
        for c in item.chars() {
            if c == mark || c == '\\' {
                text.push('\\');
            }
            text.push(c);
        }
        text
    };
    items.iter().map(escaped).collect::<Vec<_>>().join(between)
}

/// The items between marks. A backslash stands for itself where it is before neither a mark nor another.
pub(super) fn parted(text: &str, mark: char) -> Vec<String> {
    let mut items = Vec::new();
    let mut item = String::new();
    let mut letters = text.chars().peekable();
    while let Some(c) = letters.next() {
        if c == mark {
            items.push(std::mem::take(&mut item));
            continue;
        }
        let escaped = if c == '\\' { letters.next_if(|next| *next == mark || *next == '\\') } else { None };
        item.push(escaped.unwrap_or(c));
    }
    items.push(item);
    items
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_guarded_and_comes_back() {
        for (text, cell) in [
            ("=1+1", "'=1+1"),
            ("+44 20", "'+44 20"),
            ("-5", "'-5"),
            ("@SUM(A1)", "'@SUM(A1)"),
            ("＝1", "'＝1"),
            ("'=1", "''=1"),
            ("'Tis", "''Tis"),
            ("'", "''"),
            ("mug = cup", "mug = cup"),
            ("", ""),
        ] {
            assert_eq!(guarded(text), cell, "{text}");
            assert_eq!(unguarded(cell), text, "{cell}");
        }
        // what nobody guarded stays
        assert_eq!(unguarded(" 'Tis "), "'Tis");
        assert_eq!(unguarded("=1"), "=1");
    }

    #[test]
    fn lists_come_back_whatever_their_items_hold() {
        let items = ["a, b", "c\\", "\\,", "d"].map(str::to_owned);
        let read: Vec<String> =
            parted(&joined(&items, ',', ", "), ',').iter().map(|item| item.trim().to_owned()).collect();
        assert_eq!(read, items);
        assert_eq!(parted("a\\b,c", ','), ["a\\b", "c"]);
    }
}
