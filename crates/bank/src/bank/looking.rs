//! Looking things up. Nothing is told before it is durable.

use super::Vault;
use crate::book::{Charge, Refund, Statement};
use crate::refusal::Refusal;

impl Vault {
    pub(crate) async fn charge_by_key(&self, key: &str) -> Result<Charge, Refusal> {
        let found = self.book().charge_by_key(key).map(|found| (found.value.clone(), found.n));
        let (charge, n) = found.ok_or(Refusal::UnknownKey)?;
        self.durable(n).await?;
        Ok(charge)
    }

    pub(crate) async fn charge_by_id(&self, id: &str) -> Result<Charge, Refusal> {
        let found = self.book().charge_by_id(id).map(|found| (found.value.clone(), found.n));
        let (charge, n) = found.ok_or(Refusal::NotFound)?;
        self.durable(n).await?;
        Ok(charge)
    }

    pub(crate) async fn refund_by_key(&self, key: &str) -> Result<Refund, Refusal> {
        let found = self.book().refund_by_key(key).map(|found| (found.value.clone(), found.n));
        let (refund, n) = found.ok_or(Refusal::UnknownKey)?;
        self.durable(n).await?;
        Ok(refund)
    }

    pub(crate) async fn statement(&self, after: u64, limit: usize) -> Result<Statement, Refusal> {
        let (statement, n) = {
            let book = self.book();
            (book.statement(after, limit), book.last_n())
        };
        self.durable(n).await?;
        Ok(statement)
    }

    /// How many lines the file has and how often it was synced for them; refused when no more can be written.
    pub(crate) fn pulse(&self) -> Result<(u64, u64), Refusal> {
        self.journal.room()?;
        Ok((self.book().last_n(), self.journal.syncs()))
    }
}
