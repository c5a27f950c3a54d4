//! The table of settings.

/// What a setting holds, for those who write it as plain text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Shape {
    Text,
    /// A text nobody may see; `<key>_file` names a file that holds it.
    Secret,
    Flag,
    Whole,
    /// In the environment: separated by commas.
    List,
}

/// One setting.
pub(crate) struct Key {
    /// Its name in the file; a dot separates the table from the key.
    pub(crate) path: &'static str,
    pub(crate) shape: Shape,
}

impl Key {
    const fn new(path: &'static str, shape: Shape) -> Self {
        Self { path, shape }
    }

    /// Its name in the environment.
    pub(crate) fn variable(&self) -> String {
        format!("SOUK_{}", self.path.replace('.', "_").to_ascii_uppercase())
    }

    pub(crate) fn is_secret(&self) -> bool {
        self.shape == Shape::Secret
    }
}

/// Every setting there is.
pub(crate) const KEYS: &[Key] = &[
    Key::new("listen", Shape::Text),
    Key::new("data", Shape::Text),
    Key::new("database_url", Shape::Secret),
    Key::new("db_connections", Shape::Whole),
    Key::new("public_url", Shape::Text),
    Key::new("secret_key_file", Shape::Text),
    Key::new("smtp_url", Shape::Secret),
    Key::new("mail_from", Shape::Text),
    Key::new("mails_kept_days", Shape::Whole),
    Key::new("guest_carts_kept_days", Shape::Whole),
    Key::new("trusted_proxies", Shape::List),
    Key::new("cors_allow", Shape::List),
    Key::new("requests_per_minute", Shape::Whole),
    Key::new("metrics_token", Shape::Secret),
    Key::new("jobs", Shape::Flag),
    Key::new("log", Shape::Text),
    Key::new("log_filter", Shape::Text),
    Key::new("outgoing.allow_networks", Shape::List),
    Key::new("payments.sandbox", Shape::Flag),
    Key::new("payments.sandbox_bank_url", Shape::Text),
    Key::new("payments.sandbox_bank_secret", Shape::Secret),
    Key::new("payments.sandbox_references", Shape::Flag),
    Key::new("carriers", Shape::Secret),
    Key::new("carrier_rates", Shape::Text),
    Key::new("limits.gateway_timeout_ms", Shape::Whole),
    Key::new("limits.carrier_timeout_ms", Shape::Whole),
    Key::new("limits.idempotency_lease_ms", Shape::Whole),
    Key::new("limits.doubt_check_ms", Shape::Whole),
    Key::new("limits.unpaid_per_email", Shape::Whole),
    Key::new("limits.unpaid_per_client", Shape::Whole),
    Key::new("limits.carts_per_client", Shape::Whole),
    Key::new("limits.attempts_per_order", Shape::Whole),
    Key::new("limits.declines_per_quarter_hour", Shape::Whole),
    Key::new("limits.declines_overall", Shape::Whole),
    Key::new("http.connections", Shape::Whole),
    Key::new("http.connections_per_client", Shape::Whole),
    Key::new("http.head_timeout_ms", Shape::Whole),
    Key::new("http.idle_timeout_ms", Shape::Whole),
    Key::new("http.requests", Shape::Whole),
    Key::new("http.body_memory_mib", Shape::Whole),
    Key::new("http.body_timeout_ms", Shape::Whole),
    Key::new("http.body_bytes_per_second", Shape::Whole),
    Key::new("auth.password_min_length", Shape::Whole),
    Key::new("market.name", Shape::Text),
    Key::new("market.contact", Shape::Text),
    Key::new("market.announcement", Shape::Text),
    Key::new("market.return_days", Shape::Whole),
    Key::new("market.account_holder", Shape::Text),
    Key::new("market.account_number", Shape::Text),
    Key::new("market.account_bank", Shape::Text),
    Key::new("market.confirm_after_days", Shape::Whole),
    Key::new("market.complete_after_days", Shape::Whole),
    Key::new("market.checks_products", Shape::Flag),
    Key::new("market.shows_lowest_price", Shape::Flag),
    Key::new("market.cash_on_delivery", Shape::Flag),
    Key::new("market.cash_most", Shape::Whole),
    Key::new("market.cash_for_unique", Shape::Flag),
    Key::new("market.cash_collector", Shape::Text),
    #[cfg(debug_assertions)]
    Key::new("fault", Shape::Text),
];

/// The setting of that name.
pub(crate) fn find(path: &str) -> Option<&'static Key> {
    KEYS.iter().find(|key| key.path == path)
}

/// The setting whose `<key>_file` this is.
pub(crate) fn find_by_file_name(path: &str) -> Option<&'static Key> {
    path.strip_suffix("_file").and_then(find).filter(|key| key.is_secret())
}

/// Every name a settings file may use.
pub(crate) fn names() -> Vec<String> {
    let files = KEYS.iter().filter(|key| key.is_secret()).map(|key| format!("{}_file", key.path));
    KEYS.iter().map(|key| key.path.to_owned()).chain(files).collect()
}
