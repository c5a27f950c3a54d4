//! Where a vendor's money is sent to. The number of the account is sealed under the server's key, and nobody is shown it whole.

use chacha20poly1305::{
    ChaCha20Poly1305, KeyInit as _,
    aead::{Aead as _, Payload},
};
use jiff::Timestamp;
use souk_domain::{
    bounds::vendor::{MAX_BANK_CHARS, MAX_HOLDER_CHARS},
    field::FieldErrors,
    ids::VendorId,
    refusal::VendorRefusal,
    text::bounded_line,
    vendor::{AccountNumber, VendorPermission},
};
use zeroize::Zeroizing;

use super::store::{self, PayoutRow};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    audit::{self, AuditAction},
    idempotency::{Guard, Operation, Reply},
    queue::EventKind,
    vendors::{self, News},
};

/// Bytes that make each seal another.
const NONCE_BYTES: usize = 12;

/// Where money is to be sent to.
#[derive(Clone, Hash)]
pub struct NewPayout {
    /// Whose account it is.
    pub holder: String,
    pub account: AccountNumber,
    /// The bank's name or code, where the number does not name it; may be empty.
    pub bank: String,
}

/// Where money is sent to, as people are shown it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Payout {
    pub holder: String,
    /// Its ends alone.
    pub masked: String,
    pub bank: String,
    pub updated_at: Timestamp,
}

/// Says where a vendor's money is to be sent to, in place of what was said before; its owners are told, and who was
/// one lately. Errors: who asks may not; a field is wrong; where the vendor stands its money goes where it went.
pub fn set_payout(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    new: NewPayout,
    guard: Option<Guard<Payout>>,
) -> BoxFuture<'static, Result<Reply<Payout>>> {
    let operation = Operation::new("set_payout", actor, guard);
    operation
        .needs_of(vendor, VendorPermission::PayoutWrite)
        .run(app, (vendor, new), |ctx, (vendor, new)| Box::pin(async move { set(ctx, *vendor, new).await }))
}

async fn set(ctx: &Ctx<'_>, vendor: VendorId, new: &NewPayout) -> Result<Payout> {
    let mut wrong = FieldErrors::default();
    let holder = wrong.keep(bounded_line("/holder", &new.holder, 1, MAX_HOLDER_CHARS));
    let bank = wrong.keep(bounded_line("/bank", &new.bank, 0, MAX_BANK_CHARS));
    wrong.none().map_err(|fields| VendorRefusal::Invalid { fields })?;
    let found = vendors::lock_members(ctx, vendor).await?;
    vendors::require_allowed(ctx, &found, VendorPermission::PayoutWrite)?;
    let row = PayoutRow {
        vendor,
        holder,
        bank,
        sealed: seal(ctx.app, vendor, new.account.reveal())?,
        masked: new.account.masked(),
        updated_at: ctx.now,
    };
    store::put_payout(ctx, row.clone()).await?;
    let by = ctx.actor.account();
    audit::record(ctx, AuditAction::VendorPayoutChanged, by, &vendor.to_string(), &row.masked).await?;
    // who owns it now and who did lately: whoever takes a vendor over sends the others off first
    let readers = vendors::owners_lately(ctx, vendor).await?;
    let news = News { words: row.masked.clone(), ..News::default() };
    vendors::tell(ctx, EventKind::VendorPayoutChanged, vendor, &readers, &news).await?;
    Ok(shown(row))
}

/// Where a vendor's money is sent to; `None`: nobody said so yet. Errors: who asks may not see it.
pub fn show_payout(app: &App, actor: Actor, vendor: VendorId) -> BoxFuture<'static, Result<Option<Payout>>> {
    let found = app.read(actor, move |ctx| Box::pin(find_payout(ctx, vendor)));
    actor.permitted_of(vendor, VendorPermission::PayoutWrite, found)
}

/// The same within another read.
pub(crate) async fn find_payout(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<Payout>> {
    Ok(store::find_payout(ctx, vendor).await?.map(shown))
}

fn shown(row: PayoutRow) -> Payout {
    Payout { holder: row.holder, masked: row.masked, bank: row.bank, updated_at: row.updated_at }
}

/// The account that a vendor's money goes to, whole, for whoever sends it; `None`: nobody said so yet. Errors: it was sealed under another
/// key, or for another vendor.
pub async fn payout_account(ctx: &Ctx<'_>, vendor: VendorId) -> Result<Option<AccountNumber>> {
    let row = store::find_payout(ctx, vendor).await?;
    row.map(|row| open(ctx.app, vendor, &row.sealed)).transpose()
}

/// The number that was sealed for a vendor.
fn open(app: &App, vendor: VendorId, sealed: &[u8]) -> Result<AccountNumber> {
    let broken = || Error::broken(format!("the account number of {vendor} cannot be opened"));
    let (nonce, sealed) = sealed.split_first_chunk::<NONCE_BYTES>().ok_or_else(broken)?;
    let cipher = cipher(app);
    let payload = Payload { msg: sealed, aad: vendor.as_bytes() };
    let number = Zeroizing::new(cipher.decrypt(&(*nonce).into(), payload).map_err(|_| broken())?);
    let number = std::str::from_utf8(&number).map_err(|_| broken())?;
    AccountNumber::iban(number).or_else(|_| AccountNumber::other(number)).map_err(|_| broken())
}

fn cipher(app: &App) -> ChaCha20Poly1305 {
    ChaCha20Poly1305::new(&app.key().keyed_hash("seal payout accounts", &[]).into())
}

fn seal(app: &App, vendor: VendorId, number: &str) -> Result<Vec<u8>> {
    let nonce: [u8; NONCE_BYTES] = app.random_bytes();
    let cipher = cipher(app);
    let payload = Payload { msg: number.as_bytes(), aad: vendor.as_bytes() };
    let sealed = cipher.encrypt(&nonce.into(), payload);
    let sealed = sealed.map_err(|_| Error::broken("an account number could not be sealed"))?;
    Ok([nonce.as_slice(), &sealed].concat())
}
