//! What faces ask of imports.

use std::collections::BTreeMap;

use souk_domain::{
    ids::{AccountId, ImportId, VendorId},
    refusal::ImportRefusal,
    vendor::VendorPermission,
};

use super::{
    ending::end,
    incoming::{Looked, look, read_encoding},
    run::RunImport,
    store::{self, Import, ImportStatus, Mark},
    tally::{Columns, ImportReport, Question, from_json},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Result,
    paging::{Page, Place, one_more, start},
    queue,
};

const LIST: &str = "imports";

/// An import as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportView {
    pub import: Import,
    /// The name of who sent it, or started it last; empty: no person did.
    pub by: String,
    pub columns: Columns,
    pub report: ImportReport,
    /// What somebody has to say first.
    pub question: Option<Question>,
    /// Whether the file is still here.
    pub has_file: bool,
}

/// What somebody says of a file that does not tell it.
#[derive(Clone, Debug, Default)]
pub struct Answers {
    pub encoding: Option<String>,
    pub decimal: Option<Mark>,
}

/// An import of the vendor's. Errors: there is none such.
pub fn show_import(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
) -> BoxFuture<'static, Result<ImportView>> {
    let shown =
        app.read(actor, move |ctx| Box::pin(async move { view(ctx, own(ctx, vendor, id).await?).await }));
    actor.permitted_of(vendor, VendorPermission::StockRead, shown)
}

/// The vendor's imports, the newest first. Errors: a cursor of another list.
pub fn list_imports(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    after: Option<String>,
    limit: u32,
) -> BoxFuture<'static, Result<Page<ImportView>>> {
    let listed = app.read_with(actor, after, move |ctx, after| {
        Box::pin(async move {
            let (limit, rows) = one_more(limit);
            let start = start(after.as_deref(), LIST, Place::ABOVE_ALL)?;
            let imports = store::list(ctx, vendor, start, rows).await?;
            let place = |import: &Import| Place {
                key: import.created_at.as_millisecond(),
                id: *import.id.as_bytes(),
            };
            let page = Page::of(imports, limit, LIST, place);
            let mut names = BTreeMap::new();
            let mut items = Vec::with_capacity(page.items.len());
            for import in page.items {
                items.push(seen(ctx, import, &mut names).await?);
            }
            Ok(Page { items, next: page.next, total: page.total })
        })
    });
    actor.permitted_of(vendor, VendorPermission::StockRead, listed)
}

/// Says of a file what it does not tell; it is looked through again. Errors: nothing can be read of it so; it is past that.
pub fn answer_import(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
    answers: Answers,
) -> BoxFuture<'static, Result<ImportView>> {
    let (asked, app) = (show_import(app, actor, vendor, id), app.clone());
    let answered = Box::pin(async move {
        let ImportView { import, .. } = asked.await?;
        require(&import, ImportStatus::Asking)?;
        let encoding = read_encoding("/encoding", answers.encoding.as_deref())?.or(import.encoding.clone());
        let mark = answers.decimal.or(import.decimal_mark);
        let looked = look(&app, actor, vendor, import.file.clone(), encoding.clone(), mark).await?;
        if let Looked::Found(found) = &looked {
            actor.require_of(vendor, found.kind.needs())?;
        }
        let mut told = Import { encoding, decimal_mark: mark, ..import };
        looked.apply(&mut told)?;
        app.write_with(actor, told, |ctx, told| {
            Box::pin(async move {
                let now = locked(ctx, told.vendor, told.id).await?;
                require(&now, ImportStatus::Asking)?;
                if now.updated_at != told.updated_at {
                    return Err(ImportRefusal::StepNotAllowed { status: now.status.as_str() }.into());
                }
                store::update(ctx, told).await?;
                if told.status.is_running() {
                    queue::enqueue::<RunImport>(ctx, told.into()).await?;
                }
                found(ctx, told.id).await
            })
        })
        .await
    });
    actor.permitted_of(vendor, VendorPermission::StockWrite, answered)
}

/// Starts what was tried; what is under way goes on. Errors: there is none such; it was not tried yet, or has ended.
pub fn start_import(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
) -> BoxFuture<'static, Result<ImportView>> {
    let started = app.write(actor, move |ctx| {
        Box::pin(async move {
            let mut import = locked(ctx, vendor, id).await?;
            ctx.actor.require_of(vendor, import.kind.needs())?;
            if import.status == ImportStatus::Importing {
                return found(ctx, id).await;
            }
            require(&import, ImportStatus::Ready)?;
            import.status = ImportStatus::Importing;
            import.step += 1;
            (import.tries, import.done, import.bytes_done, import.failed_rows) = (0, 0, 0, 0);
            import.report = "{}".to_owned();
            import.started_at = Some(ctx.now);
            import.is_of(ctx.actor);
            store::delete_failures(ctx, id).await?;
            store::update(ctx, &import).await?;
            queue::enqueue::<RunImport>(ctx, (&import).into()).await?;
            found(ctx, id).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::StockWrite, started)
}

/// Calls an import off; what was done of it stays. Calling it off again changes nothing. Errors: there is none such; it has
/// ended.
pub fn cancel_import(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
) -> BoxFuture<'static, Result<ImportView>> {
    let canceled = app.write(actor, move |ctx| {
        Box::pin(async move {
            let import = locked(ctx, vendor, id).await?;
            if import.status != ImportStatus::Canceled {
                if !import.status.is_open() {
                    return Err(ImportRefusal::StepNotAllowed { status: import.status.as_str() }.into());
                }
                end(ctx, import, ImportStatus::Canceled).await?;
            }
            found(ctx, id).await
        })
    });
    actor.permitted_of(vendor, VendorPermission::StockWrite, canceled)
}

/// The vendor's own import. Errors: there is none such.
pub(super) async fn own(ctx: &Ctx<'_>, vendor: VendorId, id: ImportId) -> Result<Import> {
    let import = store::find(ctx, id).await?.filter(|import| import.vendor == vendor);
    Ok(import.ok_or(ImportRefusal::NotFound)?)
}

async fn locked(ctx: &Ctx<'_>, vendor: VendorId, id: ImportId) -> Result<Import> {
    let import = store::lock(ctx, id).await?.filter(|import| import.vendor == vendor);
    Ok(import.ok_or(ImportRefusal::NotFound)?)
}

async fn found(ctx: &Ctx<'_>, id: ImportId) -> Result<ImportView> {
    view(ctx, store::find(ctx, id).await?.ok_or(ImportRefusal::NotFound)?).await
}

fn require(import: &Import, status: ImportStatus) -> Result<()> {
    if import.status == status {
        return Ok(());
    }
    Err(ImportRefusal::StepNotAllowed { status: import.status.as_str() }.into())
}

/// An import as it is shown.
pub(super) async fn view(ctx: &Ctx<'_>, import: Import) -> Result<ImportView> {
    seen(ctx, import, &mut BTreeMap::new()).await
}

/// The same, with the names that were looked up before.
async fn seen(ctx: &Ctx<'_>, import: Import, names: &mut BTreeMap<AccountId, String>) -> Result<ImportView> {
    let by = match import.account {
        None => String::new(),
        Some(account) => match names.get(&account) {
            Some(name) => name.clone(),
            None => {
                let name = store::find_name(ctx, account).await?;
                let name = name.map_or_else(String::new, |(first, last)| format!("{first} {last}"));
                names.entry(account).or_insert(name.trim().to_owned()).clone()
            }
        },
    };
    let question = match import.question.as_str() {
        "" => None,
        question => Some(from_json(question)?),
    };
    Ok(ImportView {
        by,
        columns: from_json(&import.columns_seen)?,
        report: from_json(&import.report)?,
        question: question.filter(|_| import.status == ImportStatus::Asking),
        has_file: import.has_file(ctx.now),
        import,
    })
}
