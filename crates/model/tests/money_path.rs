//! Every run of the sound model keeps the rules, reaches what it should, and comes to an end.

use std::collections::HashMap;

use souk_model::{Bounds, MoneyPath, Setting, World};
use stateright::{Checker, Model};

/// A declined attempt and a second one, a crash, a webhook come twice.
const PAYING_AGAIN: Bounds = Bounds { buyers: 1, attempts: 2, retries: 0, crashes: 1, duplicates: 1 };
/// The same without the second webhook: gateways without cancelling have more runs.
const PAYING_AGAIN_PLAIN: Bounds = Bounds { duplicates: 0, ..PAYING_AGAIN };
/// One attempt, asked for again under its key after the lease ran out.
const RETRYING: Bounds = Bounds { buyers: 1, attempts: 1, retries: 1, crashes: 1, duplicates: 1 };
/// Two buyers, one piece.
const CONTENDING: Bounds = Bounds { buyers: 2, attempts: 1, retries: 0, crashes: 1, duplicates: 0 };

/// Both cores of a small machine; more would only wait.
const THREADS: usize = 2;

fn unique_states(setting: Setting) -> usize {
    let checker = MoneyPath(setting).checker().threads(THREADS).spawn_bfs().join();
    assert!(checker.is_done(), "the checker saw every state");
    checker.assert_properties();
    checker.unique_state_count()
}

#[test]
fn every_run_keeps_the_rules() {
    let settings = [
        Setting::tombstones(PAYING_AGAIN),
        Setting::tombstones(RETRYING),
        Setting::tombstones(CONTENDING),
        Setting::deadlines(PAYING_AGAIN_PLAIN),
        Setting::deadlines(RETRYING),
        Setting::sure_webhooks(PAYING_AGAIN_PLAIN),
        Setting::sure_webhooks(RETRYING),
    ];
    let states: usize = settings.into_iter().map(unique_states).sum();
    println!("model: {states} states");
}

#[test]
fn no_run_goes_in_circles() {
    for setting in
        [Setting::tombstones(RETRYING), Setting::deadlines(RETRYING), Setting::sure_webhooks(RETRYING)]
    {
        assert_eq!(first_circle(&MoneyPath(setting)), None);
    }
}

/// Walks depth first; a state met again while still on the way to itself closes a circle.
fn first_circle(path: &MoneyPath) -> Option<World> {
    let mut on_the_way: HashMap<World, bool> = HashMap::new();
    let mut walk: Vec<(World, Vec<World>)> = Vec::new();
    for world in path.init_states() {
        on_the_way.insert(world.clone(), true);
        let next = path.next_states(&world);
        walk.push((world, next));
    }
    while let Some((world, next)) = walk.last_mut() {
        let Some(step) = next.pop() else {
            on_the_way.insert(world.clone(), false);
            walk.pop();
            continue;
        };
        match on_the_way.get(&step) {
            Some(true) => return Some(step),
            Some(false) => {}
            None => {
                on_the_way.insert(step.clone(), true);
                let next = path.next_states(&step);
                walk.push((step, next));
            }
        }
    }
    None
}
