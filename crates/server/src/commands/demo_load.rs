use std::process::ExitCode;

use anyhow::Result;

use crate::{cli::DemoLoad, demo, start::Migrations};

/// Fills an empty database with the demonstration market.
pub(super) async fn run(asked: DemoLoad) -> Result<ExitCode> {
    super::in_market(&asked.place, Migrations::RunWhereNew, async |app| {
        let demo = demo::ensure(app, asked.size, asked.seed).await?;
        let state = if demo.is_new { "loaded" } else { "it was there" };
        super::say(&format!("{} vendors · {} products ({state})", demo.vendors, demo.products));
        if let Some(visitor) = &demo.visitor {
            super::say(&format!("Sign in as {}    {}", visitor.email, visitor.password));
        }
        Ok(ExitCode::SUCCESS)
    })
    .await
}
