use std::{io::Read as _, process::ExitCode};

use anyhow::{Context as _, Result};
use souk_domain::account::{Department, Role};
use souk_market::accounts::{self, NewStaff};
use zeroize::Zeroizing;

use crate::{
    cli::{NewUser, Place, StaffRole},
    start::Migrations,
};

/// Bytes read of a password: more than one may have.
const MAX_PASSWORD_BYTES: u64 = 4096;

/// Makes somebody a member of the staff. Stdout holds nothing but the link, where there is one.
pub(super) async fn add(asked: NewUser) -> Result<ExitCode> {
    super::in_market(&asked.place, Migrations::MustHaveRun, async |app| {
        let password = asked.password_stdin.then(read_password).transpose()?;
        let role = match asked.role {
            StaffRole::SuperAdmin => Role::SuperAdmin,
            StaffRole::Admin => Role::Admin,
            StaffRole::User => Role::User,
        };
        let new = NewStaff { email: asked.email, role, department: asked.department };
        let (account, link) = accounts::enrol_staff(app, new).await?;
        let address = account.email.as_deref().unwrap_or("no address");
        eprintln!("{} ({address}) is staff: {role}", account.username);
        match (password, link) {
            (Some(password), _) => accounts::set_password(app, account.id, password).await?,
            (None, Some(link)) => tell_link(&link),
            (None, None) => {
                eprintln!("the account has a password already; `souk user reset` makes a link for a new one");
            }
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Prints a link by which somebody sets a new password.
pub(super) async fn reset(email: String, place: Place) -> Result<ExitCode> {
    super::in_market(&place, Migrations::MustHaveRun, async |app| {
        tell_link(&accounts::renew_invitation(app, email).await?);
        Ok(ExitCode::SUCCESS)
    })
    .await
}

fn tell_link(link: &str) {
    eprintln!("this link sets the password; it works once, for seven days:");
    super::say(link);
}

/// Lists every account, the oldest first.
pub(super) async fn list(place: Place) -> Result<ExitCode> {
    super::in_market(&place, Migrations::MustHaveRun, async |app| {
        for person in accounts::list_people(app).await? {
            let role = person.role.as_deref().unwrap_or("shopper");
            let email = person.account.email.as_deref().unwrap_or("-");
            let proven = if person.account.email_verified { "" } else { " (not proven)" };
            let department = person.department.filter(|department| department != Department::All.as_str());
            let department = department.map(|department| format!("  {department}")).unwrap_or_default();
            super::say(&format!("{role:<12} {}  {email}{proven}{department}", person.account.username));
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// The password on standard input, without the line break after it.
fn read_password() -> Result<Zeroizing<String>> {
    let mut text = Zeroizing::new(String::new());
    std::io::stdin()
        .take(MAX_PASSWORD_BYTES)
        .read_to_string(&mut text)
        .context("the password on standard input cannot be read")?;
    Ok(Zeroizing::new(text.trim_end_matches(['\r', '\n']).to_owned()))
}
