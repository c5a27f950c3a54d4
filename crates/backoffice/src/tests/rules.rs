//! Taxes and commission, changed in the browser.

use axum::http::StatusCode;
use souk_domain::account::Role;
use souk_market::{Actor, commission, tax};
use souk_testkit::Market;

use super::rig::browser_of;
use souk_domain::account::Department;

#[tokio::test]
async fn the_staff_makes_zones_and_classes_and_asks_what_is_due_where() {
    let market = Market::open().await;
    let mut chief = browser_of(&market, "Chief", Some((Role::Admin, Department::Finance))).await;
    let page = chief.get("/admin/tax").await;
    assert!(page.says("Where no zone is") && page.says("6 %"), "{}", page.words());
    let page = chief.get("/admin/tax/zones/new").await;
    let form = page
        .form("/admin/tax/zones/new")
        .with("name", "Beverly Hills")
        .with("places", "US 902*\nde")
        .with("rate-standard", "10,25")
        .with("taxes_shipping", "yes");
    let odd = chief.post(&form.clone().with("rate-reduced", "a fifth")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.html.contains("rate-reduced-e") && odd.html.contains("US 902*"), "{}", odd.words());
    let done = chief.submit(&form).await;
    assert!(done.says("Saved.") && done.says("Beverly Hills") && done.says("10.25 %"), "{}", done.words());
    let page = chief.get("/admin/tax/zones/new").await;
    let again = chief
        .post(
            &page
                .form("/admin/tax/zones/new")
                .with("name", "Other")
                .with("places", "US 9021*")
                .with("rate-standard", "1"),
        )
        .await;
    assert!(again.says("The zone “Beverly Hills” holds this place already"), "{}", again.words());
    let tried = chief.get("/admin/tax?country=us&postal_code=90210").await;
    assert!(tried.says("In “Beverly Hills”, by its postal code"), "{}", tried.words());
    assert!(chief.get("/admin/tax?country=Mars").await.says("Use a country’s two letters"));

    let page = chief.get("/admin/tax/classes").await;
    let made = page.form("/admin/tax/classes").with("code", "books").with("name", "Books").with("rate", "7");
    let done = chief.submit(&made).await;
    assert!(done.says("Books") && done.says("7 %"), "{}", done.words());
    let page = chief.get("/admin/tax/classes/books").await;
    let done = chief.submit(&page.form("/admin/tax/classes/books").with("rate", "5")).await;
    assert!(done.says("5 %"), "{}", done.words());
    let stale = chief.post(&page.form("/admin/tax/classes/books").with("rate", "6")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "somebody was faster");
    let page = chief.get("/admin/tax/classes/books").await;
    let done = chief.submit(&page.form("/admin/tax/classes/books/remove")).await;
    assert!(!done.says("Books"), "{}", done.words());

    let id = tax::list_tax_zones(&market.app, Actor::Operator).await.unwrap()[0].id.to_string();
    let zone = format!("/admin/tax/zones/{id}");
    let page = chief.get(&zone).await;
    assert!(page.html.contains("US 902*\nDE"), "{}", page.html);
    let done = chief.submit(&page.form(&zone).with("rate-standard", "9")).await;
    assert!(done.says("9 %"), "{}", done.words());
    let page = chief.get(&zone).await;
    let done = chief.submit(&page.form(&format!("{zone}/remove"))).await;
    assert!(done.says("Removed.") && !done.says("Beverly Hills"), "{}", done.words());
    market.close().await;
}

#[tokio::test]
async fn an_account_is_let_off_and_pays_again() {
    let market = Market::open().await;
    let (account, _) = market.person("Ida").await;
    let mut chief = browser_of(&market, "Chief", Some((Role::Admin, Department::Finance))).await;
    assert!(chief.get("/admin/tax/exempt").await.says("Everybody pays tax"));
    assert!(chief.get("/admin/tax/exempt?account=nobody").await.says("There is no such account"));
    let found = chief.get("/admin/tax/exempt?account=ida%40people.example").await;
    let address = format!("/admin/tax/exempt/{account}");
    assert_eq!(found.leads_to(), address);
    let page = chief.get(&address).await;
    let wrong = chief.post(&page.form(&address).with("reason", "Reseller").with("until", "2001-01-01")).await;
    assert!(wrong.says("It would have ended already"), "{}", wrong.words());
    let done =
        chief.submit(&page.form(&address).with("reason", "Reseller").with("until", "2099-12-31")).await;
    assert!(done.says("Saved.") && done.value("until") == "2099-12-31", "{}", done.words());
    assert!(chief.get("/admin/tax/exempt").await.says("Reseller"));
    let ended = chief.submit(&done.form(&format!("{address}/end"))).await;
    assert!(ended.says("Everybody pays tax"), "{}", ended.words());
    market.close().await;
}

#[tokio::test]
async fn the_staff_changes_the_commission_and_tries_which_rate_wins() {
    let market = Market::open().await;
    market.vendor("Kiln & Fern").await;
    let category = market.category.to_string();
    let mut chief = browser_of(&market, "Chief", Some((Role::Admin, Department::Finance))).await;
    let page = chief.get("/admin/commission").await;
    assert_eq!(page.value("percent"), "10 %");
    let form = page.form("/admin/commission").with("percent", "12").with("minimum", "0.50").with("tax", "19");
    let done = chief.submit(&form).await;
    assert!(done.says("Saved.") && done.value("minimum") == "0.50", "{}", done.words());
    let stale = chief.post(&form).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY, "it was changed meanwhile");
    let page = chief.get("/admin/commission/new").await;
    let form = page.form("/admin/commission/new").with("percent", "8").with("fixed", "0.30");
    let nobody = chief.post(&form.clone().with("vendor", "nobody")).await;
    assert!(nobody.says("There is no vendor of that word"), "{}", nobody.words());
    let neither = chief.post(&form).await;
    assert!(neither.says("Name a vendor, a category, or both"), "{}", neither.words());
    let done = chief.submit(&form.with("vendor", "kiln-fern").with("category", &category)).await;
    assert!(done.says("8 % + $0.30") && done.says("Everything"), "{}", done.words());
    let tried = format!("/admin/commission?vendor=kiln-fern&category={category}&amount=100");
    let tried = chief.get(&tried).await;
    assert!(
        tried.says("By the rate of Kiln & Fern for Everything") && tried.says("$8.30"),
        "{}",
        tried.words()
    );
    let tried = chief.get("/admin/commission?vendor=kiln-fern&amount=100").await;
    assert!(tried.says("By the rate of everyone") && tried.says("$12.00"), "{}", tried.words());
    let rates = commission::list_commission_rates(&market.app, Actor::Operator, None, 9).await.unwrap();
    let address = format!("/admin/commission/{}", rates.items[0].stored.id);
    let page = chief.get(&address).await;
    let done = chief.submit(&page.form(&address).with("percent", "9")).await;
    assert!(done.says("9 % + $0.30"), "{}", done.words());
    let page = chief.get(&address).await;
    let done = chief.submit(&page.form(&format!("{address}/end"))).await;
    assert!(done.says("No other rate was agreed"), "{}", done.words());
    market.close().await;
}

#[tokio::test]
async fn who_only_looks_changes_nothing_and_others_see_nothing() {
    let market = Market::open().await;
    let mut reader = browser_of(&market, "Reader", Some((Role::User, Department::Finance))).await;
    let page = reader.get("/admin/tax/zones/new").await;
    let refused =
        reader.post(&page.form("/admin/tax/zones/new").with("name", "x").with("rate-standard", "1")).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    let page = reader.get("/admin/commission").await;
    assert_eq!(reader.post(&page.form("/admin/commission")).await.status, StatusCode::FORBIDDEN);
    let mut other = browser_of(&market, "Other", Some((Role::Admin, Department::Support))).await;
    for page in ["/admin/tax", "/admin/tax/exempt", "/admin/commission"] {
        assert_eq!(other.get(page).await.status, StatusCode::FORBIDDEN, "{page}");
    }
    market.close().await;
}
