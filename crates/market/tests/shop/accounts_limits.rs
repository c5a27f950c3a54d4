//! Accounts by any spelling of their names, what strangers may learn of them, and what does not fit.

use std::collections::BTreeSet;

use souk_domain::{bounds::cart::MAX_LINES, refusal::Refusal};
use souk_market::{
    accounts::{self, ProfileChange, Registration, SignIn},
    cart, notifications,
};

use crate::{
    accounts::{
        PASSWORD, account, actor, email_of, enter, entry, entry_from, load, mailed, refused, registration,
    },
    setting::Market,
};

const UNICODE: &str = "i@bücher.example";
const ASCII: &str = "I@xn--bcher-kva.example";

#[tokio::test]
async fn both_spellings_of_a_domain_are_one_account() {
    let market = Market::open().await;
    let app = &market.app;
    let first = Registration { email: UNICODE.to_owned(), ..registration("ada") };
    let ada = accounts::register(app, first).await.expect("an account").account;
    let second = Registration { email: ASCII.to_owned(), ..registration("eve") };
    assert_eq!(refused(accounts::register(app, second).await), "email_taken");
    for login in [UNICODE, ASCII, "\u{a0}i@b\u{ad}u\u{308}cher.example\u{200b}", "i\u{ff20}bücher.example"] {
        let signed = enter(&market, login, PASSWORD).await;
        assert_eq!(signed.expect(login).account.id, ada.id);
    }
    // a link for the one proves the other
    let asked = accounts::AskedReset { email: ASCII.to_owned(), client: None };
    accounts::ask_reset(app, asked).await.expect("the same for everybody");
    let token = mailed(&market, UNICODE).await;
    accounts::reset_password(app, &token, crate::accounts::secret(PASSWORD)).await.expect("a new password");
    assert!(load(&market, ada.id).await.email_verified);
    market.close().await;
}

#[tokio::test]
async fn a_letter_to_an_address_that_is_not_proven_holds_nothing_that_was_typed() {
    const LURE: &str = "You won 5000 USD http://evil.example";
    let market = Market::open().await;
    let app = &market.app;
    let email = email_of("victim");
    let asked = Registration {
        email: email.clone(),
        first_name: LURE.to_owned(),
        last_name: LURE.to_owned(),
        ..registration("claim-at-evil.example")
    };
    accounts::register(app, asked).await.expect("an account");
    let token = mailed(&market, &email).await;
    accounts::ask_reset(app, accounts::AskedReset { email: email.clone(), client: None })
        .await
        .expect("asked");
    market.settle().await;
    let letters = async || {
        let all = notifications::list_letters(app).await.expect("the mailbox opens").into_iter();
        let own = all.filter(|letter| letter.recipient == email);
        own.map(|letter| format!("{} {}", letter.words.text, letter.words.html)).collect::<Vec<_>>()
    };
    let told = letters().await;
    assert_eq!(told.len(), 2);
    for letter in &told {
        assert!(!letter.contains("won") && !letter.contains("evil"), "{letter}");
    }
    // once it is proven, it is the owner who is greeted
    crate::accounts::verify(app, &token).await.expect("proven");
    accounts::ask_reset(app, accounts::AskedReset { email: email.clone(), client: None })
        .await
        .expect("asked");
    market.settle().await;
    assert!(letters().await.iter().any(|letter| letter.contains(LURE)));
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn those_who_register_at_once_learn_no_more_names_than_one_after_another() {
    let market = Market::open().await;
    for number in 0..12 {
        account(&market, &format!("taken{number}")).await;
    }
    let tries: Vec<_> = (0..12)
        .map(|number| {
            let app = market.app.clone();
            let asked = Registration {
                email: format!("other{number}@example.net"),
                client: Some("n1".to_owned()),
                ..registration(&format!("taken{number}"))
            };
            tokio::spawn(async move { accounts::register(&app, asked).await })
        })
        .collect();
    let mut told = 0;
    for tried in tries {
        match refused(tried.await.expect("no panic")) {
            "username_taken" => told += 1,
            code => assert_eq!(code, "too_many_requests"),
        }
    }
    assert_eq!(told, 5);
    // who is told nothing of others is not counted
    for number in 0..9 {
        let asked = Registration { client: Some("n2".to_owned()), ..registration(&format!("fresh{number}")) };
        accounts::register(&market.app, asked).await.expect("an account");
    }
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_profile_that_is_changed_many_times_at_once_tells_no_more_names() {
    let market = Market::open().await;
    let eve = account(&market, "eve").await.id;
    for number in 0..12 {
        account(&market, &format!("taken{number}")).await;
    }
    let tries: Vec<_> = (0..12)
        .map(|number| {
            let app = market.app.clone();
            let change =
                ProfileChange { username: Some(format!("taken{number}")), ..ProfileChange::default() };
            tokio::spawn(async move { accounts::change_profile(&app, actor(eve), eve, change).await })
        })
        .collect();
    let mut told = 0;
    for tried in tries {
        told += i32::from(refused(tried.await.expect("no panic")) == "username_taken");
    }
    assert_eq!(told, 5);
    market.close().await;
}

#[tokio::test]
async fn username_and_address_of_an_account_are_counted_as_one() {
    let market = Market::open().await;
    let app = &market.app;
    account(&market, "ada").await;
    let mut codes = Vec::new();
    for number in 0..12 {
        let login = if number % 2 == 0 { "Ada" } else { "ada@Example.org" };
        let tried = accounts::sign_in(app, entry_from("n1", login, "not it at all")).await;
        let error = tried.expect_err("a guess got in");
        let refusal = error.refusal().expect("a refusal");
        codes.push(refusal.code().name);
        if let Refusal::Throttle(refusal) = refusal {
            assert_eq!(
                (refusal.policy.name, refusal.policy.uses, refusal.policy.window_s),
                ("sign-in", 10, 900)
            );
        }
    }
    assert_eq!(codes.iter().filter(|code| **code == "wrong_credentials").count(), 10);
    assert_eq!(codes.last(), Some(&"too_many_requests"));
    market.close().await;
}

#[tokio::test]
async fn what_a_full_cart_has_no_room_for_stays_and_is_told() {
    let market = Market::open().await;
    let app = &market.app;
    let vendor = market.vendor("Kiln & Fern").await;
    let mut goods = Vec::new();
    for _ in 0..MAX_LINES + 1 {
        goods.push((market.product(vendor, 900, 10).await, 1));
    }
    let ada = account(&market, "ada").await.id;
    let full = market.cart(&goods[..MAX_LINES]).await;
    let given = app.write(actor(ada), move |ctx| Box::pin(accounts::adopt_cart(ctx, ada, Some(full))));
    assert_eq!(given.await.expect("an answer").1, 0);

    let guest = market.cart(&goods[MAX_LINES - 1..]).await;
    let signed = accounts::sign_in(app, SignIn { cart: Some(guest), ..entry("ada", PASSWORD) }).await;
    let signed = signed.expect("in");
    assert_eq!(signed.cart_lines_left, 1);
    let held = async |key| {
        let view = app.read(actor(ada), move |ctx| Box::pin(cart::load(ctx, key))).await.expect("a cart");
        view.lines.iter().map(|line| line.purchasable.variant).collect::<BTreeSet<_>>()
    };
    assert_eq!(held(signed.cart.expect("her cart")).await.len(), MAX_LINES);
    assert!(held(guest).await.contains(&goods[MAX_LINES].0), "it waits where it was");
    market.close().await;
}
