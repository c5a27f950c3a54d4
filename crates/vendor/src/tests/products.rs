//! Products as their vendor makes, changes and finds them.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::{Actor, catalogue};
use souk_testkit::browser::{Browser, Page, SentForm};

use super::rig::Stalls;

/// The editor's form with everything that a shirt in two sizes and three colours needs.
async fn shirt(stalls: &Stalls, browser: &mut Browser) -> SentForm {
    let form = browser.get("/vendor/products/new").await.form("/vendor/products/new");
    let grown = form
        .with("name", "Linen shirt")
        .with("description", "**Light**, and\r\n\r\n- loose")
        .with("category", &stalls.market.category.to_string())
        .with("status", "active")
        .with("o0-name", "Size")
        .with("o0-values", "S\r\nM, tall")
        .with("o1-name", "Colour")
        .with("o1-values", "Teal\r\nInk\r\nRust")
        .with("v0-price", "25.00")
        .with("v0-stock", "4")
        .with("do", "matrix");
    let page = browser.post(&grown).await;
    assert_eq!(page.status, StatusCode::OK, "{}", page.words());
    page.form("/vendor/products/new")
}

/// The editor of the one product there is.
fn editor(page: &Page) -> SentForm {
    page.forms().into_iter().find(|form| form.value("revision").is_some()).expect("an editor")
}

async fn made(stalls: &Stalls, browser: &mut Browser) -> Page {
    let form = shirt(stalls, browser).await;
    let page = browser.submit(&form.with("do", "save")).await;
    assert!(page.says("It is made."), "{}", page.words());
    page
}

#[tokio::test]
async fn options_make_variants_that_keep_what_was_typed_and_are_sold_when_saved() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = shirt(&stalls, &mut browser).await;
    assert_eq!((form.value("v5-x0"), form.value("v5-x1")), (Some("M, tall"), Some("Rust")));
    assert_eq!((form.value("v0-price"), form.value("v5-price")), (Some("25.00"), Some("25.00")));
    let form = form.with("v5-price", "27.5").with("v5-sku", "LS-R").with("v4-out", "on").with("do", "save");
    let page = browser.submit(&form).await;
    let saved = editor(&page);
    assert_eq!((saved.value("v4-price"), saved.value("v4-sku")), (Some("27.50"), Some("LS-R")));
    assert_eq!(saved.value("description"), Some("**Light**, and\r\n\r\n- loose"));
    assert!(page.html.contains("href=\"/p/linen-shirt\""), "{}", page.html);
    // the same form sent once more makes nothing
    let again = browser.submit(&form).await;
    assert_eq!(editor(&again).value("slug"), Some("linen-shirt"));
    let list = browser.get("/vendor/products").await;
    assert!(list.says("Linen shirt") && list.says("5 variants") && list.says("All 1"), "{}", list.words());
    let found = browser.get("/vendor/products?q=ls-r&status=active").await;
    assert!(found.says("Linen shirt"), "{}", found.words());
    assert!(browser.get("/vendor/products?stock=sold_out").await.says("Nothing fits"));
    // saved as it is, it is as it was
    let unchanged = browser.submit(&saved.with("do", "save")).await;
    assert_eq!(editor(&unchanged).value("revision"), Some("1"));
    stalls.market.close().await;
}

#[tokio::test]
async fn the_editor_shows_what_each_variant_cost_and_the_lowest_of_it() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let page = made(&stalls, &mut browser).await;
    assert!(page.says("Prices so far") && page.says("lowest in 30 days: $25.00"), "{}", page.words());
    let page = browser
        .submit(&editor(&page).with("v0-price", "22.00").with("v0-was", "25.00").with("do", "save"))
        .await;
    assert!(page.says("lowest in 30 days: $22.00") && page.says("Ines"), "{}", page.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn what_cannot_be_comes_back_with_everything_that_was_typed() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = shirt(&stalls, &mut browser).await.with("do", "save");
    for (field, value, words) in [
        ("name", "", "name"),
        ("v1-price", "1.2.3", "A price looks like 28.00."),
        ("v1-was", "20.00", "The former price is above the price."),
        ("v2-weight", "heavy", "Write a whole number."),
        ("v0-content", "250", "Write how much is in a piece"),
        ("specs", "No mark here", "Put a colon"),
        ("metadata", "No mark here", "Put an equals sign"),
        ("o2-values", "Cotton", "Give this option a name"),
        ("o0-values", "S\r\nM, tall\r\nL", "The options have changed."),
    ] {
        let page = browser.post(&form.clone().with(field, value)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{field}");
        assert!(page.words().to_lowercase().contains(&words.to_lowercase()), "{field}: {}", page.words());
        let kept = page.form("/vendor/products/new");
        assert_eq!(kept.value(field), Some(value), "{field}");
        for (name, typed) in form.fields.iter().filter(|(name, _)| name != field) {
            let volatile = matches!(name.as_str(), "csrf" | "do");
            // a value more makes rows more, which move the others
            let moved = field == "o0-values" && name.starts_with('v');
            assert!(volatile || moved || kept.value(name) == Some(typed), "{field} lost {name}");
        }
    }
    let odd = browser.post(&form.with("status", "sold")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.html.contains("href=\"#status\""), "{}", odd.words());
    assert!(browser.get("/vendor/products").await.says("Nothing is here yet."));
    stalls.market.close().await;
}

#[tokio::test]
async fn the_second_of_two_people_sees_both_versions_and_decides() {
    let stalls = Stalls::open().await;
    let mut ines = stalls.worker("Ines", MemberRole::Owner).await;
    let mut omar = stalls.worker("Omar", MemberRole::Manager).await;
    let page = made(&stalls, &mut ines).await;
    let first = editor(&page);
    let second = editor(&omar.get(&first.action).await);
    ines.submit(&first.clone().with("name", "Linen shirt, washed").with("v0-price", "26").with("do", "save"))
        .await;
    let typed = second.with("name", "Shirt of linen").with("do", "save");
    let refused = omar.post(&typed).await;
    assert_eq!(refused.status, StatusCode::CONFLICT);
    let words = refused.words();
    assert!(words.contains("Linen shirt, washed Shirt of linen"), "{words}");
    assert!(words.contains("26.00") && words.contains("25.00"), "{words}");
    let kept = editor(&refused);
    assert_eq!((kept.value("name"), kept.value("revision")), (Some("Shirt of linen"), Some("2")));
    let taken = omar.submit(&kept.with("do", "save")).await;
    assert_eq!(editor(&taken).value("name"), Some("Shirt of linen"));
    stalls.market.close().await;
}

#[tokio::test]
async fn a_value_is_renamed_and_no_variant_goes_unasked() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = editor(&made(&stalls, &mut browser).await);
    let product = form.action.clone();
    let ids = |form: &SentForm| -> Vec<String> {
        (0..6).filter_map(|place| form.value(&format!("v{place}-id")).map(str::to_owned)).collect()
    };
    let before = ids(&form);
    assert_eq!(before.len(), 6);
    // another spelling of a value keeps its variants and what is left of them
    let grown = browser.post(&form.with("o1-values", "Deep teal\r\nInk\r\nRust").with("do", "matrix")).await;
    let grown = grown.form(&product);
    assert_eq!((ids(&grown), grown.value("v0-x1")), (before.clone(), Some("Deep teal")));
    let saved = browser.submit(&grown.with("do", "save")).await;
    assert!(saved.says("Saved.") && saved.says("Left to sell 4"), "{}", saved.words());
    // one with stock is not deleted; without, it is asked for
    let form = editor(&saved);
    let kept = browser.post(&form.clone().with("v0-out", "on").with("do", "save")).await;
    assert_eq!(kept.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(kept.says("4 are in stock: count them to zero"), "{}", kept.words());
    let asked = browser.post(&form.with("v5-out", "on").with("do", "save")).await;
    assert_eq!(asked.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(asked.says("These variants will be deleted M, tall / Rust"), "{}", asked.words());
    let sure = asked.form(&product).with("sure", &before[5]).with("do", "save");
    assert_eq!(ids(&editor(&browser.submit(&sure).await)).len(), 5);
    // what falls away with a value is listed with its stock
    let form = editor(&browser.get(&product).await).with("o0-values", "M, tall");
    let grown = browser.post(&form.with("do", "matrix")).await.form(&product);
    let asked = browser.post(&grown.with("do", "save")).await;
    assert!(asked.says("S / Deep teal, 4 in stock"), "{}", asked.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn another_vendors_product_is_not_there_and_a_reader_changes_nothing() {
    let stalls = Stalls::open().await;
    let mut ines = stalls.worker("Ines", MemberRole::Owner).await;
    let own = editor(&made(&stalls, &mut ines).await);
    let (_, token) = stalls.market.worker("Lena", stalls.loom, MemberRole::Owner).await;
    let mut lena = stalls.signed_in(&token);
    let (csrf, loom) = (lena.token().await, stalls.loom.to_string());
    let sent = |action: String, more: &[(&str, &str)]| SentForm {
        action,
        fields: [("csrf", csrf.as_str()), ("vendor", loom.as_str())]
            .iter()
            .chain(more)
            .map(|(name, value)| ((*name).to_owned(), (*value).to_owned()))
            .collect(),
    };
    assert_eq!(lena.get(&own.action).await.status, StatusCode::NOT_FOUND);
    for (action, more) in [
        (
            own.action.clone(),
            own.fields
                .iter()
                .filter(|(name, _)| name != "csrf" && name != "vendor")
                .map(|(n, v)| (n.as_str(), v.as_str()))
                .collect::<Vec<_>>(),
        ),
        (format!("{}/duplicate", own.action), Vec::new()),
        (format!("{}/pictures/changes", own.action), vec![("image", "img_00000000000000000000000000")]),
    ] {
        assert_eq!(lena.post(&sent(action.clone(), &more)).await.status, StatusCode::NOT_FOUND, "{action}");
    }
    let variant = own.value("v0-id").unwrap();
    assert_eq!(lena.get(&format!("/vendor/inventory/{variant}")).await.status, StatusCode::NOT_FOUND);

    let mut reader = stalls.worker("Rita", MemberRole::ReadOnly).await;
    let page = reader.get(&own.action).await;
    assert!(page.status == StatusCode::OK && !page.html.contains("value=\"save\""), "{}", page.words());
    let csrf = reader.token().await;
    let attempt = SentForm { action: own.action.clone(), fields: own.clone().with("csrf", &csrf).fields };
    assert_eq!(reader.post(&attempt).await.status, StatusCode::FORBIDDEN);
    assert_eq!(reader.get("/vendor/products/new").await.status, StatusCode::FORBIDDEN);
    stalls.market.close().await;
}

#[tokio::test]
async fn of_the_chosen_ones_each_is_told_and_nothing_is_done_twice() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    made(&stalls, &mut browser).await;
    stalls.market.product(stalls.kiln, 300, 1).await;
    let list = browser.get("/vendor/products").await;
    let form = list.form("/vendor/products/changes");
    let ids: Vec<String> = list
        .html
        .split("name=\"pick-")
        .skip(1)
        .map(|rest| rest.split('"').next().unwrap().to_owned())
        .collect();
    assert_eq!(ids.len(), 2);
    let nothing = browser.post(&form).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    let chosen = ids.iter().fold(form, |form, id| form.with(&format!("pick-{id}"), "Name"));
    let wished = chosen.with("change", "amount").with("by", "-5,00");
    let looked = browser.post(&wished).await;
    assert!(looked.says("$25.00 $20.00") && looked.says("Not possible"), "{}", looked.words());
    let cheaper = looked.form("/vendor/products/changes");
    for _ in 0..2 {
        let done = browser.post(&cheaper).await;
        assert!(done.says("1 changed, 1 left as they were."), "{}", done.words());
        assert!(done.says("A price would fall below zero."), "{}", done.words());
    }
    let shown = catalogue::show_product(&stalls.market.app, Actor::Guest, "linen-shirt".to_owned());
    assert_eq!(shown.await.unwrap().0.product.price, 2_000, "once, however often it is sent");
    let staff = browser.post(&cheaper.clone().with("change", "rejected")).await;
    assert_eq!(staff.status, StatusCode::UNPROCESSABLE_ENTITY, "that is for the staff to say");
    let odd = browser.post(&cheaper.with("change", "percent").with("by", "a lot")).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    stalls.market.close().await;
}

#[tokio::test]
async fn the_description_is_shown_as_the_shop_shows_it() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = shirt(&stalls, &mut browser).await;
    let hostile = "**Light** <script>alert(1)</script>";
    let page = browser.post(&form.with("description", hostile).with("do", "preview")).await;
    assert_eq!(page.status, StatusCode::OK);
    assert!(
        page.html.contains("<strong>Light</strong>") && !page.html.contains("<script>alert"),
        "{}",
        page.html
    );
    assert_eq!(page.form("/vendor/products/new").value("description"), Some(hostile));
    stalls.market.close().await;
}

#[tokio::test]
async fn stock_is_counted_moved_and_explained() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Fulfilment).await;
    let variant = stalls.market.product(stalls.kiln, 300, 4).await;
    let list = browser.get("/vendor/inventory").await;
    let form = list.forms().into_iter().find(|form| form.value("reason").is_some()).unwrap();
    let level = form.fields.iter().find_map(|(name, _)| name.strip_prefix("set-")).unwrap().to_owned();
    let counted = form.clone().with(&format!("set-{level}"), "7").with("reason", "Found two");
    let page = browser.submit(&counted).await;
    assert!(page.says("The count is saved."), "{}", page.words());
    for wrong in ["-1", "many", "99999999"] {
        let page = browser.post(&form.clone().with(&format!("set-{level}"), wrong)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong}");
        assert_eq!(page.value(&format!("set-{level}")), wrong);
    }
    let path = format!("/vendor/inventory/{variant}");
    let one = browser.get(&path).await;
    assert!(one.says("Found two") && one.says("+3"), "{}", one.words());
    let taken = one.form(&path).with("how", "by").with("number", "-2").with("reason", "Broken");
    for wrong in [("location", ""), ("how", "twice")] {
        let page = browser.post(&taken.clone().with(wrong.0, wrong.1)).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY, "{wrong:?}");
    }
    let page = browser.submit(&taken).await;
    assert!(page.says("Broken") && page.says("\u{2212}2"), "{}", page.words());
    // the same press once more takes nothing
    browser.submit(&taken).await;
    let spent = browser.post(&taken.clone().with("number", "-1")).await;
    assert_eq!(spent.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(spent.says("This form was sent before") && spent.value("number") == "-1", "{}", spent.words());
    let again = page.form(&path).with("how", "by");
    let refused = browser.post(&again.with("number", "-9")).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    // the first list saw four; five are there now
    let stale = browser.post(&form.clone().with(&format!("set-{level}"), "6")).await;
    assert_eq!(stale.status, StatusCode::UNPROCESSABLE_ENTITY);
    let told = "There were 4 when you began to count, and there are 5 now.";
    assert!(stale.says(told), "{}", stale.words());

    let attic =
        browser.get("/vendor/inventory").await.form("/vendor/inventory/locations").with("name", "Attic");
    assert!(browser.submit(&attic).await.says("The places are saved."));
    let twice = browser.post(&attic).await;
    assert_eq!(twice.status, StatusCode::UNPROCESSABLE_ENTITY);
    stalls.market.close().await;
}
