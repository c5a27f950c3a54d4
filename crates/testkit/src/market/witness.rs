//! A subscriber that writes down what it sees.

use souk_db::{BoxFuture, params, scratch::Scratch, sql};
use souk_domain::ids::EventId;
use souk_market::{
    Actor, App, Ctx, Result,
    queue::{Event, Subscriber},
};

/// Writes down each event in the transaction in which its cursor moves, with its number. Under a name.
pub struct Witness(pub &'static str);

impl Witness {
    /// Makes the table it writes in.
    pub async fn prepare(scratch: &Scratch) {
        let bytes = match scratch.url() {
            souk_db::DatabaseUrl::Sqlite(_) => "blob",
            souk_db::DatabaseUrl::Postgres(_) => "bytea",
            souk_db::DatabaseUrl::Mysql(_) => "binary(16)",
        };
        let table = format!(
            "create table witness (reader varchar(64) not null, turn bigint not null, event_id {bytes} not null, \
             primary key (reader, turn))"
        );
        scratch.run_unguarded(&table).await.unwrap_or_else(|error| panic!("{table}: {error}"));
    }
}

impl Subscriber for Witness {
    fn name(&self) -> &'static str {
        self.0
    }

    fn handle<'a>(&'a self, ctx: &'a Ctx<'_>, event: &'a Event) -> BoxFuture<'a, Result<()>> {
        Box::pin(async move {
            let count = sql!("select count(*) from witness where reader = ?");
            let turn = ctx.tx.one::<i64>(count, params![self.0]).await? + 1;
            let row = sql!("insert into witness (reader, turn, event_id) values (?, ?, ?)");
            ctx.tx.run(row, params![self.0, turn, event.id]).await?;
            Ok(())
        })
    }
}

/// What a witness saw, in that order.
pub async fn seen_by(app: &App, name: &'static str) -> Vec<EventId> {
    let read = app.read(Actor::System, move |ctx| {
        Box::pin(async move {
            let seen = sql!("select event_id from witness where reader = ? order by turn");
            Ok(ctx.tx.list::<EventId>(seen, params![name]).await?)
        })
    });
    read.await.expect("the witness speaks")
}
