//! Invariant 10: no card number is kept. Every column that takes what somebody outside wrote, or what a card passed near,
//! is searched for the numbers the sandbox takes, spaces and dashes left out.

use souk_db::{Statement, ToParam as _, sql};
use souk_domain::card::TEST_CARDS;

use crate::{Ctx, Result, check::Finding};

pub(super) const CODE: &str = "card_number_kept";

/// Counts the rows of a table in which one of the patterns stands. The numbers are parameters, never text of the statement:
/// a database may log its statements.
macro_rules! search {
    ($table:literal, $first:literal $(, $more:literal)*) => {
        ($table, sql!(concat!(
            "select count(*) from (select replace(replace(concat(coalesce(", $first, ", '')",
            $(", ' | ', coalesce(", $more, ", '')",)*
            "), ' ', ''), '-', '') as words from ", $table, ") row_words where words like ? or words like ? or words like ? \
             or words like ? or words like ? or words like ? or words like ? or words like ? or words like ? \
             or words like ? or words like ?"
        )))
    };
}

#[rustfmt::skip]
fn searches() -> Vec<(&'static str, &'static Statement)> {
    vec![
        search!("orders", "email", "email_key", "phone", "shipping_address", "billing_address", "cancel_reason"),
        search!("order_event", "actor", "reason"),
        search!("payment", "transaction_id", "brand", "last4", "reference"),
        search!("payment_attempt", "gateway_key", "transaction_id", "decline_code", "next_action_url", "brand", "last4"),
        search!("refund", "gateway_key", "charge_key", "reason"),
        search!("incoming_transfer", "statement_line", "reference"),
        search!("gateway_event", "event_id", "kind", "gateway_key"),
        search!("ledger_transaction", "kind", "cause_kind"),
        search!("stock_movement", "note", "actor"),
        search!("outbox", "kind", "payload"),
        search!("outbox_parked", "error"),
        search!("job", "dedup_key", "payload", "last_error"),
        search!("mail", "dedup_key", "recipient", "subject", "body_text", "body_html"),
        search!("idempotency", "operation", "answer"),
        search!("market_setting", "name", "value"),
    ]
}

/// Tables that hold a card number. Which rows is not told: their ids may be made of it.
pub(in crate::check) async fn card_numbers(ctx: &Ctx<'_>) -> Result<Vec<Finding>> {
    let patterns: Vec<String> = TEST_CARDS.iter().map(|card| format!("%{}%", card.number)).collect();
    let params: Vec<_> = patterns.iter().map(|pattern| pattern.to_param()).collect();
    let mut findings = Vec::new();
    for (table, statement) in searches() {
        let rows: i64 = ctx.tx.one(statement, &params).await?;
        if rows > 0 {
            let detail = format!("{rows} rows hold a card number");
            findings.push(Finding {
                invariant: 10,
                code: "card_number_kept",
                subject: table.to_owned(),
                detail,
            });
        }
    }
    Ok(findings)
}
