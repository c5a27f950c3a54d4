//! The demonstration market: data and pictures inside the binary, loaded once into an empty database.

mod files;
mod load;
mod offers;
mod past;
mod people;
mod prices;
mod shape;

use std::time::Duration;

use anyhow::{Context as _, Result, bail};
use souk_domain::{
    ids::{AccountId, VendorId},
    vendor::MemberRole,
};
use souk_market::{
    Actor, App,
    accounts::{self, NewStaff},
    catalogue::{self, ProductFilter},
    settings,
    vendors::{self, VendorStatus},
};
use zeroize::Zeroizing;

use self::past::Older;
use crate::cli::DemoSize;

/// Under this name a database remembers that it holds a demonstration.
const MARK: &str = "demo";
/// Under this one, what it was made of.
const BORN: &str = "demo_born";
/// Under this one, that it can be opened.
const READY: &str = "demo_ready";
/// Under this one, that its older orders are all there.
const WHOLE: &str = "demo_whole";

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
    /// How many there are, or will be once the older ones have come in.
    pub(crate) orders: usize,
    /// Who can sign in, told once, when the demonstration is new.
    pub(crate) visitors: Option<Visitors>,
}

/// Whom a visitor of the demonstration may be.
pub(crate) struct Visitors {
    pub(crate) buyer: Visitor,
    pub(crate) vendor: Visitor,
    /// Who runs the market: who may do everything, one of each department, one who only looks.
    pub(crate) staff: Vec<Visitor>,
}

/// Somebody who can sign in.
pub(crate) struct Visitor {
    pub(crate) email: String,
    pub(crate) password: String,
}

/// The orders of a demonstration that are still to come in.
pub(crate) struct Behind(Older);

impl Behind {
    /// How many they are, those that have come in already among them.
    pub(crate) fn count(&self) -> usize {
        self.0.count()
    }

    /// Makes them while the market is open. Answers how long that took; `None`: it was told to stop before, and the next start goes on.
    pub(crate) async fn come_in(self, stop: impl Future<Output = ()>) -> Result<Option<Duration>> {
        self.0.fill(stop).await.context("the older orders of the demonstration")
    }
}

/// Loads the demonstration into an empty database; one that holds it already is left as it is. Answers it, and what is still to come
/// in. Errors: the database holds a real shop, or a demonstration that cannot be opened.
pub(crate) async fn ensure(app: &App, size: DemoSize, seed: u64) -> Result<(Demo, Option<Behind>)> {
    let (is_new, size, older) = match look(app).await? {
        Found::Demonstration { is_whole } => {
            let birth = load::birth(app).await.context("the demonstration in this database")?;
            let older = if is_whole { None } else { Some(load::older(app, birth)?) };
            (false, birth.size, older)
        }
        Found::Unfinished => bail!(UNFINISHED),
        Found::Shop => bail!(
            "this database holds a shop of its own, and a demonstration belongs in an empty one: leave --demo out, or \
             name another place with --data DIR"
        ),
        Found::Nothing => {
            let older = load::load(app, size, seed).await.context("the demonstration cannot be loaded")?;
            (true, size, Some(older))
        }
    };
    let (vendors, products) = count(app).await?;
    let mut visitors = None;
    if is_new {
        visitors = Some(self::visitors(app).await.context("the visitors of the demonstration")?);
        offers::promote(app, first_vendor(app).await?).await?;
        settings::leave_mark(app, READY, "yes".to_owned()).await?;
    }
    let (shoppers, orders) = (people::PEOPLE.len(), past::orders_of(size));
    Ok((Demo { vendors, products, is_new, shoppers, orders, visitors }, older.map(Behind)))
}

/// Gives those whom visitors may be passwords that nobody has said before.
async fn visitors(app: &App) -> Result<Visitors> {
    let Some(buyer) = people::PEOPLE.first() else { bail!("nobody lives there") };
    let found = accounts::list_people(app).await?;
    let wanted = buyer.email();
    let known = found.iter().find(|one| one.account.email.as_deref() == Some(&wanted));
    let known = known.with_context(|| format!("{wanted} is gone"))?.account.id;
    let seller = accounts::enrol_person(app, people::SELLER.registered()?, None).await?;
    own_first_vendor(app, seller).await?;
    let mut staff = Vec::new();
    for (person, role, department) in people::STAFF {
        let account = accounts::enrol_person(app, person.registered()?, None).await?;
        let new = NewStaff { email: person.email(), role: *role, department: *department };
        accounts::enrol_staff(app, new).await?;
        staff.push(visitor(app, account, person.email()).await?);
    }
    Ok(Visitors {
        buyer: visitor(app, known, wanted).await?,
        vendor: visitor(app, seller, people::SELLER.email()).await?,
        staff,
    })
}

async fn visitor(app: &App, account: AccountId, email: String) -> Result<Visitor> {
    let password = words(app);
    accounts::set_password(app, account, Zeroizing::new(password.clone())).await?;
    Ok(Visitor { email, password })
}

/// Makes somebody the owner of the first vendor.
async fn own_first_vendor(app: &App, account: AccountId) -> Result<()> {
    if let Some(first) = first_vendor(app).await? {
        vendors::appoint_member(app, Actor::Operator, first, account, MemberRole::Owner).await?;
    }
    Ok(())
}

async fn first_vendor(app: &App) -> Result<Option<VendorId>> {
    let (active, actor) = (VendorStatus::Active, Actor::Operator);
    let vendors = vendors::list_vendors(app, actor, active, None, MOST_VENDORS).await?;
    Ok(vendors.items.last().map(|first| first.id))
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
        is_whole: bool,
    },
    /// It is being made, or whoever made it was stopped.
    Unfinished,
    Shop,
}

async fn look(app: &App) -> souk_market::Result<Found> {
    if settings::show_mark(app, MARK).await?.is_some() {
        if settings::show_mark(app, READY).await?.is_none() {
            return Ok(Found::Unfinished);
        }
        return Ok(Found::Demonstration { is_whole: settings::show_mark(app, WHOLE).await?.is_some() });
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
