//! Durable checkouts: what the data layer's group commit does, beside one writer thread that runs the same statements by
//! hand, 64 transactions to a commit.

use std::{
    cell::Cell,
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Result, bail};
use souk_db::{Db, PoolSize, Tx, params};

use crate::{
    finalise,
    goods::{Purchase, Shelf},
    hand::{Cells, Hand},
    load::{self, Measured, us_since},
    page_reads::told,
    place::Place,
    prepare,
    report::Report,
    script::Checkout,
};

/// Transactions to one commit.
const TOGETHER: u64 = 64;
/// Buyers at once through the data layer: so many that a commit can hold as many transactions as the hand-written one.
const TASKS: usize = 64;
const ROUNDS: u32 = 3;
/// More checkouts than a second brings on any machine this was tried on; their carts are made beforehand.
const CARTS_A_SECOND: u64 = 8_000;

/// Answers the hand-written checkouts a second.
pub(crate) fn measure(database: &Path, place: &Place, time: Duration, report: &mut Report) -> Result<f64> {
    let shelf = Arc::new(Shelf::read(database)?);
    let statements = Arc::new(Checkout::find()?);
    let (ours_file, hand_file) = (place.copy_of(database, "ours.db")?, place.copy_of(database, "hand.db")?);
    let carts = CARTS_A_SECOND * time.as_secs().max(1);
    for file in [&ours_file, &hand_file] {
        shelf.fill_carts(file, carts)?;
    }
    let hand = ByHand {
        hand: Hand::open(&hand_file)?,
        shelf: Arc::clone(&shelf),
        statements: Arc::clone(&statements),
        count: Cell::new(0),
    };
    let next = Arc::new(AtomicU64::new(0));
    let (mut ours, mut limit, mut done) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        limit.push(hand.checkouts(&mut done, carts, time / ROUNDS)?);
        let through = through_db(&ours_file, &shelf, &statements, (&next, carts), time / ROUNDS);
        ours.push(load::on_all_cores(through)?);
    }
    same_books(&ours_file, &next.load(Ordering::Relaxed).min(carts))?;
    same_books(&hand_file, &done)?;
    let (ours, limit) = (Measured::together(ours), Measured::together(limit));
    report.rate("db: durable checkouts", ours.per_s, limit.per_s, 0.6);
    report.note(format!(
        "durable checkouts: {} statements each, p99 {:.0} ms with {TASKS} buyers",
        hand.count.get(),
        ours.within_ms(99)
    ));
    Ok(limit.per_s)
}

/// Every checkout left its order paid. Errors: one did not.
fn same_books(file: &Path, done: &u64) -> Result<()> {
    let paid: i64 = rusqlite::Connection::open(file)?.query_row(
        "select count(*) from orders o join payment p on p.order_id = o.id join idempotency i on i.order_id = o.id \
         where o.status = 'processing' and p.status = 'completed' and i.state = 'done'",
        [],
        |row| row.get(0),
    )?;
    if u64::try_from(paid)? == *done {
        Ok(())
    } else {
        bail!("{done} checkouts left {paid} paid orders in {}", file.display())
    }
}

struct ByHand {
    hand: Hand,
    shelf: Arc<Shelf>,
    statements: Arc<Checkout>,
    /// Statements of one checkout.
    count: Cell<u32>,
}

impl ByHand {
    /// One thread: 64 PREPAREs and a commit, 64 FINALISEs and a commit.
    fn checkouts(&self, done: &mut u64, carts: u64, time: Duration) -> Result<Measured> {
        let began = Instant::now();
        let mut took_us = Vec::new();
        while began.elapsed() < time && *done + TOGETHER <= carts {
            let batch = Instant::now();
            let prepared = self.batch(*done, |purchase| self.prepare(purchase))?;
            let finalised = self.batch(*done, |purchase| self.finalise(purchase))?;
            self.count.set(prepared + finalised);
            *done += TOGETHER;
            took_us.extend(std::iter::repeat_n(us_since(batch), TOGETHER as usize));
        }
        Ok(Measured::new(took_us, began.elapsed()))
    }

    fn batch(&self, first: u64, one: impl Fn(&Purchase<'_>) -> Result<u32>) -> Result<u32> {
        let mut count = 0;
        self.hand.say("begin immediate")?;
        for number in first..first + TOGETHER {
            // one that is refused must not undo the others
            self.hand.say("savepoint job")?;
            count = one(&self.shelf.purchase(number)?)?;
            self.hand.say("release job")?;
        }
        self.hand.say("commit")?;
        Ok(count)
    }

    /// Answers how many statements it was.
    fn prepare(&self, purchase: &Purchase<'_>) -> Result<u32> {
        let mut count = 0;
        macro_rules! run {
            ($rows:expr, $statement:expr, $params:expr) => {
                count += 1;
                expect($rows == self.hand.run($statement, $params)?, $statement)?;
            };
        }
        macro_rules! list {
            ($rows:expr, $statement:expr, $params:expr) => {
                count += 1;
                expect(self.hand.list($statement, $params)?.len() >= $rows, $statement)?;
            };
        }
        prepare!(run, list, &self.statements, purchase);
        Ok(count)
    }

    fn finalise(&self, purchase: &Purchase<'_>) -> Result<u32> {
        let mut count = 0;
        macro_rules! run {
            ($rows:expr, $statement:expr, $params:expr) => {
                count += 1;
                expect($rows == self.hand.run($statement, $params)?, $statement)?;
            };
        }
        macro_rules! list {
            ($rows:expr, $statement:expr, $params:expr) => {
                count += 1;
                expect(self.hand.list($statement, $params)?.len() >= $rows, $statement)?;
            };
        }
        finalise!(run, list, &self.statements, purchase);
        Ok(count)
    }
}

fn expect(holds: bool, statement: &'static souk_db::Statement) -> Result<()> {
    if holds { Ok(()) } else { bail!("{} did otherwise than in life", statement.place()) }
}

async fn through_db(
    file: &Path,
    shelf: &Arc<Shelf>,
    statements: &Arc<Checkout>,
    (next, carts): (&Arc<AtomicU64>, u64),
    time: Duration,
) -> Result<Measured> {
    let db = Db::open(&format!("sqlite:{}", file.display()).parse()?, PoolSize::default()).await?;
    load::side_by_side(TASKS, time, |_, until| {
        let (db, shelf, next) = (db.clone(), Arc::clone(shelf), Arc::clone(next));
        let statements = Arc::clone(statements);
        async move {
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= carts {
                    break;
                }
                let began = Instant::now();
                let (its_shelf, its_statements) = (Arc::clone(&shelf), Arc::clone(&statements));
                let prepared = db.transaction(move |tx| {
                    let (shelf, statements) = (Arc::clone(&its_shelf), Arc::clone(&its_statements));
                    Box::pin(async move { prepare(tx, &shelf, &statements, number).await.map_err(told) })
                });
                prepared.await?;
                let (its_shelf, its_statements) = (Arc::clone(&shelf), Arc::clone(&statements));
                let finalised = db.transaction(move |tx| {
                    let (shelf, statements) = (Arc::clone(&its_shelf), Arc::clone(&its_statements));
                    Box::pin(async move { finalise(tx, &shelf, &statements, number).await.map_err(told) })
                });
                finalised.await?;
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

async fn prepare(tx: &Tx<'_>, shelf: &Shelf, statements: &Checkout, number: u64) -> Result<()> {
    let purchase = shelf.purchase(number)?;
    macro_rules! run {
        ($rows:expr, $statement:expr, $params:expr) => {
            expect($rows == tx.run($statement, $params).await?, $statement)?;
        };
    }
    macro_rules! list {
        ($rows:expr, $statement:expr, $params:expr) => {
            expect(tx.list::<Cells>($statement, $params).await?.len() >= $rows, $statement)?;
        };
    }
    prepare!(run, list, statements, &purchase);
    Ok(())
}

async fn finalise(tx: &Tx<'_>, shelf: &Shelf, statements: &Checkout, number: u64) -> Result<()> {
    let purchase = shelf.purchase(number)?;
    macro_rules! run {
        ($rows:expr, $statement:expr, $params:expr) => {
            expect($rows == tx.run($statement, $params).await?, $statement)?;
        };
    }
    macro_rules! list {
        ($rows:expr, $statement:expr, $params:expr) => {
            expect(tx.list::<Cells>($statement, $params).await?.len() >= $rows, $statement)?;
        };
    }
    finalise!(run, list, statements, &purchase);
    Ok(())
}
