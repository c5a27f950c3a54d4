//! Sets of permissions, and what of a department's a role gives.

use std::fmt;

use super::{Department, Permission, Role, permission::ADMINS};

/// What somebody of the staff may do.
#[derive(Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Permissions(u64);

impl Permissions {
    /// Nothing.
    pub const NONE: Self = Self(0);

    /// Everything.
    pub fn all() -> Self {
        Permission::ALL.iter().copied().collect()
    }

    /// What a role may do in a department as the market begins with it.
    pub fn of(role: Role, department: Department) -> Self {
        role.grant().of(Self::of_department(department))
    }

    /// What a department has that the market begins with.
    pub fn of_department(department: Department) -> Self {
        let rows = ADMINS.iter().filter(|(known, _)| *known == department);
        rows.flat_map(|(_, permissions)| permissions.iter().copied()).collect()
    }

    /// Those that both have.
    #[must_use]
    pub const fn and(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    /// Those of them that `keeps` keeps.
    #[must_use]
    pub fn filter(self, keeps: impl Fn(Permission) -> bool) -> Self {
        self.iter().filter(|permission| keeps(*permission)).collect()
    }

    /// Whether there is none.
    pub const fn is_empty(self) -> bool {
        self.0 == 0
    }

    /// Their words, in the order of the documentation, with spaces between: as they are stored.
    pub fn to_words(self) -> String {
        self.iter().map(Permission::as_str).collect::<Vec<_>>().join(" ")
    }

    /// Those of words with spaces between. A word that this version does not know gives nothing.
    pub fn of_words(words: &str) -> Self {
        words.split_whitespace().filter_map(Permission::parse).collect()
    }

    /// Whether it is among them.
    pub const fn has(self, permission: Permission) -> bool {
        self.0 & permission.bit() != 0
    }

    /// Each of them, in the order of the documentation.
    pub fn iter(self) -> impl Iterator<Item = Permission> {
        Permission::ALL.iter().copied().filter(move |permission| self.has(*permission))
    }
}

/// What a role gives of what a department has.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Grant {
    /// Everything there is, whatever the department.
    Everything,
    /// All that the department has.
    AllOfDepartment,
    /// What of it only reads.
    OnlyReading,
    /// Those of it that are among these.
    Among(Permissions),
}

impl Grant {
    /// What somebody with it may do in a department that has these. What manages the staff comes with everything alone.
    pub fn of(self, department: Permissions) -> Permissions {
        let given = match self {
            Self::Everything => return Permissions::all(),
            Self::AllOfDepartment => department,
            Self::OnlyReading => department.filter(Permission::only_reads),
            Self::Among(permissions) => permissions.and(department),
        };
        given.filter(|permission| !permission.is_reserved())
    }
}

impl Role {
    /// What it gives; fixed for the roles that every market has.
    pub const fn grant(self) -> Grant {
        match self {
            Self::SuperAdmin => Grant::Everything,
            Self::Admin => Grant::AllOfDepartment,
            Self::User => Grant::OnlyReading,
        }
    }
}

impl FromIterator<Permission> for Permissions {
    fn from_iter<I: IntoIterator<Item = Permission>>(permissions: I) -> Self {
        Self(permissions.into_iter().fold(0, |all, permission| all | permission.bit()))
    }
}

impl fmt::Debug for Permissions {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_set().entries(self.iter()).finish()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_manages_the_staff_comes_with_everything_alone() {
        let whole = Permissions::all();
        for grant in [Grant::AllOfDepartment, Grant::OnlyReading, Grant::Among(whole)] {
            let may = grant.of(whole);
            assert!(!may.iter().any(Permission::is_reserved), "{grant:?}");
        }
        assert_eq!(Grant::Everything.of(Permissions::NONE), whole);
        let (orders, money) = (
            [Permission::OrdersRead, Permission::OrdersWrite].into_iter().collect::<Permissions>(),
            [Permission::LedgerRead, Permission::OrdersRead].into_iter().collect::<Permissions>(),
        );
        assert_eq!(Grant::Among(orders).of(money).to_words(), "orders.read");
        assert!(Grant::Among(orders).of(Permissions::NONE).is_empty());
    }

    #[test]
    fn a_set_is_read_as_it_is_written_and_unknown_words_give_nothing() {
        assert_eq!(Permissions::of_words(&Permissions::all().to_words()), Permissions::all());
        assert_eq!(Permissions::of_words("orders.read everything.write").to_words(), "orders.read");
        assert!(Permissions::of_words("").is_empty());
        let words: Vec<&str> = Permission::ALL.iter().copied().map(Permission::as_str).collect();
        assert!(words.is_sorted());
    }
}
