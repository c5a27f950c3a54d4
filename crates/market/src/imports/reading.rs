//! A file as an import reads it, batch by batch. Where it stands is told by how many products or rows came, so that a process
//! that begins anew comes to the same place.

use std::sync::Arc;

use souk_domain::{ids::ImportId, money::Currency};
use souk_product_import::{
    DecimalMark, Encoding, FileKind, FileRefusal, Hints, ImportedProduct, Limits, ProductFile, StockFile,
    StockRow, kind_of,
};

use super::{
    PARTS_AT_ONCE, PRODUCTS_AT_ONCE,
    store::{Import, ImportKind, ImportStatus, Mark},
    tally::{Columns, Tally},
};
use crate::{App, Error, Fault, Result, ports::Source};

/// Rows of stock in one transaction, for the same reason as products.
const ROWS_AT_ONCE: usize = 50;
/// Products or rows that are passed over at once on the way to where an earlier process came.
const PASSED_AT_ONCE: i64 = 500;

/// A file that is being read.
pub(super) struct Reading {
    import: ImportId,
    status: ImportStatus,
    reader: Reader,
    /// Products or rows that came.
    pub(super) done: i64,
}

enum Reader {
    Products(Box<ProductFile>),
    Stock(Box<StockFile>),
}

/// What is stored together.
#[derive(Clone)]
pub(super) enum Items {
    Products(Vec<Arc<ImportedProduct>>),
    Stock(Vec<StockRow>),
}

/// The next part of a file.
pub(super) struct Batch {
    pub(super) items: Items,
    /// What was noticed on the way.
    pub(super) noticed: Tally,
    pub(super) bytes: (i64, i64),
    /// Whether nothing comes behind it.
    pub(super) ended: bool,
}

/// How a file is to be read, as far as somebody said.
pub(super) fn hints(encoding: Option<&str>, mark: Option<Mark>) -> Hints {
    Hints {
        encoding: encoding.and_then(|label| Encoding::for_label_no_replacement(label.as_bytes())),
        decimal: mark.map(|mark| match mark {
            Mark::Point => DecimalMark::Point,
            Mark::Comma => DecimalMark::Comma,
        }),
    }
}

/// What a file is found to be.
pub(super) struct Found {
    pub(super) kind: ImportKind,
    pub(super) columns: Columns,
}

/// Looks a whole file through. Errors: nothing can be read of it.
pub(super) fn look_at(
    open: &dyn Fn() -> std::io::Result<Box<dyn Source>>,
    hints: Hints,
    (currency, locations): (Currency, &[String]),
) -> Result<Found, FileRefusal> {
    let limits = Limits::default();
    Ok(match kind_of(open()?, hints, &limits, locations)? {
        FileKind::Products => {
            let file = ProductFile::open(open()?, currency, hints, &limits)?;
            let columns = Columns::of(file.used_columns(), file.unused_columns());
            Found { kind: ImportKind::Products, columns }
        }
        FileKind::Stock => {
            let file = StockFile::open(open()?, hints, &limits)?;
            Found {
                kind: ImportKind::Stock,
                columns: Columns::of(file.used_columns(), file.unused_columns()),
            }
        }
    })
}

impl Reading {
    /// Opens the file of an import at its beginning. Errors: it is gone, or cannot be read any more.
    pub(super) fn open(
        source: Box<dyn Source>,
        import: &Import,
        currency: Currency,
    ) -> Result<Self, FileRefusal> {
        let (hints, limits) = (hints(import.encoding.as_deref(), import.decimal_mark), Limits::default());
        let reader = match import.kind {
            ImportKind::Products => {
                Reader::Products(Box::new(ProductFile::open(source, currency, hints, &limits)?))
            }
            ImportKind::Stock => Reader::Stock(Box::new(StockFile::open(source, hints, &limits)?)),
        };
        Ok(Self { import: import.id, status: import.status, reader, done: 0 })
    }

    /// Whether it can be gone on with for an import as it stands now.
    pub(super) fn fits(&self, import: &Import) -> bool {
        self.import == import.id && self.status == import.status && self.done <= import.done
    }

    /// Passes over what an earlier process has done, or some of it.
    pub(super) fn pass_over(&mut self, until: i64) -> Result<(), FileRefusal> {
        let until = until.min(self.done + PASSED_AT_ONCE);
        while self.done < until {
            let came = match &mut self.reader {
                Reader::Products(file) => file.next_product(&mut |_| {})?.is_some(),
                Reader::Stock(file) => file.next_row(&mut |_| {})?.is_some(),
            };
            if !came {
                return Err(FileRefusal::NoRows);
            }
            self.done += 1;
        }
        Ok(())
    }

    /// The next part of the file.
    pub(super) fn next_batch(&mut self) -> Result<Batch, FileRefusal> {
        let mut noticed = Tally::default();
        let mut ended = false;
        let (items, bytes, rows) = match &mut self.reader {
            Reader::Products(file) => {
                let (mut products, mut parts) = (Vec::new(), 0);
                while products.len() < PRODUCTS_AT_ONCE && parts < PARTS_AT_ONCE && !ended {
                    match file.next_product(&mut |finding| noticed.notice_unless_known(&finding))? {
                        None => ended = true,
                        Some(product) => {
                            parts += product.variants.len() + product.images.as_ref().map_or(0, Vec::len);
                            products.push(Arc::new(product));
                        }
                    }
                }
                self.done += products.len() as i64;
                (Items::Products(products), file.progress(), file.rows())
            }
            Reader::Stock(file) => {
                let mut rows = Vec::new();
                while rows.len() < ROWS_AT_ONCE && !ended {
                    match file.next_row(&mut |finding| noticed.notice(&finding))? {
                        None => ended = true,
                        Some(row) => rows.push(row),
                    }
                }
                self.done += rows.len() as i64;
                (Items::Stock(rows), file.progress(), file.rows())
            }
        };
        noticed.report.rows = rows as u64;
        let bytes = (bytes.0.cast_signed(), bytes.1.cast_signed());
        Ok(Batch { items, noticed, bytes, ended })
    }
}

/// Opens the stored file of an import. `None`: it is gone.
pub(super) fn stored(app: &App, file: &str) -> std::io::Result<Option<Box<dyn Source>>> {
    app.files().open(file)
}

/// Does what takes a disk and much of a core's time elsewhere than where requests are answered.
pub(super) async fn aside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> Result<T> {
    let outside = |error: tokio::task::JoinError| Error::Fault(Fault::Outside(format!("an import: {error}")));
    tokio::task::spawn_blocking(work).await.map_err(outside)
}
