//! `souk import`: products from a file another shop wrote.

mod bar;
mod report;

use std::{
    fs::File,
    path::{Path, PathBuf},
    process::ExitCode,
    sync::Arc,
};

use anyhow::{Context as _, Result, anyhow};
use souk_market::{
    Actor, App, imports,
    imports::{DryRun, Target, Told, Wanted},
    opening,
    ports::{FileStore, Folder},
    settings, vendors,
};
use souk_product_import::{DecimalMark, Hints, Limits, ProductFile};

use crate::{cli, start::Migrations};

/// Reads a product export and stores it. Works beside a running shop.
pub(super) async fn products(asked: cli::ImportProducts) -> Result<ExitCode> {
    let app = super::market_with(&asked.place, Migrations::RunWhereNew).await?;
    opening::furnish_market(&app).await?;
    let market = settings::show_market(&app, Actor::Operator).await?;
    let mut details = report::Details::create(asked.report.as_deref(), &asked.file)?;
    let file = open(&asked, market.currency)?;
    let target = target(&app, asked.vendor, asked.vendors_from_file).await?;
    let dry_run = if asked.dry_run { DryRun::Yes } else { DryRun::No };
    let wanted = Wanted { dry_run, pictures: pictures(asked.pictures)? };
    let mut bar = bar::Bar::start();
    let imported =
        imports::import_products(&app, Actor::Operator, file, target, wanted, &mut |told| match told {
            Told::Progress(at) => bar.show(at),
            Told::Finding(finding) => details.add(finding),
        })
        .await;
    bar.end();
    app.db().close().await;
    report::tell(&imported?, dry_run, details)
}

/// The folder of pictures. Errors: it is none.
fn pictures(path: Option<PathBuf>) -> Result<Option<Arc<dyn FileStore>>> {
    let Some(path) = path else { return Ok(None) };
    if !path.is_dir() {
        return Err(anyhow!("{} is no folder of pictures", path.display()));
    }
    let folder = Folder::open(path.clone()).with_context(|| format!("{} cannot be read", path.display()))?;
    Ok(Some(Arc::new(folder)))
}

fn open(asked: &cli::ImportProducts, currency: souk_domain::money::Currency) -> Result<ProductFile> {
    let path: &Path = &asked.file;
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let decimal = asked.decimal.map(|decimal| match decimal {
        cli::Decimal::Point => DecimalMark::Point,
        cli::Decimal::Comma => DecimalMark::Comma,
    });
    let hints = Hints { decimal, encoding: asked.encoding };
    ProductFile::open(file, currency, hints, &Limits::default())
        .map_err(|refusal| anyhow!("{}: {refusal}", path.display()))
}

async fn target(app: &App, vendor: Option<String>, vendors_from_file: bool) -> Result<Target> {
    let vendor = match vendor {
        Some(slug) => Some(vendors::show_vendor_of_slug(app, Actor::Operator, slug).await?.id),
        None => None,
    };
    Ok(match vendor {
        Some(vendor) if !vendors_from_file => Target::Vendor(vendor),
        nameless => Target::VendorsFromFile { nameless },
    })
}
