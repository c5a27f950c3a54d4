//! Makes `crates/domain/src/address/countries.txt`: how every country writes its addresses, and its regions.
//!
//! The facts are libaddressinput's (order, required parts, postal codes, regions that addresses are written with), the Unicode
//! CLDR's (English names) and ISO 3166's (which countries and regions there are). `docs/decisions/021-addresses.md` says where
//! they come from and why the table is ours.
//!
//! - `patterns`: from a regular expression to the forms of a postal code
//! - `regions`: the regions of one country

mod patterns;
mod regions;

use std::fmt::Write as _;
use std::path::Path;
use std::process::ExitCode;

use anyhow::{Context as _, Result};
use serde_json::{Map, Value};

use crate::workspace::Workspace;

/// Where the table stands.
const TABLE: &str = "crates/domain/src/address/countries.txt";

/// What stands on top of the table.
const HEAD: &str = "\
# How every country writes its addresses. Made by `cargo xtask addresses`: docs/decisions/021-addresses.md.
# A country is `= CODE|name`, and then: format (N name, A street, C town, S region, Z postal code; a new line is %n), latin
# (the format in Latin script), needs (the parts that no address lacks), postal (each form of a code: # a digit, @ a letter,
# * either), like (a code), words (what region, code and town are called), written (how a region stands on a parcel, if by its
# code), region and other (CODE|name|name in the country's script|other spellings: those that addresses are written with, and those of
# ISO 3166-2 beside them).
";

/// Where no other is given.
const USUAL_FORMAT: &str = "%N%n%A%n%C";
const USUAL_NEEDS: &str = "AC";

/// Where the source leaves out, or says too narrowly, what buyers write: Japanese towns stand in a field of their own in every
/// other shop, and a British code has few forms but a hundred areas.
const OWN: &[(&str, &str, &str)] = &[
    ("JP", "fmt", "〒%Z%n%S%C%n%A%n%N"),
    ("JP", "lfmt", "%N%n%A%n%C, %S%n%Z"),
    (
        "GB",
        "zip",
        "[A-Z]\\d ?\\d[A-Z]{2}|[A-Z]\\d{2} ?\\d[A-Z]{2}|[A-Z]{2}\\d ?\\d[A-Z]{2}|[A-Z]{2}\\d{2} ?\\d[A-Z]{2}|[A-Z]\\d[A-Z] ?\\d[A-Z]{2}|[A-Z]{2}\\d[A-Z] ?\\d[A-Z]{2}|GIR ?0AA|BFPO ?\\d{1,4}",
    ),
    ("GB", "zipex", "SW1A 1AA,M1 1AE,M34 4AA,CR2 6XH,DN55 1PT,W1A 0AX,GIR 0AA,BFPO 57"),
];

/// Territories whose short name is the one that people look for.
const SHORT: [&str; 4] = ["HK", "MM", "MO", "PS"];

/// Writes the table.
pub(crate) fn make(
    workspace: &Workspace,
    formats: &Path,
    territories: &Path,
    subdivisions: &Path,
) -> Result<ExitCode> {
    std::fs::write(workspace.root.join(TABLE), table(formats, territories, subdivisions)?)?;
    println!("{TABLE} is made anew: read what changed, and run the tests of souk-domain.");
    Ok(ExitCode::SUCCESS)
}

/// The table, of the folder of libaddressinput's data and CLDR's two files.
fn table(formats: &Path, territories: &Path, subdivisions: &Path) -> Result<String> {
    let names = find(read(territories)?, "territories").context("CLDR's territories have no names")?;
    let subdivisions =
        find(read(subdivisions)?, "subdivisions").context("CLDR's subdivisions have no names")?;
    let mut codes: Vec<&str> = rust_iso3166::ALL.iter().map(|country| country.alpha2).collect();
    codes.sort_unstable();
    let mut table = HEAD.to_owned();
    for code in codes {
        let path = formats.join(format!("{}.json", code.to_lowercase()));
        let mut facts = match path.exists() {
            true => find(read(&path)?, code).unwrap_or_default(),
            false => Map::new(),
        };
        for (_, field, value) in OWN.iter().filter(|(country, ..)| *country == code) {
            facts.insert((*field).to_owned(), Value::from(*value));
        }
        // mail to what belongs to the United States names the territory as its state
        if text(&facts, "zip_name_type") == Some("zip") && !facts.contains_key("sub_keys") {
            facts.insert("sub_keys".to_owned(), Value::from(code));
            facts.insert("sub_names".to_owned(), Value::from(text(&names, code).unwrap_or(code)));
        }
        let short = SHORT.contains(&code).then(|| text(&names, &format!("{code}-alt-short"))).flatten();
        let name = short.or_else(|| text(&names, code)).context("CLDR does not name a country")?;
        country(&mut table, code, name, &facts, &subdivisions)?;
    }
    Ok(table)
}

fn country(
    table: &mut String,
    code: &str,
    name: &str,
    facts: &Map<String, Value>,
    subdivisions: &Map<String, Value>,
) -> Result<()> {
    writeln!(table, "= {code}|{name}")?;
    let format = slim(text(facts, "fmt").unwrap_or(USUAL_FORMAT));
    writeln!(table, "format {format}")?;
    if let Some(latin) = text(facts, "lfmt").map(slim).filter(|latin| *latin != format) {
        writeln!(table, "latin {latin}")?;
    }
    let needs: String =
        text(facts, "require").unwrap_or(USUAL_NEEDS).chars().filter(|part| "ACSZ".contains(*part)).collect();
    writeln!(table, "needs {needs}")?;
    if let Some(zip) = text(facts, "zip") {
        let examples: Vec<&str> = text(facts, "zipex").unwrap_or_default().split(',').collect();
        for pattern in patterns::of(zip, &examples)? {
            writeln!(table, "postal {pattern}")?;
        }
        writeln!(table, "like {}", examples.first().copied().unwrap_or_default())?;
    }
    let word = |field: &str, usual: &str| text(facts, field).unwrap_or(usual).to_owned();
    let words = [
        word("state_name_type", "province"),
        word("zip_name_type", "postal"),
        word("locality_name_type", "city"),
    ];
    writeln!(table, "words {}", words.join(" "))?;
    regions::write(table, code, facts, subdivisions)
}

/// A format without the parts that Souk's addresses have no field for (company, part of a town, sorting code), and without the
/// lines that are empty then.
fn slim(format: &str) -> String {
    let bare = ["%O", "%D", "%X"].iter().fold(format.to_owned(), |format, part| format.replace(part, ""));
    let lines =
        bare.split("%n").map(|line| line.trim_matches([' ', ',', '-'])).filter(|line| !line.is_empty());
    lines.collect::<Vec<_>>().join("%n")
}

/// The map under a key, wherever in the file it stands.
fn find(value: Value, key: &str) -> Option<Map<String, Value>> {
    let Value::Object(mut map) = value else { return None };
    if let Some(Value::Object(found)) = map.remove(key) {
        // CLDR has `subdivisions` around `subdivisions`
        let inner = find(Value::Object(found.clone()), key);
        return Some(inner.unwrap_or(found));
    }
    map.into_iter().find_map(|(_, inner)| find(inner, key))
}

fn read(path: &Path) -> Result<Value> {
    let text = std::fs::read_to_string(path).with_context(|| format!("{} cannot be read", path.display()))?;
    serde_json::from_str(&text).with_context(|| format!("{} is no JSON", path.display()))
}

fn text<'m>(map: &'m Map<String, Value>, key: &str) -> Option<&'m str> {
    map.get(key).and_then(Value::as_str).filter(|text| !text.is_empty())
}

/// The parts of a list of libaddressinput: empty ones are kept, for their place counts.
fn list<'m>(map: &'m Map<String, Value>, key: &str) -> Vec<&'m str> {
    map.get(key).and_then(Value::as_str).map(|text| text.split('~').collect()).unwrap_or_default()
}
