//! Accounts: people who can sign in, how they prove who they are, and what is kept for them.
//!
//! - [`register`], [`sign_in`]: the two doors; both hash outside of transactions and count what strangers try
//! - [`Session`]: who holds a token; [`sessions`] and their ends
//! - links sent by mail: verification, reset, invitation; each works once and is stored hashed
//! - profile, address book, sign-in codes, the account's cart and orders, export and deletion
//! - staff: who else may administer, and how the first one comes to be
//!
//! Nobody learns here whether an account exists, except who registers a name, address or number that is taken (that is
//! counted and soon refused). E-mail addresses and telephone numbers belong to whoever verified them; claims that nobody
//! verified lapse after [`CLAIM_LIFE`].

mod addresses;
mod carts;
mod clean;
mod export;
mod history;
mod leave;
mod letters;
mod operator;
mod password;
mod people;
mod profile;
mod register;
mod second_factor;
mod sessions;
mod sign_in;
mod staff;
mod steps;
mod store;
mod tokens;
mod use_cases;

use jiff::{SignedDuration, Timestamp};
use souk_domain::ids::AccountId;

pub use addresses::{
    BookedAddress, NewBookedAddress, add_address, list_addresses, remove_address, update_address,
};
pub(crate) use carts::lock_owner;
pub use carts::{adopt as adopt_cart, fresh_cart};
pub(crate) use clean::{clean_links, clean_sessions, forget_deleted_buyers};
pub use export::{AccountExport, export};
pub use history::{OrderPage, OrdersAhead, keep_order, list_orders, orders_ahead};
pub use leave::{delete, orders_under_way};
pub use letters::{About, AccountLetter};
pub(crate) use letters::{AccountNews, letter_of, news_of};
pub use operator::{enrol_person, enrol_staff, list_people, open_setup, renew_invitation};
pub use password::{ChangePassword, change_password, check_current_password};
pub use people::{NewPerson, add_person, set_password};
pub use profile::{ProfileChange, change_email, change_profile, update_profile};
pub use register::{Registered, Registration, register};
pub use second_factor::{
    Enrolment, confirm_second_factor, renew_recovery_codes, start_second_factor, stop_second_factor,
};
pub use sessions::{
    Acting, SESSION_LIFE, Session, end_others, end_session, list_sessions, session, sign_out, touch,
};
pub use sign_in::{SignIn, SignedIn, sign_in, sign_in_as};
pub use staff::{
    Colleague, FirstAdmin, JoinedStaff, NewStaff, NewStaffInvitation, OpenStaffInvitation, SignInEvent,
    StaffInvitation, StaffMember, act_for_vendor, add_staff, begin_setup, change_colleague,
    create_first_admin, end_session_of, end_sessions_of, invite_again, invite_staff, is_setup_open,
    join_staff, list_colleagues, list_sessions_of, list_sign_ins_of, list_staff, list_staff_invitations,
    look_at_staff_invitation, remove_colleague, resend_staff_invitation, show_colleague, stop_acting,
    withdraw_staff_invitation,
};
pub use steps::{SignInTicket, Step, sign_in_by_code, sign_in_by_password};
pub use store::SessionRow;
pub use tokens::{
    AskedReset, AskedVerification, MailPurpose, Verification, ask_reset, ask_verification, look_at_link,
    look_at_verification, reset_password, verify_email,
};
pub use use_cases::{
    add_own_address, adopt_guest_cart, change_own_address, check_setup_link, end_current_session,
    end_other_sessions, end_own_session, export_account, find_session, keep_placed_order, list_own_addresses,
    list_own_orders, list_own_sessions, note_session_use, open_cart, remove_own_address, send_verification,
    show_account, show_link, show_own_address, show_verification, sign_in_registered,
};

use crate::{Ctx, Error, Result};
use souk_domain::refusal::AccountRefusal;

/// How long a claim on an e-mail address or telephone number holds that nobody verified.
pub const CLAIM_LIFE: SignedDuration = SignedDuration::from_hours(72);

/// An account as its owner sees it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub id: AccountId,
    pub username: String,
    /// `None` when an unverified claim lapsed and another took it.
    pub email: Option<String>,
    pub email_verified: bool,
    /// E.164.
    pub phone: Option<String>,
    pub first_name: String,
    pub last_name: String,
    /// Whether it has a password; one made by an invitation has none yet.
    pub has_password: bool,
    /// Whether signing in asks for a code.
    pub second_factor: bool,
    pub recovery_codes_left: u32,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl Account {
    /// How to greet its owner: the first name, or else the username.
    pub fn greeting(&self) -> &str {
        if self.first_name.is_empty() { &self.username } else { &self.first_name }
    }
}

/// The account of an id. Errors: it is gone.
pub async fn load(ctx: &Ctx<'_>, id: AccountId) -> Result<Account> {
    let row = store::find(ctx, id).await?.ok_or(AccountRefusal::NotFound)?;
    let left = store::count_recovery_codes(ctx, id).await?;
    Ok(view(row, u32::try_from(left).unwrap_or_default()))
}

fn view(row: store::AccountRow, recovery_codes_left: u32) -> Account {
    Account {
        id: row.id,
        username: row.username,
        email: row.email,
        email_verified: row.email_verified_at.is_some(),
        phone: row.phone,
        first_name: row.first_name,
        last_name: row.last_name,
        has_password: row.password_hash.is_some(),
        second_factor: row.totp_confirmed_at.is_some(),
        recovery_codes_left,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

async fn lock(ctx: &Ctx<'_>, id: AccountId) -> Result<store::AccountRow> {
    Ok(store::lock(ctx, id).await?.ok_or(AccountRefusal::NotFound)?)
}

/// The address that an account's owner has proven to read, the account locked; `None`: none is proven. Errors: it is gone.
pub(crate) async fn lock_proven_email(ctx: &Ctx<'_>, id: AccountId) -> Result<Option<String>> {
    let row = lock(ctx, id).await?;
    Ok(row.email.filter(|_| row.email_verified_at.is_some()))
}

/// What the unique indexes of an account refuse, in words.
fn taken(error: souk_db::Error) -> Error {
    for (index, refusal) in [
        ("account_username_key", AccountRefusal::UsernameTaken),
        ("account_email_key", AccountRefusal::EmailTaken),
        ("account_phone", AccountRefusal::PhoneTaken),
    ] {
        if error.is_unique(index) {
            return refusal.into();
        }
    }
    error.into()
}
