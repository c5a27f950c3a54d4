//! How each vendor ships, and for how much.

use super::discounts::adjustment;
use super::eligible::in_scope;
use crate::ids::{ShippingMethodId, VendorId};
use crate::money::MAX_PRICE;
use crate::pricing::{
    Adjustment, AdjustmentTarget, Benefit, CartToPrice, FundedBy, LineToPrice, PricedLine, Promotion,
    ShippingKind, ShippingOption, ShippingRate, Undeliverable,
};

/// What one vendor sends.
pub(super) struct Parcel<'c> {
    pub(super) vendor: VendorId,
    /// The vendor's lines as they came in.
    lines: Vec<&'c LineToPrice>,
    /// Whether anything of it has to be sent.
    pub(super) needs_shipping: bool,
    /// Weight of what has to be sent.
    weight_g: u64,
    /// Value of all the vendor's goods after discounts.
    goods: i64,
}

/// How a parcel goes.
#[derive(Default)]
pub(super) struct Shipped {
    pub(super) options: Vec<ShippingOption>,
    pub(super) chosen: Option<ShippingMethodId>,
    /// Why it cannot go.
    pub(super) undeliverable: Option<Undeliverable>,
    /// Whether a way was wished that is not offered.
    pub(super) choice_not_offered: bool,
    /// The fee to pay.
    pub(super) fee: i64,
    /// What the market pays of it in the buyer's place.
    pub(super) platform: i64,
    pub(super) adjustment: Option<Adjustment>,
}

impl<'c> Parcel<'c> {
    pub(super) fn of(vendor: VendorId, lines: &'c [LineToPrice], priced: &[PricedLine]) -> Self {
        let lines: Vec<&LineToPrice> = lines.iter().filter(|line| line.vendor == vendor).collect();
        let sent = lines.iter().filter(|line| line.requires_shipping);
        Self {
            vendor,
            needs_shipping: lines.iter().any(|line| line.requires_shipping),
            weight_g: sent.map(|line| u64::from(line.weight_g) * u64::from(line.quantity)).sum(),
            goods: priced
                .iter()
                .filter(|line| line.vendor == vendor)
                .map(|line| line.subtotal - line.discount)
                .sum(),
            lines,
        }
    }

    /// The fee of a rate; `None` for one beyond every price, which is a mistake in the rate and not offered.
    fn fee(&self, kind: ShippingKind) -> Option<i64> {
        let fee = match kind {
            ShippingKind::Flat { fee } => fee,
            ShippingKind::ByWeight { base, per_kg } => {
                let kilograms = i64::try_from(self.weight_g.div_ceil(1_000)).ok()?;
                per_kg.checked_mul(kilograms)?.checked_add(base)?
            }
            ShippingKind::FreeOver { fee, free_from } if self.goods < free_from => fee,
            ShippingKind::FreeOver { .. } => 0,
        };
        (0..=MAX_PRICE).contains(&fee).then_some(fee)
    }

    fn is_reached(&self, promotion: &Promotion) -> bool {
        promotion.benefit == Benefit::FreeShipping
            && self.lines.iter().any(|line| line.requires_shipping && in_scope(promotion.scope, line))
    }
}

/// The options of a parcel, the chosen one or the cheapest, and its fee after promotions.
pub(super) fn ship(
    parcel: &Parcel<'_>,
    cart: &CartToPrice,
    rates: &[ShippingRate],
    promotions: &[&Promotion],
) -> Shipped {
    let Some(destination) = cart.destination.as_ref().filter(|_| parcel.needs_shipping) else {
        return Shipped::default();
    };
    let vendor = parcel.vendor;
    let (mut options, undeliverable) = match options(parcel, &destination.country, rates) {
        Ok(options) => (options, None),
        Err(why) => (Vec::new(), Some(why)),
    };
    let wished = cart.chosen.get(&vendor);
    let taken = wished.and_then(|wished| options.iter().find(|option| option.method == *wished));
    let choice_not_offered = wished.is_some() && taken.is_none() && undeliverable.is_none();
    let Some((method, full_fee)) = taken.or(options.first()).map(|option| (option.method, option.fee)) else {
        return Shipped { undeliverable, ..Shipped::default() };
    };
    let free = promotions.iter().find(|promotion| parcel.is_reached(promotion)).filter(|_| full_fee > 0);
    if promotions.iter().any(|promotion| parcel.is_reached(promotion)) {
        for option in &mut options {
            option.fee = 0;
        }
    }
    Shipped {
        options,
        chosen: Some(method),
        undeliverable,
        choice_not_offered,
        fee: if free.is_some() { 0 } else { full_fee },
        platform: free.filter(|promotion| promotion.funded_by == FundedBy::Platform).map_or(0, |_| full_fee),
        adjustment: free.map(|promotion| adjustment(promotion, AdjustmentTarget::Shipping(vendor), full_fee)),
    }
}

/// What serves the country, cheapest first, then fastest; each method once, and at least one.
fn options(
    parcel: &Parcel<'_>,
    country: &str,
    rates: &[ShippingRate],
) -> Result<Vec<ShippingOption>, Undeliverable> {
    let serves = |rate: &&ShippingRate| {
        rate.vendor.is_none_or(|of| of == parcel.vendor)
            && (rate.countries.is_empty()
                || rate.countries.iter().any(|served| served.eq_ignore_ascii_case(country)))
    };
    let mut options: Vec<ShippingOption> = Vec::new();
    let mut why = Undeliverable::NoMethod;
    for rate in rates.iter().filter(serves) {
        why = Undeliverable::NoFee;
        let Some(fee) = parcel.fee(rate.kind) else { continue };
        options.push(ShippingOption {
            method: rate.method,
            name: rate.name.clone(),
            fee,
            min_days: rate.min_days,
            max_days: rate.max_days,
        });
    }
    options.sort_by_key(|option| (option.fee, option.max_days, option.min_days, option.method));
    let mut seen = std::collections::BTreeSet::new();
    options.retain(|option| seen.insert(option.method));
    if options.is_empty() { Err(why) } else { Ok(options) }
}
