//! Counting, and telling Prometheus.

use std::{sync::Arc, time::Duration};

use anyhow::{Context as _, Result};
use metrics_exporter_prometheus::{Matcher, PrometheusBuilder};

/// Bounds of what a shop's answers take, in seconds: from a page out of memory to a gateway's patience.
const SECONDS: [f64; 12] = [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0, 20.0];
/// How often observations are folded into their histograms, so that they do not pile up between two scrapes.
const UPKEEP_EVERY: Duration = Duration::from_secs(5);

/// Starts counting; the answer writes down what was counted. Must be called inside the runtime.
pub(crate) fn start() -> Result<Arc<dyn Fn() -> String + Send + Sync>> {
    let counted = PrometheusBuilder::new()
        .set_buckets_for_metric(Matcher::Suffix("_seconds".to_owned()), &SECONDS)
        .and_then(PrometheusBuilder::install_recorder)
        .context("counting cannot start")?;
    let kept = counted.clone();
    tokio::spawn(async move {
        loop {
            tokio::time::sleep(UPKEEP_EVERY).await;
            kept.run_upkeep();
        }
    });
    Ok(Arc::new(move || counted.render()))
}
