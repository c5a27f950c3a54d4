//! What is done with an order, by plain forms.

use axum::http::StatusCode;
use souk_domain::money::Money;
use souk_domain::order::{CashCollector, OrderStatus};
use souk_domain::shipment::ShipmentStatus;
use souk_domain::vendor::MemberRole;
use souk_market::orders::OrderView;
use souk_market::{Actor, fulfilment, refunds, shipping};
use souk_testkit::browser::{Page, SentForm};
use souk_testkit::market::{CARD, Good};

use super::rig::Stalls;

/// Three mugs of the first vendor and a scarf of the second, paid.
async fn bought(stalls: &Stalls) -> OrderView {
    let market = &stalls.market;
    let mug = market.sell(stalls.kiln, Good::new(2450, 10)).await;
    let scarf = market.sell(stalls.loom, Good::new(5900, 3)).await;
    let cart = market.cart(&[(mug, 3), (scarf, 1)]).await;
    let answer = market.place(cart, CARD).await.unwrap();
    market.order_view(answer.order).await
}

/// The part of the first vendor.
async fn own_part(stalls: &Stalls, order: &OrderView) -> souk_market::orders::VendorOrderView {
    let now = stalls.market.order_view(order.id).await;
    now.vendor_orders.into_iter().find(|part| part.vendor == stalls.kiln).unwrap()
}

fn form(page: &Page, address: &str, field: (&str, &str)) -> SentForm {
    let own = |form: &SentForm| form.action == address && form.value(field.0) == Some(field.1);
    page.forms().into_iter().find(own).unwrap_or_else(|| panic!("no form for {address}: {}", page.words()))
}

#[tokio::test]
async fn an_order_is_sent_in_parts_lost_sent_again_and_arrives() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let mut ines = stalls.worker("Ines", MemberRole::Fulfilment).await;
    let address = format!("/vendor/orders/{}", order.number);
    let list = ines.get("/vendor/orders").await;
    assert!(list.html.contains(&address) && list.says("To ship 1"), "{}", list.words());

    let page = ines.get(&address).await;
    assert!(!page.says("Loom House") && page.says("3 to ship"), "{}", page.words());
    let ship = page.form(&format!("{address}/ship"));
    let line = own_part(&stalls, &order).await.lines[0].id;
    let field = format!("q-{line}");
    for (typed, words) in
        [("4", "are still to be sent"), ("some", "Type how many"), ("0", "at least one piece")]
    {
        let wrong = ines.post(&ship.clone().with(&field, typed).with("carrier", "UPS")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(wrong.says(words), "{typed}: {}", wrong.words());
        assert_eq!((wrong.value(&field).as_str(), wrong.value("carrier").as_str()), (typed, "UPS"));
    }
    let two = ship.with(&field, "2").with("carrier", "UPS").with("tracking_number", "1Z 999");
    let sent = ines.submit(&two).await;
    assert!(
        sent.says("The parcel is made") && sent.says("1Z999") && sent.says("1 to ship"),
        "{}",
        sent.words()
    );
    // the same press once more does nothing
    let again = ines.submit(&two).await;
    assert_eq!(again.status, StatusCode::OK);
    assert_eq!(own_part(&stalls, &order).await.shipments.len(), 1);

    let track = sent.form(&format!("{address}/track"));
    let lost = ines.submit(&track.with("status", "lost").with("place", "Reno, NV")).await;
    assert!(lost.says("3 to ship") && lost.says("Reno, NV"), "{}", lost.words());
    let rest = ines.submit(&lost.form(&format!("{address}/ship"))).await;
    assert!(rest.says("3 sent"), "{}", rest.words());
    let part = own_part(&stalls, &order).await;
    assert_eq!((part.status, part.shipments.len()), (OrderStatus::Shipped, 2));
    let second = part.shipments[1].id.to_string();
    let track = form(&rest, &format!("{address}/track"), ("parcel", &second));
    let there = ines.submit(&track.with("status", "delivered")).await;
    assert!(there.says("Ines") && there.says("Delivered"), "{}", there.words());
    assert_eq!(own_part(&stalls, &order).await.shipments[1].status, ShipmentStatus::Delivered);
    stalls.market.close().await;
}

#[tokio::test]
async fn what_is_not_sent_is_called_off_and_a_sum_goes_back() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let address = format!("/vendor/orders/{}", order.number);
    let refund = format!("{address}/refund");
    let page = ines.get(&address).await;
    let line = own_part(&stalls, &order).await.lines[0].id;
    let field = format!("r-{line}");
    let pieces = form(&page, &refund, ("by", "pieces"));
    let nameless = ines.post(&pieces.clone().with(&field, "1")).await;
    assert_eq!(nameless.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(nameless.says("Say why") && nameless.value(&field) == "1", "{}", nameless.words());
    let one = pieces.with(&field, "1").with("reason", "It broke <b>here</b>");
    // the sum is seen first, and the button names what it does
    let looked = ines.post(&one).await;
    assert!(looked.says("Refund $25.97"), "with its tax: {}", looked.words());
    assert_eq!(own_part(&stalls, &order).await.lines[0].cancelled, 0, "nothing is done yet");
    let one = form(&looked, &refund, ("by", "pieces"));
    assert!(one.value(&field) == Some("1") && one.value("reason") == Some("It broke <b>here</b>"));
    // other pieces than were looked at come to another sum, which is seen first too
    let more = ines.post(&one.clone().with(&field, "2")).await;
    assert!(more.says("Refund $51.94"), "{}", more.words());
    let back = ines.submit(&one).await;
    assert!(back.says("The money is on its way back") && back.says("1 cancelled"), "{}", back.words());
    assert_eq!(ines.submit(&one).await.status, StatusCode::OK);
    assert_eq!(own_part(&stalls, &order).await.lines[0].cancelled, 1, "once");

    let sum = form(&back, &refund, ("by", "sum"));
    for (typed, words) in [("much", "Type an amount"), ("100000", "can go back still")] {
        let wrong = ines.post(&sum.clone().with("amount", typed).with("reason", "Late")).await;
        assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY, "{typed}");
        assert!(wrong.says(words) && wrong.value("amount") == typed, "{typed}: {}", wrong.words());
    }
    let looked = ines.post(&sum.with("amount", "2.50").with("reason", "Late")).await;
    assert!(looked.says("Refund $2.50"), "{}", looked.words());
    let given = ines.submit(&form(&looked, &refund, ("by", "sum"))).await;
    assert!(given.says("$2.50") && given.says("The money is on its way back"), "{}", given.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn what_is_to_be_collected_stands_on_the_order_and_its_slip() {
    let stalls = Stalls::open().await;
    let market = &stalls.market;
    market.take_cash(CashCollector::Vendor).await;
    let mug = market.sell(stalls.kiln, Good::new(2450, 10)).await;
    let cart = market.cart(&[(mug, 1)]).await;
    let placed = market.place_for_cash(cart).await.unwrap().order;
    let order = market.order_view(placed).await;
    let mut owner = stalls.worker("Ines", MemberRole::Manager).await;
    let address = format!("/vendor/orders/{}", order.number);
    let page = owner.get(&address).await;
    assert!(
        page.says("To collect when it arrives") && page.says("in cash when it arrives."),
        "{}",
        page.words()
    );
    assert!(!page.says("Paid by the buyer") && !page.says("Refund an amount"), "{}", page.words());
    assert!(owner.get(&format!("{address}/slip")).await.says("To collect when it arrives"));
    let parcel = market.ship_all(placed).await.remove(0);
    market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    let page = owner.get(&address).await;
    assert!(
        page.says("Collected when it arrived") && !page.says("To collect when it arrives"),
        "{}",
        page.words()
    );
    assert!(!owner.get(&format!("{address}/slip")).await.says("To collect"));
    stalls.market.close().await;
}

#[tokio::test]
async fn sums_add_up_and_an_order_is_late_from_the_day_it_is_to_be_posted() {
    let stalls = Stalls::open().await;
    let changes = shipping::TermsChanges { own_only: None, handling_days: Some(1), expected_revision: None };
    let named = (stalls.kiln, true);
    shipping::change_shipping_terms(&stalls.market.app, Actor::Operator, named, changes).await.unwrap();
    let order = bought(&stalls).await;
    let part = own_part(&stalls, &order).await;
    let (due, promised) = (part.ship_by.unwrap(), part.arrives_by.unwrap());
    assert!(due < promised, "{due} {promised}");
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let address = format!("/vendor/orders/{}", order.number);
    let day = |at| souk_ui::dates::day(souk_ui::dates::at(at).date());
    let (by, arrives) = (format!("post by {}", day(due)), format!("arrives by {}", day(promised)));
    let page = ines.get(&address).await;
    assert!(page.says(&by) && page.says(&arrives), "{}", page.words());
    let pieces = form(&page, &format!("{address}/refund"), ("by", "sum"));
    let looked = ines.post(&pieces.with("amount", "2.50").with("reason", "Late")).await;
    let page = ines.submit(&form(&looked, &format!("{address}/refund"), ("by", "sum"))).await;
    let money = |minor| souk_ui::money::show(Money::new(minor, order.currency));
    let part = own_part(&stalls, &order).await;
    let refunds = refunds::list_order_refunds(&stalls.market.app, Actor::Operator, order.id).await.unwrap();
    let net: i64 = refunds[0].lines.iter().map(|line| line.vendor_net).sum();
    let receives = format!("You receive {}", money(part.vendor_net - net));
    assert!(page.says(&format!("Paid by the buyer {}", money(part.total))), "{}", page.words());
    assert!(page.says(&receives) && page.says("Refunded"), "{}", page.words());
    let plain = order.number.replace('-', "").to_lowercase();
    let product = part.lines[0].name.to_uppercase();
    for typed in [plain.as_str(), &product, "no such thing"] {
        let found = ines.get(&format!("/vendor/orders?q={}", souk_domain::percent::encode(typed))).await;
        assert_eq!(found.html.contains(&address), typed != "no such thing", "{typed}: {}", found.words());
    }
    // the day to post it has ended; the day it was promised for has not
    let wait = due.duration_since(stalls.market.app.now());
    stalls.market.clock.set(wait + jiff::SignedDuration::from_millis(1));
    let list = ines.get("/vendor/orders").await;
    assert!(list.says("(late)"), "{}", list.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn a_parcel_that_arrived_is_not_lost_by_one_press() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let (address, track) =
        (format!("/vendor/orders/{}", order.number), format!("/vendor/orders/{}/track", order.number));
    for parcel in stalls.market.ship_all(order.id).await {
        stalls.market.track(parcel.id, ShipmentStatus::Delivered).await.unwrap();
    }
    let page = ines.get(&address).await;
    let gone = page.form(&track);
    assert_eq!(gone.value("status"), Some(""), "nothing is chosen beforehand");
    let refused = ines.post(&gone).await;
    assert_eq!(refused.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(refused.says("Choose where the parcel is."), "{}", refused.words());
    assert_eq!(own_part(&stalls, &order).await.shipments[0].status, ShipmentStatus::Delivered);
    fulfilment::confirm_receipt(&stalls.market.app, Actor::Guest, order.id, None, None).await.unwrap();
    assert!(!ines.get(&address).await.html.contains(&track), "what is settled stays so");
    stalls.market.close().await;
}

#[tokio::test]
async fn what_is_packed_waits_gets_its_number_and_is_unpacked() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let mut ines = stalls.worker("Ines", MemberRole::Fulfilment).await;
    let (address, track) =
        (format!("/vendor/orders/{}", order.number), format!("/vendor/orders/{}/track", order.number));
    let ship = ines.get(&address).await.form(&format!("{address}/ship")).with("status", "packed");
    let packed = ines.submit(&ship).await;
    let list = ines.get("/vendor/orders").await;
    assert!(list.says("To ship 1") && list.says("Packed, waiting"), "{}", list.words());
    let carriage = form(&packed, &track, ("form", "carriage"));
    let carried = ines.submit(&carriage.with("carrier", "UPS").with("tracking_number", "1Z 999")).await;
    assert!(carried.says("1Z999"), "{}", carried.words());
    let parcel = own_part(&stalls, &order).await.shipments[0].clone();
    assert_eq!((parcel.tracking_number.as_deref(), parcel.status), (Some("1Z999"), ShipmentStatus::Packed));
    let unpacked = ines.submit(&form(&carried, &track, ("status", "returned"))).await;
    assert!(unpacked.says("3 to ship"), "{}", unpacked.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn two_who_give_back_the_same_do_it_once() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let (address, refund) =
        (format!("/vendor/orders/{}", order.number), format!("/vendor/orders/{}/refund", order.number));
    let mut ines = stalls.worker("Ines", MemberRole::Manager).await;
    let mut omar = stalls.worker("Omar", MemberRole::Owner).await;
    let first = form(&ines.get(&address).await, &refund, ("by", "sum"));
    let second = form(&omar.get(&address).await, &refund, ("by", "sum"));
    let first = ines.post(&first.with("amount", "10").with("reason", "Late")).await;
    let second = omar.post(&second.with("amount", "10").with("reason", "Late")).await;
    ines.submit(&form(&first, &refund, ("by", "sum"))).await;
    let late = omar.post(&form(&second, &refund, ("by", "sum"))).await;
    assert_eq!(late.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!(late.value("amount"), "10", "what was typed stays");
    let refunds = refunds::list_order_refunds(&stalls.market.app, Actor::Operator, order.id);
    assert_eq!(refunds.await.unwrap().len(), 1);
    // whoever has seen it may do it all the same
    let again = form(&omar.post(&form(&late, &refund, ("by", "sum"))).await, &refund, ("by", "sum"));
    assert!(omar.submit(&again).await.says("The money is on its way back"));
    stalls.market.close().await;
}

#[tokio::test]
async fn what_a_role_may_not_do_is_neither_shown_nor_done_and_of_another_vendor_nothing_is_there() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let address = format!("/vendor/orders/{}", order.number);
    let mut manager = stalls.worker("Ines", MemberRole::Manager).await;
    let page = manager.get(&address).await;
    let (ship, refund) = (format!("{address}/ship"), format!("{address}/refund"));
    let (to_ship, to_refund) = (page.form(&ship), form(&page, &refund, ("by", "sum")));

    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    let seen = packer.get(&address).await;
    assert!(seen.html.contains(&ship) && !seen.html.contains(&refund), "{}", seen.words());
    assert!(!seen.says("Commission"), "money is not theirs to see");
    let token = packer.token().await;
    let refused = packer.post(&to_refund.with("csrf", &token)).await;
    assert_eq!(refused.status, StatusCode::FORBIDDEN);

    let mut reader = stalls.worker("Tessa", MemberRole::ReadOnly).await;
    let seen = reader.get(&address).await;
    assert!(!seen.html.contains(&ship) && !seen.html.contains(&refund));
    let token = reader.token().await;
    assert_eq!(reader.post(&to_ship.clone().with("csrf", &token)).await.status, StatusCode::FORBIDDEN);

    let third = stalls.market.vendor("Third House").await;
    let (_, session) = stalls.market.worker("Omar", third, MemberRole::Owner).await;
    let mut stranger = stalls.signed_in(&session);
    let token = stranger.token().await;
    assert_eq!(stranger.get(&address).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.get(&format!("{address}/slip")).await.status, StatusCode::NOT_FOUND);
    assert_eq!(stranger.post(&to_ship.clone().with("csrf", &token)).await.status, StatusCode::CONFLICT);
    let theft = to_ship.with("csrf", &token).with("vendor", &third.to_string());
    assert_eq!(stranger.post(&theft).await.status, StatusCode::NOT_FOUND);
    stalls.market.close().await;
}

#[tokio::test]
async fn chosen_orders_are_sent_at_once_and_what_is_refused_stays_in_the_form() {
    let stalls = Stalls::open().await;
    let (first, second) = (bought(&stalls).await, bought(&stalls).await);
    let mut ines = stalls.worker("Ines", MemberRole::Owner).await;
    let chosen = format!("/vendor/orders/ship?o-{}=on&o-{}=on", first.number, second.number);
    let page = ines.get(&chosen).await;
    let both = page.form("/vendor/orders/ship").with("carrier", "UPS");
    stalls.market.ship(&own_part(&stalls, &second).await, &[]).await.unwrap();
    let part = ines.post(&both).await;
    assert_eq!(part.status, StatusCode::UNPROCESSABLE_ENTITY);
    let gone = format!("{} is not to be shipped any more.", second.number);
    assert!(part.says("One order is shipped") && part.says(&gone), "{}", part.words());
    assert!(!part.html.contains(&format!("name=\"t-{}", first.number)));
    // nothing of them is left: that is not told as a success
    let nothing = ines.post(&both).await;
    assert_eq!(nothing.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(!nothing.says("shipped. Look at the others") && nothing.says(&gone), "{}", nothing.words());
    // what is wrong with what was typed stands at its field
    let third = bought(&stalls).await;
    let page = ines.get(&format!("/vendor/orders/ship?o-{}=on&o-{}=on", third.number, second.number)).await;
    assert!(!page.html.contains(&format!("name=\"o-{}", second.number)), "only what is open is listed");
    let long = page.form("/vendor/orders/ship").with("carrier", &"x".repeat(300));
    let wrong = ines.post(&long).await;
    assert_eq!(wrong.status, StatusCode::UNPROCESSABLE_ENTITY);
    assert!(wrong.html.contains("href=\"#carrier\""), "{}", wrong.words());
    assert_eq!(own_part(&stalls, &first).await.status, OrderStatus::Shipped);
    let slip = ines.get(&format!("/vendor/orders/{}/slip", first.number)).await;
    assert!(slip.says("Packing slip") && !slip.says("$"), "{}", slip.words());
    stalls.market.close().await;
}

#[tokio::test]
async fn the_first_page_counts_what_waits_and_shows_what_was_sold() {
    let stalls = Stalls::open().await;
    let order = bought(&stalls).await;
    let mut ines = stalls.worker("Ines", MemberRole::Owner).await;
    let home = ines.get("/vendor").await;
    let part = own_part(&stalls, &order).await;
    let sold = souk_ui::money::show(Money::new(part.total, order.currency));
    assert!(home.says("1 To ship All in time") && home.says(&sold), "{}", home.words());
    assert!(home.says("Held until orders are received") && home.says("3 pieces"), "{}", home.words());
    let mut packer = stalls.worker("Noor", MemberRole::Fulfilment).await;
    assert!(!packer.get("/vendor").await.says("Held until orders are received"));
    stalls.market.close().await;
}
