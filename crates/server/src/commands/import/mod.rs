//! `souk import`: products from a file another shop wrote.

mod bar;
mod report;

use std::{fs::File, path::Path, process::ExitCode};

use anyhow::{Context as _, Result, anyhow};
use souk_market::{
    Actor, App, imports,
    imports::{DryRun, Target},
    opening, settings, vendors,
};
use souk_product_import::{Limits, Reading};

use crate::{cli, start::Migrations};

/// Reads a product export and stores it. Works beside a running shop.
pub(super) async fn products(asked: cli::ImportProducts) -> Result<ExitCode> {
    let app = super::market_with(&asked.place, Migrations::RunWhereNew).await?;
    opening::furnish_market(&app).await?;
    let market = settings::show_market(&app, Actor::Operator).await?;
    let reading = read(&asked.file, market.currency)?;
    let target = target(&app, asked.vendor).await?;
    let dry_run = if asked.dry_run { DryRun::Yes } else { DryRun::No };
    let mut bar = bar::Bar::start();
    let imported =
        imports::import_products(&app, Actor::Operator, reading, target, dry_run, &mut |at| bar.show(at))
            .await;
    bar.end();
    app.db().close().await;
    report::tell(&imported?, dry_run, asked.report.as_deref())
}

fn read(path: &Path, currency: souk_domain::money::Currency) -> Result<Reading> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    souk_product_import::read(file, currency, &Limits::default())
        .map_err(|refusal| anyhow!("{}: {refusal}", path.display()))
}

async fn target(app: &App, vendor: Option<String>) -> Result<Target> {
    let Some(slug) = vendor else { return Ok(Target::VendorsFromFile) };
    let found = vendors::show_vendor_of_slug(app, Actor::Operator, slug).await?;
    Ok(Target::Vendor(found.id))
}
