//! The way past every page of the shop, with real things on each.

use serde_json::json;

use super::{accounts, look, office, vendors};
use crate::harness::{
    Browser, Shop,
    basket::{self, BEANIE, CONFIRMED_CARD, DECLINED_CARD, GOOD_CARD, MUG},
    mailbox,
};

const BUYER: &str = "ada@example.org";

/// The routes that answer with no page: files, of which it is looked at that they are none, and those that lead on.
const FILES: [&str; 22] = [
    "office_audit_file",
    "office_promotion_codes_file",
    "desk_promotion_codes_file",
    "download",
    "asset",
    "media",
    "robots",
    "sitemap",
    "account_export",
    "desk_export_products",
    "desk_import_template",
    "desk_import_failed",
    "old_product",
    "old_product_in_category",
    "old_categories",
    "old_category",
    "desk_return_photo",
    "desk_paper",
    "office_paper",
    "office_return_photo",
    "desk_statement",
    "order_return_photo",
];

/// A page, and what is pressed there to see it in the state that is meant.
pub(super) struct Stop {
    pub(super) name: &'static str,
    pub(super) path: String,
    /// What is pressed, and what comes of it.
    pub(super) press: Option<(&'static str, &'static str)>,
    /// A field that is filled in before.
    pub(super) fill: Option<(&'static str, &'static str)>,
    /// The cookie of who is signed in there.
    pub(super) session: Option<(&'static str, String)>,
    /// The same for leaving things as they were.
    pub(super) undo: Option<(&'static str, &'static str)>,
    pub(super) kind: Kind,
}

/// What stands at an address.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    Page,
    /// It is served so that no script runs in it: to look at it, it is put on an empty page.
    Letter,
}

impl Stop {
    pub(super) fn new(name: &'static str, path: impl Into<String>) -> Self {
        Self { name, path: path.into(), press: None, fill: None, session: None, undo: None, kind: Kind::Page }
    }

    pub(super) async fn visit(&self, browser: &Browser) {
        if self.kind == Kind::Letter {
            let letter = self.source(browser).await;
            return browser.show(&letter).await;
        }
        if let Some((name, value)) = &self.session {
            browser.set_cookie(name, value).await;
        }
        browser.goto(&self.path).await;
        if let Some((field, text)) = self.fill {
            browser.fill(field, text).await;
        }
        press(browser, self.press).await;
    }

    /// The HTML of the page that is visited as the server sends it; with mistakes on it, the answer to its form.
    pub(super) async fn source(&self, browser: &Browser) -> String {
        if self.kind == Kind::Letter {
            // what is shown of it has no address from which the shop could be asked
            browser.goto("/_mail").await;
        }
        let source = browser.ask_later(include_str!("source.js"), vec![json!(self.path)]).await;
        source.as_str().unwrap_or_default().to_owned()
    }

    pub(super) async fn leave(&self, browser: &Browser) {
        press(browser, self.undo).await;
        if let Some((name, _)) = &self.session {
            browser.drop_cookie(name).await;
        }
    }

    /// Whether the shop refuses something here, which a browser tells to the console.
    pub(super) fn is_a_refusal(&self) -> bool {
        matches!(self.name, "not-found") || accounts::is_a_refusal(self.name)
    }
}

async fn press(browser: &Browser, press: Option<(&str, &str)>) {
    if let Some((pressed, seen)) = press {
        browser.press(pressed).await;
        browser.wait_for(seen).await;
    }
}

/// Every stop, in a browser that holds what they need: orders in each state, and a cart with things of two sellers.
pub(super) struct Tour {
    pub(super) stops: Vec<Stop>,
    /// What people wrote that the stops show.
    pub(super) written: Vec<String>,
}

impl Tour {
    pub(super) async fn prepare(shop: &Shop, browser: &Browser) -> Self {
        let mut owned = accounts::stops(browser).await;
        owned.extend(vendors::stops(shop, browser).await);
        owned.extend(office::stops(shop, browser).await);
        let mut stops = standing();
        stops.extend(orders(browser).await);
        stops.extend(letters(browser).await);
        basket::open_and_add(browser, MUG).await;
        basket::open_and_add(browser, BEANIE).await;
        stops.extend(owned);
        let mut written = look::written(browser).await;
        written.extend(basket::ADDRESS.map(str::to_owned));
        Self { stops, written }
    }

    /// Fails when a route that answers GET with a page has no stop.
    pub(super) async fn require_every_route(&self, browser: &Browser) {
        let routes = [
            souk_storefront::page_routes(),
            souk_vendor::page_routes(),
            souk_backoffice::page_routes(),
            souk_ui::file_routes(),
        ]
        .concat();
        // an address where only forms are sent leads back to their page
        let is_page = |name: &str| !FILES.contains(&name) && !name.ends_with("_back");
        for route in routes.iter().filter(|route| route.method == "GET" && is_page(route.name)) {
            let seen = self.stops.iter().any(|stop| fits(route.path, &stop.path));
            assert!(seen, "no stop at {} ({})", route.path, route.name);
        }
        browser.goto("/").await;
        let found = "return [document.querySelector('link[rel=stylesheet]').href, document.querySelector('.card img').src, \
                     '/robots.txt', '/sitemap.xml']";
        let addresses = browser.ask(found, vec![]).await;
        for address in addresses.as_array().expect("addresses") {
            let kind = "const done = arguments[1]; fetch(arguments[0]).then(\
                        a => done(`${a.status} ${a.headers.get('content-type')}`), e => done(String(e)))";
            let kind = browser.ask_later(kind, vec![address.clone()]).await;
            let kind = kind.as_str().expect("a kind").to_owned();
            assert!(kind.starts_with("200 ") && !kind.contains("html"), "{address}: {kind}");
        }
    }
}

/// Pages that need nothing but the demonstration.
fn standing() -> Vec<Stop> {
    let checkout = |name, press| Stop { press: Some(press), ..Stop::new(name, "/checkout") };
    vec![
        Stop::new("home", "/"),
        Stop::new("products", "/products"),
        Stop::new("products-none", "/products?seller=atlas-weave&max=1"),
        Stop::new("category", "/c/kitchen-and-table"),
        Stop::new("product", "/p/dipped-stoneware-mug"),
        Stop::new("product-plain", "/p/turned-walnut-fruit-bowl"),
        Stop {
            press: Some((".options li:nth-child(3) a", ".buy .banner")),
            ..Stop::new("product-sold-out", "/p/dipped-stoneware-mug")
        },
        Stop::new("sellers", "/sellers"),
        Stop::new("seller", "/s/kiln-and-fern"),
        Stop::new("seller-kind", "/s/kiln-and-fern?kind=kitchen-and-table&sort=price"),
        Stop::new("sale", "/products?sale=on"),
        Stop::new("cart", "/cart"),
        Stop {
            press: Some((".acts button[value='0']", ".toast")),
            undo: Some((".toast button", "#cart section.panel + section.panel")),
            ..Stop::new("cart-removed", "/cart")
        },
        Stop::new("checkout", "/checkout"),
        checkout("checkout-mistakes", (basket::ORDER, "#errors")),
        checkout("checkout-transfer", ("input[value=bank_transfer]", "input[value=bank_transfer]:checked")),
        Stop::new("help", "/help"),
        Stop::new("policies", "/policies"),
        Stop::new("policy", "/policies/returns"),
        Stop::new("contact", "/contact"),
        Stop { press: Some(("main form button", "#errors")), ..Stop::new("contact-mistakes", "/contact") },
        Stop::new("country", "/country?back=%2Fp%2Fdipped-stoneware-mug"),
        Stop::new("styleguide", "/_styleguide"),
        Stop::new("accessibility", "/accessibility"),
        Stop::new("not-found", "/p/nothing-of-this-name"),
        Stop::new("mailbox", "/_mail"),
    ]
}

/// An order in each state.
async fn orders(browser: &Browser) -> Vec<Stop> {
    let mut stops = Vec::new();
    let paid = basket::order(browser, BEANIE, BUYER, GOOD_CARD).await;
    browser.wait_for_words(".thanks .badge", "Paid").await;
    mailbox::wait_for(browser, &paid, 2).await;
    stops.push(Stop::new("order-return", format!("/o/{paid}/return")));
    stops.push(Stop::new("order-paid", format!("/o/{paid}")));
    stops.push(Stop::new("order-returns", format!("/o/{paid}/returns")));
    stops.push(Stop::new("order-review", format!("/o/{paid}/review")));
    let unpaid = basket::order(browser, BEANIE, BUYER, DECLINED_CARD).await;
    stops.push(Stop::new("order-unpaid", format!("/o/{unpaid}")));
    let confirm = basket::order(browser, BEANIE, BUYER, CONFIRMED_CARD).await;
    stops.push(Stop::new("order-to-confirm", format!("/o/{confirm}")));
    let cancelled = by_transfer(browser).await;
    browser.press(".confirm summary").await;
    browser.press("form[action$='/cancel'] button").await;
    browser.wait_for_words(".thanks .badge", "Cancelled").await;
    stops.push(Stop::new("order-cancelled", format!("/o/{cancelled}")));
    let transfer = by_transfer(browser).await;
    stops.push(Stop::new("order-transfer", format!("/o/{transfer}")));
    stops
}

async fn by_transfer(browser: &Browser) -> String {
    basket::open_and_add(browser, BEANIE).await;
    browser.goto("/checkout").await;
    basket::fill_address(browser, BUYER).await;
    browser.press("input[name=pay][value=bank_transfer]").await;
    browser.press(basket::ORDER).await;
    browser.wait_for_words(".thanks .badge", "Waiting for your transfer").await;
    basket::order_number(browser).await
}

/// The letters that came of the orders, one of each kind.
async fn letters(browser: &Browser) -> Vec<Stop> {
    const KINDS: [(&str, &str); 4] = [
        ("letter-to-buyer", "Your order "),
        ("letter-to-seller", "New order "),
        ("letter-unpaid", "The payment for order "),
        ("letter-cancelled", "is cancelled"),
    ];
    let mut stops = Vec::new();
    for (name, words) in KINDS {
        let href = "return [...document.querySelectorAll('.letters a')]\
                    .find(a => a.textContent.includes(arguments[0]))?.getAttribute('href') ?? null";
        let href = crate::harness::until(&format!("a letter with “{words}”"), || async move {
            browser.goto("/_mail").await;
            browser.ask(href, vec![json!(words)]).await.as_str().map(str::to_owned)
        })
        .await;
        if stops.is_empty() {
            stops.push(Stop::new("mail", href.clone()));
        }
        stops.push(Stop { kind: Kind::Letter, ..Stop::new(name, format!("{href}/letter")) });
    }
    stops
}

/// Whether a path is one of a route's.
fn fits(pattern: &str, path: &str) -> bool {
    let path = path.split('?').next().unwrap_or_default();
    let (holes, parts): (Vec<_>, Vec<_>) = (pattern.split('/').collect(), path.split('/').collect());
    holes.len() == parts.len()
        && holes
            .iter()
            .zip(&parts)
            .all(|(hole, part)| hole.starts_with('{') && !part.is_empty() || hole == part)
}
