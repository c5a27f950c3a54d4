use souk_domain::ids::VendorId;
use souk_ui::faults::Faults;

/// What was typed for which vendor, and what is wrong with it.
pub(super) struct Typed<'a> {
    pub(super) vendor: VendorId,
    pub(super) reason: &'a str,
    pub(super) faults: &'a Faults,
}
