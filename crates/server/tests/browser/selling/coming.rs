//! Applying, being let in, and setting up.

use super::{HANDLE, KEEPER, SELLER, SHOP_EMAIL};
use crate::harness::{
    Browser, Shop,
    people::{self, PASSWORD},
};

/// The vendor's name.
pub(crate) const SHOP: &str = "Tidewater Loft";

/// The list of what is still to be done.
const TO_DO: &str = "/vendor/onboarding";

/// Somebody with a proven address applies, and is told that it waits.
pub(crate) async fn apply(seller: &Browser) {
    people::register(seller, "Nell", "Castellane", SELLER).await;
    people::prove_address(seller, SELLER).await;
    seller.goto("/sell").await;
    let fields = [
        ("#shop", SHOP),
        ("#handle", HANDLE),
        ("#email", SHOP_EMAIL),
        ("#sells", "Shirts of washed linen, cut and sewn here."),
        ("#story", "Two sewing machines above the harbour."),
        ("#street", "4 Rope Walk"),
        ("#postal_code", "04101"),
        ("#city", "Portland"),
    ];
    for (field, typed) in fields {
        seller.fill(field, typed).await;
    }
    seller.choose("#region", "Maine").await;
    seller.press("button.btn[value='apply']").await;
    seller.wait_for_words("section[aria-labelledby='own'] .banner", "waits for the market").await;
    seller.goto("/vendor").await;
    seller.wait_for_words("main .banner.warn", "not approved this vendor yet").await;
}

/// Somebody of the market reads it, and says yes.
pub(crate) async fn approve(shop: &Shop, keeper: &Browser) {
    let made = ["user", "add", "--email", KEEPER, "--role", "super-admin", "--password-stdin"];
    shop.command(&made, PASSWORD).await;
    let approve = "form[action^='/admin/vendors/'][action$='/approve'] button";
    people::sign_in(keeper, (KEEPER, PASSWORD), "/admin/vendors", approve).await;
    keeper.wait_for_words("section.panel", "Shirts of washed linen").await;
    keeper.press(approve).await;
    keeper.wait_for_words("main .banner.ok", "They have been told").await;
    assert_eq!(keeper.count(approve).await, 0, "nobody else waits");
}

/// Follows the list of what is to be done, but for the first product; each thing counts once it is there.
pub(crate) async fn set_up(seller: &Browser) {
    // the address came with the application
    require_done(seller, 1).await;
    go(seller, "/vendor/settings/profile").await;
    seller.fill("#tagline", "Linen that the tide has softened").await;
    seller.press("form[action='/vendor/settings/profile'] button.btn").await;
    seller.wait_for("main .banner.ok").await;

    require_done(seller, 2).await;
    go(seller, "/vendor/settings/payout").await;
    seller.fill("#holder", "Nell Castellane").await;
    seller.fill("#account", "DE89 3704 0044 0532 0130 00").await;
    seller.fill("#current_password", PASSWORD).await;
    seller.press("form[action='/vendor/settings/payout'] button.btn").await;
    seller.wait_for_words("main p", "DE89 •••• 3000").await;

    require_done(seller, 3).await;
    go(seller, "/vendor/delivery").await;
    seller.press("main a[href='/vendor/delivery/new']").await;
    for (field, typed) in [("#name", "Parcel"), ("#min_days", "2"), ("#max_days", "4"), ("#fee-0", "5.95")] {
        seller.fill(field, typed).await;
    }
    seller.press("button.btn[value='save']").await;
    seller.wait_for_words("section[aria-labelledby='own'] .list", "Parcel").await;
    require_done(seller, 4).await;
}

/// So many of the five steps are done, and the list says which are not.
pub(super) async fn require_done(seller: &Browser, done: usize) {
    seller.goto(TO_DO).await;
    seller.wait_for_words("main .note", &format!("{done} of 5 steps are done")).await;
    assert_eq!(seller.count("main li .badge.ok").await, done);
    let bar = "const bar = document.querySelector('progress'); return [bar.value, bar.max]";
    assert_eq!(seller.ask(bar, vec![]).await, serde_json::json!([done, 5]));
}

/// On to the page where a step is done.
pub(super) async fn go(seller: &Browser, page: &str) {
    seller.press(&format!("main li a[href='{page}']")).await;
    seller.wait_for(&format!("nav a[href='{page}'][aria-current], form[action='{page}']")).await;
}
