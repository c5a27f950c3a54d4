//! Files that a vendor imports, in a browser without script.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::worker;
use souk_testkit::browser::{Browser, Page};

use super::rig::Stalls;

const IMPORT: &str = "/vendor/products/import";

async fn settle(stalls: &Stalls) {
    while worker::run_due(&stalls.market.app).await.expect("the worker works") > 0 {}
}

async fn send(browser: &mut Browser, text: &str) -> Page {
    let form = browser.get(IMPORT).await.form(IMPORT);
    browser.upload(&form, "file", "products.csv", text.as_bytes()).await
}

/// The address of the import that a page shows.
fn address(page: &Page) -> String {
    let forms = page.forms();
    let form = forms.iter().find(|form| form.action.starts_with("/vendor/products/import/imp_"));
    form.expect("a form of an import").action.clone()
}

#[tokio::test]
async fn a_file_is_sent_tried_and_imported_and_what_failed_comes_back() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let template = browser.get("/vendor/products/import/template").await.html;
    let text = format!("{template}lamp,Lamp,,,,draft,,,L-1,much,,,,,,\n");
    let sent = send(&mut browser, &text).await;
    assert!(sent.says("Being tried") && sent.says("0 products so far."), "{}", sent.words());
    let at = address(&sent);
    let block = browser.get_block(&at, "import").await;
    assert!(block.says("Being tried") && !block.html.contains("<html"), "{}", block.html);
    settle(&stalls).await;
    let tried = browser.get(&at).await;
    assert!(tried.says("Ready to import") && tried.says("Price invalid"), "{}", tried.words());
    assert!(tried.says("Line 5"), "{}", tried.words());
    assert!(browser.get("/vendor/products").await.says("Import"));
    assert!(!browser.get("/vendor/products").await.says("Plain mug"), "it was only tried");
    let open = browser.get(IMPORT).await;
    assert!(open.says("products.csv") && open.says("is open"), "{}", open.words());
    let going = browser.submit(&tried.form(&at).with("do", "start")).await;
    assert!(going.says("Under way") && going.html.contains("data-again"), "{}", going.words());
    settle(&stalls).await;
    let done = browser.get(&at).await;
    assert!(done.says("Done") && !done.html.contains("data-again"), "{}", done.words());
    assert!(browser.get("/vendor/products").await.says("Linen shirt"));
    let failed = browser.get(&format!("{at}/failed-rows")).await;
    assert_eq!(failed.header("content-type"), "text/csv; charset=utf-8");
    assert!(failed.html.contains("lamp,Lamp") && failed.html.contains("Import error"), "{}", failed.html);
    let past = browser.get(IMPORT).await;
    assert!(past.says("2 made, 0 changed, 1 failed"), "{}", past.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn what_cannot_be_read_is_told_at_its_field_and_what_a_file_does_not_tell_is_asked() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    for (text, words) in [("", "The file is empty."), ("PK\u{3}\u{4} a workbook", "This is not a CSV file.")]
    {
        let page = send(&mut browser, text).await;
        assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
        assert!(page.says(words), "{}", page.words());
    }
    let form = browser.get(IMPORT).await.form(IMPORT);
    let none = browser.upload(&form, "file", "", b"").await;
    assert!(none.says("Choose a file."), "{}", none.words());
    let asking = send(&mut browser, "Handle,Title,Price\nmug,Mug,\"1,299\"\n").await;
    assert!(asking.says("One thing to say first") && asking.says("1.299"), "{}", asking.words());
    let at = address(&asking);
    let told = browser.submit(&asking.form(&at).with("decimal", "comma").with("do", "answer")).await;
    assert!(told.says("Being tried"), "{}", told.words());
    let ended = browser.submit(&told.form(&at).with("do", "cancel")).await;
    assert!(ended.says("Called off"), "{}", ended.words());
    let again = browser.submit(&told.form(&at).with("do", "start")).await;
    assert_eq!(again.status, StatusCode::UNPROCESSABLE_ENTITY);
    stalls.market.close().await;
}

#[tokio::test]
async fn imports_are_seen_and_done_by_who_may() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let at = address(&send(&mut owner, "Handle,Title,Price\nmug,Mug,1.00\n").await);
    let (_, token) = stalls.market.worker("Lara", stalls.loom, MemberRole::Owner).await;
    let mut other = stalls.signed_in(&token);
    assert_eq!(other.get(&at).await.status, StatusCode::NOT_FOUND);
    assert_eq!(other.get(&format!("{at}/failed-rows")).await.status, StatusCode::NOT_FOUND);
    let mut reader = stalls.worker("Rune", MemberRole::ReadOnly).await;
    let seen = reader.get(&at).await;
    assert!(
        seen.says("Being tried") && seen.forms().iter().all(|form| form.action != at),
        "{}",
        seen.words()
    );
    let form = owner.get(&at).await.form(&at).with("csrf", &reader.token().await);
    assert_eq!(reader.post(&form.with("do", "cancel")).await.status, StatusCode::FORBIDDEN);
    // who counts may not make products
    let own = owner.get(&at).await.form(&at);
    owner.submit(&own.with("do", "cancel")).await;
    let mut packer = stalls.worker("Pia", MemberRole::Fulfilment).await;
    let refused = send(&mut packer, "Handle,Title,Price\nmug,Mug,1.00\n").await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Ask one of its owners."), "{}", refused.words());
    stalls.market.close().await;
}
