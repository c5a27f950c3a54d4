//! What an owner sees and changes.

use axum::http::StatusCode;
use souk_domain::address::{Address, Country, Part, RawAddress};
use souk_market::accounts::{self, NewBookedAddress};
use souk_market::limits::Limits;
use souk_market::secrets::SessionToken;
use souk_testkit::Market;
use souk_testkit::market::Good;

use super::{PASSWORD, register, sign_in};
use crate::tests::browser::{Browser, Page};
use crate::tests::rig::Shop;

async fn maya(shop: &Shop) -> (Browser, Page) {
    let mut browser = shop.browser();
    let made = register(&mut browser, "Maya").await;
    let page = browser.follow(made).await;
    (browser, page)
}

#[tokio::test]
async fn every_room_asks_who_is_there() {
    let shop = Shop::open().await;
    let mut browser = shop.browser();
    for route in crate::page_routes().iter().filter(|route| route.path.starts_with("/account")) {
        if route.method == "GET" {
            let path = route.path.replace("{id}", "addr_x");
            let sent = browser.get(&path).await;
            assert!(sent.leads_to().starts_with("/login?next=%2Faccount"), "{path}");
        }
    }
    shop.market.close().await;
}

#[tokio::test]
async fn the_address_book_is_filled_changed_and_emptied() {
    let shop = Shop::open().await;
    let (mut browser, _) = maya(&shop).await;
    let blank = browser.get("/account/addresses/new").await;
    assert_eq!(blank.value("name"), "Maya Lindqvist");
    let form = blank
        .form("/account/addresses/new")
        .with("street", "418 Foster Street")
        .with("city", "Durham")
        .with("region", "NC")
        .with("postal_code", "2770")
        .with("do", "save");
    let wrong = browser.post(&form).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(wrong.value("street"), "418 Foster Street");
    let book = browser.submit(&form.with("postal_code", "27701")).await;
    assert!(book.says("418 Foster Street") && book.says("Default shipping"), "{}", book.words());
    let href = book.html.split("href=\"").find(|rest| rest.starts_with("/account/addresses/addr_")).unwrap();
    let path = href.split('"').next().unwrap().to_owned();
    let known = browser.get(&path).await;
    let canada = browser.post(&known.form(&path).with("country", "CA").with("do", "update")).await;
    assert_eq!(canada.status, StatusCode::OK);
    assert!(canada.says("Province"), "{}", canada.words());
    let book = browser.submit(&known.form(&path).with("street", "1 New Road").with("do", "save")).await;
    assert!(book.says("1 New Road") && !book.says("418 Foster Street"), "{}", book.words());

    let mut other = browser.stranger();
    register(&mut other, "Bea").await;
    assert_eq!(other.get(&path).await.status, StatusCode::NOT_FOUND, "another's address");
    let empty = browser.submit(&book.form(&format!("{path}/remove"))).await;
    assert!(empty.says("No address yet"), "{}", empty.words());
    shop.market.close().await;
}

#[tokio::test]
async fn an_address_of_any_country_leaves_the_page_as_it_came_from_the_api() {
    let shop = Shop::open().await;
    let (mut browser, _) = maya(&shop).await;
    let app = &shop.market.app;
    let token = SessionToken::parse(browser.cookie("souk_dev_session").unwrap()).unwrap();
    let session = accounts::find_session(app, token).await.unwrap().unwrap();
    let owner = session.account;
    for (place, country) in Country::all().enumerate() {
        let regions = country.regions();
        let raw = RawAddress {
            name: Some("Zoë O’Hara".to_owned()),
            residence_number: Some("12 b".to_owned()),
            street: Some("Rue du Port".to_owned()),
            line2: Some("Floor 2".to_owned()),
            city: Some("Łódź".to_owned()),
            region: match regions.len() {
                // of some islands nobody keeps a list
                0 => country.needs(Part::Region).then(|| "Tahiti".to_owned()),
                some => Some(regions[place % some].name.to_uppercase()),
            },
            postal_code: Some(country.example.to_owned()),
            country: Some(country.code.to_owned()),
            phone: Some("+1 555 010 0123".to_owned()),
            description: Some("Ring twice.\nThen wait.".to_owned()),
        };
        let address = Address::parse("", &raw).unwrap_or_else(|wrong| panic!("{} {wrong:?}", country.code));
        let new =
            NewBookedAddress { address: address.clone(), default_shipping: true, default_billing: true };
        let booked = accounts::add_own_address(app, owner, new, None).await.unwrap().fresh().unwrap();
        let path = format!("/account/addresses/{}", booked.id);
        let page = browser.get(&path).await;
        let kept = browser.post(&page.form(&path).with("do", "save")).await;
        assert_eq!(kept.status, StatusCode::SEE_OTHER, "{}: {}", country.code, kept.words());
        let now = accounts::show_own_address(app, owner, booked.id).await.unwrap();
        assert!(now.address == address, "{} came back as another", country.code);
        // and it is filled in at the checkout, all of it
        if place % 60 == 0 {
            browser.add(shop.mug, 1).await;
            let page = browser.get("/checkout").await;
            let kept = [("residence_number", "12 b"), ("line2", "Floor 2"), ("phone", "+1 555 010 0123")];
            for (field, value) in kept {
                assert_eq!(page.value(field), value, "{}", country.code);
            }
            assert!(page.html.contains("Ring twice.\nThen wait."), "{}", country.code);
        }
        accounts::remove_own_address(app, owner, booked.id).await.unwrap();
    }
    shop.market.close().await;
}

#[tokio::test]
async fn names_are_changed_unless_they_were_meanwhile() {
    let shop = Shop::open().await;
    let (mut browser, _) = maya(&shop).await;
    let page = browser.get("/account/profile").await;
    let form = page.form("/account/profile").with("first_name", "Mia").with("phone", "+1 919 555 0100");
    let saved = browser.submit(&form).await;
    assert!(saved.says("Saved.") && saved.value("phone") == "+19195550100", "{}", saved.words());
    let late = browser.post(&form.with("first_name", "Late")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(late.says("changed elsewhere"), "{}", late.words());
    assert!(browser.get("/account").await.says("Hello, Mia"));
    shop.market.close().await;
}

#[tokio::test]
async fn signing_out_everywhere_ends_every_browser() {
    let shop = Shop::open().await;
    let (mut first, _) = maya(&shop).await;
    let mut second = first.stranger();
    sign_in(&mut second, "maya", PASSWORD).await;
    let mut third = first.stranger();
    sign_in(&mut third, "maya", PASSWORD).await;
    let security = first.get("/account/security").await;
    assert_eq!(security.html.matches("/account/security/sessions/").count(), 3);
    let others = security.form("/account/security/sessions").with("end", "others");
    let security = first.submit(&others).await;
    assert!(security.says("Every other place is signed out"), "{}", security.words());
    assert!(second.get("/account").await.leads_to().starts_with("/login"));
    sign_in(&mut second, "maya", PASSWORD).await;
    let out = first.submit(&security.form("/account/security/sessions").with("end", "all")).await;
    assert!(out.says("You are signed out"), "{}", out.words());
    for browser in [&mut first, &mut second, &mut third] {
        assert!(browser.get("/account").await.leads_to().starts_with("/login"));
    }
    shop.market.close().await;
}

#[tokio::test]
async fn codes_are_set_up_asked_for_and_turned_off() {
    let shop = Shop::of(Market::open().await).await;
    let (mut browser, _) = maya(&shop).await;
    let off = browser.get("/account/security/codes").await;
    let form = off.form("/account/security/codes").with("do", "start");
    let wrong = browser.post(&form.clone().with("current_password", "no")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let started = browser.post(&form.with("current_password", PASSWORD)).await;
    assert!(started.html.contains("class=\"qr\""), "{}", started.words());
    let confirm = started.form("/account/security/codes").with("do", "confirm");
    let again = browser.post(&confirm.clone().with("code", "000000")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(again.html.contains("class=\"qr\""), "the secret stays in sight");
    let code = totp(confirm.value("secret").unwrap(), shop.market.app.now().as_second());
    let told = browser.post(&confirm.with("code", &code)).await;
    assert!(told.says("Keep these recovery codes"), "{}", told.words());
    let recovery = told.html.split("<code>").nth(1).unwrap().split('<').next().unwrap().to_owned();

    let mut other = browser.stranger();
    let asks = sign_in(&mut other, "maya", PASSWORD).await;
    assert_eq!(asks.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asks.says("One more step") && !asks.html.contains(PASSWORD), "{}", asks.words());
    assert!(other.cookie("souk_dev_session").is_none());
    let form = asks.form("/login");
    let wrong = other.post(&form.clone().with("code", "123123")).await;
    assert!(wrong.says("That code is not right") && wrong.status == StatusCode::UNPROCESSABLE_ENTITY);
    let stolen = other.post(&form.clone().with("login", "nobody").with("code", &recovery)).await;
    assert!(stolen.says("That took too long"), "a ticket is for one name: {}", stolen.words());
    assert_eq!(other.post(&form.clone().with("code", &recovery)).await.leads_to(), "/account");

    let mut third = browser.stranger();
    sign_in(&mut third, "maya", PASSWORD).await;
    shop.market.clock.advance(jiff::SignedDuration::from_mins(11));
    let csrf = third.get("/login").await.form("/login").value("csrf").unwrap().to_owned();
    let late = third.post(&form.with("csrf", &csrf).with("code", "anything")).await;
    assert!(late.says("That took too long"), "{}", late.words());

    let on = browser.get("/account/security/codes").await;
    let stop = on.form("/account/security/codes").with("do", "stop").with("current_password", PASSWORD);
    assert!(browser.submit(&stop).await.says("Two-step verification is off"));
    shop.market.close().await;
}

/// The code of a secret's address at a moment, as an app makes it.
fn totp(url: &str, at: i64) -> String {
    let secret = url.split_once("secret=").unwrap().1.split('&').next().unwrap();
    let secret = totp_rs::Secret::try_from_base32(secret).unwrap();
    let totp = totp_rs::Builder::new().with_secret(secret).build().unwrap();
    totp.generate(u64::try_from(at).unwrap()).to_string()
}

#[tokio::test]
async fn what_is_kept_is_taken_along_and_then_forgotten() {
    let shop = Shop::open().await;
    let (mut browser, _) = maya(&shop).await;
    let file = browser.get("/account/data/export").await;
    assert_eq!(file.header("content-type"), "application/json");
    assert!(file.header("content-disposition").starts_with("attachment"));
    assert!(file.html.contains("maya@example.org"));
    let page = browser.get("/account/data").await;
    let wrong = browser.post(&page.form("/account/data").with("current_password", "no")).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    let left = browser.submit(&page.form("/account/data").with("current_password", PASSWORD)).await;
    assert!(left.says("Your account is deleted"), "{}", left.words());
    assert_eq!(sign_in(&mut browser, "maya", PASSWORD).await.status, StatusCode::UNPROCESSABLE_ENTITY);
    shop.market.close().await;
}

#[tokio::test]
async fn orders_have_pages_that_lead_on_and_back() {
    let limits = Limits { unpaid_per_email: 100, unpaid_per_client: 100, ..Limits::default() };
    let shop = Shop::of(Market::with_limits(limits).await).await;
    let seller = shop.market.vendor("Paper Lane").await;
    let card = shop.market.sell(seller, Good::new(300, 100)).await;
    let (mut browser, _) = maya(&shop).await;
    for _ in 0..21 {
        let cart = shop.market.cart(&[(card, 1)]).await;
        shop.market.place_by_transfer(cart).await.unwrap();
    }
    shop.market.raw("update orders set buyer_id = (select id from account)").await;
    let way = |page: &Page, rel: &str| {
        let tag = page.html.split("<a ").find(|tag| tag.contains(&format!("rel=\"{rel}\"")))?;
        Some(tag.split_once("href=\"")?.1.split_once('"')?.0.to_owned())
    };
    let first = browser.get("/account/orders").await;
    assert!(first.says("1–10 of 21") && way(&first, "prev").is_none(), "{}", first.words());
    let to_second = way(&first, "next").unwrap();
    let second = browser.get(&to_second).await;
    assert!(second.says("11–20 of 21"), "{}", second.words());
    assert_eq!(way(&second, "prev").as_deref(), Some("/account/orders"));
    let third = browser.get(&way(&second, "next").unwrap()).await;
    assert!(third.says("21–21 of 21") && way(&third, "next").is_none(), "{}", third.words());
    assert_eq!(way(&third, "prev").as_deref(), Some(to_second.as_str()));
    shop.market.close().await;
}
