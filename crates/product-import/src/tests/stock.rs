use std::collections::BTreeMap;

use super::*;

const LONG: &str = "\
Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Location,Bin name,Available (not editable),On hand (current),On hand (new)
mug,Mug,Colour,Teal,M-1,,,Attic,,3,4,
mug,Mug,Colour,Rust,M-2,,,Attic,,3,4,9
tile,Tile,Title,Default Title,T-1,,,Main,,0,not stocked,
,,,,,,,Main,,,7,
tile,Tile,Title,Default Title,T-1,,,Main,,0,many,
";

const WIDE: &str = "Handle,Title,Option1 Name,Option1 Value,SKU,HS Code,COO,Attic,Main\nmug,Mug,Colour,Teal,M-1,,,4,\nmug,Mug,Colour,Rust,M-2,,,-1,\"1,299.00\"\n";

fn source(text: &str) -> Cursor<Vec<u8>> {
    Cursor::new(text.as_bytes().to_vec())
}

fn stock(text: &str) -> (Vec<StockRow>, Vec<(u64, &'static str)>) {
    let mut file = StockFile::open(source(text), Hints::default(), &Limits::default()).expect("a file");
    let (mut rows, mut findings) = (Vec::new(), Vec::new());
    while let Some(row) =
        file.next_row(&mut |finding| findings.push((finding.line, finding.code.as_str()))).unwrap()
    {
        rows.push(row);
    }
    (rows, findings)
}

fn kind(text: &str, locations: &[&str]) -> FileKind {
    let locations: Vec<String> = locations.iter().map(|name| (*name).to_owned()).collect();
    kind_of(source(text), Hints::default(), &Limits::default(), &locations).expect("a kind")
}

#[test]
fn a_row_says_how_many_are_at_the_place_it_names() {
    let (rows, findings) = stock(LONG);
    let counts: Vec<_> = rows.iter().map(|row| (row.sku.as_str(), row.counts.clone())).collect();
    let at = |count| vec![("Attic".to_owned(), count)];
    assert_eq!(counts, [("M-1", at(4)), ("M-2", at(9))]);
    assert_eq!(rows[0].values, ["Teal"]);
    assert_eq!(findings, [(5, "handle_missing"), (6, "quantity_invalid")]);
}

#[test]
fn a_column_of_a_place_says_how_many_are_there() {
    let (rows, findings) = stock(WIDE);
    assert_eq!(rows[0].counts, [("Attic".to_owned(), 4)]);
    assert_eq!(rows[1].counts, [("Main".to_owned(), 1299)]);
    assert_eq!(findings, [(3, "quantity_invalid")]);
}

#[test]
fn a_file_is_told_by_its_columns() {
    assert_eq!(kind(LONG, &[]), FileKind::Stock);
    assert_eq!(kind(WIDE, &[]), FileKind::Stock);
    assert_eq!(kind("SKU,Location,On hand\nA,Main,3\n", &[]), FileKind::Stock);
    assert_eq!(kind("Handle,SKU,attic\nmug,A,3\n", &["Attic"]), FileKind::Stock);
    assert_eq!(kind("Handle,SKU,Shelf,Title\nmug,A,3,\n", &["Attic"]), FileKind::Products);
    assert_eq!(kind("Handle,SKU,Price,Location,On hand\nmug,A,3,,\n", &[]), FileKind::Products);
    let (rows, _) = stock("SKU,Location,On hand\nA,Main,3\n");
    assert_eq!((rows[0].sku.as_str(), rows[0].counts.as_slice()), ("A", [("Main".to_owned(), 3)].as_slice()));
}

#[test]
fn failed_rows_come_with_their_whole_products_and_can_be_read_again() {
    let text = "Handle,Title,Price,SKU\nmug,Mug,1.00,A\nmug,,x,'=B\ntile,\"Ti\"le,3.00,C\nlamp,Lamp,2.00,D\n";
    let reasons = BTreeMap::from([(3, "This is no price.".to_owned())]);
    let failed = |text: &str| {
        let mut failed =
            FailedRows::open(source(text), Hints::default(), &Limits::default(), reasons.clone(), true)
                .expect("a file");
        let mut out = String::new();
        while let Some(part) = failed.next_part().unwrap() {
            out.push_str(&part);
        }
        out
    };
    let out = failed(text);
    let lines: Vec<&str> = out.lines().collect();
    assert_eq!(lines[0], "Handle,Title,Price,SKU,Import error");
    assert_eq!(lines[1..3], ["mug,Mug,1.00,A,", "mug,,x,'=B,Line 3: This is no price."]);
    assert!(lines[3].starts_with(",,,,\"Line 4: ") && lines[3].contains("\"\"Ti\"\"le"), "{out}");
    assert_eq!(lines.len(), 4);
    // the column of reasons is passed over, and written once
    assert_eq!(failed(&out).lines().next(), Some("Handle,Title,Price,SKU,Import error"));
    let reading = read_bytes(out.as_bytes()).expect("a file");
    assert!(reading.findings.iter().all(|finding| finding.code != FindingCode::ColumnUnused), "{reading:?}");
}

#[test]
fn progress_follows_the_rows() {
    let rows: String = (0..100).map(|number| format!("SKU-{number},Main,{number}\n")).collect();
    let text = format!("SKU,Location,On hand\n{rows}");
    let length = text.len() as u64;
    let mut file =
        StockFile::open(Cursor::new(text), Hints::default(), &Limits::default()).expect("a file of stock");
    for _ in 0..50 {
        file.next_row(&mut |_| {}).expect("read").expect("a row");
    }
    let (come, total) = file.progress();
    assert!(total == length && come.abs_diff(length / 2) < length / 20, "{come} of {total}");
}
