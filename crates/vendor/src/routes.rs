//! Every address of vendors' pages: one pattern and one builder each.

souk_ui::addresses! {
    /// What waits, and how it sells.
    HOME home() = souk_ui::routes::VENDOR_DESK;
    /// How it ships, and its own ways to ship.
    DELIVERY delivery() = "/vendor/delivery";
    /// Where the form of how it ships posts.
    DELIVERY_TERMS delivery_terms() = "/vendor/delivery/terms";
    /// A new way to ship.
    WAY_NEW way_new() = "/vendor/delivery/new";
    /// One of its own ways to ship.
    WAY way(method) = "/vendor/delivery/{method}";
    /// Where the button posts that stops offering it.
    WAY_REMOVE way_remove(method) = "/vendor/delivery/{method}/remove";
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
