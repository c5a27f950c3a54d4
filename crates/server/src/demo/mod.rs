//! The demonstration market: data and pictures inside the binary, loaded once into an empty database.

mod files;
mod load;
mod past;
mod people;
mod prices;
mod shape;

use anyhow::{Context as _, Result, bail};
use souk_domain::{ids::AccountId, vendor::MemberRole};
use souk_market::{
    Actor, App, accounts,
    catalogue::{self, ProductFilter},
    settings,
    vendors::{self, VendorStatus},
};
use zeroize::Zeroizing;

use crate::cli::DemoSize;

/// Under this name a database remembers that it holds a demonstration.
const MARK: &str = "demo";
/// Under this one, that it is whole, and which of the two it is.
const READY: &str = "demo_ready";
const WITH_PAST: &str = "with a past";
const WITHOUT_PAST: &str = "without a past";

const UNFINISHED: &str = "the demonstration in this database is not finished: another souk is still making it, or one was \
    stopped while it did. Wait for the other; or remove the data directory (with --database: empty the database), and start \
    again";
/// Vendors worth counting for a line of greeting.
const MOST_VENDORS: u32 = 100;

/// A demonstration that is ready.
pub(crate) struct Demo {
    pub(crate) vendors: usize,
    /// How many, in words: a large market is not counted to the end.
    pub(crate) products: String,
    pub(crate) is_new: bool,
    pub(crate) shoppers: usize,
    pub(crate) orders: usize,
    /// Who can sign in, told once, when the demonstration is new.
    pub(crate) visitor: Option<Visitor>,
}

/// Somebody whom a visitor of the demonstration may be.
pub(crate) struct Visitor {
    pub(crate) email: String,
    pub(crate) password: String,
}

/// Loads the demonstration into an empty database; one that holds it already is left as it is.
/// Errors: the database holds a real shop, or a demonstration that was never finished.
pub(crate) async fn ensure(app: &App, size: DemoSize, seed: u64) -> Result<Demo> {
    let found = look(app).await?;
    let (is_new, has_past) = match found {
        Found::Demonstration { has_past } => (false, has_past),
        Found::Unfinished => bail!(UNFINISHED),
        Found::Shop => bail!(
            "this database holds a shop of its own, and a demonstration belongs in an empty one: leave --demo out, or \
             name another place with --data DIR"
        ),
        Found::Nothing => {
            (true, load::load(app, size, seed).await.context("the demonstration cannot be loaded")?)
        }
    };
    let (vendors, products) = count(app).await?;
    let mut visitor = None;
    if is_new {
        visitor = Some(self::visitor(app).await.context("the visitor of the demonstration")?);
        let told = if has_past { WITH_PAST } else { WITHOUT_PAST };
        settings::leave_mark(app, READY, told.to_owned()).await?;
    }
    let (shoppers, orders) = if has_past { (people::PEOPLE.len(), past::ORDERS) } else { (0, 0) };
    Ok(Demo { vendors, products, is_new, shoppers, orders, visitor })
}

/// Gives the first of the people a password that nobody has said before. Without a past there is nobody yet.
async fn visitor(app: &App) -> Result<Visitor> {
    let Some(person) = people::PEOPLE.first() else { bail!("nobody lives there") };
    let email = person.email();
    let wanted = email.clone();
    let found = accounts::list_people(app).await?;
    let account = match found.iter().find(|one| one.account.email.as_deref() == Some(&wanted)) {
        Some(one) => one.account.id,
        None => accounts::enrol_person(app, person.registered()?, None).await?,
    };
    sell_too(app, account).await?;
    let password = words(app);
    accounts::set_password(app, account, Zeroizing::new(password.clone())).await?;
    Ok(Visitor { email, password })
}

/// Lets a visitor see the pages of vendors, as the owner of the first.
async fn sell_too(app: &App, account: AccountId) -> Result<()> {
    let actor = Actor::Operator;
    let vendors = vendors::list_vendors(app, actor, VendorStatus::Active, None, MOST_VENDORS).await?;
    if let Some(first) = vendors.items.last() {
        vendors::appoint_member(app, actor, first.id, account, MemberRole::Owner).await?;
    }
    Ok(())
}

/// Words that are easy to type.
const WORDS: [&str; 64] = [
    "amber", "anchor", "apple", "arrow", "badge", "basil", "beacon", "birch", "bloom", "brook", "cedar",
    "chalk", "cliff", "cloud", "clover", "copper", "coral", "crane", "daisy", "delta", "ember", "fable",
    "falcon", "fern", "finch", "flint", "fog", "garnet", "ginger", "grove", "harbor", "hazel", "heron",
    "indigo", "ivory", "jade", "kite", "lamp", "larch", "lemon", "lilac", "linen", "maple", "marble",
    "meadow", "mint", "moss", "oak", "olive", "opal", "orchid", "pebble", "pepper", "pine", "plum", "quartz",
    "raven", "reed", "river", "sage", "slate", "tiger", "willow", "wren",
];

/// `tiger-lamp-42-moss`: good enough for a shop that listens to this machine alone.
fn words(app: &App) -> String {
    let [first, second, third, number] = app.random_bytes();
    let word = |byte: u8| WORDS[usize::from(byte) % WORDS.len()];
    format!("{}-{}-{}-{}", word(first), word(second), 10 + number % 90, word(third))
}

enum Found {
    Nothing,
    Demonstration {
        has_past: bool,
    },
    /// It is being made, or whoever made it was stopped.
    Unfinished,
    Shop,
}

async fn look(app: &App) -> souk_market::Result<Found> {
    if settings::show_mark(app, MARK).await?.is_some() {
        let ready = settings::show_mark(app, READY).await?;
        return Ok(
            ready.map_or(Found::Unfinished, |told| Found::Demonstration { has_past: told == WITH_PAST })
        );
    }
    for status in VendorStatus::ALL.iter().copied() {
        if !vendors::list_vendors(app, Actor::Operator, status, None, 1).await?.items.is_empty() {
            return Ok(Found::Shop);
        }
    }
    let categories = catalogue::list_categories(app, Actor::Operator).await?;
    Ok(if categories.is_empty() { Found::Nothing } else { Found::Shop })
}

async fn count(app: &App) -> souk_market::Result<(usize, String)> {
    let (actor, active) = (Actor::Operator, VendorStatus::Active);
    let vendors = vendors::list_vendors(app, actor, active, None, MOST_VENDORS).await?;
    let one = ProductFilter { limit: 1, ..ProductFilter::default() };
    let (products, _currency) = catalogue::search_products(app, actor, None, one).await?;
    let products = match products.total {
        Some(total) => total.to_string(),
        None => format!("more than {}", catalogue::MAX_COUNTED),
    };
    Ok((vendors.items.len(), products))
}
