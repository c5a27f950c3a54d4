//! The money path as the checker walks it: opening state, possible steps, what each step does, and what must hold.

pub mod properties;

use stateright::{Model, Property};

use crate::step::{Event, Step};
use crate::world::{Answer, BankStatus, Lease, Order, Request};
use crate::{Setting, World, bank, moves, shop};

/// The money path under one [`Setting`].
#[derive(Clone, Copy, Debug)]
pub struct MoneyPath(pub Setting);

impl MoneyPath {
    /// Whether nothing is left that must still happen; the buyer may yet ask for more.
    pub fn is_at_rest(&self, world: &World) -> bool {
        let mut steps = Vec::new();
        moves::duties(&self.0, world, &mut steps);
        steps.is_empty()
    }

    fn take(&self, world: &mut World, step: Step) {
        use Step as S;
        match step {
            S::Place(_) | S::Retry(..) | S::PayAgain(_) | S::BuyerCancels(_) => self.buyer(world, step),
            S::Begin(o, r)
            | S::KeepReference(o, r)
            | S::Confirm(o, r)
            | S::HearAnswer(o, r)
            | S::TimeOut(o, r)
            | S::Finalise(o, r) => {
                let request = world.orders[o].requests[r];
                world.orders[o].requests[r] = self.request(&mut world.orders[o], request, step);
                // Which slot a request sits in means nothing: sorted, equal states meet.
                world.orders[o].requests.sort_unstable();
            }
            S::BankCharges(..)
            | S::BankDeclines(..)
            | S::BankAsksBuyer(..)
            | S::CallEnds(..)
            | S::BuyerConfirms(..)
            | S::BuyerFailsToConfirm(..) => bank_and_network(world, step),
            S::Deliver(..) | S::DeliverAndRepeat(..) | S::Vanish(..) => self.webhook(world, step),
            S::Crash => crash(world),
            _ => self.background(world, step),
        }
    }

    fn buyer(&self, world: &mut World, step: Step) {
        match step {
            Step::Place(o) => shop::prepare(world, o),
            Step::PayAgain(o) => shop::open_attempt(&mut world.orders[o]),
            Step::BuyerCancels(o) => shop::give_up(world, o, self.0.flaw),
            Step::Retry(o, a) => {
                world.orders[o].retries_left -= 1;
                shop::take_over(&mut world.orders[o], a);
            }
            _ => {}
        }
        for order in &mut world.orders {
            order.requests.sort_unstable();
        }
    }

    /// One step of a running request; gives where it stands afterwards.
    fn request(&self, order: &mut Order, request: Request, step: Step) -> Request {
        match (request, step) {
            (Request::Prepared(a), Step::Begin(..)) => Request::Begun(a),
            (Request::Prepared(a) | Request::Begun(a), _) if shop::keep_reference(order, a, self.0.flaw) => {
                Request::Sending(a)
            }
            (Request::Sending(a), _) => {
                order.attempts[a].calls += 1;
                Request::Waiting(a)
            }
            (Request::Waiting(a), Step::HearAnswer(..)) => {
                Request::Answered(a, order.attempts[a].bank.status.answer())
            }
            (Request::Waiting(a), _) => {
                shop::finalise(order, a, Answer::Silence, self.0.flaw);
                Request::Idle
            }
            (Request::Answered(a, answer), _) => {
                shop::finalise(order, a, answer, self.0.flaw);
                Request::Idle
            }
            (Request::Prepared(_) | Request::Begun(_) | Request::Idle, _) => Request::Idle,
        }
    }

    fn webhook(&self, world: &mut World, step: Step) {
        let (Step::Deliver(o, a, event) | Step::DeliverAndRepeat(o, a, event) | Step::Vanish(o, a, event)) =
            step
        else {
            return;
        };
        let order = &mut world.orders[o];
        let repeats = matches!(step, Step::DeliverAndRepeat(..));
        let bank = &mut order.attempts[a].bank;
        let answer = match event {
            Event::NeedsBuyer => {
                bank.asks = repeats;
                Answer::NeedsBuyer
            }
            Event::Outcome => {
                bank.tells = repeats;
                bank.status.answer()
            }
        };
        if !matches!(step, Step::Vanish(..)) {
            shop::finalise(order, a, answer, self.0.flaw);
        }
        world.duplicates_left -= u8::from(repeats);
    }

    /// The sweeper, the clock and the refund job.
    fn background(&self, world: &mut World, step: Step) {
        let flaw = self.0.flaw;
        match step {
            Step::LeaseRunsOut(o, a) => world.orders[o].attempts[a].lease = Lease::RanOut,
            Step::Expire(o) => shop::give_up(world, o, flaw),
            Step::DropUnsent(o, a) => shop::drop_unsent(&mut world.orders[o], a),
            Step::LookUp(o, a) => {
                world.orders[o].sweeper = Some((a, world.orders[o].attempts[a].bank.status.answer()));
            }
            Step::CancelAtBank(o, a) => {
                let answer = bank::cancel(&mut world.orders[o].attempts[a].bank, flaw);
                world.orders[o].sweeper = Some((a, answer));
            }
            Step::Conclude(o) => {
                if let Some((a, answer)) = world.orders[o].sweeper.take() {
                    shop::finalise(&mut world.orders[o], a, answer, flaw);
                }
            }
            Step::RefundAtBank(o, a) => bank::refund(&mut world.orders[o].attempts[a].bank),
            Step::BookRefund(o, a) => shop::book_refund(&mut world.orders[o], a),
            _ => {}
        }
    }
}

fn bank_and_network(world: &mut World, step: Step) {
    use Step as S;
    let (S::BankCharges(o, a)
    | S::BankDeclines(o, a)
    | S::BankAsksBuyer(o, a)
    | S::CallEnds(o, a)
    | S::BuyerConfirms(o, a)
    | S::BuyerFailsToConfirm(o, a)) = step
    else {
        return;
    };
    let attempt = &mut world.orders[o].attempts[a];
    if !matches!(step, S::BuyerConfirms(..) | S::BuyerFailsToConfirm(..)) {
        attempt.calls -= 1;
    }
    match step {
        S::BankCharges(..) | S::BuyerConfirms(..) => bank::settle(&mut attempt.bank, BankStatus::Charged),
        S::BankDeclines(..) | S::BuyerFailsToConfirm(..) => {
            bank::settle(&mut attempt.bank, BankStatus::Declined);
        }
        S::BankAsksBuyer(..) => bank::ask_buyer(&mut attempt.bank),
        _ => {}
    }
}

/// Kills the server: what was committed stays, what was in hand is gone, calls made are under way.
fn crash(world: &mut World) {
    world.crashes_left -= 1;
    for order in &mut world.orders {
        order.requests.fill(Request::Idle);
        order.sweeper = None;
    }
}

impl Model for MoneyPath {
    type State = World;
    type Action = Step;

    fn init_states(&self) -> Vec<World> {
        vec![World::opening(&self.0)]
    }

    fn actions(&self, world: &World, steps: &mut Vec<Step>) {
        moves::duties(&self.0, world, steps);
        moves::chances(&self.0, world, steps);
    }

    fn next_state(&self, last: &World, step: Step) -> Option<World> {
        let mut next = last.clone();
        self.take(&mut next, step);
        (next != *last).then_some(next)
    }

    fn properties(&self) -> Vec<Property<MoneyPath>> {
        properties::of(&self.0)
    }
}
