use souk_market::imports::ImportStatus;
use souk_ui::Choice;
use souk_ui::texts::say;

/// Encodings to choose from: those in which spreadsheets of the world save, by their names and the keys of what is written in them.
const ENCODINGS: &[(&str, &str)] = &[
    ("", "encoding-found"),
    ("utf-8", "encoding-utf-8"),
    ("windows-1252", "encoding-western"),
    ("windows-1250", "encoding-central"),
    ("windows-1251", "encoding-cyrillic"),
    ("windows-1253", "encoding-greek"),
    ("windows-1254", "encoding-turkish"),
    ("windows-1255", "encoding-hebrew"),
    ("windows-1256", "encoding-arabic"),
    ("macintosh", "encoding-mac"),
    ("shift_jis", "encoding-japanese"),
    ("gbk", "encoding-chinese"),
    ("big5", "encoding-taiwan"),
    ("euc-kr", "encoding-korean"),
];

pub(super) fn encodings(chosen: &str) -> Vec<Choice> {
    let choice = |(value, key): &(&str, &str)| Choice {
        value: (*value).to_owned(),
        name: say(key, &[]),
        chosen: *value == chosen,
    };
    ENCODINGS.iter().map(choice).collect()
}

/// The key of how far an import has come, and the class of its badge.
pub(super) fn badge(status: ImportStatus) -> (&'static str, &'static str) {
    match status {
        ImportStatus::Asking => ("import-asking", "warn"),
        ImportStatus::Checking => ("import-checking", "info"),
        ImportStatus::Ready => ("import-ready", "info"),
        ImportStatus::Importing => ("import-importing", "info"),
        ImportStatus::Done => ("import-done", "ok"),
        ImportStatus::Canceled => ("import-canceled", ""),
        ImportStatus::Failed => ("import-failed", "bad"),
    }
}

/// The kind of a finding as words: `price_invalid` is `Price invalid`.
pub(super) fn kind(code: &str) -> String {
    let words = code.replace('_', " ");
    let mut letters = words.chars();
    letters.next().map_or_else(String::new, |first| first.to_uppercase().chain(letters).collect())
}
