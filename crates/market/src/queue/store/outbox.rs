use jiff::Timestamp;
use souk_db::{Param, ToParam as _, params, row, sql, table};
use souk_domain::ids::EventId;

use crate::{
    Ctx, Error, Result,
    queue::{Event, EventKind, FURTHEST, MAX_ERROR_CHARS, Waiting, shortened},
    stored::delete_some,
};

/// Under this name the time is kept up to which events, and what was written of them, were cleaned, in milliseconds.
pub(crate) const CLEANED_UNTIL: &str = "cleaned_until";
/// Events that get their places by one statement.
const PLACES_AT_ONCE: usize = 16;

table! {
    /// An event; `place` is given by the sequencer, once it is committed.
    struct EventRow in "outbox", private {
        id: EventId,
        kind: String [free_text],
        subject_id: [u8; 16],
        created_at: Timestamp,
        place: Option<i64>,
    }
}

table! {
    /// How far a reader of the events has come.
    struct Cursor in "outbox_cursor", private {
        name: String,
        place: i64,
    }
}

table! {
    /// An event that a subscriber failed on.
    struct ParkedEvent in "outbox_parked", private {
        subscriber: String,
        event_id: EventId,
        tries: u32,
        retry_at: Timestamp,
        error: String [free_text, max(MAX_ERROR_CHARS)],
        parked_at: Timestamp,
    }
}

pub(crate) async fn insert(ctx: &Ctx<'_>, id: EventId, kind: EventKind, subject: &[u8; 16]) -> Result<()> {
    let event = EventRow {
        id,
        kind: kind.as_str().to_owned(),
        subject_id: *subject,
        created_at: ctx.now,
        place: None,
    };
    Ok(ctx.tx.insert(&event).await?)
}

/// Makes a cursor at the very beginning, unless it is there.
pub(crate) async fn insert_cursor(ctx: &Ctx<'_>, name: &'static str) -> Result<()> {
    let start = Cursor { name: name.to_owned(), place: 0 };
    ctx.tx.insert_missing(&[start]).await?;
    Ok(())
}

/// How far two readers have come; one that was never here is at the beginning.
pub(crate) async fn find_cursors(ctx: &Ctx<'_>, names: [&str; 2]) -> Result<[i64; 2]> {
    let found: Vec<(String, i64)> = ctx
        .tx
        .list(sql!("select name, place from outbox_cursor where name in (?, ?)"), params![names[0], names[1]])
        .await?;
    let of = |name: &str| found.iter().find(|(found, _)| found == name).map_or(0, |(_, place)| *place);
    Ok(names.map(of))
}

/// How far a reader has come; none when it was never here.
pub(crate) async fn find_cursor(ctx: &Ctx<'_>, name: &str) -> Result<Option<i64>> {
    Ok(ctx.tx.find(sql!("select place from outbox_cursor where name = ?"), params![name]).await?)
}

/// How far a reader has come, locked for this transaction; none while another process has it.
pub(crate) async fn lock_cursor(ctx: &Ctx<'_>, name: &str) -> Result<Option<i64>> {
    Ok(ctx
        .tx
        .find(sql!("select place from outbox_cursor where name = ? {skip locked}"), params![name])
        .await?)
}

pub(crate) async fn move_cursor(ctx: &Ctx<'_>, name: &str, place: i64) -> Result<()> {
    ctx.tx.run(sql!("update outbox_cursor set place = ? where name = ?"), params![place, name]).await?;
    Ok(())
}

/// Events that are committed and have no place yet, oldest first.
pub(crate) async fn list_without_place(ctx: &Ctx<'_>, at_most: i64) -> Result<Vec<EventId>> {
    Ok(ctx
        .tx
        .list(sql!("select id from outbox where place is null order by id limit ?"), params![at_most])
        .await?)
}

/// How many events have no place yet.
pub(crate) async fn count_without_place(ctx: &Ctx<'_>) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from outbox where place is null"), params![]).await?)
}

/// Gives the events the places from `first` on, in their order.
pub(crate) async fn set_places(ctx: &Ctx<'_>, first: i64, events: &[EventId]) -> Result<()> {
    let mut place = first;
    for some in events.chunks(PLACES_AT_ONCE) {
        match some {
            [one] => {
                ctx.tx.run(sql!("update outbox set place = ? where id = ?"), params![place, *one]).await?;
            }
            several => set_several_places(ctx, place, several).await?,
        }
        place += i64::try_from(some.len()).unwrap_or_default();
    }
    Ok(())
}

/// At most [`PLACES_AT_ONCE`] events by one statement; where there are fewer, the last one stands in the places left over.
async fn set_several_places(ctx: &Ctx<'_>, first: i64, events: &[EventId]) -> Result<()> {
    let Some(last) = events.last() else { return Ok(()) };
    let ids: Vec<&EventId> = events.iter().chain(std::iter::repeat(last)).take(PLACES_AT_ONCE).collect();
    let params: Vec<Param<'_>> = std::iter::once(first.to_param())
        .chain(ids.iter().map(|id| id.to_param()))
        .chain(ids.iter().map(|id| id.to_param()))
        .collect();
    ctx.tx
        .run(
            sql!(
                "update outbox set place = ? + case id when ? then 0 when ? then 1 when ? then 2 when ? then 3 \
                 when ? then 4 when ? then 5 when ? then 6 when ? then 7 when ? then 8 when ? then 9 when ? then 10 \
                 when ? then 11 when ? then 12 when ? then 13 when ? then 14 when ? then 15 end \
                 where id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
            ),
            &params,
        )
        .await?;
    Ok(())
}

impl EventRow {
    /// Errors: it has no place yet.
    fn placed(self) -> Result<Waiting> {
        let Self { id, kind, subject_id: subject, place, created_at: at } = self;
        let place = place.ok_or_else(|| Error::broken(format!("{id} has no place")))?;
        Ok(Waiting {
            id,
            place,
            at,
            event: EventKind::parse(&kind).map(|kind| Event { id, kind, subject, at }),
        })
    }
}

/// The next events after a place.
pub(crate) async fn list_after(ctx: &Ctx<'_>, place: i64, at_most: i64) -> Result<Vec<Waiting>> {
    let placed: Vec<EventRow> = ctx
        .tx
        .list(
            sql!("select {columns outbox} from outbox where place > ? order by place limit ?"),
            params![place, at_most],
        )
        .await?;
    placed.into_iter().map(EventRow::placed).collect()
}

/// Puts an event aside for a subscriber that failed on it.
pub(crate) async fn park(
    ctx: &Ctx<'_>,
    subscriber: &str,
    event: EventId,
    retry_at: Timestamp,
    error: &str,
) -> Result<()> {
    let parked = ParkedEvent {
        subscriber: subscriber.to_owned(),
        event_id: event,
        tries: 1,
        retry_at,
        error: shortened(error),
        parked_at: ctx.now,
    };
    Ok(ctx.tx.insert(&parked).await?)
}

/// The events put aside for a subscriber whose time has come.
pub(crate) async fn list_parked_due(ctx: &Ctx<'_>, subscriber: &str, at_most: i64) -> Result<Vec<EventId>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select event_id from outbox_parked where subscriber = ? and (retry_at <= ? or retry_at > ?) \
                 order by retry_at, event_id limit ?"
            ),
            params![subscriber, ctx.now, ctx.now + FURTHEST, at_most],
        )
        .await?)
}

/// An event put aside whose time has come, locked for this transaction, with the tries it has had. None when another
/// process has it or was faster.
pub(crate) async fn lock_parked(
    ctx: &Ctx<'_>,
    subscriber: &str,
    event: EventId,
) -> Result<Option<(Waiting, u32)>> {
    let tries: Option<u32> = ctx
        .tx
        .find(
            sql!(
                "select tries from outbox_parked where subscriber = ? and event_id = ? \
                 and (retry_at <= ? or retry_at > ?) {skip locked}"
            ),
            params![subscriber, event, ctx.now, ctx.now + FURTHEST],
        )
        .await?;
    let Some(tries) = tries else { return Ok(None) };
    let event: EventRow =
        ctx.tx.one(sql!("select {columns outbox} from outbox where id = ?"), params![event]).await?;
    Ok(Some((event.placed()?, tries)))
}

pub(crate) async fn unpark(ctx: &Ctx<'_>, subscriber: &str, event: EventId) -> Result<()> {
    ctx.tx
        .run(
            sql!("delete from outbox_parked where subscriber = ? and event_id = ?"),
            params![subscriber, event],
        )
        .await?;
    Ok(())
}

/// One more try failed.
pub(crate) async fn postpone_parked(
    ctx: &Ctx<'_>,
    subscriber: &str,
    event: EventId,
    retry_at: Timestamp,
    error: &str,
) -> Result<()> {
    ctx.tx
        .run(
            sql!(
                "update outbox_parked set tries = tries + 1, retry_at = ?, error = ? where subscriber = ? and event_id = ?"
            ),
            params![retry_at, shortened(error), subscriber, event],
        )
        .await?;
    Ok(())
}

row! {
    /// The events put aside for a subscriber.
    #[derive(Clone, Copy, Debug)]
    pub(crate) struct Parked {
        pub(crate) all: i64,
        /// Those whose time has come.
        pub(crate) due: i64,
        /// Those that failed so often that somebody should look.
        pub(crate) stuck: i64,
    }
}

/// Counts the events put aside for a subscriber; `stuck_after` tries are many.
pub(crate) async fn count_parked(ctx: &Ctx<'_>, subscriber: &str, stuck_after: u32) -> Result<Parked> {
    Ok(ctx
        .tx
        .one(
            sql!(
                "select count(*), count(case when retry_at <= ? or retry_at > ? then 1 end), \
                 count(case when tries >= ? then 1 end) from outbox_parked where subscriber = ?"
            ),
            params![ctx.now, ctx.now + FURTHEST, stuck_after, subscriber],
        )
        .await?)
}

/// Removes events that were written before a time, that everybody has come past and nobody has put aside. Answers how many.
pub(crate) async fn clean(ctx: &Ctx<'_>, place: i64, before: Timestamp, at_most: i64) -> Result<u64> {
    let old = sql!(delete_some!(
        "outbox",
        "id",
        "place <= ? and created_at <= ? and not exists (select 1 from outbox_parked p where p.event_id = outbox.id)",
        "place"
    ));
    Ok(ctx.tx.run(old, params![place, before, at_most, place, before]).await?)
}

/// The time up to which events, or what was written of them, are gone; none where nothing was ever removed.
pub(crate) async fn find_cleaned_until(ctx: &Ctx<'_>) -> Result<Option<Timestamp>> {
    let noted = find_cursor(ctx, CLEANED_UNTIL).await?;
    Ok(noted.and_then(|noted| Timestamp::from_millisecond(noted).ok()))
}

/// Notes that events or what was written of them are gone from before a time; whoever proves that each is there asks for
/// later ones.
pub(crate) async fn note_cleaned(ctx: &Ctx<'_>, until: Timestamp) -> Result<()> {
    if find_cleaned_until(ctx).await?.is_some_and(|noted| noted >= until) {
        return Ok(());
    }
    let mark = Cursor { name: CLEANED_UNTIL.to_owned(), place: until.as_millisecond() };
    // another process may have noted a later time meanwhile
    let later = "{upsert name} place = case when {new place} > outbox_cursor.place then {new place} \
                 else outbox_cursor.place end";
    Ok(ctx.tx.upsert_all(&[mark], later).await?)
}
