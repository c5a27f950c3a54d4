//! What was done, in words.

use souk_ui::texts::say;

/// What was just done, in words; empty for nothing, and for a word that is none of ours.
pub(super) fn done_words(done: &str) -> String {
    match done {
        "packed" => say("done-packed", &[]),
        "provided" => say("done-provided", &[]),
        "tracked" => say("done-tracked", &[]),
        "refunded" => say("done-refunded", &[]),
        "waived" => say("done-waived", &[]),
        "sent" => say("done-sent", &[]),
        _ => String::new(),
    }
}
