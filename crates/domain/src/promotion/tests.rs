use super::*;
use crate::bounds::promotion::MAX_CODE_CHARS;
use crate::ids::{ProductId, VendorId};
use std::collections::BTreeSet;

const VENDOR: VendorId = VendorId::from_bytes([1; 16]);

fn tenth() -> PromotionDraft {
    PromotionDraft::new("Spring", Benefit::Percent { bps: 1_000 })
}

fn pointers(draft: &PromotionDraft, owner: Option<VendorId>) -> Vec<String> {
    match draft.checked(owner) {
        Ok(_) => Vec::new(),
        Err(fields) => fields.into_iter().map(|field| field.pointer).collect(),
    }
}

#[test]
fn what_cannot_be_is_told_by_its_field() {
    let at = |second| Some(Timestamp::from_second(second).unwrap());
    /// What is done to a draft, and the field that is wrong then.
    type Wrong = (fn(&mut PromotionDraft), &'static str);
    let bad: Vec<Wrong> = vec![
        (|d| d.name = "  ".into(), "/name"),
        (|d| d.name = "x".repeat(MAX_NAME_CHARS + 1), "/name"),
        (|d| d.description = "x".repeat(MAX_DESCRIPTION_CHARS + 1), "/description"),
        (|d| d.benefit = Benefit::Percent { bps: 0 }, "/percent_bps"),
        (|d| d.benefit = Benefit::Percent { bps: 10_001 }, "/percent_bps"),
        (|d| d.benefit = Benefit::FixedAmount { discount: 0 }, "/amount"),
        (|d| d.benefit = Benefit::FixedPrice { unit_price: -1 }, "/amount"),
        (|d| d.benefit = Benefit::BuyXGetY { buy: 0, get: 1, discount_bps: 1 }, "/buy"),
        (|d| d.benefit = Benefit::BuyXGetY { buy: 1, get: MAX_PIECES + 1, discount_bps: 1 }, "/get"),
        (|d| d.scope = Scope::Products(BTreeSet::new()), "/scope/products"),
        (|d| d.minimum = Some(0), "/minimum/subtotal"),
        (|d| d.minimum_quantity = Some(0), "/minimum/quantity"),
        (|d| d.limit_total = Some(0), "/limits/total"),
        (|d| d.limit_per_customer = Some(MAX_USES + 1), "/limits/per_customer"),
        (|d| d.priority = MAX_PRIORITY + 1, "/priority"),
    ];
    for (change, pointer) in bad {
        let mut draft = tenth();
        change(&mut draft);
        assert_eq!(pointers(&draft, None), [pointer], "{draft:?}");
    }
    let backwards = PromotionDraft { starts_at: at(5), ends_at: at(5), ..tenth() };
    assert_eq!(pointers(&backwards, None), ["/ends_at"]);
    let day = PromotionDraft { starts_at: at(5), ends_at: at(6), ..tenth() };
    assert_eq!(pointers(&day, None), Vec::<String>::new());
}

#[test]
fn a_vendors_own_is_paid_by_it_and_reaches_its_goods() {
    let paid_by_market = PromotionDraft { funded_by: FundedBy::Platform, ..tenth() };
    assert_eq!(pointers(&paid_by_market, None), Vec::<String>::new());
    assert_eq!(pointers(&paid_by_market, Some(VENDOR)), ["/platform_bps"]);
    let of_vendors = PromotionDraft { scope: Scope::Vendors([VENDOR].into()), ..tenth() };
    assert_eq!(pointers(&of_vendors, Some(VENDOR)), ["/scope/vendors"]);
    let of_products =
        PromotionDraft { scope: Scope::Products([ProductId::from_bytes([1; 16])].into()), ..tenth() };
    assert_eq!(pointers(&of_products, Some(VENDOR)), Vec::<String>::new());
}

#[test]
fn codes_are_typed_in_any_case() {
    assert_eq!(checked_code("/code", " spring-26 ").unwrap(), "SPRING-26");
    assert_eq!(code_key(" Spring-26"), code_key("SPRING-26"));
    for bad in ["abc", "", "spring sale", "früh26", "-SPRING", &"X".repeat(MAX_CODE_CHARS + 1)] {
        assert_eq!(checked_code("/code", bad).unwrap_err().pointer, "/code", "{bad}");
    }
    assert_eq!(checked_prefix("/prefix", "fair-").unwrap(), "FAIR-");
    assert_eq!(checked_prefix("/prefix", "").unwrap(), "");
    assert!(checked_prefix("/prefix", "a prefix").is_err());
}

#[test]
fn random_codes_have_letters_that_are_not_mistaken_and_are_codes() {
    let code = random_code("FAIR-", [0, 31, 32, 63, 255, 7, 100, 1, 2, 3]);
    assert_eq!(code, "FAIR-A9A99HEBCD");
    assert_eq!(checked_code("/code", &code).unwrap(), code);
    assert!(!LETTERS_NOT_USED.iter().any(|letter| random_letters().contains(*letter)));
}

const LETTERS_NOT_USED: [char; 4] = ['I', 'O', '0', '1'];

fn random_letters() -> String {
    (0..=255_u8).map(|byte| random_code("", [byte; RANDOM_BYTES])).collect()
}
