use std::{process::ExitCode, sync::Arc, time::Instant};

use anyhow::{Result, bail};
use secrecy::ExposeSecret as _;
use souk_http::HttpState;
use souk_market::{App, opening, worker::Worker};
use tokio::{net::TcpListener, task::JoinHandle};

use crate::{
    cli::{self, DEMO_SEED},
    config::{Config, Flags, Jobs, Sandbox, Settings},
    demo::{self, Behind},
    serving::{accept, banner, faces, listen, stop::Stop},
    start::{self, Migrations, Payments, logs, metrics},
};

/// Where a demonstration keeps its data when nobody names a place.
const DEMO_DATA: &str = "souk-demo";

/// Runs the shop until told to stop.
pub(super) async fn run(asked: cli::Serve) -> Result<ExitCode> {
    let began = Instant::now();
    let settings = settings_of(&asked)?;
    logs::start(&settings)?;
    check_reach(&settings, asked.demo)?;
    // first of all: what cannot be reached need not be opened
    let listener = listen::bind(settings.listen)?;
    let listens = listener.local_addr()?;
    let stop = Stop::listen()?;
    let public_url = start::public_url(&settings, listens);
    let opened = start::open(&settings, Migrations::RunNow).await?;
    let payments = Payments::of_the_shop(&settings, &opened.key, listens.port())?;
    let app = start::app(&settings, opened, payments.gateways, public_url).await?;
    start::arm_fault(&settings)?;
    let (demo, behind) = if asked.demo {
        let (demo, behind) = demo::ensure(&app, asked.size, DEMO_SEED).await?;
        (Some(demo), behind)
    } else {
        (None, None)
    };
    opening::furnish_market(&app).await?;
    start::name_market(&app, &settings.market).await?;
    let setup = if asked.demo { None } else { start::setup_link(&app).await? };
    if let Some(visitors) = demo.as_ref().and_then(|demo| demo.visitors.as_ref()) {
        start::keep_credentials(&settings.data.join(banner::CREDENTIALS), visitors)?;
    }
    let http = http(&app, &settings)?;
    tracing::info!(address = %listens, public_url = app.public_url(), "open");
    banner::print(&banner::Facts {
        settings: &settings,
        public_url: app.public_url(),
        demo: demo.as_ref(),
        behind: behind.as_ref().map(Behind::count),
        setup: setup.as_deref(),
        took: began.elapsed(),
    });
    let settings = Arc::new(settings);
    let coming_in = demo.zip(behind).map(|(demo, behind)| {
        tokio::spawn(come_in(Arc::clone(&settings), demo.orders, behind, stop.clone()))
    });
    trade(&app, &settings, listener, &http, stop.clone(), coming_in).await;
    if let Some(bank) = payments.own_bank {
        stop.bounded("the test bank", bank.end()).await;
    }
    tracing::info!("closed");
    Ok(ExitCode::SUCCESS)
}

/// Serves and works until told to stop, then ends both. Nothing is waited for without an end: a gateway, a mail server or a
/// database that hangs must not hold the process.
async fn trade(
    app: &App,
    settings: &Settings,
    listener: TcpListener,
    http: &HttpState,
    stop: Stop,
    coming_in: Option<JoinHandle<()>>,
) {
    let work = Worker::standard().work(app.clone(), stop.clone().asked());
    let working = settings.jobs.then(|| tokio::spawn(work));
    let (keeper, closing) = (app.clone(), stop.clone());
    let looking_out = tokio::spawn(async move { keeper.watch_commits(closing.asked()).await });
    let router = faces::router(http);
    accept::serve(listener, router, settings.http.clone(), settings.trusted_proxies.clone(), stop.clone())
        .await;
    if let Some(coming_in) = coming_in
        && let Some(Err(error)) = stop.bounded("the older orders", coming_in).await
    {
        tracing::error!(%error, "the older orders did not end well");
    }
    if let Some(working) = working
        && let Some(Err(error)) = stop.bounded("the worker", working).await
    {
        tracing::error!(%error, "the worker did not end well");
    }
    if let Some(Err(error)) = stop.bounded("looking out for other servers", looking_out).await {
        tracing::error!(%error, "looking out for other servers did not end well");
    }
    stop.bounded("the database", app.db().close()).await;
}

/// Lets the older orders of a demonstration come in, and tells when they are all there.
async fn come_in(settings: Arc<Settings>, orders: usize, behind: Behind, stop: Stop) {
    match behind.come_in(stop.asked()).await {
        Ok(Some(took)) => {
            tracing::info!(orders, ?took, "the older orders of the demonstration are all there");
            banner::print_whole(&settings, orders, took);
        }
        Ok(None) => {
            tracing::info!("some older orders of the demonstration are missing; the next start goes on");
        }
        Err(error) => {
            let error = format!("{error:#}");
            tracing::error!(
                error,
                "some older orders of the demonstration are missing; the next start goes on"
            );
        }
    }
}

fn settings_of(asked: &cli::Serve) -> Result<Settings> {
    let flags = Flags {
        listen: asked.listen.clone(),
        public_url: asked.public_url.clone(),
        jobs: asked.no_jobs.then_some(Jobs::LeftToOthers),
        usual_data: asked.demo.then_some(DEMO_DATA),
        ..asked.place.flags()
    };
    let mut settings = Config::load(asked.place.config.as_deref(), flags)?.settings;
    if asked.demo && matches!(settings.sandbox, Sandbox::Off) {
        settings.sandbox = Sandbox::OwnBank;
    }
    Ok(settings)
}

/// A demonstration stays on this machine, and links in mails need an address that is known.
fn check_reach(settings: &Settings, demo: bool) -> Result<()> {
    if settings.is_local() {
        return Ok(());
    }
    let port = settings.listen.port();
    if demo {
        bail!("a demonstration is for this machine alone: use --listen 127.0.0.1:{port}");
    }
    if settings.public_url.is_none() {
        bail!(
            "{} can be reached from elsewhere, so say where buyers find the shop: --public-url https://shop.example",
            settings.listen
        );
    }
    Ok(())
}

fn http(app: &App, settings: &Settings) -> Result<HttpState> {
    let http = souk_http::Settings {
        trusted_proxies: settings.trusted_proxies.clone(),
        cors_origins: settings.cors_allow.clone(),
        requests_per_minute: settings.requests_per_minute,
        metrics_token: settings.metrics_token.as_ref().map(|token| token.expose_secret().to_owned()),
        render_metrics: Some(metrics::start()?),
        max_in_flight: settings.http.requests,
        body_memory_bytes: settings.http.body_memory_bytes,
        body_timeout: settings.http.body_timeout,
        body_bytes_per_second: settings.http.body_bytes_per_second,
        ..souk_http::Settings::default()
    };
    Ok(faces::http(app, http))
}
