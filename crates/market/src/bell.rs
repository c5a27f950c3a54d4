use souk_db::Changed;
use tokio::sync::watch;

/// What somebody of the worker waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Topic {
    /// An event was written.
    Events,
    /// Events got their places, or a subscriber came further.
    Places,
    /// A job was promised or given back.
    Jobs,
    /// A gateway said something.
    GatewayEvents,
}

impl Topic {
    const ALL: [Self; 4] = [Self::Events, Self::Places, Self::Jobs, Self::GatewayEvents];

    /// The table in which a commit of it changes rows.
    const fn table(self) -> &'static str {
        match self {
            Self::Events => "outbox",
            Self::Places => "outbox_cursor",
            Self::Jobs => "job",
            Self::GatewayEvents => "gateway_event",
        }
    }
}

/// Rung by the commits of this process, so that what waits is done at once instead of at the next look.
///
/// Only a commit that is known to have happened rings it. "Anything may have changed" is also said of a commit that was
/// lost, and whoever wrote again at that would lose the next one: other processes' work is found by looking.
pub(crate) struct Bell {
    topics: [(Topic, watch::Sender<()>); 4],
}

impl Bell {
    pub(crate) fn new() -> Self {
        Self { topics: Topic::ALL.map(|topic| (topic, watch::Sender::new(()))) }
    }

    /// Hears of a commit.
    pub(crate) fn hear(&self, changed: Changed<'_>) {
        let Changed::Tables(tables) = changed else { return };
        for (topic, sender) in &self.topics {
            if tables.contains(&topic.table()) {
                sender.send_replace(());
            }
        }
    }

    /// Rings for a topic from now on.
    pub(crate) fn listen(&self, wanted: Topic) -> Option<watch::Receiver<()>> {
        self.topics.iter().find(|(topic, _)| *topic == wanted).map(|(_, sender)| sender.subscribe())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_a_commit_that_happened_rings() {
        let bell = Bell::new();
        let rings = Topic::ALL.map(|topic| bell.listen(topic).unwrap());
        let rung = || rings.each_ref().map(|ring| ring.has_changed().unwrap());
        bell.hear(Changed::Anything);
        assert_eq!(rung(), [false; 4], "as after a commit that was lost");
        bell.hear(Changed::Tables(&["orders", "outbox"]));
        assert_eq!(rung(), [true, false, false, false]);
        bell.hear(Changed::Tables(&["job"]));
        assert_eq!(rung(), [true, false, true, false]);
    }
}
