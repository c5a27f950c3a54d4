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

    /// Whether a path, without its query, is one of the table's.
    fn known(path: &str) -> bool {
        crate::checks::route_of(path).is_some()
    }

    #[test]
    fn builders_fill_their_patterns() {
        assert_eq!(product("tall-mug"), "/p/tall-mug");
        assert_eq!(order_cancel("S-ABCD-EFGH"), "/o/S-ABCD-EFGH/cancel");
        assert_eq!(category("a b/c"), "/c/a%20b%2Fc");
        assert_eq!(product_variant("mug", "var_1&x"), "/p/mug?variant=var_1%26x");
    }

    #[test]
    fn every_builder_is_in_the_table() {
        for path in
            [mail_letter("1"), vendor("x"), media("a.webp"), cart_line("cline_1"), order_return("S-1")]
        {
            assert!(known(&path), "{path}");
        }
        assert!(!known("/account"));
    }
}
