//! Codes of promotions: single ones, and batches of codes that work once.

use souk_db::Abort as _;
use souk_domain::{
    bounds::promotion::{MAX_CODES, MAX_CODES_AT_ONCE, MAX_USES},
    field::{FieldError, FieldErrors},
    ids::{PromotionCodeId, PromotionId},
    promotion::{checked_code, checked_prefix, code_key, random_code},
    refusal::RequestRefusal,
};

use super::{
    CodeRow, Whose,
    making::{find, require_open},
    store::codes,
    use_cases::{CHANGE, SEE, permitted},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Result,
    idempotency::{Guard, Operation, Reply},
    paging::{Page, Place, one_more, place_of_id, start},
};

/// Codes read by one statement for a file.
const ROWS_AT_ONCE: i64 = 1_000;
/// What the cursors of this list begin with.
const LIST: &str = "codes:";

/// A page of codes.
pub type CodePage = Page<CodeRow>;

/// Codes that are to be made.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum NewCodes {
    /// One that people type.
    One {
        code: String,
        /// How often it works; `None`: as often as its promotion.
        max_uses: Option<u32>,
    },
    /// Random ones that each work once.
    Batch {
        count: u32,
        /// What each begins with; may be empty.
        prefix: String,
    },
}

/// Makes codes of a promotion that needs one. Errors: not found, fields that cannot be, a code that is there already, too many.
pub fn create_promotion_codes(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
    new: NewCodes,
    guard: Option<Guard<Vec<CodeRow>>>,
) -> BoxFuture<'static, Result<Reply<Vec<CodeRow>>>> {
    let operation = Operation::new("create_promotion_codes", actor, guard);
    let operation = match whose.own() {
        Some(vendor) => operation.needs_of(vendor, CHANGE.1),
        None => operation.needs(CHANGE.0),
    };
    operation.run(app, (whose, id, new), |ctx, (whose, id, new)| {
        Box::pin(async move {
            // locked, so that batches made at once are counted one after the other
            let promotion = find(ctx, (whose.vendor(), *id), true).await?;
            require_open(&promotion)?;
            if !promotion.draft.needs_code {
                let detail = "This promotion applies by itself. Let it need a code first.";
                return Err(invalid("/code", "not_allowed", detail));
            }
            create_codes(ctx, *id, new).await
        })
    })
}

/// Makes codes of a promotion that is locked, or new.
pub(super) async fn create_codes(
    ctx: &Ctx<'_>,
    promotion: PromotionId,
    new: &NewCodes,
) -> Result<Vec<CodeRow>> {
    let (texts, max_uses) = texts(ctx, new)?;
    let there = codes::count(ctx, promotion).await?;
    if there + i64::try_from(texts.len()).unwrap_or(i64::MAX) > MAX_CODES {
        let max = usize::try_from(MAX_CODES).unwrap_or(usize::MAX);
        return Err(RequestRefusal::ListFull { what: "codes of one promotion", max }.into());
    }
    if let [code] = texts.as_slice()
        && codes::find_by_key(ctx, &code_key(code)).await?.is_some()
    {
        return Err(taken());
    }
    let row = |code: String| CodeRow {
        id: ctx.id(PromotionCodeId::from_parts),
        promotion,
        code_key: code_key(&code),
        code,
        max_uses,
        used: 0,
        withdrawn_at: None,
        created_at: ctx.now,
    };
    let rows: Vec<CodeRow> = texts.into_iter().map(row).collect();
    match codes::insert_all(ctx, &rows).await {
        Err(error) if error.database().is_some_and(|error| error.is_unique("promotion_code_code_key")) => {
            Err(taken())
        }
        inserted => inserted.map(|()| rows),
    }
}

/// The codes to be written, and how often each works. Errors: fields that cannot be.
fn texts(ctx: &Ctx<'_>, new: &NewCodes) -> Result<(Vec<String>, Option<u32>)> {
    let mut wrong = FieldErrors::default();
    let texts = match new {
        NewCodes::One { code, max_uses } => {
            if max_uses.is_some_and(|most| !(1..=MAX_USES).contains(&most)) {
                let detail = format!("Say a whole number from 1 to {MAX_USES}, or leave it out.");
                wrong.add("/max_uses", "out_of_range", detail);
            }
            (vec![wrong.keep(checked_code("/code", code))], *max_uses)
        }
        NewCodes::Batch { count, prefix } => {
            let prefix = wrong.keep(checked_prefix("/prefix", prefix));
            if !(1..=MAX_CODES_AT_ONCE).contains(count) {
                let detail = format!("At once from 1 to {MAX_CODES_AT_ONCE} codes are made.");
                wrong.add("/count", "out_of_range", detail);
            }
            let count = (*count).min(MAX_CODES_AT_ONCE);
            ((0..count).map(|_| random_code(&prefix, ctx.app.random_bytes())).collect(), Some(1))
        }
    };
    wrong.none().map_err(|fields| RequestRefusal::InvalidFields { fields })?;
    Ok(texts)
}

fn taken() -> Error {
    invalid("/code", "code_taken", "There is such a code already. Choose another.")
}

fn invalid(pointer: &str, code: &'static str, detail: &str) -> Error {
    RequestRefusal::InvalidFields { fields: vec![FieldError::new(pointer, code, detail)] }.into()
}

/// The codes of a promotion, in the order they were made. Errors: not found, no such cursor.
pub fn list_promotion_codes(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
    (after, limit): (Option<String>, u32),
) -> BoxFuture<'static, Result<CodePage>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            find(ctx, (whose.vendor(), id), false).await?;
            let place = start(after.as_deref(), LIST, Place::BELOW_ALL)?;
            let (limit, rows) = one_more(limit);
            let found = codes::list(ctx, id, place.id, rows).await?;
            Ok(Page::of(found, limit, LIST, |row| place_of_id(*row.id.as_bytes())))
        })
    });
    permitted(actor, whose.own(), SEE, listed)
}

/// All codes of a promotion as a file of comma-separated values, with how often each was used. Errors: not found.
pub fn promotion_codes_as_csv(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
) -> BoxFuture<'static, Result<String>> {
    let written = app.snapshot(actor, move |ctx| {
        Box::pin(async move {
            find(ctx, (whose.vendor(), id), false).await?;
            let mut file = "code,uses,most_uses,made_at,withdrawn_at\r\n".to_owned();
            let mut after = [0; 16];
            loop {
                let rows = codes::list(ctx, id, after, ROWS_AT_ONCE).await?;
                let Some(last) = rows.last() else { return Ok(file) };
                after = *last.id.as_bytes();
                rows.iter().for_each(|row| file.push_str(&csv_line(row)));
            }
        })
    });
    permitted(actor, whose.own(), SEE, written)
}

/// Codes have no comma and no quotation mark.
fn csv_line(row: &CodeRow) -> String {
    let most = row.max_uses.map(|most| most.to_string()).unwrap_or_default();
    let withdrawn = row.withdrawn_at.map(|at| at.to_string()).unwrap_or_default();
    format!("{},{},{most},{},{withdrawn}\r\n", row.code, row.used, row.created_at)
}

/// Takes a code back: it unlocks nothing any more, in carts neither. Again it changes nothing. Errors: not found.
pub fn withdraw_promotion_code(
    app: &App,
    actor: Actor,
    (whose, id): (Whose, PromotionId),
    code: PromotionCodeId,
) -> BoxFuture<'static, Result<()>> {
    let withdrawn = app.write(actor, move |ctx| {
        Box::pin(async move {
            find(ctx, (whose.vendor(), id), false).await?;
            if !codes::withdraw(ctx, id, code).await? && !codes::is_of(ctx, id, code).await? {
                return Err(RequestRefusal::NotFound.into());
            }
            Ok(())
        })
    });
    permitted(actor, whose.own(), CHANGE, withdrawn)
}
