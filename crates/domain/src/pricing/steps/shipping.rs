//! How each vendor ships, and for how much.

use super::discounts::adjustment;
use crate::ids::{ShippingMethodId, VendorId};
use crate::pricing::{
    Adjustment, AdjustmentTarget, Benefit, CarrierQuestion, CartToPrice, Destination, LineToPrice,
    PricedLine, Promotion, ShippingOption, ShippingRules, Undeliverable,
};
use jiff::Timestamp;

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
    /// What carriers have not said yet.
    pub(super) unanswered: Vec<CarrierQuestion>,
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

    fn is_reached(&self, promotion: &Promotion) -> bool {
        promotion.benefit == Benefit::FreeShipping
            && self.lines.iter().any(|line| line.requires_shipping && promotion.reaches(line))
    }
}

/// The options of a parcel, the chosen one or the cheapest, and its fee after promotions.
pub(super) fn ship(
    parcel: &Parcel<'_>,
    cart: &CartToPrice,
    rules: &ShippingRules,
    promotions: &[&Promotion],
    now: Timestamp,
) -> Shipped {
    let Some(destination) = cart.destination.as_ref().filter(|_| parcel.needs_shipping) else {
        return Shipped::default();
    };
    let vendor = parcel.vendor;
    let mut unanswered = Vec::new();
    let (mut options, undeliverable) =
        match options(parcel, (cart, destination), (rules, now), &mut unanswered) {
            Ok(options) => (options, None),
            Err(why) => (Vec::new(), Some(why)),
        };
    let wished = cart.chosen.get(&vendor);
    let taken = wished.and_then(|wished| options.iter().find(|option| option.method == *wished));
    let choice_not_offered = wished.is_some() && taken.is_none() && undeliverable.is_none();
    let Some((method, full_fee)) = taken.or(options.first()).map(|option| (option.method, option.fee)) else {
        return Shipped { undeliverable, unanswered, ..Shipped::default() };
    };
    let free = promotions.iter().find(|promotion| parcel.is_reached(promotion)).filter(|_| full_fee > 0);
    if promotions.iter().any(|promotion| parcel.is_reached(promotion)) {
        for option in &mut options {
            option.fee = 0;
        }
    }
    let target = AdjustmentTarget::Shipping(vendor);
    let adjustment = free.map(|promotion| adjustment((promotion, &cart.codes), target, full_fee));
    Shipped {
        options,
        chosen: Some(method),
        undeliverable,
        choice_not_offered,
        unanswered,
        fee: if free.is_some() { 0 } else { full_fee },
        platform: adjustment.as_ref().map_or(0, |given| given.platform),
        adjustment,
    }
}

/// What serves the place, cheapest first, then fastest; each method once, and at least one.
fn options(
    parcel: &Parcel<'_>,
    (cart, destination): (&CartToPrice, &Destination),
    (rules, now): (&ShippingRules, Timestamp),
    unanswered: &mut Vec<CarrierQuestion>,
) -> Result<Vec<ShippingOption>, Undeliverable> {
    let handling = rules.terms_of(parcel.vendor).days_until_sent(now);
    let mut options: Vec<ShippingOption> = Vec::new();
    let (mut why, mut is_open) = (Undeliverable::NoMethod, false);
    for method in rules.offered_by(parcel.vendor) {
        let zone = match method.zone_of(destination) {
            Ok(zone) => zone,
            Err(Undeliverable::RegionUnknown) => {
                is_open = true;
                continue;
            }
            Err(_) => continue,
        };
        let measured = (parcel.weight_g, parcel.goods);
        let question = zone.question(parcel.vendor, parcel.weight_g, destination);
        let told = question.as_ref().and_then(|question| cart.live.get(question)).copied();
        if let (Some(question), None) = (question, told) {
            unanswered.push(question);
            why = Undeliverable::NoAnswer;
            continue;
        }
        let Some(fee) = zone.fee(measured, told) else {
            why = Undeliverable::NoFee;
            continue;
        };
        options.push(ShippingOption {
            method: method.method,
            name: method.name.clone(),
            fee,
            handling_days: handling,
            min_days: handling.saturating_add(method.min_days),
            max_days: handling.saturating_add(method.max_days),
            takes_cash: method.takes_cash,
        });
    }
    // a region that is typed may open a way that is not priced without it
    if is_open {
        why = Undeliverable::RegionUnknown;
    }
    options.sort_by_key(|option| (option.fee, option.max_days, option.min_days, option.method));
    let mut seen = std::collections::BTreeSet::new();
    options.retain(|option| seen.insert(option.method));
    if options.is_empty() { Err(why) } else { Ok(options) }
}
