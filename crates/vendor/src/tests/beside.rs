//! What is done beside the editor's form: pictures and files. Nothing that was typed in the form is lost for it.

use axum::http::StatusCode;
use souk_domain::vendor::MemberRole;
use souk_testkit::browser::{Browser, Page, SentForm};

use super::rig::Stalls;

/// A picture of one dot.
const DOT: &[u8] = &[
    0x47, 0x49, 0x46, 0x38, 0x39, 0x61, 1, 0, 1, 0, 0x80, 0, 0, 0, 0, 0, 255, 255, 255, 0x2c, 0, 0, 0, 0, 1,
    0, 1, 0, 0, 2, 2, 0x44, 1, 0, 0x3b,
];

/// A vase in one size, as its editor shows it.
async fn vase(stalls: &Stalls, browser: &mut Browser) -> Page {
    let form = browser.get("/vendor/products/new").await.form("/vendor/products/new");
    let form = form
        .with("name", "Vase")
        .with("category", &stalls.market.category.to_string())
        .with("v0-price", "25.00")
        .with("v0-stock", "4")
        .with("do", "save");
    let page = browser.submit(&form).await;
    assert!(page.says("It is made."), "{}", page.words());
    page
}

fn editor(page: &Page) -> SentForm {
    page.forms().into_iter().find(|form| form.value("revision").is_some()).expect("an editor")
}

/// The form of the editor as a button of its own address sends it.
fn pressed(form: &SentForm, to: &str, name: &str, value: &str) -> SentForm {
    let form = SentForm { action: format!("{}/{to}", form.action), ..form.clone() };
    if name.is_empty() { form } else { form.with(name, value) }
}

/// The ids of the pictures, in their order.
fn pictures(page: &Page) -> Vec<String> {
    let parts = page.html.split("name=\"alt-").skip(1);
    parts.map(|rest| rest.split('"').next().unwrap().to_owned()).collect()
}

#[tokio::test]
async fn what_is_typed_stays_when_pictures_come_move_and_go() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let page = vase(&stalls, &mut browser).await;
    let typed = editor(&page).with("name", "Tall vase").with("v0-price", "27.5").with("v0-backorder", "on");

    let sent = pressed(&typed, "pictures", "", "");
    let page =
        browser.post_files(&sent, "files", &[("a.gif", DOT), ("b.gif", DOT), ("no.txt", b"none")]).await;
    assert_eq!(page.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(page.says("no.txt:") && page.says("Left to sell 4"), "{}", page.words());
    assert_eq!(pictures(&page).len(), 2);
    let kept = editor(&page);
    let is_kept = |form: &SentForm| {
        assert_eq!((form.value("name"), form.value("v0-price")), (Some("Tall vase"), Some("27.5")));
        assert!(form.value("v0-backorder").is_some() && form.value("v0-unique").is_none());
    };
    is_kept(&kept);

    let (first, second) = (pictures(&page)[0].clone(), pictures(&page)[1].clone());
    let kept =
        kept.with(&format!("alt-{first}"), "From the left").with(&format!("alt-{second}"), "From above");
    let moved = browser.post(&pressed(&kept, "pictures/changes", "later", &format!("{first} 2"))).await;
    assert_eq!((moved.status, pictures(&moved)), (StatusCode::OK, vec![second.clone(), first.clone()]));
    let kept = editor(&moved);
    is_kept(&kept);
    assert_eq!(kept.value(&format!("alt-{second}")), Some("From above"), "it is typed, and not saved yet");

    let left = browser.post(&pressed(&kept, "pictures/changes", "remove", &first)).await;
    assert_eq!(pictures(&left), std::slice::from_ref(&second));
    is_kept(&editor(&left));
    let gone = browser.post(&pressed(&editor(&left), "pictures/changes", "remove", &first)).await;
    assert!(gone.says("This picture is not there any more"), "{}", gone.words());
    is_kept(&editor(&gone));
    // and the product is as it was, until it is saved: with what its pictures are called
    let stored = editor(&browser.get(&typed.action).await);
    assert_eq!((stored.value("name"), stored.value(&format!("alt-{second}"))), (Some("Vase"), Some("")));
    let saved = browser.submit(&editor(&left).with("do", "save")).await;
    assert!(saved.says("Saved."), "{}", saved.words());
    let stored = editor(&browser.get(&typed.action).await);
    assert_eq!(stored.value(&format!("alt-{second}")), Some("From above"));
    assert_eq!((stored.value("name"), stored.value("v0-price")), (Some("Tall vase"), Some("27.50")));
    stalls.market.close().await;
}

#[tokio::test]
async fn pictures_of_a_form_that_is_sent_again_come_once_and_an_untouched_form_leads_back() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = editor(&vase(&stalls, &mut browser).await);
    let sent = pressed(&form, "pictures", "", "");
    for _ in 0..2 {
        let answer = browser.post_files(&sent, "files", &[("a.gif", DOT)]).await;
        assert_eq!(answer.leads_to(), format!("{}?done=pictures", form.action));
        assert_eq!(pictures(&browser.follow(answer).await).len(), 1);
    }
    // names of files that were chosen and not sent come several times, and stop nothing
    let mut chosen = form.clone().with("name", "Tall vase").with("do", "save");
    for name in ["a.gif", "b.gif"] {
        chosen.fields.push(("files".to_owned(), name.to_owned()));
    }
    assert!(browser.submit(&chosen).await.says("Saved."));
    // what a picture cannot be called is told at its field
    let page = browser.get(&form.action).await;
    let field = format!("alt-{}", pictures(&page)[0]);
    let long = editor(&page).with(&field, &"x".repeat(1_000)).with("do", "save");
    let told = browser.post(&long).await;
    assert!(told.status == StatusCode::UNPROCESSABLE_ENTITY && told.html.contains(&format!("{field}-e")));
    stalls.market.close().await;
}

#[tokio::test]
async fn files_come_with_a_variant_and_go_one_by_one_beside_what_is_typed() {
    let stalls = Stalls::open().await;
    let mut browser = stalls.worker("Ines", MemberRole::Owner).await;
    let form = editor(&vase(&stalls, &mut browser).await).with("brand", "Kiln");
    let sent = pressed(&form, "downloads", "", "");
    let (small, empty): (&[u8], &[u8]) = (b"Cut along the line.", b"");
    let page = browser.post_files(&sent, "downloads", &[("Pattern.pdf", small), ("B.pdf", small)]).await;
    assert!(page.says("Pattern.pdf 19 B") && page.says("B.pdf 19 B"), "{}", page.words());
    assert_eq!(editor(&page).value("brand"), Some("Kiln"));
    // one that is empty is named, and the other stays
    let mixed = browser.post_files(&sent, "downloads", &[("Empty.pdf", empty), ("C.pdf", small)]).await;
    assert_eq!(mixed.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(mixed.says("Empty.pdf: This file is empty") && mixed.says("C.pdf 19 B"), "{}", mixed.words());
    let nothing = browser.post_files(&sent, "downloads", &[]).await;
    assert!(nothing.says("Choose at least one file"), "{}", nothing.words());
    let nobodys =
        browser.post_files(&sent.with("download_of", "var_1"), "downloads", &[("D.pdf", small)]).await;
    assert_eq!(nobodys.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(editor(&nobodys).value("brand"), Some("Kiln"));

    let file = page.html.split("name=\"file\" value=\"").nth(1).unwrap().split('"').next().unwrap();
    let left = browser.post(&pressed(&form, "downloads/removal", "file", file)).await;
    assert!(!left.says("Pattern.pdf 19 B") && left.says("B.pdf 19 B"), "{}", left.words());
    assert_eq!(editor(&left).value("brand"), Some("Kiln"));
    stalls.market.close().await;
}
