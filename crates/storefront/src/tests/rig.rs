//! A market of two sellers, and a buyer who knows what to type.

use souk_domain::ids::VariantId;
use souk_market::Actor;
use souk_market::orders::{self, OrderView};
use souk_testkit::Market;
use souk_testkit::market::Good;

use super::browser::{Browser, Page, SentForm, at_the_shop};

pub(crate) const PASSWORD: &str = "seven quiet otters";
pub(crate) const GOOD_CARD: &str = "4242 4242 4242 4242";
pub(crate) const DECLINED_CARD: &str = "4000 0000 0000 9995";

/// Two sellers with a thing each: mugs at $24.50, ten of them, and scarves at $59.00, three.
pub(crate) struct Shop {
    pub(crate) market: Market,
    pub(crate) mug: VariantId,
    pub(crate) scarf: VariantId,
}

impl Shop {
    pub(crate) async fn open() -> Self {
        Self::of(Market::open().await).await
    }

    pub(crate) async fn of(market: Market) -> Self {
        let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
        let mug = market.sell(kiln, Good::new(2450, 10)).await;
        let scarf = market.sell(loom, Good::new(5900, 3)).await;
        Self { market, mug, scarf }
    }

    pub(crate) fn browser(&self) -> Browser {
        at_the_shop(&self.market.app)
    }

    /// A visitor with two mugs and a scarf, at the checkout page: $107.90 + $10.00 delivery + 6 % of the goods.
    pub(crate) async fn at_checkout(&self) -> (Browser, Page) {
        let mut browser = self.browser();
        browser.add(self.mug, 2).await;
        browser.add(self.scarf, 1).await;
        let page = browser.get("/checkout").await;
        assert_eq!(page.status, 200, "{}", page.words());
        (browser, page)
    }

    /// The order of a number.
    pub(crate) async fn order(&self, number: &str) -> OrderView {
        let number = number.to_owned();
        let read = self.market.app.read(Actor::Operator, move |ctx| {
            let number = number.clone();
            Box::pin(async move { orders::find_by_number(ctx, &number).await })
        });
        read.await.unwrap().unwrap()
    }
}

/// What is owed at [`Shop::at_checkout`], in cents.
pub(crate) const TOTAL: i64 = 2 * 2450 + 5900 + 1000 + 294 + 354;

/// The form, filled in by somebody who makes no mistakes and pays by the card.
pub(crate) fn filled(page: &Page, card: &str) -> SentForm {
    page.form("/checkout")
        .with("email", "maya@example.org")
        .with("name", "Maya Lindqvist")
        .with("street", "418 Foster Street")
        .with("city", "Durham")
        .with("region", "NC")
        .with("postal_code", "27701")
        .with("pay", "card")
        .with("number", card)
        .with("exp", "12 / 34")
        .with("cvc", "735")
        .with("do", "pay")
}

/// The number of the order that an answer leads to.
pub(crate) fn number_of(answer: &Page) -> String {
    let to = answer.leads_to();
    to.strip_prefix("/o/").unwrap_or_else(|| panic!("leads to {to}")).to_owned()
}

/// Fills in the form of the register page as somebody who makes no mistakes, and sends it.
pub(crate) async fn register(browser: &mut Browser, name: &str) -> Page {
    let form = browser
        .get("/register")
        .await
        .form("/register")
        .with("first_name", name)
        .with("last_name", "Lindqvist")
        .with("email", &format!("{}@example.org", name.to_lowercase()))
        .with("password", PASSWORD);
    browser.post(&form).await
}

/// Asserts that a page shows nothing of a card that was typed. Its last digits alone prove nothing: the tokens of a page
/// are drawn and may hold any.
pub(crate) fn assert_card_is_forgotten(page: &Page, number: &str) {
    let digits = number.replace(' ', "");
    assert!(!page.html.contains(number) && !page.html.contains(&digits), "{}", page.words());
    for field in ["number", "exp", "cvc"] {
        assert_eq!(page.value(field), "", "{field}");
    }
}
