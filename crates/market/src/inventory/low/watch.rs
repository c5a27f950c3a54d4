//! Looking again at stock that is low by what nobody has paid.

use souk_domain::ids::VariantId;

use super::{Lowness, lowness, store};
use crate::{
    Actor, App, BoxFuture, Result,
    queue::{self, EventKind, Job, Lane, Tried},
};

/// Says that a variant ran low once it is so by what was paid, and stops once it is not so any more.
pub struct WatchLowStock;

impl Job for WatchLowStock {
    type Subject = VariantId;
    const KIND: &'static str = "watch_low_stock";
    const LANE: Lane = Lane::Mails;
    const TRIES: Option<u32> = None;

    fn run(app: &App, variant: VariantId) -> BoxFuture<'_, Result<Tried>> {
        app.write(Actor::System, move |ctx| {
            Box::pin(async move {
                let lowness = lowness(ctx, variant).await?;
                if lowness == Lowness::UntilUnpaidLapse {
                    return Ok(Tried::NotYet);
                }
                // done twice, or told of meanwhile, it says nothing
                let watched = store::unwatch(ctx, variant).await?;
                if watched && lowness != Lowness::Enough {
                    queue::emit(ctx, EventKind::StockRanLow, variant.as_bytes()).await?;
                }
                Ok(Tried::Done)
            })
        })
    }
}
