//! Signing in while strangers guess, and sessions.

use jiff::SignedDuration;
use souk_domain::ids::SessionId;
use souk_market::{
    accounts::{self, ChangePassword, SignIn},
    secrets::DeviceToken,
};

use crate::{
    accounts::{OTHER, PASSWORD, account, actor, enter, entry, entry_from, is_in, refused, secret},
    setting::Market,
};

const WRONG: &str = "not it at all";

#[tokio::test]
async fn thousands_of_guesses_are_refused_and_the_owner_gets_in() {
    let market = Market::open().await;
    let app = &market.app;
    account(&market, "ada").await;
    let known = enter(&market, "ada", PASSWORD).await.expect("in").device;
    let guess = async |client: &str| refused(accounts::sign_in(app, entry_from(client, "ADA", WRONG)).await);
    let mut judged = 0;
    for _ in 0..3_000 {
        match guess("n1").await {
            "wrong_credentials" => judged += 1,
            code => assert_eq!(code, "too_many_requests"),
        }
    }
    assert_eq!(judged, 10, "the rest was refused before it was judged");
    let right = accounts::sign_in(app, entry_from("n1", "ada", PASSWORD)).await;
    assert_eq!(refused(right), "too_many_requests", "even a lucky guess");
    assert!(accounts::sign_in(app, entry_from("n2", "ada", PASSWORD)).await.is_ok(), "the owner, elsewhere");

    // from everywhere: each network has ten tries, until the name has had a hundred
    for client in 3..14 {
        for _ in 0..10 {
            guess(&format!("n{client}")).await;
        }
    }
    let mut judged = 0;
    for _ in 0..10 {
        judged += i32::from(guess("n99").await == "wrong_credentials");
    }
    assert_eq!(judged, 3, "a name under attack");
    assert!(accounts::sign_in(app, entry_from("n100", "ada", PASSWORD)).await.is_ok(), "the owner, anew");
    let with = |client: &str, device: &DeviceToken| SignIn {
        device: Some(device.clone()),
        ..entry_from(client, "ada", PASSWORD)
    };
    assert!(accounts::sign_in(app, with("n1", &known)).await.is_ok(), "a browser that is known");

    // the mark of another account, or of a password before, is none
    account(&market, "eve").await;
    let other = enter(&market, "eve", PASSWORD).await.expect("in").device;
    assert_eq!(refused(accounts::sign_in(app, with("n1", &other)).await), "too_many_requests");
    market.close().await;
}

#[tokio::test]
async fn one_client_guesses_at_few_names() {
    let market = Market::open().await;
    account(&market, "ada").await;
    let mut judged = 0;
    for number in 0..300 {
        let name = format!("name{number}");
        match refused(accounts::sign_in(&market.app, entry_from("n1", &name, WRONG)).await) {
            "wrong_credentials" => judged += 1,
            code => assert_eq!(code, "too_many_requests"),
        }
    }
    assert_eq!(judged, 100);
    assert!(accounts::sign_in(&market.app, entry_from("n2", "ada", PASSWORD)).await.is_ok());
    market.clock.advance(SignedDuration::from_mins(16));
    assert!(accounts::sign_in(&market.app, entry_from("n1", "ada", PASSWORD)).await.is_ok(), "it passes");
    market.close().await;
}

#[tokio::test]
async fn the_wrong_name_and_the_wrong_password_are_refused_in_the_same_words() {
    let market = Market::open().await;
    account(&market, "ada").await;
    let mut said = Vec::new();
    for (login, password) in
        [("ada", WRONG), ("nobody", PASSWORD), ("ada@example.org", ""), ("no@body.example", WRONG), ("", "")]
    {
        let error = enter(&market, login, password).await.expect_err("not in");
        said.push(format!("{error} {error:?}"));
    }
    said.dedup();
    assert_eq!(said.len(), 1, "{said:?}");
    market.close().await;
}

#[tokio::test]
async fn the_current_password_is_guessed_at_few_times() {
    let market = Market::open().await;
    let ada = account(&market, "ada").await;
    let signed = enter(&market, "ada", PASSWORD).await.expect("in");
    let app = &market.app;
    let change = async |current: &str| {
        let change = ChangePassword { current: secret(current), new: secret(OTHER) };
        let session = sessions(&market, &signed).await[0];
        accounts::change_password(app, actor(ada.id), (ada.id, session), change).await
    };
    let check = async |current: &str| {
        accounts::check_current_password(app, actor(ada.id), ada.id, secret(current)).await
    };
    check(PASSWORD).await.expect("it is known");
    assert_eq!(refused(check(WRONG).await), "wrong_password");
    for _ in 0..9 {
        assert_eq!(refused(change(WRONG).await), "wrong_password");
    }
    assert_eq!(refused(change(PASSWORD).await), "too_many_requests");
    assert_eq!(refused(check(PASSWORD).await), "too_many_requests", "whatever it is asked for");
    market.clock.advance(SignedDuration::from_mins(16));
    change(PASSWORD).await.expect("changed");
    assert!(is_in(app, &signed).await, "the session it was asked from stays");
    assert_eq!(refused(enter(&market, "ada", PASSWORD).await), "wrong_credentials");
    let again =
        accounts::sign_in(app, SignIn { device: Some(signed.device.clone()), ..entry("ada", OTHER) }).await;
    assert!(!again.expect("in").device.matches(&signed.device), "a new password, a new mark");
    market.close().await;
}

/// The sessions of an account, the latest used first.
async fn sessions(market: &Market, signed: &accounts::SignedIn) -> Vec<SessionId> {
    let id = signed.account.id;
    let rows = market.app.read(actor(id), move |ctx| Box::pin(accounts::list_sessions(ctx, id))).await;
    rows.expect("a list").into_iter().map(|row| row.id).collect()
}

#[tokio::test]
async fn sessions_end_by_time_by_wish_and_only_by_their_owner() {
    let market = Market::open().await;
    let app = &market.app;
    account(&market, "ada").await;
    account(&market, "eve").await;
    let first = enter(&market, "ada", PASSWORD).await.expect("in");
    let second = enter(&market, "ada", PASSWORD).await.expect("in");
    let eve = enter(&market, "eve", PASSWORD).await.expect("in").account.id;
    let ids = sessions(&market, &first).await;
    let foreign = ids[0];
    let ended = app.write(actor(eve), move |ctx| Box::pin(accounts::end_session(ctx, eve, foreign)));
    assert_eq!(refused(ended.await), "not_found");
    assert!(is_in(app, &first).await && is_in(app, &second).await);

    let (ada, mine) = (first.account.id, ids[1]);
    let ended = app.write(actor(ada), move |ctx| Box::pin(accounts::end_others(ctx, ada, Some(mine))));
    assert_eq!(ended.await.expect("ended"), 1);
    assert_eq!(sessions(&market, &first).await, [mine]);
    market.clock.advance(SignedDuration::from_hours(24 * 30));
    assert!(!is_in(app, &first).await && !is_in(app, &second).await, "nobody used it for a month");

    // use keeps a session for as long as it may live
    let used = enter(&market, "ada", PASSWORD).await.expect("in");
    for day in 0..179 {
        let token = used.token.clone();
        let noted = app.write(actor(ada), move |ctx| {
            let token = token.clone();
            Box::pin(async move {
                let session = accounts::session(ctx, &token).await?.expect("alive");
                accounts::touch(ctx, &session).await
            })
        });
        noted.await.unwrap_or_else(|error| panic!("day {day}: {error}"));
        market.clock.advance(SignedDuration::from_hours(24));
    }
    assert!(is_in(app, &used).await);
    market.clock.advance(SignedDuration::from_hours(24));
    assert!(!is_in(app, &used).await, "its whole life is over");
    market.close().await;
}
