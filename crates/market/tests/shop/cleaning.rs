//! What is old goes portion by portion, so that nobody waits for all of it.

use std::sync::{
    Arc,
    atomic::{AtomicUsize, Ordering},
};

use jiff::SignedDuration;
use souk_db::{Changed, params, sql};
use souk_market::{
    Actor,
    throttle::{self, Rule},
    worker::Worker,
};

use crate::{accounts::account, setting::Market};

/// More than one transaction takes away.
const OLD: u32 = 501;

/// All windows, sessions and links.
async fn rows(market: &Market) -> i64 {
    let counted = market.app.read(Actor::System, |ctx| {
        Box::pin(async move {
            let all = sql!(
                "select (select count(*) from throttle) + (select count(*) from account_session) \
                 + (select count(*) from account_token)"
            );
            Ok(ctx.tx.one::<i64>(all, &[]).await?)
        })
    });
    counted.await.unwrap()
}

#[tokio::test]
async fn no_transaction_takes_away_all_that_is_old() {
    let market = Market::open().await;
    let person = account(&market, "ada").await.id;
    let before = rows(&market).await;
    let rule = Rule { name: "tries", uses: 5, window: SignedDuration::from_mins(1) };
    let made = market.app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            for place in 0..OLD {
                throttle::record(ctx, rule, &place.to_be_bytes()).await?;
                let (id, hash): ([u8; 16], [u8; 32]) = (ctx.app.random_bytes(), ctx.app.random_bytes());
                ctx.tx
                    .run(
                        sql!(
                            "insert into account_session (id, token_hash, account_id, agent, client, created_at, seen_at, expires_at) \
                             values (?, ?, ?, '', '', ?, ?, ?)"
                        ),
                        params![id, hash, person, ctx.now, ctx.now, ctx.now],
                    )
                    .await?;
                ctx.tx
                    .run(
                        sql!(
                            "insert into account_token (id, token_hash, account_id, purpose, email, created_at, expires_at, used_at) \
                             values (?, ?, ?, 'reset', null, ?, ?, null)"
                        ),
                        params![id, hash, person, ctx.now, ctx.now],
                    )
                    .await?;
            }
            Ok(())
        })
    });
    made.await.unwrap();
    market.clock.advance(SignedDuration::from_hours(1));
    let tables = ["throttle", "account_session", "account_token"];
    let commits: Arc<[AtomicUsize; 3]> = Arc::default();
    let counted = Arc::clone(&commits);
    market.app.db().on_commit(move |changed| {
        let Changed::Tables(changed) = changed else { return };
        for (table, count) in tables.iter().zip(&*counted) {
            count.fetch_add(usize::from(changed.contains(table)), Ordering::SeqCst);
        }
    });
    Worker::standard().clean(&market.app).await.unwrap();
    assert_eq!(rows(&market).await, before, "all of it went");
    for (table, count) in tables.iter().zip(&*commits) {
        assert!(count.load(Ordering::SeqCst) > 1, "{table} was emptied in one transaction");
    }
    market.close().await;
}
