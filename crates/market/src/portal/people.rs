use souk_domain::ids::AccountId;

use crate::{Ctx, Result, accounts};

/// The names of those who did something for a vendor while they were signed in.
pub type People = Vec<(AccountId, String)>;

/// The names of those among actors, as these are recorded.
pub(super) async fn named(ctx: &Ctx<'_>, actors: impl Iterator<Item = &String>) -> Result<People> {
    let mut ids: Vec<AccountId> =
        actors.filter_map(|actor| actor.strip_prefix("vendor:")?.parse().ok()).collect();
    ids.sort_unstable();
    ids.dedup();
    let mut named = Vec::with_capacity(ids.len());
    for id in ids {
        let account = accounts::load(ctx, id).await?;
        // who has left is nobody's name any more
        if account.email.is_some() {
            named.push((id, account.greeting().to_owned()));
        }
    }
    Ok(named)
}
