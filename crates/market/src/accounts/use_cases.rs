//! What faces ask of an account: each reads or changes what is its own.

use souk_domain::{
    ids::{AccountId, AddressId, CartKey, OrderId, SessionId},
    refusal::AccountRefusal,
};

use super::{
    Account, AccountExport, BookedAddress, MailPurpose, NewBookedAddress, Session, SessionRow, SignedIn,
    Verification, add_address, adopt_cart, ask_verification, end_others, end_session, export, fresh_cart,
    history, is_setup_open, keep_order, list_addresses, list_sessions, load, lock, look_at_link,
    look_at_verification, remove_address, session, sign_in_as, sign_out, touch, update_address,
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    cart::{self, CartView},
    idempotency::{Guard, Operation, Reply},
    orders::OrderView,
    paging::Page,
    secrets::SessionToken,
};

const fn owner(account: AccountId) -> Actor {
    Actor::Account { account }
}

/// Who holds a session's token; `None` when it has ended.
pub fn find_session(app: &App, token: SessionToken) -> BoxFuture<'static, Result<Option<Session>>> {
    app.read_with(Actor::Guest, token, |ctx, token| Box::pin(session(ctx, token)))
}

/// Notes that a session is in use.
pub fn note_session_use(app: &App, used: Session) -> BoxFuture<'static, Result<()>> {
    app.write_with(owner(used.account), used, |ctx, used| Box::pin(touch(ctx, used)))
}

/// The account. Errors: it is gone.
pub fn show_account(app: &App, account: AccountId) -> BoxFuture<'static, Result<Account>> {
    app.read(owner(account), move |ctx| Box::pin(load(ctx, account)))
}

/// Everything kept about an account.
pub fn export_account(app: &App, account: AccountId) -> BoxFuture<'static, Result<AccountExport>> {
    app.read(owner(account), move |ctx| Box::pin(export(ctx, account)))
}

/// Sends the link by which an account proves its e-mail address once more. Errors: those of [`ask_verification`].
pub fn send_verification(app: &App, account: AccountId) -> BoxFuture<'static, Result<()>> {
    app.write(owner(account), move |ctx| Box::pin(ask_verification(ctx, account)))
}

/// Where the account is signed in.
pub fn list_own_sessions(app: &App, account: AccountId) -> BoxFuture<'static, Result<Vec<SessionRow>>> {
    app.read(owner(account), move |ctx| Box::pin(list_sessions(ctx, account)))
}

/// Ends one session of the account. Errors: it has none of that id.
pub fn end_own_session(app: &App, account: AccountId, id: SessionId) -> BoxFuture<'static, Result<()>> {
    app.write(owner(account), move |ctx| Box::pin(end_session(ctx, account, id)))
}

/// Ends every session of the account but `but`. Answers how many there were.
pub fn end_other_sessions(
    app: &App,
    account: AccountId,
    but: Option<SessionId>,
) -> BoxFuture<'static, Result<u64>> {
    app.write(owner(account), move |ctx| Box::pin(end_others(ctx, account, but)))
}

/// Ends the session that asks; one that has ended already stays ended.
pub fn end_current_session(app: &App, account: AccountId, id: SessionId) -> BoxFuture<'static, Result<()>> {
    app.write(owner(account), move |ctx| Box::pin(sign_out(ctx, account, id)))
}

/// The address book, in the order it was filled.
pub fn list_own_addresses(app: &App, account: AccountId) -> BoxFuture<'static, Result<Vec<BookedAddress>>> {
    app.read(owner(account), move |ctx| Box::pin(list_addresses(ctx, account)))
}

/// One address of the book. Errors: there is no such address.
pub fn show_own_address(
    app: &App,
    account: AccountId,
    id: AddressId,
) -> BoxFuture<'static, Result<BookedAddress>> {
    app.read(owner(account), move |ctx| Box::pin(find_address(ctx, account, id)))
}

/// Adds an address; the first one is the default for everything. Errors: the book is full.
pub fn add_own_address(
    app: &App,
    account: AccountId,
    new: NewBookedAddress,
    guard: Option<Guard<BookedAddress>>,
) -> BoxFuture<'static, Result<Reply<BookedAddress>>> {
    Operation::new("add_address", owner(account), guard).run(app, new, move |ctx, new| {
        Box::pin(async move {
            let id = add_address(ctx, account, new).await?;
            find_address(ctx, account, id).await
        })
    })
}

/// Rewrites an address as `change` makes it of what is there. Errors: there is no such address, those of `change`.
pub fn change_own_address(
    app: &App,
    account: AccountId,
    id: AddressId,
    change: Box<dyn Fn(BookedAddress) -> Result<NewBookedAddress> + Send + Sync>,
) -> BoxFuture<'static, Result<BookedAddress>> {
    app.write_with(owner(account), change, move |ctx, change| {
        Box::pin(async move {
            // of two who change it at once the second changes what the first has made of it
            lock(ctx, account).await?;
            let new = change(find_address(ctx, account, id).await?)?;
            update_address(ctx, account, id, &new).await?;
            find_address(ctx, account, id).await
        })
    })
}

/// Takes an address out. Errors: there is no such address.
pub fn remove_own_address(app: &App, account: AccountId, id: AddressId) -> BoxFuture<'static, Result<()>> {
    app.write(owner(account), move |ctx| Box::pin(remove_address(ctx, account, id)))
}

async fn find_address(ctx: &Ctx<'_>, account: AccountId, id: AddressId) -> Result<BookedAddress> {
    let book = list_addresses(ctx, account).await?;
    book.into_iter().find(|row| row.id == id).ok_or_else(|| AccountRefusal::AddressNotFound.into())
}

/// A cart to put something into: the account's, made when there is none, or a new guest's where nobody is signed in. `client` is
/// the network it comes from, for limits. Errors: the client began too many.
pub fn open_cart(
    app: &App,
    actor: Actor,
    client: Option<String>,
) -> BoxFuture<'static, Result<(CartKey, CartView)>> {
    app.write_with(actor, client, |ctx, client| {
        Box::pin(async move {
            let key = fresh_cart(ctx, client.as_deref()).await?;
            Ok((key, cart::load(ctx, key).await?))
        })
    })
}

/// Gives the account what a guest's cart holds. Answers the key of the account's cart, if it has one now.
pub fn adopt_guest_cart(
    app: &App,
    account: AccountId,
    guest: CartKey,
) -> BoxFuture<'static, Result<Option<CartKey>>> {
    app.write(owner(account), move |ctx| {
        Box::pin(async move { Ok(adopt_cart(ctx, account, Some(guest)).await?.0) })
    })
}

/// Orders of the account, the newest first. Errors: a malformed cursor.
pub fn list_own_orders(
    app: &App,
    account: AccountId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<OrderView>>> {
    app.snapshot_with(owner(account), after, move |ctx, after| {
        Box::pin(history::page_of_orders(ctx, account, after.as_deref(), limit))
    })
}

/// What a link from a letter is for, if it works. Errors: it does not.
pub fn show_link(
    app: &App,
    token: String,
    purposes: &'static [MailPurpose],
) -> BoxFuture<'static, Result<MailPurpose>> {
    app.read_with(Actor::Guest, (token, purposes), |ctx, (token, purposes)| {
        Box::pin(look_at_link(ctx, token, purposes))
    })
}

/// Whose account a link from a letter would prove an address of. Errors: it does not work.
pub fn show_verification(app: &App, token: String) -> BoxFuture<'static, Result<Verification>> {
    app.read_with(Actor::Guest, token, |ctx, token| Box::pin(look_at_verification(ctx, token)))
}

/// Whether the link of the first setup works. Errors: it does not.
pub fn check_setup_link(app: &App, token: String) -> BoxFuture<'static, Result<()>> {
    app.read_with(Actor::Guest, token, |ctx, token| Box::pin(is_setup_open(ctx, token)))
}

/// Gives an account one order that was placed as a guest, by somebody who may see it.
pub fn keep_placed_order(app: &App, account: AccountId, order: OrderId) -> BoxFuture<'static, Result<()>> {
    app.write(owner(account), move |ctx| Box::pin(keep_order(ctx, account, order)))
}

/// Begins the session of an account that was just registered, and gives it what the guest's cart holds. Errors: it is gone.
pub fn sign_in_registered(
    app: &App,
    account: AccountId,
    guest_cart: Option<CartKey>,
    agent: String,
    client: Option<String>,
) -> BoxFuture<'static, Result<SignedIn>> {
    app.write_with(owner(account), (agent, client), move |ctx, (agent, client)| {
        Box::pin(sign_in_as(ctx, account, guest_cart, (agent, client.as_deref())))
    })
}
