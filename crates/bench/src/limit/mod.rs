//! The limit of this machine's database: the fewest statements that keep a market's promises, over tables of their own, run by
//! hand and through the data layer. What the program itself runs is free to change without a word here.
//!
//! - `tables`: the tables and what lies in them
//! - `checkout`, `page`: one order in two transactions, one product page in one read
//! - `hand`: rusqlite with nothing between

mod checkout;
mod hand;
mod measure;
mod page;
mod tables;

pub(crate) use measure::{checkouts, page_reads};

use souk_db::{Param, Result, Statement, Tx};

/// Whoever runs the statements: a connection by hand, or a transaction of the data layer.
trait Runner {
    /// Runs a statement that must change `rows` rows. Errors: it changed another number.
    fn change(
        &self,
        rows: u64,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> impl Future<Output = Result<()>> + Send;
    /// Reads whole rows into memory of their own, at least `rows`. Errors: there are fewer.
    fn read(
        &self,
        rows: usize,
        statement: &'static Statement,
        params: &[Param<'_>],
    ) -> impl Future<Output = Result<()>> + Send;
}

impl Runner for Tx<'_> {
    async fn change(&self, rows: u64, statement: &'static Statement, params: &[Param<'_>]) -> Result<()> {
        expect(self.run(statement, params).await? == rows, statement)
    }

    async fn read(&self, rows: usize, statement: &'static Statement, params: &[Param<'_>]) -> Result<()> {
        expect(self.list::<hand::Cells>(statement, params).await?.len() >= rows, statement)
    }
}

fn expect(holds: bool, statement: &'static Statement) -> Result<()> {
    if holds {
        Ok(())
    } else {
        Err(souk_db::Error::Driver(format!("{} did otherwise than it must", statement.place())))
    }
}
