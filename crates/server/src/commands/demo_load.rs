use std::process::ExitCode;

use anyhow::Result;
use souk_market::{App, worker};

use crate::{
    cli::DemoLoad,
    config::Sandbox,
    demo,
    serving::{banner, stop},
    start::{self, Migrations, Payments, logs},
};

/// Fills an empty database with the demonstration market, and waits until all of it is there.
pub(super) async fn run(asked: DemoLoad) -> Result<ExitCode> {
    let mut settings = super::load(&asked.place)?.settings;
    logs::start(&settings)?;
    // its past is paid with test cards
    if matches!(settings.sandbox, Sandbox::Off) {
        settings.sandbox = Sandbox::OwnBank;
    }
    let opened = start::open(&settings, Migrations::RunWhereNew).await?;
    let payments = Payments::of_the_shop(&settings, &opened.key, settings.listen.port())?;
    let public_url = start::public_url(&settings, settings.listen);
    let app = start::app(&settings, opened, payments.gateways, public_url).await?;
    start::arm_fault(&settings)?;
    let outcome = load(&app, &asked, &settings.data).await;
    app.db().close().await;
    if let Some(bank) = payments.own_bank {
        bank.end().await;
    }
    outcome
}

async fn load(app: &App, asked: &DemoLoad, data: &std::path::Path) -> Result<ExitCode> {
    let (demo, behind) = demo::ensure(app, asked.size, asked.seed).await?;
    let state = if demo.is_new { "loaded" } else { "it was there" };
    super::say(&format!("{} vendors · {} products ({state})", demo.vendors, demo.products));
    if let Some(visitors) = &demo.visitors {
        start::keep_credentials(&data.join(banner::CREDENTIALS), visitors)?;
        for visitor in [&visitors.buyer, &visitors.vendor] {
            super::say(&format!("Sign in as {}    {}", visitor.email, visitor.password));
        }
    }
    let Some(behind) = behind else { return Ok(ExitCode::SUCCESS) };
    match behind.come_in(stop::asked()?).await? {
        Some(took) => {
            // what happened is handed on before anybody looks
            while worker::run_due(app).await? > 0 {}
            super::say(banner::whole(demo.orders, took).trim());
            Ok(ExitCode::SUCCESS)
        }
        None => {
            super::say("Some older orders are missing; the same command goes on.");
            Ok(ExitCode::FAILURE)
        }
    }
}
