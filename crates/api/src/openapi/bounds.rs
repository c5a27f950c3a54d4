//! What a text or a number may be, by the name that `#[schema(format = "…")]` gives it.
//!
//! A bound is stated once, in `domain`. The derive takes literals alone, so a field says the name of its bound, and the
//! name is replaced here by what it stands for; an id is named by its type. A list's own bound is a literal; a test of the document
//! compares it.

use souk_domain::{
    account::{FLOOR_PASSWORD_CHARS, MAX_NAME_CHARS, MAX_PASSWORD_CHARS, Username},
    address, bounds,
    card::CardNumber,
    content,
    ids::{self, CartKey, OrderNumber},
    money::MAX_PRICE,
    pricing::WHOLE_BPS,
    quantity::Quantity,
    text::{Email, Slug},
    vendor::MAX_ACCOUNT_CHARS,
};
use souk_market::{cart::CartContents, catalogue, paging};
use utoipa::{
    Number,
    openapi::{
        KnownFormat, RefOr, Schema,
        schema::{AdditionalProperties, ArrayItems, Object, SchemaFormat},
    },
};

use crate::wire::{MAX_CODE_CHARS, MAX_CURSOR_CHARS};

/// What a text may be: its characters, and a pattern where it is no free text.
struct Text {
    min: usize,
    max: usize,
    pattern: Option<String>,
    format: Option<KnownFormat>,
}

/// An id as it is written: its prefix and 26 characters of Crockford's base32.
fn id(prefix: &str) -> Text {
    let chars = prefix.len() + 27;
    shaped(chars, chars, &format!("^{prefix}_[0-7][0-9a-hjkmnp-tv-z]{{25}}$"))
}

/// Letters of any script, with their marks, and digits.
const WORD: &str = r"[\p{L}\p{M}\p{N}]+";
const SLUG_OR_ID: &str = r"^[\p{L}\p{M}\p{N}_-]+$";

fn slug_pattern() -> String {
    format!("^{WORD}([-_]{WORD})*$")
}

fn free(min: usize, max: usize) -> Text {
    Text { min, max, pattern: None, format: None }
}

fn shaped(min: usize, max: usize, pattern: &str) -> Text {
    Text { pattern: Some(pattern.to_owned()), ..free(min, max) }
}

/// `None`: that is no name of a bound.
fn text(name: &str) -> Option<Text> {
    Some(match name {
        "CartKey" => id(CartKey::PREFIX),
        "cart_contents" => shaped(CartContents::CHARS, CartContents::CHARS, "^[0-9a-f]+$"),
        "slug" => shaped(1, Slug::MAX_CHARS, &slug_pattern()),
        "slug_or_id" => shaped(1, Slug::MAX_CHARS, SLUG_OR_ID),
        "file_name" => free(1, bounds::import::MAX_FILE_NAME_CHARS),
        "encoding" => shaped(1, bounds::import::MAX_ENCODING_CHARS, "^[A-Za-z0-9_:.-]+$"),
        "vendors" => free(1, catalogue::MAX_VENDORS * (Slug::MAX_CHARS + 1) - 1),
        "cursor" => shaped(1, MAX_CURSOR_CHARS, "^[A-Za-z0-9_-]+$"),
        "country" => shaped(bounds::COUNTRY_CHARS, bounds::COUNTRY_CHARS, "^[A-Za-z]{2}$"),
        "country_code" => shaped(bounds::COUNTRY_CHARS, bounds::COUNTRY_CHARS, "^[A-Z]{2}$"),
        "country_or_none" => shaped(0, bounds::COUNTRY_CHARS, "^([A-Z]{2})?$"),
        "currency" => shaped(3, 3, "^[A-Z]{3}$"),
        // of any script, as names of hosts are
        "email" => Text { format: Some(KnownFormat::IdnEmail), ..free(3, Email::MAX_CHARS) },
        "login" => free(1, Email::MAX_CHARS),
        "found_by" => free(0, Email::MAX_CHARS),
        "username" => free(Username::MIN_CHARS, Username::MAX_CHARS),
        "new_password" => free(FLOOR_PASSWORD_CHARS, MAX_PASSWORD_CHARS),
        "password" => free(1, MAX_PASSWORD_CHARS),
        "code" => free(1, MAX_CODE_CHARS),
        "order_number" => free(1, OrderNumber::MAX_CHARS),
        "person_name" => free(0, MAX_NAME_CHARS),
        "phone" => free(0, address::MAX_PHONE_CHARS),
        "address_line" => free(1, address::MAX_LINE_CHARS),
        "address_line_or_none" => free(0, address::MAX_LINE_CHARS),
        "residence_number" => free(0, address::MAX_RESIDENCE_CHARS),
        "town" | "region" => free(0, address::MAX_PLACE_CHARS),
        "postal_code" => free(0, address::MAX_POSTAL_CODE_CHARS),
        "directions" => free(0, address::MAX_DESCRIPTION_CHARS),
        "card_number" => free(CardNumber::MIN_CHARS, CardNumber::MAX_CHARS),
        "vendor_name" => free(1, bounds::vendor::MAX_NAME_CHARS),
        "tagline" => free(0, bounds::vendor::MAX_TAGLINE_CHARS),
        "story" => free(0, bounds::vendor::MAX_STORY_CHARS),
        "vendor_note" => free(0, bounds::vendor::MAX_NOTE_CHARS),
        "vendor_sells" => free(1, bounds::vendor::MAX_SELLS_CHARS),
        "vendor_answer" => free(1, bounds::vendor::MAX_ANSWER_CHARS),
        "account_holder" => free(1, bounds::vendor::MAX_HOLDER_CHARS),
        // spaced out as banks print it
        "account_number" => free(0, 2 * MAX_ACCOUNT_CHARS),
        "bank" => free(0, bounds::vendor::MAX_BANK_CHARS),
        "closure_notice" => free(0, bounds::vendor::MAX_NOTICE_CHARS),
        "vendor_city" => free(0, bounds::vendor::MAX_CITY_CHARS),
        "api_key_label" => free(1, bounds::api_key::MAX_LABEL_CHARS),
        "audit_word" => free(1, bounds::audit::MAX_SEARCH_CHARS),
        "permission" => shaped(1, 40, r"^[a-z_]+\.[a-z]+$"),
        "staff_code" => shaped(1, bounds::staff::MAX_CODE_CHARS, "^[a-z0-9_-]+$"),
        "staff_name" => free(1, bounds::staff::MAX_NAME_CHARS),
        "category_name" => free(1, bounds::category::MAX_NAME_CHARS),
        "category_description" => free(0, bounds::category::MAX_DESCRIPTION_CHARS),
        "tax_class" => shaped(1, bounds::tax::MAX_CLASS_CHARS, "^[a-z0-9]+(-[a-z0-9]+)*$"),
        "tax_class_name" => free(1, bounds::tax::MAX_CLASS_NAME_CHARS),
        "tax_zone_name" => free(1, bounds::tax::MAX_ZONE_NAME_CHARS),
        "exemption_reason" => free(1, bounds::tax::MAX_EXEMPTION_REASON_CHARS),
        "exemption_number" => free(0, bounds::tax::MAX_EXEMPTION_NUMBER_CHARS),
        "promotion_name" => free(1, bounds::promotion::MAX_NAME_CHARS),
        "promotion_description" => free(0, bounds::promotion::MAX_DESCRIPTION_CHARS),
        "promotion_code" => shaped(
            bounds::promotion::MIN_CODE_CHARS,
            bounds::promotion::MAX_CODE_CHARS,
            "^[A-Za-z0-9][A-Za-z0-9_-]*$",
        ),
        "promotion_prefix" => {
            shaped(0, bounds::promotion::MAX_PREFIX_CHARS, "^([A-Za-z0-9][A-Za-z0-9_-]*)?$")
        }
        "entered_code" => free(1, bounds::promotion::MAX_CODE_CHARS),
        "shipping_method_name" => free(1, bounds::shipping_method::MAX_NAME_CHARS),
        "carrier_name" => shaped(1, bounds::shipping_method::MAX_CARRIER_CHARS, "^[a-z0-9][a-z0-9_-]*$"),
        "carrier" => free(0, bounds::shipment::MAX_CARRIER_CHARS),
        "tracking_number" => free(0, bounds::shipment::MAX_TRACKING_NUMBER_CHARS),
        "tracking_text" => free(0, bounds::shipment::MAX_TEXT_CHARS),
        "tracking_place" => free(0, bounds::shipment::MAX_PLACE_CHARS),
        "settling_reason" => free(1, bounds::shipment::MAX_REASON_CHARS),
        "statement_line" => free(1, bounds::incoming_transfer::MAX_STATEMENT_LINE_CHARS),
        "transfer_reference" => free(0, bounds::incoming_transfer::MAX_REFERENCE_CHARS),
        "refund_note" => free(1, bounds::refund::MAX_NOTE_CHARS),
        "return_words" => free(0, bounds::returns::MAX_WORDS_CHARS),
        "return_reason" => free(1, bounds::returns::MAX_REASON_CHARS),
        "return_answer" => free(1, bounds::returns::MAX_WORDS_CHARS),
        "review_comment" => free(0, bounds::review::MAX_COMMENT_CHARS),
        "review_reason" => free(1, bounds::review::MAX_REASON_CHARS),
        "moment" => shaped(20, 40, r"^[0-9T:.+Zz-]+$"),
        "location_name" => free(1, bounds::vendor::MAX_LOCATION_CHARS),
        "rejection" => free(1, bounds::product::MAX_REJECTION_CHARS),
        "product_text" => free(0, bounds::product::MAX_NAME_CHARS),
        "stock_note" => free(0, bounds::stock::MAX_NOTE_CHARS),
        "product_name" => free(1, bounds::product::MAX_NAME_CHARS),
        "product_description" => free(0, bounds::product::MAX_DESCRIPTION_CHARS),
        "brand" => free(0, bounds::product::MAX_BRAND_CHARS),
        "seo_title" => free(0, bounds::product::MAX_SEO_TITLE_CHARS),
        "seo_description" => free(0, bounds::product::MAX_SEO_DESCRIPTION_CHARS),
        "metadata_value" => free(0, bounds::product::MAX_METADATA_VALUE_CHARS),
        "option_name" => free(1, bounds::product::MAX_OPTION_NAME_CHARS),
        "spec" => free(1, bounds::product::MAX_SPEC_CHARS),
        "tag" => free(1, bounds::product::MAX_TAG_CHARS),
        "option_value" => free(1, bounds::variant::MAX_OPTION_VALUE_CHARS),
        "sku" => free(0, bounds::variant::MAX_SKU_CHARS),
        "barcode" => free(0, bounds::variant::MAX_BARCODE_CHARS),
        "document_name" => free(0, bounds::document::MAX_NAME_CHARS),
        "download_name" => free(0, bounds::download::MAX_NAME_CHARS),
        "picture_alt" => free(0, bounds::picture::MAX_ALT_CHARS),
        _ => return id_type(name),
    })
}

/// An id, by the name of its type.
fn id_type(name: &str) -> Option<Text> {
    ids::KINDS.iter().find(|(kind, _)| *kind == name).map(|(_, prefix)| id(prefix))
}

/// The smallest and the largest of a number. `None`: that is no name of a bound.
fn number(name: &str) -> Option<(i64, i64)> {
    Some(match name {
        "page_limit" => (1, paging::MAX_LIMIT.into()),
        "quantity" => (1, Quantity::MAX.into()),
        "stock_count" => (0, bounds::stock::MAX_QUANTITY),
        "stock_change" => (-bounds::stock::MAX_QUANTITY, bounds::stock::MAX_QUANTITY),
        "place" => (1, u32::MAX.into()),
        "price_change" => (-MAX_PRICE, MAX_PRICE),
        "price_change_bps" => (-10_000, bounds::product::MAX_PRICE_CHANGE_BPS.into()),
        "rating" => (1, bounds::review::MAX_RATING.into()),
        "weight_g" => (0, bounds::variant::MAX_WEIGHT_G.into()),
        "price" => (0, MAX_PRICE),
        "received_amount" => (1, bounds::incoming_transfer::MAX_AMOUNT),
        "content_amount" => (1, content::MAX_AMOUNT.into()),
        "delivery_days" => (0, bounds::shipping_method::MAX_DAYS.into()),
        "promotion_percent" => (1, WHOLE_BPS),
        "promotion_platform" => (0, WHOLE_BPS),
        "promotion_pieces" => (1, bounds::promotion::MAX_PIECES.into()),
        "promotion_uses" => (1, bounds::promotion::MAX_USES.into()),
        "promotion_codes" => (1, bounds::promotion::MAX_CODES_AT_ONCE.into()),
        "promotion_priority" => (0, bounds::promotion::MAX_PRIORITY.into()),
        "handling_days" => (0, bounds::shipping_method::MAX_HANDLING_DAYS.into()),
        "tax_bps" => (0, bounds::market::MAX_TAX_BPS.into()),
        "percent_bps" => (0, 10_000),
        "bracket_end" => (1, bounds::shipping_method::MAX_BRACKET_G.max(MAX_PRICE)),
        _ => return None,
    })
}

/// The schema with what the names of its bounds stand for.
pub(super) fn bound(mut schema: RefOr<Schema>) -> RefOr<Schema> {
    bind(&mut schema);
    schema
}

fn bind(schema: &mut RefOr<Schema>) {
    let RefOr::T(schema) = schema else { return };
    match schema {
        Schema::Object(object) => bind_object(object),
        Schema::Array(array) => {
            if let ArrayItems::RefOrSchema(items) = &mut array.items {
                bind(items);
            }
        }
        Schema::OneOf(choice) => choice.items.iter_mut().for_each(bind),
        Schema::AllOf(parts) => parts.items.iter_mut().for_each(bind),
        Schema::AnyOf(choice) => choice.items.iter_mut().for_each(bind),
        _ => {}
    }
}

fn bind_object(object: &mut Object) {
    if let Some(SchemaFormat::Custom(name)) = &object.format {
        if let Some(text) = text(name) {
            object.format = text.format.map(SchemaFormat::KnownFormat);
            object.min_length = (text.min > 0).then_some(text.min);
            object.max_length = Some(text.max);
            object.pattern = text.pattern;
        } else if let Some((smallest, largest)) = number(name) {
            object.format = Some(SchemaFormat::KnownFormat(KnownFormat::Int64));
            object.minimum = Some(Number::from(smallest));
            object.maximum = Some(Number::from(largest));
        }
    }
    object.properties.values_mut().for_each(bind);
    if let Some(AdditionalProperties::RefOr(values)) = object.additional_properties.as_deref_mut() {
        bind(values);
    }
}
