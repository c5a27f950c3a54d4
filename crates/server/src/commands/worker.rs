use std::process::ExitCode;

use anyhow::Result;
use souk_market::worker::Worker;

use crate::{
    cli::Place,
    serving::stop::Stop,
    start::{self, Migrations, Payments, logs},
};

/// Works on jobs until told to stop.
pub(super) async fn run(place: Place) -> Result<ExitCode> {
    let config = super::load(&place)?;
    let settings = &config.settings;
    logs::start(settings)?;
    let stop = Stop::listen()?;
    let public_url = start::public_url(settings, settings.listen);
    let opened = start::open(settings, Migrations::MustHaveRun).await?;
    let payments = Payments::beside_a_shop(settings)?;
    let app = start::app(settings, opened, payments.gateways, public_url).await?;
    start::arm_fault(settings)?;
    tracing::info!("working on jobs");
    Worker::standard().work(app.clone(), stop.clone().asked()).await;
    stop.bounded("the database", app.db().close()).await;
    Ok(ExitCode::SUCCESS)
}
