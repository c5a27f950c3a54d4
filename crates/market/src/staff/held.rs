use souk_db::row;
use souk_domain::account::Permissions;

use super::{grant_of, permissions_of};

row! {
    /// The columns of a role and a department that somebody has, as a statement reads them beside others: the role's code, permissions
    /// and whether it asks for codes, the department's code and permissions.
    pub(crate) struct HeldColumns {
        pub(crate) role: Option<String>,
        pub(crate) role_permissions: Option<String>,
        pub(crate) requires_second_factor: Option<bool>,
        pub(crate) department: Option<String>,
        pub(crate) department_permissions: Option<String>,
    }
}

/// What somebody of the staff may do.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Held {
    pub permissions: Permissions,
    /// Whether the role asks for sign-in codes.
    pub requires_second_factor: bool,
}

impl HeldColumns {
    /// `None`: nobody of the staff.
    pub(crate) fn held(&self) -> Option<Held> {
        let (role, department) = (self.role.as_deref()?, self.department.as_deref()?);
        let has = permissions_of(department, self.department_permissions.as_deref());
        Some(Held {
            permissions: grant_of(role, self.role_permissions.as_deref()).of(has),
            requires_second_factor: self.requires_second_factor.unwrap_or_default(),
        })
    }
}
