//! A declared table is read and written as the schema has it.

use souk_db::{MAX_ROWS_OF_INSERT, TABLES, Table, TableColumn, TableRow as _, row, sql, table};

use crate::shop::Shop;

table! {
    /// A setting's row.
    #[derive(Clone, Debug, PartialEq, Eq)]
    struct Setting in "market_setting", public {
        name: String [max(64)],
        value: String [free_text],
    }
}

row! {
    #[derive(Debug, PartialEq, Eq)]
    struct Between {
        before: String,
        setting: Setting,
        after: String,
    }
}

fn setting(number: usize) -> Setting {
    Setting { name: format!("{number:03}"), value: number.to_string() }
}

#[test]
fn a_declaration_tells_columns_and_tags() {
    let table = Table::find("market_setting").unwrap();
    assert!(table.is_public() && std::ptr::eq(table, Setting::table()));
    assert!(TABLES.iter().any(|declared| declared.name() == "market_setting"));
    let told = |column: &TableColumn| {
        (column.name(), column.is_free_text(), column.max_characters(), column.shape())
    };
    assert_eq!(
        table.columns().iter().map(told).collect::<Vec<_>>(),
        [
            ("name", false, Some(64), "text, not null".to_owned()),
            ("value", true, None, "text, not null".to_owned()),
        ]
    );
}

#[tokio::test]
async fn rows_are_inserted_one_or_many_at_once_and_read_whole() {
    let shop = Shop::open().await;
    let many = MAX_ROWS_OF_INSERT * 2 + 3;
    shop.db
        .transaction(move |tx| {
            Box::pin(async move {
                tx.insert(&setting(0)).await?;
                tx.insert_all(&(1..many).map(setting).collect::<Vec<_>>()).await?;
                tx.insert_all::<Setting>(&[]).await
            })
        })
        .await
        .unwrap();
    let all = sql!("select {columns market_setting s} from market_setting s order by s.name");
    let read: Vec<Setting> =
        shop.db.read(move |tx| Box::pin(async move { tx.list(all, &[]).await })).await.unwrap();
    assert_eq!(read, (0..many).map(setting).collect::<Vec<_>>());

    let beside = sql!(
        "select s.value, {columns market_setting s}, s.name, {columns market_setting s} from market_setting s \
         where s.name = '001'"
    );
    let read: (Between, Setting) =
        shop.db.read(move |tx| Box::pin(async move { tx.one(beside, &[]).await })).await.unwrap();
    let between = Between { before: "1".to_owned(), setting: setting(1), after: "001".to_owned() };
    assert_eq!(read, (between, setting(1)));
    shop.close().await;
}

#[tokio::test]
async fn a_row_that_is_there_already_stays_or_is_changed() {
    let shop = Shop::open().await;
    let written = |name: &str, value: &str| Setting { name: name.to_owned(), value: value.to_owned() };
    shop.db
        .transaction(move |tx| {
            Box::pin(async move {
                tx.insert_all(&[written("a", "1"), written("b", "2")]).await?;
                tx.insert_missing(&[written("a", "8"), written("c", "3"), written("c", "9")]).await?;
                let replace = "{upsert name} value = {new value}";
                tx.upsert_all(&[written("b", "7"), written("d", "4")], replace).await
            })
        })
        .await
        .unwrap();
    let all = sql!("select {columns market_setting s} from market_setting s order by s.name");
    let read: Vec<Setting> =
        shop.db.read(move |tx| Box::pin(async move { tx.list(all, &[]).await })).await.unwrap();
    assert_eq!(read, [written("a", "1"), written("b", "7"), written("c", "3"), written("d", "4")]);
    shop.close().await;
}
