//! The walk past coming to sell here, and the people of a vendor.

use serde_json::{Value, json};

use super::{
    rig::{PASSWORD, address},
    walk::{Walk, Who, text},
};

/// An account that has proven its address; what its calls are sent with.
async fn proven(w: &mut Walk, name: &str) -> String {
    let token = w.api.account(name).await;
    let letter = w.api.mailed(&format!("{name}@example.com")).await;
    let proof = json!({ "token": letter, "current_password": PASSWORD });
    assert_eq!(w.api.post("/api/v1/email-verifications", proof).await.status, 204);
    format!("Bearer {token}")
}

/// From an application that is refused once to a vendor with two people, which is away, opens, and ends.
pub(super) async fn all(w: &mut Walk, staff: Who<'_>) {
    let (maya, ida) = (proven(w, "maya").await, proven(w, "ida").await);
    let (maya, ida) = (Some(("authorization", maya.as_str())), Some(("authorization", ida.as_str())));
    let new = json!({ "name": "Maya Kiln", "email": "orders@kiln.example", "address": address(),
                      "story": "We throw on a kick wheel.", "sells": "Stoneware." });
    let applied = w.go("apply_as_vendor", &[], maya, new.clone()).await;
    assert_eq!((&applied["status"], &applied["role"]), (&json!("applied"), &json!("owner")));
    let id = text(&applied["id"]);
    assert_eq!(w.go("show_vendor_application", &[&id], staff, Value::Null).await["sells"], "Stoneware.");
    w.go("refuse_vendor", &[&id], staff, json!({ "reason": "Whose clay is it?" })).await;
    let own = w.go("list_my_vendors", &[], maya, Value::Null).await;
    assert_eq!(own["items"][0]["answer"], "Whose clay is it?");
    assert_eq!(w.go("apply_as_vendor", &[], maya, new).await["id"], applied["id"]);
    w.go("approve_vendor", &[&id], staff, Value::Null).await;
    w.go("suspend_vendor", &[&id], staff, json!({"reason": "Late."})).await;
    w.go("reinstate_vendor", &[&id], staff, Value::Null).await;

    w.go("show_own_vendor", &[], maya, Value::Null).await;
    w.go("change_own_vendor", &[], maya, json!({ "tagline": "Fired twice" })).await;
    let away = json!({ "until": "2027-01-05T08:00:00Z", "notice": "We are at the fair." });
    let away = w.go("close_own_vendor_for_a_while", &[], maya, away).await;
    assert_eq!(away["closure"]["until"], "2027-01-05T08:00:00Z");
    let shown = w.go("show_vendor", &["maya-kiln"], None, Value::Null).await;
    assert_eq!(shown["away"]["notice"], "We are at the fair.");
    w.go("open_own_vendor", &[], maya, Value::Null).await;
    assert_eq!(w.go("show_vendor", &["maya-kiln"], None, Value::Null).await["away"], Value::Null);

    let paid = json!({ "holder": "Maya Lind", "iban": "DE89 3704 0044 0532 0130 00" });
    assert_eq!(w.go("set_payout_details", &[], maya, paid).await["masked"], "DE89 •••• 3000");
    w.go("show_payout_details", &[], maya, Value::Null).await;
    let steps = w.go("show_vendor_onboarding", &[], maya, Value::Null).await;
    assert_eq!((&steps["done"], &steps["steps"][4]["done"]), (&json!(4), &json!(false)), "{steps}");

    papers(w, &id, maya, staff).await;

    let asked = json!({ "email": "ida@example.com", "role": "read_only" });
    w.go("invite_vendor_member", &[], maya, asked.clone()).await;
    let open = w.go("list_vendor_invitations", &[], maya, Value::Null).await;
    w.go("withdraw_vendor_invitation", &[&text(&open["items"][0]["id"])], maya, Value::Null).await;
    w.go("invite_vendor_member", &[], maya, asked).await;
    let token = json!({ "token": w.api.mailed("ida@example.com").await });
    assert_eq!(w.go("accept_vendor_invitation", &[], ida, token).await["role"], "read_only");
    w.api
        .send("PATCH", "/api/v1/vendor/profile", &[ida.unwrap()], &json!({ "tagline": "Mine" }))
        .await
        .problem(403, "forbidden");
    let members = w.go("list_vendor_members", &[], ida, Value::Null).await;
    let idas = text(&members["items"][1]["account_id"]);
    w.go("change_vendor_member", &[&idas], maya, json!({ "role": "manager" })).await;
    w.go("remove_vendor_member", &[&idas], ida, Value::Null).await;
    w.api.raw("GET", "/api/v1/vendor/profile", &[ida.unwrap()], "").await.problem(403, "forbidden");
    w.go("close_vendor", &[&id], staff, Value::Null).await;
}

/// Three papers: one is taken away, one refused, one taken as it is.
async fn papers(w: &mut Walk, vendor: &str, owner: Who<'_>, staff: Who<'_>) {
    let path = "/api/v1/vendor/documents?name=Register%20extract.pdf";
    let headers = [owner.unwrap(), ("content-type", "application/pdf"), ("idempotency-key", "papers")];
    let mut sent = Vec::new();
    for _ in 0..2 {
        let answer = w.api.raw("POST", path, &headers, "%PDF-1.7").await;
        assert_eq!(answer.status, 201, "{}", answer.text);
        sent.push(text(&answer.json["id"]));
    }
    assert_eq!(sent[0], sent[1], "sent twice by mistake it is there once");
    w.seen.insert("send_document");
    let too_large = w.api.raw("POST", path, &headers[..2], vec![b'%'; (10 << 20) + 1]).await;
    too_large.problem(413, "body_too_large");
    w.api.raw("POST", path, &headers[..2], "No paper").await.problem(422, "invalid_input");
    let mut more = Vec::new();
    for _ in 0..2 {
        more.push(text(&w.api.raw("POST", path, &headers[..2], "%PDF-1.7").await.json["id"]));
    }
    w.go("remove_document", &[&more[0]], owner, Value::Null).await;
    let refused =
        w.go("refuse_document", &[vendor, &more[1]], staff, json!({ "reason": "It has lapsed." })).await;
    assert_eq!((&refused["status"], &refused["answer"]), (&json!("refused"), &json!("It has lapsed.")));
    let accepted = w.go("accept_document", &[vendor, &sent[0]], staff, Value::Null).await;
    assert_eq!(accepted["status"], "accepted");
    let own = w.go("list_own_documents", &[], owner, Value::Null).await;
    assert_eq!(w.go("list_documents", &[vendor], staff, Value::Null).await, own);
    assert_eq!(own["items"].as_array().unwrap().len(), 2);
    w.go("open_own_document", &[&sent[0]], owner, Value::Null).await;
    w.go("open_document", &[vendor, &sent[0]], staff, Value::Null).await;
}
