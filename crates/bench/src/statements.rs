//! The program's own statements, found by their words: what is measured by hand and through the data layer is one text,
//! and one that is no longer the program's stops the run.

use anyhow::{Result, bail};
use souk_db::{STATEMENTS, Statement};
// linked so that its statements are there
use souk_market as _;

/// The one statement that holds every one of these words, and none of those that stand after a `!`. Errors: none does, or
/// several.
pub(crate) fn find(words: &[&str]) -> Result<&'static Statement> {
    let holds = |statement: &&Statement| {
        words.iter().all(|word| match word.strip_prefix('!') {
            Some(other) => !statement.source().contains(other),
            None => statement.source().contains(word),
        })
    };
    let mut found = STATEMENTS.iter().filter(holds);
    match (found.next(), found.next()) {
        (Some(one), None) => Ok(one),
        (None, _) => bail!("no statement has {words:?}: the program's statements have changed"),
        (Some(one), Some(other)) => {
            bail!("{words:?} stands in several statements: {} and {}", one.place(), other.place())
        }
    }
}

/// A set of statements, each under a name.
#[macro_export]
macro_rules! statements {
    ($(#[$doc:meta])* $name:ident { $($statement:ident: $($words:literal)&+;)* }) => {
        $(#[$doc])*
        pub(crate) struct $name { $(pub(crate) $statement: &'static souk_db::Statement),* }

        impl $name {
            pub(crate) fn find() -> anyhow::Result<Self> {
                Ok(Self { $($statement: $crate::statements::find(&[$($words),+])?),* })
            }
        }
    };
}
