//! Promotions, each operation of them once.

use serde_json::{Value, json};

use super::{
    rig::address,
    walk::{Walk, Who, text},
};

/// `variant` is of the vendor `own`, and for sale.
pub(super) async fn walk(w: &mut Walk, (staff, own): (Who<'_>, Who<'_>), variant: &str) {
    let tenth = json!({ "name": "A tenth", "kind": "percent", "percent_bps": 1_000, "code": "TENTH" });
    let made = w.go("create_promotion", &[], staff, tenth).await;
    assert_eq!((&made["needs_code"], &made["platform_bps"]), (&json!(true), &json!(0)));
    let id = text(&made["id"]);
    w.go("list_promotions", &[], staff, Value::Null).await;
    w.go("show_promotion", &[&id], staff, Value::Null).await;
    let change = json!({ "platform_bps": 5_000, "limits": { "total": 100, "per_customer": 1 } });
    w.go("change_promotion", &[&id], staff, change).await;
    let batch = json!({ "count": 3, "prefix": "FAIR-" });
    let codes = w.go("create_promotion_codes", &[&id], staff, batch).await;
    w.go("list_promotion_codes", &[&id], staff, Value::Null).await;
    w.go("promotion_codes_csv", &[&id], staff, Value::Null).await;
    w.go("withdraw_promotion_code", &[&id, &text(&codes["items"][0]["id"])], staff, Value::Null).await;

    let cart = w.cart_with(variant).await;
    let entered = w.go("put_cart_code", &[&cart], None, json!({ "code": "tenth" })).await;
    assert_eq!(
        (&entered["codes"], &entered["promotions"][0]["outcome"]),
        (&json!(["TENTH"]), &json!("applied"))
    );
    assert_eq!(entered["adjustments"][0]["code"], "TENTH");
    w.go("remove_cart_code", &[&cart, "tenth"], None, Value::Null).await;
    let lines = json!([{ "variant_id": variant, "quantity": 2 }]);
    let tried = json!({ "lines": lines, "codes": ["TENTH", "NOTHING"], "shipping_address": address(),
                        "email": "ada@example.com" });
    let told = w.go("simulate_cart", &[], staff, tried).await;
    assert_eq!(told["unknown_codes"], json!(["NOTHING"]));
    assert_eq!(told["promotions"][0]["discount"], told["discount_total"]);

    let free = json!({ "name": "Sent free", "kind": "free_shipping", "needs_code": true,
                       "minimum": { "subtotal": { "amount": 900_000, "currency": "USD" } } });
    let mine = text(&w.go("create_own_promotion", &[], own, free).await["id"]);
    w.go("list_own_promotions", &[], own, Value::Null).await;
    w.go("show_own_promotion", &[&mine], own, Value::Null).await;
    w.go("change_own_promotion", &[&mine], own, json!({ "name": "Sent for nothing" })).await;
    let code = json!({ "code": "SENT-FREE", "max_uses": 5 });
    let codes = w.go("create_own_promotion_codes", &[&mine], own, code).await;
    w.go("list_own_promotion_codes", &[&mine], own, Value::Null).await;
    w.go("own_promotion_codes_csv", &[&mine], own, Value::Null).await;
    let tried = json!({ "lines": lines, "codes": ["SENT-FREE"] });
    let told = w.go("simulate_own_cart", &[], own, tried).await;
    assert_eq!(told["promotions"][0]["outcome"], "minimum_not_reached");
    let code = text(&codes["items"][0]["id"]);
    w.go("withdraw_own_promotion_code", &[&mine, &code], own, Value::Null).await;
    w.go("archive_own_promotion", &[&mine], own, Value::Null).await;
    w.go("archive_promotion", &[&id], staff, Value::Null).await;
}
