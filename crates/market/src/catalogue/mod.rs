//! The catalogue: categories, products and their variants and pictures, and what the shop shows of them.
//!
//! - [`purchasable_variants`]: what cart and checkout price from
//! - [`refresh_listing`], [`refresh_stock`]: the listing follows every change in the same transaction

mod categories;
mod downloads;
mod images;
mod own;
mod page;
mod products;
mod purchasable;
mod ratings;
mod shelf;
mod use_cases;

pub use categories::{
    Category, CategoryNode, NewCategory, category_path, create_category_in, describe_category, find_category,
    find_category_by_slug, merge_category, move_category, place_category, readdress_category,
    remove_category, rename_category, second_categories, top_categories, tree,
};
pub(crate) use categories::{count_own_of_category, find_category_by_name, find_child_category};
pub(crate) use downloads::clean as clean_downloads;
pub use downloads::{Download, Upload, begin_download, list_downloads, remove_download};
pub(crate) use images::{
    ArrivingFile, CopyImage, FetchImage, StoredPicture, add_picture_at, delete_picture, find_private_picture,
    keep_by_name, keep_file, keep_private_bytes, keep_private_picture, list_pictures, private_file,
    promise_removal, remove_files, set_picture,
};
pub use images::{
    ImageChanges, KeptPicture, NewImage, add_image_file, add_image_url, add_kept_image, add_product_image,
    change_image, change_product_image, fetch_image, fetch_image_under, find_picture, keep_own_picture,
    keep_picture, make_copies, remove_image, remove_product_image,
};
pub use own::{
    ManyChange, ManyProducts, Outcome, OwnCounts, OwnFilter, OwnProduct, PriceChange, StockFilter,
    change_many_in, count_own_products, list_any_products_in, list_own_products_in,
};
pub(crate) use page::list_ties;
use page::shown_slug;
pub use page::{ImageOnPage, ProductPage, VariantOnPage, VendorOnPage, product_page};
pub use products::{
    LOWEST_WITHIN, MetadataChange, NewProduct, PRICES_KEPT, PriceRow, ProductChanges, ProductDetails,
    ProductRow, ProductStatus, Removed, VariantDraft, VariantPatch, VariantPrices, VariantRow, VariantStatus,
    Verdict, archive_product, create_product_in, duplicate_product_in, find_product_by_handle,
    judge_product_in, list_option_names, list_variants, remove_product_in, update_product,
};
pub(crate) use products::{
    Origin, create_product_with, folded_option_key, list_all_variants, list_prices_of, list_product_prices,
    lowest_price, option_key, patched_variants, update_product_with,
};
pub use purchasable::{PurchasableVariant, purchasable_variants};
pub use ratings::Ratings;
pub(crate) use ratings::count_rating;
pub use shelf::{
    CardDetails, CategoryFacet, Facets, MAX_COUNTED, MAX_VENDORS, ProductAddress, ProductCard, ProductFilter,
    Sort, VendorFacet, ahead, anything_on_sale, card_details, category_facets, count_of_vendor,
    count_products, facets, find_cards, list_addresses, list_products, newest_of_vendor, some_products,
};

pub use use_cases::{
    CategoryChanges, OwnList, PricedPage, change_category, change_many_products, change_product,
    create_category, create_product, delete_category, duplicate_product, find_category_address,
    find_product_address, judge_product, list_any_products, list_categories, list_categories_for_staff,
    list_own_products, list_variant_prices, merge_categories, remove_product, search_products,
    show_own_product, show_product,
};

// what a description is on a page
pub use souk_product_import::description_html;
// what whoever shows a picture asks of its name
pub use souk_pictures::{Colour, MAX_PICTURE_BYTES, PictureName};

pub(crate) use crate::listing::lock_products;
pub use crate::listing::{refresh_listing, refresh_stock};
