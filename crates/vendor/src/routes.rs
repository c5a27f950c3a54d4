//! Every address of vendors' pages: one pattern and one builder each.

use souk_domain::ids::{ReturnId, ReturnPhotoId};

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
    /// Where the button posts by which one of the staff stops acting for a vendor.
    ACTING_END acting_end() = "/vendor/acting/end";
    /// What it takes off its own things.
    PROMOTIONS promotions() = "/vendor/promotions";
    /// A new promotion; its form posts to the same address.
    PROMOTION_NEW promotion_new() = "/vendor/promotions/new";
    /// A cart to be tried.
    PROMOTION_TRIAL promotion_trial() = "/vendor/promotions/simulator";
    /// One promotion; its form posts to the same address.
    PROMOTION promotion(id) = "/vendor/promotions/{promotion}";
    /// Where the button posts that ends it.
    PROMOTION_END promotion_end(id) = "/vendor/promotions/{promotion}/end";
    /// Where the forms post that make codes, all of them as a file, and where one is taken back.
    PROMOTION_CODES promotion_codes(id) = "/vendor/promotions/{promotion}/codes";
    PROMOTION_CODES_FILE promotion_codes_file(id) = "/vendor/promotions/{promotion}/codes/file";
    PROMOTION_CODE_END promotion_code_end(id) = "/vendor/promotions/{promotion}/codes/end";
    /// Where a member of several vendors says for which one to work.
    CHOOSE choose() = "/vendor/choose";
    /// What was bought.
    ORDERS orders() = "/vendor/orders";
    /// Several orders to be sent at once; its form posts to the same address.
    ORDERS_SHIP orders_ship() = "/vendor/orders/ship";
    /// One order, by its number.
    ORDER order(number) = "/vendor/orders/{number}";
    /// Where the form posts that makes a parcel.
    ORDER_SHIP order_ship(number) = "/vendor/orders/{number}/ship";
    /// Where the button posts that hands over what needs no parcel.
    ORDER_PROVIDE order_provide(number) = "/vendor/orders/{number}/provide";
    /// Where the forms post that tell where a parcel is.
    ORDER_TRACK order_track(number) = "/vendor/orders/{number}/track";
    /// Where the forms post that give money back.
    ORDER_REFUND order_refund(number) = "/vendor/orders/{number}/refund";
    /// What is put into the parcel.
    ORDER_SLIP order_slip(number) = "/vendor/orders/{number}/slip";
    /// What buyers give back.
    RETURNS returns() = "/vendor/returns";
    /// Where the forms post that answer a return.
    RETURN return_of(id) = "/vendor/returns/{id}";
    /// What buyers say of the things.
    REVIEWS reviews() = "/vendor/reviews";
    /// Where the forms post that answer a review, or tell the market of it.
    REVIEW review(id) = "/vendor/reviews/{id}";
    /// What the vendor has, and how it came to be.
    MONEY money() = "/vendor/money";
    /// The same as a file.
    STATEMENT statement() = "/vendor/money/statement";
    /// How far the vendor is set up.
    ONBOARDING onboarding() = "/vendor/onboarding";
    /// What the vendor says of itself; its form posts to the same address.
    PROFILE profile() = "/vendor/settings/profile";
    /// Who acts for the vendor; the form that asks another posts to the same address.
    TEAM team() = "/vendor/settings/team";
    /// Where the form of one member posts.
    MEMBER member(id) = "/vendor/settings/team/{id}";
    /// Where the button posts that takes an invitation back.
    INVITATION invitation(id) = "/vendor/settings/invitations/{id}";
    /// When the vendor is away; its forms post to the same address.
    CLOSURE closure() = "/vendor/settings/closure";
    /// Where the vendor's money goes; its form posts to the same address.
    PAYOUT payout() = "/vendor/settings/payout";
    /// The papers that show who the vendor is; the form that sends one posts to the same address.
    PAPERS papers() = "/vendor/settings/documents";
    /// Where the button posts that takes one away.
    PAPER_REMOVE paper_remove(id) = "/vendor/settings/documents/{paper}/remove";
    /// One of them.
    PAPER paper(id) = "/vendor/settings/documents/{paper}";
    /// The products, and what is done with many of them.
    PRODUCTS products() = "/vendor/products";
    PRODUCT_CHANGES product_changes() = "/vendor/products/changes";
    /// All of them as a file.
    PRODUCT_EXPORT product_export() = "/vendor/products/export";
    /// Files that are imported, a file to begin with, and one import with the rows of it that failed.
    IMPORTS imports() = "/vendor/products/import";
    IMPORT_TEMPLATE import_template() = "/vendor/products/import/template";
    IMPORT import(id) = "/vendor/products/import/{import}";
    IMPORT_FAILED import_failed(id) = "/vendor/products/import/{import}/failed-rows";
    /// The editor of one, new or there.
    NEW_PRODUCT new_product() = "/vendor/products/new";
    PRODUCT product(id) = "/vendor/products/{product}";
    PRODUCT_COPY product_copy(id) = "/vendor/products/{product}/duplicate";
    /// Its pictures: where they are sent, and where one is named, moved or taken away.
    PRODUCT_PICTURES product_pictures(id) = "/vendor/products/{product}/pictures";
    PICTURE_CHANGES picture_changes(id) = "/vendor/products/{product}/pictures/changes";
    /// Its files that buyers download: where they are sent, and where one is taken away.
    PRODUCT_DOWNLOADS product_downloads(id) = "/vendor/products/{product}/downloads";
    DOWNLOAD_REMOVAL download_removal(id) = "/vendor/products/{product}/downloads/removal";
    /// What is of each variant at each place, and of one.
    INVENTORY inventory() = "/vendor/inventory";
    INVENTORY_VARIANT inventory_variant(id) = souk_ui::routes::VENDOR_STOCK;
    /// The places with stock, and one of them.
    LOCATIONS locations() = "/vendor/inventory/locations";
    LOCATION location(id) = "/vendor/inventory/locations/{location}";
}

/// A photograph of a return.
pub const RETURN_PHOTO: &str = "/vendor/returns/{id}/photos/{photo}";

/// A photograph of a return.
pub fn return_photo(id: &ReturnId, photo: &ReturnPhotoId) -> String {
    souk_http::address(RETURN_PHOTO, &[id, photo])
}

/// The returns of one view; empty: all.
pub fn returns_of(view: &str) -> String {
    format!("{RETURNS}?view={view}")
}

/// The reviews of one view.
pub fn reviews_of(view: &str) -> String {
    format!("{REVIEWS}?view={view}")
}

/// What few are left of.
pub fn inventory_low() -> String {
    format!("{INVENTORY}?low=yes")
}

/// The orders of one view.
pub fn orders_of(view: &str) -> String {
    format!("{ORDERS}?view={view}")
}

/// The slip of one parcel.
pub fn parcel_slip(number: &str, parcel: &str) -> String {
    format!("{}?parcel={parcel}", order_slip(number))
}

#[cfg(test)]
mod tests {
    #[test]
    fn every_address_stands_below_the_first() {
        assert_eq!(super::home(), "/vendor");
        assert!(super::choose().starts_with("/vendor/"));
        assert_eq!(super::order_slip("S-1"), "/vendor/orders/S-1/slip");
    }
}
