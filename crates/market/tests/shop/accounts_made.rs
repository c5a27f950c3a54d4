//! Registration: who gets a name, and how long a claim holds.

use jiff::SignedDuration;
use souk_domain::refusal::Refusal;
use souk_market::accounts::{self, ProfileChange, Registration};

use crate::{
    accounts::{PASSWORD, account, actor, email_of, enter, load, mailed, proven, refused, registration},
    setting::Market,
};

const HOUR: SignedDuration = SignedDuration::from_hours(1);

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_want_one_name_address_or_number_one_gets_it() {
    let market = Market::open().await;
    let second = market.second_app().await;
    for code in ["username_taken", "email_taken", "phone_taken"] {
        let tasks: Vec<_> = (0..6)
            .map(|number| {
                let mut wish = registration(&format!("{}{number}", &code[..4]));
                match code {
                    "username_taken" => wish.username = Some("ada".to_owned()),
                    "email_taken" => wish.email = "ada@example.com".to_owned(),
                    _ => wish.phone = Some("+1 555 010 0123".to_owned()),
                }
                let app = if number % 2 == 0 { market.app.clone() } else { second.clone() };
                tokio::spawn(async move { accounts::register(&app, wish).await })
            })
            .collect();
        let mut made = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(_) => made += 1,
                refusal => assert_eq!(refused(refusal), code),
            }
        }
        assert_eq!(made, 1, "{code}");
    }
    second.db().close().await;
    market.close().await;
}

#[tokio::test]
async fn a_claim_that_nobody_proves_lapses_after_three_days() {
    let market = Market::open().await;
    let phone = || Some("+1 555 010 0123".to_owned());
    let claim = |name: &str| Registration { email: email_of("ada"), phone: phone(), ..registration(name) };
    let first = accounts::register(&market.app, claim("first")).await.expect("it is free").account;
    let old_link = mailed(&market, &email_of("ada")).await;
    market.clock.advance(HOUR * 72);
    let without = Registration { phone: None, ..claim("second") };
    assert_eq!(refused(accounts::register(&market.app, without).await), "email_taken");
    let with = Registration { phone: phone(), ..registration("second") };
    assert_eq!(refused(accounts::register(&market.app, with).await), "phone_taken");
    market.clock.advance(SignedDuration::from_secs(1));
    let second = accounts::register(&market.app, claim("second")).await.expect("it lapsed").account;
    assert_eq!((second.email, second.phone), (Some(email_of("ada")), Some("+15550100123".to_owned())));
    let left = load(&market, first.id).await;
    assert_eq!((left.email, left.phone), (None, None));
    assert!(enter(&market, "first", PASSWORD).await.is_ok(), "the account stays, by its name");
    assert_eq!(refused(crate::accounts::verify(&market.app, &old_link).await), "link_invalid");
    assert_eq!(
        enter(&market, &email_of("ADA"), PASSWORD).await.expect("the new owner").account.id,
        second.id
    );

    crate::accounts::verify(&market.app, &mailed(&market, &email_of("ada")).await).await.expect("proven");
    market.clock.advance(HOUR * 1_000);
    let third = Registration { phone: None, ..claim("third") };
    assert_eq!(refused(accounts::register(&market.app, third).await), "email_taken", "proven for good");
    market.close().await;
}

#[tokio::test]
async fn who_proves_an_address_takes_it_from_who_only_claimed_it() {
    let market = Market::open().await;
    let claimed = account(&market, "eve").await;
    let ada = proven(&market, "ada").await;
    let current = crate::accounts::secret(PASSWORD);
    accounts::change_email(&market.app, actor(ada.id), ada.id, &email_of("eve"), current)
        .await
        .expect("asked");
    assert_eq!(load(&market, ada.id).await.email, Some(email_of("ada")), "not before the link is used");
    crate::accounts::verify(&market.app, &mailed(&market, &email_of("eve")).await).await.expect("proven");
    assert_eq!(load(&market, ada.id).await.email, Some(email_of("eve")));
    assert_eq!(load(&market, claimed.id).await.email, None);
    market.close().await;
}

#[tokio::test]
async fn names_of_every_script_come_back_as_they_went_in() {
    let market = Market::open().await;
    let good = [
        ("नमस्ते", "मैरी", "O’Brien"),
        ("佐藤花", "花", "佐藤"),
        ("مايا", "مريم\u{200f}", "العلي"),
        ("Ærø_7", "👩🏽\u{200d}🌾", "Zoë 🧵"),
        ("x-y.z", "&lt;b&gt;", "<script>alert(1)</script>"),
    ];
    for (number, (username, first_name, last_name)) in good.into_iter().enumerate() {
        let wish = Registration {
            username: Some(username.to_owned()),
            first_name: first_name.to_owned(),
            last_name: last_name.to_owned(),
            ..registration(&format!("n{number}"))
        };
        let made =
            accounts::register(&market.app, wish).await.unwrap_or_else(|error| panic!("{username}: {error}"));
        let made = load(&market, made.account.id).await;
        assert_eq!((&*made.username, &*made.first_name, &*made.last_name), (username, first_name, last_name));
        assert!(enter(&market, username, PASSWORD).await.is_ok(), "{username}");
    }
    let long = "ж".repeat(1_000);
    for (username, first_name, pointer, code) in [
        (long.as_str(), "", "/username", "too_long"),
        ("ada\u{202e}ada", "", "/username", "control_characters"),
        ("ada🧵", "", "/username", "malformed_username"),
        ("ada", long.as_str(), "/first_name", "too_long"),
        ("ada", "A\u{202e}da", "/first_name", "control_characters"),
        ("ada", "A\u{0}da", "/first_name", "control_characters"),
    ] {
        let wish = Registration {
            username: Some(username.to_owned()),
            first_name: first_name.to_owned(),
            ..registration("bad")
        };
        let error = accounts::register(&market.app, wish).await.expect_err("no name");
        let fields = error.refusal().map(Refusal::fields).unwrap_or_default();
        assert_eq!(
            (fields[0].pointer.as_str(), fields[0].code),
            (pointer, code),
            "{username:.9} {first_name:.9}"
        );
    }
    account(&market, "Maya").await;
    let alike = Registration { username: Some("ｍａｙａ".to_owned()), ..registration("other") };
    assert_eq!(refused(accounts::register(&market.app, alike).await), "username_taken");
    market.close().await;
}

#[tokio::test]
async fn what_is_taken_is_told_a_few_times_and_no_more() {
    let market = Market::open().await;
    account(&market, "ada").await;
    let eve = account(&market, "eve").await;
    let wish = ProfileChange { username: Some("ADA".to_owned()), ..ProfileChange::default() };
    let change = || accounts::change_profile(&market.app, actor(eve.id), eve.id, wish.clone());
    let from = |name: &str| Registration {
        client: Some("n1".to_owned()),
        email: email_of("new"),
        ..registration(name)
    };
    for _ in 0..5 {
        assert_eq!(refused(change().await), "username_taken");
        assert_eq!(refused(accounts::register(&market.app, from("ada")).await), "username_taken");
    }
    assert_eq!(refused(change().await), "too_many_requests");
    assert_eq!(refused(accounts::register(&market.app, from("free")).await), "too_many_requests");
    market.clock.advance(HOUR + SignedDuration::from_secs(1));
    assert_eq!(refused(change().await), "username_taken");
    assert!(accounts::register(&market.app, from("free")).await.is_ok());
    market.close().await;
}
