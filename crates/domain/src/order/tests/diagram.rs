//! The life cycles as pictures, made of the tables that decide.

use crate::order::{ActorKind, STEPS};
use crate::shipment::SHIPMENT_STEPS;
use crate::vendor::VENDOR_STEPS;
use std::fmt::Display;
use std::fmt::Write as _;

const FILE: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/life-cycles.md");

const HEAD: &str = "# Life cycles

Which steps there are, and who may take them. This file is made from the tables of steps in `crates/domain/src/order/step.rs`,
`crates/domain/src/shipment/status.rs` and `crates/domain/src/vendor/status.rs` by
`SOUK_WRITE_DOCS=1 cargo test -p souk-domain life_cycles`.
";

fn picture(title: &str, first: &str, steps: impl Iterator<Item = (String, String, String)>) -> String {
    let mut text = format!("\n## {title}\n\n```mermaid\nstateDiagram-v2\n    [*] --> {first}\n");
    for (from, to, who) in steps {
        let _written = writeln!(text, "    {from} --> {to}: {who}");
    }
    text + "```\n"
}

fn told(from: impl Display, to: impl Display, actors: &[ActorKind]) -> (String, String, String) {
    let who: Vec<&str> = actors.iter().map(|actor| actor.as_str()).collect();
    (from.to_string(), to.to_string(), who.join(", "))
}

fn markdown() -> String {
    let orders = STEPS.iter().map(|step| told(step.from, step.to, step.actors));
    let shipments = SHIPMENT_STEPS.iter().map(|step| told(step.from, step.to, step.actors));
    let order = picture("An order, and each vendor order of it", "pending", orders);
    let shipment = picture("A shipment", "pending", shipments);
    let vendors = VENDOR_STEPS.iter().map(|step| told(step.from, step.to, step.actors));
    format!("{HEAD}{order}{shipment}{}", picture("A vendor", "applied", vendors))
}

/// Run with `SOUK_WRITE_DOCS=1` to write the file anew.
#[test]
#[allow(
    clippy::disallowed_methods,
    reason = "how a developer asks for the file; nothing of the shop reads it"
)]
fn the_file_of_life_cycles_is_the_tables_of_steps() {
    if std::env::var("SOUK_WRITE_DOCS").is_ok() {
        std::fs::write(FILE, markdown()).unwrap();
    }
    let written = std::fs::read_to_string(FILE).unwrap_or_default();
    assert!(written == markdown(), "docs/life-cycles.md is not the tables of steps: write it anew");
}
