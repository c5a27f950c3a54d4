//! What a provider says live. It is asked outside any transaction; what it said is kept for a short time, and prices are made of what
//! is kept alone, so that no provider holds up a price.

use souk_domain::{
    pricing::Destination,
    tax::{TaxRules, TaxTerms},
};

use super::{class_codes, rules};
use crate::{Actor, App, Result, ports::TaxRequest};

/// What is known of what the provider says of a place.
pub(super) fn known(app: &App, place: &Destination) -> Option<TaxTerms> {
    app.told_taxes().find(place, app.elapsed())?
}

/// Asks the provider what is due at a place, unless it says so at once or did a moment ago, and waits no longer than the limit.
/// True when there is anything new to price by.
pub(crate) async fn ask(app: &App, place: Option<&Destination>) -> Result<bool> {
    let Some(place) = place else { return Ok(false) };
    let provider = app.tax_provider();
    if provider.at_once(&TaxRules::default(), Some(place)).is_some()
        || app.told_taxes().find(place, app.elapsed()).is_some()
    {
        return Ok(false);
    }
    let read = app.read(Actor::System, |ctx| {
        Box::pin(async move {
            rules(ctx).await?;
            class_codes(ctx).await
        })
    });
    let asked = TaxRequest { place: place.clone(), classes: read.await? };
    let told = told(app, asked).await;
    let is_new = told.is_some();
    app.told_taxes().keep(place.clone(), told, app.elapsed());
    Ok(is_new)
}

/// What the provider says within the limit; `None`: nothing that a price can be made of.
async fn told(app: &App, asked: TaxRequest) -> Option<TaxTerms> {
    let provider = app.tax_provider();
    let within = app.limits().tax_timeout.unsigned_abs();
    match tokio::time::timeout(within, provider.terms(asked)).await {
        Ok(Ok(Some(terms))) if !terms.is_sound() => {
            tracing::warn!(
                provider = provider.name(),
                "a provider of taxes names a rate above the whole price"
            );
            None
        }
        Ok(Ok(terms)) => terms,
        Ok(Err(why)) => {
            tracing::warn!(provider = provider.name(), why, "a provider does not say what tax is due");
            None
        }
        Err(_) => {
            tracing::warn!(provider = provider.name(), "a provider of taxes did not answer in time");
            None
        }
    }
}
