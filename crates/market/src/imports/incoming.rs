//! A file on its way in: kept piece by piece, looked through, and then an import.

use souk_domain::{
    bounds::import::{MAX_ENCODING_CHARS, MAX_FILE_BYTES, MAX_FILE_NAME_CHARS},
    field::FieldError,
    ids::{ImportId, VendorId},
    money::Currency,
    refusal::ImportRefusal,
    vendor::VendorPermission,
};
use souk_product_import::{Encoding, FileRefusal};

use super::{
    reading::{Found, aside, hints, look_at, stored},
    run::RunImport,
    store::{self, Import, ImportKind, ImportStatus, Mark},
    tally::{Columns, Question, to_json},
    use_cases::{ImportView, view},
};
use crate::{
    Actor, App, BoxFuture, Ctx, Error, Fault, Result,
    catalogue::{self, ArrivingFile},
    queue, settings, vendors,
};

/// What a file is called that came without a name.
const NAMELESS: &str = "import.csv";

/// A file that is coming.
pub struct Incoming {
    app: App,
    actor: Actor,
    vendor: VendorId,
    id: ImportId,
    file: ArrivingFile,
}

/// What is said of a file.
#[derive(Clone, Debug, Default)]
pub struct NewImport {
    /// What it is called where it comes from; may be empty.
    pub file_name: String,
    /// Which encoding it is in; `None` or empty: that is found out.
    pub encoding: Option<String>,
}

/// Makes ready for a vendor's file. Errors: another import of the vendor is open.
pub fn receive(app: &App, actor: Actor, vendor: VendorId) -> BoxFuture<'static, Result<Incoming>> {
    let app = app.clone();
    let begun = Box::pin(async move {
        app.read(actor, move |ctx| Box::pin(require_none_open(ctx, vendor))).await?;
        let (unix_ms, random) = app.id_parts(app.now());
        let id = ImportId::from_parts(unix_ms, random);
        let file = ArrivingFile::begin(&app, actor, &id.to_string(), "csv").await?;
        Ok(Incoming { app, actor, vendor, id, file })
    });
    // whoever may count may import a count; a file of products asks for more once it is known for one
    actor.permitted_of(vendor, VendorPermission::StockWrite, begun)
}

async fn require_none_open(ctx: &Ctx<'_>, vendor: VendorId) -> Result<()> {
    vendors::require_approved(ctx, vendor, "Product files").await?;
    match store::find_open(ctx, vendor).await? {
        None => Ok(()),
        Some(open) => Err(ImportRefusal::AnotherOpen { file_name: open.file_name }.into()),
    }
}

impl Incoming {
    /// Adds the next piece. Errors: the file is larger than is taken; the disk fails.
    pub async fn write(&mut self, piece: &[u8]) -> Result<()> {
        if self.file.bytes() + piece.len() as u64 > MAX_FILE_BYTES {
            return Err(refused(&FileRefusal::TooLarge { max_bytes: MAX_FILE_BYTES }).into());
        }
        self.file.write(piece).await
    }

    /// Makes an import of what came: the whole file is looked through, and tried by the worker after that, unless somebody
    /// has to say first how it is written. Errors: nothing can be read of it; the role does not include what the file is
    /// about; another import is open by now.
    pub async fn finish(mut self, new: NewImport) -> Result<ImportView> {
        let encoding = read_encoding("/encoding", new.encoding.as_deref())?;
        self.file.end().await?;
        let (file, named) = (self.file.name().to_owned(), encoding.clone());
        let looked = look(&self.app, self.actor, self.vendor, file, named, None).await?;
        if let Looked::Found(found) = &looked {
            self.actor.require_of(self.vendor, found.kind.needs())?;
        }
        let name = new.file_name.chars().filter(|c| !c.is_control()).collect::<String>();
        let name = Some(name.trim().to_owned()).filter(|name| !name.is_empty());
        if name.as_ref().is_some_and(|name| name.chars().count() > MAX_FILE_NAME_CHARS) {
            let detail = format!("At most {MAX_FILE_NAME_CHARS} characters. Give the file a shorter name.");
            return Err(invalid("/file_name", "too_long", detail));
        }
        let now = self.app.now();
        let mut import = Import {
            id: self.id,
            vendor: self.vendor,
            open_vendor: Some(self.vendor),
            kind: ImportKind::Products,
            status: ImportStatus::Asking,
            file_name: name.unwrap_or_else(|| NAMELESS.to_owned()),
            file: self.file.name().to_owned(),
            file_until: None,
            bytes: self.file.bytes().cast_signed(),
            encoding,
            decimal_mark: None,
            question: String::new(),
            columns_seen: to_json(&Columns::default())?,
            report: "{}".to_owned(),
            step: 0,
            tries: 0,
            done: 0,
            bytes_done: 0,
            bytes_total: self.file.bytes().cast_signed(),
            failed_rows: 0,
            made_by: self.actor.to_string(),
            account: None,
            key: None,
            created_at: now,
            started_at: None,
            ended_at: None,
            updated_at: now,
        };
        import.is_of(self.actor);
        looked.apply(&mut import)?;
        let made =
            self.app.write_with(self.actor, import, |ctx, import| Box::pin(insert(ctx, import))).await?;
        self.file.stays();
        Ok(made)
    }
}

async fn insert(ctx: &Ctx<'_>, import: &Import) -> Result<ImportView> {
    catalogue::keep_file(ctx, &import.file).await?;
    if !store::insert(ctx, import).await? {
        require_none_open(ctx, import.vendor).await?;
        return Err(Error::broken("an import that was just made is not there"));
    }
    if import.status.is_running() {
        queue::enqueue::<RunImport>(ctx, import.into()).await?;
    }
    view(ctx, import.clone()).await
}

/// What looking through a file came to.
pub(super) enum Looked {
    Found(Found),
    Asks(Question),
}

impl Looked {
    /// Takes it down, and sends the import on.
    pub(super) fn apply(self, import: &mut Import) -> Result<()> {
        match self {
            Self::Found(found) => {
                import.kind = found.kind;
                import.columns_seen = to_json(&found.columns)?;
                import.question = String::new();
                import.status = ImportStatus::Checking;
                import.step += 1;
            }
            Self::Asks(question) => {
                import.question = to_json(&question)?;
                import.status = ImportStatus::Asking;
            }
        }
        Ok(())
    }
}

/// Looks a stored file through. Errors: nothing can be read of it.
pub(super) async fn look(
    app: &App,
    actor: Actor,
    vendor: VendorId,
    file: String,
    encoding: Option<String>,
    mark: Option<Mark>,
) -> Result<Looked> {
    let known = app.read(actor, move |ctx| {
        Box::pin(async move {
            let locations = vendors::locations(ctx, vendor).await?.into_iter().map(|location| location.name);
            Ok((settings::load(ctx).await?.currency, locations.collect::<Vec<String>>()))
        })
    });
    let (currency, locations): (Currency, Vec<String>) = known.await?;
    let app = app.clone();
    let looked = aside(move || {
        let open = || stored(&app, &file)?.ok_or_else(|| std::io::ErrorKind::NotFound.into());
        look_at(&open, hints(encoding.as_deref(), mark), (currency, &locations))
    });
    match looked.await? {
        Ok(found) => Ok(Looked::Found(found)),
        Err(refusal) => match Question::of(&refusal) {
            Some(question) => Ok(Looked::Asks(question)),
            None => Err(match refusal {
                FileRefusal::Unreadable(error) => outside(&error),
                refusal => refused(&refusal).into(),
            }),
        },
    }
}

/// The encoding that somebody names. Errors: there is none of that name.
pub(super) fn read_encoding(pointer: &str, named: Option<&str>) -> Result<Option<String>> {
    let Some(named) = named.map(str::trim).filter(|named| !named.is_empty()) else { return Ok(None) };
    let known = Encoding::for_label_no_replacement(named.as_bytes())
        .filter(|_| named.chars().count() <= MAX_ENCODING_CHARS);
    match known {
        Some(encoding) => Ok(Some(encoding.name().to_lowercase())),
        None => {
            let detail = "There is no such encoding. Use the name of one, such as windows-1251 or utf-8.";
            Err(invalid(pointer, "unknown_encoding", detail.to_owned()))
        }
    }
}

fn invalid(pointer: &str, code: &'static str, detail: String) -> Error {
    ImportRefusal::Invalid { fields: vec![FieldError::new(pointer, code, detail)] }.into()
}

pub(super) fn refused(refusal: &FileRefusal) -> ImportRefusal {
    ImportRefusal::FileRefused { word: refusal.code(), detail: refusal.to_string() }
}

pub(super) fn outside(error: &dyn std::error::Error) -> Error {
    Error::Fault(Fault::Outside(format!("a file that is imported: {error}")))
}
