//! One order: bought, sent, lost, sent again, received, given back in part, and reviewed.

use super::{BACK, BUYER, ONE, PAID, PRODUCT, SUMS, TWO, coming::SHOP};
use crate::harness::{
    Browser,
    basket::{self, GOOD_CARD},
    bill::Bill,
    people, until,
};

const SHIP: &str = "form[action$='/ship']";
const LATE: &str = "1Z999AA10123456785";
const COMMENT: &str = "Soft as promised, and the colour of the sea.";

/// Buys two of one variant and one of another, signed in. Answers the order's number.
pub(super) async fn buy(buyer: &Browser, page: &str) -> String {
    people::register(buyer, "Ada", "Buyer", BUYER).await;
    buyer.goto(page).await;
    buyer.wait_for("#product .buy h1").await;
    assert_eq!(buyer.count(".gallery figure").await, 4);
    put(buyer, page, ["Size: S", "Colour: Teal"], "2").await;
    put(buyer, page, ["Size: M", "Colour: Rust"], "1").await;
    assert_eq!(buyer.count("#cart .item").await, 2);
    buyer.goto("/checkout").await;
    basket::fill_address(buyer, BUYER).await;
    basket::fill_card(buyer, GOOD_CARD).await;
    buyer.press(basket::ORDER).await;
    buyer.wait_for_words(".thanks .badge", "Paid").await;
    assert_eq!(Bill::read(buyer).await, PAID);
    basket::order_number(buyer).await
}

async fn put(buyer: &Browser, page: &str, choices: [&str; 2], pieces: &str) {
    buyer.goto(page).await;
    for choice in choices {
        buyer.press(&format!("a.option[data-key='{choice}']")).await;
        buyer.wait_for(&format!("a.option[data-key='{choice}'][aria-current]")).await;
    }
    buyer.fill("#quantity", pieces).await;
    buyer.press(basket::ADD).await;
    buyer.wait_for_words("#cart .item .note", &choices.join(", ")).await;
}

/// Sends it in two parcels, of which one is lost; what was in it is sent again.
pub(super) async fn send(seller: &Browser, number: &str) {
    seller.goto("/vendor/orders").await;
    seller.press(&format!(".table a[href='/vendor/orders/{number}']")).await;
    seller.wait_for(SHIP).await;
    assert_eq!(seller.texts("section[aria-labelledby='sums'] dd").await, SUMS);
    let named = [format!("{TWO}, up to 2"), format!("{ONE}, up to 1")];
    assert_eq!(seller.texts(&format!("{SHIP} li label")).await, named);
    seller.fill(&format!("{SHIP} li:nth-child(2) input"), "0").await;
    ship(seller, 1, "1Z999AA10123456783").await;
    assert_eq!(seller.texts(&format!("{SHIP} li label")).await, [format!("{ONE}, up to 1")]);
    ship(seller, 2, "1Z999AA10123456784").await;
    seller.wait_for_words(".head-work .badge", "Shipped").await;
    lose(seller, 2).await;
    seller.wait_for_words(".head-work .badge", "To ship").await;
    ship(seller, 3, LATE).await;
    tell(seller, 1, "Delivered").await;
    seller.wait_for_words(".head-work .badge", "Shipped").await;
    tell(seller, 3, "Delivered").await;
    seller.wait_for_words(".head-work .badge", "Delivered").await;
    assert_eq!(seller.count(SHIP).await, 0, "nothing is left to send");
}

/// Makes a parcel of what the form has, which becomes the one of this number.
async fn ship(seller: &Browser, number: usize, tracking: &str) {
    seller.fill("#carrier", "UPS").await;
    seller.fill("#tracking_number", tracking).await;
    seller.press(&format!("{SHIP} button")).await;
    until(&format!("parcel {number}"), || async move {
        (seller.count("section[aria-labelledby^='p-shp_']").await == number).then_some(())
    })
    .await;
    seller.wait_for_words("main .banner.ok", "The parcel is made").await;
}

/// The part of the page that is about the parcel of this number.
async fn parcel(seller: &Browser, number: usize) -> String {
    let id = "const parcels = document.querySelectorAll(\"section[aria-labelledby^='p-shp_']\"); \
              return parcels[arguments[0] - 1].getAttribute('aria-labelledby')";
    let id = seller.ask(id, vec![number.into()]).await;
    format!("section[aria-labelledby='{}']", id.as_str().expect("an id"))
}

/// Tells where the parcel of this number is.
async fn tell(seller: &Browser, number: usize, words: &str) {
    let parcel = parcel(seller, number).await;
    let form = format!("{parcel} form:has(select[id^='status-'])");
    seller.choose(&format!("{form} select"), words).await;
    seller.press(&format!("{form} button")).await;
    seller.wait_for_words(&format!("{parcel} .head .badge"), words).await;
}

/// Gives the parcel of this number up, which takes opening a part of the page that is folded.
async fn lose(seller: &Browser, number: usize) {
    let parcel = parcel(seller, number).await;
    let fold = format!("{parcel} details:has(select[id^='gone-'])");
    seller.press(&format!("{fold} summary")).await;
    seller.choose(&format!("{fold} select"), "Lost on the way").await;
    seller.press(&format!("{fold} button")).await;
    seller.wait_for_words(&format!("{parcel} .head .badge"), "Lost on the way").await;
}

/// The buyer sees what became of each parcel, and has it all.
pub(super) async fn receive(buyer: &Browser, number: &str) {
    buyer.goto(&format!("/o/{number}")).await;
    let received = "form[action$='/received'] button";
    buyer.wait_for(received).await;
    let parcels = buyer.texts("#order .sent").await;
    for (parcel, words) in parcels.iter().zip([
        ["Parcel 1", "Delivered", &format!("2 × {TWO}")],
        ["Parcel 2", "Lost on the way", &format!("1 × {ONE}")],
        ["Parcel 3", "Delivered", LATE],
    ]) {
        assert!(words.iter().all(|words| parcel.contains(words)), "{words:?} in {parcel}");
    }
    assert_eq!(parcels.len(), 3);
    buyer.press(received).await;
    until("the receipt is written down", || async { (buyer.count(received).await == 0).then_some(()) }).await;
}

/// One of the two goes back: asked for, agreed, received and for sale again, and the bank sends its money.
pub(super) async fn give_back(seller: &Browser, buyer: &Browser, number: &str) {
    buyer.press("#order a[href$='/returns']").await;
    buyer.wait_for("#line").await;
    assert_eq!(buyer.texts("#line option").await, [format!("{TWO}, up to 2"), format!("{ONE}, up to 1")]);
    buyer.choose("#line", &format!("{TWO}, up to 2")).await;
    buyer.fill("#quantity", "1").await;
    buyer.choose("#reason", "It does not fit").await;
    buyer.fill("#words", "One would have been enough.").await;
    buyer.press("main form button.btn").await;
    buyer.wait_for_words("#order .badge", "Return asked for").await;

    seller.goto("/vendor/returns").await;
    seller.wait_for_words("main .panel", &format!("1 × {TWO}")).await;
    seller.wait_for_words("main .panel", "One would have been enough.").await;
    seller.press("button[value='approve']").await;
    seller.wait_for_words("main .panel .badge", "Return agreed").await;
    seller.press("button[value='receive']").await;
    seller.wait_for_words("button[value='receive']", "It is here: refund $").await;
    seller.press("button[value='receive']").await;
    seller.wait_for_words("main .panel .badge", "Return refunded").await;

    until("the bank sends it", || async {
        buyer.goto(&format!("/o/{number}")).await;
        buyer.texts("#order .badge").await.iter().any(|badge| badge == "Refunded").then_some(())
    })
    .await;
    let told = format!("{BACK} from {SHOP} · 1 × {TWO}");
    buyer.wait_for_words("section[aria-labelledby='back'] li", &told).await;
}

/// Says what it is like, for everyone who looks at it.
pub(super) async fn review(buyer: &Browser, number: &str, page: &str) {
    buyer.goto(&format!("/o/{number}")).await;
    buyer.press("#order a[href$='/review']").await;
    buyer.choose("#rating", "4 stars").await;
    buyer.fill("#comment", COMMENT).await;
    buyer.press("main form button.btn").await;
    buyer.wait_for("#order #order-number").await;
    buyer.goto(page).await;
    buyer.wait_for_words("h1", PRODUCT).await;
    buyer.wait_for_words("section[aria-labelledby='reviews'] li", COMMENT).await;
    buyer.wait_for_words("section[aria-labelledby='reviews'] li", "Ada").await;
}
