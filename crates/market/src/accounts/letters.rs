//! What is written to an account's owner.

use souk_domain::ids::{AccountId, AccountTokenId};
use souk_domain::text::Email;

use super::{
    store,
    tokens::{self, Purpose},
};
use crate::{
    Ctx, Result,
    queue::{Event, EventKind},
};

/// A letter about an account.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountLetter {
    pub about: About,
    /// How to greet the owner; empty where the address is not proven to be theirs.
    pub name: String,
    /// Where to go; empty where there is nothing to do.
    pub link: String,
}

/// What an event tells an account's owner, before it is put into words.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct AccountNews {
    /// `None`: it is a letter to whoever reads the address.
    pub(crate) account: Option<AccountId>,
    pub(crate) about: About,
    /// The link that goes with it, where it has one of its own.
    pub(crate) link: Option<AccountTokenId>,
    /// Where it is sent.
    pub(crate) recipient: String,
}

/// What a letter to an account's owner is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum About {
    /// Prove this address.
    Verify,
    /// Set a new password.
    Reset,
    /// An account was made for you: set a password.
    Invite,
    /// You are asked to join the staff.
    StaffInvite,
    /// The password was changed.
    PasswordChanged,
    /// Another address was asked for.
    EmailChangeAsked,
    /// Signing in asks for codes now.
    SecondFactorOn,
    /// Signing in asks for no codes any more.
    SecondFactorOff,
}

impl About {
    /// Every kind.
    pub const ALL: &'static [Self] = &[
        Self::Verify,
        Self::Reset,
        Self::Invite,
        Self::StaffInvite,
        Self::PasswordChanged,
        Self::EmailChangeAsked,
        Self::SecondFactorOn,
        Self::SecondFactorOff,
    ];

    /// What the link of the letter is for, where it has one of its own.
    const fn purpose(self) -> Option<Purpose> {
        match self {
            Self::Verify => Some(Purpose::Verify),
            Self::Reset => Some(Purpose::Reset),
            Self::Invite => Some(Purpose::Invite),
            Self::StaffInvite => Some(Purpose::Staff),
            Self::PasswordChanged | Self::EmailChangeAsked | Self::SecondFactorOn | Self::SecondFactorOff => {
                None
            }
        }
    }

    /// The word it is stored by.
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::Verify => "account_verify",
            Self::Reset => "account_reset",
            Self::Invite => "account_invite",
            Self::StaffInvite => "account_staff_invite",
            Self::PasswordChanged => "account_password_changed",
            Self::EmailChangeAsked => "account_email_change_asked",
            Self::SecondFactorOn => "account_codes_on",
            Self::SecondFactorOff => "account_codes_off",
        }
    }
}

/// What an event of an account tells its owner; `None` when there is nobody to write to.
pub(crate) async fn news_of(ctx: &Ctx<'_>, event: &Event) -> Result<Option<AccountNews>> {
    let about = match event.kind {
        EventKind::LinkAsked => return link_news(ctx, AccountTokenId::from_bytes(event.subject)).await,
        EventKind::PasswordChanged => About::PasswordChanged,
        EventKind::EmailChangeAsked => About::EmailChangeAsked,
        EventKind::SecondFactorOn => About::SecondFactorOn,
        EventKind::SecondFactorOff => About::SecondFactorOff,
        _ => return Ok(None),
    };
    let Some(row) = store::find(ctx, AccountId::from_bytes(event.subject)).await? else { return Ok(None) };
    let news = row.email.map(|recipient| AccountNews { account: Some(row.id), about, link: None, recipient });
    Ok(news)
}

/// The letter that tells it; `None` when the account is gone.
pub(crate) async fn letter_of(
    ctx: &Ctx<'_>,
    account: Option<AccountId>,
    about: About,
    link: Option<AccountTokenId>,
) -> Result<Option<AccountLetter>> {
    let Some(account) = account else { return letter_to_reader(ctx, about, link).await };
    let Some(row) = store::find(ctx, account).await? else { return Ok(None) };
    let link = match link.zip(about.purpose()) {
        Some((link, purpose)) => tokens::link(ctx.app, link, purpose),
        None => format!("{}/forgot", ctx.app.public_url()),
    };
    Ok(Some(AccountLetter { about, name: greeting(about, row), link }))
}

/// A letter to somebody who need not have an account: it greets nobody by a name. `None`: its link has ended.
async fn letter_to_reader(
    ctx: &Ctx<'_>,
    about: About,
    link: Option<AccountTokenId>,
) -> Result<Option<AccountLetter>> {
    let Some((link, purpose)) = link.zip(about.purpose()) else { return Ok(None) };
    if store::find_token(ctx, link).await?.is_none() {
        return Ok(None);
    }
    Ok(Some(AccountLetter { about, name: String::new(), link: tokens::link(ctx.app, link, purpose) }))
}

async fn link_news(ctx: &Ctx<'_>, id: AccountTokenId) -> Result<Option<AccountNews>> {
    let Some(token) = store::find_token(ctx, id).await? else { return Ok(None) };
    let Some(email) = token.email else { return Ok(None) };
    if token.purpose == Purpose::Staff {
        let (about, link) = (About::StaffInvite, Some(id));
        return Ok(Some(AccountNews { account: None, about, link, recipient: email }));
    }
    let row = match token.account {
        Some(account) => store::find(ctx, account).await?,
        // a reset: only now is it found out whose address this is
        None => {
            let key = Email::parse(&email).map(|email| email.key()).unwrap_or_default();
            store::find_by_email(ctx, &key).await?
        }
    };
    let Some(row) = row else {
        store::delete_token(ctx, id).await?;
        return Ok(None);
    };
    let mut email = email;
    if token.account.is_none() {
        // two addresses may fold to one key: the letter goes to the account's own
        email = row.email.clone().unwrap_or(email);
        store::give_token(ctx, id, row.id, &email).await?;
        store::delete_tokens(ctx, row.id, token.purpose, Some(id)).await?;
    }
    let about = match token.purpose {
        Purpose::Verify => About::Verify,
        Purpose::Reset => About::Reset,
        Purpose::Invite => About::Invite,
        Purpose::Setup | Purpose::Staff => return Ok(None),
    };
    Ok(Some(AccountNews { account: Some(row.id), about, link: Some(id), recipient: email }))
}

/// How to greet the owner. An address that nobody proved yet is perhaps a stranger's, and whoever registered it chose the names:
/// a letter to it holds nothing that they wrote.
fn greeting(about: About, row: store::AccountRow) -> String {
    let is_proven = row.email_verified_at.is_some() && about != About::Verify;
    if !is_proven {
        return String::new();
    }
    if row.first_name.is_empty() { row.username } else { row.first_name }
}
