//! Storing what a product file says: makes what is new, changes what differs, and leaves everything else untouched. The file
//! itself is read by `souk_product_import`.

mod images;
mod product;
mod report;
mod target;

use std::sync::{Arc, Mutex, PoisonError};

use souk_product_import::{Finding, FindingCode, ImportedProduct, Reading, Severity};

use crate::{Actor, App, BoxFuture, Error, Fault, Result};

pub use report::{Progress, Report};
pub use target::{DryRun, Target};

/// Products stored in one transaction: enough to be fast, few enough not to keep buyers waiting.
const PRODUCTS_AT_ONCE: usize = 20;

/// Stores the products of a file. Running it again with the same file changes nothing; what was stored before a failure
/// stays, so running it again goes on.
///
/// A product is known by vendor and handle, a variant by its option values. A product that a rule refuses is reported by
/// its line, and the others are stored. With [`DryRun::Yes`] nothing is kept, and the report says what would be.
pub fn import_products<'a>(
    app: &'a App,
    actor: Actor,
    reading: Reading,
    target: Target,
    dry_run: DryRun,
    progress: &'a mut (dyn FnMut(Progress) + Send),
) -> BoxFuture<'a, Result<Report>> {
    Box::pin(async move {
        let mut report = Report { rows: reading.rows, findings: reading.findings, ..Report::default() };
        let products: Vec<Arc<ImportedProduct>> = reading.products.into_iter().map(Arc::new).collect();
        let mut done = 0;
        for some in products.chunks(PRODUCTS_AT_ONCE) {
            match store(app, actor, some.to_vec(), target, dry_run).await {
                Ok(stored) => report.add(stored),
                Err(Error::Refused(_)) => one_by_one(app, actor, some, target, dry_run, &mut report).await?,
                Err(fault) => return Err(fault),
            }
            done += some.len();
            progress(Progress { done, total: products.len() });
        }
        report.findings.sort_by_key(|finding| finding.line);
        Ok(report)
    })
}

/// Finds out which product of several is refused, and stores the others.
async fn one_by_one(
    app: &App,
    actor: Actor,
    products: &[Arc<ImportedProduct>],
    target: Target,
    dry_run: DryRun,
    report: &mut Report,
) -> Result<()> {
    for product in products {
        match store(app, actor, vec![Arc::clone(product)], target, dry_run).await {
            Ok(stored) => report.add(stored),
            Err(Error::Refused(refusal)) => report.findings.push(Finding {
                line: product.line,
                last_line: product.line,
                column: None,
                severity: Severity::Error,
                code: FindingCode::ProductNotImported,
                message: format!("\"{}\" was not imported: {}", product.handle, refusal.detail()),
            }),
            Err(fault) => return Err(fault),
        }
    }
    Ok(())
}

/// Stores some products in one transaction, or rolls it back at its end when nothing is to be kept.
async fn store(
    app: &App,
    actor: Actor,
    products: Vec<Arc<ImportedProduct>>,
    target: Target,
    dry_run: DryRun,
) -> Result<Report> {
    let seen: Arc<Mutex<Option<Report>>> = Arc::default();
    let kept = Arc::clone(&seen);
    let outcome = app
        .write(actor, move |ctx| {
            let (products, kept) = (products.clone(), Arc::clone(&kept));
            Box::pin(async move {
                let mut report = Report::default();
                for product in &products {
                    product::store(ctx, product, target, &mut report).await?;
                }
                match dry_run {
                    DryRun::No => Ok(report),
                    DryRun::Yes => {
                        *kept.lock().unwrap_or_else(PoisonError::into_inner) = Some(report);
                        Err(Error::Fault(Fault::Outside("rolled back, as was asked".to_owned())))
                    }
                }
            })
        })
        .await;
    match seen.lock().unwrap_or_else(PoisonError::into_inner).take() {
        Some(report) => Ok(report),
        None => outcome,
    }
}
