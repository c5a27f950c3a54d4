//! `souk check` names what is broken: each rule is seen to find data that were broken on purpose, past every constraint.

mod cases;
mod cases_giving_back;
mod cash;
mod promotions;
mod scene;
mod shipments;
mod taxes;

use std::collections::BTreeSet;

use souk_market::{
    Actor,
    check::{self, Finding},
    imports::{self, NewImport},
};
use souk_testkit::Market;

use cases::{CARTS_AND_PAYMENTS, CATALOGUE_AND_MAILS, Case, LEDGER, ORDERS, STOCK_AND_LINES, TOTALS};
use cases_giving_back::GIVING_BACK;
use cash::CASH;
use promotions::{PROMOTIONS, scene_of_promotions};
use scene::{Sql, given_back, scene, scene_of_cash, scene_of_parcels, sql_for};
use shipments::SHIPMENTS;
use taxes::TAXES;

/// Exactly the codes of each case are found when the same market is broken so; every case that differs is named.
async fn each_is_found(cases: &[Case]) {
    each_is_found_in(scene().await, cases).await;
}

/// The same in another market.
async fn each_is_found_in(market: Market, cases: &[Case]) {
    let mut wrong = Vec::new();
    for (sql, expected) in cases {
        let found = match sql_for(&market, sql) {
            Sql::Data(sql) => market.findings_after(&sql).await,
            Sql::Schema(sql) => found_in_a_market_of_its_own(&sql).await,
        };
        let codes: BTreeSet<&str> = found.iter().map(|finding| finding.code).collect();
        if codes != expected.iter().copied().collect() {
            wrong.push(format!("{sql}\nexpected {expected:?}\nfound {found:#?}"));
        }
        assert!(found.iter().all(|finding| (1..=10).contains(&finding.invariant)));
    }
    assert!(wrong.is_empty(), "{} of {} cases\n{}", wrong.len(), cases.len(), wrong.join("\n\n"));
    // nothing of all that stayed
    market.close().await;
}

/// MySQL cannot take back what was done to an index.
async fn found_in_a_market_of_its_own(sql: &str) -> Vec<Finding> {
    let market = scene().await;
    market.raw(sql).await;
    let found = check::run(&market.app).await.unwrap();
    market.app.db().close().await;
    market.scratch.remove().await.unwrap();
    found
}

#[tokio::test]
async fn a_market_with_every_kind_of_order_is_clean() {
    scene().await.close().await;
}

#[tokio::test]
async fn stock_and_lines() {
    each_is_found(STOCK_AND_LINES).await;
}

#[tokio::test]
async fn totals() {
    each_is_found(TOTALS).await;
}

#[tokio::test]
async fn ledger() {
    each_is_found(LEDGER).await;
}

#[tokio::test]
async fn giving_back() {
    each_is_found_in(given_back().await, GIVING_BACK).await;
}

#[tokio::test]
async fn cash() {
    each_is_found_in(scene_of_cash().await, CASH).await;
}

#[tokio::test]
async fn promotions_and_their_uses() {
    each_is_found_in(scene_of_promotions().await, PROMOTIONS).await;
}

#[tokio::test]
async fn carts_and_payments() {
    each_is_found(CARTS_AND_PAYMENTS).await;
}

#[tokio::test]
async fn orders() {
    each_is_found(ORDERS).await;
}

#[tokio::test]
async fn shipments() {
    each_is_found_in(scene_of_parcels().await, SHIPMENTS).await;
}

#[tokio::test]
async fn taxes() {
    each_is_found(TAXES).await;
}

#[tokio::test]
async fn catalogue_and_mails() {
    each_is_found(CATALOGUE_AND_MAILS).await;
}

#[tokio::test]
async fn card_numbers() {
    let market = scene().await;
    let mut tables = BTreeSet::new();
    for (table, sql) in cases::CARD_NUMBERS {
        let (Sql::Data(sql) | Sql::Schema(sql)) = sql_for(&market, sql);
        market.raw(&sql).await;
        tables.insert(*table);
        let found = check::run(&market.app).await.unwrap();
        let named: BTreeSet<&str> = found
            .iter()
            .filter(|finding| finding.invariant == 10)
            .map(|finding| finding.subject.as_str())
            .collect();
        assert_eq!(named, tables, "{found:#?}");
        let said = found.iter().map(ToString::to_string).collect::<String>();
        for number in ["4242-4242", "42424242", "4000000000000002", "378282246310005", "5555555555554444"] {
            assert!(!said.contains(number), "a finding repeats the number: {said}");
        }
    }
    market.app.db().close().await;
    market.scratch.remove().await.unwrap();
}

#[test]
fn every_rule_is_seen_to_find_something() {
    let groups = [
        STOCK_AND_LINES,
        TOTALS,
        LEDGER,
        CARTS_AND_PAYMENTS,
        ORDERS,
        SHIPMENTS,
        CATALOGUE_AND_MAILS,
        GIVING_BACK,
        CASH,
        PROMOTIONS,
        TAXES,
    ];
    // these two are seen by tests of their own
    let others = ["card_number_kept", "import_without_job"];
    let seen = groups.into_iter().flatten().flat_map(|(_, codes)| codes.iter().copied()).chain(others);
    let codes = check::codes();
    let all: BTreeSet<&str> = codes.iter().copied().collect();
    assert_eq!(all.len(), codes.len(), "a code is used twice");
    assert_eq!(seen.collect::<BTreeSet<_>>(), all);
}

#[tokio::test]
async fn an_import_that_no_job_goes_on_with() {
    let market = scene().await;
    let vendor = market.vendor("Press House").await;
    let mut incoming = imports::receive(&market.app, Actor::Operator, vendor).await.unwrap();
    incoming.write(b"Handle,Title,Price\nbook,Book,12.00\n").await.unwrap();
    let new = NewImport { file_name: "books.csv".to_owned(), encoding: None };
    let id = incoming.finish(new).await.unwrap().import.id.to_string();
    assert_eq!(check::run(&market.app).await.unwrap(), [], "it is being tried");
    let found = market.findings_after("delete from job where kind = 'run_import'").await;
    let told: Vec<_> = found.iter().map(|finding| (finding.code, finding.subject.as_str())).collect();
    assert_eq!(told, [("import_without_job", id.as_str())]);
    market.settle().await;
    assert_eq!(check::run(&market.app).await.unwrap(), [], "it was tried");
    market.close().await;
}
