//! The demonstration: loaded once, only where nothing is, and ready to sell.

use serde_json::{Value, json};

use super::{Folder, client};
use crate::process::{Process, fresh_name, run, written};

async fn get(address: &str, path: &str) -> (u16, String) {
    let answer = client().get(format!("{address}{path}")).send().await.expect("an answer");
    (answer.status().as_u16(), answer.text().await.expect("text"))
}

#[tokio::test]
async fn a_demonstration_is_loaded_once_and_shows_its_goods() {
    let folder = Folder::new();
    let (shop, address) = folder.serve(&["--demo"]).await;
    let banner = shop.log();
    for words in
        ["(new, ", "12 vendors · 240 products", "Storefront", "/api/docs", "/_mail", "4242 4242 4242 4242"]
    {
        assert!(banner.contains(words), "{words} in\n{banner}");
    }
    let (status, listed) = get(&address, "/api/v1/products?limit=100").await;
    let listed: Value = serde_json::from_str(&listed).expect("JSON");
    assert_eq!((status, listed["items"].as_array().map(Vec::len)), (200, Some(100)));
    for path in
        ["/", "/products", "/p/wool-blanket-with-fringe", "/s/atlas-weave", "/_mail", "/api/docs", "/metrics"]
    {
        assert_eq!(get(&address, path).await.0, 200, "{path}");
    }
    let (_, product) = get(&address, "/api/v1/products/wool-blanket-with-fringe").await;
    assert!(product.contains(".webp") && product.contains("Meadow"), "{product}");
    drop(shop);
    let (shop, _) = folder.serve(&["--demo"]).await;
    assert!(shop.log().contains("(as it was, ") && shop.log().contains("240 products"), "{}", shop.log());
    drop(shop);
    assert_eq!(folder.done(&["check"]).await, "all is well\n");
    assert!(folder.done(&["demo", "load"]).await.contains("it was there"));
}

#[tokio::test]
async fn a_machine_without_root_certificates_opens_all_the_same() {
    let folder = Folder::new();
    let mut bare = folder.command(&["serve", "--demo", "--size", "s", "--listen", "127.0.0.1:0"]);
    let nothing = folder.path().join("nothing");
    bare.env("SSL_CERT_FILE", &nothing).env("SSL_CERT_DIR", &nothing);
    let mut shop = Process::start("the shop", &fresh_name(folder.path(), "server"), &mut bare);
    let address = shop.address().await;
    assert!(address.is_some(), "{}", shop.log());
}

#[tokio::test]
async fn a_demonstration_that_was_never_finished_is_told_and_made_anew() {
    let folder = Folder::new();
    let mut killed = folder.command(&["serve", "--demo", "--size", "s", "--listen", "127.0.0.1:0"]);
    // the first order of the past ends it
    killed.env("SOUK_FAULT", "after_prepare_commit");
    let output = run(killed).await;
    assert!(Process::was_killed(output.status), "{}", written(&output));
    for command in [&["serve", "--demo", "--listen", "127.0.0.1:0"][..], &["demo", "load"]] {
        let told = folder.refused(command).await;
        assert!(told.contains("is not finished") && told.contains("remove the data directory"), "{told}");
    }
    std::fs::remove_dir_all(folder.path().join("data")).expect("its data");
    let (shop, _) = folder.serve(&["--demo", "--size", "s"]).await;
    assert!(shop.log().contains("(new, "), "{}", shop.log());
}

#[tokio::test]
async fn a_shop_of_its_own_is_never_mixed_with_a_demonstration() {
    let folder = Folder::new();
    let file = folder.path().join("goods.csv");
    std::fs::write(&file, "Handle,Title,Vendor,Variant Price,Published\nmug,Mug,Kiln,12.00,true\n")
        .expect("a file");
    folder.done(&["import", "products", &file.display().to_string(), "--vendors-from-file"]).await;
    for command in [&["serve", "--demo", "--listen", "127.0.0.1:0"][..], &["demo", "load"]] {
        let told = folder.refused(command).await;
        assert!(told.contains("holds a shop of its own"), "{told}");
    }
}

/// Number and total of every order of whom the banner lets in.
async fn own_orders(banner: &str, address: &str) -> Vec<(Value, Value)> {
    let line = banner.lines().find_map(|line| line.trim().strip_prefix("Sign in as")).expect("somebody");
    let (login, password) = line.trim().split_once(char::is_whitespace).expect("a pair");
    let entry = json!({ "login": login, "password": password.trim() });
    let session =
        client().post(format!("{address}/api/v1/sessions")).json(&entry).send().await.expect("an answer");
    let session: Value = session.json().await.expect("JSON");
    let token = session["token"].as_str().unwrap_or_else(|| panic!("{session}"));
    let orders =
        client().get(format!("{address}/api/v1/orders")).bearer_auth(token).send().await.expect("orders");
    let orders: Value = orders.json().await.expect("JSON");
    let items = orders["items"].as_array().expect("a list").iter();
    items.map(|order| (order["number"].clone(), order["grand_total"].clone())).collect()
}

#[tokio::test]
async fn a_small_demonstration_tells_the_same_past_each_time() {
    let mut pasts = Vec::new();
    for _ in 0..2 {
        let folder = Folder::new();
        let (shop, address) = folder.serve(&["--demo", "--size", "s"]).await;
        assert!(shop.log().contains("12 vendors · 48 products"), "{}", shop.log());
        pasts.push(own_orders(&shop.log(), &address).await);
    }
    assert!(pasts[0].iter().all(|(number, total)| number.is_string() && !total.is_null()), "{pasts:?}");
    assert!(!pasts[0].is_empty() && pasts[0] == pasts[1], "{pasts:?}");
}
