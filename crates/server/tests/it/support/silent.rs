//! Others who take a call and then say nothing: a bank, a mail server, a database.

use std::sync::Arc;

use tokio::{
    io::copy_bidirectional,
    net::{TcpListener, TcpStream},
    sync::watch,
};

/// Takes every connection and never says a word. It listens until the test's runtime ends.
pub(crate) struct Silent {
    address: String,
}

impl Silent {
    pub(crate) async fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        tokio::spawn(async move {
            let mut held = Vec::new();
            while let Ok((stream, _)) = listener.accept().await {
                held.push(stream);
            }
        });
        Self { address }
    }

    /// Its address, as `host:port`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }
}

/// A way to somebody that can be frozen: what was said stays unanswered, and no connection ends.
pub(crate) struct Passage {
    address: String,
    freeze: watch::Sender<bool>,
}

impl Passage {
    /// A way to `host:port`.
    pub(crate) async fn to(there: &str) -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a free port");
        let address = listener.local_addr().expect("its address").to_string();
        let (freeze, frozen) = watch::channel(false);
        let there: Arc<str> = there.into();
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                tokio::spawn(pass(stream, Arc::clone(&there), frozen.clone()));
            }
        });
        Self { address, freeze }
    }

    /// Its own address, as `host:port`.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn freeze(&self) {
        self.freeze.send_replace(true);
    }
}

async fn pass(mut here: TcpStream, there: Arc<str>, mut frozen: watch::Receiver<bool>) {
    let passing = async {
        if let Ok(mut stream) = TcpStream::connect(&*there).await {
            // whoever hangs up ends it
            let _ended = copy_bidirectional(&mut here, &mut stream).await;
        }
    };
    let was_frozen = tokio::select! {
        () = passing => false,
        frozen = frozen.wait_for(|frozen| *frozen) => frozen.is_ok(),
    };
    if was_frozen {
        std::future::pending::<()>().await;
    }
}
