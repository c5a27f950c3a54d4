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
    for words in [
        "(new, ",
        "12 vendors · 240 products · 80 shoppers · 1,900 orders over 12 months",
        "older orders are still coming in",
        "Storefront",
        "buyer@demo.example",
        "vendor@demo.example",
        "admin@demo.example",
        "operations@demo.example",
        "catalogue@demo.example",
        "support@demo.example",
        "finance@demo.example",
        "reader@demo.example",
        "/api/docs",
        "/_mail",
        "4242 4242 4242 4242",
    ] {
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
    assert_eq!(folder.done(&["check"]).await, "all is well\n", "however many of its orders are there");
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

/// What the API answers to who is signed in under a name at `demo.example`.
async fn asked(told: &str, address: &str, name: &str, path: &str) -> Value {
    let lines = told.lines().flat_map(|line| line.split_whitespace().skip_while(|word| !word.contains('@')));
    let words: Vec<&str> = lines.collect();
    let login = format!("{name}@demo.example");
    let place = words.iter().position(|word| *word == login).expect("somebody of that name");
    let entry = json!({ "login": login, "password": words[place + 1] });
    let session =
        client().post(format!("{address}/api/v1/sessions")).json(&entry).send().await.expect("an answer");
    let session: Value = session.json().await.expect("JSON");
    let token = session["token"].as_str().unwrap_or_else(|| panic!("{session}"));
    let answer = client().get(format!("{address}/api/v1{path}")).bearer_auth(token).send().await;
    answer.expect("an answer").json().await.expect("JSON")
}

/// Number, total and status of every order of whom the banner lets in to buy.
async fn own_orders(banner: &str, address: &str) -> Vec<(String, Value, String)> {
    let orders = asked(banner, address, "buyer", "/orders?limit=100").await;
    let items = orders["items"].as_array().unwrap_or_else(|| panic!("{orders}")).iter();
    let text = |value: &Value| value.as_str().expect("a text").to_owned();
    items
        .map(|order| (text(&order["number"]), order["grand_total"].clone(), text(&order["status"])))
        .collect()
}

#[tokio::test]
async fn a_small_demonstration_tells_the_same_past_each_time_and_shows_every_status_at_once() {
    let mut pasts = Vec::new();
    for _ in 0..2 {
        let folder = Folder::new();
        let (shop, address) = folder.serve(&["--demo", "--size", "s"]).await;
        assert!(shop.log().contains("12 vendors · 48 products"), "{}", shop.log());
        let orders = own_orders(&shop.log(), &address).await;
        for status in [
            "pending",
            "processing",
            "shipped",
            "delivered",
            "confirmed",
            "reviewed",
            "completed",
            "cancelled",
        ] {
            assert!(orders.iter().any(|(_, _, own)| own == status), "{status} in {orders:?}");
        }
        pasts.push(orders);
    }
    assert!(pasts[0] == pasts[1], "{pasts:?}");
}

/// How many orders there are.
async fn placed(folder: &Folder) -> i64 {
    let url = format!("sqlite:{}", folder.path().join("data/souk.db").display());
    let url: souk_db::DatabaseUrl = url.parse().expect("the place of a database");
    let db = souk_db::Db::open(&url, souk_db::PoolSize(1)).await.expect("its database");
    let count: souk_db::Result<i64> =
        db.read(|tx| Box::pin(tx.one(souk_db::sql!("select count(*) from orders"), &[]))).await;
    db.close().await;
    count.expect("a number")
}

/// Orders of a small demonstration.
const SMALL: i64 = 300;

#[tokio::test]
async fn older_orders_go_on_coming_in_after_a_kill_and_none_comes_twice() {
    let folder = Folder::new();
    let mut killed = folder.command(&["serve", "--demo", "--size", "s", "--listen", "127.0.0.1:0"]);
    // far behind those that are there at once, and before the last
    killed.env("SOUK_FAULT", "after_prepare_commit:170");
    let output = run(killed).await;
    assert!(Process::was_killed(output.status), "{}", written(&output));
    assert!(written(&output).contains("older orders are still coming in"), "{}", written(&output));
    let before = placed(&folder).await;
    assert!((100..SMALL).contains(&before), "{before}");
    let told = folder.done(&["demo", "load"]).await;
    assert!(told.contains("it was there") && told.contains("all 300 are there"), "{told}");
    assert_eq!(placed(&folder).await, SMALL);
    assert_eq!(folder.done(&["check"]).await, "all is well\n");
    // what is whole is let be
    let told = folder.done(&["demo", "load"]).await;
    assert!(told.contains("it was there") && !told.contains("are there ("), "{told}");
    let (shop, address) = folder.serve(&["--demo"]).await;
    assert!(!shop.log().contains("still coming in"), "{}", shop.log());
    assert_eq!(get(&address, "/").await.0, 200);
}

#[tokio::test]
async fn who_runs_the_market_of_a_demonstration_may_do_what_they_are() {
    let folder = Folder::new();
    let (shop, address) = folder.serve(&["--demo", "--size", "s"]).await;
    let banner = shop.log();
    let staff = asked(&banner, &address, "admin", "/admin/staff").await;
    assert_eq!(staff["items"].as_array().map(Vec::len), Some(6), "{staff}");
    let refused = asked(&banner, &address, "catalogue", "/admin/ledger").await;
    assert_eq!(refused["code"], "forbidden", "{refused}");
    let ledger = asked(&banner, &address, "finance", "/admin/ledger").await;
    assert!(ledger["items"].is_array(), "{ledger}");
    let seen = asked(&banner, &address, "reader", "/admin/audit").await;
    assert!(seen["items"].is_array(), "{seen}");
}
