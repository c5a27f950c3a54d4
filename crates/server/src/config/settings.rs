//! The settings as the rest of the server uses them.

use std::{
    net::{SocketAddr, ToSocketAddrs as _},
    num::NonZeroU32,
    path::PathBuf,
    sync::Arc,
};

use anyhow::{Context as _, Result, anyhow, bail};
use figment::Figment;
use jiff::SignedDuration;
use secrecy::{ExposeSecret as _, SecretString};
use serde::Deserialize;
use souk_db::{DatabaseUrl, PoolSize};
use souk_domain::account::{FLOOR_PASSWORD_CHARS, MAX_PASSWORD_CHARS};
use souk_domain::network::Network;
use souk_market::{
    limits::Limits,
    ports::{Carriers, OutgoingPolicy, RateSources, TableCarrier},
};

use super::{HttpLimits, MarketSettings, http::WrittenHttp, outgoing::WrittenOutgoing};

/// Connections to a database beyond this help nobody.
const MAX_CONNECTIONS: u32 = 256;
/// The database of a shop that names none, in its data directory.
const DATABASE_FILE: &str = "souk.db";
/// The key of a shop that names none, in its data directory.
const KEY_FILE: &str = "secret.key";

/// Everything that was decided outside the program.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) listen: SocketAddr,
    pub(crate) data: PathBuf,
    pub(crate) database: DatabaseUrl,
    pub(crate) db_connections: PoolSize,
    /// Without a slash at the end.
    pub(crate) public_url: Option<String>,
    pub(crate) secret_key_file: PathBuf,
    pub(crate) mail: Option<MailServer>,
    pub(crate) trusted_proxies: Vec<Network>,
    pub(crate) cors_allow: Vec<String>,
    pub(crate) requests_per_minute: Option<NonZeroU32>,
    pub(crate) metrics_token: Option<SecretString>,
    pub(crate) jobs: bool,
    pub(crate) log: LogFormat,
    pub(crate) log_filter: String,
    pub(crate) sandbox: Sandbox,
    /// Charges are begun at the test bank, which names them, as other gateways do.
    pub(crate) sandbox_references: bool,
    /// Who tells of parcels.
    pub(crate) carriers: Carriers,
    pub(crate) carrier_rates: RateSources,
    pub(crate) limits: Limits,
    /// What strangers may hold of connections and memory.
    pub(crate) http: HttpLimits,
    pub(crate) market: MarketSettings,
    /// Where pictures may be fetched from.
    pub(crate) outgoing: OutgoingPolicy,
    /// The fault point to arm and the passes before it strikes; only in builds with debug assertions.
    pub(crate) fault: Option<String>,
}

/// Who carries mails away.
#[derive(Debug)]
pub(crate) struct MailServer {
    pub(crate) url: SecretString,
    pub(crate) from: String,
}

/// The payments of a test shop.
#[derive(Debug)]
pub(crate) enum Sandbox {
    /// No cards are taken.
    Off,
    /// The bank is started with the shop.
    OwnBank,
    /// The bank is a process of its own.
    BankAt { url: String, secret: SecretString },
}

/// How log lines look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum LogFormat {
    Pretty,
    Json,
}

/// The settings as written.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct Written {
    listen: String,
    data: PathBuf,
    database_url: Option<String>,
    db_connections: Option<u32>,
    public_url: Option<String>,
    secret_key_file: Option<PathBuf>,
    smtp_url: Option<String>,
    mail_from: Option<String>,
    mails_kept_days: Option<u16>,
    guest_carts_kept_days: Option<u16>,
    trusted_proxies: Vec<String>,
    cors_allow: Vec<String>,
    requests_per_minute: Option<u32>,
    metrics_token: Option<String>,
    jobs: bool,
    log: String,
    log_filter: String,
    payments: WrittenPayments,
    carriers: Option<String>,
    carrier_rates: Option<String>,
    #[serde(default)]
    limits: WrittenLimits,
    #[serde(default)]
    http: WrittenHttp,
    #[serde(default)]
    auth: WrittenAuth,
    #[serde(default)]
    market: MarketSettings,
    #[serde(default)]
    outgoing: WrittenOutgoing,
    fault: Option<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenPayments {
    sandbox: bool,
    sandbox_bank_url: Option<String>,
    sandbox_bank_secret: Option<String>,
    #[serde(default)]
    sandbox_references: bool,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenAuth {
    password_min_length: Option<u32>,
}

#[derive(Default, Deserialize)]
#[serde(deny_unknown_fields)]
struct WrittenLimits {
    gateway_timeout_ms: Option<u32>,
    carrier_timeout_ms: Option<u32>,
    idempotency_lease_ms: Option<u32>,
    doubt_check_ms: Option<u32>,
    unpaid_per_email: Option<u32>,
    unpaid_per_client: Option<u32>,
    carts_per_client: Option<u32>,
    attempts_per_order: Option<u32>,
    declines_per_quarter_hour: Option<u32>,
    declines_overall: Option<u32>,
}

impl Settings {
    pub(super) fn extract(origins: &Figment) -> Result<Self> {
        let written: Written = origins.extract().map_err(|error| told(&error))?;
        let data = written.data;
        let database = match written.database_url {
            Some(url) => url.parse().context("database_url")?,
            None => DatabaseUrl::Sqlite(data.join(DATABASE_FILE)),
        };
        Ok(Self {
            listen: address(&written.listen)?,
            database,
            db_connections: pool_size(written.db_connections)?,
            public_url: written.public_url.as_deref().map(base_url).transpose().context("public_url")?,
            secret_key_file: written.secret_key_file.unwrap_or_else(|| data.join(KEY_FILE)),
            data,
            mail: mail_server(written.smtp_url, written.mail_from)?,
            trusted_proxies: networks(&written.trusted_proxies)?,
            cors_allow: written.cors_allow,
            requests_per_minute: written.requests_per_minute.and_then(NonZeroU32::new),
            metrics_token: written.metrics_token.map(SecretString::from),
            jobs: written.jobs,
            log: log_format(&written.log)?,
            log_filter: written.log_filter,
            sandbox_references: written.payments.sandbox_references,
            sandbox: sandbox(written.payments)?,
            carriers: Carriers::parse(&written.carriers.unwrap_or_default())
                .map_err(|wrong| anyhow!("carriers: {wrong}"))?,
            carrier_rates: rate_sources(&written.carrier_rates.unwrap_or_default())?,
            limits: Limits {
                mails_kept: days("mails_kept_days", written.mails_kept_days, Limits::default().mails_kept)?,
                guest_carts_kept: days(
                    "guest_carts_kept_days",
                    written.guest_carts_kept_days,
                    Limits::default().guest_carts_kept,
                )?,
                ..limits(&written.limits, &written.auth)?
            },
            http: written.http.read()?,
            market: written.market,
            outgoing: written.outgoing.read()?,
            fault: written.fault,
        })
    }

    /// Whether strangers on the network can reach the shop.
    pub(crate) fn is_local(&self) -> bool {
        self.listen.ip().to_canonical().is_loopback()
    }
}

/// Figment's words with the place and the setting first.
fn told(error: &figment::Error) -> anyhow::Error {
    let place = error.metadata.as_ref().map(|metadata| format!(" ({})", metadata.name)).unwrap_or_default();
    anyhow!("the setting `{}`{place}: {}", error.path.join("."), error.kind)
}

fn address(text: &str) -> Result<SocketAddr> {
    let resolved = text.to_socket_addrs().ok().and_then(|mut addresses| addresses.next());
    resolved.ok_or_else(|| {
        anyhow!("listen: `{text}` is no address: use one such as 127.0.0.1:8080 or [::1]:8080")
    })
}

fn pool_size(connections: Option<u32>) -> Result<PoolSize> {
    match connections {
        None => Ok(PoolSize::default()),
        Some(number @ 1..=MAX_CONNECTIONS) => Ok(PoolSize(number)),
        Some(_) => bail!("db_connections: use a number from 1 to {MAX_CONNECTIONS}"),
    }
}

/// `https://shop.example`, without the slash at the end.
fn base_url(text: &str) -> Result<String> {
    let url = text.trim_end_matches('/');
    let host = url.strip_prefix("https://").or_else(|| url.strip_prefix("http://"));
    let plain = |host: &str| !host.is_empty() && !host.contains(['/', '?', '#', '@', ' ']);
    if host.is_some_and(plain) {
        Ok(url.to_owned())
    } else {
        bail!("`{text}` is no address of a shop: use one such as https://shop.example, without a path")
    }
}

fn mail_server(url: Option<String>, from: Option<String>) -> Result<Option<MailServer>> {
    match (url, from) {
        (None, _) => Ok(None),
        (Some(url), Some(from)) => Ok(Some(MailServer { url: url.into(), from })),
        (Some(_), None) => {
            bail!(
                "smtp_url is set, so say who the mails are from: mail_from = \"Souk <orders@shop.example>\""
            )
        }
    }
}

/// Errors: not even a day: a letter must be there until it is sent, a cart until it is ordered.
fn days(name: &str, written: Option<u16>, usual: SignedDuration) -> Result<SignedDuration> {
    match written {
        None => Ok(usual),
        Some(0) => bail!("{name}: use a number from 1"),
        Some(days) => Ok(SignedDuration::from_hours(24 * i64::from(days))),
    }
}

fn networks(texts: &[String]) -> Result<Vec<Network>> {
    let read = |text: &String| text.parse().map_err(|wrong| anyhow!("trusted_proxies: `{text}` is {wrong}"));
    texts.iter().map(read).collect()
}

fn log_format(text: &str) -> Result<LogFormat> {
    match text {
        "pretty" => Ok(LogFormat::Pretty),
        "json" => Ok(LogFormat::Json),
        _ => bail!("log: `{text}` is no format: use pretty or json"),
    }
}

fn sandbox(payments: WrittenPayments) -> Result<Sandbox> {
    match (payments.sandbox, payments.sandbox_bank_url, payments.sandbox_bank_secret) {
        (false, None, _) => Ok(Sandbox::Off),
        (false, Some(_), _) => bail!(
            "payments.sandbox_bank_url is set but payments.sandbox is not: set it to true if this is a test shop"
        ),
        (true, None, _) => Ok(Sandbox::OwnBank),
        (true, Some(url), Some(secret)) => Ok(Sandbox::BankAt {
            url: base_url(&url).context("payments.sandbox_bank_url")?,
            secret: secret.into(),
        }),
        (true, Some(_), None) => bail!(
            "payments.sandbox_bank_url needs payments.sandbox_bank_secret: the secret that bank was started with"
        ),
    }
}

/// Who says what a parcel costs. Errors: a line of the table that is no rate.
fn rate_sources(table: &str) -> Result<RateSources> {
    let table = TableCarrier::parse(table).map_err(|wrong| anyhow!("carrier_rates: {wrong}"))?;
    Ok(if table.is_empty() { RateSources::default() } else { RateSources::new(vec![Arc::new(table)]) })
}

fn limits(written: &WrittenLimits, auth: &WrittenAuth) -> Result<Limits> {
    let usual = Limits::default();
    let wait = |ms: Option<u32>, usual| ms.map_or(usual, |ms| SignedDuration::from_millis(i64::from(ms)));
    Ok(Limits {
        gateway_timeout: wait(written.gateway_timeout_ms, usual.gateway_timeout),
        carrier_timeout: wait(written.carrier_timeout_ms, usual.carrier_timeout),
        idempotency_lease: wait(written.idempotency_lease_ms, usual.idempotency_lease),
        doubt_check: wait(written.doubt_check_ms, usual.doubt_check),
        unpaid_per_email: written.unpaid_per_email.unwrap_or(usual.unpaid_per_email),
        unpaid_per_client: written.unpaid_per_client.unwrap_or(usual.unpaid_per_client),
        carts_per_client: written.carts_per_client.unwrap_or(usual.carts_per_client),
        attempts_per_order: written.attempts_per_order.unwrap_or(usual.attempts_per_order),
        declines_per_quarter_hour: written
            .declines_per_quarter_hour
            .unwrap_or(usual.declines_per_quarter_hour),
        declines_overall: written.declines_overall.unwrap_or(usual.declines_overall),
        password_min_chars: password_min(auth.password_min_length, usual.password_min_chars)?,
        ..usual
    })
}

/// Errors: a length that no rule allows, or that nobody could type.
fn password_min(written: Option<u32>, usual: usize) -> Result<usize> {
    let Some(written) = written else { return Ok(usual) };
    let chars = usize::try_from(written).unwrap_or(usize::MAX);
    if !(FLOOR_PASSWORD_CHARS..=MAX_PASSWORD_CHARS / 4).contains(&chars) {
        bail!(
            "auth.password_min_length is {chars}: it is from {FLOOR_PASSWORD_CHARS} to {} characters",
            MAX_PASSWORD_CHARS / 4
        );
    }
    Ok(chars)
}

impl MailServer {
    /// Its URL, for the one who connects.
    pub(crate) fn url(&self) -> &str {
        self.url.expose_secret()
    }
}
