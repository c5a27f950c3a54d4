use std::ops::{Deref, DerefMut};

use sqlx::pool::PoolConnection;

/// What a connection's server would remember of us if it went back to the pool now.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Session {
    /// Nothing: somebody else may have it.
    Clean,
    /// A transaction is open, or may be.
    InTransaction,
}

/// A connection taken from a pool. Dropped in a transaction (a panic, a time-out, a caller that went away) it is closed, so
/// that the server rolls back; the pool would hand it on with the transaction open.
pub(crate) struct Lease<D: sqlx::Database> {
    connection: PoolConnection<D>,
    session: Session,
}

impl<D: sqlx::Database> Lease<D> {
    pub(crate) fn new(connection: PoolConnection<D>) -> Self {
        Self { connection, session: Session::Clean }
    }

    pub(crate) fn mark(&mut self, session: Session) {
        self.session = session;
    }
}

impl<D: sqlx::Database> Deref for Lease<D> {
    type Target = D::Connection;
    fn deref(&self) -> &D::Connection {
        &self.connection
    }
}

impl<D: sqlx::Database> DerefMut for Lease<D> {
    fn deref_mut(&mut self) -> &mut D::Connection {
        &mut self.connection
    }
}

impl<D: sqlx::Database> Drop for Lease<D> {
    fn drop(&mut self) {
        if self.session == Session::InTransaction {
            self.connection.close_on_drop();
        }
    }
}
