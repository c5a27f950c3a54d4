use super::*;
use crate::ids::{OrderId, OrderNumber, VariantId, VendorId};
use crate::money::Currency;
use crate::pricing::Totals;

const ORDER: OrderId = OrderId::from_bytes([1; 16]);
const VARIANT: VariantId = VariantId::from_bytes([1; 16]);

const POLICY: ThrottlePolicy = ThrottlePolicy { name: "tries", uses: 5, window_s: 60 };

#[test]
fn every_code_is_named_once_in_snake_case_and_says_what_to_do() {
    let names: std::collections::BTreeSet<_> = CODES.iter().map(|code| code.name).collect();
    assert_eq!(names.len(), CODES.len());
    for code in CODES {
        assert!(
            code.name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_'),
            "{}",
            code.name
        );
        assert!(!code.title.ends_with('.') && code.advice.ends_with('.'), "{}", code.name);
        assert!((400..=599).contains(&code.kind.status()));
    }
}

#[test]
fn the_codes_of_the_contract_keep_their_names_and_statuses() {
    for (name, status) in [
        ("idempotency_key_required", 400),
        ("idempotency_in_flight", 409),
        ("idempotency_conflict", 422),
        ("card_declined", 402),
        ("out_of_stock", 409),
        ("total_changed", 409),
        ("contents_changed", 409),
        ("cart_ordered", 409),
        ("payment_in_progress", 409),
        ("no_shipping_method", 422),
        ("card_data_not_accepted", 422),
        ("not_a_test_card", 422),
        ("below_allocated", 409),
        ("not_found", 404),
    ] {
        let code = CODES.iter().find(|code| code.name == name).unwrap();
        assert_eq!(code.kind.status(), status, "{name}");
    }
}

fn totals() -> Totals {
    Totals {
        currency: Currency::USD,
        subtotal: 1000,
        discount_total: 0,
        shipping_total: 490,
        tax_total: 60,
        grand_total: 1550,
    }
}

#[test]
fn a_refusal_says_what_is_wrong_and_how_to_mend_it() {
    let number = OrderNumber::from_random([0; 5]);
    let short = |left| ShortLine { pointer: "/lines/0/quantity".into(), variant: VARIANT, left };
    for (refusal, code, detail) in [
        (
            Refusal::from(CheckoutRefusal::OutOfStock { lines: vec![short(2)] }),
            "out_of_stock",
            "Only 2 left. Change the quantity or take the line out, then order again.",
        ),
        (
            CheckoutRefusal::TotalChanged { totals: totals() }.into(),
            "total_changed",
            "The total is now 15.50 USD. Look at it, then order again.",
        ),
        (
            PaymentRefusal::CardDeclined { decline: DeclineCode::InsufficientFunds }.into(),
            "card_declined",
            "Insufficient funds. Try another card. Nothing was charged, and your order is kept for you.",
        ),
        (
            InventoryRefusal::BelowAllocated { reserved: 3, orders: vec![number] }.into(),
            "below_allocated",
            "3 pieces are promised to order S-0000-0000. Cancel or ship some of it, or count again.",
        ),
        (
            InventoryRefusal::BelowAllocated { reserved: 1, orders: vec![number; MOST_ORDERS_NAMED + 1] }
                .into(),
            "below_allocated",
            format!(
                "1 piece is promised to orders {} and others. Cancel or ship some of it, or count again.",
                vec!["S-0000-0000"; MOST_ORDERS_NAMED].join(", ")
            )
            .as_str(),
        ),
        (
            CheckoutRefusal::TooManyUnpaidOfGuest { max: 1 }.into(),
            "too_many_unpaid",
            "There is already an order under this e-mail address waiting for payment. Pay or cancel it by the link in its letter, or sign in: orders of an account are counted by themselves.",
        ),
        (
            CheckoutRefusal::TooManyUnpaid { max: 3 }.into(),
            "too_many_unpaid",
            "There are already 3 orders waiting for payment. Pay or cancel one of them first.",
        ),
        (
            CheckoutRefusal::TooManyUnpaidOfClient { max: 1 }.into(),
            "too_many_unpaid",
            "There is already an order from this internet connection waiting for payment. Pay or cancel it, or order over another connection.",
        ),
        (
            PaymentRefusal::TooManyAttempts { max: 1 }.into(),
            "too_many_attempts",
            "This order was tried 1 time. Place a new one, or write to the market.",
        ),
        (
            ThrottleRefusal { retry_after_s: 1, policy: POLICY }.into(),
            "too_many_requests",
            "That was too much at once. Try again in 1 second.",
        ),
        (
            RequestRefusal::ListFull { what: "categories", max: 5_000 }.into(),
            "list_full",
            "A market has at most 5000 categories. Use one there is, or take one away first.",
        ),
        (
            ThrottleRefusal { retry_after_s: 7, policy: POLICY }.into(),
            "too_many_requests",
            "That was too much at once. Try again in 7 seconds.",
        ),
    ] {
        assert_eq!((refusal.code().name, refusal.detail().as_str()), (code, detail));
    }
}

#[test]
fn fields_carry_their_pointer_and_code() {
    let lines = vec![ShortLine { pointer: "/lines/3/quantity".into(), variant: VARIANT, left: 0 }];
    let fields = Refusal::from(CheckoutRefusal::OutOfStock { lines }).fields();
    assert_eq!(fields, [FieldError::new("/lines/3/quantity", "out_of_stock", "None left.")]);
    let unknown = RequestRefusal::UnknownField { pointer: "/colour".into(), name: "colour".into() };
    assert_eq!((unknown.fields()[0].code, unknown.code().kind.status()), ("unknown_field", 422));
    assert_eq!(CatalogueRefusal::SlugTaken { slug: "oak".into() }.fields()[0].pointer, "/slug");
    assert!(Refusal::from(CartRefusal::Ordered { order: ORDER }).fields().is_empty());
}

#[test]
fn only_what_passes_by_itself_says_when_to_try_again() {
    assert_eq!(Refusal::from(PaymentRefusal::InProgress { retry_after_s: 5 }).retry_after_s(), Some(5));
    assert_eq!(Refusal::from(IdempotencyRefusal::InFlight { retry_after_s: 1 }).retry_after_s(), Some(1));
    assert_eq!(Refusal::from(ThrottleRefusal { retry_after_s: 9, policy: POLICY }).retry_after_s(), Some(9));
    let vendor = VendorId::from_bytes([1; 16]);
    assert_eq!(Refusal::from(PricingRefusal::NoShippingMethod { vendor }).retry_after_s(), None);
}

#[test]
fn a_malformed_id_becomes_a_refusal_of_the_request() {
    let refusal: Refusal = "x".parse::<OrderId>().unwrap_err().into();
    assert_eq!((refusal.code().name, refusal.code().kind.status()), ("malformed_id", 400));
    assert!(refusal.detail().contains("ord_"));
}

#[test]
fn a_gateways_unknown_word_is_a_plain_decline() {
    assert_eq!(DeclineCode::from_gateway("insufficient_funds"), DeclineCode::InsufficientFunds);
    assert_eq!(DeclineCode::from_gateway("do_not_honour"), DeclineCode::GenericDecline);
}
