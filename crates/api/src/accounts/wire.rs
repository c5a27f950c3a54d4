use serde::Serialize;
use souk_market::accounts;
use utoipa::ToSchema;

use crate::wire::time;

/// An account, as its owner sees it.
#[derive(Serialize, ToSchema)]
pub(crate) struct Account {
    id: String,
    username: String,
    /// Null when it was never verified and somebody else has claimed the address since.
    email: Option<String>,
    email_verified: bool,
    /// E.164, such as `+15550100123`.
    phone: Option<String>,
    first_name: String,
    last_name: String,
    /// Whether signing in asks for a code.
    totp_enabled: bool,
    /// Recovery codes that were not used yet.
    recovery_codes_left: u32,
    created_at: String,
    updated_at: String,
}

impl From<accounts::Account> for Account {
    fn from(account: accounts::Account) -> Self {
        Self {
            id: account.id.to_string(),
            username: account.username,
            email: account.email,
            email_verified: account.email_verified,
            phone: account.phone,
            first_name: account.first_name,
            last_name: account.last_name,
            totp_enabled: account.second_factor,
            recovery_codes_left: account.recovery_codes_left,
            created_at: time(account.created_at),
            updated_at: time(account.updated_at),
        }
    }
}
