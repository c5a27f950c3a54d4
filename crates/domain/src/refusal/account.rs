//! What accounts refuse.

use super::{EMAIL_TAKEN, FieldError, PHONE_TAKEN, SIGN_IN_CODE_WRONG, USERNAME_TAKEN, WRONG_PASSWORD};
use crate::code::refusals;

refusals! {
    /// What accounts refuse.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum AccountRefusal {
        /// Fields that cannot be.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
        /// Another account has that username.
        #[error("That username is taken. Choose another.")]
        UsernameTaken => USERNAME_TAKEN,
        /// Another account has that e-mail address.
        #[error("An account has that e-mail address. Sign in, or reset its password.")]
        EmailTaken => EMAIL_TAKEN,
        /// Another account has that telephone number.
        #[error("An account has that telephone number. Use another, or leave it out.")]
        PhoneTaken => PHONE_TAKEN,
        /// No such account, or not its password: nobody is told which.
        #[error("E-mail or password is incorrect. Check both, or reset the password.")]
        WrongCredentials => WRONG_CREDENTIALS,
        /// The password was right; the account asks for a code too.
        #[error("Enter the code of your authenticator app, or one of your recovery codes.")]
        CodeNeeded => SIGN_IN_CODE_NEEDED,
        /// A code that is wrong, used or too old.
        #[error("That code is not right. Codes change every 30 seconds; use the newest one.")]
        CodeWrong => SIGN_IN_CODE_WRONG,
        /// The current password was asked for and is another.
        #[error("That is not your current password.")]
        WrongPassword => WRONG_PASSWORD,
        /// A letter was opened by somebody who has not shown that the account is theirs.
        #[error("This link belongs to the account “{username}”. Sign in to it, or enter its password. If you do not know that account, do nothing.")]
        ProofNeedsAccount {
            /// Whose link it is.
            username: String,
        } => PROOF_NEEDS_ACCOUNT,
        /// A link that is expired, used, replaced or made up: nobody is told which.
        #[error("This link is not valid any more. Ask for a new one.")]
        LinkInvalid => LINK_INVALID,
        /// No such address in this book.
        #[error("There is no such address in your address book.")]
        AddressNotFound => NOT_FOUND,
        /// The address book is full.
        #[error("An address book holds at most {max} addresses. Remove one first.")]
        TooManyAddresses {
            /// The most.
            max: usize,
        } => TOO_MANY_ADDRESSES,
        /// No such session of this account.
        #[error("There is no such session. It may have ended already.")]
        SessionNotFound => NOT_FOUND,
        /// No such account.
        #[error("There is no such account.")]
        NotFound => NOT_FOUND,
        /// Codes are asked for already.
        #[error("Sign-in codes are on already. Turn them off first to set them up anew.")]
        SecondFactorOn => SECOND_FACTOR_ON,
        /// Codes are not set up.
        #[error("Sign-in codes are not set up. Start with a new secret.")]
        SecondFactorOff => SECOND_FACTOR_OFF,
        /// Orders of the account are under way.
        #[error(
            "Orders of yours are still under way. Delete the account when they are done, or cancel them first."
        )]
        OrdersOpen => ORDERS_OPEN,
        /// The last one who may do everything.
        #[error("This is the last super admin. Make another account one first.")]
        LastSuperAdmin => LAST_SUPER_ADMIN,
    }
}

impl AccountRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let (pointer, code) = match self {
            Self::Invalid { fields } => return fields.clone(),
            Self::UsernameTaken => ("/username", USERNAME_TAKEN.name),
            Self::EmailTaken => ("/email", EMAIL_TAKEN.name),
            Self::PhoneTaken => ("/phone", PHONE_TAKEN.name),
            Self::CodeNeeded => ("/totp", "required"),
            Self::CodeWrong => ("/totp", SIGN_IN_CODE_WRONG.name),
            Self::WrongPassword => ("/current_password", WRONG_PASSWORD.name),
            Self::ProofNeedsAccount { .. } => ("/current_password", "required"),
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, code, self.to_string())]
    }
}
