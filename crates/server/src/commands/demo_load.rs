use std::process::ExitCode;

use anyhow::Result;
use souk_market::payments::Gateways;

use crate::{
    cli::Place,
    demo,
    start::{self, Migrations, logs},
};

/// Fills an empty database with the demonstration market.
pub(super) async fn run(place: Place) -> Result<ExitCode> {
    let config = super::load(&place)?;
    let settings = &config.settings;
    logs::start(settings)?;
    let opened = start::open(settings, Migrations::RunNow).await?;
    let app = start::app(settings, opened, Gateways::default(), start::public_url(settings, settings.listen))
        .await?;
    let demo = demo::ensure(&app).await?;
    let state = if demo.is_new { "loaded" } else { "it was there" };
    super::say(&format!("{} vendors · {} products ({state})", demo.vendors, demo.products));
    app.db().close().await;
    Ok(ExitCode::SUCCESS)
}
