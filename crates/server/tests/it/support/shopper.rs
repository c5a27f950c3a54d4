//! What buyers send.

use serde_json::{Value, json};

use super::{Api, Ask, api::text};

/// Approved.
pub(crate) const GOOD_CARD: &str = "4242424242424242";
/// Declined without a reason.
pub(crate) const DECLINED_CARD: &str = "4000000000000002";
/// The buyer must confirm at the bank.
pub(crate) const CONFIRMED_CARD: &str = "4000002500003155";
/// The buyer must confirm at the bank, and then the shop must complete it.
pub(crate) const COMPLETED_CARD: &str = "4000000000003220";
/// The connection closes and nothing was charged.
pub(crate) const DROPPED_CARD: &str = "4000000000000317";

/// A cart with these variants in these quantities. Answers its key.
pub(crate) async fn cart(api: &Api, lines: &[(&str, u32)]) -> String {
    let cart = text(&api.ask_patiently(&Ask::post("carts").json(&json!({}))).await.expect(201), "/id");
    for (variant, quantity) in lines {
        let line = json!({"variant_id": variant, "quantity": quantity});
        let added = api.ask_patiently(&Ask::post(format!("carts/{cart}/lines")).json(&line)).await;
        added.expect(201);
    }
    cart
}

/// Where things are sent.
pub(crate) fn address() -> Value {
    json!({"name": "Ada Buyer", "street": "12 Harbour Road", "city": "Portland", "region": "OR",
           "postal_code": "97201", "country": "US"})
}

/// A way to pay.
pub(crate) fn by_card(number: &str) -> Value {
    json!({"method": "card", "card": {"number": number, "exp_month": 12, "exp_year": 2034, "cvc": "735"}})
}

/// The body of POST /orders.
pub(crate) fn order(cart: &str, email: &str, payment: &Value) -> Value {
    json!({"cart_id": cart, "email": email, "shipping_address": address(), "payment": payment})
}

/// A request to order, under a key.
pub(crate) fn place(body: &Value, key: &str) -> Ask {
    Ask::post("orders").key(key).json(body)
}

/// A request to pay an order again, under a key.
pub(crate) fn pay(order: &Placed, payment: &Value, key: &str) -> Ask {
    let ask = Ask::post(format!("orders/{}/payments", order.id)).holding(&order.token).key(key);
    ask.json(&json!({"payment": payment}))
}

/// A request to cancel an order.
pub(crate) fn cancel(order: &Placed) -> Ask {
    Ask::post(format!("orders/{}/cancel", order.id)).holding(&order.token).json(&json!({}))
}

/// A request to look at an order.
pub(crate) fn look(order: &Placed) -> Ask {
    Ask::get(format!("orders/{}", order.id)).holding(&order.token)
}

/// What a buyer holds of an order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Placed {
    pub(crate) id: String,
    pub(crate) token: String,
}

impl Placed {
    /// From the answer to POST /orders, or the `order` of a declined one.
    pub(crate) fn of(body: &Value) -> Self {
        let order = body.get("order").unwrap_or(body);
        Self { id: text(order, "/id"), token: text(order, "/access_token") }
    }
}
