//! The promotions of the demonstration: one that applies by itself, one by code that the market pays, and one of a vendor.

use anyhow::{Context as _, Result};
use souk_domain::{
    ids::VendorId,
    pricing::{Benefit, FundedBy},
    promotion::PromotionDraft,
};
use souk_market::{
    Actor, App,
    promotions::{self, Whose},
};

/// From this value on a large order costs less by itself, in minor units: few carts of a visitor come to it unawares.
const LARGE_ORDER: i64 = 100_000;
/// From this value on a newcomer's code works, in minor units.
const WELCOME_FROM: i64 = 5_000;

/// Makes them. `vendor` has one of its own.
pub(super) async fn promote(app: &App, vendor: Option<VendorId>) -> Result<()> {
    let large = PromotionDraft {
        description: "Applies by itself to large orders.".to_owned(),
        minimum: Some(LARGE_ORDER),
        ..PromotionDraft::new("5 % off large orders", Benefit::Percent { bps: 500 })
    };
    make(app, Whose::Market, large, None).await?;
    let welcome = PromotionDraft {
        description: "For newcomers, once each; the market pays.".to_owned(),
        needs_code: true,
        minimum: Some(WELCOME_FROM),
        limit_per_customer: Some(1),
        funded_by: FundedBy::Platform,
        ..PromotionDraft::new("Welcome", Benefit::Percent { bps: 1_000 })
    };
    make(app, Whose::Market, welcome, Some("WELCOME10")).await?;
    let Some(vendor) = vendor else { return Ok(()) };
    let friends = PromotionDraft {
        description: "On the card in every parcel.".to_owned(),
        needs_code: true,
        ..PromotionDraft::new("For friends of the house", Benefit::FreeShipping)
    };
    make(app, Whose::Vendor(vendor), friends, Some("FRIENDS")).await
}

async fn make(app: &App, whose: Whose, draft: PromotionDraft, code: Option<&str>) -> Result<()> {
    let new = (draft, code.map(str::to_owned));
    let made = promotions::create_promotion(app, Actor::Operator, whose, new, None);
    made.await.map(|_made| ()).context("a promotion of the demonstration")
}
