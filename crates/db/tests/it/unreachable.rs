//! A database server that takes no connection is told as that, not as one that has too much to do.

use std::net::TcpListener;

use souk_db::{DatabaseUrl, Db, Error, PoolSize};

/// An address at which nobody listens.
fn nowhere() -> String {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    listener.local_addr().unwrap().to_string()
}

async fn refused(url: String) -> Error {
    let url: DatabaseUrl = url.parse().unwrap();
    Db::open(&url, PoolSize(1)).await.err().expect("nobody listens there")
}

#[tokio::test]
async fn a_server_that_is_not_there_is_told_with_its_true_cause() {
    let urls = ["postgres", "mysql"].map(|scheme| format!("{scheme}://souk:secret@{}/market", nowhere()));
    let [postgres, mysql] = urls.map(refused);
    for error in <[Error; 2]>::from(tokio::join!(postgres, mysql)) {
        assert!(matches!(&error, Error::Storage { .. }), "{error:?}");
        let words = error.to_string();
        assert!(words.contains("refused") && !words.contains("secret"), "{words}");
    }
}
