//! One bad row never loses the others.

use super::*;

const COLUMNS: &str = "Handle,Title,Body (HTML),Variant Price,Vendor\n";

fn read_text(rows: &str) -> Reading {
    read_bytes(format!("{COLUMNS}{rows}").as_bytes()).expect("read")
}

fn handles(reading: &Reading) -> Vec<&str> {
    reading.products.iter().map(|product| product.handle.as_str()).collect()
}

#[test]
fn a_quotation_mark_never_closed_costs_its_own_lines_only() {
    let reading = read_text(
        "a,A,,1,V\nb,B,\"<p>never closed,1,V\n<p>second, line</p>\nc,C,\"<p>fine</p>\n<p>too</p>\",1,V\nd,D,,1,V\n",
    );
    assert_eq!(handles(&reading), ["a", "c", "d"]);
    let finding = &reading.findings[0];
    assert_eq!((finding.line, finding.last_line, finding.code), (3, 4, FindingCode::BrokenQuotes));
}

#[test]
fn a_quotation_mark_never_closed_to_the_end_of_the_file_is_found_out() {
    let reading = read_text("a,A,\"open,1,V\nb,B,,1,V\nc,C,,1,V");
    assert_eq!(handles(&reading), ["b", "c"]);
    assert_eq!(codes(&reading), [(2, "broken_quotes")]);
}

#[test]
fn text_after_a_closing_mark_is_broken() {
    let reading = read_text("a,A,\"5\" pipe\",1,V\nb,B,5\" pipe,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(codes(&reading), [(2, "broken_quotes")]);
    assert_eq!(reading.products[0].description, "5\" pipe");
}

#[test]
fn too_few_and_too_many_cells_cost_the_row() {
    let reading = read_text("a,A,,1\nb,B,,1,V,more\nc,C,,1,V\n");
    assert_eq!(handles(&reading), ["c"]);
    assert_eq!(codes(&reading), [(2, "wrong_cell_count"), (3, "wrong_cell_count")]);
}

#[test]
fn a_row_of_several_lines_with_a_wrong_count_is_left_whole() {
    let reading = read_text("a,A,\"<p>x</p>\n<p>y</p>\",1\nb,B,,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!((reading.findings[0].line, reading.findings[0].last_line), (2, 3));
}

#[test]
fn bytes_that_are_no_utf8_cost_the_row_and_name_the_column() {
    let mut file = format!("{COLUMNS}a,A,,1,V\n").into_bytes();
    file.extend_from_slice(b"b,Gr\xFC\xDFe,,1,V\nc,C,,1,V\n");
    let reading = read_bytes(&file).expect("read");
    assert_eq!(handles(&reading), ["a", "c"]);
    assert_eq!(codes(&reading), [(3, "invalid_utf8")]);
    assert_eq!(reading.findings[0].column, Some("Title"));
}

#[test]
fn a_row_longer_than_a_row_may_be_is_left_out() {
    let limits = Limits { row_bytes: 60, ..Limits::default() };
    let file = format!("{COLUMNS}a,A,{},1,V\nb,B,,1,V\n", "x".repeat(80));
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(codes(&reading), [(2, "row_too_long")]);
}

#[test]
fn a_file_too_broken_to_mend_ends_in_one_finding() {
    let limits = Limits { rescan_bytes: 200, ..Limits::default() };
    let file = format!("{COLUMNS}{}", "a,A,\"open,\"\"\n".repeat(60));
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert!(reading.products.is_empty());
    let last = reading.findings.last().expect("a finding");
    assert_eq!(last.last_line, 61, "{:?}", reading.findings);
}

#[test]
fn a_row_without_a_sound_handle_is_left_out() {
    let long = "h".repeat(192);
    let reading = read_text(&format!(",A,,1,V\ntwo words,B,,1,V\n{long},C,,1,V\nd,D,,1,V\n"));
    assert_eq!(handles(&reading), ["d"]);
    assert_eq!(codes(&reading), [(2, "handle_missing"), (3, "handle_invalid"), (4, "handle_invalid")]);
}

#[test]
fn a_product_whose_first_row_is_broken_is_named_once_a_row() {
    let reading = read_text("a,A,\"broken\" x,1,V\na,,,2,\na,,,3,\nb,B,,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(codes(&reading), [(2, "broken_quotes"), (3, "title_missing"), (4, "title_missing")]);
}
