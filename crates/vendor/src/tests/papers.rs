//! Papers that show who a vendor is, as its owners send them.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_market::Actor;
use souk_market::documents::{self, Answer};

use super::rig::Stalls;

const PDF: &[u8] = b"%PDF-1.7\nregister\n%%EOF";
const AT: &str = "/vendor/settings/documents";

#[tokio::test]
async fn owners_send_papers_see_what_was_said_and_take_them_away() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let page = owner.get(AT).await;
    let none = owner.post_files(&page.form(AT), "file", &[]).await;
    assert_eq!(none.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(none.says("Choose a file first."), "{}", none.words());
    let odd = owner.post_files(&none.form(AT), "file", &[("x.pdf", b"MZ")]).await;
    assert_eq!(odd.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(odd.says("A paper is a PDF or a picture."), "{}", odd.words());
    let form = odd.form(AT);
    let sent = owner.post_files(&form, "file", &[("register <1>.pdf", PDF)]).await;
    let sent = owner.follow(sent).await;
    assert!(sent.says("Sent. The market will look at it."), "{}", sent.words());
    assert!(sent.says("register <1>.pdf") && !sent.html.contains("<1>"), "{}", sent.words());
    // the second press of the same button sends nothing more
    let again = owner.post_files(&form, "file", &[("register <1>.pdf", PDF)]).await;
    owner.follow(again).await;
    let (app, kiln) = (&stalls.market.app, stalls.kiln);
    let kept = documents::list_documents(app, Actor::Operator, kiln).await.unwrap();
    assert_eq!(kept.len(), 1);
    let one = kept[0].id;
    let file = owner.get(&format!("{AT}/{one}")).await;
    assert_eq!((file.status, file.html.as_bytes()), (StatusCode::OK, PDF));
    assert!(file.header("content-disposition").starts_with("attachment;"));
    let answer = Answer { vendor: kiln, document: one };
    documents::refuse_document(app, Actor::Operator, answer, "It has no stamp.".to_owned()).await.unwrap();
    let page = owner.get(AT).await;
    assert!(page.says("It has no stamp."), "{}", page.words());
    let gone = owner.submit(&page.form(&format!("{AT}/{one}/remove"))).await;
    assert!(gone.says("Taken away."), "{}", gone.words());
    assert_eq!(owner.get(&format!("{AT}/{one}")).await.status, StatusCode::NOT_FOUND);
    stalls.market.close().await;
}

#[tokio::test]
async fn papers_are_owners_own_and_another_vendors_do_not_exist() {
    let stalls = Stalls::open().await;
    let mut owner = stalls.worker("Ines", MemberRole::Owner).await;
    let form = owner.get(AT).await.form(AT);
    owner.post_files(&form, "file", &[("register.pdf", PDF)]).await;
    let kept = documents::list_documents(&stalls.market.app, Actor::Operator, stalls.kiln).await.unwrap();
    let one = format!("{AT}/{}", kept[0].id);
    let mut manager = stalls.worker("Otto", MemberRole::Manager).await;
    assert_eq!(manager.get(AT).await.status, StatusCode::FORBIDDEN);
    assert_eq!(manager.get(&one).await.status, StatusCode::FORBIDDEN);
    let (_, token) = stalls.market.worker("Lou", stalls.loom, MemberRole::Owner).await;
    let mut stranger = stalls.signed_in(&token);
    assert_eq!(stranger.get(&one).await.status, StatusCode::NOT_FOUND);
    let remove = owner.get(AT).await.form(&format!("{one}/remove"));
    let own = stranger.get(AT).await.form(AT);
    let posted = remove.with("csrf", own.value("csrf").unwrap()).with("vendor", own.value("vendor").unwrap());
    assert_eq!(stranger.post(&posted).await.status, StatusCode::NOT_FOUND);
    assert_eq!(owner.get(&one).await.status, StatusCode::OK);
    stalls.market.close().await;
}
