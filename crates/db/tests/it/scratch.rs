//! Scratch databases do not share anything.

use souk_db::scratch::Scratch;

use crate::shop::{Shop, base};

#[tokio::test]
async fn two_databases_share_nothing_and_leave_nothing() {
    let (one, other) = (Shop::open().await, Shop::open().await);
    one.note("mine").await;
    assert_eq!(other.notes().await, [""; 0]);
    assert_ne!(one.scratch.url(), other.scratch.url());
    let (url, directory) = (one.scratch.url(), one.scratch.directory().to_owned());
    assert!(directory.is_dir());
    one.close().await;
    assert!(!directory.exists());
    // opening a SQLite file would make it anew, where its directory were there
    assert!(souk_db::Db::open(&url, souk_db::PoolSize(2)).await.is_err(), "{url} is gone");
    other.close().await;
}

#[tokio::test]
async fn a_database_that_was_copied_is_as_the_migrations_make_one() {
    let copied = Shop::open().await;
    let empty = Scratch::create_empty(&base()).await.unwrap();
    let migrated = empty.open().await.unwrap();
    migrated.migrate().await.unwrap();
    assert_eq!(copied.db.schema().await.unwrap(), migrated.schema().await.unwrap());
    assert_eq!(copied.db.require_current_schema().await, Ok(()));
    migrated.close().await;
    empty.remove().await.unwrap();
    copied.close().await;
}

#[tokio::test]
async fn an_unknown_server_is_refused_without_its_password() {
    for base in ["oracle://me:secret@localhost/x", "sqlite:/tmp/file.db"] {
        let refusal = Scratch::create(base).await.map(|_| ()).unwrap_err().to_string();
        assert!(!refusal.contains("secret"), "{refusal}");
    }
    let empty = Scratch::create_empty(&base()).await.unwrap();
    assert_eq!(empty.open().await.unwrap().schema().await, Ok(vec![]));
    empty.remove().await.unwrap();
}
