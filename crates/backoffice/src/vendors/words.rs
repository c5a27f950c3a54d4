//! What the states of a vendor and its papers are called, and how they are coloured.

use souk_market::documents::DocumentStatus;
use souk_market::vendors::VendorStatus;
use souk_ui::texts::say;

pub(super) fn status_key(status: VendorStatus) -> &'static str {
    match status {
        VendorStatus::Applied => "office-vendor-applied",
        VendorStatus::Active => "office-vendor-active",
        VendorStatus::Refused => "office-vendor-refused",
        VendorStatus::Suspended => "office-vendor-suspended",
        VendorStatus::Closed => "office-vendor-closed",
    }
}

/// The class of a status' badge.
pub(super) fn status_tone(status: VendorStatus) -> &'static str {
    match status {
        VendorStatus::Applied => "info",
        VendorStatus::Active => "ok",
        VendorStatus::Suspended => "bad",
        VendorStatus::Refused | VendorStatus::Closed => "",
    }
}

pub(super) fn paper_key(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Waiting => "paper-waiting",
        DocumentStatus::Accepted => "paper-accepted",
        DocumentStatus::Refused => "paper-refused",
    }
}

/// The class of a paper's badge.
pub(super) fn paper_tone(status: DocumentStatus) -> &'static str {
    match status {
        DocumentStatus::Waiting => "info",
        DocumentStatus::Accepted => "ok",
        DocumentStatus::Refused => "bad",
    }
}

/// What was just done, in words; empty for nothing, and for a word that is none of ours.
pub(super) fn done_words(done: &str) -> String {
    match done {
        "approved" => say("office-approved", &[]),
        "refused" => say("office-refused", &[]),
        "suspended" => say("office-suspended", &[]),
        "reinstated" => say("office-reinstated", &[]),
        "closed" => say("office-closed", &[]),
        "paper-accepted" => say("office-paper-accepted", &[]),
        "paper-refused" => say("office-paper-refused", &[]),
        _ => String::new(),
    }
}
