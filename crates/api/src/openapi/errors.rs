//! The codes, written down.

use souk_domain::refusal::CODES;

/// docs/errors.md, made from the table of codes.
pub fn errors_markdown() -> String {
    let mut text = String::from(
        "# Codes\n\n\
         Every refusal of the API is a problem document (RFC 9457, `application/problem+json`) with one of these in `code`.\n\
         Rows are added and never changed or removed. This file is made from the table in `crates/domain/src/code/mod.rs`\n\
         by `SOUK_WRITE_DOCS=1 cargo test -p souk-api errors`.\n\n\
         | code | status | what it says | what to do |\n|---|---|---|---|\n",
    );
    for code in CODES {
        let status = code.kind.status();
        text.push_str(&format!(
            "| `{}` | {status} | {} | {} |\n",
            code.name,
            cell(code.title),
            cell(code.advice)
        ));
    }
    text
}

fn cell(text: &str) -> String {
    text.replace('|', "\\|")
}
