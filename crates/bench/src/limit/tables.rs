//! The tables of the limit, and what lies in them: a shop's goods, and a cart for each checkout to come.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};

use crate::load::{Dice, mixed};

const SCHEMA: &str = "
create table vendor (id blob not null primary key, name text not null) strict;
create table setting (name text not null primary key, value text not null) strict, without rowid;
create table product (id blob not null primary key, vendor_id blob not null references vendor (id), slug text not null,
    name text not null, description text not null) strict;
create unique index product_slug on product (slug);
create table image (product_id blob not null, position integer not null, file text not null, alt text not null,
    primary key (product_id, position)) strict, without rowid;
create table variant (id blob not null primary key, product_id blob not null references product (id), name text not null,
    price integer not null, on_hand integer not null, reserved integer not null,
    check (0 <= reserved and reserved <= on_hand)) strict;
create index variant_by_product on variant (product_id);
create table cart (id blob not null primary key, order_id blob) strict;
create table cart_line (cart_id blob not null, variant_id blob not null, quantity integer not null,
    primary key (cart_id, variant_id)) strict, without rowid;
create table claim (key blob not null primary key, asked blob not null, order_id blob, answer text, expires_at integer not null)
    strict, without rowid;
create table orders (id blob not null primary key, number text not null, cart_id blob not null, email text not null,
    status text not null, total integer not null, address text not null, created_at integer not null) strict;
create unique index orders_number on orders (number);
create unique index orders_cart on orders (cart_id);
create table vendor_order (id blob not null primary key, order_id blob not null references orders (id), vendor_id blob not null,
    status text not null, total integer not null, commission integer not null, net integer not null) strict;
create index vendor_order_by_order on vendor_order (order_id);
create index vendor_order_by_vendor on vendor_order (vendor_id, status, id);
create table order_line (id blob not null primary key, order_id blob not null references orders (id),
    vendor_order_id blob not null, variant_id blob not null, name text not null, price integer not null,
    quantity integer not null, tax integer not null, commission integer not null, held text not null) strict;
create index order_line_by_order on order_line (order_id);
create table payment (id blob not null primary key, order_id blob not null references orders (id), key text not null,
    status text not null, total integer not null, captured integer not null, check (captured <= total)) strict;
create unique index payment_order on payment (order_id);
create unique index payment_key on payment (key);
create table entry (cause_id blob not null, position integer not null, account text not null, vendor_id blob,
    debit integer not null, primary key (cause_id, position)) strict, without rowid;
create index entry_by_account on entry (account, vendor_id);
create table event (id blob not null primary key, kind text not null, subject_id blob not null, created_at integer not null)
    strict, without rowid;
";

/// Every checkout happens at a moment of its own, from here on: ids grow with time as they do in life.
const FROM_MS: i64 = 1_800_000_000_000;
/// Checkouts in one millisecond.
const A_MILLISECOND: u64 = 4;
const VENDORS: usize = 40;
const SETTINGS: usize = 20;
/// More pieces than a run sells.
const PIECES: i64 = 1_000_000_000;
const WORDS: &str =
    "Turned by hand from one piece, oiled twice and left to dry for a week. It will darken with the years.";

/// A variant that can be bought.
pub(super) struct Good {
    pub(super) variant: [u8; 16],
    pub(super) vendor: [u8; 16],
    pub(super) price: i64,
}

/// The goods that are bought, and the addresses of all products.
pub(super) struct Shelf {
    goods: Vec<Good>,
    pub(super) slugs: Vec<String>,
}

/// One checkout: what it buys and who it is.
pub(super) struct Purchase<'s> {
    number: u64,
    /// Two goods of one vendor, one of another.
    pub(super) goods: [&'s Good; 3],
    pub(super) now_ms: i64,
    pub(super) order_number: String,
    pub(super) email: String,
}

/// What an id of a purchase is of; several of one kind are told apart by a number.
#[derive(Clone, Copy)]
pub(super) enum Kind {
    Cart,
    Order,
    VendorOrder,
    Line,
    Payment,
    Claim,
    Event,
}

impl Purchase<'_> {
    /// The id of a thing of this purchase: its time, then bits that look random.
    pub(super) fn id(&self, kind: Kind, which: u8) -> [u8; 16] {
        id(self.now_ms, self.number.wrapping_mul(64).wrapping_add(kind as u64 * 4 + u64::from(which)))
    }
}

fn id(ms: i64, number: u64) -> [u8; 16] {
    let mut id = [0; 16];
    id[..8].copy_from_slice(&(u64::try_from(ms).unwrap_or_default() << 16).to_be_bytes());
    id[8..].copy_from_slice(&mixed(number).to_be_bytes());
    id
}

impl Shelf {
    /// Makes the tables in a new file: `products` of two variants each.
    pub(super) fn fill(file: &Path, products: usize) -> Result<Self> {
        let mut connection = Connection::open(file)?;
        connection.execute_batch(SCHEMA)?;
        let filling = connection.transaction()?;
        let (mut goods, mut slugs) = (Vec::new(), Vec::new());
        {
            let mut vendor = filling.prepare("insert into vendor values (?, ?)")?;
            let vendors: Vec<[u8; 16]> = (0..VENDORS as u64).map(|number| id(FROM_MS, number)).collect();
            for (number, id) in vendors.iter().enumerate() {
                vendor.execute(params![id, format!("Maker {number}")])?;
            }
            let mut setting = filling.prepare("insert into setting values (?, ?)")?;
            for number in 0..SETTINGS {
                setting.execute(params![format!("setting_{number}"), "a value"])?;
            }
            let mut product = filling.prepare("insert into product values (?, ?, ?, ?, ?)")?;
            let mut image = filling.prepare("insert into image values (?, 0, ?, ?)")?;
            let mut variant = filling.prepare("insert into variant values (?, ?, ?, ?, ?, 0)")?;
            for number in 0..products {
                let (of_product, vendor) = (id(FROM_MS, 1_000 + number as u64), number % VENDORS);
                let vendor = *vendors.get(vendor).context("no vendors")?;
                let (slug, name) = (format!("turned-bowl-{number}"), format!("Turned bowl {number}"));
                product.execute(params![of_product, vendor, slug, name, WORDS])?;
                image.execute(params![of_product, format!("{slug}.webp"), name])?;
                for (which, size) in (0_u64..).zip(["Small", "Large"]) {
                    let of_variant = id(FROM_MS, 1_000_000 + number as u64 * 2 + which);
                    let price = 500 + (number as i64 * 7) % 20_000;
                    variant.execute(params![of_variant, of_product, size, price, PIECES])?;
                    goods.push(Good { variant: of_variant, vendor, price });
                }
                slugs.push(slug);
            }
        }
        filling.commit()?;
        Ok(Self { goods, slugs })
    }

    pub(super) fn purchase(&self, number: u64) -> Result<Purchase<'_>> {
        let start = Dice::new(usize::try_from(number)?).below(self.goods.len());
        let around = || self.goods.iter().cycle().skip(start).take(self.goods.len());
        let first = around().next().context("an empty shelf")?;
        let same = around().skip(1).find(|good| good.vendor == first.vendor).context("one variant")?;
        let other = around().find(|good| good.vendor != first.vendor).context("one vendor")?;
        Ok(Purchase {
            number,
            goods: [first, same, other],
            now_ms: FROM_MS + i64::try_from(number / A_MILLISECOND)?,
            order_number: format!("S-{number:08}"),
            email: format!("buyer-{number}@example.com"),
        })
    }

    /// Puts carts with their lines into a database that nobody else has open.
    pub(super) fn fill_carts(&self, file: &Path, count: u64) -> Result<()> {
        let mut connection = Connection::open(file)?;
        let filling = connection.transaction()?;
        {
            let mut cart = filling.prepare("insert into cart values (?, null)")?;
            let mut line = filling.prepare("insert into cart_line values (?, ?, 1)")?;
            for number in 0..count {
                let purchase = self.purchase(number)?;
                let id = purchase.id(Kind::Cart, 0);
                cart.execute([id])?;
                for good in purchase.goods {
                    line.execute(params![id, good.variant])?;
                }
            }
        }
        filling.commit()?;
        Ok(())
    }
}
