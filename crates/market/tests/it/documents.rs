//! Papers by which a vendor shows the market who it is: sent, answered, taken away, and forgotten with who sent them.

use souk_domain::{
    bounds::document::{MAX_BYTES, MAX_PER_VENDOR},
    ids::{AccountId, VendorId},
    refusal::{Refusal, VendorRefusal},
    vendor::MemberRole,
};
use souk_market::{
    Actor, Error, accounts, audit,
    documents::{self, Answer, Document, DocumentKind, DocumentStatus, NewDocument},
    vendors,
};
use souk_testkit::{Market, market::PASSWORD};
use zeroize::Zeroizing;

use super::joining::letters_to;

const PDF: &[u8] = b"%PDF-1.7\nregister\n%%EOF";

fn owner_of(vendor: VendorId, account: AccountId) -> Actor {
    Actor::VendorMember { vendor, account, role: MemberRole::Owner }
}

fn refusal<T: std::fmt::Debug>(outcome: souk_market::Result<T>) -> Refusal {
    match outcome.unwrap_err() {
        Error::Refused(refusal) => refusal,
        Error::Fault(fault) => panic!("a fault instead of a refusal: {fault}"),
    }
}

async fn send(
    market: &Market,
    actor: Actor,
    vendor: VendorId,
    name: &str,
    bytes: &[u8],
) -> souk_market::Result<Document> {
    let new = NewDocument { name: name.to_owned(), bytes: bytes.to_vec() };
    let sent = documents::send_document(&market.app, actor, vendor, new, None).await;
    sent.map(|reply| reply.fresh().expect("it came under no key"))
}

#[tokio::test]
async fn a_paper_is_sent_answered_and_told_of_and_what_was_said_stays() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln").await, market.vendor("Loom").await);
    let (maya, _) = market.worker("Maya", kiln, MemberRole::Owner).await;
    let owner = owner_of(kiln, maya);
    let first = send(&market, owner, kiln, "C:\\papers\\register.pdf", PDF).await.unwrap();
    assert_eq!((first.name.as_str(), first.kind), ("register.pdf", DocumentKind::Pdf));
    let second = send(&market, owner, kiln, "letter.pdf", PDF).await.unwrap();
    let opened = documents::open_document(&market.app, owner, kiln, first.id).await.unwrap();
    assert_eq!(opened.bytes, PDF);

    let of = |document: &Document| Answer { vendor: kiln, document: document.id };
    let accepted = documents::accept_document(&market.app, Actor::Operator, of(&first)).await.unwrap();
    assert_eq!(accepted.status, DocumentStatus::Accepted);
    documents::accept_document(&market.app, Actor::Operator, of(&first)).await.unwrap();
    let late = documents::refuse_document(&market.app, Actor::Operator, of(&first), "No.".to_owned()).await;
    assert_eq!(refusal(late), Refusal::Vendor(VendorRefusal::DocumentDecided { status: "accepted" }));
    let gone = documents::remove_document(&market.app, owner, kiln, first.id).await;
    assert_eq!(refusal(gone), Refusal::Vendor(VendorRefusal::DocumentDecided { status: "accepted" }));
    let empty = documents::refuse_document(&market.app, Actor::Operator, of(&second), " ".to_owned()).await;
    assert_eq!(refusal(empty).fields()[0].pointer, "/reason");
    let why = "It is of another firm.".to_owned();
    documents::refuse_document(&market.app, Actor::Operator, of(&second), why).await.unwrap();
    let told = letters_to(&market, "maya@people.example").await;
    assert_eq!(told.len(), 3, "joined, and twice of papers, though one was accepted twice: {told:?}");
    assert!(told[1].starts_with("vendor_document_accepted Kiln register.pdf"), "{told:?}");
    assert!(told[2].starts_with("vendor_document_refused Kiln It is of another firm."), "{told:?}");
    let log = audit::list_audit(&market.app, Actor::Operator, audit::AuditQuery::default(), None, 10)
        .await
        .unwrap()
        .items;
    let words: Vec<&str> = log
        .iter()
        .map(|entry| entry.action.as_str())
        .filter(|word| word.starts_with("vendor_document."))
        .collect();
    assert_eq!(
        words,
        [
            "vendor_document.refused",
            "vendor_document.accepted",
            "vendor_document.sent",
            "vendor_document.sent"
        ]
    );

    // another vendor's paper does not exist, whoever asks by whichever vendor
    let (otto, _) = market.worker("Otto", loom, MemberRole::Owner).await;
    let not_found = Refusal::Vendor(VendorRefusal::DocumentNotFound);
    let foreign = documents::open_document(&market.app, owner_of(loom, otto), loom, first.id).await;
    assert_eq!(refusal(foreign), not_found);
    let foreign = documents::open_document(&market.app, owner_of(loom, otto), kiln, first.id).await;
    assert_eq!(refusal(foreign).code().name, "not_found");
    let foreign = documents::remove_document(&market.app, owner_of(loom, otto), loom, second.id).await;
    assert_eq!(refusal(foreign), not_found);
    let manager = Actor::VendorMember { vendor: kiln, account: otto, role: MemberRole::Manager };
    assert_eq!(
        refusal(documents::open_document(&market.app, manager, kiln, first.id).await).code().name,
        "forbidden"
    );
    documents::remove_document(&market.app, owner, kiln, second.id).await.unwrap();
    let left = documents::list_documents(&market.app, owner, kiln).await.unwrap();
    assert_eq!(left.iter().map(|one| one.id).collect::<Vec<_>>(), [first.id]);
    market.close().await;
}

#[tokio::test]
async fn what_is_no_paper_or_too_much_is_refused_and_keeps_nothing() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let (maya, _) = market.worker("Maya", kiln, MemberRole::Owner).await;
    let owner = owner_of(kiln, maya);
    let large = [PDF, &vec![b' '; MAX_BYTES]].concat();
    for (bytes, code) in [(&b""[..], "required"), (&large, "too_large"), (b"MZ not a paper", "not_an_image")]
    {
        let wrong = refusal(send(&market, owner, kiln, "x.pdf", bytes).await);
        let field = &wrong.fields()[0];
        assert_eq!(field.pointer, "/file", "{code}");
        assert!(code == "not_an_image" || field.code == code, "{field:?}");
    }
    assert_eq!(refusal(send(&market, owner, kiln, " ", PDF).await).fields()[0].pointer, "/name");
    for number in 0..MAX_PER_VENDOR {
        send(&market, owner, kiln, &format!("{number}.pdf"), PDF).await.unwrap();
    }
    let full = refusal(send(&market, owner, kiln, "more.pdf", PDF).await);
    assert_eq!(full.fields()[0].code, "too_many");
    let kept = documents::list_documents(&market.app, owner, kiln).await.unwrap();
    assert_eq!(kept.len(), MAX_PER_VENDOR);
    market.close().await;
}

#[tokio::test]
async fn who_leaves_takes_along_what_they_sent_but_what_their_vendor_was_let_in_by() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln").await;
    let (maya, _) = market.worker("Maya", kiln, MemberRole::Owner).await;
    market.worker("Otto", kiln, MemberRole::Owner).await;
    let owner = owner_of(kiln, maya);
    let kept = send(&market, owner, kiln, "register.pdf", PDF).await.unwrap();
    send(&market, owner, kiln, "passport.pdf", PDF).await.unwrap();
    let answer = Answer { vendor: kiln, document: kept.id };
    documents::accept_document(&market.app, Actor::Operator, answer).await.unwrap();
    let password = Zeroizing::new(PASSWORD.to_owned());
    accounts::delete(&market.app, Actor::Account { account: maya }, maya, password).await.unwrap();
    let left = documents::list_documents(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!(left.iter().map(|one| (one.id, one.account)).collect::<Vec<_>>(), [(kept.id, None)]);
    let found = vendors::show_vendor(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!(found.status.as_str(), "active");
    market.close().await;
}
