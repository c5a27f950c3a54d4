use std::{num::NonZeroU32, time::Duration};

use anyhow::{Result, bail};
use serde::Deserialize;

/// What whoever connects may hold of the server. Each bound keeps the shop open for the others.
#[derive(Clone, Debug)]
pub(crate) struct HttpLimits {
    /// Open connections. Each may be idle, so it is far above the requests that are worked on at once.
    pub(crate) connections: usize,
    /// Those of one client, an address or the /64 of an IPv6 one: a large office behind one router has fewer.
    pub(crate) connections_per_client: usize,
    /// From a connection's start, or from its first byte, to a whole head.
    pub(crate) head_timeout: Duration,
    /// Between requests: longer than proxies keep a connection, which would send into a closed one otherwise.
    pub(crate) idle_timeout: Duration,
    /// Requests worked on at once.
    pub(crate) requests: u32,
    /// Bytes of bodies that are being read or worked on.
    pub(crate) body_memory_bytes: u64,
    /// A body may take so long, and longer by what comes of it at the least rate.
    pub(crate) body_timeout: Duration,
    /// The least rate of bodies and answers.
    pub(crate) body_bytes_per_second: NonZeroU32,
}

impl Default for HttpLimits {
    fn default() -> Self {
        let requests = souk_http::Settings::default();
        Self {
            connections: 8_192,
            connections_per_client: 1_024,
            head_timeout: Duration::from_secs(15),
            idle_timeout: Duration::from_secs(75),
            requests: requests.max_in_flight,
            body_memory_bytes: requests.body_memory_bytes,
            body_timeout: requests.body_timeout,
            body_bytes_per_second: requests.body_bytes_per_second,
        }
    }
}

/// The `[http]` of the settings.
#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct WrittenHttp {
    connections: Option<u32>,
    connections_per_client: Option<u32>,
    head_timeout_ms: Option<u32>,
    idle_timeout_ms: Option<u32>,
    requests: Option<u32>,
    body_memory_mib: Option<u32>,
    body_timeout_ms: Option<u32>,
    body_bytes_per_second: Option<u32>,
}

impl WrittenHttp {
    /// The limits. Errors: one of them is nothing, which would close the shop.
    pub(super) fn read(&self) -> Result<HttpLimits> {
        let usual = HttpLimits::default();
        let count = |name, written: Option<u32>, usual: usize| {
            some(name, written).map(|count| count.map_or(usual, |count| count.get() as usize))
        };
        let wait = |name, written: Option<u32>, usual| {
            let wait = |ms: NonZeroU32| Duration::from_millis(u64::from(ms.get()));
            some(name, written).map(|ms| ms.map_or(usual, wait))
        };
        Ok(HttpLimits {
            connections: count("connections", self.connections, usual.connections)?,
            connections_per_client: count(
                "connections_per_client",
                self.connections_per_client,
                usual.connections_per_client,
            )?,
            head_timeout: wait("head_timeout_ms", self.head_timeout_ms, usual.head_timeout)?,
            idle_timeout: wait("idle_timeout_ms", self.idle_timeout_ms, usual.idle_timeout)?,
            requests: some("requests", self.requests)?.map_or(usual.requests, NonZeroU32::get),
            body_memory_bytes: some("body_memory_mib", self.body_memory_mib)?
                .map_or(usual.body_memory_bytes, |mib| u64::from(mib.get()) << 20),
            body_timeout: wait("body_timeout_ms", self.body_timeout_ms, usual.body_timeout)?,
            body_bytes_per_second: some("body_bytes_per_second", self.body_bytes_per_second)?
                .unwrap_or(usual.body_bytes_per_second),
        })
    }
}

fn some(name: &str, written: Option<u32>) -> Result<Option<NonZeroU32>> {
    match written.map(NonZeroU32::new) {
        Some(None) => bail!("http.{name}: use a number from 1"),
        Some(some) => Ok(some),
        None => Ok(None),
    }
}
