//! What the staff's own affairs refuse.

use super::{FieldError, NAME_TAKEN};
use crate::code::refusals;

refusals! {
    /// What is refused about the market's own people.
    #[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
    pub enum StaffRefusal {
        /// No such role.
        #[error("There is no such role. Fetch the roles again.")]
        RoleNotFound => NOT_FOUND,
        /// No such department.
        #[error("There is no such department. Fetch the departments again.")]
        DepartmentNotFound => NOT_FOUND,
        /// Nobody of the staff.
        #[error("There is no such member of the staff. Fetch the list again.")]
        MemberNotFound => NOT_FOUND,
        /// No such invitation, or it is not open any more.
        #[error("There is no such open invitation. Fetch the list again.")]
        InvitationNotFound => NOT_FOUND,
        /// Somebody is of the staff already.
        #[error("{email} is of the staff already. Change the role instead.")]
        AlreadyMember {
            /// Whose address it is.
            email: String,
        } => ALREADY_MEMBER,
        /// The invitation went to another address than the one the asker has proven.
        #[error("This invitation was sent to {email}. Sign in with the account that has proven that address.")]
        InvitationOfAnother {
            /// Where it went.
            email: String,
        } => INVITATION_OF_ANOTHER,
        /// A program asks for what a person does.
        #[error("Only somebody who is signed in acts for a vendor. Sign in, and send the session's token.")]
        SessionNeeded => SESSION_NEEDED,
        /// Whoever asks would change what they may do themselves.
        #[error("Nobody changes or takes away their own rights. Ask another super admin.")]
        OwnRights => OWN_RIGHTS,
        /// The meaning of a role is the same in every market.
        #[error("This role means the same in every market: only whether it asks for sign-in codes can be changed.")]
        BuiltIn => BUILT_IN,
        /// A role or department has that name.
        #[error("“{name}” is there already. Choose another name.")]
        NameTaken {
            /// The name.
            name: String,
        } => NAME_TAKEN,
        /// Somebody has it, or is asked to.
        #[error("{members} of the staff and {invited} open invitations have this. Give them another first.")]
        InUse {
            /// Members that have it.
            members: u64,
            /// Invitations to it.
            invited: u64,
        } => STILL_REFERENCED,
        /// Room for no more.
        #[error("A market has at most {max} {what}. Take one away first.")]
        TooMany {
            /// Of what, in the plural: `roles`.
            what: &'static str,
            /// The most.
            max: usize,
        } => LIST_FULL,
        /// Some fields are wrong.
        #[error("Some fields need a change.")]
        Invalid {
            /// Each of them.
            fields: Vec<FieldError>,
        } => INVALID_INPUT,
    }
}

impl StaffRefusal {
    /// The fields that are wrong.
    pub fn fields(&self) -> Vec<FieldError> {
        match self {
            Self::Invalid { fields } => fields.clone(),
            Self::NameTaken { .. } => vec![FieldError::new("/name", NAME_TAKEN.name, self.to_string())],
            _ => Vec::new(),
        }
    }
}
