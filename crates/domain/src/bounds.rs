//! How long, how many, how much: the bounds of what people write, each in this one place.
//!
//! Columns are wide enough, use cases refuse beyond, the OpenAPI file and the forms say the same, and an import keeps within.
//! Bounds that belong to a type of their own stand beside it: [`Slug`](crate::text::Slug), [`Email`](crate::text::Email),
//! [`Quantity`](crate::quantity::Quantity), [`MAX_PRICE`](crate::money::MAX_PRICE), [`address`](crate::address),
//! [`account`](crate::account).

/// Characters of a country (ISO 3166-1 alpha-2).
pub const COUNTRY_CHARS: usize = 2;

/// What a vendor writes about a product.
pub mod product {
    /// Characters of its name, as the usual export format allows.
    pub const MAX_NAME_CHARS: usize = 255;
    /// Characters of its description, in Markdown.
    pub const MAX_DESCRIPTION_CHARS: usize = 20_000;
    /// Characters of the vendor's own word for it: a key, and part of an address.
    pub const MAX_HANDLE_CHARS: usize = crate::text::MAX_KEY_CHARS;
    /// Tags, as the usual export format allows.
    pub const MAX_TAGS: usize = 250;
    /// Characters of one tag.
    pub const MAX_TAG_CHARS: usize = 100;
    /// Lines of its table of particulars.
    pub const MAX_SPECS: usize = 50;
    /// Characters of a particular's name, and of its value.
    pub const MAX_SPEC_CHARS: usize = 500;
    /// Options, such as colour and size: as many as the usual export format has columns for.
    pub const MAX_OPTIONS: usize = 3;
    /// Characters of an option's name.
    pub const MAX_OPTION_NAME_CHARS: usize = 60;
    /// Characters of why the staff rejected it: a paragraph.
    pub const MAX_REJECTION_CHARS: usize = 500;
    /// Products that one change of many changes: a page of the longest list.
    pub const MAX_AT_ONCE: usize = 100;
    /// Variants of these together, so that other writers need not wait for long.
    pub const MAX_VARIANTS_AT_ONCE: usize = MAX_VARIANTS;
    /// Basis points by which a change of many raises a price: tenfold. Above it a typing mistake is likelier.
    pub const MAX_PRICE_CHANGE_BPS: i32 = 90_000;
    /// Variants, as the usual export format allows.
    pub const MAX_VARIANTS: usize = 2_048;
    /// Variants that were ever made of it, archived ones too: ten times those it may have at once.
    pub const MAX_VARIANTS_EVER: usize = 10 * MAX_VARIANTS;
    /// Pictures, as the usual export format allows.
    pub const MAX_PICTURES: usize = 250;
    /// Characters of the name under which it was made.
    pub const MAX_BRAND_CHARS: usize = 120;
    /// Characters of the title that search engines are to show.
    pub const MAX_SEO_TITLE_CHARS: usize = 255;
    /// Characters of what search engines are to show below it.
    pub const MAX_SEO_DESCRIPTION_CHARS: usize = 1_000;
    /// Keys that are kept beside it for its vendor's own use: as many as a file has columns for.
    pub const MAX_METADATA: usize = 200;
    /// Characters of such a key.
    pub const MAX_METADATA_KEY_CHARS: usize = 120;
    /// Characters of its value.
    pub const MAX_METADATA_VALUE_CHARS: usize = 5_000;
    /// Characters of all keys and values together: a row of a file that holds them stays readable.
    pub const MAX_METADATA_CHARS: usize = 100_000;
}

/// One form in which a product is sold.
pub mod variant {
    /// Characters of the value it has for an option, as the usual export format allows.
    pub const MAX_OPTION_VALUE_CHARS: usize = 255;
    /// Characters of a SKU, as the usual export format allows.
    pub const MAX_SKU_CHARS: usize = 255;
    /// Characters of a barcode: the longest GS1 code and its punctuation.
    pub const MAX_BARCODE_CHARS: usize = 64;
    /// Grams: two tonnes, the most a pallet carrier takes.
    pub const MAX_WEIGHT_G: u32 = 2_000_000;
}

/// A picture of a product.
pub mod picture {
    /// Characters of the address it is fetched from: what browsers and proxies agree to carry.
    pub const MAX_URL_CHARS: usize = 2_048;
    /// Characters of its alternative text.
    pub const MAX_ALT_CHARS: usize = 500;
}

/// Stock of a variant at a location.
pub mod stock {
    /// Pieces on hand; above it a typing mistake is likelier than a warehouse.
    pub const MAX_QUANTITY: i64 = 1_000_000;
    /// Levels that one change of many changes: a page of the longest list.
    pub const MAX_AT_ONCE: usize = 100;
    /// Characters of the note on a movement.
    pub const MAX_NOTE_CHARS: usize = 500;
}

/// A file that a vendor imports.
pub mod import {
    /// Bytes: a product file of a hundred thousand rows with long texts.
    pub const MAX_FILE_BYTES: u64 = 256 << 20;
    /// Characters of what it is called where it comes from, as file systems have it.
    pub const MAX_FILE_NAME_CHARS: usize = 255;
    /// Characters of the name of an encoding.
    pub const MAX_ENCODING_CHARS: usize = 40;
    /// Columns of the file that are named; spreadsheets of shops have a hundred.
    pub const MAX_COLUMNS_NAMED: usize = 200;
    /// Findings of one kind that are shown whole.
    pub const MAX_EXAMPLES: usize = 5;
    /// Rows that are written into the file of failed rows: more are mended in the file itself.
    pub const MAX_FAILED_ROWS: u32 = 5_000;
    /// Characters of why a row failed.
    pub const MAX_REASON_CHARS: usize = 500;
}

/// A category of the catalogue.
pub mod category {
    /// Characters of its name.
    pub const MAX_NAME_CHARS: usize = 120;
    /// Characters of what it is about: two sentences.
    pub const MAX_DESCRIPTION_CHARS: usize = 500;
    /// Levels of the tree: more than any shop's menu shows.
    pub const MAX_LEVELS: u32 = 6;
    /// Categories of a market: what one page can still show as a tree.
    pub const MAX_CATEGORIES: usize = 5_000;
}

/// What a vendor says of itself.
pub mod vendor {
    /// Characters of its name.
    pub const MAX_NAME_CHARS: usize = 120;
    /// Characters of the line under the name.
    pub const MAX_TAGLINE_CHARS: usize = 200;
    /// Characters of the story: about five printed pages.
    pub const MAX_STORY_CHARS: usize = 10_000;
    /// Characters of what it says of delivery or returns: half a printed page.
    pub const MAX_NOTE_CHARS: usize = 2_000;
    /// Characters of a city's name.
    pub const MAX_CITY_CHARS: usize = 120;
    /// Places where it keeps stock: a line each in the editor of a product.
    pub const MAX_LOCATIONS: usize = 50;
    /// Characters of what a place with its stock is called.
    pub const MAX_LOCATION_CHARS: usize = 120;
    /// Characters of what somebody who applies wants to sell: half a printed page.
    pub const MAX_SELLS_CHARS: usize = 2_000;
    /// Characters of why the market refuses or stops it: a letter's worth.
    pub const MAX_ANSWER_CHARS: usize = 1_000;
    /// Characters of what it says while it is away: a few lines over its page.
    pub const MAX_NOTICE_CHARS: usize = 500;
    /// Characters of whose account its money goes to: what banks print.
    pub const MAX_HOLDER_CHARS: usize = 70;
    /// Characters of a bank's name or code.
    pub const MAX_BANK_CHARS: usize = 70;
    /// Members and open invitations: a department store has fewer who need to sign in.
    pub const MAX_MEMBERS: usize = 100;
    /// Vendors of one account: nobody runs more, and one page shows them.
    pub const MAX_PER_ACCOUNT: usize = 20;
}

/// The market as a whole.
pub mod market {
    /// Characters of its name: it stands in the head of every page and mail.
    pub const MAX_NAME_CHARS: usize = 60;
    /// Characters of each line of its bank account: the longest IBAN has 34, and banks print no longer names.
    pub const MAX_ACCOUNT_CHARS: usize = 70;
    /// Characters of the announcement: one line above every page, on a phone two.
    pub const MAX_ANNOUNCEMENT_CHARS: usize = 160;
    /// Days after which what has arrived is confirmed, and completed: beyond half a year no vendor waits for its money.
    pub const MAX_SETTLING_DAYS: u32 = 183;
    /// Basis points of its tax: one above the price itself is a mistyped one.
    pub const MAX_TAX_BPS: u32 = 10_000;
    /// The dearest order that may be paid at the door, in minor units: what the dearest thing may cost.
    pub const MAX_CASH: i64 = crate::money::MAX_PRICE;
    /// Rules of tax: every state of every country twice over. Each quote looks through all of them.
    pub const MAX_TAX_RULES: usize = 10_000;
}

/// The log of who changed rights.
pub mod audit {
    /// Characters of what is said beside an entry.
    pub const MAX_DETAIL_CHARS: usize = 200;
}

/// A key of the API.
pub mod api_key {
    /// Characters of what it is called by whoever made it.
    pub const MAX_LABEL_CHARS: usize = 120;
}

/// A way of delivery.
pub mod shipping_method {
    /// Ways that are offered at once: ten each for a thousand vendors. All of them are kept in memory.
    pub const MAX_METHODS: usize = 10_000;
    /// Ways of the market, or of one vendor: each quote looks through them, and nobody chooses among more.
    pub const MAX_OF_ONE: usize = 50;
    /// Characters of its name: a line of the checkout.
    pub const MAX_NAME_CHARS: usize = 120;
    /// Days on the way: half a year, for longer is no promise.
    pub const MAX_DAYS: u16 = 183;
    /// Zones of one way: each with a fee of its own.
    pub const MAX_ZONES: usize = 50;
    /// Countries and regions of one zone: more than there are countries.
    pub const MAX_PLACES: usize = 300;
    /// Brackets of one zone's fee: carriers print fewer.
    pub const MAX_BRACKETS: usize = 50;
    /// Grams up to which a bracket goes: a full lorry.
    pub const MAX_BRACKET_G: i64 = 40_000_000;
    /// Characters of what a carrier, and a service of it, is called here.
    pub const MAX_CARRIER_CHARS: usize = 60;
    /// Working days until a vendor hands a parcel over: a quarter of a year, for what is made to order.
    pub const MAX_HANDLING_DAYS: u16 = 60;
}

/// A parcel and its history.
pub mod shipment {
    /// Characters of a carrier's name.
    pub const MAX_CARRIER_CHARS: usize = 60;
    /// Characters of the number by which a carrier knows it: the longest in use have some forty.
    pub const MAX_TRACKING_NUMBER_CHARS: usize = 80;
    /// Characters of what is told of one moment.
    pub const MAX_TEXT_CHARS: usize = 200;
    /// Characters of where that was.
    pub const MAX_PLACE_CHARS: usize = 120;
    /// Characters of a carrier's own id of what it tells.
    pub const MAX_EVENT_ID_CHARS: usize = 120;
    /// Parcels of one vendor order: more than any order fills, also when some are lost.
    pub const MAX_PER_VENDOR_ORDER: u32 = 200;
    /// Moments that are kept of one: a parcel around the world is scanned some fifty times.
    pub const MAX_EVENTS: u32 = 200;
    /// Moments that are kept of all parcels of one vendor order: whoever looks at it reads them all.
    pub const MAX_EVENTS_OF_VENDOR_ORDER: u32 = 1_000;
    /// Characters of why the staff settled a report.
    pub const MAX_REASON_CHARS: usize = 120;
}

/// Money that came by bank transfer.
pub mod incoming_transfer {
    /// Characters of the bank's own id of the line.
    pub const MAX_STATEMENT_LINE_CHARS: usize = 120;
    /// Characters of what the payer wrote: a SEPA transfer carries so many.
    pub const MAX_REFERENCE_CHARS: usize = 140;
    /// Minor units: ten trillion dollars. Thousands of such lines still sum up within `i64`, and programs read it exactly.
    pub const MAX_AMOUNT: i64 = 1_000_000_000_000_000;
}

/// What a visitor writes to the market.
pub mod message {
    /// Characters of the writer's name, as in an address.
    pub const MAX_NAME_CHARS: usize = 120;
    /// Characters of what is written: two printed pages.
    pub const MAX_WORDS_CHARS: usize = 4_000;
}

/// Money on its way back.
pub mod refund {
    /// Refunds of one vendor order; the last may be one more, when it gives back all that is left.
    pub const MAX_PER_VENDOR_ORDER: u32 = 100;
    /// Characters of the words why.
    pub const MAX_NOTE_CHARS: usize = 500;
}

/// Things on their way back.
pub mod returns {
    /// Characters of the buyer's words, and of the vendor's answer: half a printed page.
    pub const MAX_WORDS_CHARS: usize = 2_000;
    /// Characters of why the market's staff answer in a vendor's place.
    pub const MAX_REASON_CHARS: usize = 500;
    /// Photographs: all sides of a thing, and its parcel.
    pub const MAX_PHOTOS: usize = 8;
    /// Returns of one order, refused ones too: one for each line that an order can have.
    pub const MAX_PER_ORDER: u32 = 200;
    /// Days after arrival for which a market takes things back: ten years.
    pub const MAX_DAYS: u32 = 3_650;
}

/// Files that whoever bought a variant may download.
pub mod download {
    /// Characters of its name.
    pub const MAX_NAME_CHARS: usize = 200;
    /// Mebibytes of one: an hour of music without loss, a book of photographs.
    pub const MAX_MIB: u64 = 256;
    /// Bytes of one.
    pub const MAX_BYTES: u64 = MAX_MIB << 20;
    /// Of one variant: the songs of a long album.
    pub const MAX_PER_VARIANT: i64 = 50;
    /// Gibibytes of all files of one vendor.
    pub const MAX_GIB_PER_VENDOR: u64 = 8;
}

/// What a buyer says of a thing.
pub mod review {
    /// The best rating; the least is 1.
    pub const MAX_RATING: u32 = 5;
    /// Characters of the comment: a printed page.
    pub const MAX_COMMENT_CHARS: usize = 2_000;
    /// Characters of the name that stands over it.
    pub const MAX_AUTHOR_CHARS: usize = 120;
    /// Characters of what a vendor says against it: a paragraph.
    pub const MAX_REASON_CHARS: usize = 500;
}

/// A cart.
pub mod cart {
    /// Lines: more is a wholesale order; few enough to price in one request, and to keep every sum inside `i64`.
    pub const MAX_LINES: usize = 200;
}
