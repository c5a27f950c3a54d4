//! Vendors: from each status everything that anybody may ask of one.

use std::collections::BTreeSet;

use souk_domain::{
    account::{Department, Permissions, Role},
    ids::{AccountId, VendorId},
    order::ActorKind::{self, Buyer, Staff, System, Vendor},
    vendor::{
        MemberRole, VENDOR_STEPS,
        VendorStatus::{self, Active, Applied, Closed, Refused as TurnedDown, Suspended},
    },
};
use souk_market::{Actor, Result, vendors};
use souk_testkit::Market;

use super::{
    Comes::{self, Refused, Stays, To},
    Surprises, Walk,
};
use crate::joining::{application, apply, person};

/// What somebody asks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Ask {
    Approve,
    Refuse,
    Suspend,
    Reinstate,
    Close,
    /// Its owner mends the application and sends it again.
    ApplyAgain,
}

const ASKS: [Ask; 6] = [Ask::Approve, Ask::Refuse, Ask::Suspend, Ask::Reinstate, Ask::Close, Ask::ApplyAgain];

/// From where it leads, and whereto.
fn step(ask: Ask) -> (&'static [VendorStatus], VendorStatus) {
    match ask {
        Ask::Approve => (&[Applied], Active),
        Ask::Refuse => (&[Applied], TurnedDown),
        Ask::Suspend => (&[Active], Suspended),
        Ask::Reinstate => (&[Suspended], Active),
        Ask::Close => (&[Active, Suspended], Closed),
        Ask::ApplyAgain => (&[TurnedDown], Applied),
    }
}

fn comes(from: VendorStatus, ask: Ask, who: ActorKind) -> Comes<VendorStatus> {
    let (starts, to) = step(ask);
    match ask {
        Ask::ApplyAgain => match from {
            TurnedDown => To(Applied),
            Applied => Refused("already_applied"),
            // it becomes another shop's application, under another name
            Active | Suspended | Closed => Stays,
        },
        _ if matches!(who, Buyer | Vendor) => Refused("forbidden"),
        _ if starts.contains(&from) => To(to),
        _ if from == to => Stays,
        _ => Refused("vendor_step_not_allowed"),
    }
}

/// A vendor of somebody's own, that stands there.
async fn reach(market: &Market, status: VendorStatus) -> (VendorId, AccountId) {
    let count = market.count();
    let owner = person(market, &format!("owner{count}")).await;
    let id = apply(market, owner, application(&format!("Kiln {count}"))).await.unwrap().vendor.id;
    let road: &[Ask] = match status {
        Applied => &[],
        Active => &[Ask::Approve],
        TurnedDown => &[Ask::Refuse],
        Suspended => &[Ask::Approve, Ask::Suspend],
        Closed => &[Ask::Approve, Ask::Close],
    };
    for one in road {
        ask(market, (id, owner), Actor::Operator, *one).await.unwrap();
    }
    (id, owner)
}

async fn ask(market: &Market, (id, owner): (VendorId, AccountId), actor: Actor, asked: Ask) -> Result<()> {
    let app = &market.app;
    match asked {
        Ask::Approve => vendors::approve_vendor(app, actor, id, None).await.map(|_| ()),
        Ask::Refuse => {
            vendors::refuse_vendor(app, actor, id, "Whose clay?".to_owned(), None).await.map(|_| ())
        }
        Ask::Suspend => vendors::suspend_vendor(app, actor, id, "Late.".to_owned(), None).await.map(|_| ()),
        Ask::Reinstate => vendors::reinstate_vendor(app, actor, id, None).await.map(|_| ()),
        Ask::Close => vendors::close_vendor(app, actor, id, None).await.map(|_| ()),
        Ask::ApplyAgain => {
            let name = format!("Kiln again {}", market.count());
            apply(market, owner, application(&name)).await.map(|_| ())
        }
    }
}

#[tokio::test]
async fn vendors_take_the_steps_of_their_table_and_no_other() {
    let market = Market::open().await;
    let chief = person(&market, "chief").await;
    let permissions = Permissions::of(Role::Admin, Department::All);
    let (mut surprises, mut walked) = (Surprises::default(), BTreeSet::new());
    for &from in VendorStatus::ALL {
        for asked in ASKS {
            for who in ActorKind::ALL.iter().copied() {
                // only an owner applies again
                if asked == Ask::ApplyAgain && who != Vendor {
                    continue;
                }
                let named = reach(&market, from).await;
                let (vendor, account) = named;
                let actor = match who {
                    Buyer => Actor::Account { account },
                    Vendor => Actor::VendorMember { vendor, account, role: MemberRole::Owner },
                    Staff => Actor::Member { account: chief, permissions },
                    System => Actor::System,
                };
                let outcome = ask(&market, named, actor, asked).await;
                let now = vendors::show_vendor(&market.app, Actor::Operator, vendor).await.unwrap().status;
                let came = Comes::of(&outcome, from, now);
                surprises.compare((from, asked, who), came, comes(from, asked, who));
                if let To(to) = came {
                    walked.insert((from, to, who));
                }
            }
        }
    }
    // an account that is deleted closes what it alone applied for: `joining` takes these
    let unasked: [Walk<VendorStatus>; 2] = [(Applied, Closed, Vendor), (TurnedDown, Closed, Vendor)];
    surprises.require_all(
        &walked,
        VENDOR_STEPS.iter().map(|step| (step.from, step.to, step.actors)),
        &unasked,
    );
    market.close().await;
    surprises.none();
}
