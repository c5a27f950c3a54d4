//! What those of the staff reach whose role asks for sign-in codes; and what the log tells of a request.

use serde_json::{Value, json};
use souk_domain::account::{Department, Role};
use souk_market::accounts::{self, NewStaff};

use super::rig::{Api, PASSWORD};

/// A super admin who is signed in; the token of the session.
async fn chief(api: &Api, name: &str) -> String {
    let token = api.account(name).await;
    let letter = api.mailed(&format!("{name}@example.com")).await;
    let proof = json!({ "token": letter, "current_password": PASSWORD });
    assert_eq!(api.post("/api/v1/email-verifications", proof).await.status, 204);
    let email = format!("{name}@example.com");
    let new = NewStaff { email, role: Role::SuperAdmin, department: Department::All };
    accounts::enrol_staff(&api.market.app, new).await.unwrap();
    token
}

#[tokio::test]
async fn until_codes_are_set_up_that_is_all_there_is() {
    let api = Api::open().await;
    let token = chief(&api, "mara").await;
    api.get_as(&token, "/api/v1/admin/staff").await.ok(200);
    let asks = json!({ "requires_second_factor": true });
    api.send_as(&token, "PATCH", "/api/v1/admin/roles/super_admin", asks).await.ok(200);
    for path in ["/api/v1/admin/staff", "/api/v1/me", "/api/v1/vendor/profile", "/api/v1/me/addresses"] {
        api.get_as(&token, path).await.problem(403, "second_factor_required");
    }
    api.get_as(&token, "/api/v1/products").await.ok(200);
    let current = json!({ "current_password": PASSWORD });
    let made = api.send_as(&token, "POST", "/api/v1/me/totp", current).await.ok(201);
    assert!(made["url"].as_str().unwrap().starts_with("otpauth:"), "{made}");
    let wrong = json!({ "code": "000000" });
    let tried = api.send_as(&token, "POST", "/api/v1/me/totp/confirm", wrong).await;
    assert_ne!(tried.json["code"], "second_factor_required", "{}", tried.text);
    // once they are, everything is open again
    api.market.raw("update account set totp_confirmed_at = 1 where totp_secret is not null").await;
    api.get_as(&token, "/api/v1/admin/staff").await.ok(200);
    api.market.raw("update account set totp_confirmed_at = null").await;
    api.get_as(&token, "/api/v1/admin/staff").await.problem(403, "second_factor_required");
    assert_eq!(api.send_as(&token, "DELETE", "/api/v1/sessions/current", Value::Null).await.status, 204);
    api.close().await;
}

#[tokio::test]
async fn the_log_names_the_request_its_person_and_where_they_were() {
    let api = Api::open().await;
    let token = chief(&api, "mara").await;
    let vendor = api.market.vendor("Loom").await;
    let path = format!("/api/v1/admin/vendors/{vendor}");
    api.send_as(&token, "PATCH", &path, json!({ "tagline": "We weave" })).await.ok(200);
    api.send_as(&token, "PATCH", &path, json!({ "nothing": 1 })).await.problem(422, "invalid_input");
    let log = api
        .get_as(&token, &format!("/api/v1/admin/audit?object={vendor}&action=vendor.changed"))
        .await
        .ok(200);
    let entry = &log["items"][0];
    assert_eq!(log["items"].as_array().unwrap().len(), 1, "{log}");
    assert_eq!((&entry["action"], &entry["operation"]), (&"vendor.changed".into(), &"change_vendor".into()));
    assert_eq!((&entry["object_kind"], &entry["client"]), (&"vendor".into(), &"127.0.0.1".into()));
    let of_mara = entry["account_id"].as_str().unwrap();
    assert_eq!(entry["after"], r#"{"tagline":"We weave"}"#);
    assert_eq!(entry["actor"], format!("staff:{of_mara}"));
    let file = api
        .get_as(&token, &format!("/api/v1/admin/audit/export?object={vendor}&action=vendor.changed"))
        .await;
    assert!(file.text.lines().count() == 2 && file.text.contains("change_vendor"), "{}", file.text);
    api.get_as(&token, "/api/v1/admin/audit?account_id=nobody").await.problem(422, "invalid_input");
    let long = format!("/api/v1/admin/audit?action={}", "x".repeat(65));
    api.get_as(&token, &long).await.problem(400, "malformed_query");
    api.close().await;
}
