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

/// What a vendor may keep that the market has not approved: enough to be set up and looked at, and no free storage.
pub mod applicant {
    /// Products: what it sells can be seen by fewer.
    pub const MAX_PRODUCTS: usize = 10;
    /// Pictures of all of them: a handful of each.
    pub const MAX_PICTURES: usize = 50;
    /// Its own ways to ship: near, far, and one more.
    pub const MAX_METHODS: usize = 3;
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
    /// Basis points of the tax on its commission.
    pub const MAX_COMMISSION_TAX_BPS: u32 = MAX_TAX_BPS;
    /// Rates of its commission: a few each for a thousand vendors. Every order looks through all of them.
    pub const MAX_COMMISSION_RATES: usize = 10_000;
}

/// What tax is due where.
pub mod tax {
    /// Characters of the word of a class.
    pub const MAX_CLASS_CHARS: usize = 40;
    /// Characters of its name.
    pub const MAX_CLASS_NAME_CHARS: usize = 120;
    /// Classes: the states with the most rates have a dozen, and a form lists them.
    pub const MAX_CLASSES: usize = 50;
    /// Characters of the name of a zone.
    pub const MAX_ZONE_NAME_CHARS: usize = 120;
    /// Zones: each state of each country would be some five thousand, but nobody has to pay in more than a thousand places.
    pub const MAX_ZONES: usize = 1_000;
    /// Places of one zone: the prefixes of a large state's postal codes.
    pub const MAX_PLACES_OF_ZONE: usize = 500;
    /// Places of all zones. Each quote looks through all of them.
    pub const MAX_PLACES: usize = 10_000;
    /// Accounts that pay no tax: all of them are kept in memory.
    pub const MAX_EXEMPTIONS: usize = 20_000;
    /// Characters of why an account pays no tax.
    pub const MAX_EXEMPTION_REASON_CHARS: usize = 200;
    /// Characters of the number of the certificate that says so.
    pub const MAX_EXEMPTION_NUMBER_CHARS: usize = 60;
}

/// The log of who changed rights.
pub mod audit {
    /// Characters of what is said beside an entry.
    pub const MAX_DETAIL_CHARS: usize = 200;
    /// Characters of how something was before, and is after: a short object, never a whole text.
    pub const MAX_STATE_CHARS: usize = 1_000;
    /// Characters of the name of what was called.
    pub const MAX_OPERATION_CHARS: usize = 60;
    /// Characters of what is looked for.
    pub const MAX_SEARCH_CHARS: usize = 64;
    /// Rows of an export: a year of a busy market. Whoever needs more narrows the time.
    pub const MAX_EXPORTED: usize = 1_000_000;
}

/// The market's own people.
pub mod staff {
    /// Characters of a role's or department's code, which stands in addresses.
    pub const MAX_CODE_CHARS: usize = 40;
    /// Characters of its name.
    pub const MAX_NAME_CHARS: usize = 60;
    /// Permissions that are named at once: more than there are.
    pub const MAX_PERMISSIONS: usize = 64;
    /// Characters of all the permissions of one of them, in words.
    pub const MAX_PERMISSIONS_CHARS: usize = 2_000;
    /// Roles: what a person still tells apart.
    pub const MAX_ROLES: usize = 50;
    /// Departments.
    pub const MAX_DEPARTMENTS: usize = 50;
    /// Members and open invitations: what one page still lists.
    pub const MAX_MEMBERS: usize = 500;
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

/// A paper by which a vendor shows the market who it is.
pub mod document {
    /// Characters of its name.
    pub const MAX_NAME_CHARS: usize = 200;
    /// Mebibytes of one: a scanned register extract of some pages.
    pub const MAX_MIB: usize = 10;
    /// Bytes of one.
    pub const MAX_BYTES: usize = MAX_MIB << 20;
    /// Of one vendor, those that were refused with them: they may be taken away.
    pub const MAX_PER_VENDOR: usize = 20;
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
    /// Codes: nobody holds more that go together.
    pub const MAX_CODES: usize = 5;
}

/// A promotion.
pub mod promotion {
    /// Characters of its name: a line of the cart.
    pub const MAX_NAME_CHARS: usize = 120;
    /// Characters of what it is about: two sentences.
    pub const MAX_DESCRIPTION_CHARS: usize = 500;
    /// Products, categories or vendors that it names: a category of its own is better than a longer list.
    pub const MAX_TARGETS: usize = 100;
    /// Pieces that one buys or gets: a full cart of one line has no more groups.
    pub const MAX_PIECES: u32 = 100;
    /// Uses to which it can be limited; whoever wants more wants no limit.
    pub const MAX_USES: u32 = 100_000_000;
    /// The highest priority.
    pub const MAX_PRIORITY: u8 = 99;
    /// Characters of a code at least: shorter ones are guessed.
    pub const MIN_CODE_CHARS: usize = 4;
    /// Characters of a code: what fits on a card.
    pub const MAX_CODE_CHARS: usize = 40;
    /// Characters with which every code of a batch begins.
    pub const MAX_PREFIX_CHARS: usize = 16;
    /// Codes that are made at once: one transaction writes them.
    pub const MAX_CODES_AT_ONCE: u32 = 1_000;
    /// Codes of one promotion: one for each reader of a large newspaper's coupon page.
    pub const MAX_CODES: i64 = 100_000;
    /// Promotions of the market that are not archived: each price looks through those that need no code.
    pub const MAX_OF_MARKET: usize = 200;
    /// The same of one vendor.
    pub const MAX_OF_VENDOR: usize = 50;
    /// The same of all. They are kept in memory.
    pub const MAX_PROMOTIONS: usize = 10_000;
}
