use jiff::Timestamp;
use jiff::tz::TimeZone;
use souk_market::imports::{Columns, Example, ImportReport, ImportStatus, KindFound, Question};
use souk_ui::FormError;

use super::list::{ImportsPage, PastImport};
use super::show::{ImportPage, ImportState};
use super::words::{badge, encodings};
use crate::prelude::*;
use crate::shared::sample::around;

impl ImportsPage {
    /// A file that is none, and two imports of before.
    pub fn sample() -> Self {
        let (frame, desk) = around(ways::imports());
        let past = |number: usize, status: ImportStatus, did: &str| PastImport {
            href: ways::import(&format!("imp_{number}")),
            name: format!("products-{number}.csv"),
            by: "Ines Fern".to_owned(),
            at: Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC),
            status: badge(status).0,
            tone: badge(status).1,
            did: did.to_owned(),
        };
        let words = "This is not a CSV file. Save or export the products as CSV (comma separated, UTF-8).";
        Self {
            frame,
            desk,
            errors: vec![FormError { field: "file".to_owned(), words: words.to_owned() }],
            may_write: true,
            open: Some(past(2, ImportStatus::Ready, "")),
            encodings: encodings(""),
            past: vec![
                past(2, ImportStatus::Ready, ""),
                past(1, ImportStatus::Done, "12 made, 3 changed, 1 failed"),
            ],
            next: Some(format!("{}?after=next", ways::imports())),
        }
    }
}

impl ImportPage {
    /// A file that was tried and may be imported.
    pub fn sample() -> Self {
        let (frame, desk) = around(&ways::import("imp_1"));
        Self { frame, desk, errors: Vec::new(), state: ready() }
    }

    /// One that is under way.
    pub fn sample_going() -> Self {
        let (label, tone) = badge(ImportStatus::Importing);
        let state = ImportState { status: ImportStatus::Importing, label, tone, percent: 42, ..ready() };
        Self { state, ..Self::sample() }
    }

    /// One whose numbers could be two each.
    pub fn sample_asking() -> Self {
        let (label, tone) = badge(ImportStatus::Asking);
        let question = Question::Decimal {
            line: 2,
            column: "Price".to_owned(),
            text: "1,299".to_owned(),
            point: "1299".to_owned(),
            comma: "1.299".to_owned(),
        };
        let state = ImportState {
            status: ImportStatus::Asking,
            label,
            tone,
            question: Some(question),
            report: ImportReport::default(),
            columns: Columns::default(),
            failed_rows: 0,
            ..ready()
        };
        Self { state, ..Self::sample() }
    }
}

fn ready() -> ImportState {
    let (label, tone) = badge(ImportStatus::Ready);
    let example = Example {
        line: 7,
        last_line: 7,
        column: Some("Price".to_owned()),
        message: "\"twelve\" is no price.".to_owned(),
    };
    let kinds = vec![
        KindFound {
            code: "price_invalid".to_owned(),
            warnings: 0,
            errors: 4,
            examples: vec![example.clone()],
        },
        KindFound { code: "text_cut".to_owned(), warnings: 1, errors: 0, examples: vec![example] },
    ];
    let columns = Columns {
        used: vec!["Handle".to_owned(), "Title".to_owned(), "Price".to_owned()],
        unused: vec!["Colour of the box".to_owned()],
        more: 0,
    };
    let counted = ImportReport { rows: 40, created: 12, updated: 3, unchanged: 4, ..ImportReport::default() };
    ImportState {
        may_write: true,
        id: "imp_1".to_owned(),
        name: "products.csv".to_owned(),
        status: ImportStatus::Ready,
        label,
        tone,
        is_stock: false,
        by: "Ines Fern".to_owned(),
        at: Timestamp::UNIX_EPOCH.to_zoned(TimeZone::UTC),
        percent: 100,
        looked_at: 20,
        columns,
        report: ImportReport { failed: 1, kinds, ..counted },
        question: None,
        wrong: None,
        encodings: encodings(""),
        failed_rows: 3,
        until: None,
        has_file: true,
    }
}
