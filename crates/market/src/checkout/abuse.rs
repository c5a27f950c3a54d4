//! What one stranger may ask: unpaid orders hold stock, and declined cards are how stolen ones are tried.

use jiff::SignedDuration;
use souk_domain::refusal::CheckoutRefusal;

use crate::{
    Ctx, Result, orders,
    throttle::{self, Rule},
};

const QUARTER_HOUR: SignedDuration = SignedDuration::from_mins(15);

/// Nothing is refused by these counts; their rows are what simultaneous orders of one person wait at.
const UNPAID_EMAIL: Rule = Rule { name: "unpaid-email", uses: u32::MAX, window: QUARTER_HOUR };
const UNPAID_CLIENT: Rule = Rule { name: "unpaid-client", uses: u32::MAX, window: QUARTER_HOUR };

/// Who asks, as far as an abuser can be told from others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker<'a> {
    pub(super) email_key: &'a str,
    /// The client's network; `None` for a peer on this machine that nobody forwarded.
    pub(super) client: Option<&'a str>,
    /// Brand, last four and expiry of the card: enough to tell a card that is tried over and over, and no secret.
    pub(super) card: Option<&'a str>,
}

fn by_email(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-email", uses: ctx.app.limits().declines_per_quarter_hour, window: QUARTER_HOUR }
}

fn by_client(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-client", uses: ctx.app.limits().declines_per_quarter_hour, window: QUARTER_HOUR }
}

fn overall(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-overall", uses: ctx.app.limits().declines_overall, window: QUARTER_HOUR }
}

/// Refuses a further try after too many declined ones. Errors: throttled, with the seconds to wait.
pub(super) async fn check_declines(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    throttle::check(ctx, by_email(ctx), asker.email_key.as_bytes()).await?;
    if let Some(client) = asker.client {
        throttle::check(ctx, by_client(ctx), client.as_bytes()).await?;
        if let Some(card) = asker.card {
            throttle::check(ctx, Rule { name: "declined-card", ..by_client(ctx) }, card.as_bytes()).await?;
        }
        throttle::check(ctx, overall(ctx), b"").await?;
    }
    Ok(())
}

/// Counts a declined card.
pub(super) async fn record_decline(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    throttle::record(ctx, by_email(ctx), asker.email_key.as_bytes()).await?;
    if let Some(client) = asker.client {
        throttle::record(ctx, by_client(ctx), client.as_bytes()).await?;
        if let Some(card) = asker.card {
            throttle::record(ctx, Rule { name: "declined-card", ..by_client(ctx) }, card.as_bytes()).await?;
        }
        throttle::record(ctx, overall(ctx), b"").await?;
    }
    Ok(())
}

/// Refuses a further order while too many of the same person wait for money.
pub(super) async fn check_unpaid(
    ctx: &Ctx<'_>,
    email_key: &str,
    client_key: Option<&[u8; 32]>,
) -> Result<()> {
    let limits = ctx.app.limits();
    // counted, so that orders placed at once by the same person wait for each other and see each other
    throttle::record(ctx, UNPAID_EMAIL, email_key.as_bytes()).await?;
    if let Some(client_key) = client_key {
        throttle::record(ctx, UNPAID_CLIENT, client_key).await?;
    }
    let refuse_from = |count: i64, max: u32| {
        if count >= i64::from(max) { Err(CheckoutRefusal::TooManyUnpaid { max }) } else { Ok(()) }
    };
    refuse_from(orders::count_unpaid_of_email(ctx, email_key).await?, limits.unpaid_per_email)?;
    if let Some(client_key) = client_key {
        refuse_from(orders::count_unpaid_of_client(ctx, client_key).await?, limits.unpaid_per_client)?;
    }
    Ok(())
}
