//! Things on their way back to their vendor.

use jiff::SignedDuration;
use souk_domain::{
    bounds::returns::MAX_PER_ORDER,
    ids::{OrderLineId, ReturnId, VendorId},
    order::{OrderStatus, ReturnReason, ReturnStatus},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor, Result, catalogue,
    idempotency::{Guard, Reply, StoredResponse},
    orders::VendorOrderView,
    refunds::{LinePieces, NewRefund, Seller, ToRefund},
    returns::{self, Answered, Arrived, NewReturn, PhotoOf, Receipt, ReceivedPieces, ReturnView},
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

const ALL: Receipt = Receipt::of_all(true, true);

#[tokio::test]
async fn a_return_is_asked_for_agreed_received_and_paid_back() {
    let (market, kiln, part) = delivered().await;
    let mug = part.lines[0].variant;
    let asked = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap();
    assert_eq!((asked.status, asked.lines[0].quantity), (ReturnStatus::Requested, 2));
    approve(&market, kiln, asked.id).await.unwrap();
    let done = receive(&market, kiln, asked.id, ALL).await.unwrap();
    assert_eq!((done.status, done.is_restocked()), (ReturnStatus::Refunded, true));
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
    let looked_at = Receipt::of_all(true, false);
    for step in 0..3 {
        assert_eq!(refused(give(one()).await), "return_open", "{step}");
        assert_eq!(refused(give(cent()).await), "return_open", "{step}");
        match step {
            0 => approve(&market, kiln, id).await.unwrap(),
            1 => receive(&market, kiln, id, looked_at.clone()).await.unwrap(),
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
    for _ in 1..7 {
        add(PICTURE).await.unwrap();
    }
    let last = || {
        let guard = Guard::new("one key", |view: &ReturnView| {
            Ok(StoredResponse { status: 201, text: view.photos.len().to_string() })
        });
        returns::add_return_photo(&market.app, Actor::Guest, part.order, id, PICTURE.to_vec(), Some(guard))
    };
    assert_eq!(last().await.unwrap().fresh().unwrap().photos.len(), 8);
    assert_eq!(refused(add(PICTURE).await.map(|_| ())), "too_many_photos");
    // whoever did not hear the answer to the last one hears it now
    let said = |reply: Reply<ReturnView>| match reply {
        Reply::Replayed(response) => response.text,
        Reply::Fresh(_) => "done again".to_owned(),
    };
    assert_eq!(said(last().await.unwrap()), "8");
    refuse(&market, kiln, id, "It is worn.").await.unwrap();
    assert_eq!(said(last().await.unwrap()), "8", "also when the return is closed");
    market.close().await;
}

#[tokio::test]
async fn the_staff_answer_a_return_in_the_place_of_a_vendor_that_is_silent_and_say_why() {
    let (market, kiln, part) = delivered().await;
    let id = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap().id;
    vendors::suspend_vendor(&market.app, Actor::Operator, kiln, "Late.".to_owned(), None).await.unwrap();
    let because = |why: &str, expected| Answered { expected, reason: Some(why.to_owned()), ..id.into() };
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
    let stale = Answered { expected: Some(seen.revision), ..seen.id.into() };
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

/// Some pieces of the first line of a return arrived, and go on sale again where that is said.
fn some(back: &ReturnView, quantity: u32, restock: bool) -> Receipt {
    let pieces = vec![ReceivedPieces { line: back.lines[0].line, quantity, restock }];
    Receipt { arrived: Arrived::Pieces(pieces), refund: true, closing: None }
}

#[tokio::test]
async fn what_arrives_of_a_return_is_paid_back_and_the_rest_stays_awaited() {
    let (market, kiln, part) = delivered().await;
    let mug = part.lines[0].variant;
    let back = ask(&market, &part, wish(vec![line(&part, 0, 3)])).await.unwrap();
    approve(&market, kiln, back.id).await.unwrap();
    let first = receive(&market, kiln, back.id, some(&back, 1, false)).await.unwrap();
    assert_eq!((first.status, first.is_restocked()), (ReturnStatus::Approved, false));
    assert_eq!(first.refunds.iter().map(|refund| refund.total).collect::<Vec<_>>(), [2597]);
    let row = || async { market.order_view(part.order).await.vendor_orders[0].clone() };
    let now = row().await;
    assert_eq!((now.holds, now.lines[0].returned, now.lines[0].refunded), (1, 1, 1));
    // what has arrived is not refused any more, and nothing arrives twice
    assert_eq!(refused(refuse(&market, kiln, back.id, "no").await), "return_partly_received");
    assert_eq!(refused(receive(&market, kiln, back.id, some(&back, 3, true)).await), "more_than_bought");
    assert_eq!(refused(receive(&market, kiln, back.id, some(&back, 0, true)).await), "invalid_input");
    assert_eq!(refused(pay_back(&market, kiln, back.id).await), "return_step_not_allowed", "nothing is owed");
    let nothing = Receipt { arrived: Arrived::Pieces(Vec::new()), refund: true, closing: None };
    assert_eq!(refused(receive(&market, kiln, back.id, nothing).await), "invalid_input");
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 1)])).await), "more_than_bought");
    // one more is looked at first, and paid back while the last is awaited
    let looked_at = Receipt { refund: false, ..some(&back, 1, true) };
    assert_eq!(receive(&market, kiln, back.id, looked_at).await.unwrap().refunds.len(), 1);
    let paid = pay_back(&market, kiln, back.id).await.unwrap();
    assert_eq!((paid.status, paid.refunds.len()), (ReturnStatus::Approved, 2));
    let last = receive(&market, kiln, back.id, ALL).await.unwrap();
    assert_eq!((last.status, last.refunds.len()), (ReturnStatus::Refunded, 3));
    assert_eq!((last.lines[0].received, last.lines[0].restocked, last.lines[0].settled), (3, 2, 3));
    market.deliver().await;
    let now = market.order_view(part.order).await;
    assert_eq!((now.payment.refunded, now.vendor_orders[0].holds), (3 * 2597, 0));
    assert!(can_be_had(&market, mug, 9).await && !can_be_had(&market, mug, 10).await);
    let letters = told(&market).await;
    assert_eq!(letters.iter().filter(|kind| *kind == "return_received").count(), 3);
    market.close().await;
}

#[tokio::test]
async fn what_never_comes_is_closed_with_a_reason_and_may_be_asked_for_again() {
    let (market, kiln, part) = delivered().await;
    let back = ask(&market, &part, wish(vec![line(&part, 0, 3)])).await.unwrap();
    approve(&market, kiln, back.id).await.unwrap();
    let close = |why: &str, quantity: u32| Receipt {
        arrived: Arrived::Pieces(Vec::new()),
        closing: Some(why.to_owned()),
        ..some(&back, quantity, true)
    };
    // nothing came at all: that is refused
    assert_eq!(refused(receive(&market, kiln, back.id, close("gone", 1)).await), "invalid_input");
    receive(&market, kiln, back.id, some(&back, 1, true)).await.unwrap();
    assert_eq!(refused(receive(&market, kiln, back.id, close(" ", 1)).await), "invalid_input");
    let closed = receive(&market, kiln, back.id, close("Two never came.", 1)).await.unwrap();
    assert_eq!((closed.status, closed.closing.as_str()), (ReturnStatus::Refunded, "Two never came."));
    assert_eq!(closed.refunds.len(), 1);
    let now = market.order_view(part.order).await.vendor_orders[0].clone();
    assert_eq!((now.holds, now.lines[0].returned, now.lines[0].refunded), (0, 1, 1));
    assert_eq!(refused(receive(&market, kiln, back.id, ALL).await), "return_step_not_allowed");
    // they came after all: their buyer asks again
    let again = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap();
    approve(&market, kiln, again.id).await.unwrap();
    let both = Receipt { closing: Some("One of them is another's.".to_owned()), ..some(&again, 1, true) };
    let done = receive(&market, kiln, again.id, both).await.unwrap();
    assert_eq!((done.status, done.lines[0].received), (ReturnStatus::Refunded, 1));
    market.deliver().await;
    assert_eq!(market.order_view(part.order).await.payment.refunded, 2 * 2597);
    market.close().await;
}

#[tokio::test]
async fn of_two_who_receive_the_same_piece_one_does() {
    let (market, kiln, part) = delivered().await;
    let back = ask(&market, &part, wish(vec![line(&part, 0, 2)])).await.unwrap();
    approve(&market, kiln, back.id).await.unwrap();
    let tries = (0..4).map(|_| receive(&market, kiln, back.id, some(&back, 2, true)));
    let done = futures_util::future::join_all(tries).await;
    assert_eq!(done.iter().filter(|one| one.is_ok()).count(), 1);
    market.deliver().await;
    assert_eq!(market.order_view(part.order).await.payment.refunded, 2 * 2597);
    market.close().await;
}

#[tokio::test]
async fn what_has_arrived_goes_back_while_the_rest_is_not_sent_yet() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 10).await);
    let order = market.place(market.cart(&[(mug, 3), (bowl, 1)]).await, CARD).await.unwrap().order;
    let now = || async { market.order_view(order).await.vendor_orders[0].clone() };
    let part = now().await;
    let first = market.ship(&part, &[(part.lines[0].id, 1)]).await.unwrap();
    market.track(first.id, ShipmentStatus::InTransit).await.unwrap();
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 1)])).await), "not_delivered");
    market.track(first.id, ShipmentStatus::Delivered).await.unwrap();
    let second = market.ship(&part, &[(part.lines[0].id, 1)]).await.unwrap();
    assert_eq!(now().await.status, OrderStatus::Processing);
    // the other mug is under way, the bowl is not sent
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 2)])).await), "more_than_bought");
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 1, 1)])).await), "not_delivered");
    let back = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap();
    assert_eq!(refused(ask(&market, &part, wish(vec![line(&part, 0, 1)])).await), "more_than_bought");
    approve(&market, kiln, back.id).await.unwrap();
    assert_eq!(receive(&market, kiln, back.id, ALL).await.unwrap().status, ReturnStatus::Refunded);
    let after = now().await;
    assert_eq!((after.status, after.holds, after.lines[0].returned), (OrderStatus::Processing, 0, 1));
    // what it holds stops nothing but its time: the rest goes its way, and what is lost is sent again
    market.track(second.id, ShipmentStatus::InTransit).await.unwrap();
    market.track(second.id, ShipmentStatus::Lost).await.unwrap();
    let open = now().await;
    assert_eq!((open.lines[0].fulfilled, open.lines[0].returned), (1, 1));
    let rest = market.ship(&open, &[]).await.unwrap();
    market.track(rest.id, ShipmentStatus::Delivered).await.unwrap();
    let arrived = now().await;
    assert_eq!((arrived.status, arrived.lines[0].fulfilled), (OrderStatus::Delivered, 3));
    let held = ask(&market, &part, wish(vec![line(&part, 0, 2), line(&part, 1, 1)])).await.unwrap();
    assert_eq!(now().await.holds, 1);
    refuse(&market, kiln, held.id, "They are as they were.").await.unwrap();
    market.confirm(order, None).await.unwrap();
    market.deliver().await;
    let view = market.order_view(order).await;
    assert_eq!((view.vendor_orders[0].status, view.payment.refunded), (OrderStatus::Confirmed, 2597));
    market.close().await;
}

#[tokio::test]
async fn a_return_of_a_part_that_has_arrived_holds_its_vendor_order_when_the_rest_arrives() {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let mug = market.product(kiln, 2450, 10).await;
    let order = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap().order;
    let now = || async { market.order_view(order).await.vendor_orders[0].clone() };
    let part = now().await;
    let first = market.ship(&part, &[(part.lines[0].id, 1)]).await.unwrap();
    market.track(first.id, ShipmentStatus::Delivered).await.unwrap();
    let back = ask(&market, &part, wish(vec![line(&part, 0, 1)])).await.unwrap();
    let rest = market.ship(&part, &[]).await.unwrap();
    market.track(rest.id, ShipmentStatus::Delivered).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(60 * 24));
    market.settle().await;
    assert_eq!((now().await.status, now().await.holds), (OrderStatus::Delivered, 1));
    refuse(&market, kiln, back.id, "It is as it was.").await.unwrap();
    let free = now().await;
    assert!(free.due_at > Some(market.app.now()), "its time begins when it had arrived and nothing holds it");
    market.clock.advance(SignedDuration::from_hours(60 * 24));
    market.settle().await;
    assert_eq!(now().await.status, OrderStatus::Completed);
    market.close().await;
}
