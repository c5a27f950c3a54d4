//! Every address of vendors' pages: one pattern and one builder each.

souk_ui::addresses! {
    /// What waits, and how it sells.
    HOME home() = souk_ui::routes::VENDOR_DESK;
    /// Where a member of several vendors says for which one to work.
    CHOOSE choose() = "/vendor/choose";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_address_stands_below_the_first() {
        assert_eq!(super::home(), "/vendor");
        assert!(super::choose().starts_with("/vendor/"));
    }
}
