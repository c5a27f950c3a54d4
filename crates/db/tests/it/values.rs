//! Values come back as they went in.

use souk_db::{Error, params, row, sql};

use crate::shop::Shop;

row! {
    /// A row of `job`: text, whole numbers, and a null of each that may be null.
    #[derive(Debug, PartialEq, Clone)]
    struct Job { id: [u8; 16], kind: String, error: Option<String>, attempts: i64, finished: Option<i64> }
}

const INSERT: &str = "insert into job (id, kind, lane, dedup_key, payload, state, run_at, attempts, last_error, created_at, \
    finished_at) values (?, ?, '', ?, '', 'ready', 0, ?, ?, ?, ?)";

#[tokio::test]
async fn numbers_ids_and_nulls_come_back() {
    let shop = Shop::open().await;
    let job = |id: [u8; 16], error: Option<&str>, attempts, finished| Job {
        id,
        kind: "EE".to_owned(),
        error: error.map(str::to_owned),
        attempts,
        finished,
    };
    let jobs = [
        job([0; 16], None, i64::MIN, None),
        job([0x7f; 16], Some(""), i64::MAX, Some(0)),
        job([0xff; 16], Some(" a "), -1, Some(i64::MIN)),
    ];
    for j in &jobs {
        let moment = jiff::Timestamp::from_millisecond(1_700_000_000_123).unwrap();
        let key = format!("{:?}", j.id);
        shop.run(sql!(INSERT), params![j.id, j.kind, key, j.attempts, j.error, moment, j.finished])
            .await
            .unwrap();
    }
    let all = sql!("select id, kind, last_error, attempts, finished_at from job order by id");
    let read: Vec<Job> =
        shop.db.read(move |tx| Box::pin(async move { tx.list(all, &[]).await })).await.unwrap();
    assert_eq!(read, jobs);
    let moments = sql!("select created_at from job where last_error = ?");
    let moment: jiff::Timestamp =
        shop.db.read(move |tx| Box::pin(async move { tx.one(moments, params![""]).await })).await.unwrap();
    assert_eq!(moment.as_millisecond(), 1_700_000_000_123);
    shop.close().await;
}

#[tokio::test]
async fn booleans_come_back() {
    let shop = Shop::open().await;
    shop.counter([1; 16]).await;
    shop.run(sql!("update tax_zone set included = ?"), params![true]).await.unwrap();
    let read = sql!("select included, taxes_shipping from tax_zone");
    let read: (bool, bool) =
        shop.db.read(move |tx| Box::pin(async move { tx.one(read, &[]).await })).await.unwrap();
    assert_eq!(read, (true, false));
    shop.close().await;
}

/// MySQL's `utf8mb4_bin` takes "a" and "a " for the same key, so no name here ends with a space; keys are trimmed before
/// they are stored. What is no key keeps its spaces.
#[tokio::test]
async fn text_comes_back_byte_for_byte_and_is_told_apart() {
    let shop = Shop::open().await;
    let names = [
        "",
        "a",
        "A",
        "á",
        "a\u{301}",
        "ß",
        "ss",
        "it's \"quoted\" \\ `so` ? {x} $1 %",
        "🦀👩\u{200d}🔧",
        "line\nbreak\ttab\r",
    ];
    let insert = sql!("insert into market_setting (name, value) values (?, ?)");
    let long = "ü".repeat(100_000);
    for name in names {
        let value = format!("{name}{long} ");
        assert_eq!(shop.run(insert, params![name, value]).await, Ok(1), "{name:?}");
    }
    let find = sql!("select name, value from market_setting where name = ?");
    for name in names {
        let (back, value): (String, String) =
            shop.db.read(move |tx| Box::pin(async move { tx.one(find, params![name]).await })).await.unwrap();
        assert_eq!(back, name);
        assert_eq!(value.strip_prefix(name), Some(format!("{long} ").as_str()), "{name:?}");
    }
    let mut sorted = names.map(str::to_owned);
    sorted.sort();
    assert_eq!(shop.notes().await, sorted, "ordered by bytes");
    shop.close().await;
}

#[tokio::test]
async fn a_count_a_sum_and_a_bare_number_are_read_as_whole_numbers() {
    let shop = Shop::open().await;
    shop.counter([1; 16]).await;
    let all = sql!("select count(*), {sum revision}, 1 from tax_zone where id = ?");
    for (id, expected) in [([1_u8; 16], (1, 0, 1)), ([2; 16], (0, 0, 1))] {
        let read: (i64, i64, i64) =
            shop.db.read(move |tx| Box::pin(async move { tx.one(all, params![id]).await })).await.unwrap();
        assert_eq!(read, expected);
    }
    shop.close().await;
}

#[tokio::test]
async fn a_column_of_another_kind_is_refused_by_its_place() {
    let shop = Shop::open().await;
    shop.counter([1; 16]).await;
    let read = sql!("select revision, nullif(name, name) from tax_zone");
    let null: Result<(i64, String), Error> =
        shop.db.read(move |tx| Box::pin(async move { tx.one(read, &[]).await })).await;
    assert_eq!(null, Err(Error::Column { index: 1, reason: "is null".to_owned() }));
    let narrow = sql!("select 300 from tax_zone");
    let narrow: Result<u8, Error> =
        shop.db.read(move |tx| Box::pin(async move { tx.one(narrow, &[]).await })).await;
    assert_eq!(narrow, Err(Error::Column { index: 0, reason: "is no u8".to_owned() }));
    shop.close().await;
}
