//! Who administers: how the first one comes to be, how others are asked, what becomes of them.

mod acting;
mod invitations;
mod members;
mod sessions;

use std::sync::Arc;

use jiff::Timestamp;
use souk_domain::{
    account::{Department, Role, Username},
    field::FieldError,
    ids::AccountId,
    refusal::{AccountRefusal, StaffRefusal},
    tax::TaxZone,
    text::Email,
};
use zeroize::Zeroizing;

use super::{
    Account, password, register, sign_in,
    sign_in::SignedIn,
    store,
    tokens::{self, Purpose},
};
use crate::{Actor, App, BoxFuture, Ctx, Result, settings, settings::Market, staff, tax};

pub use acting::{act_for_vendor, stop_acting};
pub use invitations::{
    JoinedStaff, NewStaffInvitation, OpenStaffInvitation, StaffInvitation, invite_staff, join_staff,
    list_staff_invitations, look_at_staff_invitation, resend_staff_invitation, withdraw_staff_invitation,
};
pub use members::{Colleague, change_colleague, list_colleagues, remove_colleague, show_colleague};
pub use sessions::{SignInEvent, end_session_of, end_sessions_of, list_sessions_of, list_sign_ins_of};

/// Accounts read by one statement.
const AT_ONCE: usize = 1000;

/// An account with what it may do; most may only buy.
#[derive(Clone, Debug)]
pub struct StaffMember {
    pub account: Account,
    /// The code of their role; `None`: a shopper.
    pub role: Option<String>,
    /// The code of where they work; `None`: a shopper.
    pub department: Option<String>,
    pub since: Option<Timestamp>,
}

/// A member of the staff to be.
#[derive(Clone, Debug)]
pub struct NewStaff {
    pub email: String,
    pub role: Role,
    pub department: Department,
}

/// The first super admin, with what the market is called.
pub struct FirstAdmin {
    pub token: String,
    pub market: Market,
    /// The tax that is due from the beginning.
    pub tax: Option<TaxZone>,
    pub email: String,
    pub password: Zeroizing<String>,
    /// The program, as it names itself, and the client's network.
    pub agent: String,
    pub client: Option<String>,
}

/// A link by which the first super admin comes to be; earlier ones end. `None` when there is one already.
pub async fn begin_setup(ctx: &Ctx<'_>) -> Result<Option<String>> {
    if store::count_super_admins(ctx).await? > 0 {
        return Ok(None);
    }
    store::delete_tokens_of_nobody(ctx, Purpose::Setup).await?;
    let id = tokens::make(ctx, None, Purpose::Setup, None).await?;
    Ok(Some(tokens::link(ctx.app, id, Purpose::Setup)))
}

/// Whether a setup link works. Errors: [`AccountRefusal::LinkInvalid`].
pub async fn is_setup_open(ctx: &Ctx<'_>, token: &str) -> Result<()> {
    tokens::look_at_link(ctx, token, &[Purpose::Setup]).await.map(|_purpose| ())
}

/// Makes the first super admin and names the market, in one transaction with the link's use: of two at once one wins.
/// Errors: the link does not work; fields that cannot be.
pub fn create_first_admin(app: &App, asked: FirstAdmin) -> BoxFuture<'_, Result<SignedIn>> {
    Box::pin(async move {
        let mut faults = Vec::new();
        let email = Email::parse(&asked.email)
            .map_err(|malformed| {
                faults.push(FieldError::new("/email", "malformed_email", malformed.to_string()));
            })
            .ok();
        let own = password::own_words("", Some(&asked.email));
        let own: Vec<&str> = own.iter().map(String::as_str).filter(|word| !word.is_empty()).collect();
        faults.extend(password::require_good(app, "/password", &asked.password, &own).err());
        let (Some(email), true) = (email, faults.is_empty()) else {
            return Err(AccountRefusal::Invalid { fields: faults }.into());
        };
        {
            let token = asked.token.clone();
            app.read(Actor::Guest, move |ctx| {
                let token = token.clone();
                Box::pin(async move { is_setup_open(ctx, &token).await })
            })
            .await?;
        }
        let hash = password::hash(app, asked.password.clone()).await?;
        let asked = Arc::new((asked, email, hash));
        app.write(Actor::Operator, move |ctx| {
            let asked = Arc::clone(&asked);
            Box::pin(async move {
                let (asked, email, hash) = &*asked;
                tokens::redeem(ctx, &asked.token, &[Purpose::Setup]).await?;
                if store::count_super_admins(ctx).await? > 0 {
                    return Err(AccountRefusal::LinkInvalid.into());
                }
                settings::save(ctx, &asked.market).await?;
                if let Some(zone) = &asked.tax {
                    tax::create_zone(ctx, zone).await?;
                }
                let account = make(ctx, email, Some(hash)).await?;
                // whoever reads the server's own words needs no letter to be known
                tokens::prove_email(ctx, account, email.as_str()).await?;
                members::put(ctx, account, (Role::SuperAdmin.as_str(), Department::All.as_str())).await?;
                sign_in::sign_in_as(ctx, account, None, (&asked.agent, asked.client.as_deref())).await
            })
        })
        .await
    })
}

async fn make(ctx: &Ctx<'_>, email: &Email, hash: Option<&str>) -> Result<AccountId> {
    let username: Username = register::suggest(ctx, email).await?;
    register::insert_row(ctx, &username, email, None, ("", ""), hash).await
}

/// Makes an account a member of the staff, and the account too when there is none. Answers it, with a link to set a
/// password where it has none. Whoever registered with the address and never proved it loses the claim: rights are given to
/// who reads its letters. Errors: an address that cannot be.
pub async fn add_staff(ctx: &Ctx<'_>, new: &NewStaff) -> Result<(Account, Option<String>)> {
    let invalid = |field| AccountRefusal::Invalid { fields: vec![field] };
    let email = Email::parse(&new.email)
        .map_err(|malformed| invalid(FieldError::new("/email", "malformed_email", malformed.to_string())))?;
    let (id, has_password) = account_of_reader(ctx, &email).await?;
    if new.role != Role::SuperAdmin {
        require_another_super_admin(ctx, id).await?;
    }
    // the operator names what every market begins with; departments may have been taken away since
    let (role, department) = (new.role.as_str(), new.department.as_str());
    staff::lock_role(ctx, role).await?.ok_or(StaffRefusal::RoleNotFound)?;
    staff::lock_department(ctx, department).await?.ok_or(StaffRefusal::DepartmentNotFound)?;
    members::put(ctx, id, (role, department)).await?;
    let link = if has_password { None } else { Some(invite(ctx, id, email.as_str()).await?) };
    Ok((super::load(ctx, id).await?, link))
}

/// The account of whoever reads an address, made where there is none, and whether it has a password. Whoever registered with the
/// address and never proved it loses the claim.
async fn account_of_reader(ctx: &Ctx<'_>, email: &Email) -> Result<(AccountId, bool)> {
    Ok(match store::find_by_email(ctx, &email.key()).await? {
        Some(row) if row.email_verified_at.is_some() => (row.id, row.password_hash.is_some()),
        // an invitation that was not taken up yet
        Some(row) if row.password_hash.is_none() => {
            tokens::prove_email(ctx, row.id, email.as_str()).await?;
            (row.id, false)
        }
        Some(_) | None => {
            store::free_unverified_email(ctx, &email.key(), AccountId::from_bytes([0; 16])).await?;
            let id = make(ctx, email, None).await?;
            // a claim without proof lapses, and with it the way in
            tokens::prove_email(ctx, id, email.as_str()).await?;
            (id, false)
        }
    })
}

/// A link by which an account's owner sets a password, told to the operator. Errors: no such account.
pub async fn invite_again(ctx: &Ctx<'_>, email: &str) -> Result<String> {
    let key = souk_domain::text::email_key(email);
    let row = store::find_by_email(ctx, &key).await?.ok_or(AccountRefusal::NotFound)?;
    invite(ctx, row.id, row.email.as_deref().unwrap_or(email)).await
}

async fn invite(ctx: &Ctx<'_>, account: AccountId, email: &str) -> Result<String> {
    let id = tokens::make(ctx, Some(account), Purpose::Invite, Some(email)).await?;
    Ok(tokens::link(ctx.app, id, Purpose::Invite))
}

/// Every account with what it may do, the oldest first.
pub async fn list_staff(ctx: &Ctx<'_>) -> Result<Vec<StaffMember>> {
    let staff = store::list_staff(ctx).await?;
    let mut accounts: Vec<store::AccountRow> = Vec::new();
    loop {
        let after = accounts.last().map_or(AccountId::from_bytes([0; 16]), |row| row.id);
        let more = store::list(ctx, after, AT_ONCE).await?;
        let ends = more.len() < AT_ONCE;
        accounts.extend(more);
        if ends {
            break;
        }
    }
    Ok(accounts
        .into_iter()
        .map(|row| {
            let member = staff.iter().find(|member| member.account == row.id);
            StaffMember {
                role: member.map(|member| member.role.clone()),
                department: member.map(|member| member.department.clone()),
                since: member.map(|member| member.created_at),
                account: super::view(row, 0),
            }
        })
        .collect())
}

/// Takes an account out of the staff, if it is of them. Errors: it is the last super admin.
pub(super) async fn leave(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    require_another_super_admin(ctx, account).await?;
    members::take_out(ctx, account).await
}

/// Errors: nobody else may do everything.
async fn require_another_super_admin(ctx: &Ctx<'_>, account: AccountId) -> Result<()> {
    // of two who leave at once the second sees that the first has left
    let supers = store::lock_super_admins(ctx).await?;
    if supers == [account] {
        return Err(AccountRefusal::LastSuperAdmin.into());
    }
    Ok(())
}
