//! Every address of vendors' pages: one pattern and one builder each.

souk_ui::addresses! {
    /// What waits, and how it sells.
    HOME home() = souk_ui::routes::VENDOR_DESK;
    /// Where a member of several vendors says for which one to work.
    CHOOSE choose() = "/vendor/choose";
    /// The products, and what is done with many of them.
    PRODUCTS products() = "/vendor/products";
    PRODUCT_CHANGES product_changes() = "/vendor/products/changes";
    /// All of them as a file.
    PRODUCT_EXPORT product_export() = "/vendor/products/export";
    /// The editor of one, new or there.
    NEW_PRODUCT new_product() = "/vendor/products/new";
    PRODUCT product(id) = "/vendor/products/{product}";
    PRODUCT_COPY product_copy(id) = "/vendor/products/{product}/duplicate";
    /// Its pictures: where they are sent, and where one is named, moved or taken away.
    PRODUCT_PICTURES product_pictures(id) = "/vendor/products/{product}/pictures";
    PICTURE_CHANGES picture_changes(id) = "/vendor/products/{product}/pictures/changes";
    /// What is of each variant at each place, and of one.
    INVENTORY inventory() = "/vendor/inventory";
    INVENTORY_VARIANT inventory_variant(id) = souk_ui::routes::VENDOR_STOCK;
    /// The places with stock, and one of them.
    LOCATIONS locations() = "/vendor/inventory/locations";
    LOCATION location(id) = "/vendor/inventory/locations/{location}";
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_address_stands_below_the_first() {
        assert_eq!(super::home(), "/vendor");
        assert!(super::choose().starts_with("/vendor/"));
    }
}
