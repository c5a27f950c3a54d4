//! The commands, one file each.

mod api_key;
mod bank;
mod check;
mod config_show;
mod demo_load;
mod export;
mod health;
mod import;
mod init;
mod migrate;
mod openapi;
mod serve;
mod user;
mod version;
mod worker;

use std::{future::Future, process::ExitCode};

use anyhow::{Context as _, Result};
use souk_market::{App, payments::Gateways};

use crate::{
    cli::{ApiKey, Command, Config as ConfigCommand, Demo, Export, Import, Line, Place, User},
    config::Config,
    start::{self, Migrations, logs},
};

/// Does what was asked. The code says whether what was asked about is well; an error says why it could not be done.
pub(crate) fn run(line: Line) -> Result<ExitCode> {
    match line.command {
        Command::Serve(asked) => in_runtime(serve::run(asked)),
        Command::Worker(place) => in_runtime(worker::run(place)),
        Command::Migrate(asked) => in_runtime(migrate::run(asked)),
        Command::Import(Import::Products(asked)) => in_runtime(import::products(asked)),
        Command::Export(Export::Products(asked)) => in_runtime(export::products(asked)),
        Command::Check(place) => in_runtime(check::run(place)),
        Command::ApiKey(ApiKey::Create(asked)) => in_runtime(api_key::create(asked)),
        Command::ApiKey(ApiKey::List(place)) => in_runtime(api_key::list(place)),
        Command::ApiKey(ApiKey::Revoke { id, place }) => in_runtime(api_key::revoke(id, place)),
        Command::Bank(asked) => in_runtime(bank::run(asked)),
        Command::Health(place) => health::run(&place),
        Command::Config(ConfigCommand::Show { origin, place }) => config_show::run(origin, &place),
        Command::Init(asked) => init::run(&asked),
        Command::User(User::Add(asked)) => in_runtime(user::add(asked)),
        Command::User(User::Reset { email, place }) => in_runtime(user::reset(email, place)),
        Command::User(User::List(place)) => in_runtime(user::list(place)),
        Command::Demo(Demo::Load(asked)) => in_runtime(demo_load::run(asked)),
        Command::Openapi => openapi::run(),
        Command::Version => Ok(version::run()),
    }
}

/// The settings of a command that runs beside the shop.
fn load(place: &Place) -> Result<Config> {
    Config::load(place.config.as_deref(), place.flags())
}

/// Does the work of a command in its market, and closes the database however it went.
async fn in_market(
    place: &Place,
    migrations: Migrations,
    work: impl AsyncFnOnce(&App) -> Result<ExitCode>,
) -> Result<ExitCode> {
    let app = market_with(place, migrations).await?;
    let outcome = work(&app).await;
    app.db().close().await;
    outcome
}

/// The market of a command that runs beside the shop and moves no money.
async fn market_with(place: &Place, migrations: Migrations) -> Result<App> {
    let config = load(place)?;
    let settings = &config.settings;
    logs::start(settings)?;
    let opened = start::open(settings, migrations).await?;
    start::app(settings, opened, Gateways::default(), start::public_url(settings, settings.listen)).await
}

fn in_runtime(work: impl Future<Output = Result<ExitCode>>) -> Result<ExitCode> {
    start::quiet_cores();
    start::choose_tls();
    let runtime = tokio::runtime::Builder::new_multi_thread()
        .enable_all()
        .build()
        .context("no threads can be started")?;
    let outcome = runtime.block_on(work);
    // whatever still runs has had its time
    runtime.shutdown_background();
    outcome
}

/// Prints a line of what was asked for.
#[allow(clippy::print_stdout, reason = "the one place that writes what a command was asked for")]
fn say(line: &str) {
    use std::io::Write as _;
    // a reader that went away (`souk … | head`) is no error
    let _gone = writeln!(std::io::stdout(), "{line}");
}
