//! Every documented operation, once, with the answer it documents.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use souk_testkit::market::Notice;

use super::{
    rig::{Answer, Api, PICTURE, address, card, order},
    walk_accounts, walk_giving_back, walk_importing, walk_promotions, walk_selling, walk_staff, walk_taxes,
};
use souk_api::{OPERATIONS, Operation, document};

pub(super) const APPROVED: &str = "4242424242424242";
const CONFIRMED: &str = "4000002500003155";
const NO_MONEY: &str = "4000000000009995";

/// A walk through the API that remembers where it was.
pub(super) struct Walk {
    pub(super) api: Api,
    document: Value,
    pub(super) seen: BTreeSet<&'static str>,
    keys: u32,
}

/// Who asks, as a header.
pub(super) type Who<'w> = Option<(&'w str, &'w str)>;

impl Walk {
    /// Calls an operation by its name, `parts` in the place of its path's. Its answer is what the document says it is.
    pub(super) async fn go(&mut self, name: &str, parts: &[&str], who: Who<'_>, body: Value) -> Value {
        let operation = OPERATIONS.iter().find(|operation| operation.route.name == name);
        let operation = operation.unwrap_or_else(|| panic!("there is no operation {name}"));
        let answer = self.call(operation, parts, who, &body).await;
        assert_eq!(answer.status, operation.answers.status, "{name}: {}", answer.text);
        let method = operation.route.method.as_str().to_ascii_lowercase();
        let content = &self.document["paths"][operation.route.path][&method]["responses"]
            [operation.answers.status.to_string()]["content"];
        let documented = &content["application/json"]["schema"];
        if content["application/octet-stream"].is_object() {
            assert!(!answer.text.is_empty(), "{name} answers no file");
        } else if content["text/csv"].is_object() {
            assert!(answer.text.lines().count() > 1, "{name} answers no rows: {}", answer.text);
        } else if documented.is_null() {
            assert_eq!(answer.text, "", "{name} documents no body");
        } else {
            let wrong = Schemas(&self.document).wrong(documented, &answer.json, name);
            assert!(wrong.is_empty(), "{name} answers otherwise than documented: {wrong:#?}");
        }
        self.seen.insert(operation.route.name);
        answer.json
    }

    async fn call(&mut self, operation: &Operation, parts: &[&str], who: Who<'_>, body: &Value) -> Answer {
        let mut parts = parts.iter();
        let path = operation.route.path.split('/').map(|part| {
            if part.starts_with('{') { (*parts.next().unwrap()).to_owned() } else { part.to_owned() }
        });
        let path = path.collect::<Vec<_>>().join("/");
        self.keys += 1;
        let key = format!("walk {}", self.keys);
        let mut headers: Vec<(&str, &str)> = who.into_iter().collect();
        headers.push(("idempotency-key", &key));
        match body {
            _ if !operation.body_types.contains(&"application/json") => {
                headers.push(("content-type", operation.body_types[0]));
                let file = body.as_str().map_or(PICTURE, str::as_bytes).to_vec();
                self.api.raw(operation.route.method.as_str(), &path, &headers, file).await
            }
            Value::Null => self.api.raw(operation.route.method.as_str(), &path, &headers, "").await,
            body => self.api.send(operation.route.method.as_str(), &path, &headers, body).await,
        }
    }

    /// A cart with one of a variant in it.
    pub(super) async fn cart_with(&mut self, variant: &str) -> String {
        let cart = text(&self.go("create_cart", &[], None, json!({})).await["id"]);
        let line = json!({ "variant_id": variant, "quantity": 1 });
        self.go("add_cart_line", &[&cart], None, line).await;
        cart
    }
}

pub(super) fn text(value: &Value) -> String {
    value.as_str().unwrap_or_else(|| panic!("{value} is no text")).to_owned()
}

#[tokio::test]
async fn every_documented_operation_answers_as_documented() {
    let api = Api::open().await;
    let staff = format!("Bearer {}", api.staff_key().await);
    let staff = Some(("authorization", staff.as_str()));
    let document = serde_json::to_value(document()).unwrap();
    let mut walk = Walk { api, document, seen: BTreeSet::new(), keys: 0 };
    let w = &mut walk;

    let new = json!({ "name": "North Kiln", "email": "kiln@example.com", "country": "US" });
    let vendor = text(&w.go("create_vendor", &[], staff, new).await["id"]);
    w.go("approve_vendor", &[&vendor], staff, Value::Null).await;
    w.go("change_vendor", &[&vendor], staff, json!({ "city": "Oslo" })).await;
    w.go("show_any_vendor", &[&vendor], staff, Value::Null).await;
    w.go("list_vendors", &[], staff, Value::Null).await;
    w.go("show_vendor", &[&vendor], None, Value::Null).await;
    let category = text(&w.go("create_category", &[], staff, json!({ "name": "Bowls" })).await["id"]);
    let jars = json!({ "name": "Jars", "slug": "jars", "before_id": null });
    w.go("change_category", &[&category], staff, jars).await;
    let other = text(&w.go("create_category", &[], staff, json!({ "name": "Pots" })).await["id"]);
    w.go("merge_category", &[&other], staff, json!({ "into_id": category })).await;
    let empty = text(&w.go("create_category", &[], staff, json!({ "name": "Lids" })).await["id"]);
    w.go("delete_category", &[&empty], staff, Value::Null).await;
    w.go("list_categories_for_staff", &[], staff, Value::Null).await;
    let fee = json!({ "kind": "flat", "fee": { "amount": 500, "currency": "USD" } });
    let method = json!({ "name": "Bike", "zones": [{ "fee": fee }], "min_days": 0, "max_days": 1 });
    let way = text(&w.go("create_shipping_method", &[], staff, method.clone()).await["id"]);
    w.go("list_shipping_methods", &[], staff, Value::Null).await;
    w.go("show_shipping_method", &[&way], staff, Value::Null).await;
    w.go("change_shipping_method", &[&way], staff, json!({ "name": "Cart" })).await;
    w.go("remove_shipping_method", &[&way], staff, Value::Null).await;
    w.go("show_shipping_terms", &[&vendor], staff, Value::Null).await;
    w.go("change_shipping_terms", &[&vendor], staff, json!({ "handling_days": 1 })).await;
    let key = json!({ "scope": "vendor", "vendor_id": vendor, "label": "till" });
    let key = w.go("create_api_key", &[], staff, key).await;
    w.go("list_api_keys", &[], staff, Value::Null).await;

    let bearer = format!("Bearer {}", text(&key["secret"]));
    let own = Some(("authorization", bearer.as_str()));
    let way = text(&w.go("create_own_shipping_method", &[], own, method).await["id"]);
    w.go("list_own_shipping_methods", &[], own, Value::Null).await;
    w.go("show_own_shipping_method", &[&way], own, Value::Null).await;
    w.go("change_own_shipping_method", &[&way], own, json!({ "max_days": 2 })).await;
    w.go("remove_own_shipping_method", &[&way], own, Value::Null).await;
    w.go("show_own_shipping_terms", &[], own, Value::Null).await;
    w.go("change_own_shipping_terms", &[], own, json!({ "own_only": true })).await;
    walk_taxes::all(w, (&vendor, &category), (own, staff)).await;
    let price = json!({ "amount": 2_500, "currency": "USD" });
    let product = json!({ "name": "Jar", "category_id": category, "status": "active",
                          "variants": [{ "sku": "J-1", "price": price, "options": { "Size": "S" }, "stock": 9 }] });
    let product = w.go("create_product", &[], own, product).await;
    let (id, variant) = (text(&product["id"]), text(&product["variants"][0]["id"]));
    w.go("change_product", &[&id], own, json!({ "tags": ["clay"] })).await;
    let picture = text(&w.go("add_product_image", &[&id], own, Value::Null).await["id"]);
    w.go("change_product_image", &[&id, &picture], own, json!({ "alt": "A jar", "place": 1 })).await;
    w.go("duplicate_product", &[&id], own, json!({ "name": "Another jar" })).await;
    w.go("remove_product_image", &[&id, &picture], own, Value::Null).await;
    w.go("show_own_product", &[&id], own, Value::Null).await;
    w.go("list_own_products", &[], own, Value::Null).await;
    let dearer = json!({ "product_ids": [id], "change": { "price_by": 0 } });
    assert_eq!(w.go("change_many_products", &[], own, dearer).await["changed"], 1);
    w.go("reject_product", &[&id], staff, json!({ "reason": "Show its lid." })).await;
    w.go("list_any_products", &[], staff, Value::Null).await;
    w.go("approve_product", &[&id], staff, Value::Null).await;
    w.go("export_products", &[], own, Value::Null).await;
    walk_importing::all(w, own).await;
    w.go("adjust_stock", &[&variant], own, json!({ "delta": 5 })).await;
    w.go("list_stock", &[], own, Value::Null).await;
    w.go("show_stock", &[&variant], own, Value::Null).await;
    let prices = w.go("list_variant_prices", &[&variant], own, Value::Null).await;
    assert_eq!(prices["items"][0]["by"], "vendor");
    let counted = json!({ "changes": [{ "variant_id": variant, "set": 10 }], "reason": "Counted" });
    assert_eq!(w.go("adjust_many_levels", &[], own, counted).await["changed"], 1);
    let attic = text(&w.go("create_location", &[], own, json!({ "name": "Attic" })).await["id"]);
    w.go("change_location", &[&attic], own, json!({ "place": 2 })).await;
    w.go("list_locations", &[], own, Value::Null).await;
    w.go("list_categories", &[], None, Value::Null).await;
    w.go("list_products", &[], None, Value::Null).await;
    w.go("show_product", &[&text(&product["slug"])], None, Value::Null).await;

    walk_promotions::walk(w, (staff, own), &variant).await;
    let cart = w.cart_with(&variant).await;
    let shown = w.go("show_cart", &[&cart], None, Value::Null).await;
    let line = text(&shown["lines"][0]["id"]);
    w.go("change_cart_line", &[&cart, &line], None, json!({ "quantity": 2 })).await;
    w.go("quote_cart", &[&cart], None, json!({ "shipping_address": address() })).await;
    w.go("remove_cart_line", &[&cart, &line], None, Value::Null).await;
    w.go("add_cart_line", &[&cart], None, json!({ "variant_id": variant, "quantity": 1 })).await;
    let placed = w.go("place_order", &[], None, order(&cart, APPROVED)).await;
    let token = text(&placed["access_token"]);
    let number = text(&placed["number"]);
    w.go("show_order", &[&number], Some(("souk-order-token", &token)), Value::Null).await;
    let asked = json!({ "number": number.to_lowercase(), "email": "Ada@Example.com" });
    w.go("ask_order_link", &[], None, asked).await;
    let letter = w.api.mailed("ada@example.com").await;
    w.go("show_order", &[&number], Some(("souk-order-token", &letter)), Value::Null).await;
    w.go("show_any_order", &[&number], staff, Value::Null).await;
    w.go("list_vendor_orders", &[], own, Value::Null).await;
    w.go("show_vendor_order", &[&number], own, Value::Null).await;
    sending(w, &placed, (own, staff), &category).await;

    let cart = w.cart_with(&variant).await;
    let mut by_transfer = order(&cart, APPROVED);
    by_transfer["payment"] = json!({ "method": "bank_transfer" });
    let waiting = w.go("place_order", &[], None, by_transfer).await;
    let transfer = json!({ "statement_line": "1", "reference": waiting["payment"]["reference"], "amount": waiting["grand_total"] });
    assert_eq!(w.go("record_incoming_transfer", &[], staff, transfer.clone()).await["outcome"], "paid");
    assert_eq!(w.go("record_incoming_transfer", &[], staff, transfer).await["outcome"], "known");
    let stray =
        json!({ "statement_line": "2", "reference": "?", "amount": { "amount": 5, "currency": "USD" } });
    w.go("record_incoming_transfer", &[], staff, stray).await;
    let strays = w.go("list_incoming_transfers", &[], staff, Value::Null).await;
    w.go("return_incoming_transfer", &[&text(&strays["items"][0]["id"])], staff, Value::Null).await;
    by_hand(w, &variant, staff).await;

    w.api.market.take_cash(souk_domain::order::CashCollector::Vendor).await;
    let mut for_cash = order(&w.cart_with(&variant).await, APPROVED);
    for_cash["payment"] = json!({ "method": "cash_on_delivery" });
    let unpaid = w.go("place_order", &[], None, for_cash).await;
    assert_eq!(unpaid["vendor_orders"][0]["cash_due"], unpaid["grand_total"]);

    refund_again(w, &variant, staff).await;

    for (key, again) in [("one", "pay_order"), ("two", "cancel_order")] {
        let cart = w.cart_with(&variant).await;
        let declined = w.api.place(key, &order(&cart, NO_MONEY)).await.problem(402, "card_declined");
        let (id, token) = (text(&declined["order"]["id"]), text(&declined["order"]["access_token"]));
        let body = match again {
            "pay_order" => json!({ "payment": { "method": "card", "card": card(APPROVED) } }),
            _ => json!({}),
        };
        w.go(again, &[&id], Some(("souk-order-token", &token)), body).await;
    }
    let notice = Notice::of_charge("evt_walk", "att_00000000000000000000000000", "succeeded");
    let headers: Vec<(&str, &str)> = notice.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let told = w.api.raw("POST", "/api/v1/webhooks/payments/sandbox", &headers, notice.body).await;
    assert_eq!(told.status, 204, "{}", told.text);
    w.seen.insert("receive_payment_event");
    walk_accounts::all(w, &variant).await;
    walk_giving_back::all(w, &variant, (own, staff)).await;
    walk_selling::all(w, staff).await;
    w.go("list_ledger", &[], staff, Value::Null).await;
    w.go("remove_product", &[&id], own, Value::Null).await;
    w.go("suspend_vendor", &[&vendor], staff, json!({"reason": "Late."})).await;
    w.go("revoke_api_key", &[&text(&key["id"])], staff, Value::Null).await;
    walk_staff::all(w, staff, &vendor).await;
    w.go("list_audit", &[], staff, Value::Null).await;
    w.go("export_audit", &[], staff, Value::Null).await;

    let missed: Vec<&str> = OPERATIONS
        .iter()
        .map(|operation| operation.route.name)
        .filter(|name| !w.seen.contains(name))
        .collect();
    assert!(missed.is_empty(), "operations nobody walked: {missed:?}");
    walk.api.close().await;
}

/// An order is sent, tracked, missed, found again and received; something without a parcel is handed over.
async fn sending(w: &mut Walk, placed: &Value, (own, staff): (Who<'_>, Who<'_>), category: &str) {
    let (id, token) = (text(&placed["id"]), text(&placed["access_token"]));
    let buyer = Some(("souk-order-token", token.as_str()));
    let part = text(&placed["vendor_orders"][0]["id"]);
    let line = json!({ "order_line_id": placed["vendor_orders"][0]["lines"][0]["id"], "quantity": 1 });
    let new = json!({ "lines": [line], "carrier": "UPS", "tracking_number": "1Z 998" });
    let parcel = w.go("create_shipment", &[&part], own, new).await;
    assert_eq!(parcel["tracking_url"], "https://www.ups.com/track?tracknum=1Z998");
    let parcel = text(&parcel["id"]);
    w.go("show_shipment", &[&parcel], own, Value::Null).await;
    let carried = json!({ "carrier": "UPS", "tracking_number": "1Z 999" });
    let carried = w.go("carry_shipment", &[&parcel], own, carried).await;
    assert_eq!(carried["tracking_url"], "https://www.ups.com/track?tracknum=1Z999");
    let told = json!({ "status": "in_transit", "text": "Handed over", "place": "Oslo" });
    w.go("record_tracking", &[&parcel], own, told).await;
    w.go("record_any_tracking", &[&parcel], staff, json!({ "status": "out_for_delivery" })).await;
    let news = Notice::of_parcel("evt_parcel", "1Z999", "delivered");
    let headers: Vec<(&str, &str)> = news.headers.iter().map(|(name, value)| (&**name, &**value)).collect();
    let told = w.api.raw("POST", "/api/v1/webhooks/carriers/ups", &headers, news.body.clone()).await;
    assert_eq!(told.status, 204, "{}", told.text);
    w.seen.insert("receive_carrier_event");
    let missed = w.go("report_not_received", &[&id], buyer, json!({})).await;
    assert_eq!(missed["vendor_orders"][0]["on_hold"], true);
    let held = w.go("list_held_vendor_orders", &[], staff, Value::Null).await;
    assert_eq!(
        (&held["items"][0]["id"], &held["items"][0]["held_for"][0]),
        (&json!(part), &json!("not_received"))
    );
    w.go("settle_report", &[&part], staff, json!({ "reason": "The neighbour had it." })).await;
    let received = w.go("confirm_receipt", &[&id], buyer, json!({ "vendor_order_id": part })).await;
    assert_eq!(
        (&received["status"], &received["vendor_orders"][0]["on_hold"]),
        (&json!("confirmed"), &json!(false))
    );
    let moments = received["vendor_orders"][0]["shipments"][0]["events"].as_array().unwrap().iter();
    let moments: Vec<&str> = moments.filter_map(|event| event["status"].as_str()).collect();
    assert_eq!(moments, ["pending", "pending", "in_transit", "out_for_delivery", "delivered"]);

    let price = json!({ "amount": 500, "currency": "USD" });
    let variant = json!({ "price": price, "stock": 3, "requires_shipping": false });
    let pattern =
        json!({ "name": "Pattern", "category_id": category, "status": "active", "variants": [variant] });
    let pattern = w.go("create_product", &[], own, pattern).await;
    let (product, variant) = (text(&pattern["id"]), text(&pattern["variants"][0]["id"]));
    let path = format!("/api/v1/vendor/variants/{variant}/downloads?name=Pattern.pdf");
    let headers = [own.unwrap(), ("content-type", "application/octet-stream")];
    assert_eq!(w.api.raw("POST", &path, &headers, "Cut along the line.").await.status, 201);
    w.seen.insert("add_download");
    let files = w.go("list_downloads", &[&product], own, Value::Null).await;
    assert_eq!(
        (&files["items"][0]["name"], &files["items"][0]["bytes"]),
        (&json!("Pattern.pdf"), &json!(19))
    );
    let cart = w.cart_with(&text(&pattern["variants"][0]["id"])).await;
    let placed = w.go("place_order", &[], None, order(&cart, APPROVED)).await;
    let (bought, token) = (text(&placed["id"]), text(&placed["access_token"]));
    let held = Some(("souk-order-token", token.as_str()));
    let bought = w.go("list_order_downloads", &[&bought], held, Value::Null).await;
    assert_eq!(bought["items"][0]["name"], "Pattern.pdf");
    w.go("remove_download", &[&text(&files["items"][0]["id"])], own, Value::Null).await;
    let handed = w.go("provide_order", &[&text(&placed["id"])], own, Value::Null).await;
    assert_eq!((&handed["status"], &handed["carrier"]), (&json!("delivered"), &Value::Null));
}

/// A transfer that nobody could match pays an order when people say so, and what it brought too much they send back.
async fn by_hand(w: &mut Walk, variant: &str, staff: Who<'_>) {
    let cart = w.cart_with(variant).await;
    let mut by_transfer = order(&cart, APPROVED);
    by_transfer["payment"] = json!({ "method": "bank_transfer" });
    let waiting = w.go("place_order", &[], None, by_transfer).await;
    let stray = json!({ "statement_line": "3", "reference": "?", "amount": { "amount": 999_999, "currency": "USD" } });
    w.go("record_incoming_transfer", &[], staff, stray).await;
    let strays = w.go("list_incoming_transfers", &[], staff, Value::Null).await;
    let (stray, body) = (text(&strays["items"][0]["id"]), json!({ "order_id": waiting["id"] }));
    assert_eq!(w.go("apply_incoming_transfer", &[&stray], staff, body).await["outcome"], "paid");
    let surplus = w.go("list_refunds", &[], staff, Value::Null).await;
    let surplus = text(&surplus["items"][0]["id"]);
    assert_eq!(w.go("mark_refund_done", &[&surplus], staff, Value::Null).await["status"], "succeeded");
}

/// The bank takes less than it was asked for, which people send back.
async fn refund_again(w: &mut Walk, variant: &str, staff: Who<'_>) {
    let cart = w.cart_with(variant).await;
    let placed = w.go("place_order", &[], None, order(&cart, CONFIRMED)).await;
    let id = text(&placed["id"]).parse().unwrap();
    let key = w.api.market.order_view(id).await.last_attempt.unwrap().row.gateway_key;
    w.api.market.tell(&Notice::of_success("evt_less", &key, 1, "USD")).await.unwrap();
    let failed = w.go("list_refunds", &[], staff, Value::Null).await;
    w.go("retry_refund", &[&text(&failed["items"][0]["id"])], staff, Value::Null).await;
    w.api.market.cancel(id).await.unwrap();
}

/// The schemas of the document, as far as it uses the language.
struct Schemas<'d>(&'d Value);

impl Schemas<'_> {
    /// What is wrong with a value: a member that is not documented, one that is required and missing, another type.
    fn wrong(&self, schema: &Value, value: &Value, at: &str) -> Vec<String> {
        let parts = self.parts(schema);
        if let Some(choices) = schema["oneOf"].as_array() {
            let fits = choices.iter().any(|choice| self.wrong(choice, value, at).is_empty());
            return if fits { Vec::new() } else { vec![format!("{at}: {value} is none of what it may be")] };
        }
        let mut wrong = Vec::new();
        for part in &parts {
            let types: Vec<&str> = match &part["type"] {
                Value::Array(types) => types.iter().filter_map(Value::as_str).collect(),
                one => one.as_str().into_iter().collect(),
            };
            if !types.is_empty() && !types.iter().any(|kind| is(kind, value)) {
                wrong.push(format!("{at}: {value} is not {types:?}"));
            }
            for name in part["required"].as_array().into_iter().flatten().filter_map(Value::as_str) {
                if value.get(name).is_none() {
                    wrong.push(format!("{at}/{name} is missing"));
                }
            }
        }
        match value {
            Value::Object(members) => {
                for (name, member) in members {
                    let known = parts.iter().find_map(|part| part["properties"].get(name));
                    let free = parts
                        .iter()
                        .find_map(|part| part.get("additionalProperties"))
                        .filter(|one| one.is_object());
                    match known.or(free) {
                        Some(schema) => wrong.extend(self.wrong(schema, member, &format!("{at}/{name}"))),
                        None => wrong.push(format!("{at}/{name} is not documented")),
                    }
                }
            }
            Value::Array(items) => {
                for (place, item) in items.iter().enumerate() {
                    wrong.extend(self.wrong(&parts[0]["items"], item, &format!("{at}/{place}")));
                }
            }
            _ => {}
        }
        wrong
    }

    /// A schema as the schemas it stands for: references followed, `allOf` taken apart.
    fn parts<'s>(&'s self, schema: &'s Value) -> Vec<&'s Value> {
        if let Some(name) = schema["$ref"].as_str() {
            return self.parts(self.0.pointer(name.trim_start_matches('#')).unwrap());
        }
        match schema["allOf"].as_array() {
            Some(all) => all.iter().flat_map(|one| self.parts(one)).collect(),
            None => vec![schema],
        }
    }
}

fn is(kind: &str, value: &Value) -> bool {
    match kind {
        "null" => value.is_null(),
        "boolean" => value.is_boolean(),
        "integer" => value.is_i64() || value.is_u64(),
        "number" => value.is_number(),
        "string" => value.is_string(),
        "array" => value.is_array(),
        "object" => value.is_object(),
        _ => false,
    }
}
