//! Keys of vendors and staff.

use serde_json::Value;

use super::{Folder, client};

#[tokio::test]
async fn a_key_opens_the_door_until_it_is_revoked() {
    let folder = Folder::new();
    let (_shop, address) = folder.serve(&[]).await;
    let secret = folder.done(&["api-key", "create", "--label", "the office"]).await;
    let secret = secret.trim();
    assert!(secret.starts_with("sk_"), "{secret}");
    let ask = async || {
        let asked = client().get(format!("{address}/api/v1/admin/vendors")).bearer_auth(secret).send().await;
        asked.expect("an answer").status().as_u16()
    };
    assert_eq!(ask().await, 200);
    let listed = folder.done(&["api-key", "list"]).await;
    assert!(
        listed.contains("the office") && listed.contains("valid") && !listed.contains(secret),
        "{listed}"
    );
    let id = listed.split_whitespace().next().expect("an id");
    folder.done(&["api-key", "revoke", id]).await;
    assert_eq!(ask().await, 401);
    assert!(folder.done(&["api-key", "list"]).await.contains("revoked"));
    let told = folder.refused(&["api-key", "create", "--label", "x", "--vendor", "nobody"]).await;
    assert!(told.contains("no such vendor"), "{told}");
    assert!(folder.refused(&["api-key", "revoke", "key_1"]).await.contains("no key's id"));
}

#[tokio::test]
async fn a_refusal_of_the_shop_is_a_problem_with_a_request_id() {
    let folder = Folder::new();
    let (_shop, address) = folder.serve(&[]).await;
    let answer = client().get(format!("{address}/api/v1/nothing")).send().await.expect("an answer");
    assert_eq!(answer.status(), 404);
    let id = answer.headers()["x-request-id"].to_str().expect("an id").to_owned();
    let problem: Value = serde_json::from_slice(&answer.bytes().await.expect("a body")).expect("JSON");
    assert_eq!(
        (problem["code"].as_str(), problem["request_id"].as_str()),
        (Some("not_found"), Some(id.as_str()))
    );
}
