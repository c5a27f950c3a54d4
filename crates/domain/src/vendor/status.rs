//! Whether a vendor may sell.

use crate::order::ActorKind::{self, Staff, System, Vendor};
use crate::vendor::VendorPermission;
use crate::words::words;

/// Where a vendor stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum VendorStatus {
    /// Somebody applied; the market must answer.
    Applied,
    /// It sells.
    Active,
    /// The market said no, and why. It may be mended and sent again.
    Refused,
    /// It may not sell for now; nothing of it is shown.
    Suspended,
    /// It sells no more, for good.
    Closed,
}

impl VendorStatus {
    /// Whether the market has not said yes to it: until then it keeps little.
    pub const fn is_on_trial(self) -> bool {
        matches!(self, Self::Applied | Self::Refused)
    }
}

words!(VendorStatus {
    Applied = "applied",
    Active = "active",
    Refused = "refused",
    Suspended = "suspended",
    Closed = "closed",
});

/// One step of a vendor and who may take it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct VendorStep {
    /// Where it starts.
    pub from: VendorStatus,
    /// Where it leads.
    pub to: VendorStatus,
    /// Who may take it.
    pub actors: &'static [ActorKind],
}

/// Who decides for the market.
const MARKET: &[ActorKind] = &[Staff, System];

/// Every step of a vendor; one that is not here does not exist.
pub const VENDOR_STEPS: &[VendorStep] = &[
    VendorStep { from: VendorStatus::Applied, to: VendorStatus::Active, actors: MARKET },
    VendorStep { from: VendorStatus::Applied, to: VendorStatus::Refused, actors: MARKET },
    VendorStep { from: VendorStatus::Applied, to: VendorStatus::Closed, actors: &[Vendor] },
    VendorStep { from: VendorStatus::Refused, to: VendorStatus::Applied, actors: &[Vendor] },
    VendorStep { from: VendorStatus::Refused, to: VendorStatus::Closed, actors: &[Vendor] },
    VendorStep { from: VendorStatus::Active, to: VendorStatus::Suspended, actors: MARKET },
    VendorStep { from: VendorStatus::Active, to: VendorStatus::Closed, actors: MARKET },
    VendorStep { from: VendorStatus::Suspended, to: VendorStatus::Active, actors: MARKET },
    VendorStep { from: VendorStatus::Suspended, to: VendorStatus::Closed, actors: MARKET },
];

impl VendorStatus {
    /// Whether a vendor that stands there may have that done by its own people, whoever of them asks and however. What was bought is
    /// sent, given back and answered whatever happened since; people are asked in, and money is sent elsewhere, for who may sell.
    pub fn allows(self, permission: VendorPermission) -> bool {
        match permission {
            VendorPermission::MembersWrite => self == Self::Active,
            VendorPermission::ProductsWrite | VendorPermission::PayoutWrite => {
                matches!(self, Self::Applied | Self::Active)
            }
            _ => true,
        }
    }
}

/// Whether `actor` may take a vendor from one status to another.
pub fn may_step(actor: ActorKind, from: VendorStatus, to: VendorStatus) -> bool {
    VENDOR_STEPS.iter().any(|step| step.from == from && step.to == to && step.actors.contains(&actor))
}

#[cfg(test)]
mod tests {
    use super::*;
    use VendorStatus::{Active, Applied, Closed, Refused, Suspended};

    /// The table again, as somebody reads it aloud: every pair that is not here is refused to everybody.
    const LEGAL: &[(VendorStatus, VendorStatus, &[ActorKind])] = &[
        (Applied, Active, &[Staff, System]),
        (Applied, Refused, &[Staff, System]),
        (Applied, Closed, &[Vendor]),
        (Refused, Applied, &[Vendor]),
        (Refused, Closed, &[Vendor]),
        (Active, Suspended, &[Staff, System]),
        (Active, Closed, &[Staff, System]),
        (Suspended, Active, &[Staff, System]),
        (Suspended, Closed, &[Staff, System]),
    ];

    #[test]
    fn every_pair_of_statuses_is_a_step_of_those_who_may_take_it_and_of_nobody_else() {
        for from in VendorStatus::ALL {
            for to in VendorStatus::ALL {
                let legal = LEGAL.iter().find(|(start, end, _)| start == from && end == to);
                for actor in ActorKind::ALL {
                    let expected = legal.is_some_and(|(_, _, who)| who.contains(actor));
                    assert_eq!(may_step(*actor, *from, *to), expected, "{actor}: {from} → {to}");
                }
            }
        }
    }

    #[test]
    fn whoever_may_not_sell_sends_and_answers_and_changes_neither_people_nor_money_nor_goods() {
        use VendorPermission::{
            MembersWrite, ParcelsWrite, PayoutWrite, ProductsWrite, RefundsWrite, ReturnsWrite,
        };
        for (status, people, others) in [
            (Applied, false, true),
            (Active, true, true),
            (Refused, false, false),
            (Suspended, false, false),
            (Closed, false, false),
        ] {
            assert_eq!(status.allows(MembersWrite), people, "{status}");
            assert_eq!([ProductsWrite, PayoutWrite].map(|one| status.allows(one)), [others; 2], "{status}");
            assert_eq!(
                [ParcelsWrite, RefundsWrite, ReturnsWrite].map(|one| status.allows(one)),
                [true; 3],
                "{status}"
            );
        }
    }

    #[test]
    fn a_closed_vendor_stays_closed() {
        assert!(VENDOR_STEPS.iter().all(|step| step.from != Closed));
    }
}
