//! What an import did, in words.

use std::{fs, path::Path, process::ExitCode};

use anyhow::{Context as _, Result};
use souk_market::imports::{DryRun, Report};

/// Prints the summary; the findings go to the file, or after it. Fails when a row or a product was lost.
pub(super) fn tell(report: &Report, dry_run: DryRun, file: Option<&Path>) -> Result<ExitCode> {
    let summary = summary(report, dry_run);
    let findings: Vec<String> = report.findings.iter().map(ToString::to_string).collect();
    for line in &summary {
        crate::commands::say(line);
    }
    match file {
        None => findings.iter().for_each(|line| crate::commands::say(line)),
        Some(path) => {
            let lines = [summary, findings].concat().join("\n") + "\n";
            fs::write(path, lines).with_context(|| {
                format!("the import is done, but its report {} cannot be written", path.display())
            })?;
            crate::commands::say(&format!("every line: {}", path.display()));
        }
    }
    Ok(if report.errors() == 0 { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

fn summary(report: &Report, dry_run: DryRun) -> Vec<String> {
    let products = report.products_created + report.products_updated + report.products_unchanged;
    let mut lines = vec![
        format!(
            "{products} products ({} active, {} draft), {} variants, of {} rows",
            report.active, report.draft, report.variants, report.rows
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
