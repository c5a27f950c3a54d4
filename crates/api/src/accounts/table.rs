//! The operations, with their documentation.

use http::Method;
use souk_domain::refusal;
use souk_http::Access;
use souk_market::accounts::AccountExport;

use super::{ADDRESS, ME, addresses, leave, links, me, own, password, sessions, sign_in, totp, wire};
use crate::{
    carts::wire::Cart,
    operation::{Operation, group},
    orders::wire::Order,
    wire::ListQuery,
};

const OWN: Access = Access::Account;

pub(crate) fn operations() -> Vec<Operation> {
    let all = [sign_in(), links(), profile(), secrets(), book(), belongings()];
    group("Accounts", all.into_iter().flatten().collect())
}

fn sign_in() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/api/v1/accounts", "create_account", Access::Anyone, sign_in::register)
            .says(
                "Makes an account",
                "A link to verify the e-mail address is sent. Somebody told five times in an hour that something is taken \
                 is told no more. Sign in with `POST /sessions`.",
            )
            .takes::<sign_in::NewAccount>()
            .answers::<sign_in::MadeAccount>(201)
            .refuses(&[
                &refusal::USERNAME_TAKEN,
                &refusal::EMAIL_TAKEN,
                &refusal::PHONE_TAKEN,
                &refusal::TOO_MANY_REQUESTS,
            ])
            .ignores_key(),
        Operation::new(Method::POST, "/api/v1/sessions", "sign_in", Access::Anyone, sign_in::sign_in)
            .says(
                "Signs in",
                "By username or e-mail address. A name nobody has is refused like a wrong password. Where the account asks \
                 for a code, `totp_required` comes only after a right password: send the same again with `totp`.",
            )
            .takes::<sign_in::NewSession>()
            .answers::<sign_in::BegunSession>(201)
            .refuses(&[
                &refusal::WRONG_CREDENTIALS,
                &refusal::SIGN_IN_CODE_NEEDED,
                &refusal::SIGN_IN_CODE_WRONG,
                &refusal::TOO_MANY_REQUESTS,
            ])
            .ignores_key()
            .on_the_money_path(),
        Operation::new(Method::DELETE, "/api/v1/sessions/current", "sign_out", OWN, sign_in::sign_out)
            .says("Signs out", "The session this request came with ends.")
            .answers_nothing(204)
            .before_codes(),
    ]
}

fn links() -> Vec<Operation> {
    vec![
        Operation::new(
            Method::POST,
            "/api/v1/email-verifications",
            "verify_email",
            Access::Anyone,
            links::verify,
        )
        .says(
            "Proves an e-mail address",
            "With the token of a mailed link, and with a session of the account or its password: whoever reads the letter may \
             not be who registered. Guest orders placed with the address join the account.",
        )
        .takes::<links::EmailVerification>()
        .answers_nothing(204)
        .refuses(&[
            &refusal::LINK_INVALID,
            &refusal::PROOF_NEEDS_ACCOUNT,
            &refusal::WRONG_PASSWORD,
            &refusal::TOO_MANY_REQUESTS,
        ])
        .ignores_key(),
        Operation::new(
            Method::POST,
            "/api/v1/password-resets",
            "ask_password_reset",
            Access::Anyone,
            links::ask_reset,
        )
        .says(
            "Asks for a link that sets a new password",
            "The answer is the same whether an account has the address or not.",
        )
        .takes::<links::ResetRequest>()
        .answers_nothing(202)
        .refuses(&[&refusal::TOO_MANY_REQUESTS])
        .ignores_key(),
        Operation::new(
            Method::POST,
            "/api/v1/password-resets/confirm",
            "reset_password",
            Access::Anyone,
            links::reset,
        )
        .says(
            "Sets a new password by a link",
            "With the token of a reset or an invitation. Every session of the account ends.",
        )
        .takes::<links::ResetConfirmation>()
        .answers_nothing(204)
        .refuses(&[&refusal::LINK_INVALID])
        .ignores_key(),
    ]
}

fn profile() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, ME, "show_me", OWN, me::show)
            .says("The account that is signed in", "")
            .answers::<wire::Account>(200),
        Operation::new(Method::PATCH, ME, "change_me", OWN, me::change_me)
            .says("Changes names and telephone number", "A merge patch.")
            .takes::<me::AccountPatch>()
            .answers::<wire::Account>(200)
            .refuses(&[
                &refusal::PRECONDITION_FAILED,
                &refusal::USERNAME_TAKEN,
                &refusal::PHONE_TAKEN,
                &refusal::TOO_MANY_REQUESTS,
            ]),
        Operation::new(Method::DELETE, ME, "delete_me", OWN, leave::delete)
            .says(
                "Deletes the account",
                "The body carries the current password. The person is removed; what the books need of orders stays.",
            )
            .takes::<password::CurrentPassword>()
            .answers_nothing(204)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::ORDERS_OPEN, &refusal::LAST_SUPER_ADMIN]),
        Operation::new(Method::GET, "/api/v1/me/export", "export_me", OWN, leave::export)
            .says("Everything kept about the account", "")
            .answers::<AccountExport>(200),
        Operation::new(Method::POST, "/api/v1/me/email", "change_email", OWN, links::change_email)
            .says(
                "Asks for another e-mail address",
                "A link goes there; the address counts once the link is used. The one before is told.",
            )
            .takes::<links::EmailChange>()
            .answers_nothing(202)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::TOO_MANY_REQUESTS])
            .ignores_key(),
        Operation::new(
            Method::POST,
            "/api/v1/me/email/verification",
            "send_verification",
            OWN,
            links::verify_again,
        )
        .says("Sends the verification link again", "Nothing is sent where the address is verified.")
        .answers_nothing(202)
        .refuses(&[&refusal::TOO_MANY_REQUESTS])
        .ignores_key(),
        Operation::new(Method::GET, "/api/v1/me/sessions", "list_own_sessions", OWN, sessions::list)
            .says("Where the account is signed in", "The latest used first, at most 200 of them.")
            .query::<ListQuery>()
            .answers_list::<sessions::OwnSession>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::DELETE,
            "/api/v1/me/sessions",
            "end_other_sessions",
            OWN,
            sessions::end_others,
        )
        .says("Signs out everywhere else", "Every session ends but the one this request came with.")
        .answers_nothing(204),
        Operation::new(
            Method::DELETE,
            "/api/v1/me/sessions/{session}",
            "end_session",
            OWN,
            sessions::end,
        )
        .says("Ends one session", "")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND]),
    ]
}

fn secrets() -> Vec<Operation> {
    vec![
        Operation::new(Method::POST, "/api/v1/me/password", "change_password", OWN, password::change)
            .says("Changes the password", "Every other session ends, and the owner is told by mail.")
            .takes::<password::PasswordChange>()
            .answers_nothing(204)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::TOO_MANY_REQUESTS])
            .ignores_key(),
        Operation::new(Method::POST, "/api/v1/me/totp", "start_totp", OWN, totp::start)
            .says(
                "Makes a secret for an authenticator app",
                "It counts once a code of it was confirmed; until then each call makes another.",
            )
            .takes::<password::CurrentPassword>()
            .answers::<totp::TotpSecret>(201)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::SECOND_FACTOR_ON, &refusal::TOO_MANY_REQUESTS])
            .ignores_key()
            .before_codes(),
        Operation::new(Method::POST, "/api/v1/me/totp/confirm", "confirm_totp", OWN, totp::confirm)
            .says("Turns sign-in codes on", "By a code of the new secret. Answers recovery codes.")
            .takes::<totp::TotpCode>()
            .answers::<totp::RecoveryCodes>(200)
            .refuses(&[&refusal::SECOND_FACTOR_ON, &refusal::SECOND_FACTOR_OFF, &refusal::TOO_MANY_REQUESTS])
            .ignores_key()
            .before_codes(),
        Operation::new(Method::DELETE, "/api/v1/me/totp", "stop_totp", OWN, totp::stop)
            .says("Turns sign-in codes off", "The body carries the current password.")
            .takes::<password::CurrentPassword>()
            .answers_nothing(204)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::SECOND_FACTOR_OFF, &refusal::TOO_MANY_REQUESTS]),
        Operation::new(Method::POST, "/api/v1/me/recovery-codes", "renew_recovery_codes", OWN, totp::renew)
            .says("Makes new recovery codes", "The old ones end.")
            .takes::<password::CurrentPassword>()
            .answers::<totp::RecoveryCodes>(201)
            .refuses(&[&refusal::WRONG_PASSWORD, &refusal::SECOND_FACTOR_OFF, &refusal::TOO_MANY_REQUESTS])
            .ignores_key(),
    ]
}

fn book() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/api/v1/me/addresses", "list_addresses", OWN, addresses::list)
            .says("The address book", "The oldest first.")
            .query::<ListQuery>()
            .answers_list::<addresses::OwnAddress>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::POST, "/api/v1/me/addresses", "add_address", OWN, addresses::add)
            .says("Books an address", "The first one is the default for parcels and bills.")
            .takes::<addresses::NewOwnAddress>()
            .answers::<addresses::OwnAddress>(201)
            .refuses(&[&refusal::TOO_MANY_ADDRESSES]),
        Operation::new(Method::GET, ADDRESS, "show_address", OWN, addresses::show)
            .says("One address", "")
            .answers::<addresses::OwnAddress>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, ADDRESS, "change_address", OWN, addresses::change_one)
            .says("Changes an address", "A merge patch. Orders keep the address they were placed with.")
            .takes::<addresses::AddressPatch>()
            .answers::<addresses::OwnAddress>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::DELETE, ADDRESS, "remove_address", OWN, addresses::remove)
            .says("Takes an address out", "")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND]),
    ]
}

fn belongings() -> Vec<Operation> {
    vec![
        Operation::new(Method::GET, "/api/v1/me/cart", "show_own_cart", OWN, own::show_cart)
            .says(
                "The account's cart",
                "The same for every session, made when there is none. Its id opens it under `/carts/{cart}`.",
            )
            .answers::<Cart>(200)
            .on_the_money_path(),
        Operation::new(Method::GET, "/api/v1/orders", "list_own_orders", OWN, own::list_orders)
            .says("The account's orders", "Newest first. One of them is shown by `GET /orders/{order}`.")
            .query::<ListQuery>()
            .answers_list::<Order>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
    ]
}
