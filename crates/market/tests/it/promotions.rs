//! Promotions from the rule to the ledger: who pays for what is lowered, what is used and given back, and whose goods it reaches.

use souk_domain::{
    ids::{CartKey, OrderId, PromotionId, VendorId},
    order::{CashCollector, OrderStatus},
    pricing::{Benefit, FundedBy, Outcome, Scope, Stacking},
    promotion::PromotionDraft,
    quantity::Quantity,
};
use souk_market::{
    Actor, Result, accounts,
    cart::{self, CartToSimulate, CartView},
    promotions::{self, NewCodes, PromotionPatch, Whose},
};
use souk_testkit::{Market, market::CARD};

use super::{
    giving_back::{line, pieces, refund},
    shop::{DECLINED, mugs, refused},
};

/// One that a code has to unlock.
pub(crate) fn coded(name: &str, benefit: Benefit) -> PromotionDraft {
    PromotionDraft { needs_code: true, ..PromotionDraft::new(name, benefit) }
}

/// Makes a promotion of the market, or of a vendor.
pub(crate) async fn promote(
    market: &Market,
    vendor: Option<VendorId>,
    draft: PromotionDraft,
    code: Option<&str>,
) -> PromotionId {
    let whose = vendor.map_or(Whose::Market, Whose::Vendor);
    let new = (draft, code.map(str::to_owned));
    let made = promotions::create_promotion(&market.app, Actor::Operator, whose, new, None).await;
    made.expect("a promotion").fresh().expect("no key").promotion.id
}

/// Enters a code.
pub(crate) async fn enter(market: &Market, cart: CartKey, code: &str) -> Result<CartView> {
    cart::put_cart_code(&market.app, Actor::Guest, cart, (code.to_owned(), None)).await
}

pub(crate) async fn used(market: &Market, promotion: PromotionId) -> i64 {
    let named = (Whose::Market, promotion);
    promotions::show_promotion(&market.app, Actor::Operator, named).await.expect("a promotion").used
}

pub(crate) async fn view(market: &Market, cart: CartKey) -> CartView {
    cart::show_cart(&market.app, Actor::Guest, cart).await.expect("a cart")
}

/// What became of a promotion in a cart: a word.
fn told(view: &CartView, promotion: PromotionId) -> &'static str {
    match view.priced.considered.iter().find(|one| one.promotion == promotion).map(|one| &one.outcome) {
        Some(Outcome::Applied { .. }) => "applied",
        Some(Outcome::AddressNeeded) => "address_needed",
        Some(Outcome::Refused(why)) => why.word(),
        None => "not there",
    }
}

/// What every account of the ledger has, that has anything, without the gateway's.
async fn books(market: &Market) -> Vec<(&'static str, i64)> {
    let mut books = Vec::new();
    for account in [
        "gateway_receivable",
        "platform_discounts",
        "vendor_escrow",
        "commission",
        "commission_tax",
        "sales_tax_payable",
        "refunds_clearing",
    ] {
        let balance = market.balance(account).await;
        if balance != 0 {
            books.push((account, balance));
        }
    }
    books
}

/// Two mugs of 24.50 and 5.00 of shipping, with 10.00 off, paid by card.
async fn buy_two_with_ten_off(bearer: FundedBy) -> (Market, OrderId) {
    let (market, mug) = mugs().await;
    let ten = PromotionDraft {
        funded_by: bearer,
        ..PromotionDraft::new("Ten off", Benefit::FixedAmount { discount: 1_000 })
    };
    promote(&market, None, ten, None).await;
    let answer = market.place(market.cart(&[(mug, 2)]).await, CARD).await.unwrap();
    assert_eq!(answer.body, "paid");
    (market, answer.order)
}

#[tokio::test]
async fn a_discount_that_vendors_bear_lowers_their_net_and_the_commission() {
    let (market, order) = buy_two_with_ten_off(FundedBy::Vendor).await;
    let view = market.order_view(order).await;
    // 49.00 − 10.00 + 5.00 + 6 % of 39.00
    assert_eq!((view.discount_total, view.tax_total, view.grand_total), (1_000, 234, 4_634));
    // commission 10 % of 39.00; the vendor has the rest
    let expected = [
        ("gateway_receivable", 4_634),
        ("vendor_escrow", -(4_634 - 390 - 234)),
        ("commission", -390),
        ("sales_tax_payable", -234),
    ];
    assert_eq!(books(&market).await, expected);
    market.close().await;
}

#[tokio::test]
async fn a_discount_that_the_market_bears_leaves_the_vendor_what_it_would_have() {
    let (market, order) = buy_two_with_ten_off(FundedBy::Platform).await;
    assert_eq!(market.order_view(order).await.grand_total, 4_634);
    // commission 10 % of 49.00: the market's gift does not lower it
    let expected = [
        ("gateway_receivable", 4_634),
        ("platform_discounts", 1_000),
        ("vendor_escrow", -(4_634 + 1_000 - 490 - 234)),
        ("commission", -490),
        ("sales_tax_payable", -234),
    ];
    assert_eq!(books(&market).await, expected);
    market.close().await;
}

#[tokio::test]
async fn a_shared_discount_is_shared_and_the_odd_cent_is_the_markets() {
    let (market, order) = buy_two_with_ten_off(FundedBy::Shared { platform_bps: 3_333 }).await;
    assert_eq!(market.order_view(order).await.adjustments[0].platform, 334);
    // the vendor gave 6.66: commission 10 % of 42.34
    let expected = [
        ("gateway_receivable", 4_634),
        ("platform_discounts", 334),
        ("vendor_escrow", -(4_634 + 334 - 423 - 234)),
        ("commission", -423),
        ("sales_tax_payable", -234),
    ];
    assert_eq!(books(&market).await, expected);
    market.close().await;
}

#[tokio::test]
async fn a_refund_takes_the_markets_part_back_piece_by_piece() {
    let (market, order) = buy_two_with_ten_off(FundedBy::Platform).await;
    let part = market.order_view(order).await.vendor_orders.remove(0);
    let kiln = part.vendor;
    refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], false)).await.unwrap();
    assert_eq!(market.balance("platform_discounts").await, 500);
    let part = market.order_view(order).await.vendor_orders.remove(0);
    refund(&market, kiln, part.id, pieces(vec![line(&part, 0, 1)], true)).await.unwrap();
    market.deliver().await;
    // the uses stay: what was bought and given back was used
    assert_eq!(books(&market).await, []);
    market.close().await;
}

#[tokio::test]
async fn free_shipping_that_the_market_bears_pays_the_vendor_its_fee() {
    let (market, mug) = mugs().await;
    let free = PromotionDraft {
        funded_by: FundedBy::Platform,
        ..PromotionDraft::new("Sent free", Benefit::FreeShipping)
    };
    promote(&market, None, free, None).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    let view = market.order_view(order).await;
    assert_eq!((view.shipping_total, view.discount_total, view.grand_total), (0, 0, 2_597));
    assert_eq!((view.adjustments[0].discount, view.adjustments[0].line), (500, None));
    assert_eq!(market.balance("platform_discounts").await, 500);
    assert_eq!(market.balance("vendor_escrow").await, -(2_597 + 500 - 245 - 147));
    market.close().await;
}

#[tokio::test]
async fn a_code_is_entered_told_of_and_taken_out() {
    let (market, mug) = mugs().await;
    let tenth = PromotionDraft { minimum: Some(3_000), ..coded("A tenth", Benefit::Percent { bps: 1_000 }) };
    let tenth = promote(&market, None, tenth, Some("spring-26")).await;
    let cart = market.cart(&[(mug, 1)]).await;
    assert_eq!(told(&view(&market, cart).await, tenth), "not there");
    let entered = enter(&market, cart, " Spring-26 ").await.unwrap();
    assert_eq!(told(&entered, tenth), "minimum_not_reached");
    assert_eq!(entered.codes[0].1.code, "SPRING-26");
    market.add_to(cart, mug).await.unwrap();
    let two = view(&market, cart).await;
    assert_eq!((told(&two, tenth), two.priced.discount_total), ("applied", 490));
    enter(&market, cart, "SPRING-26").await.unwrap();
    let out = cart::remove_cart_code(&market.app, Actor::Guest, cart, "spring-26".to_owned()).await.unwrap();
    assert_eq!((out.codes.len(), out.priced.discount_total), (0, 0));
    let again = cart::remove_cart_code(&market.app, Actor::Guest, cart, "spring-26".to_owned()).await;
    assert_eq!(refused(again), "not_found");
    market.close().await;
}

#[tokio::test]
async fn guessing_codes_has_to_wait_and_a_right_one_is_no_guess() {
    let (market, mug) = mugs().await;
    promote(&market, None, coded("A tenth", Benefit::Percent { bps: 1_000 }), Some("TENTH")).await;
    let cart = market.cart(&[(mug, 1)]).await;
    for _ in 0..15 {
        enter(&market, cart, "tenth").await.unwrap();
    }
    for guess in 0..10 {
        assert_eq!(refused(enter(&market, cart, &format!("GUESS{guess}")).await), "unknown_code");
    }
    assert_eq!(refused(enter(&market, cart, "TENTH").await), "too_many_requests");
    market.close().await;
}

#[tokio::test]
async fn what_ends_unpaid_gives_its_use_back_and_a_cart_with_the_code() {
    let (market, mug) = mugs().await;
    let once = PromotionDraft { limit_total: Some(1), ..coded("Once", Benefit::Percent { bps: 1_000 }) };
    let once = promote(&market, None, once, Some("ONCE")).await;
    let cart = market.cart(&[(mug, 2)]).await;
    enter(&market, cart, "ONCE").await.unwrap();
    let order = market.place(cart, DECLINED).await.unwrap().order;
    assert_eq!(used(&market, once).await, 1);
    // somebody else finds it used up meanwhile, and is told so
    let other = market.cart(&[(mug, 1)]).await;
    assert_eq!(told(&enter(&market, other, "ONCE").await.unwrap(), once), "used_up");
    market.cancel(order).await.unwrap();
    market.cancel(order).await.unwrap();
    assert_eq!(used(&market, once).await, 0);
    assert_eq!(told(&view(&market, other).await, once), "applied");
    let given = market.app.write(Actor::System, move |ctx| Box::pin(cart::give_back(ctx, order)));
    let given = view(&market, given.await.unwrap().unwrap()).await;
    assert_eq!((given.codes[0].1.code.as_str(), told(&given, once)), ("ONCE", "applied"));
    market.close().await;
}

#[tokio::test]
async fn what_lapses_gives_its_use_back() {
    let (market, mug) = mugs().await;
    let once = PromotionDraft {
        limit_total: Some(1),
        ..PromotionDraft::new("Once", Benefit::Percent { bps: 1_000 })
    };
    let once = promote(&market, None, once, None).await;
    let order = market.place(market.cart(&[(mug, 1)]).await, DECLINED).await.unwrap().order;
    assert_eq!(used(&market, once).await, 1);
    market.clock.advance(jiff::SignedDuration::from_hours(1));
    market.deliver().await;
    assert_eq!(market.order_view(order).await.status, OrderStatus::Cancelled);
    assert_eq!(used(&market, once).await, 0);
    // what was paid keeps its use when its money goes back
    let paid = market.place(market.cart(&[(mug, 1)]).await, CARD).await.unwrap().order;
    market.cancel(paid).await.unwrap();
    market.deliver().await;
    assert_eq!(market.order_view(paid).await.status, OrderStatus::Cancelled);
    assert_eq!(used(&market, once).await, 1);
    market.close().await;
}

#[tokio::test]
async fn what_is_called_off_before_it_is_paid_at_the_door_gives_its_use_back() {
    let (market, mug) = mugs().await;
    market.take_cash(CashCollector::Vendor).await;
    let once = PromotionDraft {
        limit_total: Some(1),
        ..PromotionDraft::new("Once", Benefit::Percent { bps: 1_000 })
    };
    let once = promote(&market, None, once, None).await;
    let order = market.place_for_cash(market.cart(&[(mug, 1)]).await).await.unwrap().order;
    assert_eq!(used(&market, once).await, 1);
    market.cancel(order).await.unwrap();
    assert_eq!(
        (market.order_view(order).await.status, used(&market, once).await),
        (OrderStatus::Cancelled, 0)
    );
    market.close().await;
}

#[tokio::test]
async fn codes_go_with_a_cart_to_its_account() {
    let (market, mug) = mugs().await;
    for (name, code) in [("A tenth", "TENTH"), ("A fifth", "FIFTH")] {
        promote(&market, None, coded(name, Benefit::Percent { bps: 1_000 }), Some(code)).await;
    }
    let (account, _) = market.person("Ada").await;
    for (code, codes) in
        [("TENTH", vec!["TENTH"]), ("FIFTH", vec!["TENTH", "FIFTH"]), ("TENTH", vec!["TENTH", "FIFTH"])]
    {
        let guest = market.cart(&[(mug, 1)]).await;
        enter(&market, guest, code).await.unwrap();
        let adopted = market.app.write(Actor::Account { account }, move |ctx| {
            Box::pin(accounts::adopt_cart(ctx, account, Some(guest)))
        });
        let own = view(&market, adopted.await.unwrap().0.unwrap()).await;
        let held: Vec<&str> = own.codes.iter().map(|(_, entered)| entered.code.as_str()).collect();
        assert_eq!(held, codes);
    }
    market.close().await;
}

#[tokio::test]
async fn a_vendors_promotion_reaches_nobody_elses_goods() {
    let market = Market::open().await;
    let (kiln, loom) = (market.vendor("Kiln & Fern").await, market.vendor("Loom House").await);
    let (mug, scarf) = (market.product(kiln, 2_450, 10).await, market.product(loom, 5_900, 10).await);
    let half = PromotionDraft::new("Half", Benefit::Percent { bps: 5_000 });
    let half = promote(&market, Some(kiln), half, None).await;
    let both = view(&market, market.cart(&[(mug, 1), (scarf, 1)]).await).await;
    let off: Vec<i64> = both.priced.lines.iter().map(|line| line.discount).collect();
    assert_eq!((off, told(&both, half)), (vec![1_225, 0], "applied"));
    // it cannot name another's things, nor have the market pay
    let product = both.lines[1].purchasable.product;
    for wrong in [
        PromotionDraft {
            scope: Scope::Products([product].into()),
            ..PromotionDraft::new("Theirs", Benefit::Percent { bps: 1 })
        },
        PromotionDraft {
            scope: Scope::Vendors([loom].into()),
            ..PromotionDraft::new("Theirs", Benefit::Percent { bps: 1 })
        },
        PromotionDraft {
            funded_by: FundedBy::Platform,
            ..PromotionDraft::new("Paid by others", Benefit::Percent { bps: 1 })
        },
    ] {
        let made = promotions::create_promotion(
            &market.app,
            Actor::Operator,
            Whose::Vendor(kiln),
            (wrong, None),
            None,
        );
        assert_eq!(refused(made.await), "invalid_input");
    }
    // nor see or end another's
    let theirs = (Whose::Own(loom), half);
    assert_eq!(refused(promotions::show_promotion(&market.app, Actor::Operator, theirs).await), "not_found");
    assert_eq!(
        refused(promotions::archive_promotion(&market.app, Actor::Operator, theirs, None).await),
        "not_found"
    );
    market.close().await;
}

#[tokio::test]
async fn changing_and_ending_promotions_is_heard_at_once() {
    let (market, mug) = mugs().await;
    let tenth = coded("A tenth", Benefit::Percent { bps: 1_000 });
    let tenth = promote(&market, None, tenth, Some("TENTH")).await;
    let cart = market.cart(&[(mug, 1)]).await;
    enter(&market, cart, "TENTH").await.unwrap();
    let named = (Whose::Market, tenth);
    let patch = PromotionPatch {
        benefit: Some(Benefit::FixedPrice { unit_price: 2_000 }),
        expected_revision: Some(1),
        ..PromotionPatch::default()
    };
    promotions::change_promotion(&market.app, Actor::Operator, named, patch.clone()).await.unwrap();
    assert_eq!(view(&market, cart).await.priced.discount_total, 450);
    let stale = promotions::change_promotion(&market.app, Actor::Operator, named, patch).await;
    assert_eq!(refused(stale), "precondition_failed");
    promotions::archive_promotion(&market.app, Actor::Operator, named, None).await.unwrap();
    let ended = view(&market, cart).await;
    assert_eq!((told(&ended, tenth), ended.priced.discount_total), ("code_withdrawn", 0));
    assert_eq!(refused(enter(&market, market.cart(&[(mug, 1)]).await, "TENTH").await), "unknown_code");
    let late =
        promotions::change_promotion(&market.app, Actor::Operator, named, PromotionPatch::default()).await;
    assert_eq!(refused(late), "invalid_input");
    market.close().await;
}

#[tokio::test]
async fn batches_hold_codes_that_each_work_once() {
    let (market, mug) = mugs().await;
    let tenth = promote(&market, None, coded("A tenth", Benefit::Percent { bps: 1_000 }), None).await;
    let named = (Whose::Market, tenth);
    let make = |new| promotions::create_promotion_codes(&market.app, Actor::Operator, named, new, None);
    let batch =
        make(NewCodes::Batch { count: 250, prefix: "fair-".to_owned() }).await.unwrap().fresh().unwrap();
    let codes: std::collections::BTreeSet<&str> = batch.iter().map(|row| row.code.as_str()).collect();
    assert_eq!(codes.len(), 250);
    assert!(codes.iter().all(|code| code.starts_with("FAIR-") && code.len() == 15));
    let file = promotions::promotion_codes_as_csv(&market.app, Actor::Operator, named).await.unwrap();
    assert_eq!(file.lines().count(), 251);
    let first = batch[0].code.clone();
    for word in ["applied", "used_up"] {
        let cart = market.cart(&[(mug, 1)]).await;
        assert_eq!(told(&enter(&market, cart, &first).await.unwrap(), tenth), word);
        market.place(cart, CARD).await.unwrap();
    }
    assert_eq!(used(&market, tenth).await, 1);
    let taken = make(NewCodes::One { code: first.to_lowercase(), max_uses: None }).await;
    assert_eq!(refused(taken), "invalid_input");
    assert_eq!(refused(make(NewCodes::Batch { count: 1_001, prefix: String::new() }).await), "invalid_input");
    promotions::withdraw_promotion_code(&market.app, Actor::Operator, named, batch[1].id).await.unwrap();
    assert_eq!(refused(enter(&market, market.cart(&[(mug, 1)]).await, &batch[1].code).await), "unknown_code");
    market.close().await;
}

#[tokio::test]
async fn the_simulator_says_what_a_cart_would_cost_and_why() {
    let (market, mug) = mugs().await;
    let lane = |name: &str, bps, priority| PromotionDraft {
        stacking: Stacking::Priority,
        priority,
        ..PromotionDraft::new(name, Benefit::Percent { bps })
    };
    let low = promote(&market, None, lane("Low", 2_000, 1), None).await;
    let high = promote(&market, None, lane("High", 1_000, 2), None).await;
    let hidden = promote(&market, None, coded("Hidden", Benefit::FreeShipping), Some("HIDDEN")).await;
    let cart = CartToSimulate {
        lines: vec![(mug, Quantity::ONE)],
        codes: vec!["NOTHING".to_owned()],
        ..CartToSimulate::default()
    };
    let tried = cart::simulate_cart(&market.app, Actor::Operator, None, cart.clone()).await.unwrap();
    let words: Vec<(PromotionId, &str)> = tried
        .priced
        .considered
        .iter()
        .map(|one| {
            let word = match &one.outcome {
                Outcome::Refused(why) => why.word(),
                _ => "applied",
            };
            (one.promotion, word)
        })
        .collect();
    assert_eq!(words, [(high, "applied"), (low, "not_combinable"), (hidden, "code_missing")]);
    assert_eq!((tried.priced.discount_total, tried.unknown_codes), (245, vec!["NOTHING".to_owned()]));
    // another vendor's things are not there for a vendor
    let loom = market.vendor("Loom House").await;
    let theirs = cart::simulate_cart(&market.app, Actor::Operator, Some(loom), cart).await;
    assert_eq!(refused(theirs), "invalid_input");
    market.close().await;
}
