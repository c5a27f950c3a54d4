//! What one stranger may ask: unpaid orders hold stock, and declined cards are how stolen ones are tried.

use jiff::SignedDuration;
use souk_domain::{ids::AccountId, refusal::CheckoutRefusal};

use crate::{
    Ctx, Result,
    orders::{self, OrderRow},
    settings,
    throttle::{self, Rule},
};

const QUARTER_HOUR: SignedDuration = SignedDuration::from_mins(15);

/// Nothing is refused by these counts; their rows are what simultaneous orders of one person wait at.
const UNPAID_PERSON: Rule = Rule { name: "unpaid-person", uses: u32::MAX, window: QUARTER_HOUR };
const UNPAID_CLIENT: Rule = Rule { name: "unpaid-client", uses: u32::MAX, window: QUARTER_HOUR };

/// Who asks, as far as an abuser can be told from others.
#[derive(Clone, Copy, Debug)]
pub(super) struct Asker<'a> {
    /// Who is signed in.
    pub(super) account: Option<AccountId>,
    /// Anybody may type anybody's address: alone it stands for nobody.
    pub(super) email_key: &'a str,
    /// A keyed hash of the client's network; `None` for a peer on this machine that nobody forwarded.
    pub(super) client: Option<&'a [u8; 32]>,
    /// Brand, last four and expiry of the card: enough to tell a card that is tried over and over, and no secret.
    pub(super) card: Option<&'a str>,
}

impl<'a> Asker<'a> {
    /// Who placed an order, and now tries this card.
    pub(super) fn of(order: &'a OrderRow, card: &'a str) -> Self {
        let client = order.client_key.as_ref();
        Self { account: order.buyer, email_key: &order.email_key, client, card: Some(card) }
    }

    /// What stands for one person: the account, or for a guest the address as this client types it. What strangers do under
    /// somebody's address binds neither the account of its owner nor another client.
    fn person(&self) -> Vec<u8> {
        match (self.account, self.client) {
            (Some(account), _) => account.as_bytes().to_vec(),
            (None, Some(client)) => [client.as_slice(), self.email_key.as_bytes()].concat(),
            (None, None) => self.email_key.as_bytes().to_vec(),
        }
    }
}

fn by_person(ctx: &Ctx<'_>) -> Rule {
    Rule { name: "declined-person", uses: ctx.app.limits().declines_per_quarter_hour, window: QUARTER_HOUR }
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

/// What a declined card counts under; `person` is [`Asker::person`].
fn counts<'a>(ctx: &Ctx<'_>, asker: Asker<'a>, person: &'a [u8]) -> Vec<(Rule, &'a [u8])> {
    let mut counts = vec![(by_person(ctx), person)];
    if let Some(client) = asker.client {
        counts.push((by_client(ctx), client.as_slice()));
        counts.extend(asker.card.map(|card| (by_card(ctx), card.as_bytes())));
        counts.push((overall(ctx), b""));
    }
    counts
}

/// Refuses a further try after too many declined ones. Errors: throttled, with the seconds to wait.
pub(super) async fn check_declines(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    throttle::check_all(ctx, &counts(ctx, asker, &asker.person())).await
}

/// Counts a declined card.
pub(super) async fn record_decline(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    for (rule, who) in counts(ctx, asker, &asker.person()) {
        throttle::record(ctx, rule, who).await?;
    }
    Ok(())
}

/// Refuses a further order while too many of the same person, or of the same client, wait for money.
pub(super) async fn check_unpaid(ctx: &Ctx<'_>, asker: Asker<'_>) -> Result<()> {
    let limits = ctx.app.limits();
    let person = asker.person();
    // counted, so that orders placed at once by the same person wait for each other and see each other
    match asker.client {
        Some(client) => {
            throttle::record_both(ctx, [(UNPAID_PERSON, &person), (UNPAID_CLIENT, client)]).await?;
        }
        None => throttle::record(ctx, UNPAID_PERSON, &person).await?,
    }
    let (mut of_person, mut of_client) = match asker.account {
        Some(account) => orders::count_unpaid_of_account(ctx, account, asker.client).await?,
        None => orders::count_unpaid_of_guest(ctx, asker.email_key, asker.client).await?,
    };
    // what is to be paid at the door holds stock as well, and costs its way besides
    if settings::load(ctx).await?.cash.taken {
        let (person, client) = match asker.account {
            Some(account) => orders::count_cash_of_account(ctx, account, asker.client).await?,
            None => orders::count_cash_of_guest(ctx, asker.email_key, asker.client).await?,
        };
        of_person += person;
        of_client += client;
    }
    if of_person >= i64::from(limits.unpaid_per_email) {
        let refusal = match asker.account {
            Some(_) => CheckoutRefusal::TooManyUnpaid { max: limits.unpaid_per_email },
            None => CheckoutRefusal::TooManyUnpaidOfGuest { max: limits.unpaid_per_email },
        };
        return Err(refusal.into());
    }
    if of_client >= i64::from(limits.unpaid_per_client) {
        return Err(CheckoutRefusal::TooManyUnpaidOfClient { max: limits.unpaid_per_client }.into());
    }
    Ok(())
}
