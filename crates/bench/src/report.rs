//! What was measured: a table for people, JSON for programs.

use std::{fs, path::Path};

use anyhow::{Context as _, Result};
use serde::Serialize;

/// One line of the table.
#[derive(Serialize)]
struct Figure {
    what: String,
    ours: String,
    limit: String,
    ratio: Option<f64>,
    goal: String,
    met: bool,
}

/// Everything of one run.
#[derive(Serialize)]
pub(crate) struct Report {
    seconds: u64,
    products: usize,
    cores: usize,
    figures: Vec<Figure>,
    notes: Vec<String>,
}

impl Report {
    pub(crate) fn new(seconds: u64, products: usize) -> Self {
        let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
        Self { seconds, products, cores, figures: Vec::new(), notes: Vec::new() }
    }

    /// Work per second beside its limit; the goal is a share of the limit.
    pub(crate) fn rate(&mut self, what: &str, ours: f64, limit: f64, goal: f64) {
        let ratio = ours / limit;
        self.add(Figure {
            what: what.to_owned(),
            ours: format!("{ours:.0}/s"),
            limit: format!("{limit:.0}/s"),
            ratio: Some((ratio * 1000.0).round() / 1000.0),
            goal: format!("≥ {goal:.2}"),
            met: ratio >= goal,
        });
    }

    /// A figure that should stay below a bound.
    pub(crate) fn at_most(&mut self, what: &str, value: f64, bound: f64, unit: &str) {
        self.add(Figure {
            what: what.to_owned(),
            ours: format!("{value:.2} {unit}"),
            limit: String::new(),
            ratio: None,
            goal: format!("≤ {bound} {unit}"),
            met: value <= bound,
        });
    }

    /// A score that should reach a bound.
    pub(crate) fn at_least(&mut self, what: &str, value: f64, bound: f64) {
        self.add(Figure {
            what: what.to_owned(),
            ours: format!("{value:.0}"),
            limit: String::new(),
            ratio: None,
            goal: format!("≥ {bound:.0}"),
            met: value >= bound,
        });
    }

    /// A figure without a goal.
    pub(crate) fn figure(&mut self, what: &str, value: f64, unit: &str) {
        self.add(Figure {
            what: what.to_owned(),
            ours: format!("{value:.2} {unit}"),
            limit: String::new(),
            ratio: None,
            goal: String::new(),
            met: true,
        });
    }

    /// Something the reader should know.
    pub(crate) fn note(&mut self, words: impl Into<String>) {
        self.notes.push(words.into());
    }

    fn add(&mut self, figure: Figure) {
        eprintln!("  {}: {} {}", figure.what, figure.ours, figure.limit);
        self.figures.push(figure);
    }

    #[allow(clippy::print_stdout, reason = "the table is what this program is for")]
    pub(crate) fn print(&self) {
        println!(
            "{} products, {} cores shared by server and clients, {} s each\n",
            self.products, self.cores, self.seconds
        );
        println!("| what | Souk | limit, same run | ratio | goal | |");
        println!("|---|---:|---:|---:|---|---|");
        for Figure { what, ours, limit, ratio, goal, met } in &self.figures {
            let ratio = ratio.map_or_else(String::new, |ratio| format!("{ratio:.2}"));
            let word = if *met { "met" } else { "short" };
            println!("| {what} | {ours} | {limit} | {ratio} | {goal} | {word} |");
        }
        println!();
        for note in &self.notes {
            println!("- {note}");
        }
    }

    pub(crate) fn write(&self, file: &Path) -> Result<()> {
        fs::write(file, serde_json::to_vec_pretty(self)?)
            .with_context(|| format!("{} cannot be written", file.display()))
    }
}
