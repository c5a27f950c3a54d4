//! The operations of accounts, as [`super::walk`] walks them.

use serde_json::{Value, json};

use super::{
    rig::{PASSWORD, address, code_of, order},
    walk::{Walk, text},
};

const NEW_PASSWORD: &str = "eight teal looms";
const READER: &str = "ada@example.com";

/// From registration to deletion.
pub(super) async fn all(w: &mut Walk, variant: &str) {
    let cart = w.cart_with(variant).await;
    let new = json!({ "username": "ada", "email": READER, "password": PASSWORD, "first_name": "Ada",
                      "phone": "+1 555 010 0123", "cart_id": cart });
    let made = w.go("create_account", &[], None, new).await;
    assert_ne!(text(&made["cart_id"]), cart, "the guest's key is worth nothing any more");
    let token = w.api.mailed(READER).await;
    let by_password = json!({ "token": token, "current_password": PASSWORD });
    w.go("verify_email", &[], None, by_password).await;
    w.go("ask_password_reset", &[], None, json!({ "email": READER })).await;
    let token = w.api.mailed(READER).await;
    w.go("reset_password", &[], None, json!({ "token": token, "password": NEW_PASSWORD })).await;
    let entry = json!({ "login": READER, "password": NEW_PASSWORD });
    let first = w.go("sign_in", &[], None, entry.clone()).await;
    let second = w.go("sign_in", &[], None, entry.clone()).await;
    assert_ne!(first["cart_id"], made["cart_id"], "whoever knew the key before the reset knows it no more");
    assert_eq!(second["cart_id"], first["cart_id"]);

    let bearer = format!("Bearer {}", text(&first["token"]));
    let me = Some(("authorization", bearer.as_str()));
    assert_eq!(w.go("show_me", &[], me, Value::Null).await["email_verified"], true);
    w.go("change_me", &[], me, json!({ "last_name": "Byron", "phone": null })).await;
    w.go("send_verification", &[], me, Value::Null).await;
    let wish = json!({ "email": "byron@example.com", "current_password": NEW_PASSWORD });
    w.go("change_email", &[], me, wish).await;
    let mut home = address();
    home["default_billing"] = true.into();
    let home = text(&w.go("add_address", &[], me, home).await["id"]);
    w.go("show_address", &[&home], me, Value::Null).await;
    w.go("change_address", &[&home], me, json!({ "description": "The blue door." })).await;
    w.go("list_addresses", &[], me, Value::Null).await;

    let cart = text(&w.go("show_own_cart", &[], me, Value::Null).await["id"]);
    assert_eq!(cart, text(&first["cart_id"]));
    let placed = w.go("place_order", &[], me, order(&cart, "4242424242424242")).await;
    assert_eq!(placed["placed_by"], "account");
    w.go("show_order", &[&text(&placed["id"])], me, Value::Null).await;
    w.go("list_own_orders", &[], me, Value::Null).await;
    w.go("export_me", &[], me, Value::Null).await;
    w.go("remove_address", &[&home], me, Value::Null).await;

    let sessions = w.go("list_own_sessions", &[], me, Value::Null).await;
    let items = sessions["items"].as_array().unwrap();
    let other = items.iter().find(|session| session["current"] == false).unwrap();
    w.go("end_session", &[&text(&other["id"])], me, Value::Null).await;
    w.go("end_other_sessions", &[], me, Value::Null).await;

    let current = json!({ "current_password": NEW_PASSWORD });
    let secret = w.go("start_totp", &[], me, current.clone()).await;
    let code = code_of(&text(&secret["secret"]), w.api.market.app.now());
    w.go("confirm_totp", &[], me, json!({ "code": code })).await;
    w.go("renew_recovery_codes", &[], me, current.clone()).await;
    w.go("stop_totp", &[], me, current.clone()).await;
    let change = json!({ "current_password": NEW_PASSWORD, "password": PASSWORD });
    w.go("change_password", &[], me, change).await;
    w.go("sign_out", &[], me, Value::Null).await;

    let entry = json!({ "login": "ada", "password": PASSWORD });
    let token = text(&w.go("sign_in", &[], None, entry).await["token"]);
    let bearer = format!("Bearer {token}");
    let current = json!({ "current_password": PASSWORD });
    w.go("delete_me", &[], Some(("authorization", &bearer)), current).await;
}
