//! What the operator asks of accounts at the machine's command line.

use souk_domain::ids::AccountId;

use super::{
    Account, NewBookedAddress, NewPerson, NewStaff, StaffMember, add_address, add_person, add_staff,
    begin_setup, invite_again, list_staff,
};
use crate::{Actor, App, BoxFuture, Result};

/// A link by which the first super admin comes to be; earlier ones end. `None` when there is one already.
pub fn open_setup(app: &App) -> BoxFuture<'static, Result<Option<String>>> {
    app.write(Actor::Operator, |ctx| Box::pin(begin_setup(ctx)))
}

/// Makes an account whose address counts as proven, with an address in its book.
/// Errors: a username or e-mail address that is taken.
pub fn enrol_person(
    app: &App,
    new: NewPerson,
    address: Option<NewBookedAddress>,
) -> BoxFuture<'static, Result<AccountId>> {
    app.write_with(Actor::Operator, (new, address), |ctx, (new, address)| {
        Box::pin(async move {
            let account = add_person(ctx, new).await?;
            if let Some(address) = address {
                add_address(ctx, account, address).await?;
            }
            Ok(account)
        })
    })
}

/// Makes an account a member of the staff, and the account too when there is none. Answers it, with a link to set a
/// password where it has none. Errors: an address that cannot be.
pub fn enrol_staff(app: &App, new: NewStaff) -> BoxFuture<'static, Result<(Account, Option<String>)>> {
    app.write_with(Actor::Operator, new, |ctx, new| Box::pin(add_staff(ctx, new)))
}

/// A link by which an account's owner sets a password. Errors: no such account.
pub fn renew_invitation(app: &App, email: String) -> BoxFuture<'static, Result<String>> {
    app.write_with(Actor::Operator, email, |ctx, email| Box::pin(invite_again(ctx, email)))
}

/// Every account with what it may do, the oldest first.
pub fn list_people(app: &App) -> BoxFuture<'static, Result<Vec<StaffMember>>> {
    app.read(Actor::Operator, |ctx| Box::pin(list_staff(ctx)))
}
