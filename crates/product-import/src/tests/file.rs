//! Files that are refused as a whole, and shapes of file that are not.

use super::*;

fn refusal(bytes: &[u8]) -> &'static str {
    read_bytes(bytes).expect_err("refused").code()
}

#[test]
fn files_that_are_no_product_export_are_refused_with_their_reason() {
    assert_eq!(refusal(b""), "import_file_empty");
    assert_eq!(refusal(b"\xEF\xBB\xBF \r\n\n"), "import_file_empty");
    assert_eq!(refusal(b"PK\x03\x04rest of a workbook"), "import_file_not_csv");
    assert_eq!(refusal(b"\x7fELF\x02\x01\x01\x00\x00"), "import_file_not_csv");
    assert_eq!(refusal(b"\xFF\xFEH\x00a\x00"), "import_file_not_utf8");
    assert_eq!(refusal(b"Handle,Title,Variant Price,Gr\xF6\xDFe\na,b,1,c\n"), "import_file_not_utf8");
    assert_eq!(refusal(b"Handle;Title;Variant Price\na;b;1\n"), "import_file_wrong_separator");
    assert_eq!(refusal(b"\"Handle\";\"Title\"\n"), "import_file_wrong_separator");
    assert_eq!(refusal(b"Handle\tTitle\n"), "import_file_wrong_separator");
    assert_eq!(refusal(b"Dear shop, here are my products\n"), "import_file_missing_column");
    assert_eq!(refusal(b"Title,Variant Price\nMug,1\n"), "import_file_missing_column");
    assert_eq!(refusal(b"Handle,Title,Variant Price,title\na,b,1,c\n"), "import_file_repeated_column");
    assert_eq!(refusal(b"Handle,\"Title\nmug,Mug\n"), "import_file_broken_header");
    assert_eq!(refusal(b"Handle,Title,Variant Price\n\n"), "import_file_no_rows");
}

#[test]
fn the_refusal_names_the_separator() {
    let refusal = read_bytes(b"Handle;Title\n").expect_err("refused").to_string();
    assert!(refusal.contains("semicolons"), "{refusal}");
}

#[test]
fn a_file_above_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let file = b"Handle,Title,Variant Price\na,A,1\n";
    let at = Limits { file_bytes: file.len() as u64, ..Limits::default() };
    assert!(read(&file[..], Currency::USD, &at).is_ok());
    let below = Limits { file_bytes: file.len() as u64 - 1, ..Limits::default() };
    let refusal = read(&file[..], Currency::USD, &below).expect_err("too large");
    assert_eq!(refusal.code(), "import_file_too_large");
}

#[test]
fn a_mark_crlf_and_any_case_and_order_of_columns_are_read() {
    let reading =
        read_bytes(b"\xEF\xBB\xBFvariant price,TITLE, handle \r\n5,Mug,mug\r\n\r\n6,Cup,cup").expect("read");
    assert_eq!(
        reading.products.iter().map(|p| (p.line, p.name.as_str())).collect::<Vec<_>>(),
        [(2, "Mug"), (4, "Cup")]
    );
}

#[test]
fn lines_are_physical_lines() {
    let body = "<p>one</p>\n<p>two</p>\r\n<p>three</p>";
    let reading = read_rows(&[
        mug(&[("Body (HTML)", body)]),
        row(&[("Handle", "cup"), ("Title", "Cup"), ("Vendor", "V")]),
    ]);
    assert_eq!(reading.products[0].line, 2);
    assert_eq!(reading.findings[0].line, 5);
}

#[test]
fn rows_past_the_limit_are_named_once() {
    let limits = Limits { rows: 2, ..Limits::default() };
    let file = "Handle,Title,Variant Price,Vendor\na,A,1,V\nb,B,1,V\nc,C,1,V\nd,D,1,V\n";
    let reading = read(file.as_bytes(), Currency::USD, &limits).expect("read");
    assert_eq!(reading.products.len(), 2);
    let finding = &reading.findings[0];
    assert_eq!((finding.line, finding.last_line, finding.code), (4, 5, FindingCode::TooManyRows));
}

#[test]
fn a_currency_without_decimals_takes_prices_with_zeros_only() {
    let yen = Currency::parse("JPY").expect("yen");
    let file = "Handle,Title,Variant Price,Vendor\na,A,1500.00,V\nb,B,1500.50,V\n";
    let reading = read(file.as_bytes(), yen, &Limits::default()).expect("read");
    assert_eq!(only(&reading).variants[0].price, 1500);
    assert_eq!(codes(&reading), [(3, "price_invalid"), (3, "no_variants")]);
}
