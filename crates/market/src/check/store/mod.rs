//! The questions, by what they are about. Each is one statement over whole tables, in one snapshot.

mod carts;
mod cash;
mod catalogue;
mod ledger;
mod lines;
mod mails;
mod money;
mod orders;
mod payments;
mod refunds;
mod rule;
mod shipments;
mod stock;
mod texts;
mod totals;

pub(super) use texts::card_numbers;

use super::Finding;
use crate::{Ctx, Result};

/// Asks every rule.
pub(super) async fn ask_all(ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
    let mut findings = Vec::new();
    for rule in rules() {
        findings.extend(rule.ask(ctx).await?);
    }
    Ok(findings)
}

/// Every code a finding may have.
pub fn codes() -> Vec<&'static str> {
    rules().iter().map(|rule| rule.code).chain([texts::CODE]).collect()
}

fn rules() -> Vec<rule::Rule> {
    [
        stock::rules(),
        lines::rules(),
        totals::rules(),
        ledger::rules(),
        money::rules(),
        payments::rules(),
        cash::rules(),
        refunds::rules(),
        carts::rules(),
        orders::rules(),
        shipments::rules(),
        catalogue::rules(),
        mails::rules(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
