//! Orders: placed, looked at, paid again, cancelled. Whoever has the order's token holds it.

mod answering;
mod cancel;
mod card;
mod downloads;
mod link;
mod pay;
mod payment;
mod place;
pub(crate) mod receipt;
mod show;
pub(crate) mod wire;

pub(crate) use show::open;

use http::Method;
use souk_domain::refusal;
use souk_http::Access;

use crate::operation::{Operation, group};

pub(crate) fn operations() -> Vec<Operation> {
    let holder = Access::OrderHolder;
    group(
        "Orders",
        vec![
            Operation::new(Method::POST, "/api/v1/orders", "place_order", Access::CartHolder, place::place)
                .says(
                    "Places an order and pays for it",
                    "201 also while the payment is pending (a transfer, a confirmation at the bank, an answer that is not known \
                     yet): look at `payment`. 402 `card_declined` keeps the order, named in `order`: pay again. Send \
                     `expected_total` so that the price cannot move unseen, and `expected_contents` so that the cart cannot.",
                )
                .takes::<place::PlaceRequest>()
                .answers::<wire::PlacedOrder>(201)
                .refuses(&[
                    &refusal::CARD_DECLINED,
                    &refusal::NOT_FOUND,
                    &refusal::CART_ORDERED,
                    &refusal::CART_EMPTY,
                    &refusal::OUT_OF_STOCK,
                    &refusal::TOTAL_CHANGED,
                    &refusal::CONTENTS_CHANGED,
                    &refusal::PROMOTION_GONE,
                    &refusal::NOT_FOR_SALE,
                    &refusal::CURRENCY_MISMATCH,
                    &refusal::NO_SHIPPING_METHOD,
                    &refusal::SHIPPING_METHOD_NOT_OFFERED,
                    &refusal::INVALID_CARD,
                    &refusal::NOT_A_TEST_CARD,
                    &refusal::METHOD_NOT_OFFERED,
                    &refusal::TOO_MANY_UNPAID,
                ])
                .needs_key()
                .on_the_money_path(),
            Operation::new(Method::GET, "/api/v1/orders/{order}", "show_order", holder, show::show)
                .says("One order", "By id or number, with its token in `Souk-Order-Token` or `?token=`, or signed in as its buyer.")
                .query::<show::TokenQuery>()
                .answers::<wire::Order>(200)
                .refuses(&[&refusal::NOT_FOUND])
                .on_the_money_path(),
            Operation::new(Method::GET, "/api/v1/orders/{order}/downloads", "list_order_downloads", holder, downloads::list)
                .says(
                    "The files of an order",
                    "Once it is paid, and unless it was paid back. Each has a link that runs out; what needs no parcel counts as arrived \
                     when its link is opened.",
                )
                .query::<show::TokenQuery>()
                .answers::<downloads::OrderDownloads>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(Method::POST, "/api/v1/order-links", "ask_order_link", Access::Anyone, link::ask)
                .says(
                    "Asks for a fresh link to an order, by mail",
                    "By its number and the address it was placed with. The answer is the same whether they belong together or not.",
                )
                .takes::<link::OrderLinkRequest>()
                .answers_nothing(202)
                .refuses(&[&refusal::TOO_MANY_REQUESTS])
                .ignores_key(),
            Operation::new(Method::POST, "/api/v1/orders/{order}/payments", "pay_order", holder, pay::pay)
                .says("Tries again to pay an order", "Only while it is pending and no other try is under way.")
                .takes::<pay::PayRequest>()
                .answers::<wire::PlacedOrder>(201)
                .refuses(&[
                    &refusal::CARD_DECLINED,
                    &refusal::NOT_FOUND,
                    &refusal::PAYMENT_IN_PROGRESS,
                    &refusal::ALREADY_PAID,
                    &refusal::PAYMENT_CLOSED,
                    &refusal::INVALID_CARD,
                    &refusal::NOT_A_TEST_CARD,
                    &refusal::METHOD_NOT_OFFERED,
                    &refusal::TOO_MANY_ATTEMPTS,
                ])
                .needs_key()
                .on_the_money_path(),
            Operation::new(Method::POST, "/api/v1/orders/{order}/cancel", "cancel_order", holder, cancel::cancel)
                .says(
                    "Cancels an order",
                    "While nothing of it is on its way. What was paid goes back the way it came; the things of an unpaid one go into a \
                     fresh cart: `cart_id`. Cancelling again changes nothing.",
                )
                .takes_if_sent::<cancel::CancelRequest>()
                .answers::<cancel::CancelledOrder>(200)
                .refuses(&[
                    &refusal::NOT_FOUND,
                    &refusal::ALREADY_PAID,
                    &refusal::PAYMENT_IN_PROGRESS,
                    &refusal::ALREADY_SHIPPED,
                ]),
            Operation::new(Method::POST, "/api/v1/orders/{order}/confirm", "confirm_receipt", holder, receipt::confirm)
                .says(
                    "Says that the buyer has it",
                    "All that is on its way or has just arrived, or one vendor order of it: its vendor's money is set free. \
                     Confirming again changes nothing. Without it, that happens some days after the arrival.",
                )
                .takes_if_sent::<receipt::ReceiptRequest>()
                .answers::<wire::Order>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::NOTHING_ARRIVES, &refusal::VENDOR_ORDER_HELD]),
            Operation::new(Method::POST, "/api/v1/orders/{order}/not-received", "report_not_received", holder, receipt::not_received)
                .says(
                    "Says that something did not arrive",
                    "Its vendor is told, and nothing is confirmed by itself until that is settled, or the buyer confirms it after all.",
                )
                .takes_if_sent::<receipt::ReceiptRequest>()
                .answers::<wire::Order>(200)
                .refuses(&[&refusal::NOT_FOUND, &refusal::NOTHING_ARRIVES]),
        ],
    )
}
