//! What the edge knows.

mod bodies;
mod buckets;
mod host;
mod in_flight;

use std::{num::NonZeroU32, sync::Arc, time::Duration};

use axum::response::Response;
use http::{HeaderMap, Uri};
use souk_domain::network::Network;
use souk_market::{App, BoxFuture};

use crate::Refusal;
pub(crate) use bodies::{Bodies, Held};
use buckets::Buckets;
pub(crate) use buckets::{Left, WINDOW_S};
use host::host_name;
pub(crate) use host::{is_loopback, named_host};
pub(crate) use in_flight::{BUSY_RETRY_S, InFlight, InFlightPermit, browsing_share};

/// How long a request may take. The longest honest one waits for a gateway (20 s) and two transactions.
const DEFAULT_TIMEOUT: Duration = Duration::from_secs(30);
/// Requests under way at once. Each waits for one of a handful of database threads: more only makes the queue longer.
const DEFAULT_MAX_IN_FLIGHT: u32 = 512;
/// Memory of bodies: twelve pictures of the largest size at once, or two thousand forms.
const DEFAULT_BODY_MEMORY_BYTES: u64 = 128 << 20;
/// A form is there at once; this leaves time for a bad connection to send again what was lost.
const DEFAULT_BODY_TIMEOUT: Duration = Duration::from_secs(10);
/// Far below the slowest telephone that still opens a shop.
const DEFAULT_BODY_BYTES_PER_SECOND: NonZeroU32 = NonZeroU32::new(4_096).unwrap();

/// Where the edge stands in the network, and what it allows.
#[derive(Clone)]
pub struct Settings {
    /// Proxies whose `X-Forwarded-For` is believed.
    pub trusted_proxies: Vec<Network>,
    /// Origins (`https://app.example`) whose scripts may read the API; empty: none.
    pub cors_origins: Vec<String>,
    /// Requests a client may make in a minute; `None`: any number.
    pub requests_per_minute: Option<NonZeroU32>,
    /// Opens `/metrics` to a scraper that is not at this machine: `Authorization: Bearer` with this.
    pub metrics_token: Option<String>,
    /// Renders what has been counted, in the text format of Prometheus; `None`: there is no `/metrics`.
    pub render_metrics: Option<Arc<dyn Fn() -> String + Send + Sync>>,
    /// How long a request may take.
    pub timeout: Duration,
    /// Requests worked on at once; whose body is still coming, is not worked on.
    pub max_in_flight: u32,
    /// Bytes of bodies that are coming or worked on; one client may have a quarter.
    pub body_memory_bytes: u64,
    /// A body may take so long, and longer by what comes of it at the least rate.
    pub body_timeout: Duration,
    /// The least rate of a body.
    pub body_bytes_per_second: NonZeroU32,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            trusted_proxies: Vec::new(),
            cors_origins: Vec::new(),
            requests_per_minute: None,
            metrics_token: None,
            render_metrics: None,
            timeout: DEFAULT_TIMEOUT,
            max_in_flight: DEFAULT_MAX_IN_FLIGHT,
            body_memory_bytes: DEFAULT_BODY_MEMORY_BYTES,
            body_timeout: DEFAULT_BODY_TIMEOUT,
            body_bytes_per_second: DEFAULT_BODY_BYTES_PER_SECOND,
        }
    }
}

/// A refusal on its way to a page: what an error page may show, and where a way out may lead.
#[derive(Clone, Copy)]
pub struct ErrorContext<'r> {
    /// The edge that refused.
    pub http: &'r HttpState,
    /// What went wrong; its details may be shown.
    pub refusal: &'r Refusal,
    /// What a reader may quote to the market.
    pub request_id: &'r str,
    /// Where it happened.
    pub uri: &'r Uri,
    /// What the browser sent.
    pub headers: &'r HeaderMap,
}

/// Draws the error page of a face for people. The status and headers of the refusal are set afterwards.
pub type ErrorPage = Arc<dyn for<'r> Fn(ErrorContext<'r>) -> BoxFuture<'r, Response> + Send + Sync>;

/// The state of every router: the market, the settings, and what is counted in memory. Cloning is cheap.
#[derive(Clone)]
pub struct HttpState(Arc<Inner>);

struct Inner {
    app: App,
    settings: Settings,
    error_page: Option<ErrorPage>,
    public_host: String,
    buckets: Buckets,
    in_flight: InFlight,
    bodies: Arc<Bodies>,
}

impl HttpState {
    /// An edge over a market. Without an `error_page` every refusal is a problem in JSON.
    pub fn new(app: App, settings: Settings, error_page: Option<ErrorPage>) -> Self {
        let public_host = host_of(app.public_url()).to_ascii_lowercase();
        let in_flight = InFlight::new(settings.max_in_flight);
        let bodies = Bodies::of(settings.body_memory_bytes);
        Self(Arc::new(Inner {
            app,
            settings,
            error_page,
            public_host,
            buckets: Buckets::default(),
            in_flight,
            bodies,
        }))
    }

    /// The market.
    pub fn app(&self) -> &App {
        &self.0.app
    }

    /// What the edge allows.
    pub fn settings(&self) -> &Settings {
        &self.0.settings
    }

    /// Where the market is reached, without a slash at the end.
    pub fn public_url(&self) -> &str {
        self.0.app.public_url()
    }

    /// Whether buyers come over TLS.
    pub fn is_https(&self) -> bool {
        self.public_url().starts_with("https://")
    }

    /// Host name of the public address, lower case, without port.
    pub(crate) fn public_host(&self) -> &str {
        &self.0.public_host
    }

    pub(crate) fn error_page(&self) -> Option<&ErrorPage> {
        self.0.error_page.as_ref()
    }

    pub(crate) fn buckets(&self) -> &Buckets {
        &self.0.buckets
    }

    pub(crate) fn bodies(&self) -> &Arc<Bodies> {
        &self.0.bodies
    }

    pub(crate) fn in_flight(&self) -> &InFlight {
        &self.0.in_flight
    }
}

/// The host name of a URL, without port.
fn host_of(url: &str) -> &str {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let authority = rest.split(['/', '?', '#']).next().unwrap_or(rest);
    host_name(authority)
}
