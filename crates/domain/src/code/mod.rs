//! The table of codes: programs rely on the names, so rows are added and never changed or removed.

mod kind;
mod refusals;

pub use kind::Kind;
pub(crate) use refusals::refusals;

/// A stable code with its kind, its title, and what to do about it.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// The stable name.
    pub name: &'static str,
    /// What kind of no it is.
    pub kind: Kind,
    /// A few words for people; the same for every refusal of this code.
    pub title: &'static str,
    /// How to mend it, for whoever writes a client.
    pub advice: &'static str,
}

macro_rules! codes {
    ($($ident:ident = $name:literal, $kind:ident, $title:literal, $advice:literal;)+) => {
        $(
            #[doc = concat!("`", $name, "`: ", $title, ".")]
            pub static $ident: Code = Code { name: $name, kind: Kind::$kind, title: $title, advice: $advice };
        )+

        /// Every code, in the order they came to be.
        pub static CODES: &[&Code] = &[$(&$ident),+];
    };
}

codes! {
    // The request itself.
    MALFORMED_JSON = "malformed_json", BadRequest, "The body is not valid JSON", "Send one complete JSON value in UTF-8.";
    INVALID_UTF8 = "invalid_utf8", BadRequest, "The text is not UTF-8", "Send all text in UTF-8.";
    INVALID_INPUT = "invalid_input", Unprocessable, "Some fields need a change", "Mend the fields named in `errors` and send it again.";
    BODY_TOO_LARGE = "body_too_large", TooLarge, "The body is too large", "Send less at once.";
    BODY_TOO_SLOW = "body_too_slow", TimedOut, "The body came too slowly", "Send it again over a better connection, or less at once.";
    UNKNOWN_TRANSFER_CODING = "unknown_transfer_coding", NotImplemented, "This transfer coding is not taken", "Send a `Content-Length`, or `Transfer-Encoding: chunked` alone.";
    UNSUPPORTED_MEDIA_TYPE = "unsupported_media_type", UnsupportedMediaType, "This content type is not taken", "Send the content type named in the detail.";
    MALFORMED_ID = "malformed_id", BadRequest, "That is not an id", "Use ids exactly as the API gave them.";
    MALFORMED_CURSOR = "malformed_cursor", BadRequest, "That is not a cursor of this list", "Use `next` exactly as the list gave it, with the same filters, or start again without `after`.";
    MALFORMED_QUERY = "malformed_query", BadRequest, "The query cannot be read", "Mend the parameters named in `errors`.";
    NOT_FOUND = "not_found", NotFound, "There is nothing here", "Check the address; what belongs to another answers the same.";
    METHOD_NOT_ALLOWED = "method_not_allowed", MethodNotAllowed, "That method is not offered here", "Use a method named in the `Allow` header.";
    MISDIRECTED = "misdirected", Misdirected, "This server does not answer for that host", "Use the market's public address.";
    UNAUTHENTICATED = "unauthenticated", Unauthenticated, "Please sign in", "Send `Authorization: Bearer` with a session token or an API key.";
    FORBIDDEN = "forbidden", Forbidden, "You may not do this", "Ask someone who may, or use a key with this permission.";
    CSRF = "csrf", Forbidden, "This form was not sent from our page", "Reload the page and send the form again.";
    PRECONDITION_FAILED = "precondition_failed", PreconditionFailed, "It was changed meanwhile", "Fetch it again, look at what changed, and send your change with the new ETag.";
    UNAVAILABLE = "unavailable", Unavailable, "Souk is busy", "Wait as `Retry-After` says, then send the same request again.";
    STORAGE_UNAVAILABLE = "storage_unavailable", Unavailable, "Nothing can be kept at the moment", "The database or its disk fails. Wait as `Retry-After` says, then send the same request again, with the same `Idempotency-Key` where there is one: the first may have got through.";
    INTERNAL = "internal", Internal, "Something went wrong on our side", "Nothing was changed. Try again; if it stays, tell the market the request id.";
    TOO_MANY_REQUESTS = "too_many_requests", TooMany, "Too many requests", "Wait as `Retry-After` says.";
    LIST_FULL = "list_full", Unprocessable, "The market has no room for another", "Use one there is, or take one away first.";
    // Idempotency.
    IDEMPOTENCY_KEY_REQUIRED = "idempotency_key_required", BadRequest, "An Idempotency-Key is needed", "Send a fresh random key with each new order or payment, and the same key when you repeat one.";
    IDEMPOTENCY_KEY_MALFORMED = "idempotency_key_malformed", BadRequest, "The Idempotency-Key cannot be read", "Send 1 to 255 printable ASCII characters.";
    IDEMPOTENCY_IN_FLIGHT = "idempotency_in_flight", Conflict, "The first request with this key is still running", "Wait as `Retry-After` says, then send the same request again.";
    IDEMPOTENCY_CONFLICT = "idempotency_conflict", Unprocessable, "This key was used for something else", "Use a fresh key for a different request.";
    // Carts.
    CART_ORDERED = "cart_ordered", Conflict, "This cart was ordered already", "Look at the order, or start a new cart.";
    CART_FULL = "cart_full", Unprocessable, "The cart is full", "Order what is in it, or take something out.";
    NOT_FOR_SALE = "not_for_sale", Unprocessable, "This is not for sale", "Choose another variant, or take the line out.";
    SOLD = "sold", Conflict, "This piece is sold", "It existed once. Take it out of the cart.";
    UNKNOWN_CODE = "unknown_code", Unprocessable, "This code does nothing", "Check its spelling; it may have lapsed.";
    TOO_MANY_CODES = "too_many_codes", Unprocessable, "Too many codes", "Take one out first.";
    // Checkout.
    OUT_OF_STOCK = "out_of_stock", Conflict, "Some things are no longer in stock", "Lower the quantities named in `errors`, or take the lines out.";
    TOTAL_CHANGED = "total_changed", Conflict, "The total has changed", "Show the buyer the new totals and send the new `expected_total`.";
    CONTENTS_CHANGED = "contents_changed", Conflict, "The cart has changed", "Show the buyer the cart as it is now and send its `contents` as the new `expected_contents`.";
    CART_EMPTY = "cart_empty", Unprocessable, "The cart is empty", "Put something into it first.";
    CURRENCY_MISMATCH = "currency_mismatch", Unprocessable, "This market charges in another currency", "Use the market's currency.";
    PROMOTION_GONE = "promotion_gone", Conflict, "A promotion was used up meanwhile", "Fetch a new quote: it says what the cart costs without it.";
    TOO_MANY_UNPAID = "too_many_unpaid", TooMany, "Too many unpaid orders", "Pay or cancel one of the orders that wait for payment.";
    // Pricing.
    NO_SHIPPING_METHOD = "no_shipping_method", Unprocessable, "A vendor does not ship there", "Use another address, or take that vendor's lines out.";
    SHIPPING_METHOD_NOT_OFFERED = "shipping_method_not_offered", Unprocessable, "This way of shipping is not offered", "Choose one of the options of the quote.";
    CART_TOO_LARGE_TO_PRICE = "cart_too_large_to_price", Unprocessable, "This is more than can be priced", "Split it over several carts.";
    // Payments.
    CARD_DECLINED = "card_declined", PaymentRequired, "The card was declined", "The order waits: pay again with another card.";
    PAYMENT_IN_PROGRESS = "payment_in_progress", Conflict, "A payment is in progress", "Wait as `Retry-After` says; the order shows the outcome.";
    ALREADY_PAID = "already_paid", Conflict, "This order is paid", "Nothing is left to pay.";
    REFUND_NOT_RETRIABLE = "refund_not_retriable", Conflict, "This refund cannot be tried again", "It has not failed, or its gateway is not set up.";
    REFUND_NOT_WAITING = "refund_not_waiting", Conflict, "This refund does not wait for anybody", "Look at its status: it is done, on its way, or another stands in its place.";
    TRANSFER_NOT_WAITING = "transfer_not_waiting", Conflict, "This transfer does not wait any more", "Look at its state: it was applied to an order, or returned.";
    PAYMENT_CLOSED = "payment_closed", Conflict, "This order takes no payment any more", "Place a new order.";
    CARD_DATA_NOT_ACCEPTED = "card_data_not_accepted", Unprocessable, "Card data is not taken here", "Use the gateway's own form, which gives a token.";
    INVALID_CARD = "invalid_card", Unprocessable, "Something in the card's data is wrong", "Mend the fields named in `errors`.";
    NOT_A_TEST_CARD = "not_a_test_card", Unprocessable, "That is no test card", "This is a test shop: never enter a real card. Use a published test number.";
    TOO_MANY_ATTEMPTS = "too_many_attempts", TooMany, "Too many tries to pay this order", "Place a new order, or write to the market.";
    METHOD_NOT_OFFERED = "payment_method_not_offered", Unprocessable, "This way to pay is not offered", "Choose one of the ways named by the quote.";
    PAID_ON_DELIVERY = "paid_on_delivery", Conflict, "This order is paid when it arrives", "Pay whoever brings it; no other payment is taken.";
    // Orders.
    STEP_NOT_ALLOWED = "step_not_allowed", Conflict, "The order cannot do that now", "Look at its status; it may have changed meanwhile.";
    STEP_NOT_YOURS = "step_not_yours", Forbidden, "That step is not yours to take", "Ask who may take it.";
    ALREADY_SHIPPED = "already_shipped", Conflict, "Something is on its way already", "Wait for it to arrive, then ask for a return.";
    ORDER_NOT_PAID = "order_not_paid", Conflict, "This order is not paid", "There is nothing to give back. Cancel the order instead.";
    REFUND_TOO_LARGE = "refund_too_large", Conflict, "That is more than can go back", "Send at most what is left; the detail says how much.";
    REFUND_OTHER_SUM = "refund_other_sum", Conflict, "Another sum would go back", "Look at the sum in the detail, and agree to it.";
    MORE_THAN_BOUGHT = "more_than_bought", Conflict, "That is more than was bought", "Lower the quantities named in `errors`: some may have gone back already.";
    RETURN_OPEN = "return_open", Conflict, "A return of this is open", "Receive and refund the return, or refuse it, and give back the rest then.";
    TOO_MANY_REFUNDS = "too_many_refunds", Conflict, "Too many refunds of one vendor order", "Give back all that is left of it in one refund.";
    NOT_DELIVERED = "not_delivered", Conflict, "It has not arrived yet", "Wait until the order says that it was delivered.";
    // Returns.
    RETURN_TOO_LATE = "return_too_late", Conflict, "The time to return this is over", "Write to the vendor, who may refund it all the same.";
    RETURN_STEP_NOT_ALLOWED = "return_step_not_allowed", Conflict, "The return cannot do that now", "Look at its status; it may have changed meanwhile.";
    RETURN_PARTLY_RECEIVED = "return_partly_received", Conflict, "Some of the return has arrived", "Receive the rest of it, or close it with a reason; then give back the money of what arrived.";
    TOO_MANY_RETURNS = "too_many_returns", Conflict, "So many returns are the most", "Write to the vendor, who may refund it all the same.";
    TOO_MANY_PHOTOS = "too_many_photos", Unprocessable, "Too many photographs", "Send those that show it best.";
    // Reviews.
    ALREADY_REVIEWED = "already_reviewed", Conflict, "This was reviewed already", "Each thing that was bought is reviewed once.";
    // Catalogue.
    SLUG_TAKEN = "slug_taken", Conflict, "That slug is taken", "Choose another.";
    SKU_TAKEN = "sku_taken", Conflict, "That SKU is taken", "Choose another.";
    OPTIONS_REPEATED = "options_repeated", Unprocessable, "Two variants have the same options", "Give each variant options of its own.";
    OPTIONS_INCOMPLETE = "options_incomplete", Unprocessable, "A variant lacks an option", "Give every variant a value for every option of the product.";
    TOO_MANY_VARIANTS = "too_many_variants", Unprocessable, "Too many variants", "Split the product.";
    PRODUCT_STEP_NOT_ALLOWED = "product_step_not_allowed", Conflict, "The product cannot do that now", "Look at its status; it may have changed meanwhile.";
    STILL_REFERENCED = "still_referenced", Conflict, "Something still uses this", "Move or remove what uses it first.";
    CATEGORY_CYCLE = "category_cycle", Unprocessable, "A category cannot be inside itself", "Choose another parent.";
    CATEGORY_NAME_TAKEN = "category_name_taken", Conflict, "A category beside it has that name", "Choose another name, or merge the two.";
    CATEGORY_TOO_DEEP = "category_too_deep", Unprocessable, "Too many levels of categories", "Choose a parent nearer to the top.";
    // Files that were bought.
    LINK_EXPIRED = "link_expired", Gone, "This link has run out", "Open your order again: a fresh link stands there.";
    // Inventory.
    BELOW_ALLOCATED = "below_allocated", Conflict, "Orders have been promised more than that", "Cancel or ship the orders named, or count again.";
    NOT_TRACKED = "not_tracked", Unprocessable, "This variant is not counted", "Turn tracking on first.";
    STOCK_MOVED = "stock_moved", Conflict, "The stock has moved meanwhile", "Look at the level as it is now, and count again.";
    BELOW_ZERO = "below_zero", Unprocessable, "There cannot be less than nothing", "Send a change that leaves zero or more.";
    UNIQUE_QUANTITY = "unique_quantity", Unprocessable, "This exists once", "Use a quantity of 0 or 1.";
    STOCK_TOO_LARGE = "stock_too_large", Unprocessable, "That is more than can be counted", "Use a smaller quantity.";
    // Taxes and commission.
    TAX_CLASS_TAKEN = "tax_class_taken", Conflict, "A tax class has that word", "Choose another.";
    COMMISSION_RATE_TAKEN = "commission_rate_taken", Conflict, "There is such a rate already", "Change that one.";
    // Vendors.
    VENDOR_NAME_TAKEN = "vendor_name_taken", Conflict, "A vendor has that name", "Choose another.";
    VENDOR_SUSPENDED = "vendor_suspended", Forbidden, "This vendor is suspended", "Write to the market.";
    VENDOR_NOT_APPROVED = "vendor_not_approved", Forbidden, "This vendor is not approved yet", "Wait for the market's answer.";
    VENDOR_STEP_NOT_ALLOWED = "vendor_step_not_allowed", Conflict, "The vendor cannot do that now", "Look at its status; somebody may have been faster.";
    VENDOR_AWAY = "vendor_away", Conflict, "This vendor is away", "Wait until it sells again, or take its lines out.";
    VENDOR_NOT_NAMED = "vendor_not_named", BadRequest, "Several vendors could be meant", "Name one of yours in the header `Souk-Vendor`.";
    VENDOR_CHANGED = "vendor_changed", Conflict, "You work for another vendor now", "Choose the vendor that is meant, and do it there.";
    ALREADY_APPLIED = "already_applied", Conflict, "An application of yours waits already", "Wait for the market's answer.";
    EMAIL_NOT_PROVEN = "email_not_proven", Forbidden, "Your e-mail address is not proven", "Follow the link of the verification letter, or ask for a new one.";
    ALREADY_MEMBER = "already_member", Conflict, "That is a member already", "Change the role of the member instead.";
    INVITATION_OF_ANOTHER = "invitation_of_another", Forbidden, "This invitation is another's", "Sign in with the account that has proven the invited address.";
    LAST_OWNER = "last_owner", Conflict, "This is the last owner", "Make another member an owner first.";
    TOO_MANY_MEMBERS = "too_many_members", Unprocessable, "Too many members", "Take a member or an open invitation away first.";
    // Accounts.
    USERNAME_TAKEN = "username_taken", Conflict, "That username is taken", "Choose another.";
    EMAIL_TAKEN = "email_taken", Conflict, "An account has that e-mail address", "Sign in, or reset its password.";
    PHONE_TAKEN = "phone_taken", Conflict, "An account has that telephone number", "Use another, or leave it out.";
    WRONG_CREDENTIALS = "wrong_credentials", Unauthenticated, "E-mail or password is incorrect", "Check both, or reset the password.";
    SIGN_IN_CODE_NEEDED = "totp_required", Unauthenticated, "A sign-in code is needed", "Send the same request with `totp`: a code of the authenticator app, or a recovery code.";
    SIGN_IN_CODE_WRONG = "totp_invalid", Unauthenticated, "That code is not right", "Send the newest code; each works once.";
    WRONG_PASSWORD = "wrong_password", Unprocessable, "That is not the current password", "Send the account's current password.";
    PROOF_NEEDS_ACCOUNT = "proof_needs_account", Unprocessable, "This link counts for the account's owner alone", "Send the link with a session of the account that the detail names, or with its `current_password`.";
    LINK_INVALID = "link_invalid", Unprocessable, "This link is not valid any more", "Ask for a new one; each works once and for a while.";
    TOO_MANY_ADDRESSES = "too_many_addresses", Unprocessable, "The address book is full", "Remove an address first.";
    SECOND_FACTOR_ON = "second_factor_on", Conflict, "Two-step verification is on", "Turn them off first.";
    SECOND_FACTOR_OFF = "second_factor_off", Conflict, "Two-step verification is not set up", "Start with a new secret.";
    ORDERS_OPEN = "orders_open", Conflict, "Orders are still under way", "Wait until they are done, or cancel them.";
    LAST_SUPER_ADMIN = "last_super_admin", Conflict, "This is the last super admin", "Make another account one first.";
    SECOND_FACTOR_REQUIRED = "second_factor_required", Forbidden, "Two-step verification is needed", "Your role asks for sign-in codes: set them up at `POST /api/v1/me/totp` and confirm them, then repeat the request.";
    // Staff.
    OWN_RIGHTS = "own_rights", Conflict, "Nobody changes their own rights", "Ask another super admin.";
    BUILT_IN = "built_in", Conflict, "This role is the same in every market", "Make a role of your own, or change only whether it asks for sign-in codes.";
    SESSION_NEEDED = "session_needed", Conflict, "Only somebody who is signed in can do that", "Sign in at `POST /api/v1/sessions` and send the session's token; a key acts for nobody else.";
    NAME_TAKEN = "name_taken", Conflict, "Another has that name", "Choose another.";
    // Shipments.
    SHIPMENT_STEP_NOT_ALLOWED = "shipment_step_not_allowed", Conflict, "The shipment cannot do that now", "Look at its status; it may have moved on meanwhile.";
    NOTHING_TO_SEND = "nothing_to_send", Conflict, "Nothing of this is to be sent", "Look at its status: it waits for money, is sent, or has ended.";
    MORE_THAN_OPEN = "more_than_open", Conflict, "That is more than is still to be sent", "Fetch the vendor order again and send no more than is open of the lines named in `errors`.";
    NOT_ON_HAND = "not_on_hand", Conflict, "The shelf holds less than that", "Count your stock, or send what is there.";
    ONE_SHIPMENT_ONLY = "one_shipment_only", Conflict, "All of it goes in one shipment", "Send all that is open in one shipment, or call off the rest first.";
    TOO_MUCH_TRACKING = "too_much_tracking", Conflict, "No more of that is kept", "Send only what moves the parcel on.";
    NOTHING_ARRIVES = "nothing_arrives", Conflict, "Nothing of this order is arriving", "Look at its status: it was not sent yet, is confirmed, or has ended.";
    VENDOR_ORDER_HELD = "vendor_order_held", Conflict, "Something about this order is open", "Wait until its return or dispute is settled.";
    // Imports.
    IMPORT_FILE_REFUSED = "import_file_refused", Unprocessable, "This file cannot be imported", "Mend the file as the detail says, or export it again, and send the new one.";
    IMPORT_OPEN = "import_open", Conflict, "Another import is open", "Start it, wait until it has ended, or cancel it; then send the next file.";
    IMPORT_STEP_NOT_ALLOWED = "import_step_not_allowed", Conflict, "The import cannot do that now", "Look at its status; somebody may have been faster.";
    IMPORT_FILE_GONE = "import_file_gone", Gone, "The file of this import is not kept any more", "Send the file again.";
}
