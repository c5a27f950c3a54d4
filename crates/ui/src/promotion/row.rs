//! A promotion in a list.

use jiff::Timestamp;
use souk_domain::money::Money;
use souk_domain::pricing::{Benefit, Scope};
use souk_market::promotions::PromotionView;

use crate::dates;
use crate::texts::say;

/// A promotion in a list.
#[derive(Clone, Debug)]
pub struct PromotionRow {
    pub id: String,
    pub revision: i64,
    pub name: String,
    /// What it gives: "10 % off".
    pub gives: String,
    /// What it reaches: "3 products".
    pub on: String,
    /// From when until when; empty: always.
    pub when: String,
    /// How often it was used: "12 of 100".
    pub used: String,
    /// Whether a code unlocks it.
    pub needs_code: bool,
    /// The key of where it stands, and the class of its badge.
    pub state: &'static str,
    pub tone: &'static str,
    pub archived: bool,
}

impl PromotionRow {
    pub fn of(view: &PromotionView, now: Timestamp) -> Self {
        let (found, draft) = (&view.promotion, &view.promotion.draft);
        let day = |at: Timestamp| dates::day(dates::at(at).date());
        let (state, tone) = match draft {
            _ if found.archived => ("promotion-archived", ""),
            draft if draft.ends_at.is_some_and(|end| end <= now) => ("promotion-ended", ""),
            draft if draft.starts_at.is_some_and(|start| now < start) => ("promotion-planned", "info"),
            draft if draft.limit_total.is_some_and(|most| view.used >= i64::from(most)) => {
                ("promotion-used-up", "warn")
            }
            _ => ("promotion-running", "ok"),
        };
        let last = draft.ends_at.map(|end| day(end - jiff::SignedDuration::from_millis(1)));
        let when = match (draft.starts_at.map(day), last) {
            (None, None) => String::new(),
            (Some(start), None) => say("promotion-from", &[("day", &start)]),
            (None, Some(end)) => say("promotion-until", &[("day", &end)]),
            (Some(start), Some(end)) => say("promotion-from-until", &[("from", &start), ("until", &end)]),
        };
        Self {
            id: found.id.to_string(),
            revision: found.revision,
            name: draft.name.clone(),
            gives: gives(view),
            on: match &draft.scope {
                Scope::All => say("promotion-on-all", &[]),
                Scope::Products(some) => say("promotion-on-products", &[("count", &some.len())]),
                Scope::Categories(some) => say("promotion-on-categories", &[("count", &some.len())]),
                Scope::Vendors(some) => say("promotion-on-vendors", &[("count", &some.len())]),
            },
            when,
            used: match draft.limit_total {
                Some(most) => say("promotion-used-of", &[("used", &view.used), ("most", &most)]),
                None => view.used.to_string(),
            },
            needs_code: draft.needs_code,
            state,
            tone,
            archived: found.archived,
        }
    }
}

fn gives(view: &PromotionView) -> String {
    let money = |minor| Money::new(minor, view.currency);
    let percent = |bps: u32| {
        if bps.is_multiple_of(100) {
            (bps / 100).to_string()
        } else {
            format!("{}.{:02}", bps / 100, bps % 100)
        }
    };
    match view.promotion.draft.benefit {
        Benefit::Percent { bps } => say("promotion-gives-percent", &[("percent", &percent(bps))]),
        Benefit::FixedAmount { discount } => say("promotion-gives-fixed", &[("sum", &money(discount))]),
        Benefit::FreeShipping => say("promotion-gives-shipping", &[]),
        Benefit::BuyXGetY { buy, get, discount_bps } => say(
            "promotion-gives-pieces",
            &[("buy", &buy), ("get", &get), ("percent", &percent(discount_bps))],
        ),
        Benefit::FixedPrice { unit_price } => say("promotion-gives-price", &[("sum", &money(unit_price))]),
    }
}
