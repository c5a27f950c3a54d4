//! What some refusals tell programs beyond code, detail and fields.

use serde_json::{Map, Value, json};
use souk_domain::{
    money::Money,
    pricing::Totals,
    refusal::{CartRefusal, CheckoutRefusal, InventoryRefusal, PaymentRefusal, Refusal, ShipmentRefusal},
};

/// Adds the members of `refusal` to a problem, and those of its fields, in their order.
pub(super) fn add(refusal: &Refusal, extras: &mut Map<String, Value>, fields: &mut Vec<Map<String, Value>>) {
    let mut put = |name: &str, value: Value| extras.insert(name.to_owned(), value);
    match refusal {
        Refusal::Checkout(CheckoutRefusal::OutOfStock { lines }) => {
            fields.extend(lines.iter().map(|line| short(&line.variant, line.left)));
        }
        Refusal::Cart(CartRefusal::OutOfStock { variant, left }) => fields.push(short(variant, *left)),
        Refusal::Checkout(CheckoutRefusal::TotalChanged { totals }) => {
            put("totals", totals_json(totals));
        }
        Refusal::Checkout(CheckoutRefusal::CartOrdered { order })
        | Refusal::Cart(CartRefusal::Ordered { order }) => {
            put("order", json!({ "id": order.to_string() }));
        }
        Refusal::Cart(CartRefusal::VendorAway { until, .. }) => {
            put("until", until.map_or(Value::Null, |until| until.to_string().into()));
        }
        Refusal::Checkout(CheckoutRefusal::VendorAway { until, variants, .. }) => {
            put("until", until.map_or(Value::Null, |until| until.to_string().into()));
            put("variants", variants.iter().map(ToString::to_string).collect());
        }
        Refusal::Checkout(CheckoutRefusal::NotForSale { variants }) => {
            put("variants", variants.iter().map(ToString::to_string).collect());
        }
        Refusal::Payment(PaymentRefusal::CardDeclined { decline }) => {
            put("decline_code", decline.as_str().into());
        }
        Refusal::Inventory(InventoryRefusal::BelowAllocated { reserved, orders }) => {
            put("reserved", (*reserved).into());
            put("orders", orders.iter().map(ToString::to_string).collect());
        }
        Refusal::Shipment(ShipmentRefusal::MoreThanOpen { lines }) => {
            fields.extend(lines.iter().map(|line| Map::from_iter([("open".to_owned(), line.open.into())])));
        }
        Refusal::Shipment(ShipmentRefusal::NotOnHand { on_hand, .. }) => {
            put("on_hand", (*on_hand).into());
        }
        _ => {}
    }
}

fn short(variant: &impl ToString, left: u32) -> Map<String, Value> {
    Map::from_iter([("variant_id".to_owned(), variant.to_string().into()), ("left".to_owned(), left.into())])
}

/// Totals as the API writes them.
fn totals_json(totals: &Totals) -> Value {
    let money = |minor| money_json(Money::new(minor, totals.currency));
    json!({
        "currency": totals.currency.code(),
        "subtotal": money(totals.subtotal),
        "discount_total": money(totals.discount_total),
        "shipping_total": money(totals.shipping_total),
        "tax_total": money(totals.tax_total),
        "grand_total": money(totals.grand_total),
    })
}

fn money_json(money: Money) -> Value {
    json!({ "amount": money.minor, "currency": money.currency.code() })
}
