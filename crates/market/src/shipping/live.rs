//! What carriers say live. They are asked outside any transaction; what they said is kept for a short time, and prices are made of
//! what is kept alone, so that no carrier holds up a price.

use std::collections::{BTreeMap, BTreeSet};

use futures_util::future::join_all;
use souk_domain::{
    money::Currency,
    pricing::{CarrierQuestion, PricedCart},
};

use crate::{Actor, App, Ctx, Result, ports::RateRequest, settings, vendors};

/// The fees that are known of what a cart asks of carriers.
pub(crate) fn known_fees(ctx: &Ctx<'_>, priced: &PricedCart) -> BTreeMap<CarrierQuestion, i64> {
    let now = ctx.app.elapsed();
    let known =
        |question: &CarrierQuestion| Some((question.clone(), ctx.app.live_answers().find(question, now)??));
    priced.questions().filter_map(known).collect()
}

/// Asks carriers what a cart waits for, each question once, and waits no longer than the limit for all of them together. True
/// when there is anything new to price it by.
pub(crate) async fn ask(app: &App, priced: &PricedCart) -> Result<bool> {
    let now = app.elapsed();
    let open = |question: &&CarrierQuestion| app.live_answers().find(question, now).is_none();
    let questions: BTreeSet<CarrierQuestion> = priced.questions().filter(open).cloned().collect();
    if questions.is_empty() {
        return Ok(false);
    }
    let requests = app.read_with(Actor::System, questions, |ctx, questions| {
        Box::pin(async move {
            let mut requests = Vec::with_capacity(questions.len());
            for question in questions {
                let vendor = vendors::find(ctx, question.vendor).await?;
                let request = RateRequest {
                    service: question.service.clone(),
                    weight_g: question.weight_g,
                    from_country: vendor.country,
                    from_city: vendor.city,
                    to: question.to.clone(),
                };
                requests.push((question.clone(), request));
            }
            Ok((requests, settings::load(ctx).await?.currency))
        })
    });
    let (requests, currency) = requests.await?;
    let asked = requests.into_iter().map(|(question, request)| async move {
        let fee = told(app, &question, request, currency).await;
        app.live_answers().keep(question, fee, app.elapsed());
    });
    join_all(asked).await;
    Ok(true)
}

/// What a carrier says within the limit; `None`: nothing that a price can be made of.
async fn told(
    app: &App,
    question: &CarrierQuestion,
    request: RateRequest,
    currency: Currency,
) -> Option<i64> {
    let carrier = app.carrier_rates().find(&question.carrier)?;
    let within = app.limits().carrier_timeout.unsigned_abs();
    match tokio::time::timeout(within, carrier.rate(request)).await {
        Ok(Ok(price)) => price.filter(|price| price.currency == currency).map(|price| price.minor),
        Ok(Err(why)) => {
            tracing::warn!(carrier = question.carrier, why, "a carrier does not say what a parcel costs");
            None
        }
        Err(_) => {
            tracing::warn!(carrier = question.carrier, "a carrier did not answer in time");
            None
        }
    }
}
