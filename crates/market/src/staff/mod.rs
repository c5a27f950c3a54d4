//! What the market's own people may do: roles and departments, rows that super admins make and change.
//!
//! - a department has permissions; the ones that every market begins with have those of [`Permissions::of_department`] until somebody
//!   says otherwise
//! - a role gives some of them: three mean the same in every market, the others are made here
//! - [`Held`]: what somebody has of both, and so may do; read anew for each request
//!
//! Who has which role, `accounts` keeps.

mod changes;
mod held;
mod store;
mod use_cases;

use jiff::Timestamp;
use souk_domain::account::{Department, Grant, Permissions, Role};

pub use changes::{DepartmentChange, NewDepartment, NewRole, RoleChange};
pub use held::Held;
pub(crate) use held::HeldColumns;
pub(crate) use store::{lock_department, lock_role, names_of};
pub use use_cases::{
    change_department, change_role, create_department, create_role, delete_department, delete_role,
    list_departments, list_roles,
};

/// What somebody may do of what the department has.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StaffRole {
    /// Stands in addresses, and never changes.
    pub code: String,
    pub name: String,
    /// `None`: it is one of the three that every market has.
    pub permissions: Option<Permissions>,
    /// Whether who has it must sign in with codes.
    pub requires_second_factor: bool,
    /// Members that have it.
    pub members: i64,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

/// What somebody works with.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct StaffDepartment {
    pub code: String,
    pub name: String,
    /// What an admin in it may do.
    pub permissions: Permissions,
    /// Whether these are as every market begins with them.
    pub is_as_begun: bool,
    pub members: i64,
    pub revision: i64,
    pub created_at: Timestamp,
    pub updated_at: Timestamp,
}

impl StaffRole {
    /// Which of the three that every market has; `None`: it was made here.
    pub fn built_in(&self) -> Option<Role> {
        Role::parse(&self.code)
    }
}

/// What a role gives, by its code and the permissions that are stored with it.
fn grant_of(code: &str, permissions: Option<&str>) -> Grant {
    Role::parse(code)
        .map_or_else(|| Grant::Among(Permissions::of_words(permissions.unwrap_or_default())), Role::grant)
}

/// What a department has, by its code and the permissions that are stored with it.
fn permissions_of(code: &str, permissions: Option<&str>) -> Permissions {
    match permissions {
        Some(words) => Permissions::of_words(words),
        None => Department::parse(code).map(Permissions::of_department).unwrap_or_default(),
    }
}
