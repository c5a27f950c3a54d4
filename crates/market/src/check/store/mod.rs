//! The questions, by what they are about. Each is one statement over whole tables, in one snapshot.

mod carts;
mod cash;
mod catalogue;
mod imports;
mod ledger;
mod lines;
mod mails;
mod money;
mod orders;
mod payments;
mod promotions;
mod refunds;
mod rule;
mod shipments;
mod stock;
mod taxes;
mod texts;
mod totals;
mod trail;

pub(super) use imports::imports_without_job;
pub(super) use texts::card_numbers;
pub(super) use trail::changed_entries;

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
    rules().iter().map(|rule| rule.code).chain([texts::CODE, trail::CODE, imports::CODE]).collect()
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
        promotions::rules(),
        orders::rules(),
        shipments::rules(),
        catalogue::rules(),
        taxes::rules(),
        mails::rules(),
    ]
    .into_iter()
    .flatten()
    .collect()
}
