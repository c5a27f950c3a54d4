//! Commands that print something.

use super::{Folder, run, souk, stdout, written};

#[tokio::test]
async fn the_version_names_program_and_schema() {
    let output = run(souk(&["version"])).await;
    assert_eq!(
        stdout(&output),
        format!("souk {} (schema {})\n", env!("CARGO_PKG_VERSION"), souk_db::Db::known_version())
    );
}

#[tokio::test]
async fn the_description_of_the_api_is_openapi() {
    let described: serde_json::Value =
        serde_json::from_str(&stdout(&run(souk(&["openapi"])).await)).expect("JSON");
    assert!(described["openapi"].as_str().expect("a version").starts_with("3.1"));
    assert!(described["paths"]["/api/v1/orders"]["post"].is_object());
}

#[tokio::test]
async fn settings_are_shown_with_their_origin_and_without_secrets() {
    let folder = Folder::new();
    std::fs::write(folder.path().join("souk.toml"), "log = \"json\"\nmetrics_token = \"hush\"\n")
        .expect("a file");
    let mut command = folder.command(&["config", "show", "--origin"]);
    command.env("SOUK_LISTEN", "127.0.0.1:4711");
    let shown = stdout(&run(command).await);
    for line in [
        "log = \"json\"  # souk.toml",
        "listen = \"127.0.0.1:4711\"  # environment",
        "metrics_token = (hidden)",
    ] {
        assert!(shown.contains(line), "{line} in\n{shown}");
    }
    assert!(shown.contains("# flag") && !shown.contains("hush"), "{shown}");
}

#[tokio::test]
async fn a_misspelt_setting_is_refused_wherever_it_stands() {
    let folder = Folder::new();
    let mut command = folder.command(&["config", "show"]);
    command.env("SOUK_LISTNE", "x");
    assert!(written(&run(command).await).contains("did you mean `SOUK_LISTEN`?"));
    std::fs::write(folder.path().join("souk.toml"), "pubic_url = \"https://shop.example\"\n")
        .expect("a file");
    let told = folder.refused(&["serve"]).await;
    assert!(told.contains("unknown setting `pubic_url` in souk.toml; did you mean `public_url`?"), "{told}");
}

#[tokio::test]
async fn migrate_tells_first_does_then_and_has_nothing_to_do_at_last() {
    let folder = Folder::new();
    assert!(folder.done(&["migrate", "--dry-run"]).await.contains("would run 0001_souk"));
    assert!(folder.done(&["migrate"]).await.contains("ran 0001_souk"));
    assert!(folder.done(&["migrate"]).await.contains("nothing to do"));
}

#[tokio::test]
async fn a_command_on_a_shop_that_is_not_there_makes_none() {
    let folder = Folder::new();
    for command in [&["check"][..], &["api-key", "list"], &["worker"]] {
        let told = folder.refused(command).await;
        assert!(told.contains("there is no shop at") && told.contains("--data DIR"), "{told}");
    }
    assert!(!folder.path().join("data").exists());
}

#[tokio::test]
async fn health_follows_the_shop() {
    let folder = Folder::new();
    let (shop, address) = folder.serve(&[]).await;
    let ask = async |listen: &str| {
        let mut command = folder.command(&["health"]);
        command.env("SOUK_LISTEN", listen);
        run(command).await
    };
    let listen = address.trim_start_matches("http://");
    let well = ask(listen).await;
    assert!(well.status.success() && stdout(&well) == "ready\n", "{}", written(&well));
    drop(shop);
    let gone = ask(listen).await;
    assert!(!gone.status.success() && written(&gone).contains("no shop answers"), "{}", written(&gone));
}
