//! The pictures of a product: by mouse, by keyboard, close, and without script.

use fantoccini::key::Key;
use serde_json::{Value, json};

use crate::every_page::faults_of_axe;
use crate::harness::{Browser, Hand, Script, Shop, Window, given, keyboard, until};

/// A thing with several pictures, and a choice that has one of its own.
const MUG: &str = "/p/dipped-stoneware-mug";
/// Which picture is in the middle of the strip, from 1.
const SHOWN: &str = "const big = document.querySelector('.gallery .big'); return Math.round(big.scrollLeft / big.clientWidth) + 1";
/// Whether the lightbox is open, what it says, and how much wider than the window its picture is.
const LIGHT: &str = "const box = document.querySelector('.lightbox'), image = box.querySelector('.stage img'); \
    return [box.open, box.querySelector('[role=status]').textContent, image?.complete ? image.getBoundingClientRect().width : 0]";

/// Asks again until the page answers so.
async fn until_it_says(browser: &Browser, script: &str, wanted: &Value) {
    let what = format!("{wanted} of {script:.60}");
    until(&what, || async move { (browser.ask(script, vec![]).await == *wanted).then_some(()) }).await;
}

async fn keys(browser: &Browser, keys: &[Key]) {
    for key in keys {
        keyboard::strike(browser, *key).await;
    }
}

async fn pictures(browser: &Browser) -> usize {
    browser.count(".gallery figure").await
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gallery_is_turned_by_keys_alone() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Keyboard).await;
    browser.goto(MUG).await;
    let count = pictures(&browser).await;
    assert!(count > 1, "{MUG} has {count} pictures");
    keyboard::reach(&browser, ".gallery .big").await;
    keys(&browser, &[Key::Right]).await;
    until_it_says(&browser, SHOWN, &json!(2)).await;
    keys(&browser, &[Key::End]).await;
    until_it_says(&browser, SHOWN, &json!(count)).await;
    keys(&browser, &[Key::Right]).await;
    keys(&browser, &[Key::Home]).await;
    until_it_says(&browser, SHOWN, &json!(1)).await;
    keyboard::reach(&browser, ".gallery .thumbs a").await;
    assert_eq!(browser.count(".thumbs a[tabindex='0']").await, 1, "one stop for Tab");
    keys(&browser, &[Key::Right]).await;
    until_it_says(&browser, SHOWN, &json!(2)).await;
    assert_eq!(browser.count(".thumbs li:nth-child(2) a[aria-current]").await, 1);
    keys(&browser, &[Key::Left]).await;
    until_it_says(&browser, SHOWN, &json!(1)).await;
    let focus = "return document.activeElement.matches('.thumbs li:first-child a[aria-current]')";
    assert_eq!(browser.ask(focus, vec![]).await, true, "the focus goes along");
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_picture_is_looked_at_closely_and_left_again() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::On, Hand::Keyboard).await;
    browser.goto(MUG).await;
    let count = pictures(&browser).await;
    browser.press("#picture-1 a").await;
    let light = async || browser.ask(LIGHT, vec![]).await;
    let drawn = format!("return (() => {{ {LIGHT} }})()[2] > 100");
    until_it_says(&browser, &drawn, &json!(true)).await;
    let fits = light().await;
    assert_eq!((&fits[0], &fits[1]), (&json!(true), &json!(format!("Picture 1 of {count}"))));
    assert_eq!(faults_of_axe(&browser, &given::axe()).await, [""; 0]);
    for _ in 0..2 {
        keyboard::strike(&browser, '+').await;
    }
    let width = |light: &Value| light[2].as_f64().unwrap_or_default();
    let close = light().await;
    assert!(width(&close) > 1.9 * width(&fits), "{close} {fits}");
    let moved = "const stage = document.querySelector('.stage'); return [stage.scrollLeft, stage.scrollTop]";
    let before = browser.ask(moved, vec![]).await;
    keys(&browser, &[Key::Right, Key::Down]).await;
    let after = browser.ask(moved, vec![]).await;
    assert!(
        after[0].as_f64() >= before[0].as_f64() && after[1].as_f64() > before[1].as_f64(),
        "{before} {after}"
    );
    for _ in 0..2 {
        keyboard::strike(&browser, '-').await;
    }
    assert_eq!(light().await, fits, "as it was");
    keys(&browser, &[Key::Right]).await;
    assert_eq!(light().await[1], format!("Picture 2 of {count}"));
    keys(&browser, &[Key::Left, Key::Left]).await;
    assert_eq!(light().await[1], format!("Picture {count} of {count}"), "before the first comes the last");
    keys(&browser, &[Key::Escape]).await;
    assert_eq!(light().await[0], false);
    let focus = "return document.activeElement.matches(arguments[0])";
    let last = format!("#picture-{count} a");
    assert_eq!(browser.ask(focus, vec![json!(last)]).await, true, "the focus is where the picture is");
    until_it_says(&browser, SHOWN, &json!(count)).await;
    browser.close().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_gallery_is_all_there_without_script() {
    let shop = Shop::open().await;
    let browser = Browser::open(&shop.url, Window::DESK, Script::Off, Hand::Mouse).await;
    browser.goto(MUG).await;
    browser.press(".gallery .thumbs li:nth-child(2) a").await;
    until_it_says(&browser, SHOWN, &json!(2)).await;
    browser.press("#picture-2 a").await;
    browser.wait_for("body > img").await;
    browser.close().await;
}
