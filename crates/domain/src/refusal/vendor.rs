//! What a vendor refuses.

use jiff::Timestamp;

use super::FieldError;
use crate::code::refusals;
use crate::vendor::VendorStatus;

refusals! {
    /// What is refused about a vendor.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum VendorRefusal {
        /// No such vendor, or not open.
        #[error("There is no such vendor.")]
        NotFound => NOT_FOUND,
        /// Another has that name.
        #[error("A vendor named “{name}” is here already. Choose another name.")]
        NameTaken {
            /// The name.
            name: String,
        } => VENDOR_NAME_TAKEN,
        /// Another has that slug.
        #[error("The slug “{slug}” is taken. Choose another.")]
        SlugTaken {
            /// The slug.
            slug: String,
        } => SLUG_TAKEN,
        /// It may not sell.
        #[error("This vendor is suspended. Write to the market.")]
        Suspended => VENDOR_SUSPENDED,
        /// It may not sell yet.
        #[error("This vendor is not approved yet. The market will write when it is.")]
        NotApproved => VENDOR_NOT_APPROVED,
        /// It keeps as much as it may until the market has looked at it.
        #[error("A shop that is not approved yet has at most {max} {what}. Add more once the market has approved it.")]
        FullUntilApproved {
            /// What, in the plural: `products`.
            what: &'static str,
            /// The most.
            max: usize,
        } => LIST_FULL,
        /// It cannot do that before the market has looked at it.
        #[error("{what} can be sent once the market has approved this shop.")]
        AfterApproval {
            /// What, in the plural: `Files`.
            what: &'static str,
        } => VENDOR_STEP_NOT_ALLOWED,
        /// There is no such step, or it is another's.
        #[error("This vendor is {from} and cannot become {to}. Fetch it again: somebody may have been faster.")]
        StepNotAllowed {
            /// Where it stands.
            from: VendorStatus,
            /// Where it was to go.
            to: VendorStatus,
        } => VENDOR_STEP_NOT_ALLOWED,
        /// Its own people cannot do that while it stands there.
        #[error("This vendor is {status}, and its people cannot change that while it is. Write to the market.")]
        NotWhile {
            /// Where it stands.
            status: VendorStatus,
        } => VENDOR_STEP_NOT_ALLOWED,
        /// Whoever applies must be reachable.
        #[error("Prove your e-mail address first: the market writes to it. Your account page sends the link again.")]
        EmailNotProven => EMAIL_NOT_PROVEN,
        /// An application of this account waits already.
        #[error("Your application for “{name}” waits for the market's answer. Apply for another shop after that.")]
        AlreadyApplied {
            /// What it applied for.
            name: String,
        } => ALREADY_APPLIED,
        /// Several vendors could be meant.
        #[error("You are a member of several vendors: name one in the header `Souk-Vendor`.")]
        NotNamed => VENDOR_NOT_NAMED,
        /// A form was opened for one vendor and sent for another.
        #[error("You now work for {name}, and this page was opened for another shop. Nothing was changed. Choose the shop that is meant at the top, and do it there.")]
        AnotherChosen {
            /// For which one now.
            name: String,
        } => VENDOR_CHANGED,
        /// The vendor that was worked for is none of the asker's any more.
        #[error("You do not work for this shop any more. Nothing was changed. Choose for which one you work.")]
        NoneChosen => VENDOR_CHANGED,
        /// The role of the asker does not include it.
        #[error("Your role in this vendor does not include `{permission}`. Ask one of its owners.")]
        RoleLacks {
            /// What it takes.
            permission: &'static str,
        } => FORBIDDEN,
        /// No such member.
        #[error("There is no such member. Fetch the members again.")]
        MemberNotFound => NOT_FOUND,
        /// No such invitation, or it is not open any more.
        #[error("There is no such open invitation. Fetch the invitations again.")]
        InvitationNotFound => NOT_FOUND,
        /// Somebody is a member already.
        #[error("{email} is a member already. Change the role instead.")]
        AlreadyMember {
            /// Whose address it is.
            email: String,
        } => ALREADY_MEMBER,
        /// The invitation went to another address than the one the asker has proven.
        #[error("This invitation was sent to another e-mail address. Sign in with the account that has proven that one, or register with it.")]
        InvitationOfAnother => INVITATION_OF_ANOTHER,
        /// A vendor without an owner is nobody's.
        #[error("This is the last owner. Make another member an owner first.")]
        LastOwner => LAST_OWNER,
        /// No room for another member.
        #[error("A vendor has at most {max} members and open invitations. Take one away first.")]
        TooManyMembers {
            /// The most.
            max: usize,
        } => TOO_MANY_MEMBERS,
        /// Something uses it.
        #[error("This vendor still has {count} {by}.")]
        StillReferenced {
            /// What, in the plural: `products`.
            by: &'static str,
            /// How many.
            count: u64,
        } => STILL_REFERENCED,
        /// No such paper of this vendor.
        #[error("There is no such paper. Look at the list again.")]
        DocumentNotFound => NOT_FOUND,
        /// What was said of a paper stays.
        #[error("This paper was {status} already. Look at it again: somebody may have been faster.")]
        DocumentDecided {
            /// The word of what was said of it.
            status: &'static str,
        } => VENDOR_STEP_NOT_ALLOWED,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl VendorRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        let pointer = match self {
            Self::Invalid { fields } => return fields.clone(),
            Self::NameTaken { .. } => "/name",
            Self::SlugTaken { .. } => "/slug",
            Self::FullUntilApproved { .. } | Self::AfterApproval { .. } => "",
            _ => return Vec::new(),
        };
        vec![FieldError::new(pointer, self.code().name, self.to_string())]
    }
}

/// That a vendor is away, and until when.
pub(super) fn away_detail(vendor: &str, until: Option<Timestamp>) -> String {
    match until {
        Some(until) => format!(
            "“{vendor}” is away until {} (UTC) and sells nothing meanwhile.",
            until.strftime("%F %H:%M")
        ),
        None => format!("“{vendor}” is away and sells nothing for now."),
    }
}
