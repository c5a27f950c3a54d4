//! Who says what tax is due where.

use std::{fmt, sync::Arc};

use souk_domain::{
    pricing::Destination,
    tax::{TaxClassCode, TaxRules, TaxTerms},
};

use crate::BoxFuture;

/// What a provider is asked about one place.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TaxRequest {
    pub place: Destination,
    /// The classes of goods that the market has, the standard one among them.
    pub classes: Vec<TaxClassCode>,
}

/// Who says what tax is due where. It may hang or fail: whoever asks waits a bounded time, and goes by the market's own zones then.
pub trait TaxProvider: Send + Sync {
    /// Its name, as the staff reads it.
    fn name(&self) -> &str;

    /// What it says without being asked over a network; `None`: it must be asked.
    fn at_once(&self, _own: &TaxRules, _place: Option<&Destination>) -> Option<TaxTerms> {
        None
    }

    /// What is due at a place; `None`: it knows nothing of it. Errors: words for the log on why it does not answer.
    fn terms(&self, asked: TaxRequest) -> BoxFuture<'_, Result<Option<TaxTerms>, String>>;
}

/// The market's own classes and zones: what says it unless somebody else is named.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct OwnZones;

impl TaxProvider for OwnZones {
    fn name(&self) -> &str {
        "zones"
    }

    fn at_once(&self, own: &TaxRules, place: Option<&Destination>) -> Option<TaxTerms> {
        Some(own.due(place))
    }

    fn terms(&self, _asked: TaxRequest) -> BoxFuture<'_, Result<Option<TaxTerms>, String>> {
        Box::pin(std::future::ready(Ok(None)))
    }
}

/// The provider of a market.
#[derive(Clone)]
pub struct TaxSource(Arc<dyn TaxProvider>);

impl TaxSource {
    /// Asks this provider.
    pub fn new(provider: Arc<dyn TaxProvider>) -> Self {
        Self(provider)
    }

    pub(crate) fn provider(&self) -> &dyn TaxProvider {
        &*self.0
    }
}

impl Default for TaxSource {
    /// The market's own zones.
    fn default() -> Self {
        Self(Arc::new(OwnZones))
    }
}

impl fmt::Debug for TaxSource {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("TaxSource").field(&self.0.name()).finish()
    }
}
