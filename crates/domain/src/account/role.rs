use crate::words::words;

/// The roles that every market has. Others are made by its super admins.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Role {
    /// Everything, the staff included.
    SuperAdmin,
    /// Everything that the department has.
    Admin,
    /// Look at what the department has, change nothing.
    User,
}

words!(Role { SuperAdmin = "super_admin", Admin = "admin", User = "user" });
