//! The walk past the market's own people, what they are, and for whom they act.

use serde_json::{Value, json};

use super::{
    rig::PASSWORD,
    walk::{Walk, Who, text},
};

/// From a role and a department to somebody who has them, acts for a vendor, and is sent off.
pub(super) async fn all(w: &mut Walk, staff: Who<'_>, vendor: &str) {
    let new = json!({ "name": "Packers", "permissions": ["orders.read", "vendors.act", "vendors.read"] });
    let role = text(&w.go("create_staff_role", &[], staff, new).await["code"]);
    let change = json!({ "requires_second_factor": false });
    w.go("change_staff_role", &[&role], staff, change).await;
    w.go("list_staff_roles", &[], staff, Value::Null).await;
    let new = json!({ "name": "Depot", "permissions": ["orders.read"] });
    let department = text(&w.go("create_staff_department", &[], staff, new).await["code"]);
    let change = json!({ "permissions": ["orders.read", "vendors.act"] });
    w.go("change_staff_department", &[&department], staff, change).await;
    w.go("list_staff_departments", &[], staff, Value::Null).await;

    let asked = json!({ "email": "otto@example.com", "role": role, "department": department });
    let id = text(&w.go("invite_staff", &[], staff, asked.clone()).await["id"]);
    w.go("resend_staff_invitation", &[&id], staff, Value::Null).await;
    w.go("list_staff_invitations", &[], staff, Value::Null).await;
    w.go("withdraw_staff_invitation", &[&id], staff, Value::Null).await;
    w.go("invite_staff", &[], staff, asked).await;
    let token = json!({ "token": w.api.mailed("otto@example.com").await });
    let joined = w.go("accept_staff_invitation", &[], None, token).await;
    let set = json!({ "token": joined["password_token"], "password": PASSWORD });
    assert_eq!(w.api.post("/api/v1/password-resets/confirm", set).await.status, 204);
    let entry = json!({ "login": "otto@example.com", "password": PASSWORD });
    let session = w.api.post("/api/v1/sessions", entry).await.ok(201);
    let bearer = format!("Bearer {}", text(&session["token"]));
    let header = ("authorization", bearer.as_str());
    let own = Some(header);

    w.go("act_for_vendor", &[vendor], own, Value::Null).await;
    w.api.raw("GET", "/api/v1/vendor/profile", &[header], "").await.ok(200);
    w.go("stop_acting", &[], own, Value::Null).await;
    w.api.raw("GET", "/api/v1/vendor/profile", &[header], "").await.problem(403, "forbidden");

    let account = text(&joined["account_id"]);
    w.go("list_staff", &[], staff, Value::Null).await;
    w.go("show_staff_member", &[&account], staff, Value::Null).await;
    w.go("change_staff_member", &[&account], staff, json!({ "department": "all" })).await;
    w.go("list_staff_sign_ins", &[&account], staff, Value::Null).await;
    let sessions = w.go("list_staff_sessions", &[&account], staff, Value::Null).await;
    w.go("end_staff_session", &[&account, &text(&sessions["items"][0]["id"])], staff, Value::Null).await;
    w.api.raw("GET", "/api/v1/me", &[header], "").await.problem(401, "unauthenticated");
    w.go("end_staff_sessions", &[&account], staff, Value::Null).await;
    w.go("remove_staff_member", &[&account], staff, Value::Null).await;
    w.go("delete_staff_role", &[&role], staff, Value::Null).await;
    w.go("delete_staff_department", &[&department], staff, Value::Null).await;
}
