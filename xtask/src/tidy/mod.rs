//! What the compiler cannot check. Each rule is a file: what it finds, and how to mend it.

mod border;
mod dialect;
mod examples;
mod folders;
mod layers;
mod lex;
mod migrations;
mod pages;
mod paths;
mod picture;
mod ranks;
mod rings;
mod routes;
mod size;
mod source;
mod sql_place;
mod tables;
mod templates;
mod texts;
mod third_party;
mod untested;

use std::fmt;
use std::process::ExitCode;

use anyhow::Result;

use crate::report::Outcome;
use crate::workspace::Workspace;
use source::Source;

/// A rule broken at one place.
#[derive(Debug)]
struct Finding {
    path: String,
    line: usize,
    what: String,
    mend: &'static str,
}

impl fmt::Display for Finding {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}: {}\n    {}", self.path, self.line, self.what, self.mend)
    }
}

type Rule = fn(&[Source]) -> Vec<Finding>;

const RULES: &[(&str, Rule)] = &[
    ("layers", layers::check),
    ("no transaction in a face", border::check),
    ("ranks", ranks::check),
    ("rings", rings::check),
    ("SQL only in stores", sql_place::check),
    ("dialects only in db", dialect::check),
    ("literal routes", routes::check),
    ("one text per migration", migrations::check),
    ("one declaration per table", tables::check),
    ("third-party files", third_party::check),
    ("file size", size::check),
    ("templates", templates::check),
    ("no examples in comments", examples::check),
    ("pages apart", pages::check),
    ("tests where none are built", untested::check),
];

/// Checks the checkout and prints what it finds.
pub(crate) fn run(workspace: &Workspace) -> Result<ExitCode> {
    Ok(match outcome(workspace) {
        Outcome::Passed(note) => {
            println!("tidy: {note}");
            ExitCode::SUCCESS
        }
        Outcome::Failed(why) => {
            println!("tidy: {why}");
            ExitCode::FAILURE
        }
    })
}

/// The same as one step among others.
pub(crate) fn outcome(workspace: &Workspace) -> Outcome {
    let files = match source::read_all(&workspace.root) {
        Ok(files) => files,
        Err(error) => return Outcome::Failed(format!("{error:#}")),
    };
    let findings: Vec<Finding> = RULES.iter().flat_map(|(_, rule)| rule(&files)).collect();
    for finding in &findings {
        println!("{finding}");
    }
    if findings.is_empty() {
        Outcome::Passed(format!("{} rules over {} files", RULES.len(), files.len()))
    } else {
        Outcome::Failed(format!("{} findings", findings.len()))
    }
}

/// For the rules' tests: what `rule` says about these files, as "path:line what".
#[cfg(test)]
fn found(rule: Rule, files: &[(&str, &str)]) -> Vec<String> {
    let files: Vec<Source> = files.iter().map(|(path, text)| Source::new(path, text)).collect();
    rule(&files).iter().map(|finding| format!("{}:{} {}", finding.path, finding.line, finding.what)).collect()
}
