//! Invariant 10: no card number is kept. Every column that takes what somebody outside wrote, or what a card passed near,
//! is searched for the numbers the sandbox takes, spaces and dashes left out.

use std::sync::LazyLock;

use souk_db::{Statement, TABLES, TableColumn, ToParam as _, params, row, sql};
use souk_domain::card::TEST_CARDS;

use crate::{Ctx, Result, check::Finding, packed::unpacked};

pub(super) const CODE: &str = "card_number_kept";
/// Packed answers that are looked at together.
const ANSWERS_AT_ONCE: i64 = 500;

/// Every table that has such columns, with the statement that counts its rows in which a number stands.
static SEARCHES: LazyLock<Vec<(&'static str, Statement)>> = LazyLock::new(|| {
    let searched = TABLES.iter().map(|table| {
        let columns = table.columns().iter().filter(|column| column.is_free_text());
        (table.name(), columns.map(TableColumn::name).collect::<Vec<_>>())
    });
    let searched = searched.filter(|(_, columns)| !columns.is_empty());
    searched.map(|(table, columns)| (table, search(table, &columns))).collect()
});

/// The numbers are parameters, never text of the statement: a database may log its statements.
fn search(table: &str, columns: &[&str]) -> Statement {
    let columns: Vec<String> = columns.iter().map(|column| format!("coalesce({column}, '')")).collect();
    let text = format!(
        "select count(*) from (select replace(replace(concat({}), ' ', ''), '-', '') as words from {table}) row_words \
         where {}",
        columns.join(", ' | ', "),
        vec!["words like ?"; TEST_CARDS.len()].join(" or ")
    );
    // made once for each table, and kept as long as the program runs
    Statement::new(String::leak(text), file!(), line!())
}

/// Tables that hold a card number. Which rows is not told: their ids may be made of it.
pub(in crate::check) async fn card_numbers(ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
    let patterns: Vec<String> = TEST_CARDS.iter().map(|card| format!("%{}%", card.number)).collect();
    let params: Vec<_> = patterns.iter().map(|pattern| pattern.to_param()).collect();
    let mut findings = Vec::new();
    for (table, statement) in SEARCHES.iter() {
        findings.extend(found(table, ctx.tx.one(statement, &params).await?));
    }
    findings.extend(found("idempotency", count_answers(ctx).await?));
    Ok(findings)
}

fn found(table: &str, rows: i64) -> Option<Finding> {
    (rows > 0).then(|| Finding {
        invariant: 10,
        code: CODE,
        subject: table.to_owned(),
        detail: format!("{rows} rows hold a card number"),
    })
}

row! {
    struct PackedAnswer { scope: [u8; 32], key_hash: [u8; 32], answer: Vec<u8> }
}

/// Stored answers that hold a card number. They are packed, so the database cannot look into them.
async fn count_answers(ctx: &Ctx<'_>) -> Result<i64> {
    let (mut scope, mut key_hash, mut rows) = ([0; 32], [0; 32], 0);
    loop {
        let some: Vec<PackedAnswer> = ctx
            .tx
            .list(
                sql!(
                    "select scope, key_hash, answer from idempotency where answer is not null \
                     and (scope > ? or (scope = ? and key_hash > ?)) order by scope, key_hash limit ?"
                ),
                params![scope, scope, key_hash, ANSWERS_AT_ONCE],
            )
            .await?;
        rows += some.iter().map(|row| i64::from(holds_card_number(&row.answer))).sum::<i64>();
        let Some(last) = some.last() else { return Ok(rows) };
        (scope, key_hash) = (last.scope, last.key_hash);
    }
}

fn holds_card_number(packed: &[u8]) -> bool {
    let words: String = unpacked(packed).unwrap_or_default().replace([' ', '-'], "");
    TEST_CARDS.iter().any(|card| words.contains(card.number))
}
