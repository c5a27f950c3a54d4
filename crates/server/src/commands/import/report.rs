//! What an import did, in words.

use std::{
    fs::File,
    io::{BufWriter, Write as _},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context as _, Result, bail};
use souk_market::imports::{DryRun, Report};
use souk_product_import::Finding;

/// Everything that was noticed, written while the import goes on, so that it takes no memory.
pub(super) struct Details {
    file: Option<(PathBuf, BufWriter<File>)>,
    /// Why it could not be written; the import goes on.
    failure: Option<std::io::Error>,
}

impl Details {
    /// Opens the file, before anything is stored. Errors: it cannot be written, or is the one that is imported.
    pub(super) fn create(path: Option<&Path>, imported: &Path) -> Result<Self> {
        let open = |path: &Path| {
            if is_same(path, imported) {
                bail!("{} is the file to be imported; name another for the report", path.display());
            }
            let file = File::create(path).with_context(|| format!("{} cannot be written", path.display()))?;
            anyhow::Ok((path.to_owned(), BufWriter::new(file)))
        };
        Ok(Self { file: path.map(open).transpose()?, failure: None })
    }

    pub(super) fn add(&mut self, finding: &Finding) {
        self.line(&finding.to_string());
    }

    fn line(&mut self, line: &str) {
        if let Some((_, file)) = &mut self.file
            && let Err(error) = writeln!(file, "{line}")
        {
            self.failure.get_or_insert(error);
        }
    }
}

/// Whether two paths lead to one file.
fn is_same(one: &Path, other: &Path) -> bool {
    one.canonicalize().is_ok_and(|one| other.canonicalize().is_ok_and(|other| one == other))
}

/// Prints the summary with examples of what was noticed. Fails when a row or a product was lost.
pub(super) fn tell(report: &Report, dry_run: DryRun, mut details: Details) -> Result<ExitCode> {
    let mut lines = summary(report, dry_run);
    lines.iter().for_each(|line| details.line(line));
    lines.extend(kinds(report));
    lines.iter().for_each(|line| crate::commands::say(line));
    if let Some((path, mut file)) = details.file {
        let written = details.failure.map_or_else(|| file.flush(), Err);
        written.with_context(|| {
            format!("the import is done, but its report {} cannot be written", path.display())
        })?;
        crate::commands::say(&format!("every line: {}", path.display()));
    } else if report.findings.values().any(|kind| kind.warnings + kind.errors > kind.examples.len()) {
        crate::commands::say("every line: --report FILE");
    }
    Ok(if report.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(report: &Report, dry_run: DryRun) -> Vec<String> {
    let products = report.products_created + report.products_updated + report.products_unchanged;
    let mut lines = vec![
        format!(
            "{products} products ({} active, {} draft, {} archived), {} variants, of {} rows",
            report.active, report.draft, report.archived, report.variants, report.rows
        ),
        format!(
            "{} created, {} updated, {} unchanged; stock set for {} variants",
            report.products_created, report.products_updated, report.products_unchanged, report.stock_set
        ),
        format!(
            "{} vendors and {} categories made; {} pictures to be fetched",
            report.vendors_created.len(),
            report.categories_created.len(),
            report.images_queued
        ),
        format!("{} warnings, {} errors", report.warnings(), report.errors()),
    ];
    if dry_run == DryRun::Yes {
        lines.insert(0, "a dry run: nothing was kept".to_owned());
    }
    lines
}

/// Each kind of finding: how often, and the first of them.
fn kinds(report: &Report) -> Vec<String> {
    let mut kinds: Vec<_> = report.findings.iter().collect();
    // what costs most comes first
    kinds.sort_by_key(|(code, kind)| (std::cmp::Reverse((kind.errors, kind.warnings)), **code));
    let mut lines = Vec::new();
    for (code, kind) in kinds {
        let count = |count: usize, word: &str| match count {
            0 => None,
            1 => Some(format!("1 {word}")),
            many => Some(format!("{many} {word}s")),
        };
        let counts: Vec<String> =
            [count(kind.errors, "error"), count(kind.warnings, "warning")].into_iter().flatten().collect();
        lines.push(format!("{code}: {}", counts.join(", ")));
        lines.extend(kind.examples.iter().map(|example| format!("  {example}")));
        let more = kind.errors + kind.warnings - kind.examples.len();
        if more > 0 {
            lines.push(format!("  and {more} more"));
        }
    }
    lines
}
