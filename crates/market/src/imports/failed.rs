//! The rows of an import that failed, as a file.

use std::collections::BTreeMap;

use souk_domain::{
    ids::{ImportId, VendorId},
    refusal::ImportRefusal,
    vendor::VendorPermission,
};
use souk_product_import::{FailedRows, Limits};

use super::{
    incoming::{outside, refused},
    reading::{aside, hints, stored},
    store::{self, ImportKind},
    use_cases::own,
};
use crate::{Actor, App, BoxFuture, Error, Result};

/// A file of failed rows in the making, part by part.
pub struct FailedExport {
    app: App,
    /// What it is made of, until it is begun.
    asked: Option<Asked>,
    rows: Option<FailedRows>,
}

struct Asked {
    file: String,
    encoding: Option<String>,
    reasons: BTreeMap<u64, String>,
    by_product: bool,
}

/// Begins a file of the rows of an import that failed: in its own columns, with why. Errors: no such import of the vendor; its
/// file is gone.
pub fn export_failed_rows(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
) -> BoxFuture<'static, Result<FailedExport>> {
    let read = app.read(actor, move |ctx| {
        Box::pin(async move {
            let import = own(ctx, vendor, id).await?;
            if !import.has_file(ctx.now) {
                return Err(ImportRefusal::FileGone.into());
            }
            let mut reasons: BTreeMap<u64, String> = BTreeMap::new();
            for (line, reason) in store::list_failures(ctx, id).await? {
                let reasons = reasons.entry(line.cast_unsigned()).or_default();
                if !reasons.is_empty() {
                    reasons.push(' ');
                }
                reasons.push_str(&reason);
            }
            let by_product = import.kind == ImportKind::Products;
            Ok(Asked { file: import.file, encoding: import.encoding, reasons, by_product })
        })
    });
    let app = app.clone();
    let begun = Box::pin(async move { Ok(FailedExport { app, asked: Some(read.await?), rows: None }) });
    actor.permitted_of(vendor, VendorPermission::StockRead, begun)
}

impl FailedExport {
    /// The next part; `None` behind the last. Errors: the file cannot be read any more.
    pub fn next_part(&mut self) -> BoxFuture<'_, Result<Option<String>>> {
        Box::pin(async move {
            let (app, asked, rows) = (self.app.clone(), self.asked.take(), self.rows.take());
            let read = aside(move || -> Result<_> {
                let mut rows = match (rows, asked) {
                    (Some(rows), _) => rows,
                    (None, None) => return Ok((None, None)),
                    (None, Some(asked)) => {
                        let source = stored(&app, &asked.file).map_err(|error| outside(&error))?;
                        let source = source.ok_or(ImportRefusal::FileGone)?;
                        let hints = hints(asked.encoding.as_deref(), None);
                        let limits = Limits::default();
                        FailedRows::open(source, hints, &limits, asked.reasons, asked.by_product)
                            .map_err(|refusal| Error::from(refused(&refusal)))?
                    }
                };
                let part = rows.next_part().map_err(|refusal| Error::from(refused(&refusal)))?;
                Ok((part, Some(rows)))
            });
            let (part, rows) = read.await??;
            self.rows = rows;
            Ok(part)
        })
    }
}
