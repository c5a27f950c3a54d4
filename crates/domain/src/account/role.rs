use crate::words::words;

/// What a member of the staff may do.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, the staff included.
    SuperAdmin,
    /// Everything but the staff.
    Admin,
    /// Look at everything, change nothing.
    User,
}

words!(Role { SuperAdmin = "super_admin", Admin = "admin", User = "user" });
