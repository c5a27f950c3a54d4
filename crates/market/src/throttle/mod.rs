//! Counting what strangers try, in fixed windows kept in the database, so that every server counts alike.

mod store;

use jiff::SignedDuration;
use souk_domain::refusal::{ThrottlePolicy, ThrottleRefusal};

use crate::{App, Ctx, Result};

/// What is counted, and how much of it is too much.
#[derive(Clone, Copy, Debug)]
pub struct Rule {
    /// Separates this count from all others.
    pub name: &'static str,
    /// Uses allowed in one window.
    pub uses: u32,
    /// How long a window lasts.
    pub window: SignedDuration,
}

impl Rule {
    fn policy(self) -> ThrottlePolicy {
        let window_s = u32::try_from(self.window.as_secs()).unwrap_or(u32::MAX);
        ThrottlePolicy { name: self.name, uses: self.uses, window_s }
    }
}

/// The bucket of `who` under a rule: a keyed hash, so that the table tells nobody's address.
pub fn bucket(app: &App, rule: Rule, who: &[u8]) -> [u8; 32] {
    app.key().keyed_hash("throttle", &[rule.name.as_bytes(), who])
}

/// Counts one use. Errors: [`ThrottleRefusal`] when the window's uses are spent (and this one is not counted).
pub async fn spend(ctx: &Ctx<'_>, rule: Rule, who: &[u8]) -> Result<()> {
    // counted before it is looked at, so that uses at once wait for each other and see each other
    record(ctx, rule, who).await?;
    refuse_beyond(ctx, &[(rule, who)], 1).await
}

/// Uses in the running window.
pub async fn uses(ctx: &Ctx<'_>, rule: Rule, who: &[u8]) -> Result<i64> {
    let found = store::find(ctx, &bucket(ctx.app, rule, who)).await?;
    Ok(found.filter(|(ends_at, _)| *ends_at > ctx.now).map_or(0, |(_, uses)| uses))
}

/// Takes a counted use back: what was feared of it did not happen.
pub async fn forgive(ctx: &Ctx<'_>, rule: Rule, who: &[u8]) -> Result<()> {
    store::give_back(ctx, &bucket(ctx.app, rule, who)).await
}

/// Refuses when the window's uses are spent, without counting. Errors: [`ThrottleRefusal`].
pub async fn check(ctx: &Ctx<'_>, rule: Rule, who: &[u8]) -> Result<()> {
    check_all(ctx, &[(rule, who)]).await
}

/// Refuses when any of these is spent, without counting. Errors: as [`check`], with the wait of the first that is.
pub async fn check_all(ctx: &Ctx<'_>, asked: &[(Rule, &[u8])]) -> Result<()> {
    refuse_beyond(ctx, asked, 0).await
}

/// Refuses when as many uses as a rule allows are spent beside those that were `counted` just now.
async fn refuse_beyond(ctx: &Ctx<'_>, asked: &[(Rule, &[u8])], counted: i64) -> Result<()> {
    let buckets: Vec<[u8; 32]> = asked.iter().map(|(rule, who)| bucket(ctx.app, *rule, who)).collect();
    let windows = store::list(ctx, &buckets).await?;
    for ((rule, _), bucket) in asked.iter().zip(&buckets) {
        let Some((ends_at, uses)) = windows.get(bucket) else { continue };
        if *ends_at > ctx.now && *uses - counted >= i64::from(rule.uses) {
            let left_s = ends_at.duration_since(ctx.now).as_secs().max(1);
            let retry_after_s = u32::try_from(left_s).unwrap_or(u32::MAX);
            return Err(ThrottleRefusal { retry_after_s, policy: rule.policy() }.into());
        }
    }
    Ok(())
}

/// Counts one use without refusing.
pub async fn record(ctx: &Ctx<'_>, rule: Rule, who: &[u8]) -> Result<()> {
    store::count(ctx, &bucket(ctx.app, rule, who), ctx.now + rule.window).await
}

/// Counts one use under each of two rules, in an order that is the same whoever counts: who waits for one never holds the other.
pub async fn record_both(ctx: &Ctx<'_>, both: [(Rule, &[u8]); 2]) -> Result<()> {
    let mut counted = both.map(|(rule, who)| (bucket(ctx.app, rule, who), ctx.now + rule.window));
    counted.sort_unstable();
    let [first, second] = counted;
    store::count_both(ctx, first, second).await
}

/// Forgets windows that have ended. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, at_most: i64) -> Result<u64> {
    store::delete_ended(ctx, at_most).await
}
