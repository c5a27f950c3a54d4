//! The pieces of a line, counted by what became of them.

/// The pieces of a line, counted by what became of them. Those that are neither called off nor sent are open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Pieces {
    /// Ordered.
    pub quantity: u32,
    /// Called off before they were sent; their money went back, or is on its way.
    pub cancelled: u32,
    /// Sent.
    pub fulfilled: u32,
    /// Of those sent, back at the vendor's.
    pub returned: u32,
    /// Paid back, or on the way: all that were called off among them.
    pub refunded: u32,
}

/// Pieces whose money goes back.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Taken {
    /// Not sent: they are called off.
    pub open: u32,
    /// In the buyer's hands.
    pub sent: u32,
}

impl Pieces {
    /// Pieces that wait to be sent.
    pub fn open(&self) -> u32 {
        self.quantity.saturating_sub(self.cancelled).saturating_sub(self.fulfilled)
    }

    /// Pieces whose money can go back still.
    pub fn paid(&self) -> u32 {
        self.quantity.saturating_sub(self.refunded)
    }

    /// Pieces that were sent and are not paid back.
    pub fn sent_and_paid(&self) -> u32 {
        self.fulfilled.saturating_sub(self.refunded.saturating_sub(self.cancelled)).min(self.paid())
    }

    /// Whether its buyer may have what is downloaded of it: not all of it was paid back.
    pub fn opens_downloads(&self) -> bool {
        self.paid() > 0
    }

    /// Pieces that were sent and are not back.
    pub fn with_buyer(&self) -> u32 {
        self.fulfilled.saturating_sub(self.returned)
    }

    /// Which pieces a refund of `count` takes: those that wait to be sent first. `None`: there are fewer.
    pub fn taken_by_refund(&self, count: u32) -> Option<Taken> {
        let open = count.min(self.open());
        let sent = count - open;
        (count > 0 && count <= self.paid() && sent <= self.sent_and_paid()).then_some(Taken { open, sent })
    }

    /// The pieces after a refund has taken some. `back` says whether those that were sent are at the vendor's again.
    #[must_use]
    pub fn after(self, taken: Taken, back: bool) -> Self {
        Self {
            cancelled: self.cancelled + taken.open,
            returned: self.returned + if back { taken.sent } else { 0 },
            refunded: self.refunded + taken.open + taken.sent,
            ..self
        }
    }

    /// The pieces after `gone` of those that were sent are lost, or came back with their parcel. Those that were paid back while
    /// they travelled are called off by that: nobody waits for them, and nothing is paid for them again.
    #[must_use]
    pub fn after_loss(self, gone: u32) -> Self {
        let fulfilled = self.fulfilled.saturating_sub(gone);
        let paid_back = self.refunded.saturating_sub(self.cancelled);
        // what is back at its vendor's was in no parcel that is gone now
        let under_way = paid_back.saturating_sub(self.returned);
        let called_off = under_way.max(paid_back.saturating_sub(fulfilled)).min(gone);
        Self { cancelled: self.cancelled + called_off, fulfilled, ..self }
    }

    /// Whether no piece was counted twice.
    pub fn is_sound(&self) -> bool {
        u64::from(self.cancelled) + u64::from(self.fulfilled) <= u64::from(self.quantity)
            && self.returned <= self.fulfilled
            && self.cancelled <= self.refunded
            && self.refunded - self.cancelled <= self.fulfilled
            && self.refunded <= self.quantity
    }
}
