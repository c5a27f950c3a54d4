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
    assert_eq!(refusal(b"Handle,Title\na,\xD1\xF2\xEE\xEB \xE4\xF3\xE1\n"), "import_file_encoding_unclear");
    assert_eq!(refusal(b"Handle,Title,Price\na,A,\"1,299\"\n"), "import_file_decimal_unclear");
    assert_eq!(refusal(b"Handle,URL handle,Title\na,a,A\n"), "import_file_repeated_column");
    assert_eq!(refusal(b"Handle\na\n"), "import_file_missing_column");
    assert_eq!(refusal(b"Dear shop, here are my products\n"), "import_file_missing_column");
    assert_eq!(refusal(b"Title,Variant Price\nMug,1\n"), "import_file_missing_column");
    assert_eq!(refusal(b"Handle,Title,Variant Price,title\na,b,1,c\n"), "import_file_repeated_column");
    assert_eq!(refusal(b"Handle,\"Title\nmug,Mug\n"), "import_file_broken_header");
    assert_eq!(refusal(b"Handle,Title,Variant Price\n\n"), "import_file_no_rows");
}

#[test]
fn a_file_above_the_limit_is_refused_and_one_at_the_limit_is_read() {
    let file = b"Handle,Title,Variant Price\na,A,1\n";
    let at = Limits { file_bytes: file.len() as u64, ..Limits::default() };
    assert!(read(file, Currency::USD, &at).is_ok());
    let below = Limits { file_bytes: file.len() as u64 - 1, ..Limits::default() };
    let refusal = read(file, Currency::USD, &below).expect_err("too large");
    assert_eq!(refusal.code(), "import_file_too_large");
}

#[test]
fn a_mark_crlf_and_any_case_and_order_of_columns_are_read() {
    let reading =
        read_bytes(b"\xEF\xBB\xBFvariant price,TITLE, handle \r\n5,Mug,mug\r\n\r\n6,Cup,cup").expect("read");
    assert_eq!(
        reading.products.iter().map(|p| (p.line, p.name.as_deref())).collect::<Vec<_>>(),
        [(2, Some("Mug")), (4, Some("Cup"))]
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
    assert!(reading.products.iter().all(|product| !product.has_all_variants));
    let finding =
        reading.findings.iter().find(|finding| finding.code == FindingCode::TooManyRows).expect("told");
    assert_eq!((finding.line, finding.last_line), (4, 5));
}

#[test]
fn a_currency_without_decimals_takes_prices_with_zeros_only() {
    let yen = Currency::parse("JPY").expect("yen");
    let file = "Handle,Title,Variant Price,Vendor\na,A,1500.00,V\nb,B,1500.50,V\n";
    let reading = read(file.as_bytes(), yen, &Limits::default()).expect("read");
    assert_eq!(reading.products[0].variants[0].price, Some(1500));
    assert_eq!(reading.products[1].variants[0].price, None);
    assert_eq!(codes(&reading), [(3, "price_invalid")]);
}

#[test]
fn both_generations_of_column_names_say_the_same() {
    let old = "Handle,Title,Body (HTML),Variant SKU,Variant Grams,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy,\
Variant Price,Variant Compare At Price,Variant Requires Shipping,Variant Taxable,Variant Barcode,Image Src,Variant Image,Published,Vendor\n";
    let new = "URL handle,Title,Description,SKU,Weight value (grams),Inventory tracker,Inventory quantity,Continue selling when out of stock,\
Price,Compare-at price,Requires shipping,Charge tax,Barcode,Product image URL,Variant image URL,Published on online store,Vendor\n";
    let row = "mug,Mug,<p>x</p>,M-1,350,shopify,7,CONTINUE,12.50,15.00,TRUE,TRUE,'0123,https://p.example/a.jpg,https://p.example/b.jpg,TRUE,V\n";
    let read = |header: &str| read_bytes(format!("{header}{row}").as_bytes()).expect("read");
    assert_eq!(only(&read(old)), only(&read(new)));
    assert!(read(new).findings.is_empty());
}

#[test]
fn files_are_read_whatever_separates_cells_and_encodes_letters() {
    let text = "Handle,Title,Variant Price,Vendor\nmug,Müllers Becher,19.99,V\n";
    let expected = read_bytes(text.as_bytes()).expect("read").products;
    let semicolons = text.replace(',', ";");
    let utf16 = |big: bool, mark: bool| {
        let marked = if mark { format!("\u{feff}{text}") } else { text.to_owned() };
        let units = marked.encode_utf16();
        units.flat_map(|unit| if big { unit.to_be_bytes() } else { unit.to_le_bytes() }).collect::<Vec<u8>>()
    };
    let western: Vec<u8> = text.chars().map(|c| u8::try_from(u32::from(c)).expect("Latin-1")).collect();
    for (bytes, told) in [
        (semicolons.clone().into_bytes(), 0),
        (format!("sep=;\r\n{semicolons}").into_bytes(), 0),
        (format!("\"sep=,\"\n{text}").into_bytes(), 0),
        (text.replace(',', "\t").into_bytes(), 0),
        (text.replace(',', "|").into_bytes(), 0),
        (format!("\u{feff}\n,,,\n{text},,,\n").into_bytes(), 0),
        (utf16(false, true), 1),
        (utf16(true, true), 1),
        (utf16(false, false), 1),
        (utf16(true, false), 1),
        (western, 1),
    ] {
        let reading = read_bytes(&bytes).expect("read");
        let names = |products: &[ImportedProduct]| {
            products
                .iter()
                .map(|p| (p.handle.clone(), p.name.clone(), p.variants[0].price))
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&reading.products), names(&expected), "{:?}", String::from_utf8_lossy(&bytes));
        assert_eq!(reading.findings.len(), told, "{:?}", reading.findings);
    }
}

#[test]
fn an_encoding_that_is_said_is_taken() {
    let cyrillic = b"Handle,Title,Variant Price,Vendor\nstol,\xD1\xF2\xEE\xEB,1.50,V\n";
    assert_eq!(refusal(cyrillic), "import_file_encoding_unclear");
    let hints = Hints { encoding: Encoding::for_label(b"windows-1251"), ..Hints::default() };
    let reading = read_all(cyrillic, Currency::USD, hints, &Limits::default()).expect("read");
    assert_eq!(only(&reading).name.as_deref(), Some("Стол"));
}

#[test]
fn unclear_numbers_are_asked_for_once_and_told_by_the_others() {
    let file = |price: &str, grams: &str| {
        format!(
            "Handle,Title,Price,Weight value (grams),Vendor\na,A,\"1,299\",10,V\nb,B,\"{price}\",\"{grams}\",V\n"
        )
    };
    let price = |text: &str, decimal| {
        let hints = Hints { decimal, ..Hints::default() };
        read_all(text.as_bytes(), Currency::USD, hints, &Limits::default())
            .map(|reading| reading.products[0].variants[0].price)
    };
    assert_eq!(price(&file("19.99", "1"), None).expect("a point is told"), Some(129_900));
    assert_eq!(price(&file("19", "1.5"), None).expect("by a weight too"), Some(129_900));
    assert_eq!(price(&file("19,99", "1"), None).expect("a comma is told"), None);
    assert_eq!(price(&file("19", "1"), Some(DecimalMark::Point)).expect("said"), Some(129_900));
    for unclear in [file("19", "1"), file("19,99", "1.5")] {
        let refusal = price(&unclear, None).expect_err("asked for").to_string();
        assert!(refusal.contains("Line 2, Price") && refusal.contains("--decimal point (1299)"), "{refusal}");
    }
    let yen = Currency::parse("JPY").expect("yen");
    let reading =
        read("Handle,Title,Price,Vendor\na,A,\"1,299\",V\nb,B,1.299,V\n".as_bytes(), yen, &Limits::default());
    assert!(reading.expect("read").products.iter().all(|product| product.variants[0].price == Some(1_299)));
}

#[test]
fn progress_follows_the_rows_in_files_that_are_in_memory_whole() {
    const PRODUCTS: usize = 400;
    let rows: String =
        (0..PRODUCTS).map(|number| format!("bowl-{number},Böwl {number},{number}.50\n")).collect();
    let text = format!("Handle,Title,Variant Price\n{rows}");
    let wide: Vec<u8> =
        [0xFF, 0xFE].into_iter().chain(text.encode_utf16().flat_map(u16::to_le_bytes)).collect();
    for bytes in [text.into_bytes(), wide] {
        let length = bytes.len() as u64;
        let mut file =
            ProductFile::open(Cursor::new(bytes), Currency::USD, Hints::default(), &Limits::default())
                .expect("a product file");
        let mut last = 0;
        for number in 1..=PRODUCTS as u64 {
            assert!(file.next_product(&mut |_| {}).expect("read").is_some());
            let (come, total) = file.progress();
            assert_eq!(total, length);
            assert!(come >= last, "{come} after {last}");
            last = come;
            // the rows are all but equally long; one is read ahead to see where a product ends
            let due = length * number / PRODUCTS as u64;
            assert!(come.abs_diff(due) < length / 20, "{come} of {length} after {number} products");
        }
        assert!(file.next_product(&mut |_| {}).expect("read").is_none());
        assert_eq!(file.progress(), (length, length));
    }
}
