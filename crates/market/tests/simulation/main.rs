//! The deterministic simulation: buyers, a bank, time, the network and a process that dies, all drawn from one seed.
//!
//! Requests run in one thread. Each stops where it calls the bank, so that the driver decides what happens between its
//! PREPARE and its FINALISE: another request, a webhook, the sweeper, an hour, a crash. After every step `souk check` must
//! find nothing; at the end everything is let come to rest, and the bank's book must agree with the shop's.
//!
//! `SOUK_SIM_SEEDS` sets how many seeds are run (300), `SOUK_SIM_SEED` replays one.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    clippy::print_stdout,
    reason = "a test that cannot go on fails"
)]

mod bank;
mod books;
mod chance;
mod line;
mod requests;
mod seen;
mod shop;
mod witness;
mod world;

use seen::Seen;
use world::World;

const SEEDS: u64 = 330;
/// Steps of one run: enough for several orders to be placed, paid, lost, found and given back.
const STEPS: u32 = 85;

#[allow(clippy::disallowed_methods, reason = "how much a test does is said by its environment")]
fn setting(name: &str) -> Option<u64> {
    std::env::var(name).ok()?.parse().ok()
}

#[test]
fn every_run_ends_with_every_cent_and_piece_accounted_for() {
    let seeds = match setting("SOUK_SIM_SEED") {
        Some(seed) => seed..seed + 1,
        None => 0..setting("SOUK_SIM_SEEDS").unwrap_or(SEEDS),
    };
    let count = seeds.end - seeds.start;
    keep_quiet_about_injected_faults();
    let mut seen = Seen::default();
    for seed in seeds {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().expect("a runtime");
        let run =
            std::panic::catch_unwind(|| runtime.block_on(tokio::task::LocalSet::new().run_until(one(seed))));
        match run {
            Ok(of_run) => seen.add(&of_run),
            Err(_) => panic!("seed {seed} failed; replay it with SOUK_SIM_SEED={seed}"),
        }
    }
    println!("simulation: {count} seeds clean; {seen}");
    if count >= SEEDS {
        seen.assert_nothing_was_missed();
    }
}

/// An injected fault unwinds hundreds of times in a run; only what nobody injected is worth a line.
fn keep_quiet_about_injected_faults() {
    let usual = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if !panic.payload().is::<souk_market::faults::Struck>() {
            usual(panic);
        }
    }));
}

async fn one(seed: u64) -> Seen {
    let mut world = World::new(seed).await;
    for _ in 0..STEPS {
        world.step().await;
    }
    world.come_to_rest().await
}
