//! What is wrong is refused clearly: a stable code, the field named, and nothing changed.

use serde_json::{Value, json};

use crate::support::{
    Api, Ask, Place, Stall,
    api::{number, text},
    books, shopper,
    shopper::Placed,
    stall::usd,
};

/// Bytes a body may have.
const MAX_BODY_BYTES: usize = 1024 * 1024;
/// An id of the right shape that nothing has: the prefix and 26 characters.
pub(crate) const NOBODY: &str = "01arz3ndektsv4rrffq69g5fav";

/// A shop with something in a cart.
pub(crate) struct Shop {
    pub(crate) place: Place,
    pub(crate) api: Api,
    pub(crate) stall: Stall,
    pub(crate) variant: String,
    pub(crate) cart: String,
}

/// A request that must be refused.
pub(crate) struct Bad {
    what: &'static str,
    ask: Ask,
    status: u16,
    code: &'static str,
    /// The pointer of the field that is named; empty when there is none to name.
    field: &'static str,
}

pub(crate) fn bad(what: &'static str, ask: Ask, status: u16, code: &'static str, field: &'static str) -> Bad {
    Bad { what, ask, status, code, field }
}

impl Shop {
    pub(crate) async fn open() -> (Self, crate::support::Server) {
        let place = Place::open().await;
        let server = place.serve().await;
        let api = server.api.clone();
        let stall = Stall::open(&place, &api).await;
        let variant = stall.product(&api, "Teapot", 2_000, 5).await;
        let cart = shopper::cart(&api, &[(&variant, 1)]).await;
        (Self { place, api, stall, variant, cart }, server)
    }

    /// Every request is refused as said, and changes nothing.
    pub(crate) async fn refuses(&self, all: Vec<Bad>) {
        let before = books::rows(&self.place).await;
        for Bad { what, ask, status, code, field } in all {
            let answer = self.api.ask(&ask).await;
            assert_eq!((answer.status, answer.code()), (status, code), "{what}: {:#}", answer.body);
            assert_eq!(answer.headers["content-type"], "application/problem+json", "{what}");
            let problem = &answer.body;
            for member in ["type", "title", "detail", "request_id"] {
                assert!(
                    problem[member].as_str().is_some_and(|text| !text.is_empty()),
                    "{what}: {member} {problem:#}"
                );
            }
            let named: Vec<&str> = problem["errors"]
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|e| e["pointer"].as_str())
                .collect();
            if !field.is_empty() {
                assert!(named.contains(&field), "{what}: names {named:?}, not {field}");
            }
            assert_eq!(books::rows(&self.place).await, before, "{what}: something changed");
        }
    }

    fn line(&self, body: &Value) -> Ask {
        Ask::post(format!("carts/{}/lines", self.cart)).json(body)
    }

    /// An order of the cart that is good but for what `change` does to it.
    fn order(&self, change: impl FnOnce(&mut Value)) -> Ask {
        let mut body = shopper::order(&self.cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD));
        change(&mut body);
        shopper::place(&body, "a key that stays free")
    }

    fn raw_order(&self, body: impl Into<Vec<u8>>) -> Ask {
        Ask::post("orders").key("a key that stays free").bytes("application/json", body)
    }

    /// The shop is as it was: the same cart can be ordered after all, under the very key of the refused tries.
    pub(crate) async fn close(self, server: crate::support::Server) {
        self.api.ask(&self.order(|_| ())).await.expect(201);
        drop(server);
        self.place.close().await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn cart_lines_that_cannot_be() {
    let (shop, server) = Shop::open().await;
    let archived = shop.stall.product(&shop.api, "Gone", 900, 5).await;
    shop.stall.archive(&shop.api, &archived).await;
    let line =
        |variant: &str, quantity: Value| shop.line(&json!({"variant_id": variant, "quantity": quantity}));
    let variant = shop.variant.as_str();
    let unknown = format!("var_{NOBODY}");
    let quantity = "/quantity";
    shop.refuses(vec![
        bad("a negative quantity", line(variant, json!(-1)), 422, "invalid_input", quantity),
        bad("no quantity", line(variant, json!(0)), 422, "invalid_input", quantity),
        bad("a huge quantity", line(variant, json!(1_000_000_000_000_i64)), 422, "invalid_input", quantity),
        bad("a quantity beyond any integer", line(variant, json!(1e300)), 422, "invalid_input", quantity),
        bad("half a piece", line(variant, json!(1.5)), 422, "invalid_input", quantity),
        bad("a quantity in words", line(variant, json!("two")), 422, "invalid_input", quantity),
        bad("more than there is", line(variant, json!(6)), 409, "out_of_stock", quantity),
        bad("an unknown variant", line(&unknown, json!(1)), 422, "invalid_input", "/variant_id"),
        bad("an archived variant", line(&archived, json!(1)), 422, "not_for_sale", "/variant_id"),
        bad("no id", line("x", json!(1)), 422, "invalid_input", "/variant_id"),
        bad(
            "the id of something else",
            line(&unknown.replace("var_", "prod_"), json!(1)),
            422,
            "invalid_input",
            "/variant_id",
        ),
        bad(
            "a field nobody knows",
            shop.line(&json!({"variant_id": variant, "quantity": 1, "price": 1})),
            422,
            "invalid_input",
            "/price",
        ),
        bad("no variant", shop.line(&json!({"quantity": 1})), 422, "invalid_input", "/variant_id"),
    ])
    .await;
    shop.close(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_belongs_to_another_is_not_there() {
    let (shop, server) = Shop::open().await;
    let (api, variant) = (&shop.api, &shop.variant);
    let mut placed = Vec::new();
    for buyer in ["grace@example.org", "mary@example.org"] {
        let cart = shopper::cart(api, &[(variant, 1)]).await;
        let body = shopper::order(&cart, buyer, &shopper::by_card(shopper::DECLINED_CARD));
        placed.push(Placed::of(&api.ask(&shopper::place(&body, "theirs")).await.expect(402)));
    }
    let (mine, theirs) = (&placed[0], &placed[1]);
    let crossed = Placed { id: theirs.id.clone(), token: mine.token.clone() };
    let good = shopper::by_card(shopper::GOOD_CARD);
    let stranger = format!("cart_{NOBODY}");
    let other_line = api.ask(&Ask::get(format!("carts/{}", shop.cart))).await.expect(200);
    let other_line = text(&other_line, "/lines/0/id");
    let my_cart = shopper::cart(api, &[(variant, 1)]).await;
    let line = json!({"variant_id": variant, "quantity": 1});
    let gone = |what, ask| bad(what, ask, 404, "not_found", "");
    shop.refuses(vec![
        gone("another's cart", Ask::get(format!("carts/{stranger}"))),
        gone("a line for another's cart", Ask::post(format!("carts/{stranger}/lines")).json(&line)),
        gone(
            "another's line",
            Ask::patch(format!("carts/{my_cart}/lines/{other_line}")).json(&json!({"quantity": 2})),
        ),
        gone("taking out another's line", Ask::delete(format!("carts/{my_cart}/lines/{other_line}"))),
        gone("an order without its token", Ask::get(format!("orders/{}", theirs.id))),
        gone("an order by another's token", shopper::look(&crossed)),
        gone("paying another's order", shopper::pay(&crossed, &good, "k")),
        gone("cancelling another's order", shopper::cancel(&crossed)),
        gone("a token that is none", Ask::get(format!("orders/{}", theirs.id)).holding("otk_nonsense")),
        gone("an order of another's cart", shop.order(|body| body["cart_id"] = json!(stranger))),
        gone("a malformed cart", Ask::get("carts/1%20or%201=1")),
        gone("a malformed order", Ask::get("orders/..%2F..%2Fetc").holding(&mine.token)),
        gone("a malformed product", Ask::get("products/%F0%9F%92%A9")),
        gone("an address that is none", Ask::get("everything")),
        bad("staff's things without a key", Ask::get("admin/vendors"), 401, "unauthenticated", ""),
        bad(
            "staff's things by a vendor",
            Ask::get("admin/vendors").by(&shop.stall.vendor),
            403,
            "forbidden",
            "",
        ),
        bad(
            "a vendor's things by staff",
            Ask::get("vendor/products").by(&shop.stall.staff),
            403,
            "forbidden",
            "",
        ),
        bad("a key that is none", Ask::get("admin/vendors").by("sk_nonsense"), 401, "unauthenticated", ""),
    ])
    .await;
    shop.close(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn requests_that_cannot_be_read() {
    let (shop, server) = Shop::open().await;
    let good =
        shopper::order(&shop.cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD)).to_string();
    let twice = good.replacen('{', r#"{"email":"eve@example.org","#, 1);
    let mut not_text = good.clone().into_bytes();
    let at = good.find("Ada").expect("the name");
    not_text[at] = 0xff;
    let padded = format!("{}{}", " ".repeat(MAX_BODY_BYTES), good);
    let deep = format!("{}{}", "[".repeat(5_000), "]".repeat(5_000));
    let typed = |kind: &str| Ask::post("orders").key("k").bytes(kind, good.clone());
    let long = "x".repeat(10_000);
    let cursor = |after: &str| Ask::get(format!("products?after={after}"));
    shop.refuses(vec![
        bad("a form", typed("application/x-www-form-urlencoded"), 415, "unsupported_media_type", ""),
        bad("plain text", typed("text/plain"), 415, "unsupported_media_type", ""),
        bad("a body over the limit", shop.raw_order(padded), 413, "body_too_large", ""),
        bad("half a body", shop.raw_order(&good.as_bytes()[..good.len() / 2]), 400, "malformed_json", ""),
        bad("no body", shop.raw_order(""), 400, "malformed_json", ""),
        bad("two bodies", shop.raw_order(format!("{good}{good}")), 400, "malformed_json", ""),
        bad("a list", shop.raw_order("[]"), 422, "invalid_input", ""),
        bad(
            "nesting without end",
            shop.raw_order(format!(r#"{{"email":{deep}}}"#)),
            422,
            "invalid_input",
            "/email",
        ),
        bad("a field twice", shop.raw_order(twice), 422, "invalid_input", "/email"),
        bad(
            "a field nobody knows",
            shop.order(|body| body["discount"] = json!(100)),
            422,
            "invalid_input",
            "/discount",
        ),
        bad(
            "one inside",
            shop.order(|body| body["shipping_address"]["planet"] = json!("Mars")),
            422,
            "invalid_input",
            "/shipping_address/planet",
        ),
        bad("no UTF-8", shop.raw_order(not_text), 400, "invalid_utf8", ""),
        bad(
            "a name of 10,000",
            shop.order(|body| body["shipping_address"]["name"] = json!(long)),
            422,
            "invalid_input",
            "/shipping_address/name",
        ),
        bad(
            "an e-mail of 10,000",
            shop.order(|body| body["email"] = json!(format!("{long}@example.org"))),
            422,
            "invalid_input",
            "/email",
        ),
        bad(
            "control characters",
            shop.order(|body| body["shipping_address"]["city"] = json!("Port\u{7}land")),
            422,
            "invalid_input",
            "/shipping_address/city",
        ),
        bad("a cursor that is none", cursor("zzz"), 400, "malformed_cursor", ""),
        bad("a longer one", cursor(&"A".repeat(200)), 400, "malformed_cursor", ""),
        bad("a limit of nothing", Ask::get("products?limit=0"), 400, "malformed_query", "/limit"),
        bad("a limit of all", Ask::get("products?limit=100000"), 400, "malformed_query", "/limit"),
        bad("a parameter nobody knows", Ask::get("products?colour=red"), 400, "malformed_query", "/colour"),
        bad("a parameter twice", Ask::get("products?limit=1&limit=2"), 400, "malformed_query", "/limit"),
        bad("another method", Ask::delete("categories"), 405, "method_not_allowed", ""),
        bad(
            "no key",
            Ask::post("orders").bytes("application/json", good.clone()),
            400,
            "idempotency_key_required",
            "",
        ),
        bad(
            "a key beyond all bounds",
            Ask::post("orders").key(&"k".repeat(256)).bytes("application/json", good.clone()),
            400,
            "idempotency_key_malformed",
            "",
        ),
        bad("another host", Ask::get("categories").header("host", "evil.example"), 421, "misdirected", ""),
        bad(
            "an unsigned notice",
            Ask::post("webhooks/payments/sandbox").bytes("application/json", "{}"),
            401,
            "unauthenticated",
            "",
        ),
        bad(
            "an unknown gateway",
            Ask::post("webhooks/payments/nobody").bytes("application/json", "{}"),
            404,
            "not_found",
            "",
        ),
    ])
    .await;
    shop.close(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn orders_that_cannot_be() {
    let (shop, server) = Shop::open().await;
    let api = &shop.api;
    let empty = shopper::cart(api, &[]).await;
    let card = |number: &str, year: i64, cvc: &str| {
        let card = json!({"number": number, "exp_month": 12, "exp_year": year, "cvc": cvc});
        shop.order(|body| body["payment"]["card"] = card)
    };
    let number = "/payment/card/number";
    shop.refuses(vec![
        bad("an empty cart", shop.order(|body| body["cart_id"] = json!(empty)), 422, "cart_empty", ""),
        bad(
            "another currency",
            shop.order(|body| body["expected_total"] = json!({"amount": 2_620, "currency": "EUR"})),
            422,
            "currency_mismatch",
            "/expected_total/currency",
        ),
        bad(
            "no currency at all",
            shop.order(|body| body["expected_total"] = json!({"amount": 2_620, "currency": "dollars"})),
            422,
            "invalid_input",
            "/expected_total/currency",
        ),
        bad(
            "another total",
            shop.order(|body| body["expected_total"] = usd(2_619)),
            409,
            "total_changed",
            "",
        ),
        bad(
            "a number that fails its check",
            card("4242424242424241", 2034, "123"),
            422,
            "invalid_card",
            number,
        ),
        bad(
            "an expired card",
            card("4242424242424242", 2020, "123"),
            422,
            "invalid_card",
            "/payment/card/exp_year",
        ),
        bad(
            "a short security code",
            card("4242424242424242", 2034, "12"),
            422,
            "invalid_card",
            "/payment/card/cvc",
        ),
        bad(
            "a card that is no test number",
            card("4111111111111111", 2034, "123"),
            422,
            "not_a_test_card",
            number,
        ),
        bad(
            "no card",
            shop.order(|body| body["payment"] = json!({"method": "card"})),
            422,
            "invalid_input",
            "/payment/card",
        ),
        bad(
            "a way to pay nobody offers",
            shop.order(|body| body["payment"] = json!({"method": "shells"})),
            422,
            "payment_method_not_offered",
            "/payment/method",
        ),
        bad(
            "nowhere to send it",
            shop.order(|body| {
                body.as_object_mut().expect("an object").remove("shipping_address");
            }),
            422,
            "invalid_input",
            "/shipping_address",
        ),
        bad(
            "a country that is none",
            shop.order(|body| body["shipping_address"]["country"] = json!("XX")),
            422,
            "invalid_input",
            "/shipping_address/country",
        ),
        bad(
            "no e-mail address",
            shop.order(|body| body["email"] = json!("ada at home")),
            422,
            "invalid_input",
            "/email",
        ),
        bad(
            "a way to ship nobody offers",
            shop.order(|body| {
                body["shipping"] =
                    json!([{"vendor_id": shop.stall.vendor_id, "method_id": format!("ship_{NOBODY}")}]);
            }),
            422,
            "shipping_method_not_offered",
            "",
        ),
    ])
    .await;
    shop.close(server).await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_changed_total_comes_with_the_new_one() {
    let (shop, server) = Shop::open().await;
    let stale = shop.order(|body| body["expected_total"] = usd(1));
    let refused = shop.api.ask(&stale).await.expect(409);
    assert_eq!(number(&refused, "/totals/grand_total/amount"), 2_620, "{refused:#}");
    let good = shop.order(|body| body["expected_total"] = usd(2_620));
    shop.api.ask(&good).await.expect(201);
    drop(server);
    shop.place.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_spent_cart_names_its_order_and_a_spent_key_its_answer() {
    let (shop, server) = Shop::open().await;
    let first = shop.api.ask(&shop.order(|_| ())).await.expect(201);
    let other_body = shop.order(|body| body["email"] = json!("eve@example.org"));
    let body = shopper::order(&shop.cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD));
    let order = Placed::of(&first);
    shop.refuses(vec![
        bad("a spent cart", shopper::place(&body, "another key"), 409, "cart_ordered", ""),
        bad(
            "a line for a spent cart",
            shop.line(&json!({"variant_id": shop.variant, "quantity": 1})),
            409,
            "cart_ordered",
            "",
        ),
        bad("a key for something else", other_body, 422, "idempotency_conflict", ""),
        bad(
            "paying a paid order",
            shopper::pay(&order, &shopper::by_card(shopper::GOOD_CARD), "k"),
            409,
            "already_paid",
            "",
        ),
    ])
    .await;
    let spent = shop.api.ask(&shopper::place(&body, "another key")).await;
    assert_eq!(text(&spent.body, "/order/id"), order.id, "the cart's holder is told of the order");
    let again = shop.api.ask(&shop.order(|_| ())).await;
    assert!(again.is_replayed());
    assert_eq!(again.expect(201), first);
    drop(server);
    shop.place.close().await;
}
