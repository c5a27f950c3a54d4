//! Product files that cannot be read: told with their lines, and nothing changed.

use std::fs::{self, File};

use crate::support::{
    Place, Stall, books,
    process::{run, written},
};

const HEADER: &str = "Handle,Title,Body (HTML),Vendor,Type,Tags,Published,Option1 Name,Option1 Value,Variant SKU,\
    Variant Price,Variant Inventory Tracker,Variant Inventory Qty,Variant Inventory Policy";
/// One byte more than a file may have.
const TOO_MANY_BYTES: u64 = 4 * 1024 * 1024 * 1024 + 1;

/// Imports a file and answers whether all went well and what was written.
async fn import(place: &Place, name: &str) -> (bool, String) {
    let file = place.directory().join(name).display().to_string();
    let output = run(place.command(&["import", "products", &file, "--vendors-from-file"])).await;
    let told = written(&output);
    assert!(!told.contains("panicked"), "{told}");
    (output.status.success(), told)
}

#[tokio::test]
async fn files_that_are_no_product_files_change_nothing() {
    let place = Place::open().await;
    let server = place.serve().await;
    Stall::open(&place, &server.api).await;
    let before = books::rows(&place).await;
    let file = |name: &str| place.directory().join(name);
    fs::write(file("picture.csv"), [0x89, b'P', b'N', b'G', 0, 1, 2, 0xff, 0xfe, 0]).expect("a file");
    fs::write(file("letter.csv"), "Dear shop,\nplease find our products enclosed.\nYours\n").expect("a file");
    fs::write(file("empty.csv"), "").expect("a file");
    // a hole: it takes no room, and has the size all the same
    File::create(file("huge.csv")).and_then(|huge| huge.set_len(TOO_MANY_BYTES)).expect("a file");
    for (name, words) in [
        ("picture.csv", &["picture.csv"][..]),
        ("letter.csv", &["Handle"]),
        ("empty.csv", &["empty"]),
        ("huge.csv", &["larger than 4294967296 bytes", "Split it"]),
        ("missing.csv", &["missing.csv"]),
    ] {
        let (well, told) = import(&place, name).await;
        assert!(!well, "{name} was taken:\n{told}");
        for word in words {
            assert!(told.contains(word), "{name}: `{word}` is not in:\n{told}");
        }
        assert_eq!(books::rows(&place).await, before, "{name}: something changed");
    }
    drop(server);
    place.close().await;
}

#[tokio::test]
async fn broken_quotes_lose_their_own_rows_and_no_others() {
    let place = Place::open().await;
    let row = |handle: &str, title: &str| {
        format!("{handle},{title},,Kiln,Pots,,true,Title,Default Title,{handle}-1,12.50,shopify,3,deny\n")
    };
    let text = [
        format!("{HEADER}\n"),
        row("first", "First"),
        row("broken", "\"Broken quo\"te"),
        row("second", "Second"),
        row("open", "\"Open to the end"),
        row("third", "Third"),
    ]
    .concat();
    fs::write(place.directory().join("quotes.csv"), text).expect("a file");
    let before = books::rows(&place).await;
    let (_, told) = import(&place, "quotes.csv").await;
    assert!(told.contains("line 3") || told.contains(":3"), "the broken line is named:\n{told}");
    let after = books::rows(&place).await;
    let products = after[books::PRODUCTS] - before[books::PRODUCTS];
    assert!((2..=4).contains(&products), "{products} products:\n{told}");
    // and once more: nothing changes
    import(&place, "quotes.csv").await;
    assert_eq!(books::rows(&place).await, after);
    place.close().await;
}
