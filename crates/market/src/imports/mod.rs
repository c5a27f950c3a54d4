//! Storing what a product file says: makes what is new, changes what differs, and leaves everything else untouched. The file
//! itself is read by `souk_product_import`.
//!
//! - [`import_products`]: a whole file at once, as a command does it
//! - [`receive`], [`answer_import`], [`start_import`], [`cancel_import`]: a vendor's file, which is tried and then imported by jobs,
//!   step by step; [`show_import`], [`list_imports`], [`export_failed_rows`]: what came of it

mod ending;
mod failed;
mod images;
mod incoming;
mod kept;
mod product;
mod reading;
mod report;
mod run;
mod stock;
mod store;
mod tally;
mod target;
mod use_cases;
mod variants;

use std::sync::{Arc, Mutex, PoisonError};

use souk_product_import::{FileRefusal, ImportedProduct, ProductFile};

use crate::{Actor, App, BoxFuture, Ctx, Error, Fault, Result, ports::FileStore};

pub(crate) use ending::{clean, clean_failures, end_forgotten};
pub use failed::{FailedExport, export_failed_rows};
pub use incoming::{Incoming, NewImport, receive};
use kept::Kept;
use report::Stored;
pub use report::{Kind, Progress, Report, Told};
pub(crate) use run::RunImport;
pub use store::{Import, ImportKind, ImportStatus, Mark};
pub use tally::{Columns, Example, ImportReport, KindFound, Question};
pub use target::{DryRun, Target};
pub use use_cases::{
    Answers, ImportView, answer_import, cancel_import, list_imports, show_import, start_import,
};

/// Products stored in one transaction: enough to be fast, few enough not to keep buyers waiting.
const PRODUCTS_AT_ONCE: usize = 20;
/// Variants and pictures of them, for the same reason.
const PARTS_AT_ONCE: usize = 500;

/// Why an import ended before its end. What was stored before stays, so running it again goes on.
#[derive(Debug, thiserror::Error)]
pub enum ImportError {
    /// The file cannot be read any more.
    #[error(transparent)]
    File(#[from] FileRefusal),
    /// The market cannot store.
    #[error(transparent)]
    Market(#[from] Error),
}

/// How a file is to be imported.
#[derive(Clone)]
pub struct Wanted {
    pub dry_run: DryRun,
    /// Where pictures of another market lie whose addresses the file names; those that are here need none.
    pub pictures: Option<Arc<dyn FileStore>>,
}

/// Stores the products of a file. Running it again with the same file changes nothing; what was stored before a failure
/// stays, so running it again goes on.
///
/// A product is known by vendor and handle, a variant by its option values. A product that a rule refuses is reported by
/// its line, and the others are stored. With [`DryRun::Yes`] nothing is kept, and the report says what would be. A picture
/// whose address names one that is kept here, or in `wanted.pictures`, needs no network.
pub fn import_products<'a>(
    app: &'a App,
    actor: Actor,
    mut file: ProductFile,
    target: Target,
    wanted: Wanted,
    tell: &'a mut (dyn FnMut(Told<'_>) + Send),
) -> BoxFuture<'a, Result<Report, ImportError>> {
    Box::pin(async move {
        let mut report = Report::default();
        let mut products = 0;
        loop {
            let some = next_products(&mut file, &mut report, tell)?;
            if some.is_empty() {
                break;
            }
            products += some.len();
            for stored in store_each(app, actor, some, target, &wanted).await? {
                report.add(&stored);
                for finding in stored.findings {
                    tell(Told::Finding(&finding));
                    report.notice(finding);
                }
            }
            let (bytes, total_bytes) = file.progress();
            tell(Told::Progress(Progress { bytes, total_bytes, products }));
        }
        report.rows = file.rows();
        let (_, total_bytes) = file.progress();
        tell(Told::Progress(Progress { bytes: total_bytes, total_bytes, products }));
        Ok(report)
    })
}

/// The products of one transaction; none behind the last.
fn next_products(
    file: &mut ProductFile,
    report: &mut Report,
    tell: &mut (dyn FnMut(Told<'_>) + Send),
) -> Result<Vec<Arc<ImportedProduct>>, FileRefusal> {
    let mut some = Vec::new();
    let mut parts = 0;
    while some.len() < PRODUCTS_AT_ONCE && parts < PARTS_AT_ONCE {
        let next = file.next_product(&mut |finding| {
            tell(Told::Finding(&finding));
            report.notice(finding);
        })?;
        let Some(product) = next else { break };
        parts += product.variants.len() + product.images.as_ref().map_or(0, Vec::len);
        some.push(Arc::new(product));
    }
    Ok(some)
}

/// Stores products together; when a rule refuses one of them, one by one, so that the others are stored.
async fn store_each(
    app: &App,
    actor: Actor,
    products: Vec<Arc<ImportedProduct>>,
    target: Target,
    wanted: &Wanted,
) -> Result<Vec<Stored>> {
    let kept = Arc::new(kept::find(app, &products, wanted.pictures.as_ref(), wanted.dry_run).await?);
    match store(app, actor, products.clone(), target, (wanted.dry_run, &kept)).await {
        Err(Error::Refused(_)) => {}
        done => return done,
    }
    let mut all = Vec::new();
    for product in products {
        match store(app, actor, vec![Arc::clone(&product)], target, (wanted.dry_run, &kept)).await {
            Ok(stored) => all.extend(stored),
            Err(Error::Refused(refusal)) => {
                all.push(Stored::refused(&product, &refusal));
            }
            Err(fault) => return Err(fault),
        }
    }
    Ok(all)
}

/// Stores some products, in their order.
async fn store_all(
    ctx: &Ctx<'_>,
    products: &[Arc<ImportedProduct>],
    target: Target,
    kept: &Kept,
) -> Result<Vec<Stored>> {
    let mut all = Vec::with_capacity(products.len());
    for product in products {
        all.push(product::store(ctx, product, target, kept).await?);
    }
    Ok(all)
}

/// Stores some products in one transaction, or rolls it back at its end when nothing is to be kept.
async fn store(
    app: &App,
    actor: Actor,
    products: Vec<Arc<ImportedProduct>>,
    target: Target,
    (dry_run, kept_pictures): (DryRun, &Arc<Kept>),
) -> Result<Vec<Stored>> {
    let kept_pictures = Arc::clone(kept_pictures);
    let seen: Arc<Mutex<Option<Vec<Stored>>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let outcome = app
        .write(actor, move |ctx| {
            let (products, kept) = (products.clone(), Arc::clone(&kept));
            let kept_pictures = Arc::clone(&kept_pictures);
            Box::pin(async move {
                let all = store_all(ctx, &products, target, &kept_pictures).await?;
                match dry_run {
                    DryRun::No => Ok(all),
                    DryRun::Yes => {
                        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(all);
                        Err(Error::Fault(Fault::Outside("rolled back, as was asked".to_owned())))
                    }
                }
            })
        })
        .await;
    match seen.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(stored) => Ok(stored),
        None => outcome,
    }
}
