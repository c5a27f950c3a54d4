//! Whatever the bytes, nothing panics and no line disappears.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::super::columns::Columns;
use super::super::encoding::Utf8Text;
use super::super::row::Row;
use super::super::rows::Rows;
use super::super::scan::{line_len, scan};
use super::super::window::Window;
use super::*;

const COLUMNS: &str = "Handle,Title,Variant Price,Option1 Name,Option1 Value,Image Src\n";

/// The rows below the columns, read in parts of so many bytes.
fn rows(body: &[u8], limits: &Limits, part: usize) -> Rows<Utf8Text<Parts>> {
    let header = scan(COLUMNS.as_bytes(), b',', COLUMNS.len()).expect("the header");
    let columns = Columns::find(&Row::of(header, 1, 1).expect("text")).expect("columns");
    let parts = Parts { bytes: body.to_vec(), at: 0, part };
    let text = Utf8Text::new(parts, Encoding::for_label(b"utf-8").expect("UTF-8"));
    Rows::new(Window::new(text, 2 * limits.row_bytes + 2), 2, columns, b',', limits)
}

/// A source that gives no more than a part at once.
struct Parts {
    bytes: Vec<u8>,
    at: usize,
    part: usize,
}

impl std::io::Read for Parts {
    fn read(&mut self, into: &mut [u8]) -> std::io::Result<usize> {
        let count = self.part.min(into.len()).min(self.bytes.len() - self.at);
        into[..count].copy_from_slice(&self.bytes[self.at..self.at + count]);
        self.at += count;
        Ok(count)
    }
}

/// Lines, from 2, that have anything but white space, commas and quotation marks on them.
fn lines_with_content(text: &[u8]) -> BTreeSet<u64> {
    let mut text = text.strip_prefix("\u{feff}".as_bytes()).unwrap_or(text);
    let mut lines = BTreeSet::new();
    for line in 2.. {
        let (content, rest) = text.split_at(line_len(text));
        if content.is_empty() {
            break;
        }
        let is_nothing = |letter: char| letter.is_whitespace() || matches!(letter, ',' | '"');
        if !String::from_utf8_lossy(content).chars().all(is_nothing) {
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
        let mut covered = BTreeSet::new();
        let mut next_free = 2;
        for next in rows(&body, &limits, 4_096) {
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
        let Ok(reading) = read(&file, Currency::USD, &limits) else { return Ok(()) };
        let mut named = BTreeSet::new();
        for product in &reading.products {
            named.insert(product.line);
            named.extend(product.variants.iter().map(|variant| variant.line));
            named.extend(product.images.iter().flatten().map(|image| image.line));
        }
        for finding in &reading.findings {
            named.extend(finding.line..=finding.last_line);
        }
        for row in rows(&body, &limits, 4_096).flatten().take(limits.rows) {
            prop_assert!(named.contains(&row.line), "row on line {} of {:?}", row.line, String::from_utf8_lossy(&body));
        }
    }

    #[test]
    fn a_file_reads_the_same_in_whatever_parts_it_comes(
        body in body(),
        limits in small_limits(),
        part in 1..9_usize,
    ) {
        let whole: Vec<_> = rows(&body, &limits, body.len().max(1)).collect();
        let parts: Vec<_> = rows(&body, &limits, part).collect();
        prop_assert_eq!(whole, parts);
    }

    #[test]
    fn products_whose_rows_stand_apart_are_read_whole_in_however_many_passes(
        order in prop::collection::vec(0..6_usize, 1..60),
        held_bytes in 1..4_000_usize,
    ) {
        let line = |(number, handle): (usize, &usize)| format!("h{handle},T,1,Size,{number},\n");
        let body: String = order.iter().enumerate().map(line).collect();
        let file = format!("{COLUMNS}{body}");
        let limits = Limits { held_bytes, ..Limits::default() };
        let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
        for handle in 0..6 {
            let rows: Vec<String> = (0..order.len()).filter(|at| order[*at] == handle).map(|at| at.to_string()).collect();
            let products: Vec<_> = reading.products.iter().filter(|product| product.handle == format!("h{handle}")).collect();
            prop_assert_eq!(products.len(), usize::from(!rows.is_empty()));
            let values: Vec<String> = products.iter().flat_map(|product| &product.variants).map(|variant| variant.values[0].clone()).collect();
            prop_assert_eq!(values, rows);
        }
    }

    #[test]
    fn columns_may_stand_in_any_order(order in Just((0..8_usize).collect::<Vec<_>>()).prop_shuffle()) {
        let header = ["Handle", "Title", "Variant Price", "Option1 Name", "Option1 Value", "Vendor", "Tags", "Status"];
        let rows = [["mug", "Mug", "1.50", "Size", "S", "V", "a, b", "draft"], ["mug", "", "2.50", "", "M", "", "", ""]];
        let written = |cells: &[&str; 8]| {
            let cells: Vec<String> = order.iter().map(|at| format!("\"{}\"", cells[*at])).collect();
            cells.join(",") + "\n"
        };
        let file: String = std::iter::once(&header).chain(&rows).map(written).collect();
        let straight = [header, rows[0], rows[1]].map(|cells| cells.map(|cell| format!("\"{cell}\"")).join(",") + "\n").concat();
        let products = |file: &str| read_bytes(file.as_bytes()).expect("read").products;
        prop_assert_eq!(products(&file), products(&straight));
    }

    #[test]
    fn arbitrary_bytes_never_panic(bytes in prop::collection::vec(any::<u8>(), 0..400)) {
        let _ = read_bytes(&bytes);
    }
}
