//! `souk export`: products as a file that another shop imports.

use std::{
    fs::{self, File},
    io::{self, BufWriter, ErrorKind, Write},
    path::Path,
    process::ExitCode,
};

use anyhow::{Context as _, Result};
use souk_market::{
    Actor,
    exports::{self, Generation, ProductExport},
    vendors,
};

use crate::{cli, start::Migrations};

/// Writes the products of the market, or of a vendor. Works beside a running shop.
pub(super) async fn products(asked: cli::ExportProducts) -> Result<ExitCode> {
    super::in_market(&asked.place, Migrations::MustHaveRun, async |app| {
        let vendor = match asked.vendor {
            Some(slug) => Some(vendors::show_vendor_of_slug(app, Actor::Operator, slug).await?.id),
            None => None,
        };
        let generation = if asked.older { Generation::Older } else { Generation::Newer };
        let export = exports::export_products(app, Actor::Operator, vendor, generation).await?;
        match asked.out.as_deref() {
            Some(path) => into_file(export, path).await?,
            None => into_output(export).await?,
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}

/// Writes beside and renames: a file of that name is always a whole one.
async fn into_file(export: ProductExport, path: &Path) -> Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(".part");
    let cannot = || format!("{} cannot be written", path.display());
    let file = File::create(&beside).with_context(cannot)?;
    let written = async {
        let mut file = BufWriter::new(file);
        write(export, &mut file).await?;
        file.into_inner().map_err(io::IntoInnerError::into_error)?.sync_all()?;
        fs::rename(&beside, path)?;
        anyhow::Ok(())
    };
    let written = written.await.with_context(cannot);
    if written.is_err() {
        let _gone = fs::remove_file(&beside);
    }
    written
}

async fn into_output(export: ProductExport) -> Result<()> {
    match write(export, &mut io::stdout()).await {
        // a reader that went away (`souk … | head`) is no error
        Err(error)
            if error
                .downcast_ref::<io::Error>()
                .is_some_and(|error| error.kind() == ErrorKind::BrokenPipe) =>
        {
            Ok(())
        }
        done => done,
    }
}

async fn write(mut export: ProductExport, to: &mut impl Write) -> Result<()> {
    while let Some(part) = export.next_part().await? {
        to.write_all(part.as_bytes())?;
    }
    Ok(to.flush()?)
}
