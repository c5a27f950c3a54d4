//! Migrations run once, in order, and never over a newer Souk's database.

use souk_db::{Db, Error, params, scratch::Scratch, sql};

use crate::shop::{Shop, base};

#[tokio::test]
async fn three_schemas_are_equal() {
    let shop = Shop::open().await;
    let sqlite = Shop::open_sqlite().await;
    let (here, there) = (shop.db.schema().await.unwrap(), sqlite.db.schema().await.unwrap());
    assert!(there.len() > 100, "{there:?}");
    let missing: Vec<_> = there.iter().filter(|line| !here.contains(line)).collect();
    let added: Vec<_> = here.iter().filter(|line| !there.contains(line)).collect();
    assert_eq!((missing, added), (vec![], vec![]), "only on SQLite, only here");
    assert_eq!(here, there);
    sqlite.close().await;
    shop.close().await;
}

#[tokio::test]
async fn a_migration_runs_once() {
    let scratch = Scratch::create_empty(&base()).await.unwrap();
    let db = scratch.open().await.unwrap();
    let known = Db::known_version();
    assert!(
        matches!(db.require_current_schema().await, Err(Error::OlderSchema { found: 0, known: k }) if k == known)
    );
    let ran = db.migrate().await.unwrap();
    assert_eq!(ran.last().map(|migration| migration.version), Some(known));
    assert_eq!(db.require_current_schema().await, Ok(()));
    assert!(db.migrate().await.unwrap().is_empty());
    assert_eq!(db.ready().await, Ok(()));
    db.close().await;
    scratch.remove().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn servers_that_start_together_migrate_once() {
    let scratch = Scratch::create_empty(&base()).await.unwrap();
    let url = scratch.url();
    let starts = [0; 3].map(|_| {
        let url = url.clone();
        tokio::spawn(async move {
            let db = Db::open(&url, souk_db::PoolSize(2)).await?;
            let ran = db.migrate().await.map(|ran| ran.len())?;
            db.close().await;
            Ok::<_, Error>(ran)
        })
    });
    let mut ran = 0;
    for start in starts {
        ran += start.await.unwrap().expect("migrates");
    }
    let known = usize::try_from(Db::known_version()).unwrap();
    assert_eq!(ran, known);
    scratch.remove().await.unwrap();
}

#[tokio::test]
async fn a_database_of_a_newer_souk_is_refused() {
    let shop = Shop::open().await;
    let newer = Db::known_version() + 1;
    shop.run(sql!("insert into schema_migration (version, name) values (?, 'later')"), params![newer])
        .await
        .unwrap();
    let refusal = shop.db.migrate().await.unwrap_err();
    assert_eq!(refusal, Error::NewerSchema { found: newer, known: Db::known_version() });
    assert!(refusal.to_string().contains("run a newer souk, or restore a backup"), "{refusal}");
    assert_eq!(shop.db.require_current_schema().await, Err(refusal));
    shop.close().await;
}

/// What was tried before the first release had other steps under the same numbers, and more of them.
#[tokio::test]
async fn a_database_of_an_unreleased_souk_is_refused_with_what_to_do() {
    let scratch = Scratch::create_empty(&base()).await.unwrap();
    let db = scratch.open().await.unwrap();
    assert_eq!(db.pending_migrations().await.unwrap().len(), usize::try_from(Db::known_version()).unwrap());
    db.migrate().await.unwrap();
    let forget = sql!("delete from schema_migration");
    db.transaction(move |tx| Box::pin(tx.run(forget, &[]))).await.unwrap();
    let note = sql!("insert into schema_migration (version, name) values (?, ?)");
    let steps = [(1_i64, "0001_money_path"), (2, "0002_people"), (3, "0003_storefront")];
    for (version, name) in steps {
        db.transaction(move |tx| Box::pin(async move { tx.run(note, params![version, name]).await }))
            .await
            .unwrap();
    }
    let refusal = Error::UnreleasedSchema { step: "0001_money_path".to_owned() };
    assert!(refusal.to_string().contains("start with a new database"), "{refusal}");
    assert_eq!(db.migrate().await.err(), Some(refusal.clone()));
    assert_eq!(db.pending_migrations().await.err(), Some(refusal.clone()));
    assert_eq!(db.require_current_schema().await, Err(refusal));
    db.close().await;
    scratch.remove().await.unwrap();
}
