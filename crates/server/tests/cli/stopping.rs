//! Told to stop, a shop ends what is under way and goes.

use std::{
    io::{Read as _, Write as _},
    net::TcpStream,
};

use super::{Folder, until::until};

#[tokio::test]
async fn a_request_under_way_is_answered_and_a_new_one_is_not_taken() {
    let folder = Folder::new();
    let (mut shop, address) = folder.serve(&["--log", "json"]).await;
    let host = address.trim_start_matches("http://").to_owned();
    let mut under_way = TcpStream::connect(&host).expect("a connection");
    // the head is there and half the body: the shop waits for the rest
    let head = format!(
        "POST /api/v1/carts HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\nContent-Length: 2\r\n\
         Connection: close\r\n\r\n{{"
    );
    under_way.write_all(head.as_bytes()).expect("half a request");
    // an answer to another request shows that the first was taken up
    let answer = super::client().get(format!("{address}/livez")).send().await.expect("an answer");
    assert_eq!(answer.status(), 200);
    shop.terminate();
    until("the shop to close its door", || {
        let taken = TcpStream::connect(&host).is_ok();
        async move { (!taken).then_some(()) }
    })
    .await;
    assert!(shop.ended().is_none(), "a request is still under way");
    under_way.write_all(b"}").expect("the other half");
    let mut answer = String::new();
    under_way.read_to_string(&mut answer).expect("an answer");
    assert!(answer.starts_with("HTTP/1.1 201"), "{answer}");
    let status = shop.end().await;
    assert_eq!(status.code(), Some(0), "{}", shop.log());
    assert!(shop.log().contains("\"message\":\"closed\""), "{}", shop.log());
}

#[tokio::test]
async fn a_worker_and_a_bank_stop_when_told() {
    let folder = Folder::new();
    folder.done(&["migrate"]).await;
    let mut worker = super::Process::start(
        "the worker",
        &folder.path().join("worker.log"),
        &mut folder.command(&["worker"]),
    );
    until("the worker to work", || {
        let works = worker.log().contains("working on jobs");
        async move { works.then_some(()) }
    })
    .await;
    worker.terminate();
    assert_eq!(worker.end().await.code(), Some(0), "{}", worker.log());

    let file = folder.path().join("bank.jsonl").display().to_string();
    let mut bank = super::souk(&["bank", "--file", &file, "--secret", "hush"]);
    let mut bank = super::Process::start("the bank", &folder.path().join("bank.log"), &mut bank);
    assert!(bank.address().await.is_some());
    bank.terminate();
    assert_eq!(bank.end().await.code(), Some(0), "{}", bank.log());
}
