//! Every address of the shop: one constant pattern and one builder each, and the table of them all.
//!
//! Pages never spell a path; they call a builder. The router mounts the patterns.

/// One address: the name it is known by, the verb it answers and its pattern in axum's syntax.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Route {
    pub name: &'static str,
    pub method: &'static str,
    pub pattern: &'static str,
}

pub const HOME: &str = "/";
pub const PRODUCTS: &str = "/products";
pub const CATEGORY: &str = "/c/{slug}";
pub const PRODUCT: &str = "/p/{slug}";
pub const VENDORS: &str = "/sellers";
pub const VENDOR: &str = "/s/{slug}";
pub const CART: &str = "/cart";
pub const CART_LINES: &str = "/cart/lines";
pub const CART_LINE: &str = "/cart/lines/{id}";
pub const CHECKOUT: &str = "/checkout";
pub const ORDER: &str = "/o/{number}";
pub const ORDER_CANCEL: &str = "/o/{number}/cancel";
pub const ORDER_CART: &str = "/o/{number}/cart";
pub const ORDER_RETURN: &str = "/o/{number}/return";
pub const ORDER_ACCOUNT: &str = "/o/{number}/account";
pub const LOGIN: &str = "/login";
pub const LOGOUT: &str = "/logout";
pub const REGISTER: &str = "/register";
pub const VERIFY: &str = "/verify";
pub const FORGOT: &str = "/forgot";
pub const RESET: &str = "/reset";
pub const SETUP: &str = "/setup";
pub const ACCOUNT: &str = "/account";
pub const ACCOUNT_VERIFY: &str = "/account/verify";
pub const ACCOUNT_ORDERS: &str = "/account/orders";
pub const ACCOUNT_ADDRESSES: &str = "/account/addresses";
pub const ACCOUNT_ADDRESS_NEW: &str = "/account/addresses/new";
pub const ACCOUNT_ADDRESS: &str = "/account/addresses/{id}";
pub const ACCOUNT_ADDRESS_REMOVE: &str = "/account/addresses/{id}/remove";
pub const ACCOUNT_PROFILE: &str = "/account/profile";
pub const ACCOUNT_SECURITY: &str = "/account/security";
pub const ACCOUNT_PASSWORD: &str = "/account/security/password";
pub const ACCOUNT_EMAIL: &str = "/account/security/email";
pub const ACCOUNT_CODES: &str = "/account/security/codes";
pub const ACCOUNT_SESSIONS: &str = "/account/security/sessions";
pub const ACCOUNT_SESSION: &str = "/account/security/sessions/{id}";
pub const ACCOUNT_DATA: &str = "/account/data";
pub const ACCOUNT_EXPORT: &str = "/account/data/export";
pub const HELP: &str = "/help";
pub const POLICIES: &str = "/policies";
pub const POLICY: &str = "/policies/{page}";
pub const CONTACT: &str = "/contact";
pub const COUNTRY: &str = "/country";
pub const ACCESSIBILITY: &str = "/accessibility";
pub const ASSET: &str = "/a/{file}";
pub const MEDIA: &str = "/media/{file}";
pub const MAILBOX: &str = "/_mail";
pub const MAIL: &str = "/_mail/{id}";
pub const MAIL_LETTER: &str = "/_mail/{id}/letter";
pub const STYLEGUIDE: &str = "/_styleguide";
pub const ROBOTS: &str = "/robots.txt";
pub const SITEMAP: &str = "/sitemap.xml";

/// Every page, form target and file of the shop.
pub const ROUTES: &[Route] = &[
    get("home", HOME),
    get("products", PRODUCTS),
    get("category", CATEGORY),
    get("product", PRODUCT),
    get("vendors", VENDORS),
    get("vendor", VENDOR),
    get("cart", CART),
    post("cart_lines", CART_LINES),
    post("cart_line", CART_LINE),
    get("checkout", CHECKOUT),
    post("checkout_order", CHECKOUT),
    get("order", ORDER),
    post("order_pay", ORDER),
    post("order_cancel", ORDER_CANCEL),
    post("order_cart", ORDER_CART),
    get("order_return", ORDER_RETURN),
    post("order_account", ORDER_ACCOUNT),
    get("login", LOGIN),
    post("login_send", LOGIN),
    post("logout", LOGOUT),
    get("register", REGISTER),
    post("register_send", REGISTER),
    get("verify", VERIFY),
    post("verify_send", VERIFY),
    get("forgot", FORGOT),
    post("forgot_send", FORGOT),
    get("reset", RESET),
    post("reset_send", RESET),
    get("setup", SETUP),
    post("setup_send", SETUP),
    get("account", ACCOUNT),
    post("account_verify", ACCOUNT_VERIFY),
    get("account_orders", ACCOUNT_ORDERS),
    get("account_addresses", ACCOUNT_ADDRESSES),
    get("account_address_new", ACCOUNT_ADDRESS_NEW),
    post("account_address_add", ACCOUNT_ADDRESS_NEW),
    get("account_address", ACCOUNT_ADDRESS),
    post("account_address_change", ACCOUNT_ADDRESS),
    post("account_address_remove", ACCOUNT_ADDRESS_REMOVE),
    get("account_profile", ACCOUNT_PROFILE),
    post("account_profile_change", ACCOUNT_PROFILE),
    get("account_security", ACCOUNT_SECURITY),
    get("account_password", ACCOUNT_PASSWORD),
    post("account_password_change", ACCOUNT_PASSWORD),
    get("account_email", ACCOUNT_EMAIL),
    post("account_email_change", ACCOUNT_EMAIL),
    get("account_codes", ACCOUNT_CODES),
    post("account_codes_change", ACCOUNT_CODES),
    post("account_sessions_end", ACCOUNT_SESSIONS),
    post("account_session_end", ACCOUNT_SESSION),
    get("account_data", ACCOUNT_DATA),
    post("account_delete", ACCOUNT_DATA),
    get("account_export", ACCOUNT_EXPORT),
    get("help", HELP),
    get("policies", POLICIES),
    get("policy", POLICY),
    get("contact", CONTACT),
    post("contact_message", CONTACT),
    get("country", COUNTRY),
    post("country_choice", COUNTRY),
    get("accessibility", ACCESSIBILITY),
    get("asset", ASSET),
    get("media", MEDIA),
    get("mailbox", MAILBOX),
    get("mail", MAIL),
    get("mail_letter", MAIL_LETTER),
    get("styleguide", STYLEGUIDE),
    get("robots", ROBOTS),
    get("sitemap", SITEMAP),
];

const fn get(name: &'static str, pattern: &'static str) -> Route {
    Route { name, method: "GET", pattern }
}

const fn post(name: &'static str, pattern: &'static str) -> Route {
    Route { name, method: "POST", pattern }
}

/// The home page.
pub fn home() -> &'static str {
    HOME
}
/// Everything for sale, newest first.
pub fn products() -> &'static str {
    PRODUCTS
}
/// One category's listing.
pub fn category(slug: &str) -> String {
    fill(CATEGORY, slug)
}
/// One product with its first variant chosen.
pub fn product(slug: &str) -> String {
    fill(PRODUCT, slug)
}
/// One product with the named variant chosen.
pub fn product_variant(slug: &str, variant: &str) -> String {
    format!("{}?variant={}", product(slug), segment(variant))
}
/// All sellers.
pub fn vendors() -> &'static str {
    VENDORS
}
/// One seller and what they sell.
pub fn vendor(slug: &str) -> String {
    fill(VENDOR, slug)
}
/// The cart; the target for adding is [`cart_lines`].
pub fn cart() -> &'static str {
    CART
}
/// Where a form adds something to the cart.
pub fn cart_lines() -> &'static str {
    CART_LINES
}
/// Where a form changes or removes one line of the cart.
pub fn cart_line(id: &str) -> String {
    fill(CART_LINE, id)
}
/// The checkout page; its form posts to the same address.
pub fn checkout() -> &'static str {
    CHECKOUT
}
/// One order, for a browser that already holds its cookie.
pub fn order(number: &str) -> String {
    fill(ORDER, number)
}
/// One order by the signed link that is sent by mail.
pub fn order_with_token(number: &str, token: &str) -> String {
    format!("{}?token={}", order(number), segment(token))
}
/// Where the pay-again form of an order posts: to the order itself, so that a form that comes back with mistakes stands at
/// an address that can be opened again.
pub fn order_pay(number: &str) -> String {
    order(number)
}
/// Where the cancel button of an order posts.
pub fn order_cancel(number: &str) -> String {
    fill(ORDER_CANCEL, number)
}
/// Where the button posts that puts an order's things back into the cart.
pub fn order_cart(number: &str) -> String {
    fill(ORDER_CART, number)
}
/// Where the bank sends the shopper back to after a confirmation.
pub fn order_return(number: &str) -> String {
    fill(ORDER_RETURN, number)
}
/// Where the form posts that makes an account of whoever placed an order.
pub fn order_account(number: &str) -> String {
    fill(ORDER_ACCOUNT, number)
}
/// Where people sign in.
pub fn login() -> &'static str {
    LOGIN
}
/// The same, to go on to a path of ours afterwards; empty: to the account.
pub fn login_then(next: &str) -> String {
    with(LOGIN, "next", next)
}
/// Where the button of who leaves posts.
pub fn logout() -> &'static str {
    LOGOUT
}
/// Where an account is made.
pub fn register() -> &'static str {
    REGISTER
}
/// The same, to go on to a path of ours afterwards; empty: to the account.
pub fn register_then(next: &str) -> String {
    with(REGISTER, "next", next)
}
/// Where the link of a verification letter leads, without its token.
pub fn verify() -> &'static str {
    VERIFY
}
/// Where who forgot a password asks for a link.
pub fn forgot() -> &'static str {
    FORGOT
}
/// Where a new password is set, without the link's token.
pub fn reset() -> &'static str {
    RESET
}
/// Where the first super admin comes to be, without the link's token.
pub fn setup() -> &'static str {
    SETUP
}
/// The account, at a glance.
pub fn account() -> &'static str {
    ACCOUNT
}
/// Where the button posts that sends the verification letter again.
pub fn account_verify() -> &'static str {
    ACCOUNT_VERIFY
}
/// The account's orders.
pub fn account_orders() -> &'static str {
    ACCOUNT_ORDERS
}
/// The account's orders after one of them.
pub fn account_orders_after(after: &str) -> String {
    with(ACCOUNT_ORDERS, "after", after)
}
/// The address book.
pub fn account_addresses() -> &'static str {
    ACCOUNT_ADDRESSES
}
/// A new address for the book.
pub fn account_address_new() -> &'static str {
    ACCOUNT_ADDRESS_NEW
}
/// One address of the book.
pub fn account_address(id: &str) -> String {
    fill(ACCOUNT_ADDRESS, id)
}
/// Where the button posts that takes an address out.
pub fn account_address_remove(id: &str) -> String {
    fill(ACCOUNT_ADDRESS_REMOVE, id)
}
/// Names and telephone number.
pub fn account_profile() -> &'static str {
    ACCOUNT_PROFILE
}
/// Password, codes and sessions.
pub fn account_security() -> &'static str {
    ACCOUNT_SECURITY
}
/// A new password.
pub fn account_password() -> &'static str {
    ACCOUNT_PASSWORD
}
/// Another e-mail address.
pub fn account_email() -> &'static str {
    ACCOUNT_EMAIL
}
/// Sign-in codes.
pub fn account_codes() -> &'static str {
    ACCOUNT_CODES
}
/// Where the buttons post that end sessions.
pub fn account_sessions() -> &'static str {
    ACCOUNT_SESSIONS
}
/// Where the button posts that ends one session.
pub fn account_session(id: &str) -> String {
    fill(ACCOUNT_SESSION, id)
}
/// What is kept about somebody, and how they leave.
pub fn account_data() -> &'static str {
    ACCOUNT_DATA
}
/// Everything that is kept about somebody, as a file.
pub fn account_export() -> &'static str {
    ACCOUNT_EXPORT
}
/// How buying here works.
pub fn help() -> &'static str {
    HELP
}
/// Delivery, returns, payment and privacy.
pub fn policies() -> &'static str {
    POLICIES
}
/// One of the policies: `delivery`, `returns`, `payment`, `privacy`, `terms`.
pub fn policy(page: &str) -> String {
    fill(POLICY, page)
}
/// Where to write to the market; its form posts to the same address.
pub fn contact() -> &'static str {
    CONTACT
}
/// Where a visitor says which country things go to; its form posts to the same address.
pub fn country() -> &'static str {
    COUNTRY
}
/// The same, with the way back to the page the visitor comes from.
pub fn country_from(path: &str) -> String {
    format!("{COUNTRY}?back={}", segment(path))
}
/// Everything that is on sale.
pub fn sale() -> String {
    format!("{PRODUCTS}?sale=on")
}
/// Every component in all its states, for whoever builds on them.
pub fn styleguide() -> &'static str {
    STYLEGUIDE
}
/// What the shop does for people with disabilities, and what is known to be missing.
pub fn accessibility() -> &'static str {
    ACCESSIBILITY
}
/// A file of the shop's own, by its hashed name.
pub fn asset(file: &str) -> String {
    fill(ASSET, file)
}
/// A picture of the catalogue, by its file name.
pub fn media(file: &str) -> String {
    fill(MEDIA, file)
}
/// The demo's letters.
pub fn mailbox() -> &'static str {
    MAILBOX
}
/// One letter of the demo's mailbox.
pub fn mail(id: &str) -> String {
    fill(MAIL, id)
}
/// The letter itself, as the mail program would show it.
pub fn mail_letter(id: &str) -> String {
    fill(MAIL_LETTER, id)
}

/// An address with one parameter, or without it when the value is empty.
fn with(path: &str, name: &str, value: &str) -> String {
    if value.is_empty() { path.to_owned() } else { format!("{path}?{name}={}", segment(value)) }
}

/// Puts one value into the only hole of a pattern.
fn fill(pattern: &str, value: &str) -> String {
    match (pattern.find('{'), pattern.find('}')) {
        (Some(open), Some(close)) => {
            let (before, rest) = pattern.split_at(open);
            let after = rest.get(close + 1 - open..).unwrap_or_default();
            format!("{before}{}{after}", segment(value))
        }
        _ => pattern.to_owned(),
    }
}

/// Percent-encodes everything that is not unreserved, so that a value stays one path segment or query value.
pub fn segment(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for byte in value.bytes() {
        if byte.is_ascii_alphanumeric() || b"-._~".contains(&byte) {
            out.push(char::from(byte));
        } else {
            out.push_str(&format!("%{byte:02X}"));
        }
    }
    out
}

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
