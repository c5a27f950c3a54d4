//! What belongs to an account: its cart, its orders, and what stays when it goes.

use souk_domain::{
    ids::{AccountId, CartKey},
    order::OrderStatus,
};
use souk_market::{
    accounts::{self, NewBookedAddress, Registration},
    cart::{self, CartView},
};
use souk_testkit::market::{CARD, address};

use crate::{
    accounts::{
        OTHER, PASSWORD, account, actor, email_of, enter, is_in, load, mailed, orders_of, proven, refused,
        registration, secret, verify_by,
    },
    setting::Market,
};

async fn adopt(market: &Market, id: AccountId, guest: CartKey) -> Option<CartKey> {
    let given = market.app.write(actor(id), move |ctx| Box::pin(accounts::adopt_cart(ctx, id, Some(guest))));
    given.await.expect("an answer").0
}

async fn look(market: &Market, key: CartKey) -> souk_market::Result<CartView> {
    market.app.read(actor(AccountId::from_bytes([0; 16])), move |ctx| Box::pin(cart::load(ctx, key))).await
}

/// Quantities, in the order of the lines.
async fn quantities(market: &Market, key: CartKey) -> Vec<u32> {
    look(market, key).await.expect("a cart").lines.iter().map(|line| line.quantity).collect()
}

#[tokio::test]
async fn what_a_guest_gathered_joins_the_accounts_cart_once() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let (mug, jug) = (market.product(vendor, 2_450, 10).await, market.product(vendor, 900, 10).await);
    let (ada, eve) = (account(&market, "ada").await.id, account(&market, "eve").await.id);
    let guest = market.cart(&[(mug, 2)]).await;
    let own = adopt(&market, ada, guest).await.expect("the account's now");
    assert_ne!(own, guest);
    assert!(look(&market, guest).await.is_err(), "the guest's key opens nothing any more");
    assert_eq!(adopt(&market, ada, guest).await, Some(own), "twice is once");
    assert_eq!(quantities(&market, own).await, [2]);

    let more = market.cart(&[(mug, 5), (jug, 1)]).await;
    assert_eq!(adopt(&market, ada, more).await, Some(own));
    assert_eq!(quantities(&market, own).await, [5, 1], "the same wish twice, and a new one");
    let fewer = market.cart(&[(mug, 1)]).await;
    assert_eq!(adopt(&market, ada, fewer).await, Some(own));
    assert_eq!(quantities(&market, own).await, [5, 1]);

    assert_eq!(adopt(&market, eve, own).await, None, "another's cart is not taken");
    assert_eq!(quantities(&market, own).await, [5, 1]);
    let placed = market.cart(&[(jug, 1)]).await;
    let order = market.place(placed, CARD).await.expect("an order").order;
    assert_eq!(adopt(&market, eve, placed).await, None, "what was ordered is ordered");
    assert!(orders_of(&market, eve).await.is_empty());
    assert_eq!(market.order_view(order).await.status, OrderStatus::Processing);
    let nothing = CartKey::from_bytes([9; 16]);
    assert_eq!(adopt(&market, eve, nothing).await, None);

    // the account's cart becomes an order, and the next one begins anew
    market.place(own, CARD).await.expect("an order");
    let next = market.cart(&[(jug, 1)]).await;
    let next = adopt(&market, ada, next).await.expect("a new one");
    assert!(next != own && quantities(&market, next).await == [1]);
    market.close().await;
}

#[tokio::test]
async fn guest_orders_join_who_proved_their_address_and_nobody_else() {
    let market = Market::open().await;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2_450, 10).await;
    let mut wish = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    wish.email = "Ada@Example.org".to_owned();
    let order = market.buy(&wish).await.expect("an order").order;
    market.place(market.cart(&[(mug, 1)]).await, CARD).await.expect("somebody else's");
    let eve = Registration { email: email_of("ada"), ..registration("eve") };
    let eve = accounts::register(&market.app, eve).await.expect("a claim").account.id;
    enter(&market, "eve", PASSWORD).await.expect("in");
    assert!(orders_of(&market, eve).await.is_empty(), "a claim is no proof");
    assert_eq!(market.order_view(order).await.buyer, None);
    let link = mailed(&market, &email_of("ada")).await;
    let maya = account(&market, "maya").await.id;
    for (signed_in, password, told) in [
        (None, "", "proof_needs_account"),
        (Some(maya), "", "proof_needs_account"),
        (None, OTHER, "wrong_password"),
        (Some(maya), OTHER, "wrong_password"),
    ] {
        assert_eq!(refused(verify_by(&market.app, &link, signed_in, password).await), told);
    }
    assert!(orders_of(&market, eve).await.is_empty(), "who reads the letter may not be who registered");
    verify_by(&market.app, &link, Some(eve), "").await.expect("the link is not used up");
    let ids =
        |orders: Vec<souk_market::orders::OrderView>| orders.iter().map(|order| order.id).collect::<Vec<_>>();
    assert_eq!(ids(orders_of(&market, eve).await), [order]);

    // one that is placed later joins with the next sign-in
    let mut wish = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
    wish.email = email_of("ada");
    let later = market.buy(&wish).await.expect("an order").order;
    assert_eq!(orders_of(&market, eve).await.len(), 1);
    enter(&market, "eve", PASSWORD).await.expect("in");
    let mut joined = ids(orders_of(&market, eve).await);
    joined.sort();
    assert_eq!(joined, [order, later]);
    market.close().await;
}

#[tokio::test]
async fn who_leaves_is_forgotten_and_the_books_stay() {
    let market = Market::open().await;
    let app = &market.app;
    let vendor = market.vendor("Kiln & Fern").await;
    let mug = market.product(vendor, 2_450, 10).await;
    let (ada, eve) = (proven(&market, "ada").await.id, account(&market, "eve").await.id);
    let signed = enter(&market, "ada", PASSWORD).await.expect("in");
    let new = NewBookedAddress { address: address(), default_shipping: true, default_billing: true };
    let booked = app.write(actor(ada), move |ctx| {
        let new = new.clone();
        Box::pin(async move { accounts::add_address(ctx, ada, &new).await })
    });
    booked.await.expect("booked");
    adopt(&market, ada, market.cart(&[(mug, 1)]).await).await.expect("a cart");
    let order = async |by_transfer: bool| {
        let mut wish = market.purchase(market.cart(&[(mug, 1)]).await, CARD);
        wish.email = email_of("ada");
        market.buy(&if by_transfer { wish.by_transfer() } else { wish }).await.expect("an order").order
    };
    let (paid, unpaid) = (order(false).await, order(true).await);
    enter(&market, "ada", PASSWORD).await.expect("in, and the orders join");
    market.settle().await;
    let entries = market.entries().await.len();
    let leave = async |password: &str| accounts::delete(app, actor(ada), ada, secret(password)).await;
    assert_eq!(refused(leave("not it").await), "wrong_password");
    assert_eq!(refused(leave(PASSWORD).await), "orders_open");
    assert_eq!(load(&market, ada).await.username, "ada");
    market.cancel(unpaid).await.expect("cancelled");
    leave(PASSWORD).await.expect("gone");

    assert!(!is_in(app, &signed).await);
    assert_eq!(refused(enter(&market, "ada", PASSWORD).await), "wrong_credentials");
    let gone = app.read(actor(ada), move |ctx| Box::pin(accounts::load(ctx, ada)));
    assert_eq!(refused(gone.await), "not_found");
    let done = market.order_view(unpaid).await;
    assert_eq!((done.email.as_str(), &done.shipping_address, done.buyer), ("", &None, Some(ada)));
    let under_way = market.order_view(paid).await;
    assert_eq!(
        (under_way.status, &under_way.email),
        (OrderStatus::Processing, &email_of("ada")),
        "it must arrive"
    );
    assert_eq!(market.entries().await.len(), entries);
    market.require_clean("after somebody left").await;
    assert_eq!(load(&market, eve).await.username, "eve");

    // the name and the address are free, and what was ordered before is nobody else's
    let again = proven(&market, "ada").await.id;
    enter(&market, "ada", PASSWORD).await.expect("in");
    assert!(orders_of(&market, again).await.is_empty());
    market.close().await;
}
