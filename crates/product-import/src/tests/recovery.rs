//! One bad row never loses the others.

use super::*;

const COLUMNS: &str = "Handle,Title,Body (HTML),Variant Price,Vendor\n";

fn read_text(rows: &str) -> Reading {
    read_bytes(format!("{COLUMNS}{rows}").as_bytes()).expect("read")
}

/// What is told of rows, not of the file.
fn of_rows(reading: &Reading) -> Vec<&Finding> {
    reading.findings.iter().filter(|finding| finding.code != FindingCode::NothingTakenOff).collect()
}

fn row_codes(reading: &Reading) -> Vec<(u64, &'static str)> {
    of_rows(reading).iter().map(|finding| (finding.line, finding.code.as_str())).collect()
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
    let finding = of_rows(&reading)[0];
    assert_eq!((finding.line, finding.last_line, finding.code), (3, 4, FindingCode::BrokenQuotes));
}

#[test]
fn a_quotation_mark_never_closed_to_the_end_of_the_file_is_found_out() {
    let reading = read_text("a,A,\"open,1,V\nb,B,,1,V\nc,C,,1,V");
    assert_eq!(handles(&reading), ["b", "c"]);
    assert_eq!(row_codes(&reading), [(2, "broken_quotes")]);
}

#[test]
fn text_after_a_closing_mark_is_broken() {
    let reading = read_text("a,A,\"5\" pipe\",1,V\nb,B,5\" pipe,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(row_codes(&reading), [(2, "broken_quotes")]);
    assert_eq!(reading.products[0].description.as_deref(), Some("5\" pipe"));
}

#[test]
fn blank_cells_more_or_fewer_do_not_matter_and_filled_ones_cost_the_row() {
    let reading = read_text("a,A,,1\nb,B,,1,V,more\nc,C,,1,V,, ,\n,,,,\nd,D,,1,V\n");
    assert_eq!(handles(&reading), ["a", "c", "d"]);
    let expected = [(2, "vendor_missing"), (3, "wrong_cell_count"), (3, "nothing_taken_off")];
    assert_eq!(codes(&reading).into_iter().collect::<std::collections::BTreeSet<_>>(), expected.into());
}

#[test]
fn a_cell_that_a_short_row_stops_before_is_not_blank_but_not_said() {
    let reading = read_text("a,A\nb,B,,1,V\n");
    assert_eq!(reading.products[0].description, None);
    assert_eq!(reading.products[1].description.as_deref(), Some(""));
}

#[test]
fn a_row_torn_by_a_line_break_is_left_out_with_its_rest() {
    let reading = read_text("a,A,never quoted\nits second line,1,V\nb,B,,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert!(
        codes(&reading).contains(&(2, "wrong_cell_count"))
            && codes(&reading).contains(&(3, "handle_invalid"))
    );
}

#[test]
fn a_row_of_several_lines_with_a_wrong_count_is_left_whole() {
    let reading = read_text("a,A,\"<p>x</p>\n<p>y</p>\",1,V,more\nb,B,,1,V\n");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!((of_rows(&reading)[0].line, of_rows(&reading)[0].last_line), (2, 3));
}

#[test]
fn bytes_that_are_no_utf8_cost_the_row_and_name_the_column() {
    let mut file = format!("{COLUMNS}a,A,,1,V\n").into_bytes();
    file.extend_from_slice(b"b,Gr\xFC\xDFe,,1,V\nc,C\xC3\xA9,,1,V\n");
    let reading = read_bytes(&file).expect("read");
    assert_eq!(handles(&reading), ["a", "c"]);
    assert_eq!(row_codes(&reading), [(3, "invalid_utf8")]);
    assert_eq!(of_rows(&reading)[0].column, Some("Title"));
}

#[test]
fn a_character_torn_over_two_cells_is_none() {
    let mut file = format!("{COLUMNS}a,A\u{e9},,1,V\n").into_bytes();
    file.extend_from_slice(b"b,B\xC3,\xA9,1,V\n");
    let reading = read_bytes(&file).expect("read");
    assert_eq!((handles(&reading), row_codes(&reading)), (vec!["a"], vec![(3, "invalid_utf8")]));
}

#[test]
fn a_row_longer_than_a_row_may_be_is_left_out() {
    let limits = Limits { row_bytes: 60, ..Limits::default() };
    let file = format!("{COLUMNS}a,A,{},1,V\nb,B,,1,V\n", "x".repeat(80));
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert_eq!(handles(&reading), ["b"]);
    assert_eq!(row_codes(&reading), [(2, "row_too_long")]);
}

#[test]
fn a_file_too_broken_to_mend_ends_in_one_finding() {
    let limits = Limits { rescan_bytes: 200, ..Limits::default() };
    let file = format!("{COLUMNS}{}", "a,A,\"open,\"\"\n".repeat(60));
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert!(reading.products.is_empty());
    let last = reading.findings.iter().map(|finding| finding.last_line).max();
    assert_eq!(last, Some(61), "{:?}", reading.findings);
}

#[test]
fn a_row_without_a_sound_handle_is_left_out() {
    let long = "h".repeat(192);
    let reading = read_text(&format!(",A,,1,V\ntwo words,B,,1,V\n{long},C,,1,V\nd,D,,1,V\n"));
    assert_eq!(handles(&reading), ["d"]);
    assert_eq!(row_codes(&reading), [(2, "handle_missing"), (3, "handle_invalid"), (4, "handle_invalid")]);
}

#[test]
fn a_product_whose_first_row_is_broken_keeps_its_other_rows_and_takes_nothing_off() {
    let reading = read_text("a,A,\"broken\" x,1,V\na,,,2,\nb,B,,1,V\n");
    assert_eq!(handles(&reading), ["a", "b"]);
    let broken = &reading.products[0];
    assert_eq!((&broken.name, &broken.description, broken.variants[0].price), (&None, &None, Some(200)));
    assert!(reading.products.iter().all(|product| !product.has_all_variants && !product.has_all_images));
    assert_eq!(row_codes(&reading), [(2, "broken_quotes"), (3, "title_missing"), (3, "vendor_missing")]);
}
