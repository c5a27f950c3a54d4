//! Each text that is used exists, and each that exists is used.

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

/// Where texts, templates and style are, and where they are used.
const FACES: [&str; 4] = ["src", "../ui/src", "../vendor/src", "../backoffice/src"];

fn files(folder: &Path, ending: &[&str], out: &mut Vec<String>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, ending, out);
        } else if path.extension().is_some_and(|own| ending.iter().any(|one| own == *one)) {
            out.push(fs::read_to_string(&path).unwrap());
        }
    }
}

fn read(ending: &[&str]) -> Vec<String> {
    let mut out = Vec::new();
    for face in FACES {
        files(&Path::new(env!("CARGO_MANIFEST_DIR")).join(face), ending, &mut out);
    }
    out
}

fn keys() -> BTreeSet<String> {
    let key = |line: &str| {
        line.split_once(" =")
            .map(|(key, _)| key.to_owned())
            .filter(|_| line.starts_with(|c: char| c.is_ascii_lowercase()))
    };
    read(&["ftl"]).iter().flat_map(|text| text.lines().filter_map(key).collect::<Vec<_>>()).collect()
}

/// Quoted words that are looked up: before a text filter, or in `say(`.
fn looked_up(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    for (index, _) in text.match_indices('"') {
        let Some((word, after)) = text[index + 1..].split_once('"') else { continue };
        let filter = ["|t }", "|t1(", "|t2(", "|t3("].iter().any(|one| after.starts_with(one));
        if !word.is_empty()
            && word.chars().all(|c| c.is_ascii_alphanumeric() || c == '-')
            && (filter || text[..index].ends_with("say("))
        {
            found.push(word.to_owned());
        }
    }
    found
}

#[test]
fn every_text_in_use_exists() {
    let keys = keys();
    for text in read(&["html", "txt", "rs"]) {
        for key in looked_up(&text) {
            assert!(keys.contains(&key), "no text for {key}");
        }
    }
}

#[test]
fn every_text_that_exists_is_in_use() {
    let sources = read(&["html", "txt", "rs"]).join("\n");
    let mut made = souk_ui::mail::AccountNews::every_word();
    made.extend(souk_ui::mail::OrderNews::every_word());
    made.extend(souk_ui::mail::VendorTold::every_word());
    let unused: Vec<String> = keys()
        .into_iter()
        .filter(|key| !sources.contains(&format!("\"{key}\"")) && !made.contains(key))
        .collect();
    assert!(unused.is_empty(), "nobody says {unused:?}");
}

#[test]
fn no_key_is_defined_twice() {
    let mut seen = BTreeSet::new();
    for text in read(&["ftl"]) {
        for line in text.lines().filter(|line| line.starts_with(|c: char| c.is_ascii_lowercase())) {
            let key = line.split_once(" =").map(|(key, _)| key.to_owned()).unwrap();
            assert!(seen.insert(key.clone()), "{key}");
        }
    }
}

#[test]
fn templates_never_spell_an_address() {
    for text in read(&["html"]) {
        for spelled in ["href=\"/", "action=\"/", "src=\"/"] {
            assert!(!text.contains(spelled), "{spelled} in a template");
        }
    }
}

#[test]
fn every_class_of_the_style_is_used() {
    let style = read(&["css"]).join("\n");
    let sources = read(&["html", "rs"]).join("\n");
    let words: BTreeSet<&str> = sources.split(|c: char| !(c.is_ascii_alphanumeric() || c == '-')).collect();
    let mut unused = BTreeSet::new();
    for (index, _) in style.match_indices('.') {
        let name: String =
            style[index + 1..].chars().take_while(|c| c.is_ascii_alphanumeric() || *c == '-').collect();
        // tints and levels of a tree, which are put together from a number
        let counted = name.len() == 2 && name.starts_with(['t', 'l']);
        if name.starts_with(|c: char| c.is_ascii_lowercase())
            && !counted
            && name != "css"
            && !words.contains(name.as_str())
        {
            unused.insert(name);
        }
    }
    assert!(unused.is_empty(), "no page uses {unused:?}");
}
