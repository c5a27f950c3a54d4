//! Giving back: refunds of what was bought, and returns.

mod refunds;
mod returns;
mod wire;

use http::Method;
use souk_domain::refusal;
use souk_http::Access;

use crate::{
    operation::{Operation, group},
    wire::ListQuery,
};

/// The returns of an order.
const RETURNS: &str = "/api/v1/orders/{order}/returns";
/// A photograph of one, by each who may see it.
const PHOTOS: &str = "/api/v1/orders/{order}/returns/{return}/photos";
const PHOTO: &str = "/api/v1/orders/{order}/returns/{return}/photos/{photo}";
const OWN_PHOTO: &str = "/api/v1/vendor/returns/{return}/photos/{photo}";
const ANY_PHOTO: &str = "/api/v1/admin/returns/{return}/photos/{photo}";

/// What a step of a return refuses.
const STEP_REFUSES: &[&refusal::Code] =
    &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::RETURN_STEP_NOT_ALLOWED];

/// What saying no to a return refuses.
const NO_REFUSES: &[&refusal::Code] = &[
    &refusal::NOT_FOUND,
    &refusal::PRECONDITION_FAILED,
    &refusal::RETURN_STEP_NOT_ALLOWED,
    &refusal::RETURN_PARTLY_RECEIVED,
];

/// What writing down that a return arrived refuses.
const RECEIPT_REFUSES: &[&refusal::Code] = &[
    &refusal::NOT_FOUND,
    &refusal::PRECONDITION_FAILED,
    &refusal::RETURN_STEP_NOT_ALLOWED,
    &refusal::MORE_THAN_BOUGHT,
    &refusal::UNIQUE_QUANTITY,
    &refusal::STOCK_TOO_LARGE,
];

/// What paying a return back refuses.
const PAY_BACK_REFUSES: &[&refusal::Code] = &[
    &refusal::NOT_FOUND,
    &refusal::PRECONDITION_FAILED,
    &refusal::RETURN_STEP_NOT_ALLOWED,
    &refusal::REFUND_TOO_LARGE,
];

/// What a refund refuses.
const REFUND_REFUSES: &[&refusal::Code] = &[
    &refusal::NOT_FOUND,
    &refusal::PRECONDITION_FAILED,
    &refusal::ORDER_NOT_PAID,
    &refusal::MORE_THAN_BOUGHT,
    &refusal::REFUND_TOO_LARGE,
    &refusal::CURRENCY_MISMATCH,
    &refusal::RETURN_OPEN,
    &refusal::TOO_MANY_REFUNDS,
];

pub(crate) fn operations() -> Vec<Operation> {
    [
        group("Orders", of_orders()),
        group("Vendor API", of_vendors()),
        group("Staff", of_staff()),
        group("Staff", answers_of_staff()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn of_orders() -> Vec<Operation> {
    let holder = Access::OrderHolder;
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/orders/{order}/refunds",
            "list_order_refunds",
            holder,
            refunds::of_order,
        )
        .says("Money of an order on its way back", "Newest first.")
        .query::<ListQuery>()
        .answers_list::<wire::OrderRefund>()
        .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::POST, RETURNS, "request_return", holder, returns::request)
            .says(
                "Asks to give things back",
                "Of one vendor, once they were delivered and within the days the market says. Photographs may follow.",
            )
            .takes::<returns::ReturnRequest>()
            .answers::<wire::OrderReturn>(201)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::MORE_THAN_BOUGHT,
                &refusal::NOT_DELIVERED,
                &refusal::RETURN_TOO_LATE,
                &refusal::TOO_MANY_RETURNS,
            ]),
        Operation::new(Method::GET, RETURNS, "list_order_returns", holder, returns::of_order)
            .says("The returns of an order", "Newest first.")
            .query::<ListQuery>()
            .answers_list::<wire::OrderReturn>()
            .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::POST, PHOTOS, "add_return_photo", holder, returns::add_photo)
            .says(
                "Adds a photograph to a return",
                "The body is the picture: WebP, JPEG, PNG or GIF, at most 10 MiB. It is re-encoded without EXIF metadata, \
                 and shown to nobody but you, the vendor and the staff.",
            )
            .takes_picture()
            .answers::<wire::OrderReturn>(201)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::TOO_MANY_PHOTOS,
                &refusal::BODY_TOO_LARGE,
                &refusal::UNSUPPORTED_MEDIA_TYPE,
            ]),
        Operation::new(Method::GET, PHOTO, "show_return_photo", holder, returns::photo_of_order)
            .says("A photograph of a return", "A WebP.")
            .answers_nothing(200)
            .refuses(&[&refusal::NOT_FOUND]),
    ]
}

fn of_vendors() -> Vec<Operation> {
    let vendor = Access::Vendor;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Operation::new(
            post.clone(),
            "/api/v1/vendor/orders/{order}/refunds",
            "refund_vendor_order",
            vendor,
            refunds::of_own,
        )
        .says(
            "Gives back money of your vendor order",
            "`lines`: pieces at exactly what was paid for them; those not sent yet are called off, and with the last of them goes \
             the delivery, unless a parcel made its way and came back. `amount`: a sum, for which nothing comes back. The money goes the way \
             it came. Things of an open return are paid back by that.",
        )
        .takes::<refunds::RefundRequest>()
        .answers::<wire::OrderRefund>(201)
        .refuses(REFUND_REFUSES)
        .needs_key(),
        Operation::new(
            get.clone(),
            "/api/v1/vendor/orders/{order}/refunds",
            "list_vendor_order_refunds",
            vendor,
            refunds::list_of_own,
        )
        .says("Money of your vendor order on its way back", "Newest first.")
        .query::<ListQuery>()
        .answers_list::<wire::OrderRefund>()
        .refuses(&[&refusal::NOT_FOUND, &refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(get.clone(), "/api/v1/vendor/returns", "list_returns", vendor, returns::list_own)
            .says("What buyers want to give back to you", "Newest first.")
            .query::<returns::ReturnQuery>()
            .answers_list::<wire::OrderReturn>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            get.clone(),
            "/api/v1/vendor/returns/{return}",
            "show_return",
            vendor,
            returns::show_own,
        )
        .says("One of your returns", "")
        .answers::<wire::OrderReturn>(200)
        .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(get, OWN_PHOTO, "show_own_return_photo", vendor, returns::photo_of_own)
            .says("A photograph of one of your returns", "A WebP.")
            .answers_nothing(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            post.clone(),
            "/api/v1/vendor/returns/{return}/approve",
            "approve_return",
            vendor,
            returns::approve,
        )
        .says("Agrees to a return", "The buyer is told to send it.")
        .takes_if_sent::<returns::ReturnAnswer>()
        .answers::<wire::OrderReturn>(200)
        .refuses(STEP_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/vendor/returns/{return}/refuse",
            "refuse_return",
            vendor,
            returns::refuse,
        )
        .says("Says no to a return", "Also to one that was agreed, when nothing came.")
        .takes::<returns::ReturnNo>()
        .answers::<wire::OrderReturn>(200)
        .refuses(NO_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/vendor/returns/{return}/receive",
            "receive_return",
            vendor,
            returns::receive,
        )
        .says(
            "Writes down that things of a return arrived",
            "All of them, or `lines`: the rest stays awaited, unless `close_reason` closes it. The money of what arrived goes back at once, \
             unless `refund` is false.",
        )
        .takes::<returns::ReturnReceipt>()
        .answers::<wire::OrderReturn>(200)
        .refuses(RECEIPT_REFUSES)
        .needs_key(),
        Operation::new(
            post,
            "/api/v1/vendor/returns/{return}/refund",
            "refund_return",
            vendor,
            returns::refund,
        )
        .says("Gives back the money of what arrived of a return", "What has not arrived stays awaited.")
        .answers::<wire::OrderReturn>(200)
        .refuses(PAY_BACK_REFUSES)
        .needs_key(),
    ]
}

fn of_staff() -> Vec<Operation> {
    let staff = Access::Staff;
    vec![
        Operation::new(
            Method::POST,
            "/api/v1/admin/vendor-orders/{order}/refunds",
            "refund_any_vendor_order",
            staff,
            refunds::of_any,
        )
        .says("Gives back money of a vendor order", "By its own id; as its vendor does.")
        .takes::<refunds::RefundRequest>()
        .answers::<wire::OrderRefund>(201)
        .refuses(REFUND_REFUSES)
        .needs_key(),
        Operation::new(
            Method::GET,
            "/api/v1/admin/returns",
            "list_returns_for_staff",
            staff,
            returns::list_any,
        )
        .says("What buyers want to give back", "Newest first.")
        .query::<returns::ReturnQuery>()
        .answers_list::<wire::OrderReturn>()
        .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::GET, ANY_PHOTO, "show_return_photo_for_staff", staff, returns::photo_of_any)
            .says("A photograph of a return", "A WebP.")
            .answers_nothing(200)
            .refuses(&[&refusal::NOT_FOUND]),
    ]
}

/// What the staff say to a return in its vendor's place: a vendor who is silent, or was suspended, keeps no buyer waiting.
fn answers_of_staff() -> Vec<Operation> {
    let (staff, post) = (Access::Staff, Method::POST);
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/admin/returns/{return}",
            "show_any_return",
            staff,
            returns::show_any,
        )
        .says("One return", "")
        .answers::<wire::OrderReturn>(200)
        .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/returns/{return}/approve",
            "approve_any_return",
            staff,
            returns::approve_any,
        )
        .says("Agrees to a return in its vendor's place", "The buyer is told to send it.")
        .takes::<returns::StaffReturnAnswer>()
        .answers::<wire::OrderReturn>(200)
        .refuses(STEP_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/admin/returns/{return}/refuse",
            "refuse_any_return",
            staff,
            returns::refuse_any,
        )
        .says("Says no to a return in its vendor's place", "Also to one that was agreed, when nothing came.")
        .takes::<returns::StaffReturnNo>()
        .answers::<wire::OrderReturn>(200)
        .refuses(NO_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/admin/returns/{return}/receive",
            "receive_any_return",
            staff,
            returns::receive_any,
        )
        .says("Writes down that things of a return arrived", "In its vendor's place, as it does.")
        .takes::<returns::StaffReturnReceipt>()
        .answers::<wire::OrderReturn>(200)
        .refuses(RECEIPT_REFUSES)
        .needs_key(),
        Operation::new(
            post,
            "/api/v1/admin/returns/{return}/refund",
            "refund_any_return",
            staff,
            returns::refund_any,
        )
        .says("Gives back the money of what arrived of a return", "In its vendor's place.")
        .takes::<returns::StaffReturnRefund>()
        .answers::<wire::OrderReturn>(200)
        .refuses(PAY_BACK_REFUSES)
        .needs_key(),
    ]
}
