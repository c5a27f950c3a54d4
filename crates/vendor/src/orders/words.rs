//! What the states of a vendor's order are called, and how they are coloured.

use souk_domain::order::RefundStatus;
use souk_ui::Tone;
use souk_ui::texts::say;

pub(super) fn refund_key(status: RefundStatus) -> &'static str {
    match status {
        RefundStatus::Succeeded => "refund-sent",
        RefundStatus::Failed => "refund-held-up",
        RefundStatus::Waived => "refund-waived",
        _ => "refund-on-its-way",
    }
}

pub(super) fn refund_tone(status: RefundStatus) -> Tone {
    match status {
        RefundStatus::Succeeded => Tone::Good,
        RefundStatus::Failed => Tone::Bad,
        _ => Tone::Info,
    }
}

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
