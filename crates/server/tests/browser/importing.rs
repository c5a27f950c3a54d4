//! A vendor brings everything there is from another shop, in one file with a broken row in its middle.

use std::{
    collections::BTreeSet,
    fs::File,
    io::{BufWriter, Write as _},
    path::PathBuf,
    time::Instant,
};

use serde::Deserialize;

use crate::harness::{Browser, Hand, Script, Shop, Window, given, people, until::Wait};

const HEADER: &str = "Handle,Title,Description,Type,Tags,Status,SKU,Price,Inventory tracker,Inventory quantity,Weight value (grams)";
/// As long as they are in shops: with the rest of its row, a product takes a kilobyte.
const SENTENCES: usize = 8;
const SENTENCE: &str = "<p>Turned by hand from <b>one</b> piece, oiled twice and left to dry for a week, it darkens with age.</p>";
/// Each product's address begins so.
const HANDLE: &str = "brought-bowl-";
const NO_PRICE: &str = "ask us";
/// What the server may hold beyond its files, however long the file that it reads.
const MOST_ANONYMOUS_BYTES: u64 = 150_000_000;
/// What is seen of an import: how far it is, as a bar and in words; whether it has come to an end; how it stands.
const LOOK: &str = "const at = css => document.querySelector(`#import ${css}`); \
    return { percent: at('progress')?.value ?? null, words: at('section[aria-labelledby=going-h] p + p')?.textContent ?? '', \
    is_over: !at('[data-again]'), state: at('.badge')?.textContent ?? '', is_same_page: window.wasHere ?? false }";

/// An import as it stands on the page.
#[derive(Clone, Debug, PartialEq, Deserialize)]
struct Seen {
    percent: Option<f64>,
    words: String,
    is_over: bool,
    state: String,
    is_same_page: bool,
}

#[tokio::test(flavor = "multi_thread")]
async fn a_large_file_comes_in_before_ones_eyes_and_its_broken_row_is_named() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Mouse).await;
    let products = given::products_to_import();
    let broken = products / 2;
    let file = write_file(&shop, products, broken);
    people::sign_in_as_vendor(&shop, &browser).await;
    let mut most = 0;

    browser.goto("/vendor/products/import").await;
    browser.attach("#file", &[file]).await;
    browser.press("form[action='/vendor/products/import'] button.btn").await;
    let tried = follow(&shop, &browser, "Being tried", &mut most).await;
    assert_eq!(tried.last().map(|last| last.state.as_str()), Some("Ready to import"));
    require_named(&browser, broken).await;

    browser.press("#import button[value='start']").await;
    let done = follow(&shop, &browser, "Under way", &mut most).await;
    assert_eq!(done.last().map(|last| last.state.as_str()), Some("Done"));
    require_live(&done);
    let sums = browser.texts("section[aria-labelledby='counts-h'] dd").await;
    assert_eq!(sums, [(products - 1).to_string(), "0".to_owned(), "0".to_owned(), "1".to_owned()]);
    require_named(&browser, broken).await;
    require_failed_row(&browser, broken).await;

    require_all_but(&shop, products, broken).await;
    shop.require_clean().await;
    browser.close().await;
    println!("{products} products: at most {} MB of anonymous memory", most / 1_000_000);
    assert!(most < MOST_ANONYMOUS_BYTES, "{most} bytes of anonymous memory");
}

/// Writes a product to a line, one of them without a price.
fn write_file(shop: &Shop, products: usize, broken: usize) -> PathBuf {
    let path = shop.directory().join("products.csv");
    let mut file = BufWriter::new(File::create(&path).expect("a file of ours"));
    writeln!(file, "{HEADER}").expect("a line");
    let text = SENTENCE.repeat(SENTENCES);
    for number in 0..products {
        let price = if number == broken { NO_PRICE.to_owned() } else { format!("{}.50", 10 + number % 90) };
        let row = format!(
            "{HANDLE}{number},Brought bowl {number},\"{text}\",Bowls & plates,\"oak, kitchen\",active,B-{number},{price},yes,5,300"
        );
        writeln!(file, "{row}").expect("a line");
    }
    file.flush().expect("the file");
    path
}

/// Looks on from this state until the import is over: the bar never goes back, and nobody loads the page anew. Answers what was
/// seen, each look that differs from the one before, and keeps the most memory that the server had.
#[expect(clippy::print_stdout, reason = "a run of everything measures with it")]
async fn follow(shop: &Shop, browser: &Browser, state: &str, most: &mut u64) -> Vec<Seen> {
    let began = Instant::now();
    browser.wait_for_words("#import .badge", state).await;
    browser.ask("window.wasHere = true", vec![]).await;
    let mut seen: Vec<Seen> = Vec::new();
    while seen.last().is_none_or(|last| !last.is_over) {
        // patience is for the next step, not for all of them
        let mut wait = Wait::new("the import to get on");
        loop {
            wait.look().await;
            let now: Seen = serde_json::from_value(browser.ask(LOOK, vec![]).await).expect("an import");
            *most = shop.anonymous_bytes().max(*most);
            if seen.last() != Some(&now) {
                seen.push(now);
                break;
            }
        }
    }
    println!("{} steps in {:.1} s: {seen:?}", seen.len(), began.elapsed().as_secs_f64());
    assert!(seen.iter().all(|seen| seen.is_same_page), "the page was loaded anew: {seen:?}");
    let bars: Vec<f64> = seen.iter().filter_map(|seen| seen.percent).collect();
    assert!(bars.is_sorted(), "the bar went back: {bars:?}");
    seen
}

/// The bar and the words must have been seen on their way.
fn require_live(seen: &[Seen]) {
    let is_on_its_way = |seen: &Seen| seen.percent.is_some_and(|percent| (1.0..100.0).contains(&percent));
    assert!(seen.iter().any(is_on_its_way), "the bar was never on its way: {seen:?}");
    let words: BTreeSet<&str> = seen.iter().map(|seen| seen.words.as_str()).collect();
    assert!(words.len() > 2, "the words stood still: {words:?}");
}

/// The broken row is told by its line and column, and nothing is told of another.
async fn require_named(browser: &Browser, broken: usize) {
    // the first line is the header
    let line = format!("Line {}", broken + 2);
    browser.wait_for_words("section[aria-labelledby='found-h'] li", &format!("{line}, Price: ")).await;
    let found = browser.texts("section[aria-labelledby='found-h'] li").await;
    assert!(found.iter().all(|told| told.starts_with(&line)), "{found:?}");
}

/// What failed is given back with why.
async fn require_failed_row(browser: &Browser, broken: usize) {
    const READ: &str = "const done = arguments[0]; \
        fetch(document.querySelector('#import a[download]').href).then(answer => answer.text()).then(done)";
    let rows = browser.ask_later(READ, vec![]).await;
    let rows: Vec<&str> = rows.as_str().expect("a table").lines().collect();
    let [header, row] = rows.as_slice() else { panic!("other rows than the broken one: {rows:.2000?}") };
    assert!(header.ends_with(",Import error"), "{header}");
    assert!(row.starts_with(&format!("{HANDLE}{broken},")) && row.contains(NO_PRICE), "{row}");
}

/// The shop has every product of the file once, and nothing of the broken one.
async fn require_all_but(shop: &Shop, products: usize, broken: usize) {
    let table = shop.command(&["export", "products"], "").await;
    let mut there: Vec<usize> =
        table.lines().filter_map(|line| line.split(',').nth(1)?.strip_prefix(HANDLE)?.parse().ok()).collect();
    there.sort_unstable();
    let expected: Vec<usize> = (0..products).filter(|number| *number != broken).collect();
    assert_eq!(there.len(), expected.len());
    assert!(there == expected, "other products than those of the file");
}
