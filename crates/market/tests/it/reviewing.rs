//! What buyers say of things that arrived.

use jiff::SignedDuration;
use souk_db::sql;
use souk_domain::{
    ids::{ReviewId, VendorId},
    order::{OrderStatus, ReturnReason},
    shipment::ShipmentStatus,
};
use souk_market::{
    Actor, At, Result,
    catalogue::{self, ProductFilter, Ratings},
    fulfilment, ledger, notifications,
    orders::VendorOrderView,
    refunds::LinePieces,
    returns::{self, NewReturn},
    reviews::{self, NewReview, Review},
    shop::{self, Viewer, order_token},
    worker::Worker,
};
use souk_testkit::{Market, market::CARD};

use super::{
    gateway_events::count,
    giving_back::{deliver_all, line, pieces, refund},
    shop::{mug_of, refused},
};

/// A mug and a bowl, paid.
async fn bought() -> (Market, VendorId, VendorOrderView) {
    let market = Market::open().await;
    let kiln = market.vendor("Kiln & Fern").await;
    let (mug, bowl) = (market.product(kiln, 2450, 10).await, market.product(kiln, 999, 10).await);
    let order = market.place(market.cart(&[(mug, 1), (bowl, 1)]).await, CARD).await.unwrap().order;
    market.deliver().await;
    let part = market.order_view(order).await.vendor_orders[0].clone();
    (market, kiln, part)
}

async fn say(market: &Market, part: &VendorOrderView, place: usize, stars: i64) -> Result<Review> {
    let order = market.order_view(part.order).await;
    let token = Some(order_token(&market.app, &order));
    let new = NewReview { line: part.lines[place].id, rating: stars, comment: "Good.".to_owned() };
    let written = reviews::write_review(&market.app, Actor::Guest, token, new, None).await?;
    Ok(written.fresh().expect("it came under no key"))
}

async fn ratings(market: &Market, part: &VendorOrderView, place: usize) -> Ratings {
    let product = part.lines[place].product.to_string();
    reviews::list_product_reviews(&market.app, Actor::Guest, product, None, 24).await.unwrap().ratings
}

#[tokio::test]
async fn each_line_that_arrived_is_reviewed_once_and_counts_at_once() {
    let (market, kiln, part) = bought().await;
    assert_eq!(refused(say(&market, &part, 0, 5).await), "not_delivered");
    deliver_all(&market, part.order).await;
    for stars in [0, 6, -1, i64::MAX] {
        assert_eq!(refused(say(&market, &part, 0, stars).await), "invalid_input");
    }
    let first = say(&market, &part, 0, 4).await.unwrap();
    assert_eq!((first.author.as_str(), first.rating, first.vendor), ("Ada B.", 4, kiln));
    assert_eq!(refused(say(&market, &part, 0, 5).await), "already_reviewed");
    assert_eq!(ratings(&market, &part, 0).await, Ratings([0, 0, 0, 1, 0]));
    assert_eq!(
        market.order_view(part.order).await.status,
        OrderStatus::Delivered,
        "one line is not reviewed"
    );
    say(&market, &part, 1, 1).await.unwrap();
    assert_eq!(market.order_view(part.order).await.status, OrderStatus::Reviewed);
    let funds = ledger::show_vendor_funds(&market.app, Actor::Operator, kiln).await.unwrap();
    assert_eq!((funds.escrow, funds.available), (0, part.vendor_net), "who reviews it has it");

    let again = market.place(market.cart(&[(part.lines[0].variant, 1)]).await, CARD).await.unwrap().order;
    deliver_all(&market, again).await;
    let part = market.order_view(again).await.vendor_orders[0].clone();
    say(&market, &part, 0, 5).await.unwrap();
    let found = ratings(&market, &part, 0).await;
    assert_eq!((found, found.count(), found.stars()), (Ratings([0, 0, 0, 1, 1]), 2, 9));
    let (page, _) =
        catalogue::search_products(&market.app, Actor::Guest, None, ProductFilter::default()).await.unwrap();
    let card = page.items.iter().find(|card| card.id == part.lines[0].product).unwrap();
    assert_eq!((card.reviews, card.stars), (2, 9));
    market.close().await;
}

#[tokio::test]
async fn of_many_who_review_a_line_at_once_one_does() {
    let (market, _, part) = bought().await;
    deliver_all(&market, part.order).await;
    let tries = (1..=5).map(|stars| say(&market, &part, 0, stars));
    let outcomes = futures_util::future::join_all(tries).await;
    assert_eq!(outcomes.iter().filter(|outcome| outcome.is_ok()).count(), 1);
    for outcome in outcomes.into_iter().filter(Result::is_err) {
        assert_eq!(refused(outcome), "already_reviewed");
    }
    assert_eq!(ratings(&market, &part, 0).await.count(), 1);
    market.close().await;
}

#[tokio::test]
async fn nobody_reviews_what_is_anothers_or_was_never_sent() {
    let (market, kiln, part) = bought().await;
    refund(&market, kiln, part.id, pieces(vec![line(&part, 1, 1)], true)).await.unwrap();
    deliver_all(&market, part.order).await;
    let new = NewReview { line: part.lines[0].id, rating: 5, comment: String::new() };
    let stranger = reviews::write_review(&market.app, Actor::Guest, None, new, None);
    assert_eq!(refused(stranger.await.map(|_| ())), "not_found");
    assert_eq!(refused(say(&market, &part, 1, 1).await), "not_delivered");
    say(&market, &part, 0, 5).await.unwrap();
    assert_eq!(market.order_view(part.order).await.status, OrderStatus::Reviewed, "the other was called off");
    market.close().await;
}

#[tokio::test]
async fn vendors_answer_readers_tell_and_staff_hide() {
    let (market, kiln, part) = bought().await;
    let loom = market.vendor("Loom House").await;
    deliver_all(&market, part.order).await;
    market.confirm(part.order, Some(part.id)).await.unwrap();
    let id = say(&market, &part, 0, 1).await.unwrap().id;
    let reply = |vendor, words: &str| {
        reviews::reply_to_review(&market.app, Actor::Operator, vendor, id, words.to_owned(), None)
    };
    assert_eq!(refused(reply(loom, "ha").await.map(|_| ())), "not_found");
    let answered = reply(kiln, "We are sorry.").await.unwrap().fresh().unwrap();
    assert_eq!((answered.reply.as_str(), answered.replied_at.is_some()), ("We are sorry.", true));
    let nobody = ReviewId::from_bytes([9; 16]);
    let client = || Some("a reader".to_owned());
    let report = |id| reviews::report_review(&market.app, Actor::Guest, id, client());
    assert_eq!(refused(report(nobody).await), "not_found");
    report(id).await.unwrap();
    report(id).await.unwrap();
    let told = reviews::list_reported_reviews(&market.app, Actor::Operator, None, 24).await.unwrap();
    assert_eq!(told.items.iter().map(|told| told.review.id).collect::<Vec<_>>(), [id]);
    for _ in 0..2 {
        reviews::hide_review(&market.app, Actor::Operator, id, None).await.unwrap();
    }
    assert_eq!(ratings(&market, &part, 0).await.count(), 0);
    assert_eq!(refused(report(id).await), "not_found");
    let own = reviews::list_vendor_reviews(&market.app, Actor::Operator, kiln, None, 24).await.unwrap();
    assert!(own.items[0].hidden);
    market.close().await;
}

#[tokio::test]
async fn a_buyer_is_asked_once_for_what_was_kept_and_not_reviewed() {
    let (market, _, part) = bought().await;
    let asked = || async {
        let mails = market.mails().await;
        mails.into_iter().filter(|(_, kind)| kind == "review_asked").count()
    };
    let wait = |hours| market.clock.advance(SignedDuration::from_hours(hours));
    deliver_all(&market, part.order).await;
    market.confirm(part.order, None).await.unwrap();
    say(&market, &part, 0, 5).await.unwrap();
    wait(24 * 3 - 1);
    market.deliver().await;
    assert_eq!(asked().await, 0, "it was not used yet");
    wait(1);
    for _ in 0..3 {
        market.deliver().await;
        wait(24);
    }
    assert_eq!(asked().await, 1, "once, also when time goes on");
    let letters = notifications::list_letters(&market.app).await.unwrap();
    let subjects = letters.iter().map(|letter| letter.words.subject.as_str());
    assert_eq!(
        subjects.filter(|subject| subject.starts_with("1 lines to review")).count(),
        1,
        "one of two was"
    );

    // of what was reviewed, or is given back, nobody is asked
    let order = market.place(market.cart(&[(part.lines[0].variant, 1)]).await, CARD).await.unwrap().order;
    deliver_all(&market, order).await;
    let all = market.order_view(order).await.vendor_orders[0].clone();
    say(&market, &all, 0, 4).await.unwrap();
    let order = market.place(market.cart(&[(part.lines[1].variant, 1)]).await, CARD).await.unwrap().order;
    deliver_all(&market, order).await;
    market.confirm(order, None).await.unwrap();
    let back = market.order_view(order).await.vendor_orders[0].clone();
    let new = NewReturn {
        lines: vec![LinePieces { line: back.lines[0].id, quantity: 1 }],
        reason: ReturnReason::Damaged,
        words: String::new(),
    };
    returns::request_return(&market.app, Actor::Guest, order, new, None).await.unwrap();
    wait(24 * 5);
    market.deliver().await;
    assert_eq!(asked().await, 1);
    market.close().await;
}

#[tokio::test]
async fn a_vendor_tells_of_a_review_with_a_reason_and_what_was_told_goes_in_time() {
    let (market, kiln, part) = bought().await;
    let loom = market.vendor("Loom House").await;
    deliver_all(&market, part.order).await;
    market.confirm(part.order, Some(part.id)).await.unwrap();
    let (first, second) =
        (say(&market, &part, 0, 1).await.unwrap().id, say(&market, &part, 1, 2).await.unwrap().id);
    let report = |vendor, id, reason: &str| {
        reviews::report_own_review(&market.app, Actor::Operator, vendor, id, reason.to_owned())
    };
    assert_eq!(refused(report(loom, first, "ha").await), "not_found");
    assert_eq!(refused(report(kiln, first, " ").await), "invalid_input");
    for reason in ["It is of another shop.", "And it is rude."] {
        report(kiln, first, reason).await.unwrap();
    }
    report(kiln, second, "It names our people.").await.unwrap();
    let told = || async {
        let told = reviews::list_reported_reviews(&market.app, Actor::Operator, None, 24).await.unwrap();
        told.items.into_iter().map(|told| (told.review.id, told.reason)).collect::<Vec<_>>()
    };
    let names = (second, "It names our people.".to_owned());
    assert_eq!(
        told().await,
        [names.clone(), (first, "It is of another shop.".to_owned())],
        "the first word stands"
    );
    reviews::hide_review(&market.app, Actor::Operator, first, None).await.unwrap();
    assert_eq!(
        count(&market, sql!("select count(*) from review_report")).await,
        1,
        "who told of it has been heard"
    );
    assert_eq!(refused(report(kiln, first, "again").await), "not_found");
    market.clock.advance(SignedDuration::from_hours(24 * 91));
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(told().await, []);
    market.close().await;
}

#[tokio::test]
async fn a_review_names_who_bought_and_not_to_whom_it_was_sent() {
    let (market, _, part) = bought().await;
    deliver_all(&market, part.order).await;
    market.raw("update orders set billing_address = replace(shipping_address, 'Ada ', 'Carl ')").await;
    assert_eq!(say(&market, &part, 0, 5).await.unwrap().author, "Carl B.");
    market.close().await;
}

#[tokio::test]
async fn what_was_reviewed_while_something_held_it_counts_once_that_is_settled() {
    let (market, _, part) = bought().await;
    deliver_all(&market, part.order).await;
    market.miss(part.order, None).await.unwrap();
    for place in 0..2 {
        say(&market, &part, place, 4).await.unwrap();
    }
    assert_eq!(market.order_view(part.order).await.status, OrderStatus::Delivered, "it is held");
    let reason = "the neighbour had it".to_owned();
    fulfilment::settle_report(&market.app, Actor::Operator, part.id, reason, None).await.unwrap();
    market.clock.advance(SignedDuration::from_hours(24 * 60));
    market.settle().await;
    let steps: Vec<OrderStatus> =
        market.order_view(part.order).await.events.iter().map(|event| event.to).collect();
    assert!(steps.contains(&OrderStatus::Reviewed), "{steps:?}");
    market.close().await;
}

#[tokio::test]
async fn what_rests_on_what_a_review_was_before_is_refused() {
    let (market, kiln, part) = bought().await;
    deliver_all(&market, part.order).await;
    let review = say(&market, &part, 0, 1).await.unwrap();
    let seen = At { id: review.id, expected: Some(review.revision) };
    let reply = |words: &str| {
        reviews::reply_to_review(&market.app, Actor::Operator, kiln, seen, words.to_owned(), None)
    };
    let answered = reply("We are sorry.").await.unwrap().fresh().unwrap();
    assert_eq!(refused(reply("Not our fault.").await.map(|_| ())), "precondition_failed");
    let hide = |at: At<ReviewId>| reviews::hide_review(&market.app, Actor::Operator, at, None);
    assert_eq!(refused(hide(seen).await.map(|_| ())), "precondition_failed");
    hide(At { expected: Some(answered.revision), ..seen }).await.unwrap();
    market.close().await;
}

#[tokio::test]
async fn a_products_page_goes_on_to_its_older_reviews() {
    let market = Market::open().await;
    let mug = mug_of(&market, 20).await;
    let look = async |product: String| {
        let viewer = Viewer { cart: None, country: None };
        shop::product(&market.app, viewer, product, None).await.unwrap().reviews
    };
    let mut product = String::new();
    for written in 1..=shop::REVIEWS + 1 {
        let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
        deliver_all(&market, order).await;
        let part = market.order_view(order).await.vendor_orders[0].clone();
        product = part.lines[0].product.to_string();
        say(&market, &part, 0, 5).await.unwrap();
        let more = look(product.clone()).await.next.is_some();
        assert_eq!(more, written > shop::REVIEWS, "{written} reviews");
    }
    let newest = look(product.clone()).await;
    assert_eq!(newest.items.len(), shop::REVIEWS as usize);
    let older = reviews::list_product_reviews(&market.app, Actor::Guest, product, newest.next, shop::REVIEWS);
    assert_eq!(older.await.unwrap().page.items.len(), 1);
    market.close().await;
}

#[tokio::test]
async fn what_arrived_is_reviewed_or_missed_while_the_rest_was_never_sent() {
    let (market, _, part) = bought().await;
    assert_eq!(refused(market.miss(part.order, None).await), "nothing_arrives");
    let parcel = market.ship(&part, &[(part.lines[0].id, 1)]).await.unwrap();
    assert_eq!(refused(say(&market, &part, 0, 5).await), "not_delivered");
    market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    say(&market, &part, 0, 5).await.unwrap();
    assert_eq!(refused(say(&market, &part, 1, 5).await), "not_delivered");
    assert_eq!(market.order_view(part.order).await.status, OrderStatus::Processing);
    let held = market.miss(part.order, None).await.unwrap();
    assert_eq!((held.vendor_orders[0].status, held.vendor_orders[0].holds), (OrderStatus::Processing, 1));
    let (reason, id) = ("the rest is sent".to_owned(), part.id);
    fulfilment::settle_report(&market.app, Actor::Operator, id, reason, None).await.unwrap();
    deliver_all(&market, part.order).await;
    say(&market, &part, 1, 4).await.unwrap();
    assert_eq!(market.order_view(part.order).await.status, OrderStatus::Reviewed);
    market.close().await;
}
