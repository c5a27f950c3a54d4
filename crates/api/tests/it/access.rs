//! Every operation as every kind of caller.

use std::collections::BTreeSet;

use serde_json::{Value, json};
use souk_api::OPERATIONS;
use souk_domain::account::{Department, Permission, Permissions, Role};
use souk_http::Access;
use souk_market::{
    Actor,
    access::{self, Scope},
    accounts::{self, NewStaff},
};

use super::rig::{Api, order};

/// An address of the operation that names nothing there is.
fn filled(path: &str) -> String {
    path.split('/')
        .map(|part| if part.starts_with('{') { "nothing" } else { part })
        .collect::<Vec<_>>()
        .join("/")
}

#[tokio::test]
async fn keys_open_their_own_doors_only() {
    let api = Api::open().await;
    let vendor = api.market.vendor("Loom").await;
    let (vendor_key, staff_key) = (api.vendor_key(vendor).await, api.staff_key().await);
    for operation in OPERATIONS.iter() {
        let (method, path) = (operation.route.method.as_str(), filled(operation.route.path));
        let wrong_key = match operation.route.access {
            Access::Vendor => &staff_key,
            Access::Staff => &vendor_key,
            _ => continue,
        };
        api.send(method, &path, &[], &json!({})).await.problem(401, "unauthenticated");
        api.send_as("sk_00000000000000000000000000", method, &path, json!({}))
            .await
            .problem(401, "unauthenticated");
        api.send_as(wrong_key, method, &path, json!({})).await.problem(403, "forbidden");
    }
    api.close().await;
}

#[tokio::test]
async fn a_revoked_key_is_nobodys_and_a_suspended_vendor_looks_and_makes_nothing() {
    let api = Api::open().await;
    let staff = api.staff_key().await;
    let vendor = api.market.vendor("Loom").await;
    let made = json!({ "scope": "vendor", "vendor_id": vendor.to_string(), "label": "till" });
    let made = api.send_as(&staff, "POST", "/api/v1/admin/api-keys", made).await.ok(201);
    let (id, secret) = (made["id"].as_str().unwrap(), made["secret"].as_str().unwrap());
    api.get_as(secret, "/api/v1/vendor/stock").await.ok(200);
    let gone = api.send_as(&staff, "DELETE", &format!("/api/v1/admin/api-keys/{id}"), json!({})).await;
    assert_eq!(gone.status, 204);
    api.get_as(secret, "/api/v1/vendor/stock").await.problem(401, "unauthenticated");

    let other = api.vendor_key(vendor).await;
    api.market.product(vendor, 1_000, 3).await;
    let listed = api.get("/api/v1/products").await.ok(200);
    let product = listed["items"][0]["id"].as_str().unwrap().to_owned();
    api.send_as(
        &staff,
        "POST",
        &format!("/api/v1/admin/vendors/{vendor}/suspend"),
        json!({"reason": "Late."}),
    )
    .await
    .ok(200);
    api.get_as(&other, "/api/v1/vendor/stock").await.ok(200);
    let removed = format!("/api/v1/vendor/products/{product}");
    api.send_as(&other, "DELETE", &removed, json!({})).await.problem(409, "vendor_step_not_allowed");
    api.close().await;
}

#[tokio::test]
async fn what_belongs_to_another_vendor_does_not_exist() {
    let api = Api::open().await;
    let (loom, kiln) = (api.market.vendor("Loom").await, api.market.vendor("Kiln").await);
    let variant = api.market.product(loom, 1_000, 3).await;
    let kiln_key = api.vendor_key(kiln).await;
    let item = api.get("/api/v1/products").await.ok(200)["items"][0].clone();
    let product = item["id"].as_str().unwrap();

    let path = format!("/api/v1/vendor/products/{product}");
    api.get_as(&kiln_key, &path).await.problem(404, "not_found");
    api.send_as(&kiln_key, "PATCH", &path, json!({ "name": "Mine" })).await.problem(404, "not_found");
    api.send_as(&kiln_key, "DELETE", &path, json!({})).await.problem(404, "not_found");
    let adjust = format!("/api/v1/vendor/stock/{variant}/adjustments");
    api.send_as(&kiln_key, "POST", &adjust, json!({ "delta": -3 })).await.problem(404, "not_found");
    let (bearer, other) = (format!("Bearer {kiln_key}"), loom.to_string());
    let named = [("authorization", bearer.as_str()), ("souk-vendor", other.as_str())];
    api.raw("GET", "/api/v1/vendor/stock", &named, "").await.problem(404, "not_found");

    let cart = api.cart(&[(variant, 1)]).await;
    let placed = api.place("k", &order(&cart, "4242424242424242")).await.ok(201);
    let number = placed["number"].as_str().unwrap();
    api.get_as(&kiln_key, &format!("/api/v1/vendor/orders/{number}")).await.problem(404, "not_found");
    let part = placed["vendor_orders"][0]["id"].as_str().unwrap();
    api.get_as(&kiln_key, &format!("/api/v1/vendor/orders/{part}")).await.problem(404, "not_found");
    let loom_key = api.vendor_key(loom).await;
    let own = api.get_as(&loom_key, &format!("/api/v1/vendor/orders/{number}")).await.ok(200);
    assert_eq!(own["id"], part);
    api.close().await;
}

#[tokio::test]
async fn an_order_opens_with_its_own_token_alone() {
    let api = Api::open().await;
    let vendor = api.market.vendor("Loom").await;
    let variant = api.market.product(vendor, 1_000, 9).await;
    let mut placed = Vec::new();
    for key in ["one", "two"] {
        let cart = api.cart(&[(variant, 1)]).await;
        placed.push(api.place(key, &order(&cart, "4242424242424242")).await.ok(201));
    }
    let (id, number) = (placed[0]["id"].as_str().unwrap(), placed[0]["number"].as_str().unwrap());
    let (own, other) =
        (placed[0]["access_token"].as_str().unwrap(), placed[1]["access_token"].as_str().unwrap());
    for path in [format!("/api/v1/orders/{id}"), format!("/api/v1/orders/{number}")] {
        api.raw("GET", &path, &[("souk-order-token", own)], "").await.ok(200);
        api.get(&format!("{path}?token={own}")).await.ok(200);
        api.get(&path).await.problem(404, "not_found");
        api.raw("GET", &path, &[("souk-order-token", other)], "").await.problem(404, "not_found");
        api.get(&format!("{path}?token=otk_nonsense")).await.problem(404, "not_found");
    }
    let cancel = format!("/api/v1/orders/{id}/cancel");
    api.send("POST", &cancel, &[("souk-order-token", other)], &json!({})).await.problem(404, "not_found");
    api.close().await;
}

/// What each operation of the staff asks for, with a request that reads right, so that nothing but the permission is refused.
/// `till` and `desk` are a vendor's key and one of the staff.
fn staff_operations(till: &str, desk: &str, vendor: &str) -> Vec<(&'static str, Permission, String, Value)> {
    let usd = json!({ "amount": 5, "currency": "USD" });
    let none = |prefix: &str| format!("{prefix}_{}", "0".repeat(26));
    let one_vendor = json!({ "name": "North Kiln", "email": "kiln@example.com" });
    let method = json!({ "name": "Bike", "zones": [{ "fee": { "kind": "flat", "fee": usd } }], "min_days": 0, "max_days": 1 });
    let transfer = json!({ "statement_line": "1", "reference": "?", "amount": usd });
    let of_vendor = json!({ "scope": "vendor", "vendor_id": vendor, "label": "till" });
    let of_staff = json!({ "scope": "staff", "label": "desk" });
    let (empty, named) = (json!({}), json!({ "name": "Jars" }));
    let no = String::new;
    let paper = format!("{}/{}", none("vend"), none("vdoc"));
    use Permission as May;
    vec![
        ("list_vendors", May::VendorsRead, no(), json!({})),
        ("create_vendor", May::VendorsWrite, no(), one_vendor),
        ("show_any_vendor", May::VendorsRead, none("vend"), json!({})),
        ("change_vendor", May::VendorsWrite, none("vend"), json!({ "tagline": "x" })),
        ("approve_vendor", May::VendorsWrite, none("vend"), empty.clone()),
        ("show_vendor_application", May::VendorsRead, none("vend"), json!({})),
        ("refuse_vendor", May::VendorsWrite, none("vend"), json!({ "reason": "Whose clay is it?" })),
        ("suspend_vendor", May::VendorsWrite, none("vend"), json!({"reason": "Late."})),
        ("reinstate_vendor", May::VendorsWrite, none("vend"), empty.clone()),
        ("close_vendor", May::VendorsWrite, none("vend"), empty.clone()),
        ("list_documents", May::VendorsRead, none("vend"), json!({})),
        ("open_document", May::VendorsWrite, paper.clone(), json!({})),
        ("accept_document", May::VendorsWrite, paper.clone(), empty.clone()),
        ("refuse_document", May::VendorsWrite, paper, json!({ "reason": "It has lapsed." })),
        ("list_categories_for_staff", May::CatalogueRead, no(), json!({})),
        ("create_category", May::CatalogueWrite, no(), named.clone()),
        ("change_category", May::CatalogueWrite, none("cat"), named),
        ("merge_category", May::CatalogueWrite, none("cat"), json!({ "into_id": none("cat") })),
        ("delete_category", May::CatalogueWrite, none("cat"), json!({})),
        ("list_any_products", May::CatalogueRead, no(), json!({})),
        ("approve_product", May::CatalogueWrite, none("prod"), json!({})),
        ("reject_product", May::CatalogueWrite, none("prod"), json!({ "reason": "It is no mug." })),
        ("list_shipping_methods", May::ShippingRead, no(), json!({})),
        ("create_shipping_method", May::ShippingWrite, no(), method),
        ("show_shipping_method", May::ShippingRead, none("ship"), json!({})),
        ("change_shipping_method", May::ShippingWrite, none("ship"), json!({ "name": "Cart" })),
        ("remove_shipping_method", May::ShippingWrite, none("ship"), json!({})),
        ("show_shipping_terms", May::ShippingRead, none("vend"), json!({})),
        ("change_shipping_terms", May::ShippingWrite, none("vend"), json!({ "own_only": true })),
        ("list_promotions", May::PromotionsRead, no(), json!({})),
        ("create_promotion", May::PromotionsWrite, no(), json!({ "name": "x", "kind": "free_shipping" })),
        ("show_promotion", May::PromotionsRead, none("promo"), json!({})),
        ("change_promotion", May::PromotionsWrite, none("promo"), json!({ "name": "y" })),
        ("archive_promotion", May::PromotionsWrite, none("promo"), json!({})),
        ("list_promotion_codes", May::PromotionsRead, none("promo"), json!({})),
        ("create_promotion_codes", May::PromotionsWrite, none("promo"), json!({ "count": 1 })),
        ("promotion_codes_csv", May::PromotionsRead, none("promo"), json!({})),
        (
            "withdraw_promotion_code",
            May::PromotionsWrite,
            format!("{}/{}", none("promo"), none("code")),
            json!({}),
        ),
        ("list_incoming_transfers", May::TransfersRead, no(), json!({})),
        ("record_incoming_transfer", May::TransfersWrite, no(), transfer),
        ("apply_incoming_transfer", May::TransfersWrite, none("itr"), json!({ "order_id": none("ord") })),
        ("return_incoming_transfer", May::TransfersWrite, none("itr"), empty.clone()),
        ("list_refunds", May::RefundsRead, no(), json!({})),
        ("retry_refund", May::RefundsWrite, none("rfnd"), empty.clone()),
        ("mark_refund_done", May::RefundsWrite, none("rfnd"), empty),
        ("show_any_order", May::OrdersRead, none("ord"), json!({})),
        ("cancel_any_order", May::OrdersWrite, none("ord"), json!({ "reason": "It was lost." })),
        (
            "refund_any_vendor_order",
            May::RefundsWrite,
            none("vord"),
            json!({ "amount": usd, "reason": "It broke." }),
        ),
        ("list_returns_for_staff", May::ReturnsRead, no(), json!({})),
        ("show_any_return", May::ReturnsRead, none("ret"), json!({})),
        ("approve_any_return", May::ReturnsWrite, none("ret"), json!({ "reason": "It is silent." })),
        (
            "refuse_any_return",
            May::ReturnsWrite,
            none("ret"),
            json!({ "answer": "No.", "reason": "It is silent." }),
        ),
        (
            "receive_any_return",
            May::ReturnsWrite,
            none("ret"),
            json!({ "restock": true, "reason": "It is silent." }),
        ),
        ("refund_any_return", May::ReturnsWrite, none("ret"), json!({ "reason": "It is silent." })),
        (
            "show_return_photo_for_staff",
            May::ReturnsRead,
            format!("{}/{}", none("ret"), none("rpho")),
            json!({}),
        ),
        ("list_reported_reviews", May::ReviewsRead, no(), json!({})),
        ("hide_review", May::ReviewsModerate, none("rev"), json!({})),
        ("let_review_stand", May::ReviewsModerate, none("rev"), json!({})),
        ("list_held_vendor_orders", May::OrdersRead, no(), json!({})),
        ("record_any_tracking", May::OrdersWrite, none("shp"), json!({ "status": "packed" })),
        ("settle_report", May::OrdersWrite, none("vord"), json!({ "reason": "It was found." })),
        ("list_ledger", May::LedgerRead, no(), json!({})),
        ("list_api_keys", May::KeysRead, no(), json!({})),
        ("create_api_key", May::VendorKeysWrite, no(), of_vendor),
        ("create_api_key", May::StaffKeysWrite, no(), of_staff),
        ("revoke_api_key", May::VendorKeysWrite, till.to_owned(), json!({})),
        ("revoke_api_key", May::StaffKeysWrite, desk.to_owned(), json!({})),
        ("list_audit", May::AuditRead, no(), json!({})),
        ("export_audit", May::AuditRead, no(), json!({})),
        ("list_staff", May::StaffRead, no(), json!({})),
        ("show_staff_member", May::StaffRead, none("acct"), json!({})),
        ("change_staff_member", May::StaffWrite, none("acct"), json!({})),
        ("remove_staff_member", May::StaffWrite, none("acct"), json!({})),
        ("list_staff_sessions", May::StaffWrite, none("acct"), json!({})),
        ("end_staff_sessions", May::StaffWrite, none("acct"), json!({})),
        ("end_staff_session", May::StaffWrite, format!("{}/{}", none("acct"), none("sess")), json!({})),
        ("list_staff_sign_ins", May::StaffRead, none("acct"), json!({})),
        ("list_staff_invitations", May::StaffRead, no(), json!({})),
        (
            "invite_staff",
            May::StaffWrite,
            no(),
            json!({ "email": "new@example.org", "role": "user", "department": "all" }),
        ),
        ("resend_staff_invitation", May::StaffWrite, none("sinv"), json!({})),
        ("withdraw_staff_invitation", May::StaffWrite, none("sinv"), json!({})),
        ("list_staff_roles", May::StaffRead, no(), json!({})),
        ("create_staff_role", May::StaffWrite, no(), json!({ "name": "Packers", "permissions": [] })),
        ("change_staff_role", May::StaffWrite, "nobody".to_owned(), json!({})),
        ("delete_staff_role", May::StaffWrite, "nobody".to_owned(), json!({})),
        ("list_staff_departments", May::StaffRead, no(), json!({})),
        ("create_staff_department", May::StaffWrite, no(), json!({ "name": "Depot", "permissions": [] })),
        ("change_staff_department", May::StaffWrite, "nowhere".to_owned(), json!({})),
        ("delete_staff_department", May::StaffWrite, "nowhere".to_owned(), json!({})),
        ("act_for_vendor", May::VendorsAct, none("vend"), json!({})),
        ("list_tax_classes", May::TaxesRead, no(), json!({})),
        ("create_tax_class", May::TaxesWrite, no(), json!({ "code": "books", "name": "Books" })),
        ("change_tax_class", May::TaxesWrite, "nothing".to_owned(), json!({})),
        ("remove_tax_class", May::TaxesWrite, "nothing".to_owned(), json!({})),
        ("list_tax_zones", May::TaxesRead, no(), json!({})),
        ("create_tax_zone", May::TaxesWrite, no(), json!({ "name": "Here", "rates": { "standard": 600 } })),
        ("show_tax_zone", May::TaxesRead, none("tzone"), json!({})),
        ("change_tax_zone", May::TaxesWrite, none("tzone"), json!({})),
        ("remove_tax_zone", May::TaxesWrite, none("tzone"), json!({})),
        ("show_tax_due", May::TaxesRead, "?country=US".to_owned(), json!({})),
        ("list_tax_exemptions", May::TaxesRead, no(), json!({})),
        ("show_tax_exemption", May::TaxesRead, none("acct"), json!({})),
        ("put_tax_exemption", May::TaxesWrite, none("acct"), json!({ "reason": "It resells." })),
        ("remove_tax_exemption", May::TaxesWrite, none("acct"), json!({})),
        ("show_commission", May::CommissionRead, no(), json!({})),
        ("change_commission", May::CommissionWrite, no(), json!({})),
        (
            "preview_commission",
            May::CommissionRead,
            format!("?amount=10000&vendor_id={}", none("vend")),
            json!({}),
        ),
        ("list_commission_rates", May::CommissionRead, no(), json!({})),
        (
            "create_commission_rate",
            May::CommissionWrite,
            no(),
            json!({ "vendor_id": vendor, "percent_bps": 900 }),
        ),
        ("show_commission_rate", May::CommissionRead, none("crate"), json!({})),
        ("change_commission_rate", May::CommissionWrite, none("crate"), json!({})),
        ("remove_commission_rate", May::CommissionWrite, none("crate"), json!({})),
    ]
}

#[tokio::test]
async fn every_person_of_the_staff_may_do_what_the_table_says_and_no_more() {
    let api = Api::open().await;
    let app = &api.market.app;
    let vendor = api.market.vendor("Loom").await;
    let key = |actor, scope| access::create_api_key(app, actor, scope, "a key".to_owned());
    let (till, _) = key(Actor::Operator, Scope::Vendor(vendor)).await.unwrap();
    let (desk, _) = key(Actor::Operator, Scope::Staff).await.unwrap();
    let new =
        NewStaff { email: "ida@example.org".to_owned(), role: Role::SuperAdmin, department: Department::All };
    let ida = accounts::enrol_staff(app, new).await.unwrap().0.id;
    let (_, secret) =
        key(Actor::Member { account: ida, permissions: Permissions::all() }, Scope::Staff).await.unwrap();
    let bearer = format!("Bearer {}", secret.reveal());
    let mut operations = staff_operations(&till.to_string(), &desk.to_string(), &vendor.to_string());
    let rug = api.market.product(vendor, 1_000, 3).await.to_string();
    let tried = json!({ "lines": [{ "variant_id": rug, "quantity": 1 }] });
    operations.push(("simulate_cart", Permission::PromotionsRead, String::new(), tried));

    let tried: BTreeSet<&str> = operations.iter().map(|(name, ..)| *name).collect();
    let staff = OPERATIONS.iter().filter(|operation| operation.route.access == Access::Staff);
    assert_eq!(
        tried,
        staff.map(|operation| operation.route.name).collect(),
        "each of the staff's operations"
    );
    let mut calls = 0;
    for role in Role::ALL {
        for department in Department::ALL {
            api.market.raw(&format!("update staff set role = '{role}', department = '{department}'")).await;
            for (name, permission, id, body) in &operations {
                let operation = OPERATIONS.iter().find(|operation| operation.route.name == *name).unwrap();
                // what stands for the holes of the address, or is asked of it
                let query = if id.starts_with('?') { id.as_str() } else { "" };
                let (path, mut ids) = (operation.route.path.split('/'), id.split('/'));
                let path: Vec<&str> =
                    path.map(|part| if part.starts_with('{') { ids.next().unwrap() } else { part }).collect();
                let method = operation.route.method.as_str();
                calls += 1;
                let key = format!("try {calls}");
                let headers = [("authorization", bearer.as_str()), ("idempotency-key", key.as_str())];
                let told = api.send(method, &format!("{}{query}", path.join("/")), &headers, body).await;
                let who = format!("{role} of {department}: {name}: {} {}", told.status, told.text);
                assert_ne!(told.status, 401, "{who}");
                // what one role made is there for the next
                if !told.text.contains("\"code\":\"repeated\"") {
                    assert_ne!(told.status, 422, "{who}");
                }
                assert_ne!(told.status, 400, "{who}");
                let may = Permissions::of(*role, *department).has(*permission);
                assert_eq!(told.status != 403, may, "{who}");
                if !may {
                    assert!(
                        told.problem(403, "forbidden")["detail"]
                            .as_str()
                            .unwrap()
                            .contains(permission.as_str()),
                        "{who}"
                    );
                }
            }
        }
    }
    api.close().await;
}
