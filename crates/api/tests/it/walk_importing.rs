//! The walk past files that a vendor imports.

use serde_json::{Value, json};
use souk_market::worker;

use super::walk::{Walk, Who, text};

/// A file with a row that fails, which is tried, and imported; then one that does not tell how its numbers are written.
pub(super) async fn all(w: &mut Walk, own: Who<'_>) {
    let file = "Handle,Title,Price\ncup,Cup,1.00\nlamp,Lamp,much\n";
    let sent = w.go("send_import", &[], own, json!(file)).await;
    assert_eq!((&sent["status"], &sent["kind"]), (&json!("checking"), &json!("products")));
    let id = text(&sent["id"]);
    settle(w).await;
    let tried = w.go("show_import", &[&id], own, Value::Null).await;
    assert_eq!(
        (&tried["status"], &tried["created"], &tried["failed"]),
        (&json!("ready"), &json!(1), &json!(1))
    );
    w.go("export_failed_rows", &[&id], own, Value::Null).await;
    w.go("start_import", &[&id], own, Value::Null).await;
    settle(w).await;
    let listed = w.go("list_imports", &[], own, Value::Null).await;
    assert_eq!(listed["items"][0]["status"], "done");

    let unclear = "Handle,Title,Price\ncup,Cup,\"1,299\"\n";
    let asking = w.go("send_import", &[], own, json!(unclear)).await;
    assert_eq!((&asking["status"], &asking["question"]["as_comma"]), (&json!("asking"), &json!("1.299")));
    let id = text(&asking["id"]);
    let told = w.go("answer_import", &[&id], own, json!({ "decimal": "point" })).await;
    assert_eq!(told["status"], "checking");
    assert_eq!(w.go("cancel_import", &[&id], own, Value::Null).await["status"], "canceled");
}

async fn settle(w: &Walk) {
    while worker::run_due(&w.api.market.app).await.expect("the worker works") > 0 {}
}
