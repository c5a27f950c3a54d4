//! Leave a rule of the money path out, and the checker finds a run that breaks: the model can fail.

use std::collections::BTreeSet;

use souk_model::properties::rules;
use souk_model::{Bounds, Calls, Flaw, MoneyPath, Setting};
use stateright::{Checker, HasDiscoveries, Model};

const PAYING_AGAIN: Bounds = Bounds { buyers: 1, attempts: 2, retries: 0, crashes: 1, duplicates: 0 };
const RETRYING: Bounds = Bounds { buyers: 1, attempts: 1, retries: 1, crashes: 1, duplicates: 0 };
const CONTENDING: Bounds = Bounds { buyers: 2, attempts: 1, retries: 0, crashes: 0, duplicates: 0 };

/// A flaw, the setting it shows in, a rule it breaks.
fn flawed() -> Vec<(Flaw, Setting, &'static str)> {
    let tombstones = Setting::tombstones(PAYING_AGAIN);
    let deadlines = Setting::deadlines(PAYING_AGAIN);
    let sure_webhooks = Setting::sure_webhooks(PAYING_AGAIN);
    let resending = Setting::deadlines(RETRYING);
    let contending = Setting::tombstones(CONTENDING);
    vec![
        (Flaw::BelievesUnknownOnce, deadlines, rules::NONE_LOST),
        (Flaw::ResendKeepsUnknowns, resending, rules::CANCELLED_HOLDS_NOTHING),
        (Flaw::FinaliseUnguarded, tombstones, rules::BOOKS_ARE_THE_BANK),
        (Flaw::FinaliseUnguarded, tombstones, rules::PAID_IS_PROCESSING),
        (Flaw::KeepsLateSuccess, sure_webhooks, rules::TWO_CHARGES_BOOKED),
        (Flaw::RevivesCancelled, sure_webhooks, rules::NO_REVIVAL),
        (Flaw::ExpiresWhileOpen, tombstones, rules::NONE_OPEN_WHEN_CANCELLED),
        (Flaw::PaysWhileOpen, tombstones, rules::ONE_OPEN),
        (Flaw::PaysWhileOpen, tombstones, rules::NONE_OPEN_WHEN_PAID),
        (Flaw::PaysWhileOpen, tombstones, rules::TWO_CHARGES_AT_BANK),
        (Flaw::OversellsStock, contending, rules::SOLD_ONCE),
        (Flaw::ConfirmsUnkept, tombstones, rules::KEPT_BEFORE_CONFIRMED),
        (Flaw::ConfirmsUnkept, tombstones, rules::NONE_LOST),
        (Flaw::DropsSent, tombstones, rules::NONE_LOST),
        (Flaw::SkipsPaidOrders, sure_webhooks, rules::NOTHING_OPEN),
        (Flaw::SkipsPaidOrders, sure_webhooks, rules::SETTLES),
        (Flaw::KeepsHold, tombstones, rules::HELD_WHILE_ALIVE),
        (Flaw::BankForgetsKeys, resending, rules::ONCE_PER_KEY),
        (Flaw::BankForgetsCancel, tombstones, rules::CANCELLED_HOLDS_NOTHING),
    ]
}

fn finds(setting: Setting, rule: &'static str) -> bool {
    let until = HasDiscoveries::AllOf(BTreeSet::from([rule]));
    let checker = MoneyPath(setting).checker().finish_when(until).spawn_bfs().join();
    checker.discovery(rule).is_some()
}

#[test]
fn every_flaw_is_found() {
    for (flaw, setting, rule) in flawed() {
        assert!(finds(setting.with(flaw), rule), "{flaw:?} should break \"{rule}\"");
    }
}

#[test]
fn no_flaw_and_no_rule_goes_untried() {
    let tried = flawed();
    for flaw in Flaw::ALL {
        assert!(tried.iter().any(|t| t.0 == flaw), "{flaw:?} is never tried");
    }
    for property in MoneyPath(Setting::tombstones(PAYING_AGAIN)).properties() {
        let is_rule = property.expectation.discovery_is_failure();
        assert!(
            !is_rule || tried.iter().any(|t| t.2 == property.name),
            "no flaw breaks \"{}\"",
            property.name
        );
    }
}

#[test]
fn a_gateway_that_promises_nothing_loses_money() {
    let nothing = Setting { calls: Calls::Linger, ..Setting::deadlines(PAYING_AGAIN) };
    assert!(finds(nothing, rules::NONE_LOST));
}
