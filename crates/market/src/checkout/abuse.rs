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

fn by_card(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-card", ..by_client(ctx) }
}

fn overall(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-overall", uses: ctx.app.limits().declines_overall, window: QUARTER_HOUR }
}

/// What a declined card counts under.
fn counts<'a>(ctx: &Ctx<'_>, asker: Asker<'a>) -> Vec<(Rule, &'a [u8])> {
    let mut counts = vec![(by_email(ctx), asker.email_key.as_bytes())];
    if let Some(client) = asker.client {
        counts.push((by_client(ctx), client.as_bytes()));
        counts.extend(asker.card.map(|card| (by_card(ctx), card.as_bytes())));
        counts.push((overall(ctx), b""));
    }
    counts
}

/// Refuses a further try after too many declined ones. Errors: throttled, with the seconds to wait.
pub(super) async fn check_declines(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    throttle::check_all(ctx, &counts(ctx, asker)).await
}

/// Counts a declined card.
pub(super) async fn record_decline(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    for (rule, who) in counts(ctx, asker) {
        throttle::record(ctx, rule, who).await?;
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
    let email = (UNPAID_EMAIL, email_key.as_bytes());
    // counted, so that orders placed at once by the same person wait for each other and see each other
    match client_key {
        Some(client_key) => throttle::record_both(ctx, [email, (UNPAID_CLIENT, client_key)]).await?,
        None => throttle::record(ctx, email.0, email.1).await?,
    }
    let refuse_from = |count: i64, max: u32| {
        if count >= i64::from(max) { Err(CheckoutRefusal::TooManyUnpaid { max }) } else { Ok(()) }
    };
    let (of_email, of_client) = orders::count_unpaid(ctx, email_key, client_key).await?;
    refuse_from(of_email, limits.unpaid_per_email)?;
    refuse_from(of_client, limits.unpaid_per_client)?;
    Ok(())
}
