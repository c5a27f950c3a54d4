//! How somebody comes to sell here: by applying for a vendor, or by being asked to act for one.
//!
//! - [`apply_as_vendor`]: somebody who is signed in and has proven an e-mail address becomes the owner of a vendor that waits for
//!   the market's answer; one that was refused is mended and sent again
//! - [`show_application`]: what the staff decide by
//! - [`invite_member`], [`accept_invitation`]: single-use links, stored hashed, for the account that has proven the address they
//!   were sent to
//! - [`show_onboarding`]: how far a vendor is set up; [`set_payout`]: where its money goes
//!
//! What is decided and who acts for a vendor then, `vendors` keeps.

mod application;
mod invitations;
mod letters;
mod onboarding;
mod payout;
mod store;

pub(crate) use application::with_application;
pub use application::{
    NewApplication, OwnApplication, VendorApplication, WaitingVendor, apply_as_vendor, list_own_applications,
    show_application,
};
pub(crate) use invitations::clean as clean_invitations;
pub use invitations::{
    INVITATION_LIFE, Invitation, NewInvitation, OpenInvitation, accept_invitation, invite_member,
    list_invitations, look_at_invitation, withdraw_invitation,
};
pub(crate) use letters::{Told, letter_of, told_of};
pub use letters::{VendorLetter, VendorNews};
pub(crate) use onboarding::onboarding;
pub use onboarding::{Onboarding, SetupStep, show_onboarding};
pub(crate) use payout::find_payout;
pub use payout::{NewPayout, Payout, payout_account, set_payout, show_payout};
