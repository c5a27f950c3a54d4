//! A shop's key and its database belong together, and only a known address is open to strangers.

use std::{fs, os::unix::fs::PermissionsExt as _};

use super::Folder;

#[tokio::test]
async fn the_key_is_made_once_private_and_missed_when_it_is_gone_or_another() {
    let folder = Folder::new();
    folder.done(&["migrate"]).await;
    drop(folder.serve(&[]).await);
    let key = folder.path().join("data/secret.key");
    let first = fs::read(&key).expect("a key");
    assert_eq!((first.len(), fs::metadata(&key).expect("a key").permissions().mode() & 0o777), (32, 0o600));
    assert_eq!(folder.done(&["check"]).await, "all is well\n");

    fs::write(&key, [7; 32]).expect("another key");
    let told = folder.refused(&["serve", "--listen", "127.0.0.1:0"]).await;
    assert!(told.contains("is not the key this database was made with"), "{told}");
    fs::remove_file(&key).expect("no key");
    let told = folder.refused(&["check"]).await;
    assert!(
        told.contains("the key of this database is missing") && told.contains("SOUK_SECRET_KEY_FILE"),
        "{told}"
    );
    assert!(!key.exists(), "a stray key would only confuse");

    let elsewhere = folder.path().join("restored.key");
    fs::write(&elsewhere, &first).expect("the key");
    let mut command = folder.command(&["check"]);
    command.env("SOUK_SECRET_KEY_FILE", &elsewhere);
    assert!(super::run(command).await.status.success());
}

#[tokio::test]
async fn strangers_are_let_in_only_where_links_lead_back() {
    let folder = Folder::new();
    let told = folder.refused(&["serve", "--listen", "0.0.0.0:0"]).await;
    assert!(told.contains("--public-url https://shop.example"), "{told}");
    let told = folder
        .refused(&["serve", "--demo", "--listen", "0.0.0.0:0", "--public-url", "https://x.example"])
        .await;
    assert!(told.contains("for this machine alone"), "{told}");
    assert!(!folder.path().join("data").exists(), "nothing was opened");
}
