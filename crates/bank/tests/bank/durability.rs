//! What the file keeps, and what it must not.

use std::fs::{self, OpenOptions};
use std::io::Write;
use std::os::unix::fs::PermissionsExt;
use std::sync::Arc;

use serde_json::{Value, json};
use souk_bank::{Bank, BankError, BankSettings};
use tokio::task::JoinSet;

use super::rig::{CVC, Folder, Rig, SECRET, order};

const EVERY_CARD: &[&str] = &[
    "4242424242424242",
    "5555555555554444",
    "378282246310005",
    "4000000000000002",
    "4000000000009995",
    "4000000000000069",
    "4000000000000127",
    "4000002500003155",
    "4000000000003220",
    "4000000000007726",
    "4000000000005126",
    "4000000000000416",
    "4000000000000119",
    "4000000000000218",
    "4000000000000317",
];

#[tokio::test]
async fn what_was_answered_is_in_the_file_already() {
    let bank = Rig::start().await;
    for number in 0..50 {
        let key = format!("key-{number}-");
        bank.charge(&order(&key, "4242424242424242")).await;
        assert!(bank.folder.text().contains(&key));
    }
}

#[tokio::test]
async fn everything_is_there_after_a_restart() {
    let bank = Rig::start().await;
    bank.charge(&order("paid", "4242424242424242")).await;
    bank.charge(&order("no", "4000000000000002")).await;
    bank.charge(&order("waits", "4000002500003155")).await;
    bank.cancel("gone").await;
    let refund = json!({"key": "r", "charge_key": "paid", "amount": 50, "currency": "USD"});
    bank.ask("/v1/refunds", &refund).await;
    let before = bank.get("/v1/statement").await;
    let waits = bank.look_up("waits").await.1;
    let bank = bank.again().await;
    assert_eq!(bank.get("/v1/statement").await, before);
    let after = bank.look_up("waits").await.1;
    assert_eq!((&after["id"], &after["status"]), (&waits["id"], &json!("requires_action")));
    assert_eq!(bank.charge(&order("paid", "4242424242424242")).await.1["status"], "succeeded");
    assert_eq!(bank.charged("paid").await, 12_850);
}

#[tokio::test]
async fn a_torn_last_line_is_cut_off_and_the_bank_goes_on() {
    let bank = Rig::start().await;
    bank.charge(&order("whole", "4242424242424242")).await;
    let folder = bank.stop().await;
    let whole = folder.text();
    let mut file = OpenOptions::new().append(true).open(folder.file()).unwrap();
    file.write_all(br#"{"n":2,"at_ms":1,"entry":{"charge_op"#).unwrap();
    let bank = Rig::on(folder).await.unwrap_or_else(|error| panic!("{error}"));
    assert_eq!(bank.folder.text(), whole);
    assert_eq!(bank.charge(&order("next", "4242424242424242")).await.0, 200);
    let bank = bank.again().await;
    assert_eq!((bank.charged("whole").await, bank.charged("next").await), (12_850, 12_850));
}

async fn refusal_to_open(folder: Folder) -> (BankError, Folder) {
    match Bank::open(&folder.file(), BankSettings::new(SECRET, "http://127.0.0.1:9")) {
        Ok(_) => panic!("the bank opened"),
        Err(error) => (error, folder),
    }
}

#[tokio::test]
async fn any_other_damage_refuses_to_open_and_changes_nothing() {
    let bank = Rig::start().await;
    bank.charge(&order("one", "4242424242424242")).await;
    bank.charge(&order("two", "4242424242424242")).await;
    let mut folder = bank.stop().await;
    let good = folder.text();
    let lines: Vec<&str> = good.lines().collect();
    for (damaged, at) in [
        (good.replacen("\"n\":1,", "\"n\":1;", 1), 2),
        ([lines[0], lines[2], ""].join("\n"), 2),
        ([lines[0], lines[1], lines[1], ""].join("\n"), 3),
        (format!("{good}\n"), 4),
        (good.replacen("souk_bank", "other_bank", 1), 1),
        ("no bank's file".to_owned(), 1),
    ] {
        fs::write(folder.file(), &damaged).unwrap();
        let (error, back) = refusal_to_open(folder).await;
        folder = back;
        assert!(matches!(error, BankError::Damaged { line, .. } if line == at), "{error}");
        assert_eq!(folder.text(), damaged);
    }
}

#[tokio::test]
async fn one_file_has_one_bank_and_one_reader() {
    let bank = Rig::start().await;
    let mode = fs::metadata(bank.folder.file()).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let second = Bank::open(&bank.folder.file(), BankSettings::new(SECRET, "http://127.0.0.1:9"));
    assert!(matches!(second, Err(BankError::InUse { .. })));
}

#[tokio::test]
async fn a_dropped_bank_lets_go_of_its_file_at_once() {
    let folder = Folder::new();
    for _ in 0..3 {
        let bank = Bank::open(&folder.file(), BankSettings::new(SECRET, "http://127.0.0.1:9"));
        drop(bank.unwrap_or_else(|error| panic!("{error}")).router());
    }
}

/// Every text and number in a line, for a search that random ids and times cannot disturb.
fn values(value: &Value, found: &mut Vec<String>) {
    match value {
        Value::Object(fields) => fields.values().for_each(|field| values(field, found)),
        Value::String(text) => found.push(text.clone()),
        other => found.push(other.to_string()),
    }
}

#[tokio::test]
async fn no_card_number_and_no_code_is_in_the_file() {
    let bank = Rig::start().await;
    for number in EVERY_CARD {
        let _lost = bank.post("/v1/charges", &order(&format!("key of {}", &number[12..]), number)).await;
    }
    let text = bank.stop().await.text();
    assert_eq!(text.lines().count(), 1 + EVERY_CARD.len() - 1);
    assert!(EVERY_CARD.iter().all(|number| !text.contains(number)));
    let mut found = Vec::new();
    for line in text.lines() {
        values(&serde_json::from_str(line).unwrap(), &mut found);
    }
    assert!(found.iter().any(|value| value == "4242"));
    assert!(found.iter().all(|value| value != CVC && value != "7351"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_charges_at_once_are_all_kept() {
    let bank = Arc::new(Rig::start().await);
    let mut posts = JoinSet::new();
    for number in 0..200 {
        let bank = Arc::clone(&bank);
        posts.spawn(async move { bank.charge(&order(&format!("k{number}"), "4242424242424242")).await.0 });
    }
    assert!(posts.join_all().await.iter().all(|status| *status == 200));
    let (_, health) = bank.get("/healthz").await;
    assert_eq!(health["lines"], 200);
    let folder = Arc::into_inner(bank).unwrap().stop().await;
    assert_eq!(folder.text().lines().count(), 201);
}
