//! How the steps went: a line before each, one table at the end.

use std::fmt;
use std::process::ExitCode;
use std::time::{Duration, Instant};

/// Announces a step, so that what follows on the screen has a heading.
pub(crate) fn heading(step: &str) {
    println!("\n==> {step}");
}

/// How one step ended.
pub(crate) enum Outcome {
    /// It did what it should; the text says how much (for suites: how many tests).
    Passed(String),
    /// It did not; the text says why, and what to do where we know.
    Failed(String),
}

impl Outcome {
    /// A step without a count of its own: passed when it returned, failed with its error.
    pub(crate) fn of(result: anyhow::Result<()>) -> Self {
        match result {
            Ok(()) => Self::Passed(String::new()),
            Err(error) => Self::Failed(format!("{error:#}")),
        }
    }
}

/// The closing table: every step with its result and time.
#[derive(Default)]
pub(crate) struct Report {
    rows: Vec<(String, Outcome, Duration)>,
}

impl Report {
    /// Runs one step under a heading, keeps its result and time, and answers whether it passed.
    pub(crate) fn step(&mut self, name: &str, step: impl FnOnce() -> Outcome) -> bool {
        heading(name);
        let start = Instant::now();
        let outcome = step();
        let took = start.elapsed();
        let passed = matches!(outcome, Outcome::Passed(_));
        if let Outcome::Failed(why) = &outcome {
            println!("{name} FAILED after {}: {why}", Seconds(took));
        } else {
            println!("{name} passed in {}", Seconds(took));
        }
        self.rows.push((name.to_owned(), outcome, took));
        passed
    }

    /// Whether no step has failed so far.
    pub(crate) fn is_clean(&self) -> bool {
        !self.rows.iter().any(|(_, outcome, _)| matches!(outcome, Outcome::Failed(_)))
    }

    /// Prints the table and turns it into an exit code: 0 only when every step passed.
    pub(crate) fn close(&self) -> ExitCode {
        println!("\n{self}");
        if self.is_clean() { ExitCode::SUCCESS } else { ExitCode::FAILURE }
    }
}

impl fmt::Display for Report {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let width = self.rows.iter().map(|(name, ..)| name.len()).max().unwrap_or(0).max("total".len());
        for (name, outcome, took) in &self.rows {
            let (word, note) = match outcome {
                Outcome::Passed(note) => ("ok", note),
                Outcome::Failed(note) => ("FAILED", note),
            };
            let first_line = note.lines().next().unwrap_or_default();
            let row = format!("{name:width$}  {word:6}  {:>9}  {first_line}", Seconds(*took).to_string());
            writeln!(f, "{}", row.trim_end())?;
        }
        let total: Duration = self.rows.iter().map(|(.., took)| *took).sum();
        write!(
            f,
            "{:width$}  {:6}  {:>9}",
            "total",
            if self.is_clean() { "ok" } else { "FAILED" },
            Seconds(total).to_string()
        )
    }
}

struct Seconds(Duration);

impl fmt::Display for Seconds {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:.1} s", self.0.as_secs_f64())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn one_failed_step_fails_the_whole_and_is_named_in_the_table() {
        let mut report = Report::default();
        assert!(report.step("good", || Outcome::Passed("3 tests".into())));
        assert!(report.is_clean());
        assert!(!report.step("bad", || Outcome::Failed("no server\nmore".into())));
        assert!(!report.is_clean());
        let table = report.to_string();
        assert!(table.contains("good   ok"), "{table}");
        assert!(table.contains("bad    FAILED"), "{table}");
        assert!(table.contains("no server") && !table.contains("more"), "{table}");
    }
}
