use souk_domain::{account::Username, ids::AccountId, refusal::AccountRefusal, text::Email};
use zeroize::Zeroizing;

use super::{password, register, tokens};
use crate::{Actor, App, BoxFuture, Ctx, Result};

/// Somebody whom the operator makes an account for.
#[derive(Clone, Debug)]
pub struct NewPerson {
    /// `None`: one is made of the address.
    pub username: Option<Username>,
    pub email: Email,
    pub first_name: String,
    pub last_name: String,
}

/// Makes an account whose address counts as proven and that nobody can sign in to until it has a password.
/// Errors: a username or address that is taken.
pub async fn add_person(ctx: &Ctx<'_>, new: &NewPerson) -> Result<AccountId> {
    let username = match &new.username {
        Some(chosen) => chosen.clone(),
        None => register::suggest(ctx, &new.email).await?,
    };
    let names = (new.first_name.as_str(), new.last_name.as_str());
    let account = register::insert_row(ctx, &username, &new.email, None, names, None).await?;
    tokens::prove_email(ctx, account, new.email.as_str()).await?;
    Ok(account)
}

/// Sets the password of an account, for the operator; its sessions and links end. Errors: no such account, a password that cannot be.
pub fn set_password(app: &App, account: AccountId, new: Zeroizing<String>) -> BoxFuture<'_, Result<()>> {
    Box::pin(async move {
        password::require_good(app, "/password", &new, &[])
            .map_err(|field| AccountRefusal::Invalid { fields: vec![field] })?;
        let hash = std::sync::Arc::new(password::hash(app, new).await?);
        app.write(Actor::Operator, move |ctx| {
            let hash = std::sync::Arc::clone(&hash);
            Box::pin(async move { password::put(ctx, account, &hash, None).await })
        })
        .await
    })
}
