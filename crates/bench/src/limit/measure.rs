//! Both ways in turns, so that a noisy minute hits both.

use std::{
    path::Path,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use anyhow::{Context as _, Result, bail};
use souk_db::{Db, PoolSize};

use super::{
    checkout::{finalise, prepare},
    hand::Hand,
    page,
    tables::{Purchase, Shelf},
};
use crate::{
    load::{self, Dice, Measured, us_since},
    place::Place,
    report::Report,
};

/// Transactions to one commit.
const TOGETHER: u64 = 64;
/// Buyers at once through the data layer: so many that a commit can hold as many transactions as the hand-written one.
const BUYERS: usize = 64;
/// Readers at once through the data layer.
const READERS: usize = 32;
const ROUNDS: u32 = 3;
/// More checkouts than a second brings on any machine this was tried on; their carts are made beforehand.
const CARTS_A_SECOND: u64 = 12_000;

/// A product's page, by a thread for each core and through [`Db::read`].
pub(crate) fn page_reads(place: &Place, products: usize, time: Duration, report: &mut Report) -> Result<()> {
    let file = place.path("pages.db");
    let shelf = Arc::new(Shelf::fill(&file, products)?);
    let (mut ours, mut limit) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        limit.push(read_by_hand(&file, &shelf, time / ROUNDS)?);
        ours.push(load::on_all_cores(read_through_db(&file, &shelf, time / ROUNDS))?);
    }
    let (ours, limit) = (Measured::together(ours), Measured::together(limit));
    report.rate("db: product page reads", ours.per_s, limit.per_s, 0.6);
    Ok(())
}

/// Durable checkouts, by one writer thread and through [`Db::transaction`]. Answers the hand-written ones a second.
pub(crate) fn checkouts(place: &Place, products: usize, time: Duration, report: &mut Report) -> Result<f64> {
    let carts = CARTS_A_SECOND * time.as_secs().max(1);
    let (ours_file, hand_file) = (place.path("ours.db"), place.path("hand.db"));
    let shelf = Arc::new(Shelf::fill(&ours_file, products)?);
    Shelf::fill(&hand_file, products)?;
    for file in [&ours_file, &hand_file] {
        shelf.fill_carts(file, carts)?;
    }
    let hand = Hand::open(&hand_file)?;
    let next = Arc::new(AtomicU64::new(0));
    let (mut ours, mut limit, mut done) = (Vec::new(), Vec::new(), 0);
    for _ in 0..ROUNDS {
        limit.push(buy_by_hand(&hand, &shelf, (&mut done, carts), time / ROUNDS)?);
        ours.push(load::on_all_cores(buy_through_db(&ours_file, &shelf, (&next, carts), time / ROUNDS))?);
    }
    books_hold(&ours_file, next.load(Ordering::Relaxed).min(carts))?;
    books_hold(&hand_file, done)?;
    let (ours, limit) = (Measured::together(ours), Measured::together(limit));
    report.rate("db: durable checkouts", ours.per_s, limit.per_s, 0.6);
    report.note(format!("durable checkouts: p99 {:.0} ms with {BUYERS} buyers", ours.within_ms(99)));
    Ok(limit.per_s)
}

/// Every checkout left its order paid and answered. Errors: one did not.
fn books_hold(file: &Path, done: u64) -> Result<()> {
    let paid: i64 = rusqlite::Connection::open(file)?.query_row(
        "select count(*) from orders o join payment p on p.order_id = o.id join claim c on c.order_id = o.id \
         where o.status = 'processing' and p.captured = p.total and c.answer is not null",
        [],
        |row| row.get(0),
    )?;
    if u64::try_from(paid)? == done {
        Ok(())
    } else {
        bail!("{done} checkouts left {paid} paid orders in {}", file.display())
    }
}

fn read_by_hand(file: &Path, shelf: &Arc<Shelf>, time: Duration) -> Result<Measured> {
    let began = Instant::now();
    let until = began + time;
    let threads = std::thread::available_parallelism().map_or(2, std::num::NonZero::get);
    let running: Vec<_> = (0..threads)
        .map(|number| {
            let (shelf, file) = (Arc::clone(shelf), file.to_owned());
            std::thread::spawn(move || -> Result<Vec<u32>> {
                let hand = Hand::open(&file)?;
                let mut dice = Dice::new(number);
                let mut took_us = Vec::new();
                while Instant::now() < until {
                    let slug = shelf.slugs.get(dice.below(shelf.slugs.len())).context("no products")?;
                    let began = Instant::now();
                    hand.say("begin")?;
                    Hand::finish(page::read(&hand, slug))?;
                    hand.say("commit")?;
                    took_us.push(us_since(began));
                }
                Ok(took_us)
            })
        })
        .collect();
    let mut took_us = Vec::new();
    for thread in running {
        took_us.extend(thread.join().map_err(|_| anyhow::anyhow!("a thread panicked"))??);
    }
    Ok(Measured::new(took_us, began.elapsed()))
}

async fn read_through_db(file: &Path, shelf: &Arc<Shelf>, time: Duration) -> Result<Measured> {
    let db = open(file).await?;
    load::side_by_side(READERS, time, |number, until| {
        let (db, shelf) = (db.clone(), Arc::clone(shelf));
        async move {
            let mut dice = Dice::new(number);
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let which = dice.below(shelf.slugs.len());
                let began = Instant::now();
                let goods = Arc::clone(&shelf);
                db.read(move |tx| {
                    let goods = Arc::clone(&goods);
                    Box::pin(async move {
                        page::read(tx, goods.slugs.get(which).map_or("", String::as_str)).await
                    })
                })
                .await?;
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

async fn open(file: &Path) -> Result<Db> {
    Ok(Db::open(&format!("sqlite:{}", file.display()).parse()?, PoolSize::default()).await?)
}

/// One thread: 64 first transactions and a commit, 64 second ones and a commit.
fn buy_by_hand(
    hand: &Hand,
    shelf: &Shelf,
    (done, carts): (&mut u64, u64),
    time: Duration,
) -> Result<Measured> {
    let began = Instant::now();
    let mut took_us = Vec::new();
    while began.elapsed() < time && *done + TOGETHER <= carts {
        let batch = Instant::now();
        together(hand, shelf, *done, |purchase| Hand::finish(prepare(hand, purchase)))?;
        together(hand, shelf, *done, |purchase| Hand::finish(finalise(hand, purchase)))?;
        *done += TOGETHER;
        took_us.extend(std::iter::repeat_n(us_since(batch), usize::try_from(TOGETHER)?));
    }
    Ok(Measured::new(took_us, began.elapsed()))
}

fn together(
    hand: &Hand,
    shelf: &Shelf,
    first: u64,
    one: impl Fn(&Purchase<'_>) -> souk_db::Result<()>,
) -> Result<()> {
    hand.say("begin immediate")?;
    for number in first..first + TOGETHER {
        // one that is refused must not undo the others
        hand.say("savepoint job")?;
        one(&shelf.purchase(number)?)?;
        hand.say("release job")?;
    }
    Ok(hand.say("commit")?)
}

async fn buy_through_db(
    file: &Path,
    shelf: &Arc<Shelf>,
    (next, carts): (&Arc<AtomicU64>, u64),
    time: Duration,
) -> Result<Measured> {
    let db = open(file).await?;
    load::side_by_side(BUYERS, time, |_, until| {
        let (db, shelf, next) = (db.clone(), Arc::clone(shelf), Arc::clone(next));
        async move {
            let mut took_us = Vec::new();
            while Instant::now() < until {
                let number = next.fetch_add(1, Ordering::Relaxed);
                if number >= carts {
                    break;
                }
                let began = Instant::now();
                let goods = Arc::clone(&shelf);
                db.transaction(move |tx| {
                    let goods = Arc::clone(&goods);
                    Box::pin(async move { prepare(tx, &of(&goods, number)?).await })
                })
                .await?;
                let goods = Arc::clone(&shelf);
                db.transaction(move |tx| {
                    let goods = Arc::clone(&goods);
                    Box::pin(async move { finalise(tx, &of(&goods, number)?).await })
                })
                .await?;
                took_us.push(us_since(began));
            }
            Ok(took_us)
        }
    })
    .await
}

fn of(shelf: &Shelf, number: u64) -> souk_db::Result<Purchase<'_>> {
    shelf.purchase(number).map_err(|error| souk_db::Error::Driver(error.to_string()))
}
