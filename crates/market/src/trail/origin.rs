//! From where something is asked.

use std::future::Future;

tokio::task_local! {
    static ORIGIN: Origin;
}

/// From where a request comes, and what it calls.
#[derive(Clone, Debug, Default)]
pub struct Origin {
    /// The network of the client, to be read; `None`: not known.
    pub client: Option<String>,
    /// The name of the route.
    pub operation: Option<&'static str>,
    /// What the address names, as it stands there.
    pub object: Option<String>,
}

impl Origin {
    /// Runs a request of this origin: whatever it writes is written down as coming from there.
    pub async fn around<F: Future>(self, request: F) -> F::Output {
        ORIGIN.scope(self, request).await
    }

    /// That of the request that runs now; of none outside of one.
    pub fn current() -> Self {
        ORIGIN.try_with(Clone::clone).unwrap_or_default()
    }
}
