//! The steps of the model: who does what to which order, attempt or running request.

/// One step; the first number is the order, the second the attempt, or the request's place where it says so.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    // The buyer.
    Place(usize),
    /// The same request under the same key, after the lease ran out.
    Retry(usize, usize),
    PayAgain(usize),
    BuyerCancels(usize),
    // A running request (order, request).
    /// The charge is made at the gateway and moves nothing; its reference is in hand.
    Begin(usize, usize),
    /// The reference is committed: from here on the charge may have been confirmed.
    KeepReference(usize, usize),
    Confirm(usize, usize),
    HearAnswer(usize, usize),
    TimeOut(usize, usize),
    Finalise(usize, usize),
    // The network and the bank.
    BankCharges(usize, usize),
    BankDeclines(usize, usize),
    BankAsksBuyer(usize, usize),
    /// A charge ends without effect: dropped, or its key is known.
    CallEnds(usize, usize),
    BuyerConfirms(usize, usize),
    BuyerFailsToConfirm(usize, usize),
    // Webhooks.
    Deliver(usize, usize, Event),
    DeliverAndRepeat(usize, usize, Event),
    Vanish(usize, usize, Event),
    // The sweeper and the clock.
    LeaseRunsOut(usize, usize),
    Expire(usize),
    DropUnsent(usize, usize),
    LookUp(usize, usize),
    CancelAtBank(usize, usize),
    Conclude(usize),
    // The refund job.
    RefundAtBank(usize, usize),
    BookRefund(usize, usize),
    /// The server is killed and starts anew.
    Crash,
}

/// What a webhook is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Event {
    NeedsBuyer,
    /// Charged or declined, as the bank has it.
    Outcome,
}
