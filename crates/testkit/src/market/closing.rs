//! Closing a market, with the proof that all is well.

use souk_market::check;

use super::Market;

impl Market {
    /// Ends the test: proves that nothing is broken, before and after everything that waits was done, and removes the
    /// database. Panics, and so fails the test, naming what is broken.
    pub async fn close(self) {
        self.require_clean("as the test left it").await;
        if self.bank.is_there() {
            self.bank.flush().await;
            self.settle().await;
            self.require_clean("after everything that waited was done").await;
        }
        self.bank.stop().await;
        self.app.db().close().await;
        self.scratch.remove().await.expect("the database goes");
    }

    /// Panics when `souk check` finds something.
    pub async fn require_clean(&self, when: &str) {
        let findings = check::run(&self.app).await.expect("the check runs");
        let told: Vec<String> = findings.iter().map(ToString::to_string).collect();
        assert!(told.is_empty(), "broken {when}:\n{}", told.join("\n"));
    }
}
