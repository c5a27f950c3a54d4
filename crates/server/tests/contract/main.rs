//! The API holds what its OpenAPI file says, as one sees it who knows nothing else: Schemathesis.
//!
//! `cargo xtask test --only contract` brings the tool, and says in the environment where it is. What the tool takes for a
//! fault and is none stands in `judgement.py`.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic, reason = "a test says so when it fails")]

mod market;
#[allow(dead_code, unused_imports, reason = "the other tests of the program use more of it")]
#[path = "../it/support/mod.rs"]
mod support;
mod tool;

use market::Market;
use tool::Role;

/// All operations: what is open is held, what is closed stays closed.
const GUEST: Role = Role { name: "a guest", only: "", without: &[] };
/// What an account has, but for what would end the session that the run stands on.
const SHOPPER: Role = Role {
    name: "a shopper",
    only: "^/api/v1/(me|orders|carts|sessions)(/|$)",
    without: &["sign_out", "end_session"],
};
const VENDOR: Role = Role { name: "a vendor", only: "^/api/v1/vendor/", without: &[] };
/// What staff has, but for what would end the key that the run stands on.
const STAFF: Role = Role { name: "the staff", only: "^/api/v1/admin/", without: &["revoke_api_key"] };

#[tokio::test]
async fn the_api_holds_its_contract_with_a_guest() {
    let market = Market::open().await;
    tool::hold(&GUEST, &market.api, None).await;
    market.close().await;
}

#[tokio::test]
async fn the_api_holds_its_contract_with_a_shopper() {
    let market = Market::open().await;
    let token = market.shopper().await;
    tool::hold(&SHOPPER, &market.api, Some(&token)).await;
    market.close().await;
}

#[tokio::test]
async fn the_api_holds_its_contract_with_a_vendor() {
    let market = Market::open().await;
    tool::hold(&VENDOR, &market.api, Some(&market.stall.vendor)).await;
    market.close().await;
}

#[tokio::test]
async fn the_api_holds_its_contract_with_the_staff() {
    let market = Market::open().await;
    tool::hold(&STAFF, &market.api, Some(&market.stall.staff)).await;
    market.close().await;
}
