//! What a cart would cost, and why.

use axum::response::Response;
use serde::{Deserialize, Serialize};
use souk_domain::{
    ids::VendorId,
    money::Currency,
    pricing::{AdjustmentTarget, Considered, NotApplied, Outcome, PricedLine},
};
use souk_http::{HttpState, Result};
use souk_market::{
    Actor, cart,
    cart::{SimulatedCart as Simulated, SimulatedLine},
};
use utoipa::ToSchema;

use crate::wire::{Answer, Money, NewAddress, email, id, moment, quantity, time};

/// A cart to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct CartToSimulate {
    #[schema(min_items = 1, max_items = 200)]
    lines: Vec<LineToSimulate>,
    /// Codes that are entered.
    #[serde(default)]
    #[schema(format = "entered_code", max_items = 5)]
    codes: Vec<String>,
    /// Where it goes; left out: shipping is not priced.
    shipping_address: Option<NewAddress>,
    /// Who buys it, for what each customer may use so often.
    #[schema(format = "email")]
    email: Option<String>,
    /// When; left out: now.
    #[schema(max_length = 40, format = "date-time")]
    at: Option<String>,
}

/// A line of a cart to be tried.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct LineToSimulate {
    #[schema(format = "VariantId")]
    variant_id: String,
    #[schema(format = "quantity")]
    quantity: i64,
}

/// What a cart would cost, and why.
#[derive(Serialize, ToSchema)]
pub(super) struct SimulatedCart {
    currency: String,
    tax_included: bool,
    lines: Vec<SimulatedCartLine>,
    /// Each promotion that meets the cart.
    promotions: Vec<PromotionOutcome>,
    /// What was taken off, one for each promotion and thing.
    adjustments: Vec<SimulatedAdjustment>,
    /// Codes that unlock nothing.
    unknown_codes: Vec<String>,
    subtotal: Money,
    discount_total: Money,
    shipping_total: Money,
    tax_total: Money,
    grand_total: Money,
}

/// A line with its price.
#[derive(Serialize, ToSchema)]
pub(super) struct SimulatedCartLine {
    variant_id: String,
    name: String,
    options: String,
    vendor_id: String,
    quantity: u32,
    unit_price: Money,
    discount: Money,
    /// The part of the discount that the market pays.
    platform_discount: Money,
    tax: Money,
    total: Money,
}

/// What became of a promotion.
#[derive(Serialize, ToSchema)]
pub(crate) struct PromotionOutcome {
    promotion_id: String,
    name: String,
    /// The code that was entered for it.
    code: Option<String>,
    /// `applied`, `address_needed` (it takes the shipping fee off once it is known where the goods go), or why it lowers nothing:
    /// `not_started`, `ended`, `code_missing`, `code_withdrawn`, `used_up`, `used_up_by_you`, `nothing_in_scope`,
    /// `minimum_not_reached`, `quantity_not_reached`, `not_combinable`, `no_effect` or `would_cost_more`.
    outcome: &'static str,
    /// With `applied`: what it takes off altogether.
    discount: Option<Money>,
    /// Why, and how to mend it; null when it applies.
    detail: Option<String>,
    /// With `minimum_not_reached`: by how much.
    missing: Option<Money>,
    /// With `quantity_not_reached`: by how many pieces.
    missing_quantity: Option<u32>,
    /// With `not_started`: when it begins; with `ended`: since when it is over.
    at: Option<String>,
}

/// What a promotion took off a line or a vendor's shipping.
#[derive(Serialize, ToSchema)]
pub(super) struct SimulatedAdjustment {
    promotion_id: String,
    name: String,
    code: Option<String>,
    /// The place of the line, from 0; null for shipping.
    line: Option<usize>,
    /// Whose shipping; null for a line.
    vendor_id: Option<String>,
    discount: Money,
    /// The part of it that the market pays.
    platform: Money,
}

/// Tries a cart, for the staff or for a vendor.
pub(super) async fn answer(
    http: &HttpState,
    actor: Actor,
    of: Option<VendorId>,
    asked: CartToSimulate,
) -> Result<Response> {
    let line = |(place, line): (usize, &LineToSimulate)| {
        Ok((id(&format!("/lines/{place}/variant_id"), &line.variant_id)?, quantity(line.quantity)?))
    };
    let destination = match &asked.shipping_address {
        Some(address) => Some(crate::wire::destination(address)?),
        None => None,
    };
    let cart = cart::CartToSimulate {
        lines: asked.lines.iter().enumerate().map(line).collect::<Result<_>>()?,
        codes: asked.codes,
        destination,
        email: asked.email.as_deref().map(|typed| email("/email", typed)).transpose()?,
        at: asked.at.as_deref().map(|typed| moment("/at", typed)).transpose()?,
    };
    let simulated = cart::simulate_cart(http.app(), actor, of, cart).await?;
    Ok(Answer::ok(&SimulatedCart::of(&simulated))?.send())
}

impl SimulatedCart {
    fn of(found: &Simulated) -> Self {
        let priced = &found.priced;
        let currency = priced.currency;
        let of = |minor| Money::of(minor, currency);
        let place = |target| match target {
            AdjustmentTarget::Line(line) => priced.lines.iter().position(|one| one.line == line),
            AdjustmentTarget::Shipping(_) => None,
        };
        let vendor = |target| match target {
            AdjustmentTarget::Line(_) => None,
            AdjustmentTarget::Shipping(vendor) => Some(vendor.to_string()),
        };
        let lines = found.lines.iter().zip(&priced.lines);
        Self {
            currency: currency.code().to_owned(),
            tax_included: priced.tax_included,
            lines: lines.map(|(line, priced)| simulated_line(line, priced, currency)).collect(),
            promotions: priced.considered.iter().map(|one| PromotionOutcome::of(one, currency)).collect(),
            adjustments: priced
                .adjustments
                .iter()
                .map(|given| SimulatedAdjustment {
                    promotion_id: given.promotion.to_string(),
                    name: given.name.clone(),
                    code: given.code.clone(),
                    line: place(given.target),
                    vendor_id: vendor(given.target),
                    discount: of(given.discount),
                    platform: of(given.platform),
                })
                .collect(),
            unknown_codes: found.unknown_codes.clone(),
            subtotal: of(priced.subtotal),
            discount_total: of(priced.discount_total),
            shipping_total: of(priced.shipping_total),
            tax_total: of(priced.tax_total),
            grand_total: of(priced.grand_total),
        }
    }
}

fn simulated_line(line: &SimulatedLine, priced: &PricedLine, currency: Currency) -> SimulatedCartLine {
    let of = |minor| Money::of(minor, currency);
    SimulatedCartLine {
        variant_id: line.purchasable.variant.to_string(),
        name: line.purchasable.name.clone(),
        options: line.purchasable.options.clone(),
        vendor_id: line.purchasable.vendor.to_string(),
        quantity: line.quantity,
        unit_price: of(priced.unit_price),
        discount: of(priced.discount),
        platform_discount: of(priced.platform_discount),
        tax: of(priced.tax),
        total: of(priced.total),
    }
}

impl PromotionOutcome {
    pub(crate) fn of(found: &Considered, currency: Currency) -> Self {
        let refused = match &found.outcome {
            Outcome::Refused(why) => Some(why),
            Outcome::Applied { .. } | Outcome::AddressNeeded => None,
        };
        Self {
            promotion_id: found.promotion.to_string(),
            name: found.name.clone(),
            code: found.code.clone(),
            outcome: match &found.outcome {
                Outcome::Applied { .. } => "applied",
                Outcome::AddressNeeded => "address_needed",
                Outcome::Refused(why) => why.word(),
            },
            discount: match found.outcome {
                Outcome::Applied { discount } => Some(Money::of(discount, currency)),
                _ => None,
            },
            detail: refused.map(|why| why.detail(currency)),
            missing: match refused {
                Some(NotApplied::MinimumNotReached { missing }) => Some(Money::of(*missing, currency)),
                _ => None,
            },
            missing_quantity: match refused {
                Some(NotApplied::QuantityNotReached { missing }) => Some(*missing),
                _ => None,
            },
            at: match refused {
                Some(NotApplied::NotStarted { at } | NotApplied::Ended { at }) => Some(time(*at)),
                _ => None,
            },
        }
    }
}
