//! What is left to somebody who had the password, or claimed an address that is another's.

use souk_domain::account::{Department, Role};
use souk_market::{
    Actor,
    accounts::{self, ChangePassword, NewBookedAddress, NewStaff, Registration},
    cart,
};
use souk_testkit::market::address;

use crate::{
    accounts::{
        OTHER, PASSWORD, account, actor, asked_reset, email_of, enter, load, mailed, proven, refused,
        registration, secret,
    },
    accounts_codes::enrol,
    setting::Market,
};

#[tokio::test]
async fn rights_go_to_who_reads_the_letters_of_an_address() {
    let market = Market::open().await;
    let claim = Registration { email: email_of("boss"), ..registration("eve") };
    let eve = accounts::register(&market.app, claim).await.expect("it is free").account;
    let hire = || {
        market.app.write(Actor::Operator, |ctx| {
            Box::pin(async move {
                let new =
                    NewStaff { email: email_of("boss"), role: Role::SuperAdmin, department: Department::All };
                accounts::add_staff(ctx, &new).await
            })
        })
    };
    let (boss, link) = hire().await.expect("staff");
    assert!(boss.id != eve.id && link.is_some(), "an invitation, for an account of its own");
    assert!(boss.email_verified, "what the operator says is proven");
    assert_eq!(load(&market, eve.id).await.email, None, "the claim is gone");
    assert!(enter(&market, "eve", PASSWORD).await.is_ok(), "the account stays");
    let (again, link) = hire().await.expect("staff");
    assert!(again.id == boss.id && link.is_some(), "who was invited is invited again");
    let link = link.expect("a link");
    let token = link.split("token=").nth(1).expect("a token");
    accounts::reset_password(&market.app, token, secret(OTHER)).await.expect("a password");
    let (same, link) = hire().await.expect("staff");
    assert!(same.id == boss.id && link.is_none(), "who is proven and has a password needs no link");
    market.close().await;
}

#[tokio::test]
async fn the_key_of_a_cart_ends_with_the_sessions_that_knew_it() {
    let market = Market::open().await;
    let app = &market.app;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2_450, 10).await;
    let ada = proven(&market, "ada").await.id;
    let guest = market.cart(&[(mug, 2)]).await;
    let given = app.write(actor(ada), move |ctx| Box::pin(accounts::adopt_cart(ctx, ada, Some(guest))));
    let known = given.await.expect("an answer").0.expect("the account's cart");
    let held = |key| app.read(actor(ada), move |ctx| Box::pin(cart::load(ctx, key)));

    let reset = asked_reset(&market, &email_of("ada")).await;
    accounts::reset_password(app, &reset, secret(OTHER)).await.expect("a new password");
    assert_eq!(refused(held(known).await), "not_found");
    let back = enter(&market, "ada", OTHER).await.expect("in");
    let mine = back.cart.expect("her cart");
    assert_eq!(held(mine).await.expect("her cart").lines.iter().map(|line| line.quantity).sum::<u32>(), 2);

    let ended = app.write(actor(ada), move |ctx| Box::pin(accounts::end_others(ctx, ada, None)));
    assert_eq!(ended.await.expect("an answer"), 1);
    assert_eq!(refused(held(mine).await), "not_found", "signing out everywhere does the same");
    market.close().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_who_change_a_password_at_once_one_does() {
    let market = Market::open().await;
    let ada = proven(&market, "ada").await.id;
    enter(&market, "ada", PASSWORD).await.expect("in");
    let sessions = market.app.read(actor(ada), move |ctx| Box::pin(accounts::list_sessions(ctx, ada)));
    let session = sessions.await.expect("a list")[0].id;
    let tasks: Vec<_> = (0..4)
        .map(|number| {
            let app = market.app.clone();
            tokio::spawn(async move {
                let new = secret(&format!("{number} quiet otters swim"));
                let change = ChangePassword { current: secret(PASSWORD), new };
                accounts::change_password(&app, actor(ada), (ada, session), change).await
            })
        })
        .collect();
    let mut changed = 0;
    for task in tasks {
        match task.await.expect("no panic") {
            Ok(()) => changed += 1,
            refusal => assert_eq!(refused(refusal), "wrong_password"),
        }
    }
    assert_eq!(changed, 1);
    market.close().await;
}

#[tokio::test]
async fn the_operators_password_ends_the_links_of_who_knew_the_old_one() {
    let market = Market::open().await;
    let app = &market.app;
    let ada = proven(&market, "ada").await.id;
    let wish = accounts::change_email(app, actor(ada), ada, "eve@example.net", secret(PASSWORD));
    wish.await.expect("asked");
    let hook = mailed(&market, "eve@example.net").await;
    accounts::set_password(app, ada, secret(OTHER)).await.expect("a new password");
    assert_eq!(refused(crate::accounts::verify(app, &hook).await), "link_invalid");
    market.close().await;
}

#[tokio::test]
async fn who_claimed_an_address_leaves_no_codes_and_no_addresses_to_its_owner() {
    let market = Market::open().await;
    let app = &market.app;
    let claim = Registration { email: email_of("ada"), ..registration("eve") };
    let trap = accounts::register(app, claim).await.expect("it is free").account.id;
    enrol(&market, trap).await;
    let booked = app.write(actor(trap), move |ctx| {
        Box::pin(async move {
            let new = NewBookedAddress { address: address(), default_shipping: true, default_billing: false };
            accounts::add_address(ctx, trap, &new).await
        })
    });
    booked.await.expect("an address");
    let reset = asked_reset(&market, &email_of("ada")).await;
    accounts::reset_password(app, &reset, secret(OTHER)).await.expect("the account is ada's now");
    assert!(enter(&market, "eve", OTHER).await.is_ok(), "no code is asked for");
    let book = app.read(actor(trap), move |ctx| Box::pin(accounts::list_addresses(ctx, trap)));
    assert!(book.await.expect("an answer").is_empty());

    // whoever had proven the address keeps both
    let byron = proven(&market, "byron").await.id;
    enrol(&market, byron).await;
    let reset = asked_reset(&market, &email_of("byron")).await;
    accounts::reset_password(app, &reset, secret(OTHER)).await.expect("a new password");
    assert_eq!(refused(enter(&market, "byron", OTHER).await), "totp_required");
    market.close().await;
}

#[tokio::test]
async fn a_reset_goes_to_the_account_and_not_to_what_was_typed() {
    let market = Market::open().await;
    let ada = account(&market, "fiona").await;
    // one sign that folds to two letters
    asked_reset(&market, &email_of("fiona")).await;
    let asked = accounts::AskedReset { email: "\u{fb01}ona@example.org".to_owned(), client: None };
    accounts::ask_reset(&market.app, asked).await.expect("the same for everybody");
    market.settle().await;
    let readers: Vec<String> = market.mails().await.into_iter().map(|(reader, _)| reader).collect();
    assert!(readers.iter().all(|reader| *reader == email_of("fiona")), "{readers:?}");
    assert_eq!(load(&market, ada.id).await.email, Some(email_of("fiona")));
    market.close().await;
}
