use std::process::ExitCode;

use souk_db::Db;

/// The version of the program and of the schema it works on.
pub(super) fn run() -> ExitCode {
    super::say(&format!("souk {} (schema {})", env!("CARGO_PKG_VERSION"), Db::known_version()));
    ExitCode::SUCCESS
}
