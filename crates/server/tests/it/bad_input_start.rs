//! A server that cannot open says what to do about it.

use std::{fs, net::TcpListener};

use souk_db::{params, sql};

use crate::support::{
    Place,
    process::{run, souk, written},
};

/// What a command wrote that had to fail.
async fn refused(place: &Place, args: &[&str]) -> String {
    let output = run(place.command(args)).await;
    assert!(!output.status.success(), "souk {args:?} went well:\n{}", written(&output));
    let told = written(&output);
    assert!(!told.contains("panicked"), "{told}");
    told
}

fn require(told: &str, words: &[&str]) {
    for word in words {
        assert!(told.contains(word), "`{word}` is not in:\n{told}");
    }
}

#[tokio::test]
async fn a_database_newer_than_the_program() {
    let place = Place::open().await;
    let newer = sql!("insert into schema_migration (version, name) values (?, ?)");
    let write = place.db.transaction(move |tx| {
        Box::pin(async move { tx.run(newer, params![9_999_i64, "from the future"]).await })
    });
    write.await.expect("a row");
    for command in ["serve", "migrate", "check"] {
        let told = refused(&place, &[command]).await;
        require(&told, &["9999", "newer", "run a newer souk", "backup"]);
    }
    let older = sql!("delete from schema_migration where version = ?");
    let mend =
        place.db.transaction(move |tx| Box::pin(async move { tx.run(older, params![9_999_i64]).await }));
    mend.await.expect("as it was");
    place.close().await;
}

#[tokio::test]
async fn a_data_directory_that_cannot_be_written() {
    let place = Place::open().await;
    // root may write anywhere, but not into a file
    let file = place.directory().join("a-file");
    fs::write(&file, "").expect("a file");
    let inside = file.join("data");
    for data in [&file, &inside] {
        let output =
            run(souk(&["serve", "--listen", "127.0.0.1:0", "--data", &data.display().to_string()])).await;
        let told = written(&output);
        assert!(!output.status.success(), "{told}");
        require(&told, &["cannot be written", &data.display().to_string(), "--data"]);
    }
    assert_eq!(fs::read(&file).expect("the file"), b"", "it was left alone");
    place.close().await;
}

#[tokio::test]
async fn a_port_that_is_taken() {
    let place = Place::open().await;
    let holder = TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = holder.local_addr().expect("its address");
    let told = refused(&place, &["serve", "--listen", &address.to_string()]).await;
    let pid = format!("pid {}", std::process::id());
    require(&told, &[&address.port().to_string(), "is taken", &pid, "--listen 127.0.0.1:"]);
    place.close().await;
}

#[tokio::test]
async fn a_database_that_is_none() {
    let place = Place::open().await;
    let file = place.directory().join("notes.db");
    fs::write(&file, "these are notes, and no database at all; they go on for a while".repeat(100))
        .expect("a file");
    let data = place.directory().join("other").display().to_string();
    let database = format!("sqlite:{}", file.display());
    let output =
        run(souk(&["serve", "--data", &data, "--database", &database, "--listen", "127.0.0.1:0"])).await;
    let told = written(&output);
    assert!(!output.status.success() && !told.contains("panicked"), "{told}");
    require(&told, &["notes.db"]);
    place.close().await;
}
