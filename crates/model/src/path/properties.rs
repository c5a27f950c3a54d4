//! What must hold always, in every state at rest, and what must be reachable for the checking to mean anything.

use stateright::Property;

use super::MoneyPath;
use crate::world::Order;
use crate::{Setting, World};

mod reach;
pub mod rules;

/// All properties that fit a setting.
pub fn of(setting: &Setting) -> Vec<Property<MoneyPath>> {
    let mut all = rules::all();
    if !setting.charges_may_come_late() {
        all.extend(rules::without_late_charges());
    }
    all.extend(reach::every_setting());
    all.extend(reach::for_setting(setting));
    all
}

fn any_order(world: &World, is: impl Fn(&Order) -> bool) -> bool {
    world.orders.iter().any(is)
}

fn every_order(world: &World, is: impl Fn(&Order) -> bool) -> bool {
    world.orders.iter().all(is)
}
