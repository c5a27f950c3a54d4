//! Every address of the shop: one pattern and one builder each.
//!
//! Pages never spell a path; they call a builder. The router mounts the patterns.

use souk_domain::{path, percent};

/// Declares addresses, each a pattern and its builder: `ORDER order(number) = "/o/{number}";`.
#[macro_export]
macro_rules! addresses {
    (@ $(#[$doc:meta])* $pattern:ident $builder:ident() = $path:expr) => {
        pub const $pattern: &str = $path;
        $(#[$doc])*
        pub fn $builder() -> &'static str {
            $pattern
        }
    };
    (@ $(#[$doc:meta])* $pattern:ident $builder:ident($hole:ident) = $path:expr) => {
        pub const $pattern: &str = $path;
        $(#[$doc])*
        pub fn $builder($hole: &str) -> String {
            souk_http::address($pattern, &[&$hole])
        }
    };
    ($($(#[$doc:meta])* $pattern:ident $builder:ident($($hole:ident)?) = $path:expr;)+) => {
        $($crate::addresses!(@ $(#[$doc])* $pattern $builder($($hole)?) = $path);)+
    };
}

addresses! {
    /// The home page.
    HOME home() = "/";
    /// Everything for sale, newest first.
    PRODUCTS products() = "/products";
    /// One category's listing.
    CATEGORY category(slug) = path::CATEGORY;
    /// One product with its first variant chosen.
    PRODUCT product(slug) = path::PRODUCT;
    /// A product, where links to a shop that moved here have it.
    OLD_PRODUCT old_product(handle) = path::OLD_PRODUCT;
    /// All categories, where links to a shop that moved here have them.
    OLD_CATEGORIES old_categories() = "/collections";
    /// A category, where links to a shop that moved here have it.
    OLD_CATEGORY old_category(handle) = path::OLD_CATEGORY;
    /// All sellers.
    VENDORS vendors() = "/sellers";
    /// One seller and what they sell.
    VENDOR vendor(slug) = path::VENDOR;
    /// The cart; the target for adding is [`cart_lines`].
    CART cart() = "/cart";
    /// Where a form adds something to the cart.
    CART_LINES cart_lines() = "/cart/lines";
    /// Where a form changes or removes one line of the cart.
    CART_LINE cart_line(id) = "/cart/lines/{id}";
    /// Where a form takes out of the cart what a seller would have to send.
    CART_SELLER cart_seller(id) = "/cart/sellers/{id}";
    /// Where a form enters a code into the cart, or takes one out.
    CART_CODES cart_codes() = "/cart/codes";
    /// The checkout page; its form posts to the same address.
    CHECKOUT checkout() = "/checkout";
    /// One order, for a browser that already holds its cookie.
    ORDER order(number) = "/o/{number}";
    /// A file that was bought, by a link that runs out.
    DOWNLOAD download(link) = "/files/{link}";
    /// Where the cancel button of an order posts.
    ORDER_CANCEL order_cancel(number) = "/o/{number}/cancel";
    /// Where the button posts of a buyer who has what was sent.
    ORDER_RECEIVED order_received(number) = "/o/{number}/received";
    /// Where the button posts of a buyer who misses it.
    ORDER_MISSED order_missed(number) = "/o/{number}/not-received";
    /// Where the button posts that puts what was ordered back into the cart.
    ORDER_CART order_cart(number) = "/o/{number}/cart";
    /// Where the bank sends the shopper back to after a confirmation.
    ORDER_RETURN order_return(number) = "/o/{number}/return";
    /// Where a buyer asks to give something back; its form posts to the same address.
    ORDER_RETURNS order_returns(number) = "/o/{number}/returns";
    /// Where a buyer says what a thing is like; its form posts to the same address.
    ORDER_REVIEW order_review(number) = "/o/{number}/review";
    /// Where the form posts that makes an account of whoever placed an order.
    ORDER_ACCOUNT order_account(number) = "/o/{number}/account";
    /// Where people sign in.
    LOGIN login() = souk_http::SIGN_IN;
    /// Where the button of who leaves posts.
    LOGOUT logout() = "/logout";
    /// Where an account is made.
    REGISTER register() = "/register";
    /// Where the link of a verification letter leads, without its token.
    VERIFY verify() = "/verify";
    /// Where a buyer asks for a fresh link to an order.
    ORDER_LOOKUP order_lookup() = "/order-lookup";
    /// Where who forgot a password asks for a link.
    FORGOT forgot() = "/forgot";
    /// Where a new password is set, without the link's token.
    RESET reset() = "/reset";
    /// Where the first super admin comes to be, without the link's token.
    SETUP setup() = "/setup";
    /// The account, at a glance.
    ACCOUNT account() = "/account";
    /// Where the button posts that sends the verification letter again.
    ACCOUNT_VERIFY account_verify() = "/account/verify";
    /// The account's orders.
    ACCOUNT_ORDERS account_orders() = "/account/orders";
    /// The address book.
    ACCOUNT_ADDRESSES account_addresses() = "/account/addresses";
    /// A new address for the book.
    ACCOUNT_ADDRESS_NEW account_address_new() = "/account/addresses/new";
    /// One address of the book.
    ACCOUNT_ADDRESS account_address(id) = "/account/addresses/{id}";
    /// Where the button posts that takes an address out.
    ACCOUNT_ADDRESS_REMOVE account_address_remove(id) = "/account/addresses/{id}/remove";
    /// Names and telephone number.
    ACCOUNT_PROFILE account_profile() = "/account/profile";
    /// Password, codes and sessions.
    ACCOUNT_SECURITY account_security() = "/account/security";
    /// A new password.
    ACCOUNT_PASSWORD account_password() = "/account/security/password";
    /// Another e-mail address.
    ACCOUNT_EMAIL account_email() = "/account/security/email";
    /// Sign-in codes.
    ACCOUNT_CODES account_codes() = "/account/security/codes";
    /// Where the buttons post that end sessions.
    ACCOUNT_SESSIONS account_sessions() = "/account/security/sessions";
    /// Where the button posts that ends one session.
    ACCOUNT_SESSION account_session(id) = "/account/security/sessions/{id}";
    /// What is kept about somebody, and how they leave.
    ACCOUNT_DATA account_data() = "/account/data";
    /// Everything that is kept about somebody, as a file.
    ACCOUNT_EXPORT account_export() = "/account/data/export";
    /// What selling here is, and where one applies; its form posts to the same address.
    SELL sell() = "/sell";
    /// Where an invitation to act for a seller is taken up, without the link's token.
    JOIN join() = "/join";
    /// Where who works for a vendor begins; the other addresses of vendors' pages are theirs.
    VENDOR_DESK vendor_desk() = "/vendor";
    /// Where who runs the market begins; the other addresses of the back office are its own.
    OFFICE_DESK office_desk() = "/admin";
    /// Where an invitation to the staff is taken up, without the link's token.
    STAFF_JOIN staff_join() = "/staff/join";
    /// What is of a variant where, and why: letters lead there.
    VENDOR_STOCK vendor_stock(variant) = "/vendor/inventory/{variant}";
    /// How buying here works.
    HELP help() = "/help";
    /// Delivery, returns, payment and privacy.
    POLICIES policies() = "/policies";
    /// One of the policies: `delivery`, `returns`, `payment`, `privacy`, `terms`.
    POLICY policy(page) = "/policies/{page}";
    /// Where to write to the market; its form posts to the same address.
    CONTACT contact() = "/contact";
    /// Where a visitor says which country orders go to; its form posts to the same address.
    COUNTRY country() = "/country";
    /// What the shop does for people with disabilities, and what is known to be missing.
    ACCESSIBILITY accessibility() = "/accessibility";
    /// A file of the shop's own, by its hashed name.
    ASSET asset(file) = "/a/{file}";
    /// A picture of the catalogue, by its file name.
    MEDIA media(file) = souk_http::MEDIA;
    /// The demo's letters.
    MAILBOX mailbox() = "/_mail";
    /// One letter of the demo's mailbox.
    MAIL mail(id) = "/_mail/{id}";
    /// The letter itself, as the mail program would show it.
    MAIL_LETTER mail_letter(id) = "/_mail/{id}/letter";
    /// Every component in all its states, for whoever builds on them.
    STYLEGUIDE styleguide() = "/_styleguide";
    /// What search engines may look at.
    ROBOTS robots() = "/robots.txt";
    /// What there is, for search engines.
    SITEMAP sitemap() = "/sitemap.xml";
}

/// A product below a category, where links to a shop that moved here have it too.
pub const OLD_PRODUCT_IN_CATEGORY: &str = path::OLD_PRODUCT_IN_CATEGORY;

/// Where the form of an order's page posts that shows what is wrong with what goes back.
pub const ORDER_RETURN_PHOTOS: &str = "/o/{number}/returns/{return}/photos";
/// One of the photographs of a return.
pub const ORDER_RETURN_PHOTO: &str = "/o/{number}/returns/{return}/photos/{photo}";

/// Where the form of an order's page posts that shows what is wrong with what goes back.
pub fn order_return_photos(number: &str, id: &str) -> String {
    souk_http::address(ORDER_RETURN_PHOTOS, &[&number, &id])
}

/// One of the photographs of a return.
pub fn order_return_photo(number: &str, id: &str, photo: &str) -> String {
    souk_http::address(ORDER_RETURN_PHOTO, &[&number, &id, &photo])
}

/// One product with the named variant chosen.
pub fn product_variant(slug: &str, variant: &str) -> String {
    format!("{}?variant={}", product(slug), percent::encode(variant))
}

/// One product with the reviews behind a cursor.
pub fn product_reviews(slug: &str, after: &str) -> String {
    format!("{}?reviews={}#reviews", product(slug), percent::encode(after))
}

/// Where the pay-again form of an order posts: to the order itself, so that a form that comes back with mistakes stands at
/// an address that can be opened again.
pub fn order_pay(number: &str) -> String {
    order(number)
}
/// Where people sign in, to go on to a path of ours afterwards; empty: to the account.
pub fn login_then(next: &str) -> String {
    with(LOGIN, "next", next)
}
/// Where an account is made, to go on to a path of ours afterwards; empty: to the account.
pub fn register_then(next: &str) -> String {
    with(REGISTER, "next", next)
}
/// The account's orders after one of them.
pub fn account_orders_after(after: &str) -> String {
    with(ACCOUNT_ORDERS, "after", after)
}
/// Where a visitor says which country orders go to, with the way back to the page the visitor comes from.
pub fn country_from(path: &str) -> String {
    format!("{COUNTRY}?back={}", percent::encode(path))
}
/// Everything that is on sale.
pub fn sale() -> String {
    format!("{PRODUCTS}?sale=on")
}

/// An address with one parameter, or without it when the value is empty.
fn with(path: &str, name: &str, value: &str) -> String {
    if value.is_empty() { path.to_owned() } else { format!("{path}?{name}={}", percent::encode(value)) }
}

/// The order's page, saying that it was placed before.
pub fn order_placed_before(number: &str) -> String {
    format!("{}?{PLACED_BEFORE}", order(number))
}

/// The query by which an order's page knows that its buyer meant to place it once more.
pub const PLACED_BEFORE: &str = "placed=before";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn builders_fill_their_patterns() {
        assert_eq!(product("tall-mug"), "/p/tall-mug");
        assert_eq!(order_cancel("S-ABCD-EFGH"), "/o/S-ABCD-EFGH/cancel");
        assert_eq!(category("a b/c"), "/c/a%20b%2Fc");
        assert_eq!(product_variant("mug", "var_1&x"), "/p/mug?variant=var_1%26x");
    }
}
