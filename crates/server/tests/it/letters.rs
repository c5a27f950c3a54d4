//! Letters as a mail server sees them, when the shop dies while it hands one on.

use std::collections::BTreeMap;

use crate::support::{Place, Process, Stall, books, mail_server::MailServer, shopper, until::Wait};

/// A mail server has no way to take a letter back, and a shop that died cannot know whether it was taken: so it hands the
/// letter on again, under the same Message-ID, by which mail programs drop the second copy.
#[tokio::test]
async fn a_letter_that_is_handed_on_twice_keeps_its_message_id() {
    let mail = MailServer::open().await;
    let place = Place::open().await;
    let place = place.with("SOUK_SMTP_URL", &mail.url()).with("SOUK_MAIL_FROM", "Shop <shop@shop.example>");
    let mut server = place.serve_armed("after_mail_sent").await;
    let stall = Stall::open(&place, &server.api).await;
    let teapot = stall.product(&server.api, "Teapot", 2_000, 5).await;
    let cart = shopper::cart(&server.api, &[(&teapot, 1)]).await;
    let body = shopper::order(&cart, "ada@example.org", &shopper::by_card(shopper::GOOD_CARD));
    // the answer may die with the server; the order is placed all the same, or is placed by asking again
    let asked = shopper::place(&body, "the order");
    let answered = server.api.try_ask(&asked).await;
    assert!(Process::was_killed(server.process.end().await), "it dies after the first letter was taken");
    // letters are handed on side by side: the other one may have been taken too
    let before = mail.taken().len();
    assert!((1..=2).contains(&before), "{before} letters were taken before it died");
    books::let_leases_lapse(&place).await;
    server = place.serve_again(&server).await;
    if answered.is_err() {
        server.api.ask_patiently(&asked).await.expect(201);
    }
    let mut wait = Wait::new("every letter to be sent");
    while !books::are_quiet(&place).await || books::mails(&place).await.len() < 2 {
        wait.look().await;
    }
    let mut copies: BTreeMap<(String, String), usize> = BTreeMap::new();
    for letter in mail.taken() {
        *copies.entry((letter.to, letter.message_id)).or_default() += 1;
    }
    let readers: Vec<&str> = copies.keys().map(|(to, _)| to.as_str()).collect();
    assert_eq!(
        readers,
        ["ada@example.org", "kiln@vendors.example"],
        "one Message-ID for each reader: {copies:?}"
    );
    let counts: Vec<usize> = copies.values().copied().collect();
    assert!(
        counts.iter().all(|count| (1..=2).contains(count)) && counts.contains(&2),
        "a letter that was being handed on came once more, one that was not came once: {counts:?}"
    );
    drop(server);
    place.close().await;
}
