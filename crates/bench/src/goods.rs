//! What the checkouts of [`crate::checkouts`] buy: carts put into the database beforehand, and the ids they will need.

use std::path::Path;

use anyhow::{Context as _, Result};
use rusqlite::{Connection, params};

use crate::load::{Dice, mixed};

/// Every checkout happens at a moment of its own, from here on: ids grow with time as they do in life.
const FROM_MS: i64 = 1_800_000_000_000;
/// Checkouts in one millisecond.
const A_MILLISECOND: u64 = 4;
/// Things that lie in the carts.
const GOODS: usize = 400;

/// A variant that can be bought.
pub(crate) struct Good {
    pub(crate) variant: Vec<u8>,
    pub(crate) product: Vec<u8>,
    pub(crate) vendor: Vec<u8>,
    pub(crate) location: Vec<u8>,
    pub(crate) price: i64,
}

/// Everything for sale that is bought from.
pub(crate) struct Shelf(Vec<Good>);

/// One checkout: what it buys and who it is.
pub(crate) struct Purchase<'s> {
    number: u64,
    pub(crate) goods: [&'s Good; 3],
    pub(crate) now_ms: i64,
    pub(crate) order_number: String,
    pub(crate) email: String,
}

/// Kinds of ids of a purchase; a thing that comes several times is told apart by the last byte.
#[derive(Clone, Copy)]
pub(crate) enum Kind {
    Cart,
    CartLine,
    Order,
    Part,
    Line,
    Payment,
    Attempt,
    Event,
    Ledger,
    Outbox,
    Lease,
}

impl Purchase<'_> {
    /// The id of a thing of this purchase: its time, then bits that look random.
    pub(crate) fn id(&self, kind: Kind, which: u8) -> [u8; 16] {
        let mut id = [0; 16];
        let stirred = mixed(self.number.wrapping_mul(64).wrapping_add(kind as u64 * 4 + u64::from(which)));
        id[..8].copy_from_slice(&(u64::try_from(self.now_ms).unwrap_or_default() << 16).to_be_bytes());
        id[6] = 0x70 | which;
        id[8..].copy_from_slice(&stirred.to_be_bytes());
        id
    }

    /// A hash, such as a cart's key or an idempotency key.
    pub(crate) fn hash(&self, of: u64) -> [u8; 32] {
        let mut hash = [0; 32];
        for (place, eight) in hash.chunks_mut(8).enumerate() {
            eight.copy_from_slice(&mixed(self.number * 32 + of * 4 + place as u64).to_be_bytes());
        }
        hash
    }
}

impl Shelf {
    pub(crate) fn read(database: &Path) -> Result<Self> {
        let connection = Connection::open(database)?;
        let mut prepared = connection.prepare(
            "select v.id, v.product_id, p.vendor_id, l.location_id, v.price from variant v \
             join product p on p.id = v.product_id join stock_level l on l.variant_id = v.id order by v.id limit ?",
        )?;
        let goods = prepared.query_map([GOODS as i64], |row| {
            Ok(Good {
                variant: row.get(0)?,
                product: row.get(1)?,
                vendor: row.get(2)?,
                location: row.get(3)?,
                price: row.get(4)?,
            })
        })?;
        Ok(Self(goods.collect::<rusqlite::Result<_>>()?))
    }

    /// Purchase `number`: two things of one vendor, one of another, their variants in the order of ids.
    pub(crate) fn purchase(&self, number: u64) -> Result<Purchase<'_>> {
        let start = Dice::new(usize::try_from(number)?).below(self.0.len());
        let first = self.0.get(start).context("an empty shelf")?;
        let around = || self.0.iter().cycle().skip(start + 1).take(self.0.len());
        let same = around().find(|good| good.vendor == first.vendor).context("one product")?;
        let other = around().find(|good| good.vendor != first.vendor).context("one vendor")?;
        Ok(Purchase {
            number,
            goods: [first, same, other],
            now_ms: FROM_MS + i64::try_from(number / A_MILLISECOND)?,
            order_number: format!("S-{number:08}"),
            email: format!("buyer-{number}@example.com"),
        })
    }

    /// Puts carts with their lines into a database that nobody else has open, where every vendor has sold before.
    pub(crate) fn fill_carts(&self, database: &Path, count: u64) -> Result<()> {
        let mut connection = Connection::open(database)?;
        let filling = connection.transaction()?;
        filling.execute(
            "insert or ignore into vendor_balance (vendor_id, currency, escrow, available, updated_at) \
             select id, 'USD', 0, 0, created_at from vendor",
            [],
        )?;
        {
            let mut cart = filling.prepare(
                "insert into cart (id, key_hash, status, currency, revision, created_at, updated_at) \
                 values (?, ?, 'open', 'USD', 1, ?, ?)",
            )?;
            let mut line = filling.prepare(
                "insert into cart_line (id, cart_id, variant_id, quantity, quoted_price, created_at) \
                 values (?, ?, ?, 1, ?, ?)",
            )?;
            for number in 0..count {
                let purchase = self.purchase(number)?;
                let id = purchase.id(Kind::Cart, 0);
                cart.execute(params![id, purchase.hash(0), purchase.now_ms, purchase.now_ms])?;
                for (which, good) in (0_u8..).zip(purchase.goods) {
                    let line_id = purchase.id(Kind::CartLine, which);
                    line.execute(params![line_id, id, good.variant, good.price, purchase.now_ms])?;
                }
            }
        }
        filling.commit()?;
        Ok(())
    }
}
