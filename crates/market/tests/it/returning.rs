//! Things on their way back to their vendor.

use jiff::SignedDuration;
use souk_domain::{
    bounds::returns::MAX_PER_ORDER,
    ids::{OrderLineId, ReturnId, VendorId},
    order::{OrderStatus, ReturnReason, ReturnStatus},
};
use souk_market::{
    Actor, Result, catalogue,
    orders::VendorOrderView,
    refunds::{LinePieces, NewRefund, Seller, ToRefund},
    returns::{self, Answered, NewReturn, PhotoOf, Receipt, ReturnView},
    vendors,
};
use souk_testkit::{
    Market,
    market::{CARD, Good},
};

use super::{
    giving_back::{deliver_all, line, pieces, refund},
    shop::{can_be_had, refused, told},
};

const PICTURE: &[u8] = include_bytes!("../../../server/demo/pictures/mug-teal.webp");

/// Three mugs, delivered.
async fn delivered() -> (Market, VendorId, VendorOrderView) {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 3)]).await, CARD).await.unwrap().order;
    market.deliver().await;
    deliver_all(&market, order).await;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    (market, kiln, part)
}

fn wish(lines: Vec<LinePieces>) -> NewReturn {
    NewReturn { lines, reason: ReturnReason::Damaged, words: "The handle came off.".to_owned() }
}

async fn ask(market: &Market, part: &VendorOrderView, new: NewReturn) -> Result<ReturnView> {
    let asked = returns::request_return(&market.app, Actor::Guest, part.order, new, None).await?;
    Ok(asked.fresh().expect("it came under no key"))
}

async fn approve(market: &Market, vendor: VendorId, id: ReturnId) -> Result<ReturnView> {
    let done = returns::approve_return(
        &market.app,
        Actor::Operator,
        Seller::Vendor(vendor),
        id,
        "Send it to Main Street 1.".to_owned(),
        None,
    );
    Ok(done.await?.fresh().expect("it came under no key"))
}

async fn refuse(market: &Market, vendor: VendorId, id: ReturnId, why: &str) -> Result<ReturnView> {
    let seller = Seller::Vendor(vendor);
    let done = returns::refuse_return(&market.app, Actor::Operator, seller, id, why.to_owned(), None);
    Ok(done.await?.fresh().expect("it came under no key"))
}

async fn receive(market: &Market, vendor: VendorId, id: ReturnId, receipt: Receipt) -> Result<ReturnView> {
    let seller = Seller::Vendor(vendor);
    let done = returns::receive_return(&market.app, Actor::Operator, seller, id, receipt, None);
    Ok(done.await?.fresh().expect("it came under no key"))
}

async fn pay_back(market: &Market, vendor: VendorId, id: ReturnId) -> Result<ReturnView> {
    let done = returns::refund_return(&market.app, Actor::Operator, Seller::Vendor(vendor), id, None);
    Ok(done.await?.fresh().expect("it came under no key"))
}

const ALL: Receipt = Receipt { restock: true, refund: true };

#[tokio::test]
async fn a_return_is_asked_for_agreed_received_and_paid_back() {
    let (market, kiln, part) = delivered().await;
    let mug = part.lines[0].variant;
    let asked = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap();
    assert_eq!((asked.status, asked.lines[0].quantity), (ReturnStatus::Requested, 2));
    approve(&market, kiln, asked.id).await.unwrap();
    let done = receive(&market, kiln, asked.id, ALL).await.unwrap();
    assert_eq!((done.status, done.restocked), (ReturnStatus::Refunded, true));
    market.deliver().await;
    let now = market.order_view(part.order).await;
    assert_eq!(now.payment.refunded, 2 * 2597);
    let of = &now.vendor_orders[0].lines[0];
    assert_eq!((of.returned, of.refunded, of.refunded_total), (2, 2, 2 * 2597));
    assert_eq!(now.vendor_orders[0].status, OrderStatus::Delivered);
    assert!(can_be_had(&market, mug, 9).await && !can_be_had(&market, mug, 10).await);
    let letters = told(&market).await;
    assert_eq!(
        letters,
        ["order_placed", "shipment_delivered", "return_approved", "return_received", "refund_sent"]
    );
    let to_vendor =
        |(reader, kind): &(String, String)| reader.ends_with("vendors.example") && kind == "return_requested";
    assert_eq!(market.mails().await.iter().filter(|mail| to_vendor(mail)).count(), 1);
    // one piece is left
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 2)])).await), "more_than_bought");
    ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn a_return_takes_no_step_twice_and_is_no_other_vendors() {
    let (market, kiln, part) = delivered().await;
    let loom = market.vendor("Loom House").await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
    assert_eq!(refused(approve(&market, loom, id).await), "not_found");
    assert_eq!(refused(refuse(&market, loom, id, "no").await), "not_found");
    assert_eq!(refused(receive(&market, loom, id, ALL).await), "not_found");
    assert_eq!(refused(receive(&market, kiln, id, ALL).await), "return_step_not_allowed");
    assert_eq!(refused(pay_back(&market, kiln, id).await), "return_step_not_allowed");
    assert_eq!(refused(refuse(&market, kiln, id, " ").await), "invalid_input");
    approve(&market, kiln, id).await.unwrap();
    assert_eq!(refused(approve(&market, kiln, id).await), "return_step_not_allowed");
    // nothing came
    let refused_one = refuse(&market, kiln, id, "Nothing came.").await.unwrap();
    assert_eq!((refused_one.status, refused_one.answer.as_str()), (ReturnStatus::Refused, "Nothing came."));
    for step in [
        refused(approve(&market, kiln, id).await),
        refused(receive(&market, kiln, id, ALL).await),
        refused(refuse(&market, kiln, id, "no").await),
    ] {
        assert_eq!(step, "return_step_not_allowed");
    }
    market.deliver().await;
    assert!(told(&market).await.contains(&"return_refused".to_owned()));
    // it may be asked for again
    ask(&market, &part, wish(vec![line(&part, 0, 3)])).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn things_are_returned_once_they_arrived_and_not_for_ever() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    let one = || wish(vec![line(&part, 0, 1)]);
    assert_eq!(refused(ask(&market, &part, one()).await), "not_delivered");
    deliver_all(&market, order).await;
    market.clock.advance(SignedDuration::from_hours(30 * 24));
    let wrong = wish(vec![LinePieces { line: OrderLineId::from_bytes([9; 16]), quantity: 1 }]);
    assert_eq!(refused(ask(&market, &part, wrong).await), "invalid_input");
    let silent = NewReturn { reason: ReturnReason::Other, words: " ".to_owned(), ..one() };
    assert_eq!(refused(ask(&market, &part, silent).await), "invalid_input");
    assert_eq!(refused(ask(&market, &part, wish(Vec::new())).await), "invalid_input");
    ask(&market, &part, one()).await.unwrap();
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    deliver_all(&market, order).await;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    market.clock.advance(SignedDuration::from_secs(30 * 24 * 60 * 60 + 1));
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 1)])).await), "return_too_late");
    market.close().await;
}

#[tokio::test]
async fn what_a_return_is_about_is_paid_back_by_it_alone() {
    let (market, kiln, part) = delivered().await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
    let give = |new| refund(&market, kiln, part.id, new);
    let one = || pieces(vec![line(&part, 0, 1)], true);
    let cent = || NewRefund { what: ToRefund::Sum(1), note: "a scratch".to_owned(), restock: false };
    let looked_at = Receipt { restock: true, refund: false };
    for step in 0..3 {
        assert_eq!(refused(give(one()).await), "return_open", "{step}");
        assert_eq!(refused(give(cent()).await), "return_open", "{step}");
        match step {
            0 => approve(&market, kiln, id).await.unwrap(),
            1 => receive(&market, kiln, id, looked_at).await.unwrap(),
            _ => pay_back(&market, kiln, id).await.unwrap(),
        };
    }
    market.deliver().await;
    let now = market.order_view(part.order).await;
    assert_eq!(now.payment.refunded, 2597, "once");
    assert!(can_be_had(&market, part.lines[0].variant, 8).await, "one came back");
    assert!(!can_be_had(&market, part.lines[0].variant, 9).await, "and no other");
    // what is left may be paid back as before
    give(cent()).await.unwrap();
    give(pieces(vec![line(&part, 0, 2)], false)).await.unwrap();
    assert_eq!(refused(give(one()).await), "more_than_bought");
    market.close().await;
}

#[tokio::test]
async fn an_open_return_stops_the_time_of_its_vendor_order_and_its_end_sets_it_going_again() {
    let (market, kiln, part) = delivered().await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
    let row = || async { market.order_view(part.order).await.vendor_orders[0].clone() };
    let held = row().await;
    assert_eq!((held.holds, held.held_since.is_some()), (1, true));
    market.clock.advance(SignedDuration::from_hours(60 * 24));
    assert!(held.due_at < Some(market.app.now()));
    market.settle().await;
    assert_eq!(row().await.status, OrderStatus::Delivered, "silence confirms nothing while it is open");
    assert_eq!(refused(market.confirm(part.order, None).await), "vendor_order_held");
    refuse(&market, kiln, id, "It is not broken.").await.unwrap();
    let free = row().await;
    assert_eq!((free.holds, free.held_since), (0, None));
    assert!(free.due_at > Some(market.app.now()), "its time goes on where it stopped");
    market.confirm(part.order, None).await.unwrap();
    assert_eq!(row().await.status, OrderStatus::Confirmed);
    market.close().await;
}

#[tokio::test]
async fn a_unique_piece_that_came_back_is_for_sale_again() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let jar = market.sell(kiln, Good::unique(90_000)).await;
    let order = market.place(market.cart(&[(jar, 1)]).await, CARD).await.unwrap().order;
    deliver_all(&market, order).await;
    assert!(!can_be_had(&market, jar, 1).await);
    let part = market.order_view(order).await.vendor_orders[0].clone();
    let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
    approve(&market, kiln, id).await.unwrap();
    receive(&market, kiln, id, ALL).await.unwrap();
    assert!(can_be_had(&market, jar, 1).await);
    assert_eq!(market.place(market.cart(&[(jar, 1)]).await, CARD).await.unwrap().body, "paid");
    market.close().await;
}

#[tokio::test]
async fn photographs_of_a_return_are_cleaned_and_shown_to_nobody_else() {
    let (market, kiln, part) = delivered().await;
    let loom = market.vendor("Loom House").await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
    let add = |bytes: &[u8]| {
        returns::add_return_photo(&market.app, Actor::Guest, part.order, id, bytes.to_vec(), None)
    };
    assert_eq!(refused(add(b"no picture").await.map(|_| ())), "invalid_input");
    let with_photo = add(PICTURE).await.unwrap().fresh().unwrap();
    let photo = with_photo.photos[0].id;
    let show = |who| returns::show_return_photo(&market.app, Actor::Operator, who, id, photo);
    let bytes = show(PhotoOf::Order(part.order)).await.unwrap();
    assert_eq!(&bytes[8..12], b"WEBP");
    assert_eq!(show(PhotoOf::Seller(Seller::Vendor(kiln))).await.unwrap(), bytes);
    assert_eq!(show(PhotoOf::Seller(Seller::Market)).await.unwrap(), bytes);
    assert_eq!(refused(show(PhotoOf::Seller(Seller::Vendor(loom))).await), "not_found");
    let other = market.place(market.cart(&[(part.lines[0].variant, 1)]).await, CARD).await.unwrap().order;
    assert_eq!(refused(show(PhotoOf::Order(other)).await), "not_found");
    let foreign = returns::add_return_photo(&market.app, Actor::Guest, other, id, PICTURE.to_vec(), None);
    assert_eq!(refused(foreign.await.map(|_| ())), "not_found");
    // its file has no address in the shop
    let names = market.app.read(Actor::System, move |ctx| {
        Box::pin(async move {
            let names = souk_db::sql!("select file from return_photo");
            Ok(ctx.tx.list::<String>(names, &[]).await?)
        })
    });
    let name = names.await.unwrap().remove(0);
    assert_eq!(catalogue::find_picture(&market.app, &name).await.unwrap(), None);
    for _ in 1..8 {
        add(PICTURE).await.unwrap();
    }
    assert_eq!(refused(add(PICTURE).await.map(|_| ())), "too_many_photos");
    market.close().await;
}

#[tokio::test]
async fn the_staff_answer_a_return_in_the_place_of_a_vendor_that_is_silent_and_say_why() {
    let (market, kiln, part) = delivered().await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap().id;
    vendors::suspend_vendor(&market.app, Actor::Operator, kiln, None).await.unwrap();
    let because = |reason: &str, expected| Answered { id, expected, reason: Some(reason.to_owned()) };
    let approve = |asked: Answered| {
        let words = "Send it to us.".to_owned();
        returns::approve_return(&market.app, Actor::Operator, Seller::Market, asked, words, None)
    };
    assert_eq!(refused(approve(id.into()).await.map(|_| ())), "invalid_input");
    assert_eq!(refused(approve(because("  ", None)).await.map(|_| ())), "invalid_input");
    let agreed = approve(because("it was thrown out", Some(1))).await.unwrap().fresh().unwrap();
    assert_eq!((agreed.status, agreed.answer.as_str()), (ReturnStatus::Approved, "Send it to us."));
    let asked = because("the parcel is here", None);
    let done = returns::receive_return(&market.app, Actor::Operator, Seller::Market, asked, ALL, None);
    assert_eq!(done.await.unwrap().fresh().unwrap().status, ReturnStatus::Refunded);
    market.deliver().await;
    let now = market.order_view(part.order).await;
    assert_eq!((now.vendor_orders[0].holds, now.payment.refunded), (0, 2 * 2597));
    let reasons = market.app.read(Actor::System, move |ctx| {
        Box::pin(async move {
            let reasons = souk_db::sql!("select reason from return_event order by id");
            Ok(ctx.tx.list::<Option<String>>(reasons, &[]).await?)
        })
    });
    let reasons: Vec<String> = reasons.await.unwrap().into_iter().flatten().collect();
    assert_eq!(reasons, ["it was thrown out", "the parcel is here", "the parcel is here"]);
    market.close().await;
}

#[tokio::test]
async fn an_answer_that_rests_on_what_was_before_another_answer_is_refused() {
    let (market, kiln, part) = delivered().await;
    let seen = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap();
    approve(&market, kiln, seen.id).await.unwrap();
    let stale = Answered { id: seen.id, expected: Some(seen.revision), reason: None };
    let no = |asked: Answered| {
        let (seller, why) = (Seller::Vendor(kiln), "It is not broken.".to_owned());
        returns::refuse_return(&market.app, Actor::Operator, seller, asked, why, None)
    };
    assert_eq!(refused(no(stale.clone()).await.map(|_| ())), "precondition_failed");
    let now =
        returns::show_return(&market.app, Actor::Operator, Seller::Vendor(kiln), seen.id).await.unwrap();
    assert_eq!(now.status, ReturnStatus::Approved, "who was told to send it is not refused by a stale word");
    no(Answered { expected: Some(now.revision), ..stale }).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn an_order_has_as_many_returns_as_anybody_reads() {
    let (market, kiln, part) = delivered().await;
    for _ in 0..MAX_PER_ORDER {
        let id = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap().id;
        refuse(&market, kiln, id, "no").await.unwrap();
    }
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 1)])).await), "too_many_returns");
    let all = returns::list_order_returns(&market.app, Actor::Guest, part.order).await.unwrap();
    assert_eq!(all.len(), MAX_PER_ORDER as usize, "all of them are listed");
    market.close().await;
}
