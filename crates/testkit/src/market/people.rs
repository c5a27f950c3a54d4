//! People who sign in, and those of them who work for vendors.

use souk_domain::{
    ids::{AccountId, VendorId},
    text::Email,
    vendor::MemberRole,
};
use souk_market::{
    Actor,
    accounts::{self, NewPerson, SignIn},
    vendors,
};
use zeroize::Zeroizing;

use super::Market;

/// What everybody types.
pub const PASSWORD: &str = "seven quiet otters";

impl Market {
    /// Somebody with an account, whose name is nobody else's. Answers the account, and the token of a session.
    pub async fn person(&self, name: &str) -> (AccountId, String) {
        let login = format!("{}@people.example", name.to_lowercase());
        let new = NewPerson {
            username: None,
            email: Email::parse(&login).expect("an address"),
            first_name: name.to_owned(),
            last_name: "Castellane".to_owned(),
        };
        let account = accounts::enrol_person(&self.app, new, None).await.expect("an account");
        let password = || Zeroizing::new(PASSWORD.to_owned());
        accounts::set_password(&self.app, account, password()).await.expect("a password");
        let asked = SignIn {
            login,
            password: password(),
            code: None,
            device: None,
            cart: None,
            agent: String::new(),
            client: None,
        };
        let signed = accounts::sign_in(&self.app, asked).await.expect("somebody who is signed in");
        (account, signed.token.reveal().clone())
    }

    /// Somebody who works for a vendor, as [`Market::person`].
    pub async fn worker(&self, name: &str, vendor: VendorId, role: MemberRole) -> (AccountId, String) {
        let (account, token) = self.person(name).await;
        self.appoint(account, vendor, role).await;
        (account, token)
    }

    /// Makes somebody a member of a vendor.
    pub async fn appoint(&self, account: AccountId, vendor: VendorId, role: MemberRole) {
        let done = vendors::appoint_member(&self.app, Actor::Operator, vendor, account, role);
        done.await.expect("a member");
    }
}
