//! Sign-in codes: each works once.

use jiff::SignedDuration;
use souk_domain::ids::AccountId;
use souk_market::{
    App, Result,
    accounts::{self, SignIn, SignedIn, Step},
};
use totp_rs::{Builder, Secret};

use crate::{
    accounts::{PASSWORD, account, actor, entry, entry_from, load, refused, secret},
    setting::Market,
};

/// Turns codes on. Answers what the app keeps, and the recovery codes.
pub(crate) async fn enrol(market: &Market, id: AccountId) -> (String, Vec<String>) {
    let started = accounts::start_second_factor(&market.app, actor(id), id, secret(PASSWORD)).await;
    let kept = started.expect("a secret").base32;
    let code = code_of(market, &kept);
    let wrong = accounts::confirm_second_factor(&market.app, actor(id), id, "000 000").await;
    assert_eq!(refused(wrong), "totp_invalid");
    let codes = accounts::confirm_second_factor(&market.app, actor(id), id, &code).await;
    (kept, codes.expect("codes are on"))
}

/// What the app shows now.
fn code_of(market: &Market, kept: &str) -> String {
    let totp =
        Builder::new().with_secret(Secret::try_from_base32(kept).expect("base32")).build().expect("a secret");
    totp.generate(u64::try_from(market.app.now().as_second()).expect("after 1970")).to_string()
}

async fn enter(app: &App, code: &str) -> Result<SignedIn> {
    accounts::sign_in(app, SignIn { code: Some(code.to_owned()), ..entry("ada", PASSWORD) }).await
}

#[tokio::test]
async fn a_code_is_asked_for_after_the_password_and_works_once() {
    let market = Market::open().await;
    let app = &market.app;
    let id = account(&market, "ada").await.id;
    let (kept, _) = enrol(&market, id).await;
    let used = code_of(&market, &kept);
    assert_eq!(refused(accounts::sign_in(app, entry("ada", PASSWORD)).await), "totp_required");
    assert_eq!(refused(accounts::sign_in(app, entry("ada", "not it")).await), "wrong_credentials");
    assert_eq!(refused(enter(app, &used).await), "totp_invalid", "it turned the codes on");
    market.clock.advance(SignedDuration::from_secs(30));
    let code = code_of(&market, &kept);
    let spaced = format!(" {} {} ", &code[..3], &code[3..]);
    assert!(enter(app, &spaced).await.is_ok());
    assert_eq!(refused(enter(app, &code).await), "totp_invalid");
    market.clock.advance(SignedDuration::from_secs(90));
    assert_eq!(refused(enter(app, &code).await), "totp_invalid", "and too old");
    assert!(enter(app, &code_of(&market, &kept)).await.is_ok());

    // whoever has the password guesses at few codes
    let mut judged = 0;
    for client in 0..15 {
        let guess =
            SignIn { code: Some("000000".to_owned()), ..entry_from(&format!("n{client}"), "ada", PASSWORD) };
        judged += i32::from(refused(accounts::sign_in(app, guess).await) == "totp_invalid");
    }
    assert!((7..=10).contains(&judged), "{judged}");

    accounts::stop_second_factor(app, actor(id), id, secret(PASSWORD)).await.expect("codes are off");
    assert!(accounts::sign_in(app, entry("ada", PASSWORD)).await.is_ok());
    market.close().await;
}

#[tokio::test]
async fn a_recovery_code_works_once_and_new_ones_end_it() {
    let market = Market::open().await;
    let app = &market.app;
    let id = account(&market, "ada").await.id;
    let (_, codes) = enrol(&market, id).await;
    assert_eq!(codes.len(), 10);
    assert!(enter(app, &codes[0].to_uppercase().replace('-', " ")).await.is_ok(), "written in any way");
    assert_eq!(refused(enter(app, &codes[0]).await), "totp_invalid");
    assert_eq!(load(&market, id).await.recovery_codes_left, 9);
    let renewed =
        accounts::renew_recovery_codes(app, actor(id), id, secret(PASSWORD)).await.expect("new ones");
    assert_eq!(refused(enter(app, &codes[1]).await), "totp_invalid");
    assert!(enter(app, &renewed[1]).await.is_ok());
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_use_one_code_at_once_one_gets_in() {
    let market = Market::open().await;
    let second = market.second_app().await;
    let id = account(&market, "ada").await.id;
    let (kept, codes) = enrol(&market, id).await;
    market.clock.advance(SignedDuration::from_secs(30));
    for code in [code_of(&market, &kept), codes[0].clone()] {
        let tasks: Vec<_> = (0..6)
            .map(|number| {
                let app = if number % 2 == 0 { market.app.clone() } else { second.clone() };
                let code = code.clone();
                tokio::spawn(async move { enter(&app, &code).await })
            })
            .collect();
        let mut inside = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(_) => inside += 1,
                refusal => assert_eq!(refused(refusal), "totp_invalid"),
            }
        }
        assert_eq!(inside, 1, "{code}");
        market.clock.advance(SignedDuration::from_mins(16));
    }
    second.db().close().await;
    market.close().await;
}

/// The ticket of a password that was right.
async fn ticket(app: &App, login: &str) -> String {
    match accounts::sign_in_by_password(app, entry(login, PASSWORD)).await.expect("a right password") {
        Step::Code(ticket) => ticket.reveal().to_owned(),
        Step::In(_) => panic!("no code was asked for"),
    }
}

async fn enter_by_ticket(app: &App, ticket: &str, login: &str, code: &str) -> Result<SignedIn> {
    let asked = SignIn { code: Some(code.to_owned()), ..entry(login, "") };
    accounts::sign_in_by_code(app, ticket, asked).await
}

#[tokio::test]
async fn a_ticket_stands_for_the_password_of_one_name_for_ten_minutes() {
    let market = Market::open().await;
    let app = &market.app;
    let id = account(&market, "ada").await.id;
    let bea = account(&market, "bea").await.id;
    let plain = accounts::sign_in_by_password(app, entry("ada", PASSWORD)).await.expect("a right password");
    assert!(matches!(plain, Step::In(_)), "nobody asks for a code that was never set up");
    let (kept, recovery) = enrol(&market, id).await;
    enrol(&market, bea).await;
    market.clock.advance(SignedDuration::from_secs(30));

    let held = ticket(app, "ada").await;
    let bent = format!("{}0", held.trim_end_matches(|last: char| last.is_ascii_hexdigit()));
    for (ticket, login) in [(held.as_str(), "bea"), (bent.as_str(), "ada"), ("", "ada"), ("a.b.c", "nobody")]
    {
        let code = code_of(&market, &kept);
        let refusal = refused(enter_by_ticket(app, ticket, login, &code).await);
        assert_eq!(refusal, "wrong_credentials", "{ticket} for {login}");
    }
    assert_eq!(refused(enter_by_ticket(app, &held, "ada", "000000").await), "totp_invalid");
    assert_eq!(refused(enter_by_ticket(app, &held, "ada", " ").await), "totp_required");
    let code = code_of(&market, &kept);
    assert!(enter_by_ticket(app, &held, "ada", &code).await.is_ok());
    assert_eq!(refused(enter_by_ticket(app, &held, "ada", &code).await), "totp_invalid", "a code works once");
    assert!(enter_by_ticket(app, &held, "ada", &recovery[0]).await.is_ok());

    let old = ticket(app, "ada").await;
    market.clock.advance(SignedDuration::from_mins(10));
    let late = enter_by_ticket(app, &old, "ada", &code_of(&market, &kept)).await;
    assert_eq!(refused(late), "wrong_credentials", "ten minutes are over");
    let stale = ticket(app, "ada").await;
    accounts::set_password(app, id, secret("another quiet otter")).await.expect("a new password");
    let late = enter_by_ticket(app, &stale, "ada", &code_of(&market, &kept)).await;
    assert_eq!(refused(late), "wrong_credentials", "it stood for the old password");
    market.close().await;
}
