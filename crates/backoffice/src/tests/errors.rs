//! What goes wrong in the back office.

use axum::http::StatusCode;
use souk_domain::account::Role;
use souk_testkit::Market;

use super::rig::browser;

#[tokio::test]
async fn what_goes_wrong_is_told_in_the_frame_of_the_office_to_the_staff_alone() {
    let market = Market::open().await;
    let mut staff = browser(&market, "Ada", Some(Role::Admin)).await;
    let page = staff.get("/admin/nothing").await;
    assert_eq!(page.status, StatusCode::NOT_FOUND);
    assert!(page.says("Back to the back office"), "{}", page.words());
    let mut shopper = browser(&market, "Shopper", None).await;
    let page = shopper.get("/admin/nothing").await;
    assert!(page.status == StatusCode::NOT_FOUND && !page.says("back office"), "{}", page.words());
    market.close().await;
}
