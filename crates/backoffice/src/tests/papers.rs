//! Papers of vendors, as the market's people look at them.

use axum::http::StatusCode;
use souk_domain::account::{Department, Role};
use souk_domain::ids::VendorId;
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::documents::{self, Document, DocumentStatus, NewDocument};
use souk_testkit::Market;

use super::rig::{browser, browser_of};

const PDF: &[u8] = b"%PDF-1.7\nregister\n%%EOF";

async fn sent(market: &Market, vendor: VendorId, owner: &str, name: &str) -> Document {
    let (account, _) = market.worker(owner, vendor, MemberRole::Owner).await;
    let actor = Actor::VendorMember { vendor, account, role: MemberRole::Owner };
    let new = NewDocument { name: name.to_owned(), bytes: PDF.to_vec() };
    documents::send_document(&market.app, actor, vendor, new, None).await.unwrap().fresh().unwrap()
}

async fn found(market: &Market, vendor: VendorId, id: Document) -> Document {
    let all = documents::list_documents(&market.app, Actor::Operator, vendor).await.unwrap();
    all.into_iter().find(|one| one.id == id.id).unwrap()
}

#[tokio::test]
async fn papers_are_seen_opened_taken_or_sent_back_with_a_reason() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom").await);
    let first = sent(&market, kiln, "Maya", "Übung.pdf").await;
    let second = sent(&market, kiln, "Otto", "letter.pdf").await;
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    assert!(chief.get("/admin").await.says("Documents"));
    let list = chief.get("/admin/vendors").await;
    assert!(list.says("Documents that wait for an answer") && list.says("2 documents"), "{}", list.words());
    let at = format!("/admin/vendors/{kiln}");
    let page = chief.get(&at).await;
    assert!(page.says("Übung.pdf"), "{}", page.words());
    let file = chief.get(&format!("{at}/papers/{}", first.id)).await;
    assert_eq!((file.status, file.html.as_bytes()), (StatusCode::OK, PDF));
    assert_eq!(file.header("content-type"), "application/octet-stream");
    assert!(file.header("content-disposition").starts_with("attachment;"));
    assert_eq!(file.header("cache-control"), "private, no-store");
    let done = chief.submit(&page.form(&format!("{at}/papers/{}/accept", first.id))).await;
    assert!(done.says("Accepted. They have been told."), "{}", done.words());
    let refuse = done.form(&format!("{at}/papers/{}/refuse", second.id));
    let wrong = chief.post(&refuse).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains(&format!("href=\"#reason-{}\"", second.id)), "{}", wrong.html);
    let done = chief.submit(&refuse.with("reason", "It is of another firm.")).await;
    assert!(done.says("It is of another firm.") && !done.html.contains("/accept\""), "{}", done.words());
    assert_eq!(found(&market, kiln, first.clone()).await.status, DocumentStatus::Accepted);
    assert_eq!(found(&market, kiln, second).await.status, DocumentStatus::Refused);
    // what was said stays
    let late =
        chief.post(&page.form(&format!("{at}/papers/{}/refuse", first.id)).with("reason", "No.")).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(found(&market, kiln, first.clone()).await.status, DocumentStatus::Accepted);
    // under another vendor there is no such paper
    let foreign = chief.get(&format!("/admin/vendors/{loom}/papers/{}", first.id)).await;
    assert_eq!(foreign.status, StatusCode::NOT_FOUND);
    market.close().await;
}

#[tokio::test]
async fn who_does_not_decide_about_vendors_opens_no_papers_and_says_nothing_of_them() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let paper = sent(&market, kiln, "Maya", "register.pdf").await;
    let at = format!("/admin/vendors/{kiln}");
    let mut chief = browser(&market, "Chief", Some(Role::Admin)).await;
    let accept = chief.get(&at).await.form(&format!("{at}/papers/{}/accept", paper.id));
    let mut support = browser_of(&market, "Sue", Some((Role::Admin, Department::Support))).await;
    let page = support.get(&at).await;
    assert!(page.says("register.pdf") && !page.html.contains("/papers/"), "{}", page.words());
    assert_eq!(support.get(&format!("{at}/papers/{}", paper.id)).await.status, StatusCode::FORBIDDEN);
    let token = support.token().await;
    let refused = support.post(&accept.with("csrf", &token)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);
    assert_eq!(found(&market, kiln, paper).await.status, DocumentStatus::Waiting);
    market.close().await;
}
