//! The work of an import, step by step: a job for each step, and the next is promised in the transaction that ends one. Where
//! it stands is written with what was stored, so that whoever goes on after a crash does nothing twice and leaves nothing out.

use std::{
    fmt,
    str::FromStr,
    sync::{Arc, Mutex, PoisonError},
};

use souk_domain::{bounds::import::MAX_FAILED_ROWS, ids::ImportId, money::Currency};
use souk_product_import::{FileRefusal, ImportedProduct, StockRow};

use super::{
    DryRun, Target, Wanted,
    ending::end,
    incoming::outside,
    kept::{self, Kept},
    reading::{Batch, Items, Reading, aside, stored},
    report::Stored,
    stock, store,
    store::{Failure, Import, ImportStatus},
    store_all, store_each,
    tally::{ImportReport, Tally, from_json, to_json},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Fault, Result,
    queue::{self, Job, Lane, Tried},
    settings,
};

/// How often a step may be begun without storing anything: a file that nobody gets on with is given up.
const MAX_TRIES: u32 = 6;

/// Does a step of an import.
pub(crate) struct RunImport;

/// A step of an import.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Step {
    import: ImportId,
    number: i64,
}

impl From<&Import> for Step {
    fn from(import: &Import) -> Self {
        Self { import: import.id, number: import.step }
    }
}

impl fmt::Display for Step {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{}", self.import, self.number)
    }
}

impl FromStr for Step {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        let (import, number) = text.split_once('.').ok_or(())?;
        Ok(Self { import: import.parse().map_err(|_| ())?, number: number.parse().map_err(|_| ())? })
    }
}

impl Job for RunImport {
    type Subject = Step;
    const KIND: &'static str = "run_import";
    const LANE: Lane = Lane::Imports;
    // the import itself counts them, and tells its vendor
    const TRIES: Option<u32> = None;

    fn run(app: &App, step: Step) -> BoxFuture<'_, Result<Tried>> {
        Box::pin(async move { work(app, step).await.map(|()| Tried::Done) })
    }
}

/// What became of a part.
enum Went {
    On(i64),
    /// Nothing is left of the file, or somebody else has it, or called it off.
    Over,
}

async fn work(app: &App, step: Step) -> Result<()> {
    // whatever is not gone on with is let go
    let left = app.left_over().take::<Reading>();
    let Some((import, currency)) = begin(app, step).await? else { return Ok(()) };
    let started = app.elapsed();
    let within = app.limits().import_step.unsigned_abs();
    let mut at = import.done;
    let mut reading = match left.filter(|reading| reading.fits(&import)) {
        Some(reading) => reading,
        None => match open(app, &import, currency).await? {
            Some(reading) => reading,
            None => return fail(app, step).await,
        },
    };
    loop {
        let read = aside(move || {
            if reading.done < at {
                return reading.pass_over(at).map(|()| (reading, None));
            }
            reading.next_batch().map(|batch| (reading, Some(batch)))
        });
        let batch = match read.await? {
            Ok((read, batch)) => {
                reading = read;
                batch
            }
            Err(FileRefusal::Unreadable(error)) => return Err(outside(&error)),
            Err(_) => return fail(app, step).await,
        };
        if let Some(batch) = batch {
            match store_batch(app, &import, step, at, batch).await? {
                Went::On(done) => at = done,
                Went::Over => return Ok(()),
            }
        }
        if app.elapsed().saturating_sub(started) >= within {
            hand_over(app, step).await?;
            app.left_over().leave(reading);
            return Ok(());
        }
    }
}

/// The import, if this step of it is still to be done. One that was begun too often without getting on is given up.
async fn begin(app: &App, step: Step) -> Result<Option<(Import, Currency)>> {
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            let Some(mut import) = locked(ctx, step).await? else { return Ok(None) };
            if import.tries >= MAX_TRIES {
                end(ctx, import, ImportStatus::Failed).await?;
                return Ok(None);
            }
            import.tries += 1;
            store::update(ctx, &import).await?;
            Ok(Some((import, settings::load(ctx).await?.currency)))
        })
    })
    .await
}

/// The import, locked, as long as it is at this step.
async fn locked(ctx: &Ctx<'_>, step: Step) -> Result<Option<Import>> {
    let import = store::lock(ctx, step.import).await?;
    Ok(import.filter(|import| import.status.is_running() && import.step == step.number))
}

/// The same, as long as nobody has stored what comes now.
async fn at_place(ctx: &Ctx<'_>, step: Step, at: i64) -> Result<Option<Import>> {
    Ok(locked(ctx, step).await?.filter(|import| import.done == at))
}

async fn fail(app: &App, step: Step) -> Result<()> {
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            match locked(ctx, step).await? {
                Some(import) => end(ctx, import, ImportStatus::Failed).await,
                None => Ok(()),
            }
        })
    })
    .await
}

/// Promises the next step, so that other files have a turn.
async fn hand_over(app: &App, step: Step) -> Result<()> {
    app.write(Actor::System, move |ctx| {
        Box::pin(async move {
            let Some(mut import) = locked(ctx, step).await? else { return Ok(()) };
            import.step += 1;
            // it got on, were it only in passing over what was done before
            import.tries = 0;
            store::update(ctx, &import).await?;
            queue::enqueue::<RunImport>(ctx, (&import).into()).await
        })
    })
    .await
}

/// Opens the file at its beginning. `None`: it is gone, or is not what it was.
async fn open(app: &App, import: &Import, currency: Currency) -> Result<Option<Reading>> {
    let (own, import) = (app.clone(), import.clone());
    let opened = aside(move || match stored(&own, &import.file)? {
        Some(source) => Reading::open(source, &import, currency).map(Some),
        None => Ok(None),
    });
    match opened.await? {
        Ok(reading) => Ok(reading),
        Err(FileRefusal::Unreadable(error)) => Err(outside(&error)),
        Err(_) => Ok(None),
    }
}

/// What is written of a part, in the transaction that stores it.
#[derive(Clone)]
struct Part {
    step: Step,
    /// Where the import must stand.
    at: i64,
    items: i64,
    tally: Tally,
    bytes: (i64, i64),
    ended: bool,
}

async fn store_batch(app: &App, import: &Import, step: Step, at: i64, batch: Batch) -> Result<Went> {
    let Batch { items, noticed, bytes, ended } = batch;
    let part = Part { step, at, items: 0, tally: noticed, bytes, ended };
    let is_real = import.status == ImportStatus::Importing;
    match items {
        Items::Products(products) if is_real => store_products(app, import, part, products).await,
        Items::Products(products) => try_products(app, import, part, products).await,
        Items::Stock(rows) => store_rows(app, import, part, rows, is_real).await,
    }
}

/// Writes down what a part came to, and ends the import behind the last. `None`: it is not where it was.
async fn note(ctx: &Ctx<'_>, part: &Part, stored: &[Stored]) -> Result<Option<i64>> {
    let Some(mut import) = at_place(ctx, part.step, part.at).await? else { return Ok(None) };
    let mut tally = part.tally.clone();
    stored.iter().for_each(|stored| tally.add(stored));
    let room = MAX_FAILED_ROWS.saturating_sub(import.failed_rows) as usize;
    let failures: Vec<Failure> = (import.failed_rows..)
        .zip(tally.failures.into_iter().take(room))
        .map(|(place, (line, reason))| Failure { import: import.id, place, line: line.cast_signed(), reason })
        .collect();
    store::insert_failures(ctx, &failures).await?;
    import.failed_rows += u32::try_from(failures.len()).unwrap_or(u32::MAX);
    let mut report: ImportReport = from_json(&import.report)?;
    report.add(&tally.report);
    import.report = to_json(&report)?;
    import.done += part.items;
    import.tries = 0;
    (import.bytes_done, import.bytes_total) = part.bytes;
    let done = import.done;
    match (part.ended, import.status) {
        (false, _) => store::update(ctx, &import).await?,
        (true, ImportStatus::Checking) => {
            import.status = ImportStatus::Ready;
            import.bytes_done = import.bytes_total;
            store::update(ctx, &import).await?;
        }
        (true, _) => {
            import.bytes_done = import.bytes_total;
            end(ctx, import, ImportStatus::Done).await?;
        }
    }
    Ok(Some(done))
}

fn went(noted: Option<i64>, ended: bool) -> Went {
    match noted {
        Some(done) if !ended => Went::On(done),
        _ => Went::Over,
    }
}

/// Stores products together; when a rule refuses one of them, one by one, so that the others are stored.
async fn store_products(
    app: &App,
    import: &Import,
    part: Part,
    products: Vec<Arc<ImportedProduct>>,
) -> Result<Went> {
    let kept = Arc::new(kept::find(app, &products, None, DryRun::No).await?);
    let together = Part { items: products.len() as i64, ..part.clone() };
    match store_some(app, import, together, products.clone(), &kept).await {
        Err(Error::Refused(_)) => {}
        done => return done.map(|noted| went(noted, part.ended)),
    }
    let (mut at, last) = (part.at, products.len().saturating_sub(1));
    for (place, product) in products.into_iter().enumerate() {
        let tally = if place == 0 { part.tally.clone() } else { Tally::default() };
        let alone = Part { at, items: 1, tally, ended: part.ended && place == last, ..part.clone() };
        let noted = match store_some(app, import, alone.clone(), vec![Arc::clone(&product)], &kept).await {
            Err(Error::Refused(refusal)) => {
                note_in(app, alone, vec![Stored::refused(&product, &refusal)]).await?
            }
            done => done?,
        };
        match noted {
            Some(done) => at = done,
            None => return Ok(Went::Over),
        }
    }
    Ok(went(Some(at), part.ended))
}

type Work = (Part, Vec<Arc<ImportedProduct>>, Target, Arc<Kept>);

async fn store_some(
    app: &App,
    import: &Import,
    part: Part,
    products: Vec<Arc<ImportedProduct>>,
    kept: &Arc<Kept>,
) -> Result<Option<i64>> {
    let work: Work = (part, products, Target::Vendor(import.vendor), Arc::clone(kept));
    app.write_with(import.actor(), work, |ctx, (part, products, target, kept)| {
        Box::pin(async move {
            // whoever called it off while it was read is heard before anything is stored
            if at_place(ctx, part.step, part.at).await?.is_none() {
                return Ok(None);
            }
            let stored = store_all(ctx, products, *target, kept).await?;
            note(ctx, part, &stored).await
        })
    })
    .await
}

/// The same without keeping any of it.
async fn try_products(
    app: &App,
    import: &Import,
    part: Part,
    products: Vec<Arc<ImportedProduct>>,
) -> Result<Went> {
    let (ended, items) = (part.ended, products.len() as i64);
    let wanted = Wanted { dry_run: DryRun::Yes, pictures: None };
    let target = Target::Vendor(import.vendor);
    let stored = store_each(app, import.actor(), products, target, &wanted).await?;
    Ok(went(note_in(app, Part { items, ..part }, stored).await?, ended))
}

async fn note_in(app: &App, part: Part, stored: Vec<Stored>) -> Result<Option<i64>> {
    app.write_with(Actor::System, (part, stored), |ctx, (part, stored)| {
        Box::pin(async move { note(ctx, part, stored).await })
    })
    .await
}

/// Sets stock, or tries to.
async fn store_rows(
    app: &App,
    import: &Import,
    part: Part,
    rows: Vec<StockRow>,
    is_real: bool,
) -> Result<Went> {
    let (ended, items) = (part.ended, rows.len() as i64);
    let part = Part { items, ..part };
    let seen: Arc<Mutex<Option<Tally>>> = Arc::default();
    let note_of_file = format!("Import of {}", import.file_name);
    let work = (part.clone(), rows, import.vendor, note_of_file, Arc::clone(&seen));
    let done = app
        .write_with(import.actor(), work, move |ctx, (part, rows, vendor, words, seen)| {
            Box::pin(async move {
                if at_place(ctx, part.step, part.at).await?.is_none() {
                    return Ok(None);
                }
                let tally = stock::set_levels(ctx, *vendor, rows, words).await?;
                if !is_real {
                    *seen.lock().unwrap_or_else(PoisonError::into_inner) = Some(tally);
                    return Err(Error::Fault(Fault::Outside("rolled back, as was asked".to_owned())));
                }
                note(ctx, &part.with(tally), &[]).await
            })
        })
        .await;
    let tried = seen.lock().unwrap_or_else(PoisonError::into_inner).take();
    let noted = match tried {
        Some(tally) => note_in(app, part.with(tally), Vec::new()).await?,
        None => done?,
    };
    Ok(went(noted, ended))
}

impl Part {
    /// The same with what more it came to.
    fn with(&self, more: Tally) -> Self {
        let mut part = self.clone();
        part.tally.report.add(&more.report);
        part.tally.failures.extend(more.failures);
        part
    }
}
