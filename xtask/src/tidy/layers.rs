//! Crates depend downwards only, as the picture in ARCHITECTURE.md says: it is the one list, and says neither less nor more
//! than the manifests.

use std::collections::BTreeSet;

use super::{Finding, picture, source::Source};

/// The list of the picture: a crate a line, lowest first, `name → what it imports`.
const TITLE: &str = "May import";

const MEND: &str = "Move the code to the layer that may know both, or turn the call round (an outbox event, a value passed in).";
const MEND_PICTURE: &str =
    "Let the list \"May import\" in ARCHITECTURE.md say what is so, a crate a line, lowest first.";

struct Layer<'f> {
    at: usize,
    name: &'f str,
    imports: Vec<&'f str>,
}

pub(super) fn check(files: &[Source]) -> Vec<Finding> {
    let manifests: Vec<(&str, &Source)> = files
        .iter()
        .filter_map(|file| Some((file.crate_name()?, file)))
        .filter(|(name, file)| file.path == format!("crates/{name}/Cargo.toml"))
        .collect();
    let Some((picture, lines)) = picture::list(files, TITLE) else {
        let what = "no list says which crate may import which".to_owned();
        return manifests
            .iter()
            .take(1)
            .map(|(_, file)| file.finding(0, what.clone(), MEND_PICTURE))
            .collect();
    };
    let layers: Vec<Layer> = lines.iter().map(|line| layer(line.at, line.text)).collect();
    let mut findings = Vec::new();
    for (name, manifest) in &manifests {
        let Some(layer) = layers.iter().find(|layer| layer.name == *name) else {
            findings.push(manifest.finding(0, format!("the crate {name} has no layer"), MEND_PICTURE));
            continue;
        };
        let dependencies = dependencies(&manifest.text);
        for (at, dependency) in &dependencies {
            if !layer.imports.contains(dependency) {
                findings.push(manifest.finding(*at, format!("{name} must not depend on {dependency}"), MEND));
            }
        }
        for import in &layer.imports {
            if !dependencies.iter().any(|(_, dependency)| dependency == import) {
                let what = format!("{name} does not import {import}");
                findings.push(picture.finding(layer.at, what, MEND_PICTURE));
            }
        }
    }
    let mut below = BTreeSet::new();
    for layer in &layers {
        if !manifests.iter().any(|(name, _)| *name == layer.name) {
            findings.push(picture.finding(
                layer.at,
                format!("there is no crate {}", layer.name),
                MEND_PICTURE,
            ));
        }
        for import in layer.imports.iter().filter(|import| !below.contains(*import)) {
            let what = format!("{import} does not stand below {}", layer.name);
            findings.push(picture.finding(layer.at, what, MEND_PICTURE));
        }
        below.insert(layer.name);
    }
    findings
}

/// `name → one, other`; `name` alone imports nothing of ours.
fn layer(at: usize, line: &str) -> Layer<'_> {
    let (name, imports) = line.split_once('→').unwrap_or((line, ""));
    let imports = imports.split(',').map(str::trim).filter(|import| !import.is_empty()).collect();
    Layer { at, name: name.trim(), imports }
}

/// Our crates among a manifest's dependencies, without those of tests alone.
fn dependencies(manifest: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut counts = false;
    let mut at = 0;
    for line in manifest.split_inclusive('\n') {
        let text = line.trim();
        if text.starts_with('[') {
            counts = text.contains("dependencies") && !text.contains("dev-dependencies");
        }
        let entry =
            text.strip_prefix('[').map_or(text, |table| table.rsplit("dependencies.").next().unwrap_or(""));
        if let Some(rest) = entry.strip_prefix("souk-").filter(|_| counts) {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
            found.push((at, &rest[..end]));
        }
        at += line.len();
    }
    found
}

#[cfg(test)]
mod tests {
    use super::super::found;
    use super::*;

    const PICTURE: &str = "May import, lowest first:\n\n    domain\n    db → domain\n    api → domain\n";
    const DOMAIN: (&str, &str) = ("crates/domain/Cargo.toml", "[package]\nname = \"souk-domain\"\n");
    const ON_DOMAIN: &str = "[dependencies]\nsouk-domain.workspace = true\n";

    fn with(picture: &str, db: &str, api: &str) -> Vec<String> {
        let files = [
            ("ARCHITECTURE.md", picture),
            ("crates/api/Cargo.toml", api),
            ("crates/db/Cargo.toml", db),
            DOMAIN,
        ];
        found(check, &files)
    }

    #[test]
    fn a_dependency_that_is_not_in_the_picture_is_found_and_one_for_tests_is_not() {
        assert_eq!(with(PICTURE, ON_DOMAIN, ON_DOMAIN), [""; 0]);
        let manifest = "[dependencies]\nsouk-domain.workspace = true\nsouk-db = { path = \"../db\" }\n\n[dev-dependencies]\nsouk-testkit.workspace = true\n";
        assert_eq!(with(PICTURE, ON_DOMAIN, manifest), ["crates/api/Cargo.toml:3 api must not depend on db"]);
        let table =
            "[dependencies.souk-domain]\nworkspace = true\n\n[dependencies.souk-api]\nworkspace = true\n";
        assert_eq!(with(PICTURE, table, ON_DOMAIN), ["crates/db/Cargo.toml:4 db must not depend on api"]);
    }

    #[test]
    fn the_picture_says_no_more_than_is_so() {
        assert_eq!(
            with(PICTURE, "[dependencies]\n", ON_DOMAIN),
            ["ARCHITECTURE.md:4 db does not import domain"]
        );
        let more = format!("{PICTURE}    search\n");
        assert_eq!(with(&more, ON_DOMAIN, ON_DOMAIN), ["ARCHITECTURE.md:6 there is no crate search"]);
        let upwards = "May import:\n\n    db → domain\n    domain\n    api → domain\n";
        assert_eq!(with(upwards, ON_DOMAIN, ON_DOMAIN), ["ARCHITECTURE.md:3 domain does not stand below db"]);
    }

    #[test]
    fn every_crate_has_a_layer() {
        let less = PICTURE.replace("    api → domain\n", "");
        assert_eq!(with(&less, ON_DOMAIN, ON_DOMAIN), ["crates/api/Cargo.toml:1 the crate api has no layer"]);
        assert_eq!(
            found(check, &[DOMAIN]),
            ["crates/domain/Cargo.toml:1 no list says which crate may import which"]
        );
    }
}
