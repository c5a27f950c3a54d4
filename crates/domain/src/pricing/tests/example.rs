//! How examples of promotions are written: what each takes off each line, what shipping costs then, and what is told of each.

use crate::ids::*;
use crate::money::Currency;
use crate::pricing::*;
use jiff::Timestamp;

pub(super) const A: u8 = 1;
pub(super) const B: u8 = 2;
/// A flat fee for each vendor's parcel.
pub(super) const FEE: i64 = 490;

/// Vendor, product (its category has the same number), price of a piece, pieces.
pub(super) type Goods = &'static [(u8, u8, i64, u32)];

pub(super) const ONE: Goods = &[(A, 1, 1_000, 1)];
pub(super) const TWO: Goods = &[(A, 1, 1_000, 4), (B, 2, 500, 2)];
pub(super) const ODD: Goods = &[(A, 1, 333, 1), (A, 2, 333, 1), (B, 3, 334, 1)];
pub(super) const MIX: Goods = &[(A, 1, 1_000, 1), (A, 2, 600, 2), (A, 3, 250, 3)];

pub(super) fn vendor(number: u8) -> VendorId {
    VendorId::from_bytes([number; 16])
}

pub(super) fn rule(benefit: Benefit) -> Promotion {
    Promotion {
        id: PromotionId::from_bytes([0; 16]),
        owner: None,
        name: String::new(),
        needs_code: false,
        benefit,
        scope: Scope::All,
        starts_at: None,
        ends_at: None,
        minimum: None,
        minimum_quantity: None,
        stacking: Stacking::Combinable,
        priority: 0,
        funded_by: FundedBy::Vendor,
    }
}

pub(super) fn percent(percent: u32) -> Promotion {
    rule(Benefit::Percent { bps: percent * 100 })
}

pub(super) fn off(discount: i64) -> Promotion {
    rule(Benefit::FixedAmount { discount })
}

pub(super) fn free() -> Promotion {
    rule(Benefit::FreeShipping)
}

pub(super) fn get(buy: u32, get: u32, percent: u32) -> Promotion {
    rule(Benefit::BuyXGetY { buy, get, discount_bps: percent * 100 })
}

pub(super) fn each(unit_price: i64) -> Promotion {
    rule(Benefit::FixedPrice { unit_price })
}

/// What an example changes of a promotion.
impl Promotion {
    pub(super) fn product(mut self, number: u8) -> Self {
        self.scope = Scope::Products([ProductId::from_bytes([number; 16])].into());
        self
    }
    pub(super) fn category(mut self, number: u8) -> Self {
        self.scope = Scope::Categories([CategoryId::from_bytes([number; 16])].into());
        self
    }
    pub(super) fn of(mut self, number: u8) -> Self {
        self.scope = Scope::Vendors([vendor(number)].into());
        self
    }
    pub(super) fn owned(mut self, number: u8) -> Self {
        self.owner = Some(vendor(number));
        self
    }
    pub(super) fn coded(mut self) -> Self {
        self.needs_code = true;
        self
    }
    pub(super) fn from(mut self, minimum: i64) -> Self {
        self.minimum = Some(minimum);
        self
    }
    pub(super) fn pieces(mut self, pieces: u32) -> Self {
        self.minimum_quantity = Some(pieces);
        self
    }
    pub(super) fn alone(mut self) -> Self {
        self.stacking = Stacking::Exclusive;
        self
    }
    pub(super) fn lane(mut self, priority: u8) -> Self {
        (self.stacking, self.priority) = (Stacking::Priority, priority);
        self
    }
    pub(super) fn first(mut self, priority: u8) -> Self {
        self.priority = priority;
        self
    }
    pub(super) fn starts(mut self, second: i64) -> Self {
        self.starts_at = Some(Timestamp::from_second(second).unwrap());
        self
    }
    pub(super) fn ends(mut self, second: i64) -> Self {
        self.ends_at = Some(Timestamp::from_second(second).unwrap());
        self
    }
}

pub(super) fn cart(goods: Goods) -> CartToPrice {
    let line = |(place, (seller, number, unit_price, quantity)): (u8, &(u8, u8, i64, u32))| LineToPrice {
        line: CartLineId::from_bytes([place; 16]),
        variant: VariantId::from_bytes([*number; 16]),
        product: ProductId::from_bytes([*number; 16]),
        vendor: vendor(*seller),
        categories: vec![CategoryId::from_bytes([*number; 16]), CategoryId::from_bytes([100; 16])],
        unit_price: *unit_price,
        quantity: *quantity,
        taxable: true,
        tax_class: Default::default(),
        requires_shipping: true,
        weight_g: 400,
    };
    CartToPrice {
        currency: Currency::USD,
        lines: (0_u8..).zip(goods).map(line).collect(),
        destination: Some(Destination { country: "US".into(), region: None, postal_code: "10001".into() }),
        chosen: Default::default(),
        codes: Vec::new(),
        used_up: Default::default(),
        live: Default::default(),
        tax: Default::default(),
    }
}

pub(super) fn ways(free_from: Option<i64>) -> ShippingRules {
    let zone = ShippingZone::everywhere(ShippingKind::Flat { fee: FEE });
    let method = ShippingMethod {
        method: ShippingMethodId::from_bytes([1; 16]),
        vendor: None,
        name: "Standard".into(),
        zones: vec![ShippingZone { free_from, ..zone }],
        min_days: 3,
        max_days: 5,
        takes_cash: false,
    };
    ShippingRules { market: vec![method], ..ShippingRules::default() }
}

/// Promotions under ids and names by their places, so that an example can name them.
pub(super) fn named(rules: Vec<Promotion>) -> Vec<Promotion> {
    let named = |(number, rule): (u8, Promotion)| Promotion {
        id: PromotionId::from_bytes([number; 16]),
        name: number.to_string(),
        ..rule
    };
    (1_u8..).zip(rules).map(named).collect()
}

pub(super) fn told(priced: &PricedCart, number: u8) -> String {
    let of = |one: &&Considered| one.promotion == PromotionId::from_bytes([number; 16]);
    match &priced.considered.iter().find(of).expect("each is told of").outcome {
        Outcome::Applied { discount } => discount.to_string(),
        Outcome::AddressNeeded => "address_needed".to_owned(),
        Outcome::Refused(NotApplied::NotCombinable { with }) => format!("not with {with}"),
        Outcome::Refused(NotApplied::MinimumNotReached { missing }) => format!("{missing} missing"),
        Outcome::Refused(NotApplied::QuantityNotReached { missing }) => format!("{missing} pieces missing"),
        Outcome::Refused(why) => why.word().to_owned(),
    }
}

pub(super) type Example = (&'static str, Goods, Vec<Promotion>, &'static [i64], i64, &'static [&'static str]);

pub(super) fn check(examples: Vec<Example>, price_it: impl Fn(Goods, &[Promotion]) -> PricedCart) {
    for (name, goods, rules, lines, shipping, words) in examples {
        let priced = price_it(goods, &named(rules));
        let off: Vec<i64> = priced.lines.iter().map(|line| line.discount).collect();
        let said: Vec<String> = (1_u8..).zip(words).map(|(number, _)| told(&priced, number)).collect();
        assert_eq!((off.as_slice(), priced.shipping_total, said), (lines, shipping, owned(words)), "{name}");
    }
}

pub(super) fn owned(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

pub(super) fn plainly(goods: Goods, rules: &[Promotion]) -> PricedCart {
    price(&cart(goods), rules, &TaxRules::default(), &ways(None), Timestamp::UNIX_EPOCH).unwrap()
}
