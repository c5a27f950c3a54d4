//! How an order comes out: the steps of its life, each so many hours after it was placed.

/// Hours after which an order is sent, and those that its parcels travel, at least.
const PACKED_AFTER: i64 = 10;
const TRAVEL: i64 = 40;
/// A transfer is waited for seven days; one that came is not waited for that long.
const STILL_AWAITED: i64 = 24 * 5;

/// How an order comes out.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Course {
    /// Paid by card, received, and reviewed.
    Kept,
    /// Received, and its buyer says only that.
    Confirmed,
    /// Received, and its buyer says nothing.
    Silent,
    /// Paid by bank transfer after a day or three.
    Transferred,
    /// To be paid by bank transfer, which has not come.
    Awaited,
    /// The card was declined, and nobody tried again.
    Declined,
    /// Cancelled by its buyer before the transfer.
    Cancelled,
    /// The transfer never came.
    Expired,
    /// Paid, and called off by its buyer before it was sent.
    CalledOffByBuyer,
    /// Paid, and called off by its vendors, who cannot send it.
    CalledOffByVendor,
    /// Sent in two parcels.
    InParts,
    /// Its parcel was lost, and another sent.
    Lost,
    /// Returned and paid back.
    Returned,
    /// Its return was refused.
    ReturnRefused,
    /// Some money went back for a scratch.
    PartlyRefunded,
}

/// Something that somebody does.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    /// The transfer arrives.
    Transfer,
    /// The buyer calls it off.
    Cancel,
    /// The vendors call off all of it.
    CallOff,
    /// One piece is sent.
    SendOne,
    /// All that is left is sent.
    Send,
    OutForDelivery,
    Arrive,
    Lose,
    /// The buyer has it.
    Confirm,
    Review,
    /// The vendors answer some of the reviews.
    Reply,
    AskReturn,
    ApproveReturn,
    RefuseReturn,
    ReceiveReturn,
    RefundReturn,
    GiveSomeBack,
}

impl Course {
    #[cfg(test)]
    pub(super) const ALL: &'static [Self] = &[
        Self::Kept,
        Self::Confirmed,
        Self::Silent,
        Self::Transferred,
        Self::Awaited,
        Self::Declined,
        Self::Cancelled,
        Self::Expired,
        Self::CalledOffByBuyer,
        Self::CalledOffByVendor,
        Self::InParts,
        Self::Lost,
        Self::Returned,
        Self::ReturnRefused,
        Self::PartlyRefunded,
    ];

    /// How an order of so many hours ago came out, by a number below a thousand.
    pub(super) const fn draw(number: usize, hours_ago: i64) -> Self {
        match number {
            0..360 => Self::Kept,
            360..520 => Self::Confirmed,
            520..680 => Self::Silent,
            680..770 if hours_ago < STILL_AWAITED => Self::Awaited,
            680..770 => Self::Transferred,
            770..815 => Self::Declined,
            815..845 => Self::Cancelled,
            // what is waited for still has not expired
            845..865 if hours_ago < 24 * 7 => Self::Awaited,
            845..865 => Self::Expired,
            865..885 => Self::CalledOffByBuyer,
            885..905 => Self::CalledOffByVendor,
            905..935 => Self::InParts,
            935..945 => Self::Lost,
            945..970 => Self::Returned,
            970..980 => Self::ReturnRefused,
            _ => Self::PartlyRefunded,
        }
    }

    /// Whether it is told of an order of one line.
    pub(super) const fn is_of_one_line(self) -> bool {
        matches!(self, Self::Lost | Self::Returned | Self::ReturnRefused)
    }

    /// How often its pieces leave the shelf for good.
    pub(super) const fn pieces_taken(self) -> i64 {
        match self {
            Self::Declined
            | Self::Cancelled
            | Self::Expired
            | Self::CalledOffByBuyer
            | Self::CalledOffByVendor
            // the one that comes back is for sale again
            | Self::Returned => 0,
            // what is lost is sent twice
            Self::Lost => 2,
            _ => 1,
        }
    }

    /// Its steps, in their order. What time does by itself follows them.
    pub(super) fn steps(self, slowness: i64) -> Vec<(i64, Step)> {
        let packed = PACKED_AFTER + slowness;
        let arrives = packed + TRAVEL + slowness;
        let sent = vec![(packed, Step::Send), (arrives - 6, Step::OutForDelivery), (arrives, Step::Arrive)];
        let after = |mut steps: Vec<(i64, Step)>, more: &[(i64, Step)]| {
            steps.extend_from_slice(more);
            steps
        };
        let confirmed = arrives + 20 + slowness / 2;
        match self {
            Self::Awaited | Self::Declined | Self::Expired => Vec::new(),
            Self::Kept => after(
                sent,
                &[(confirmed, Step::Confirm), (confirmed + 26, Step::Review), (confirmed + 46, Step::Reply)],
            ),
            Self::Confirmed => after(sent, &[(confirmed, Step::Confirm)]),
            Self::Silent => sent,
            Self::Transferred => {
                let came = 30 + slowness;
                let later = sent.into_iter().map(|(hours, step)| (came + hours, step));
                std::iter::once((came, Step::Transfer)).chain(later).collect()
            }
            Self::Cancelled => vec![(4, Step::Cancel)],
            Self::CalledOffByBuyer => vec![(3, Step::Cancel)],
            Self::CalledOffByVendor => vec![(20, Step::CallOff)],
            Self::InParts => vec![
                (packed, Step::SendOne),
                (packed + 40, Step::Arrive),
                (packed + 72, Step::Send),
                (packed + 112, Step::Arrive),
                (packed + 130, Step::Confirm),
            ],
            Self::Lost => vec![
                (packed, Step::Send),
                (packed + 90, Step::Lose),
                (packed + 114, Step::Send),
                (packed + 164, Step::Arrive),
                (packed + 190, Step::Confirm),
            ],
            Self::Returned => after(
                sent,
                &[
                    (arrives + 48, Step::AskReturn),
                    (arrives + 72, Step::ApproveReturn),
                    (arrives + 168, Step::ReceiveReturn),
                    (arrives + 192, Step::RefundReturn),
                ],
            ),
            Self::ReturnRefused => {
                after(sent, &[(arrives + 48, Step::AskReturn), (arrives + 72, Step::RefuseReturn)])
            }
            Self::PartlyRefunded => after(sent, &[(arrives + 30, Step::GiveSomeBack)]),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn steps_come_one_after_the_other_and_are_told_within_two_weeks() {
        for course in Course::ALL {
            for slowness in [0, 26, 52] {
                let steps = course.steps(slowness);
                assert!(steps.is_sorted_by_key(|(hours, _)| *hours), "{course:?}: {steps:?}");
                assert!(steps.iter().all(|(hours, _)| *hours <= 24 * 16), "{course:?}: {steps:?}");
            }
        }
    }
}
