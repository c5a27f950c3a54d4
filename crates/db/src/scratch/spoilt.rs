//! A database that is looked at as it would be with something broken in it, and stays as it is.

use std::sync::Mutex;

use sqlx::{MySql, MySqlPool, PgPool, Postgres};

use super::{PG_WITHOUT_RULES, run_my, run_pg};
use crate::{
    BoxFuture, Db, Error, Result,
    commits::Commits,
    db::{Kind, Spoilt},
    erased::{Body, Outcome},
    lease::{Lease, Session},
    lite::{Lite, poll_once},
    networked::{self, Networked},
};

/// Checks and foreign keys belong to the session here, not to the transaction.
const MY_WITHOUT_RULES: &str = "set check_constraint_checks = 0, foreign_key_checks = 0";
const MY_WITH_RULES: &str = "set check_constraint_checks = 1, foreign_key_checks = 1";

impl Db {
    /// The same database, but each [`Db::snapshot`] first runs `text` past every constraint; nothing of it stays. The text
    /// must not define tables or indexes: MySQL commits when it is told to.
    #[must_use]
    pub fn spoilt(&self, text: &str) -> Self {
        let spoilt = Spoilt { text: text.into(), snapshot };
        Self { kind: self.kind.clone(), commits: Commits::default(), spoilt: Some(spoilt) }
    }
}

fn snapshot<'a>(kind: &'a Kind, text: &'a str, body: Body) -> BoxFuture<'a, Outcome> {
    Box::pin(async move {
        match kind {
            Kind::Lite(lite) => of_sqlite(lite, text, &body),
            Kind::Pg(pool) => of_postgres(pool, text, &body).await,
            Kind::My(pool) => of_mysql(pool, text, &body).await,
        }
    })
}

fn of_sqlite(lite: &Lite, text: &str, body: &Body) -> Outcome {
    let connection = lite.own_connection()?;
    let begin = "pragma ignore_check_constraints = on; pragma foreign_keys = off; begin immediate;";
    connection.execute_batch(&format!("{begin} {text}")).map_err(Error::from)?;
    // closed without a commit
    poll_once(&Mutex::new(connection), body).0
}

async fn of_postgres(pool: &PgPool, text: &str, body: &Body) -> Outcome {
    let mut lease = Lease::new(pool.acquire().await.map_err(Error::from)?);
    lease.mark(Session::InTransaction);
    run_pg(&mut lease, format!("begin; {PG_WITHOUT_RULES} {text}")).await?;
    let (mut lease, outcome) = looked_at::<Postgres>(lease, body).await?;
    Postgres::bare(&mut lease, "rollback").await?;
    lease.mark(Session::Clean);
    outcome
}

async fn of_mysql(pool: &MySqlPool, text: &str, body: &Body) -> Outcome {
    let mut lease = Lease::new(pool.acquire().await.map_err(Error::from)?);
    lease.mark(Session::InTransaction);
    run_my(&mut lease, format!("{MY_WITHOUT_RULES}; start transaction; {text}")).await?;
    let (mut lease, outcome) = looked_at::<MySql>(lease, body).await?;
    MySql::bare(&mut lease, "rollback").await?;
    MySql::bare(&mut lease, MY_WITH_RULES).await?;
    lease.mark(Session::Clean);
    outcome
}

async fn looked_at<D: Networked>(lease: Lease<D>, body: &Body) -> Result<(Lease<D>, Outcome)> {
    let tx = D::tx(lease);
    let outcome = networked::outcome_of(&tx, body).await;
    Ok((D::lease(tx).ok_or(Error::Panicked)?, outcome))
}
