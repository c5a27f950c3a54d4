//! Every address of the back office: one pattern and one builder each.

souk_ui::addresses! {
    /// Those who want to sell here.
    VENDORS vendors() = "/admin/vendors";
    /// Where the button posts that lets one sell.
    VENDOR_APPROVE vendor_approve(id) = "/admin/vendors/{id}/approve";
    /// Where the form posts that says no to one, and why.
    VENDOR_REFUSE vendor_refuse(id) = "/admin/vendors/{id}/refuse";
}
