//! Whatever the bytes, nothing panics and no line disappears.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::columns::Columns;
use super::super::rows::Rows;
use super::super::scan::line_len;
use super::*;

const COLUMNS: &str = "Handle,Title,Variant Price,Option1 Name,Option1 Value,Image Src\n";

/// Lines, from 2, that have anything but white space on them.
fn lines_with_content(mut text: &[u8]) -> BTreeSet<u64> {
    let mut lines = BTreeSet::new();
    for line in 2.. {
        let (content, rest) = text.split_at(line_len(text));
        if content.is_empty() {
            break;
        }
        if !content.iter().all(u8::is_ascii_whitespace) {
            lines.insert(line);
        }
        text = rest;
    }
    lines
}

/// Pieces out of which files go wrong.
fn piece() -> impl Strategy<Value = Vec<u8>> {
    prop_oneof![
        prop::sample::select(vec![
            "\"",
            "\"\"",
            ",",
            ",,,,,",
            "\n",
            "\r\n",
            "\r",
            "a",
            "mug",
            " ",
            "<p>",
            "x,\"y",
            "1.00",
            "\u{feff}",
            "é",
            "mug,Mug,1,,,\n",
            "mug,,2,Size,S,\n",
            "cup,Cup,1,Size,S,https://p.example/1\n",
            "cup,,1,,M,\n",
            "cup,,,,,https://p.example/2\n",
            "pot,Pot,,,,\n",
            "pot,,,,,\n",
            "jar,Jar,\"1\n\",,,\n",
            "bad,Bad,\"1\nx,,,\n",
        ])
        .prop_map(|text| text.as_bytes().to_vec()),
        prop::collection::vec(any::<u8>(), 0..4),
    ]
}

fn body() -> impl Strategy<Value = Vec<u8>> {
    prop::collection::vec(piece(), 0..60).prop_map(|pieces| pieces.concat())
}

fn small_limits() -> impl Strategy<Value = Limits> {
    (1..80_usize, 1..30_usize, 1..2_000_usize).prop_map(|(row_bytes, rows, rescan_bytes)| Limits {
        row_bytes: row_bytes + COLUMNS.len(),
        rows,
        rescan_bytes,
        ..Limits::default()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn rows_and_findings_cover_every_line_exactly_once(body in body(), limits in small_limits()) {
        let header: Vec<String> = COLUMNS.trim_end().split(',').map(str::to_owned).collect();
        let columns = Columns::find(&header).expect("the header");
        let mut covered = BTreeSet::new();
        let mut next_free = 2;
        for next in Rows::new(&body, 2, &columns, &limits) {
            let (line, last_line) = match next {
                Ok(row) => (row.line, row.last_line),
                Err(finding) => (finding.line, finding.last_line),
            };
            prop_assert!(line >= next_free && last_line >= line, "{line}-{last_line} after {next_free}");
            next_free = last_line + 1;
            covered.extend(line..=last_line);
        }
        for line in lines_with_content(&body) {
            prop_assert!(covered.contains(&line), "line {line} of {:?}", String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn every_row_is_used_or_reported(body in body(), limits in small_limits()) {
        let file = [COLUMNS.as_bytes(), &body].concat();
        let Ok(reading) = read(&file[..], Currency::USD, &limits) else { return Ok(()) };
        let mut named = BTreeSet::new();
        for product in &reading.products {
            prop_assert!(!product.variants.is_empty());
            named.insert(product.line);
            named.extend(product.variants.iter().map(|variant| variant.line));
            named.extend(product.images.iter().map(|image| image.line));
        }
        for finding in &reading.findings {
            named.extend(finding.line..=finding.last_line);
        }
        let header: Vec<String> = COLUMNS.trim_end().split(',').map(str::to_owned).collect();
        let columns = Columns::find(&header).expect("the header");
        for row in Rows::new(&body, 2, &columns, &limits).flatten() {
            prop_assert!(named.contains(&row.line), "row on line {} of {:?}", row.line, String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes);
    }
}
