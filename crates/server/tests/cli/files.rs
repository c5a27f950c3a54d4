//! The files of a shop: who may read them, and what is said when one of them is not what it was.

use std::{fs, os::unix::fs::PermissionsExt as _};

use super::{Folder, client};

fn mode(folder: &Folder, path: &str) -> u32 {
    fs::metadata(folder.path().join(path)).expect(path).permissions().mode() & 0o777
}

#[tokio::test]
async fn nobody_else_reads_what_a_shop_keeps() {
    let folder = Folder::new();
    let (shop, _) = folder.serve(&[]).await;
    let modes = ["data", "data/souk.db", "data/souk.db-wal", "data/souk.db-shm", "data/secret.key"]
        .map(|path| mode(&folder, path));
    assert_eq!(modes, [0o700, 0o600, 0o600, 0o600, 0o600]);
    drop(shop);
    // made by hand, or by an earlier release
    let database = folder.path().join("data/souk.db");
    fs::set_permissions(&database, fs::Permissions::from_mode(0o644)).expect("a file of ours");
    folder.done(&["check"]).await;
    assert_eq!(mode(&folder, "data/souk.db"), 0o600);
}

#[tokio::test]
async fn the_database_file_alone_is_all_of_it_when_a_command_has_ended() {
    let (folder, elsewhere) = (Folder::new(), Folder::new());
    folder.done(&["migrate"]).await;
    let new = [
        "user",
        "add",
        "--email",
        "keeper@example.org",
        "--role",
        "super-admin",
        "--department",
        "operations",
    ];
    folder.done(&new).await;
    fs::create_dir(elsewhere.path().join("data")).expect("a folder");
    for file in ["data/souk.db", "data/secret.key"] {
        fs::copy(folder.path().join(file), elsewhere.path().join(file)).expect("a copy");
    }
    let people = elsewhere.done(&["user", "list"]).await;
    assert!(people.contains("keeper@example.org"), "{people}");
    elsewhere.done(&["check"]).await;
}

#[tokio::test]
async fn a_database_that_is_no_more_one_is_not_opened_and_what_helps_is_said() {
    let folder = Folder::new();
    folder.done(&["migrate"]).await;
    for file in ["data/souk.db-wal", "data/souk.db-shm"] {
        // whether the last one to close it took them away
        let _gone = fs::remove_file(folder.path().join(file));
    }
    fs::write(folder.path().join("data/souk.db"), [7; 8_192]).expect("a file of ours");
    for command in [&["serve", "--listen", "127.0.0.1:0"][..], &["check"]] {
        let told = folder.refused(command).await;
        assert!(told.contains("is damaged") && told.contains("backup"), "{command:?}: {told}");
        assert!(!told.contains("cannot rollback"), "{told}");
    }
}

#[tokio::test]
async fn pictures_whose_folder_became_a_file_are_not_found() {
    let folder = Folder::new();
    let (shop, address) = folder.serve(&[]).await;
    let media = folder.path().join("data/media");
    fs::remove_dir_all(&media).expect("the folder");
    fs::write(&media, b"").expect("a file");
    let name = format!("{}-1200x800-d8c90a", "0".repeat(40));
    for file in [format!("{name}.webp"), format!("{name}-320.webp"), format!("{name}-640.jpg")] {
        let answer = client().get(format!("{address}/media/{file}")).send().await.expect("an answer");
        assert_eq!(answer.status(), 404, "{file}");
    }
    assert_eq!(shop.log().matches("no folder").count(), 1, "{}", shop.log());
}
