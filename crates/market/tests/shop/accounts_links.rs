//! Links sent by mail: each works once, for a while, for one purpose.

use std::sync::Arc;

use jiff::SignedDuration;
use souk_db::BoxFuture;
use souk_market::{
    Fault,
    accounts::{self, AskedReset, Registration},
    mail::{Mailer, OutgoingMail},
    worker,
};
use souk_testkit::market::Ports;

use crate::{
    accounts::{
        OTHER, PASSWORD, account, actor, all_mailed, asked_reset, email_of, enter, is_in, load, mailed,
        proven, refused, registration, secret,
    },
    setting::Market,
};

/// A mail server that is away.
struct Away;

impl Mailer for Away {
    fn send<'a>(&'a self, _mail: &'a OutgoingMail) -> BoxFuture<'a, Result<(), Fault>> {
        Box::pin(async { Err(Fault::Outside("the mail server is away".to_owned())) })
    }
}

#[tokio::test]
async fn a_letter_that_waited_for_somebody_who_is_gone_is_not_sent() {
    let market = Market::open().await;
    let away = market.app_with(Ports { mailer: Some(Arc::new(Away)), ..Ports::default() }).await;
    account(&market, "ada").await;
    while worker::run_due(&away).await.expect("it works on") > 0 {}
    assert_eq!(market.mails().await.len(), 1, "it waits");
    market.raw("update account set status = 'deleted'").await;
    market.clock.advance(SignedDuration::from_secs(3));
    market.settle().await;
    assert_eq!(market.mails().await, [], "there is nobody to tell");
    market.raw("update account set status = 'active'").await;
    away.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn a_link_that_does_not_work_never_says_why() {
    let market = Market::open().await;
    let app = &market.app;
    account(&market, "ada").await;
    let ada = email_of("ada");
    let used = mailed(&market, &ada).await;
    crate::accounts::verify(app, &used).await.expect("it works once");
    let replaced = asked_reset(&market, &ada).await;
    let reset = asked_reset(&market, &ada).await;
    let forged = format!("mt_{}", "0".repeat(26));
    let mut said = Vec::new();
    for link in [used.as_str(), reset.as_str(), replaced.as_str(), forged.as_str(), "", "mt_", "nonsense"] {
        said.push(crate::accounts::verify(app, link).await.expect_err("no link of this purpose").to_string());
    }
    for link in [used.as_str(), replaced.as_str(), forged.as_str(), ""] {
        let outcome = accounts::reset_password(app, link, secret(OTHER)).await;
        said.push(outcome.expect_err("no link of this purpose").to_string());
    }
    account(&market, "eve").await;
    let expired = mailed(&market, &email_of("eve")).await;
    market.clock.advance(SignedDuration::from_hours(73));
    said.push(crate::accounts::verify(app, &expired).await.expect_err("expired").to_string());
    said.push(accounts::reset_password(app, &reset, secret(OTHER)).await.expect_err("expired").to_string());
    said.dedup();
    assert_eq!(said, ["This link is not valid any more. Ask for a new one."]);
    assert!(enter(&market, "ada", PASSWORD).await.is_ok(), "nothing was changed");
    market.close().await;
}

#[tokio::test]
async fn a_reset_says_nothing_writes_to_the_owner_alone_and_ends_every_session() {
    let market = Market::open().await;
    let app = &market.app;
    account(&market, "ada").await;
    let before = enter(&market, "ada", PASSWORD).await.expect("in");
    for asked in [email_of("ada"), email_of("nobody"), "no address".to_owned(), String::new()] {
        let asked = AskedReset { email: asked, client: Some("n1".to_owned()) };
        accounts::ask_reset(app, asked).await.expect("the same for everybody");
    }
    let link = mailed(&market, &email_of("ada")).await;
    assert!(market.mails().await.iter().all(|(reader, _)| *reader == email_of("ada")));
    let field = accounts::reset_password(app, &link, secret("ada")).await;
    assert_eq!(refused(field), "invalid_input", "and the link still works");
    accounts::reset_password(app, &link, secret(OTHER)).await.expect("a new password");
    assert!(!is_in(app, &before).await);
    assert_eq!(refused(enter(&market, "ada", PASSWORD).await), "wrong_credentials");
    let after = enter(&market, "ada", OTHER).await.expect("in");
    assert!(after.account.email_verified, "who reads the letter has the address");
    assert_eq!(refused(accounts::reset_password(app, &link, secret(PASSWORD)).await), "link_invalid");

    // letters to one address are few, and nobody is told so
    for _ in 0..9 {
        let asked = AskedReset { email: email_of("ada"), client: None };
        accounts::ask_reset(app, asked).await.expect("the same for everybody");
    }
    market.settle().await;
    let resets = market.mails().await.into_iter().filter(|(_, kind)| kind == "account_reset").count();
    assert_eq!(resets, 3);
    let busy =
        || accounts::ask_reset(app, AskedReset { email: email_of("x"), client: Some("n1".to_owned()) });
    for _ in 4..20 {
        busy().await.expect("not yet");
    }
    assert_eq!(refused(busy().await), "too_many_requests");
    market.close().await;
}

#[tokio::test]
async fn who_made_an_account_for_another_keeps_no_way_back_in() {
    let market = Market::open().await;
    let app = &market.app;
    // eve claims ada's address, and asks for her own one to be put in its place
    let claim = Registration { email: email_of("ada"), ..registration("eve") };
    let trap = accounts::register(app, claim).await.expect("it is free").account;
    let inside = enter(&market, "eve", PASSWORD).await.expect("in");
    let own = email_of("eve");
    let wish = accounts::change_email(app, actor(trap.id), trap.id, &own, secret(PASSWORD));
    wish.await.expect("asked");
    let hook = mailed(&market, &email_of("eve")).await;

    let reset = asked_reset(&market, &email_of("ada")).await;
    accounts::reset_password(app, &reset, secret(OTHER)).await.expect("the account is ada's now");
    assert!(!is_in(app, &inside).await);
    assert_eq!(refused(crate::accounts::verify(app, &hook).await), "link_invalid");
    assert_eq!(load(&market, trap.id).await.email, Some(email_of("ada")));
    market.close().await;
}

#[tokio::test]
async fn an_address_that_was_left_opens_nothing_any_more() {
    let market = Market::open().await;
    let app = &market.app;
    let ada = proven(&market, "ada").await;
    let left = asked_reset(&market, &email_of("ada")).await;
    let wish = |to: &'static str| accounts::change_email(app, actor(ada.id), ada.id, to, secret(PASSWORD));
    wish("typo@example.org").await.expect("asked");
    let typo = mailed(&market, "typo@example.org").await;
    wish("byron@example.org").await.expect("asked");
    let right = mailed(&market, "byron@example.org").await;
    assert_eq!(
        refused(crate::accounts::verify(app, &typo).await),
        "link_invalid",
        "another one was asked for"
    );
    crate::accounts::verify(app, &right).await.expect("proven");
    assert_eq!(refused(accounts::reset_password(app, &left, secret(OTHER)).await), "link_invalid");
    assert_eq!(load(&market, ada.id).await.email.as_deref(), Some("byron@example.org"));
    assert_eq!(
        all_mailed(&market, &email_of("ada")).await.len(),
        2,
        "and the old address was told without a link"
    );
    market.close().await;
}

#[tokio::test]
async fn letters_to_any_address_of_ones_choice_are_few() {
    let market = Market::open().await;
    let ada = proven(&market, "ada").await;
    for number in 0..5 {
        let to = format!("n{number}@example.org");
        accounts::change_email(&market.app, actor(ada.id), ada.id, &to, secret(PASSWORD))
            .await
            .expect("asked");
    }
    let more = accounts::change_email(&market.app, actor(ada.id), ada.id, "n6@example.org", secret(PASSWORD));
    assert_eq!(refused(more.await), "too_many_requests");
    market.close().await;
}
