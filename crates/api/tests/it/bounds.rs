//! Every text of every request that has a body, at its bound and one beyond it.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use souk_domain::{
    account::Username,
    bounds::{product::MAX_OPTION_NAME_CHARS, variant::MAX_OPTION_VALUE_CHARS},
};

use super::{
    rig::{Answer, Api, PASSWORD, PICTURE, card, order},
    walk::text,
    walk_giving_back::deliver,
};
use souk_api::{OPERATIONS, Operation, document};

/// A letter that takes two bytes: columns must count characters.
const LETTER: char = 'ø';
const PHONE: &str = "+1 555 010 0123";

/// Operations whose body holds no free text: numbers, ids and words, or what only its owner knows, such as a code.
const WITHOUT_FREE_TEXT: &[&str] = &[
    "accept_staff_invitation",
    "accept_vendor_invitation",
    "add_cart_line",
    "add_download",
    "add_product_image",
    "add_return_photo",
    "answer_import",
    "apply_incoming_transfer",
    "ask_order_link",
    "ask_password_reset",
    "cancel_order",
    "change_cart_line",
    "change_commission",
    "change_commission_rate",
    "change_email",
    "change_many_products",
    "change_own_shipping_terms",
    "change_password",
    "change_shipping_terms",
    "change_staff_member",
    "change_vendor_member",
    "confirm_receipt",
    "confirm_totp",
    "create_cart",
    "create_commission_rate",
    "delete_me",
    "merge_category",
    "pay_order",
    "put_cart_code",
    "receive_payment_event",
    "renew_recovery_codes",
    "report_not_received",
    "reset_password",
    "send_document",
    "send_import",
    "sign_in",
    "start_totp",
    "stop_totp",
    "verify_email",
];

/// Fields that take only what means something: a card, a code, a password, a time, a word.
const WITH_A_MEANING: &[&str] = &[
    "account_number",
    "at",
    "code",
    "current_password",
    "cvc",
    "device",
    "encoding",
    "ends_at",
    "exp_month",
    "exp_year",
    "iban",
    "login",
    "method",
    "number",
    "password",
    "received_at",
    "starts_at",
    "token",
    "totp",
    "unit",
];

/// A text field of a request: where it stands, and what the document says of it.
struct Field<'d> {
    pointer: String,
    schema: &'d Value,
}

/// The API under test, and what it documents.
struct Edges {
    api: Api,
    document: Value,
    seen: BTreeSet<&'static str>,
    calls: u32,
}

impl Edges {
    /// Sends the body with each of its texts one longer than it may be, which is refused and the field named; then with all
    /// of them as long as they may be at once, which is done. Answers what came back.
    async fn try_out(&mut self, name: &str, path: &str, who: Option<&str>, body: Value) -> Value {
        let operation = OPERATIONS.iter().find(|operation| operation.route.name == name).unwrap();
        self.seen.insert(operation.route.name);
        let document = self.document.clone();
        let schema = request(&document, operation);
        let mut full = body;
        let mut fields = Vec::new();
        texts(&document, schema, "", &mut fields);
        fields.retain(|field| field.is_free() && put(&mut full, &field.pointer, field.longest().into()));
        for field in &fields {
            let mut beyond = full.clone();
            put(&mut beyond, &field.pointer, LETTER.to_string().repeat(field.max() + 1).into());
            let answer = self.call(operation, path, who, &beyond).await;
            assert_eq!(answer.status, 422, "{name} {} beyond its bound: {}", field.pointer, answer.text);
            let named = answer.json["errors"].as_array().into_iter().flatten();
            let named: Vec<&str> = named.filter_map(|error| error["pointer"].as_str()).collect();
            assert!(named.contains(&&*field.pointer), "{name} {} is named: {}", field.pointer, answer.text);
        }
        let answer = self.call(operation, path, who, &full).await;
        assert_eq!(answer.status, operation.answers.status, "{name} at its bounds: {}", answer.text);
        answer.json
    }

    async fn call(&mut self, operation: &Operation, path: &str, who: Option<&str>, body: &Value) -> Answer {
        self.calls += 1;
        let key = format!("bounds {}", self.calls);
        let bearer = who.map(|secret| format!("Bearer {secret}"));
        let mut headers = vec![("idempotency-key", key.as_str())];
        headers.extend(bearer.as_deref().map(|bearer| ("authorization", bearer)));
        self.api.send(operation.route.method.as_str(), path, &headers, body).await
    }
}

fn request<'d>(document: &'d Value, operation: &Operation) -> &'d Value {
    let method = operation.route.method.as_str().to_ascii_lowercase();
    &document["paths"][operation.route.path][&method]["requestBody"]["content"]["application/json"]["schema"]
}

/// The texts a schema takes, of objects within it and of the first member of lists.
fn texts<'d>(document: &'d Value, schema: &'d Value, at: &str, found: &mut Vec<Field<'d>>) {
    let schema = match schema["$ref"].as_str() {
        Some(name) => document.pointer(name.trim_start_matches('#')).unwrap(),
        None => schema,
    };
    for part in ["oneOf", "allOf"].iter().filter_map(|kind| schema[kind].as_array()).flatten() {
        texts(document, part, at, found);
    }
    if is_text(schema) {
        found.push(Field { pointer: at.to_owned(), schema });
    }
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        texts(document, property, &format!("{at}/{name}"), found);
    }
    if schema["items"].is_object() {
        texts(document, &schema["items"], &format!("{at}/0"), found);
    }
}

fn is_text(schema: &Value) -> bool {
    match &schema["type"] {
        Value::Array(types) => types.iter().any(|one| one == "string"),
        one => one == "string",
    }
}

impl Field<'_> {
    fn name(&self) -> &str {
        self.pointer.rsplit('/').next().unwrap()
    }

    /// Whether it takes what one likes; a slug has a pattern, yet is chosen freely.
    fn is_free(&self) -> bool {
        let shaped = self.schema["pattern"].is_string() || self.schema["enum"].is_array();
        (!shaped || self.name() == "slug") && !WITH_A_MEANING.contains(&self.name())
    }

    fn max(&self) -> usize {
        let max = self.schema["maxLength"].as_u64();
        usize::try_from(max.unwrap_or_else(|| panic!("{} has no bound", self.pointer))).unwrap()
    }

    /// The longest text it takes.
    fn longest(&self) -> String {
        let max = self.max();
        match self.name() {
            "slug" => "a".repeat(max),
            "username" => "u".repeat(max),
            "email" => email(max),
            "postal_code" => "9".repeat(max),
            // punctuation makes no other region of it
            "region" => format!("Kowloon{}", ".".repeat(max - "Kowloon".len())),
            // twelve digits, spaced out
            "phone" => format!("{PHONE}{}4", "-".repeat(max - PHONE.len() - 1)),
            _ => LETTER.to_string().repeat(max),
        }
    }
}

/// An address of so many bytes: its parts are as long as they may be.
fn email(max: usize) -> String {
    let (local, label) = ("e".repeat(64), "d".repeat(63));
    let rest = max - local.len() - 1 - 2 * (label.len() + 1);
    format!("{local}@{label}.{label}.{}", "d".repeat(rest))
}

/// Sets the value at a pointer, making objects on the way; false where a list on the way is not there.
fn put(body: &mut Value, pointer: &str, value: Value) -> bool {
    let mut place = body;
    for part in pointer.split('/').skip(1) {
        match place {
            Value::Array(items) => match part.parse::<usize>().ok().and_then(|at| items.get_mut(at)) {
                Some(item) => place = item,
                None => return false,
            },
            Value::Object(members) => {
                if !members.contains_key(part) {
                    // a list or an object that was left out stays so
                    if !pointer.ends_with(&format!("/{part}")) {
                        return false;
                    }
                    members.insert(part.to_owned(), Value::Null);
                }
                place = members.get_mut(part).unwrap();
            }
            _ => return false,
        }
    }
    *place = value;
    true
}

#[tokio::test]
async fn every_text_is_taken_at_its_bound_and_refused_beyond_it() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let document = serde_json::to_value(document()).unwrap();
    let mut edges = Edges { api, document, seen: BTreeSet::new(), calls: 0 };
    let (e, staff) = (&mut edges, Some(staff.as_str()));

    let new = json!({ "name": "x", "email": "x@example.com", "country": "US" });
    let vendor = text(&e.try_out("create_vendor", "/api/v1/admin/vendors", staff, new).await["id"]);
    e.api
        .send_as(staff.unwrap(), "POST", &format!("/api/v1/admin/vendors/{vendor}/approve"), Value::Null)
        .await;
    e.try_out("change_vendor", &format!("/api/v1/admin/vendors/{vendor}"), staff, json!({})).await;
    let category =
        e.try_out("create_category", "/api/v1/admin/categories", staff, json!({ "name": "x" })).await;
    let category = text(&category["id"]);
    let path = format!("/api/v1/admin/categories/{category}");
    e.try_out("change_category", &path, staff, json!({})).await;
    let fee = json!({ "kind": "flat", "fee": { "amount": 500, "currency": "USD" } });
    let zones = json!([{ "places": [{ "country": "HK", "region": "Kowloon" }], "fee": fee }]);
    let method = json!({ "name": "x", "zones": zones, "min_days": 0, "max_days": 1 });
    let path = "/api/v1/admin/shipping-methods";
    let shared = text(&e.try_out("create_shipping_method", path, staff, method.clone()).await["id"]);
    let path = format!("/api/v1/admin/shipping-methods/{shared}");
    e.try_out("change_shipping_method", &path, staff, json!({ "zones": zones })).await;
    let class = json!({ "code": "x", "name": "x" });
    e.try_out("create_tax_class", "/api/v1/admin/tax-classes", staff, class).await;
    e.try_out("change_tax_class", "/api/v1/admin/tax-classes/x", staff, json!({})).await;
    let zone = json!({ "name": "x", "rates": { "standard": 0 } });
    let zone = text(&e.try_out("create_tax_zone", "/api/v1/admin/tax-zones", staff, zone).await["id"]);
    e.try_out("change_tax_zone", &format!("/api/v1/admin/tax-zones/{zone}"), staff, json!({})).await;
    let (exempt, _) = e.api.market.person("Exempt").await;
    let path = format!("/api/v1/admin/accounts/{exempt}/tax-exemption");
    e.try_out("put_tax_exemption", &path, staff, json!({ "reason": "x" })).await;
    let key = json!({ "scope": "vendor", "vendor_id": vendor, "label": "x" });
    let key = e.try_out("create_api_key", "/api/v1/admin/api-keys", staff, key).await;
    let price = json!({ "amount": 5, "currency": "USD" });
    let line = json!({ "statement_line": "x", "reference": "x", "amount": price });
    e.try_out("record_incoming_transfer", "/api/v1/admin/incoming-transfers", staff, line).await;

    let secret = text(&key["secret"]);
    let own = Some(secret.as_str());
    let path = "/api/v1/vendor/shipping-methods";
    let mine = text(&e.try_out("create_own_shipping_method", path, own, method).await["id"]);
    let path = format!("/api/v1/vendor/shipping-methods/{mine}");
    e.try_out("change_own_shipping_method", &path, own, json!({ "zones": zones })).await;
    for (who, face, named) in [(staff, "admin", "promotion"), (own, "vendor", "own_promotion")] {
        let tenth =
            json!({ "name": "x", "kind": "percent", "percent_bps": 1_000, "code": format!("AT-{face}") });
        let path = format!("/api/v1/{face}/promotions");
        let made = e.try_out(&format!("create_{named}"), &path, who, tenth).await;
        let path = format!("{path}/{}", text(&made["id"]));
        e.try_out(&format!("change_{named}"), &path, who, json!({})).await;
        let codes = json!({ "count": 1, "prefix": "X" });
        e.try_out(&format!("create_{named}_codes"), &format!("{path}/codes"), who, codes).await;
    }
    // an option's name is the key of a value in each variant
    let option = LETTER.to_string().repeat(MAX_OPTION_NAME_CHARS);
    let value = LETTER.to_string().repeat(MAX_OPTION_VALUE_CHARS);
    let variant = json!({ "price": price, "options": { option: value }, "stock": 9 });
    let product = json!({ "name": "x", "category_id": category, "status": "active", "tags": ["x"],
                          "specs": [{ "name": "x", "value": "x" }], "variants": [variant] });
    let made = e.try_out("create_product", "/api/v1/vendor/products", own, product).await;
    let (id, variant) = (text(&made["id"]), text(&made["variants"][0]["id"]));
    let change = json!({ "tags": ["x"], "specs": [{ "name": "x", "value": "x" }] });
    e.try_out("change_product", &format!("/api/v1/vendor/products/{id}"), own, change).await;
    let path = format!("/api/v1/vendor/stock/{variant}/adjustments");
    e.try_out("adjust_stock", &path, own, json!({ "delta": 1 })).await;
    let change = json!({ "changes": [{ "variant_id": variant, "set": 9 }] });
    e.try_out("adjust_many_levels", "/api/v1/vendor/stock/adjustments", own, change).await;
    let path = format!("/api/v1/vendor/products/{id}/duplicate");
    e.try_out("duplicate_product", &path, own, json!({})).await;
    let place = e.try_out("create_location", "/api/v1/vendor/locations", own, json!({ "name": "x" })).await;
    let path = format!("/api/v1/vendor/locations/{}", text(&place["id"]));
    e.try_out("change_location", &path, own, json!({})).await;
    let bearer = format!("Bearer {secret}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "image/webp")];
    let path = format!("/api/v1/vendor/products/{id}/images");
    let added = e.api.raw("POST", &path, &headers, PICTURE).await.ok(201);
    let path = format!("{path}/{}", text(&added["id"]));
    e.try_out("change_product_image", &path, own, json!({})).await;
    let path = format!("/api/v1/admin/products/{id}");
    e.try_out("reject_product", &format!("{path}/reject"), staff, json!({ "reason": "x" })).await;
    e.api.send_as(staff.unwrap(), "POST", &format!("{path}/approve"), Value::Null).await;

    let tried = json!({ "lines": [{ "variant_id": variant, "quantity": 1 }], "codes": ["x"], "shipping_address": elsewhere() });
    e.try_out("simulate_cart", "/api/v1/admin/carts/simulate", staff, tried.clone()).await;
    e.try_out("simulate_own_cart", "/api/v1/vendor/carts/simulate", own, tried).await;
    let cart = e.api.cart(&[(variant.parse().unwrap(), 1)]).await;
    let path = format!("/api/v1/carts/{cart}/quote");
    e.try_out("quote_cart", &path, None, json!({ "shipping_address": elsewhere() })).await;
    let paid = json!({ "method": "card", "card": card("4242424242424242") });
    let new_order = json!({ "cart_id": cart, "email": "x@example.com", "shipping_address": elsewhere(),
                        "billing_address": elsewhere(), "payment": paid });
    let placed = e.try_out("place_order", "/api/v1/orders", None, new_order).await;
    let part = text(&placed["vendor_orders"][0]["id"]);
    let path = format!("/api/v1/vendor/orders/{part}/shipments");
    let parcel = text(&e.try_out("create_shipment", &path, own, json!({})).await["id"]);
    let path = format!("/api/v1/vendor/shipments/{parcel}/carriage");
    e.try_out("carry_shipment", &path, own, json!({})).await;
    let path = format!("/api/v1/vendor/shipments/{parcel}/events");
    e.try_out("record_tracking", &path, own, json!({ "status": "packed" })).await;
    let path = format!("/api/v1/admin/shipments/{parcel}/events");
    e.try_out("record_any_tracking", &path, staff, json!({ "status": "in_transit" })).await;
    let path = format!("/api/v1/admin/vendor-orders/{part}/settle-report");
    e.try_out("settle_report", &path, staff, json!({ "reason": "x" })).await;
    let some = json!({ "amount": { "amount": 1, "currency": "USD" }, "reason": "x" });
    let path = format!("/api/v1/vendor/orders/{part}/refunds");
    e.try_out("refund_vendor_order", &path, own, some.clone()).await;
    let path = format!("/api/v1/admin/vendor-orders/{part}/refunds");
    e.try_out("refund_any_vendor_order", &path, staff, some).await;
    let cart = e.api.cart(&[(variant.parse().unwrap(), 1)]).await;
    let placed = e.api.place("to be called off", &order(&cart, "4242424242424242")).await.ok(201);
    let path = format!("/api/v1/admin/orders/{}/cancel", text(&placed["id"]));
    e.try_out("cancel_any_order", &path, staff, json!({ "reason": "x" })).await;

    let new = json!({ "username": "x", "email": "x@example.com", "password": PASSWORD });
    e.try_out("create_account", "/api/v1/accounts", None, new).await;
    let entry = json!({ "login": "u".repeat(Username::MAX_CHARS), "password": PASSWORD });
    let token = text(&e.api.post("/api/v1/sessions", entry).await.ok(201)["token"]);
    let me = Some(token.as_str());
    e.try_out("change_me", "/api/v1/me", me, json!({})).await;
    let home = text(&e.try_out("add_address", "/api/v1/me/addresses", me, elsewhere()).await["id"]);
    e.try_out("change_address", &format!("/api/v1/me/addresses/{home}"), me, json!({})).await;

    let cart = e.api.cart(&[(variant.parse().unwrap(), 2)]).await;
    let bearer = format!("Bearer {token}");
    let headers = [("idempotency-key", "to be returned"), ("authorization", bearer.as_str())];
    let body = order(&cart, "4242424242424242");
    let placed = e.api.send("POST", "/api/v1/orders", &headers, &body).await.ok(201);
    let id = text(&placed["id"]);
    let line = text(&placed["vendor_orders"][0]["lines"][0]["id"]);
    deliver(&e.api.market, id.parse().unwrap()).await;
    let wish =
        json!({ "lines": [{ "order_line_id": line, "quantity": 1 }], "reason": "other", "words": "x" });
    let path = format!("/api/v1/orders/{id}/returns");
    let back = text(&e.try_out("request_return", &path, me, wish.clone()).await["id"]);
    for step in ["approve", "refuse"] {
        let path = format!("/api/v1/vendor/returns/{back}/{step}");
        e.try_out(&format!("{step}_return"), &path, own, json!({ "answer": "x" })).await;
    }
    let back = text(&e.try_out("request_return", &path, me, wish.clone()).await["id"]);
    let at = |step: &str| format!("/api/v1/vendor/returns/{back}/{step}");
    e.try_out("approve_return", &at("approve"), own, json!({ "answer": "x" })).await;
    e.try_out("receive_return", &at("receive"), own, json!({ "restock": false })).await;
    for steps in [&["approve", "refuse"][..], &["approve", "receive", "refund"]] {
        let back = text(&e.try_out("request_return", &path, me, wish.clone()).await["id"]);
        for step in steps {
            let path = format!("/api/v1/admin/returns/{back}/{step}");
            let body = match *step {
                "receive" => json!({ "restock": false, "refund": false, "reason": "x" }),
                "refund" => json!({ "reason": "x" }),
                _ => json!({ "answer": "x", "reason": "x" }),
            };
            e.try_out(&format!("{step}_any_return"), &path, staff, body).await;
        }
    }
    let path = format!("/api/v1/order-lines/{line}/review");
    let review = e.try_out("write_review", &path, me, json!({ "rating": 5, "comment": "x" })).await;
    let path = format!("/api/v1/vendor/reviews/{}/reply", text(&review["id"]));
    e.try_out("reply_to_review", &path, own, json!({ "reply": "x" })).await;
    let path = format!("/api/v1/vendor/reviews/{}/report", text(&review["id"]));
    e.try_out("report_own_review", &path, own, json!({ "reason": "x" })).await;

    e.api.market.raw("update account set email_verified_at = 5").await;
    e.api.market.raw("update vendor set slug = 'other', slug_key = 'other' where slug like 'aaa%'").await;
    let new = json!({ "name": "x", "email": "x@example.com", "address": elsewhere(), "sells": "x" });
    let applied = text(&e.try_out("apply_as_vendor", "/api/v1/vendors", me, new).await["id"]);
    e.try_out("change_own_vendor", "/api/v1/vendor/profile", me, json!({})).await;
    e.try_out("close_own_vendor_for_a_while", "/api/v1/vendor/closure", me, json!({ "notice": "x" })).await;
    let paid = json!({ "holder": "x", "account_number": "1234", "bank": "x" });
    e.try_out("set_payout_details", "/api/v1/vendor/payout-details", me, paid).await;
    e.api.market.raw("update account set email = 'me@example.org', email_key = 'me@example.org' where email like 'eee%'").await;
    let asked = json!({ "email": "y@example.com", "role": "manager" });
    // who sells asks people to join
    e.api.market.raw("update vendor set status = 'active' where status = 'applied'").await;
    e.try_out("invite_vendor_member", "/api/v1/vendor/invitations", me, asked).await;
    let waits = "update vendor set status = 'applied' where id in (select vendor_id from vendor_application)";
    e.api.market.raw(waits).await;
    let path = format!("/api/v1/admin/vendors/{applied}/refuse");
    e.try_out("refuse_vendor", &path, staff, json!({ "reason": "x" })).await;
    let sells = "update vendor set status = 'active' where id in (select vendor_id from vendor_application)";
    e.api.market.raw(sells).await;
    let path = format!("/api/v1/admin/vendors/{applied}/suspend");
    e.try_out("suspend_vendor", &path, staff, json!({ "reason": "x" })).await;

    let bearer = format!("Bearer {token}");
    let headers = [("authorization", bearer.as_str()), ("content-type", "application/pdf")];
    let sent = e.api.raw("POST", "/api/v1/vendor/documents?name=x.pdf", &headers, "%PDF-1.7").await;
    let path = format!("/api/v1/admin/vendors/{applied}/documents/{}/refuse", text(&sent.ok(201)["id"]));
    e.try_out("refuse_document", &path, staff, json!({ "reason": "x" })).await;

    let asked = json!({ "email": "x@example.com", "role": "user", "department": "all" });
    e.try_out("invite_staff", "/api/v1/admin/staff-invitations", staff, asked).await;
    let new = json!({ "name": "x", "permissions": ["orders.read"] });
    for (kind, path) in [("role", "roles"), ("department", "departments")] {
        let all = format!("/api/v1/admin/{path}");
        let made = e.try_out(&format!("create_staff_{kind}"), &all, staff, new.clone()).await;
        let one = format!("{all}/{}", text(&made["code"]));
        e.try_out(&format!("change_staff_{kind}"), &one, staff, json!({ "name": "y" })).await;
    }

    let missed: Vec<&str> = OPERATIONS
        .iter()
        .filter(|operation| operation.takes.is_some())
        .map(|operation| operation.route.name)
        .filter(|name| !edges.seen.contains(name) && !WITHOUT_FREE_TEXT.contains(name))
        .collect();
    assert!(missed.is_empty(), "operations nobody tried at their bounds: {missed:?}");
    // letters are written of all of it
    edges.api.market.settle().await;
    edges.api.close().await;
}

/// An address in a country without rules for codes.
fn elsewhere() -> Value {
    json!({ "name": "x", "street": "x", "city": "x", "region": "Kowloon", "postal_code": "9", "country": "HK" })
}
