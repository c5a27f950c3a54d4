use anyhow::{Context as _, Result, anyhow};
use souk_domain::{order::CashCollector, refusal::Refusal};
use souk_market::{
    Actor, App, Error,
    settings::{self, Market},
};

use crate::config::MarketSettings;

/// Saves what the settings say of the market. Errors: a name, an address or an account that cannot be.
pub(crate) async fn name_market(app: &App, said: &MarketSettings) -> Result<()> {
    let collector = said.cash_collector.as_deref().map(collector).transpose()?;
    let said = (said.clone(), collector);
    let named = settings::change_market(app, Actor::Operator, Box::new(move |market| with(market, &said)));
    let market = named.await.map_err(told).context("the settings of [market]")?;
    if market.account.number.is_empty() {
        tracing::warn!(
            "buyers who transfer are asked to write for the account: market.account_number is not set"
        );
    }
    if market.contact.is_empty() {
        tracing::warn!("nobody hears of refunds that fail: market.contact is not set");
    }
    Ok(())
}

fn with(mut market: Market, (said, collector): &(MarketSettings, Option<CashCollector>)) -> Market {
    let places = [
        (&mut market.name, &said.name),
        (&mut market.contact, &said.contact),
        (&mut market.announcement, &said.announcement),
        (&mut market.account.holder, &said.account_holder),
        (&mut market.account.number, &said.account_number),
        (&mut market.account.bank, &said.account_bank),
    ];
    for (place, said) in places {
        if let Some(said) = said {
            said.trim().clone_into(place);
        }
    }
    market.return_days = said.return_days.unwrap_or(market.return_days);
    market.confirm_after_days = said.confirm_after_days.unwrap_or(market.confirm_after_days);
    market.checks_products = said.checks_products.unwrap_or(market.checks_products);
    market.shows_lowest_price = said.shows_lowest_price.unwrap_or(market.shows_lowest_price);
    market.cash.taken = said.cash_on_delivery.unwrap_or(market.cash.taken);
    market.cash.most = said.cash_most.unwrap_or(market.cash.most);
    market.cash.unique = said.cash_for_unique.unwrap_or(market.cash.unique);
    market.cash_collector = collector.unwrap_or(market.cash_collector);
    market.complete_after_days = said.complete_after_days.unwrap_or(market.complete_after_days);
    market
}

/// Who takes cash at the door. Errors: a word that is neither.
fn collector(word: &str) -> Result<CashCollector> {
    CashCollector::parse(word).ok_or_else(|| {
        let known =
            CashCollector::ALL.iter().map(|one| format!("\"{one}\"")).collect::<Vec<_>>().join(" or ");
        anyhow!("market.cash_collector is {known}, not {word:?}")
    })
}

/// Each field with what is wrong with it.
fn told(error: Error) -> anyhow::Error {
    match error.refusal().map(Refusal::fields) {
        Some(fields) if !fields.is_empty() => {
            let words = fields.iter().map(|field| format!("{}: {}", field.pointer, field.detail));
            anyhow!("{}", words.collect::<Vec<_>>().join("; "))
        }
        _ => error.into(),
    }
}
