//! Files that vendors import: tried and imported by the worker, step by step.

use std::fmt::Write as _;

use jiff::SignedDuration;
use souk_db::sql;
use souk_domain::{
    ids::{ApiKeyId, ImportId, VendorId},
    refusal::Refusal,
};
use souk_market::{
    Actor, App, Error, Result,
    imports::{self, Answers, ImportKind, ImportStatus, ImportView, Mark, NewImport, Question},
    limits::Limits,
    worker::{self, Worker},
};

use crate::setting::{Market, Shop};

/// More than two transactions store.
const PRODUCTS: usize = 45;

/// A shop whose imports are done a batch at a step.
async fn in_steps() -> Shop {
    let limits = Limits { import_step: SignedDuration::ZERO, ..Limits::default() };
    Shop::within(Market::with_limits(limits).await).await
}

fn actor(vendor: VendorId) -> Actor {
    Actor::Vendor { vendor, key: ApiKeyId::from_bytes([3; 16]) }
}

fn file() -> String {
    let mut text = "Handle,Title,Price,SKU,Inventory tracker,Inventory quantity\n".to_owned();
    for number in 0..PRODUCTS {
        let _ = writeln!(text, "bowl-{number},Bowl {number},{number}.50,B-{number},yes,4");
    }
    text
}

async fn send_as(app: &App, vendor: VendorId, bytes: &[u8], encoding: Option<&str>) -> Result<ImportView> {
    let mut incoming = imports::receive(app, actor(vendor), vendor).await?;
    for piece in bytes.chunks(700) {
        incoming.write(piece).await?;
    }
    let encoding = encoding.map(str::to_owned);
    incoming.finish(NewImport { file_name: "bowls.csv".to_owned(), encoding }).await
}

async fn send(shop: &Shop, text: &str) -> ImportView {
    send_as(shop.app(), shop.vendor, text.as_bytes(), None).await.expect("a file that can be read")
}

async fn show(shop: &Shop, id: ImportId) -> ImportView {
    imports::show_import(shop.app(), actor(shop.vendor), shop.vendor, id).await.expect("an import")
}

async fn settle(app: &App) {
    while worker::run_due(app).await.expect("the worker works") > 0 {}
}

/// Sends, tries and imports a file.
async fn import(shop: &Shop, text: &str) -> ImportView {
    let id = send(shop, text).await.import.id;
    settle(shop.app()).await;
    start(shop, id).await;
    settle(shop.app()).await;
    show(shop, id).await
}

async fn start(shop: &Shop, id: ImportId) {
    imports::start_import(shop.app(), actor(shop.vendor), shop.vendor, id).await.expect("it starts");
}

async fn failed_rows(shop: &Shop, id: ImportId) -> Result<String> {
    let mut export = imports::export_failed_rows(shop.app(), actor(shop.vendor), shop.vendor, id).await?;
    let mut text = String::new();
    while let Some(part) = export.next_part().await? {
        text.push_str(&part);
    }
    Ok(text)
}

fn code<T>(result: Result<T>) -> &'static str {
    match result {
        Err(Error::Refused(refusal)) => refusal.code().name,
        Err(fault) => panic!("{fault}"),
        Ok(_) => "done",
    }
}

#[tokio::test]
async fn a_file_is_tried_and_then_imported_whole_and_done_twice_it_changes_nothing() {
    let shop = in_steps().await;
    let sent = send(&shop, &file()).await;
    assert_eq!((sent.import.status, sent.import.kind), (ImportStatus::Checking, ImportKind::Products));
    assert_eq!(sent.columns.used.first().map(String::as_str), Some("Handle"));
    settle(shop.app()).await;
    let tried = show(&shop, sent.import.id).await;
    assert_eq!((tried.import.status, tried.report.created), (ImportStatus::Ready, PRODUCTS as u64));
    assert_eq!(shop.number(sql!("select count(*) from product")).await, 0, "it was only tried");
    start(&shop, sent.import.id).await;
    // started once more it goes on as it does
    start(&shop, sent.import.id).await;
    settle(shop.app()).await;
    let done = show(&shop, sent.import.id).await;
    assert_eq!(
        (done.import.status, done.report.created, done.import.percent()),
        (ImportStatus::Done, 45, 100)
    );
    assert_eq!((done.report.stock_set, done.report.rows), (45, 45));
    assert_eq!(shop.number(sql!("select count(*) from product")).await, PRODUCTS as i64);
    let again = import(&shop, &file()).await;
    assert_eq!((again.report.created, again.report.updated, again.report.unchanged), (0, 0, 45));
    let listed = imports::list_imports(shop.app(), actor(shop.vendor), shop.vendor, None, 1).await.unwrap();
    assert_eq!(listed.items[0].import.id, again.import.id);
    assert!(listed.next.is_some());
    shop.market.close().await;
}

#[tokio::test]
async fn a_broken_row_in_the_middle_is_told_by_its_line_and_can_be_mended() {
    let shop = in_steps().await;
    let text = file()
        .replace("bowl-20,Bowl 20,20.50", "bowl-20,\"Bow\"l 20,20.50")
        .replace("bowl-30,Bowl 30,30.50", "bowl-30,Bowl 30,much");
    let done = import(&shop, &text).await;
    assert_eq!((done.import.status, done.report.created), (ImportStatus::Done, 43));
    let quotes = done.report.kinds.iter().find(|kind| kind.code == "broken_quotes").expect("a kind");
    assert_eq!((quotes.errors, quotes.examples[0].line), (1, 22));
    let failed = failed_rows(&shop, done.import.id).await.unwrap();
    let lines: Vec<&str> = failed.lines().collect();
    assert_eq!(lines.len(), 3, "{failed}");
    assert!(lines[0].ends_with(",Import error"));
    assert!(lines[1].contains("Line 22") && lines[2].starts_with("bowl-30,Bowl 30,much"), "{failed}");
    let mended = import(&shop, &failed.replace(",much,", ",30.50,")).await;
    assert_eq!(mended.report.created, 1);
    shop.market.close().await;
}

#[tokio::test]
async fn what_was_called_off_stops_and_keeps_what_was_done() {
    let shop = in_steps().await;
    let id = send(&shop, &file()).await.import.id;
    settle(shop.app()).await;
    start(&shop, id).await;
    Worker::standard().run_lane(shop.app(), "imports").await.unwrap();
    let cancel = || imports::cancel_import(shop.app(), actor(shop.vendor), shop.vendor, id);
    assert_eq!(cancel().await.unwrap().import.status, ImportStatus::Canceled);
    settle(shop.app()).await;
    let ended = show(&shop, id).await;
    assert_eq!((ended.import.status, ended.report.created), (ImportStatus::Canceled, 20));
    assert_eq!(shop.number(sql!("select count(*) from product")).await, 20);
    cancel().await.expect("called off again it is as it was");
    let started = imports::start_import(shop.app(), actor(shop.vendor), shop.vendor, id).await;
    assert_eq!(code(started), "import_step_not_allowed");
    // another may be sent now
    send(&shop, &file()).await;
    shop.market.close().await;
}

#[tokio::test]
async fn a_process_that_is_killed_leaves_the_rest_to_another() {
    let shop = Shop::open().await;
    let id = send(&shop, &file()).await.import.id;
    settle(shop.app()).await;
    start(&shop, id).await;
    let worker = Worker::standard();
    let watch = async {
        while show(&shop, id).await.import.done == 0 {
            tokio::task::yield_now().await;
        }
    };
    // whichever ends first: the other is dropped where it stands, as by a kill
    tokio::select! {
        done = worker.run_lane(shop.app(), "imports") => assert!(done.is_ok()),
        () = watch => {}
    }
    shop.market.clock.advance(SignedDuration::from_mins(3));
    let other = shop.market.second_app().await;
    settle(&other).await;
    let done = show(&shop, id).await;
    assert_eq!((done.import.status, done.report.created), (ImportStatus::Done, PRODUCTS as u64));
    assert_eq!(done.report.unchanged, 0, "nothing was stored twice");
    assert_eq!(shop.number(sql!("select count(*) from product")).await, PRODUCTS as i64);
    other.db().close().await;
    shop.market.close().await;
}

#[tokio::test]
async fn every_step_may_be_done_by_another_process() {
    let shop = in_steps().await;
    let other = shop.market.second_app().await;
    let id = send(&shop, &file()).await.import.id;
    settle(shop.app()).await;
    start(&shop, id).await;
    let worker = Worker::standard();
    for app in [shop.app(), &other, shop.app(), &other, shop.app()] {
        worker.run_lane(app, "imports").await.unwrap();
    }
    settle(shop.app()).await;
    let done = show(&shop, id).await;
    assert_eq!((done.import.status, done.report.created, done.report.unchanged), (ImportStatus::Done, 45, 0));
    other.db().close().await;
    shop.market.close().await;
}

#[tokio::test]
async fn a_vendor_imports_one_file_at_a_time_and_sees_no_others() {
    let shop = in_steps().await;
    let loom = shop.market.vendor("Loom House").await;
    let id = send(&shop, &file()).await.import.id;
    assert_eq!(code(send_as(shop.app(), shop.vendor, b"Handle,Title\na,A\n", None).await), "import_open");
    let other = send_as(shop.app(), loom, b"Handle,Title,Price\na,A,1.00\n", None).await.unwrap();
    let (app, theirs) = (shop.app(), actor(loom));
    assert_eq!(code(imports::show_import(app, theirs, loom, id).await), "not_found");
    assert_eq!(code(imports::start_import(app, theirs, loom, id).await), "not_found");
    assert_eq!(code(imports::cancel_import(app, theirs, loom, id).await), "not_found");
    assert_eq!(code(imports::answer_import(app, theirs, loom, id, Answers::default()).await), "not_found");
    assert_eq!(code(imports::export_failed_rows(app, theirs, loom, id).await), "not_found");
    assert_eq!(code(imports::show_import(app, theirs, shop.vendor, id).await), "not_found");
    settle(app).await;
    for (vendor, id) in [(shop.vendor, id), (loom, other.import.id)] {
        imports::start_import(app, actor(vendor), vendor, id).await.expect("each has its own");
    }
    settle(app).await;
    assert_eq!(shop.number(sql!("select count(*) from product")).await, PRODUCTS as i64 + 1);
    shop.market.close().await;
}

#[tokio::test]
async fn what_no_file_is_and_what_it_does_not_tell() {
    let shop = in_steps().await;
    let (app, vendor) = (shop.app(), shop.vendor);
    for (bytes, word) in [
        (b"".as_slice(), "import_file_empty"),
        (b"PK\x03\x04 a workbook", "import_file_not_csv"),
        (b"Name,Cost\nmug,1\n", "import_file_missing_column"),
    ] {
        let refused = send_as(app, vendor, bytes, None).await;
        let Err(Error::Refused(Refusal::Import(refusal))) = refused else { panic!("{refused:?}") };
        assert_eq!(refusal.fields()[0].code, word);
    }
    assert_eq!(code(send_as(app, vendor, b"Handle,Title\na,A\n", Some("klingon")).await), "invalid_input");
    let asked = send(&shop, "Handle,Title,Price\nmug,Mug,\"1,299\"\n").await;
    assert_eq!(asked.import.status, ImportStatus::Asking);
    assert!(matches!(asked.question, Some(Question::Decimal { line: 2, .. })), "{asked:?}");
    let answers = Answers { decimal: Some(Mark::Comma), ..Answers::default() };
    let told = imports::answer_import(app, actor(vendor), vendor, asked.import.id, answers).await.unwrap();
    assert_eq!((told.import.status, told.question), (ImportStatus::Checking, None));
    imports::cancel_import(app, actor(vendor), vendor, asked.import.id).await.unwrap();
    // Cyrillic letters of a single byte each
    let cyrillic = b"Handle,Title,Price\nmug,\xca\xf0\xf3\xe6\xea\xe0 \xf7\xe0\xe9\xed\xe0\xff,1.00\n";
    let asked = send_as(app, vendor, cyrillic, None).await.unwrap();
    assert_eq!(asked.question, Some(Question::Encoding));
    let answers = Answers { encoding: Some("windows-1251".to_owned()), ..Answers::default() };
    imports::answer_import(app, actor(vendor), vendor, asked.import.id, answers).await.unwrap();
    settle(app).await;
    start(&shop, asked.import.id).await;
    settle(app).await;
    let name: String = shop
        .write(|ctx| Box::pin(async move { Ok(ctx.tx.one(sql!("select name from product"), &[]).await?) }))
        .await
        .unwrap();
    assert_eq!(name, "Кружка чайная");
    shop.market.close().await;
}

#[tokio::test]
async fn categories_are_the_markets_own() {
    let shop = in_steps().await;
    let text = "Handle,Title,Type,Price\nmug,Mug,Pottery,1.00\nhat,Hat,Hats,1.00\n";
    let done = import(&shop, text).await;
    assert_eq!(done.report.created, 2);
    let unknown = done.report.kinds.iter().find(|kind| kind.code == "category_unknown").expect("it is told");
    assert_eq!(unknown.examples[0].line, 3);
    assert_eq!(shop.number(sql!("select count(*) from category where name = 'Hats'")).await, 0);
    shop.market.close().await;
}

#[tokio::test]
async fn a_file_of_stock_sets_what_is_on_hand_as_if_it_was_counted() {
    let shop = in_steps().await;
    import(&shop, &file()).await;
    let text = "Handle,SKU,Location,On hand\nbowl-1,B-1,Main,9\n,B-2,Main,4\nbowl-3,,Attic,1\n,B-777,Main,1\nbowl-4,,Main,-1\n";
    let sent = send(&shop, text).await;
    assert_eq!(sent.import.kind, ImportKind::Stock);
    imports::cancel_import(shop.app(), actor(shop.vendor), shop.vendor, sent.import.id).await.unwrap();
    let place: String = shop
        .write(|ctx| Box::pin(async move { Ok(ctx.tx.one(sql!("select name from location"), &[]).await?) }))
        .await
        .unwrap();
    // what was counted at the same moment would look as if it had been changed
    shop.market.clock.advance(SignedDuration::from_secs(1));
    let done = import(&shop, &text.replace("Main", &place)).await;
    assert_eq!(
        (done.report.updated, done.report.unchanged, done.report.failed),
        (1, 1, 2),
        "{:?}",
        done.report
    );
    let kinds: Vec<(&str, u64)> =
        done.report.kinds.iter().map(|kind| (kind.code.as_str(), kind.examples[0].line)).collect();
    assert_eq!(kinds, [("location_unknown", 4), ("quantity_invalid", 6), ("variant_unknown", 5)]);
    let counted = sql!(
        "select count(*) from stock_movement where reason = 'count' and delta = 5 and note like 'Import of%'"
    );
    assert_eq!(shop.number(counted).await, 1);
    let failed = failed_rows(&shop, done.import.id).await.unwrap();
    assert_eq!(failed.lines().count(), 4, "{failed}");
    shop.market.close().await;
}

#[tokio::test]
async fn files_go_a_week_after_and_what_nobody_starts_is_called_off() {
    let shop = in_steps().await;
    let done = import(&shop, "Handle,Title,Price\nmug,Mug,much\n").await;
    assert!(failed_rows(&shop, done.import.id).await.unwrap().contains("much"));
    let left = send(&shop, &file()).await.import.id;
    settle(shop.app()).await;
    shop.market.clock.advance(SignedDuration::from_hours(24 * 8));
    Worker::standard().clean(shop.app()).await.unwrap();
    assert_eq!(code(failed_rows(&shop, done.import.id).await), "import_file_gone");
    assert_eq!(shop.number(sql!("select count(*) from product_import_failure")).await, 0);
    assert_eq!(show(&shop, left).await.import.status, ImportStatus::Canceled);
    // of neither anything is left on the disk
    Worker::standard().clean(shop.app()).await.unwrap();
    for id in [done.import.id, left] {
        assert!(!shop.app().files().has(&format!("private-{id}.csv")).unwrap());
    }
    shop.market.clock.advance(SignedDuration::from_hours(24 * 400));
    Worker::standard().clean(shop.app()).await.unwrap();
    assert_eq!(shop.number(sql!("select count(*) from product_import")).await, 0);
    shop.market.close().await;
}
