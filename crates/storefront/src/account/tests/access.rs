//! Every page that is somebody's, as nobody, as somebody else and as its owner; and pages that are everybody's.

use axum::http::{Method, StatusCode};
use souk_http::Access;

use super::{PASSWORD, register, sign_in};
use crate::tests::browser::{Browser, Page, SentForm};
use crate::tests::rig::{GOOD_CARD, Shop, filled, number_of};

/// What stands on a page of Maya's alone.
const HERS: [&str; 3] = ["Maya", "maya@example.org", "418 Foster Street"];

/// Maya's own things, by the route that names them.
struct Things {
    order: String,
    address: String,
    session: String,
    line: String,
}

impl Things {
    /// The address of a route with her things in the place of its holes.
    fn fill(&self, pattern: &str) -> String {
        let id = match pattern {
            souk_ui::routes::CART_LINE => &self.line,
            souk_ui::routes::ACCOUNT_SESSION => &self.session,
            _ => &self.address,
        };
        pattern.replace("{number}", &self.order).replace("{id}", id)
    }
}

/// The part of an address behind `prefix`, of the first such address on a page.
fn named(page: &Page, prefix: &str) -> String {
    let mut found = page.html.split(prefix).skip(1).filter(|rest| !rest.starts_with("new"));
    let rest = found.next().unwrap_or_else(|| panic!("no {prefix} on {}", page.words()));
    rest.split(['"', '/', '?']).next().unwrap_or_default().to_owned()
}

/// Maya has an order, an address, a second session and something in her cart.
async fn maya(shop: &Shop) -> (Browser, Things) {
    let (mut browser, page) = shop.at_checkout().await;
    let order = number_of(&browser.post(&filled(&page, GOOD_CARD).with("password", PASSWORD)).await);
    sign_in(&mut browser.stranger(), "maya", PASSWORD).await;
    let address = named(&browser.get("/account/addresses").await, "/account/addresses/");
    let session = named(&browser.get("/account/security").await, "/account/security/sessions/");
    let line = named(&browser.add(shop.mug, 1).await, "/cart/lines/");
    // she has the order by her account alone
    browser.forget("souk_dev_orders");
    (browser, Things { order, address, session, line })
}

/// Everything kept of her, and her cart.
async fn everything(browser: &mut Browser) -> (String, String) {
    let order = browser.get("/account/orders").await.words();
    let cart = browser.get("/cart").await.words();
    (browser.get("/account/data/export").await.html, cart + &order)
}

/// Presses the button of a route, with the fields its form cannot do without.
async fn press(browser: &mut Browser, name: &str, path: &str) -> Page {
    let form = SentForm { action: path.to_owned(), fields: Vec::new() }.with("csrf", &browser.token().await);
    let form = match name {
        "cart_line" => form.with("quantity", "0"),
        "order_pay" => form.with("idempotency_key", "another's").with("pay", "bank_transfer"),
        _ => form,
    };
    browser.post(&form).await
}

#[tokio::test]
async fn what_is_somebodys_is_there_for_nobody_else() {
    let shop = Shop::open().await;
    let (mut maya, things) = maya(&shop).await;
    let before = everything(&mut maya).await;
    let (mut nobody, mut bea) = (maya.stranger(), maya.stranger());
    register(&mut bea, "Bea").await;
    bea.add(shop.scarf, 1).await;
    let mut seen = 0;
    for route in crate::page_routes().iter().filter(|route| route.access != Access::Anyone) {
        let path = things.fill(route.path);
        let is_named = route.path.contains('{');
        let (as_nobody, as_bea) = if route.method == Method::GET {
            (nobody.get(&path).await, Some(bea.get(&path).await))
        } else {
            // where nothing is named, what Bea presses is hers
            let as_bea = if is_named { Some(press(&mut bea, route.name, &path).await) } else { None };
            (press(&mut nobody, route.name, &path).await, as_bea)
        };
        let what = format!("{} {path}", route.method);
        match route.access {
            Access::Account => assert!(as_nobody.leads_to().starts_with("/login"), "{what}"),
            Access::OrderHolder => assert_eq!(as_nobody.status, StatusCode::NOT_FOUND, "{what}"),
            _ if route.name == "checkout" => assert_eq!(as_nobody.leads_to(), "/cart", "{what}"),
            _ => assert!(!as_nobody.status.is_success(), "{what}"),
        }
        if let Some(as_bea) = as_bea {
            let expected = match route.path {
                // as a line that was taken out elsewhere, and a session that has ended
                souk_ui::routes::CART_LINE | souk_ui::routes::ACCOUNT_SESSION => StatusCode::SEE_OTHER,
                _ if is_named => StatusCode::NOT_FOUND,
                _ => StatusCode::OK,
            };
            assert!(as_bea.status == expected, "{what} is {} for another", as_bea.status);
            assert!(HERS.iter().all(|words| !as_bea.html.contains(words)), "{what}: {}", as_bea.words());
        }
        if route.method == Method::GET && route.name.ends_with("_back") {
            assert!(maya.get(&path).await.leads_to().starts_with("/o/"), "{what} leads its owner back");
        } else if route.method == Method::GET
            && ![souk_ui::routes::ORDER_RETURN, souk_ui::routes::ORDER_RETURN_PHOTO].contains(&route.path)
        {
            assert_eq!(maya.get(&path).await.status, StatusCode::OK, "{what} is its owner's");
        }
        seen += 1;
    }
    assert!(seen > 30);
    assert_eq!(everything(&mut maya).await, before, "nothing of hers changed");
    shop.market.close().await;
}

#[tokio::test]
async fn a_page_that_is_kept_shows_nobody_who_looked_at_it_before() {
    let shop = Shop::open().await;
    let (mut maya, _) = maya(&shop).await;
    let mut nobody = maya.stranger();
    let front = maya.get("/").await;
    let product = format!("/p/{}", named(&front, "/p/"));
    let seller = format!("/s/{}", named(&front, "/s/"));
    for path in
        ["/", "/products", &product, &seller, "/sellers", "/help", "/policies", "/p/no-such", "/contact"]
    {
        let hers = maya.get(path).await;
        assert!(hers.says("Maya") && hers.html.contains("class=\"count"), "{path}: {}", hers.words());
        let kept_by_browsers = if path == "/p/no-such" { "no-store" } else { "private, no-cache" };
        assert_eq!(hers.header("cache-control"), kept_by_browsers, "{path}");
        let anybodys = nobody.get(path).await;
        assert!(!anybodys.says("Maya") && anybodys.says("Sign in"), "{path}: {}", anybodys.words());
        assert!(!anybodys.html.contains("class=\"count"), "{path} counts another's cart");
        let token = |page: &Page| page.forms().iter().find_map(|form| form.value("csrf").map(str::to_owned));
        if let (Some(hers), Some(other)) = (token(&hers), token(&anybodys)) {
            assert_ne!(hers, other, "{path}");
        }
        assert!(maya.get(path).await.says("Maya"), "{path} knows her again");
    }
    shop.market.close().await;
}
