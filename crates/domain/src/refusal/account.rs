//! What accounts refuse.

use super::{
    Code, EMAIL_TAKEN, FieldError, INVALID_INPUT, LAST_SUPER_ADMIN, LINK_INVALID, NOT_FOUND, ORDERS_OPEN,
    PHONE_TAKEN, SECOND_FACTOR_OFF, SECOND_FACTOR_ON, SIGN_IN_CODE_NEEDED, SIGN_IN_CODE_WRONG,
    TOO_MANY_ADDRESSES, USERNAME_TAKEN, WRONG_CREDENTIALS, WRONG_PASSWORD,
};

/// What accounts refuse.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AccountRefusal {
    /// Fields that cannot be.
    #[error("Some fields need a change.")]
    Invalid {
        /// Each of them.
        fields: Vec<FieldError>,
    },
    /// Another account has that username.
    #[error("That username is taken. Choose another.")]
    UsernameTaken,
    /// Another account has that e-mail address.
    #[error("An account has that e-mail address. Sign in, or reset its password.")]
    EmailTaken,
    /// Another account has that telephone number.
    #[error("An account has that telephone number. Use another, or leave it out.")]
    PhoneTaken,
    /// No such account, or not its password: nobody is told which.
    #[error("That name and password do not belong together. Check both, or reset the password.")]
    WrongCredentials,
    /// The password was right; the account asks for a code too.
    #[error("Enter the code of your authenticator app, or one of your recovery codes.")]
    CodeNeeded,
    /// A code that is wrong, used or too old.
    #[error("That code is not right. Codes change every 30 seconds; use the newest one.")]
    CodeWrong,
    /// The current password was asked for and is another.
    #[error("That is not your current password.")]
    WrongPassword,
    /// A link that is expired, used, replaced or made up: nobody is told which.
    #[error("This link is not valid any more. Ask for a new one.")]
    LinkInvalid,
    /// No such address in this book.
    #[error("There is no such address in your address book.")]
    AddressNotFound,
    /// The address book is full.
    #[error("An address book holds at most {max} addresses. Remove one first.")]
    TooManyAddresses {
        /// The most.
        max: usize,
    },
    /// No such session of this account.
    #[error("There is no such session. It may have ended already.")]
    SessionNotFound,
    /// No such account.
    #[error("There is no such account.")]
    NotFound,
    /// Codes are asked for already.
    #[error("Sign-in codes are on already. Turn them off first to set them up anew.")]
    SecondFactorOn,
    /// Codes are not set up.
    #[error("Sign-in codes are not set up. Start with a new secret.")]
    SecondFactorOff,
    /// Orders of the account are under way.
    #[error(
        "Orders of yours are still under way. Delete the account when they are done, or cancel them first."
    )]
    OrdersOpen,
    /// The last one who may do everything.
    #[error("This is the last super admin. Make another account one first.")]
    LastSuperAdmin,
}

impl AccountRefusal {
    /// Its row in the table of codes.
    pub fn code(&self) -> &'static Code {
        match self {
            Self::Invalid { .. } => &INVALID_INPUT,
            Self::UsernameTaken => &USERNAME_TAKEN,
            Self::EmailTaken => &EMAIL_TAKEN,
            Self::PhoneTaken => &PHONE_TAKEN,
            Self::WrongCredentials => &WRONG_CREDENTIALS,
            Self::CodeNeeded => &SIGN_IN_CODE_NEEDED,
            Self::CodeWrong => &SIGN_IN_CODE_WRONG,
            Self::WrongPassword => &WRONG_PASSWORD,
            Self::LinkInvalid => &LINK_INVALID,
            Self::AddressNotFound | Self::SessionNotFound | Self::NotFound => &NOT_FOUND,
            Self::TooManyAddresses { .. } => &TOO_MANY_ADDRESSES,
            Self::SecondFactorOn => &SECOND_FACTOR_ON,
            Self::SecondFactorOff => &SECOND_FACTOR_OFF,
            Self::OrdersOpen => &ORDERS_OPEN,
            Self::LastSuperAdmin => &LAST_SUPER_ADMIN,
        }
    }

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
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, code, self.to_string())]
    }
}
