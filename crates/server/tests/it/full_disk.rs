//! A disk that takes nothing any more: told as such, to whoever asks and in few lines, and found well again by itself.

use serde_json::json;
use souk_db::DatabaseUrl;

use crate::support::{Ask, Place, Server, until::until};

/// Writes before the disk is full.
const CARTS: usize = 20;
/// Writes that are refused while the log is looked at.
const REFUSED: usize = 200;
/// What files may hold then. More than the log of the program, which must go on. Fewer pages than stand before those of carts in
/// the database: nothing of a cart is moved there out of SQLite's own log, so that no write finds room in the log again.
const ROOM: u64 = 32 * 1024;
/// Lines that so many refusals, and the probes between them, may write.
const LINES: usize = 15;

async fn new_cart(server: &Server) -> crate::support::Answer {
    server.api.ask(&Ask::post("carts").json(&json!({}))).await
}

fn lines(server: &Server) -> usize {
    server.process.log().lines().count()
}

#[tokio::test]
async fn a_full_disk_is_told_in_one_way_and_few_lines_and_heals_by_itself() {
    let place = Place::open().await;
    // the disk of another database is not the shop's
    if matches!(place.database(), DatabaseUrl::Sqlite(_)) {
        let server = place.serve().await;
        for _ in 0..CARTS {
            new_cart(&server).await.expect(201);
        }
        server.process.let_files_grow_to(Some(ROOM));
        // the first may still find room where an earlier log ended
        until("refusals, and an illness that is told", || async {
            let refused = new_cart(&server).await.status == 503;
            (refused && !server.api.is_ready().await).then_some(())
        })
        .await;
        let before = lines(&server);
        for count in 0..REFUSED {
            let answer = new_cart(&server).await;
            assert_eq!((answer.status, answer.code()), (503, "storage_unavailable"), "{:#}", answer.body);
            assert!(answer.headers.contains_key("retry-after"));
            if count % 10 == 9 {
                let probed = server.api.ask(&Ask::get("/readyz")).await;
                assert_eq!((probed.status, probed.code()), (503, "storage_unavailable"));
            }
        }
        let written = lines(&server) - before;
        assert!(written <= LINES, "{written} lines:\n{}", server.process.log());
        server.process.let_files_grow_to(None);
        until("the shop to find out", || async { server.api.is_ready().await.then_some(()) }).await;
        new_cart(&server).await.expect(201);
        drop(server);
    }
    place.close().await;
}
