//! Roles and departments as super admins make and change them.

use serde_json::{Value, json};
use souk_domain::{
    account::{Department, Permission, Permissions, Role},
    bounds::staff::{MAX_CODE_CHARS, MAX_DEPARTMENTS, MAX_NAME_CHARS, MAX_PERMISSIONS, MAX_ROLES},
    field::FieldError,
    refusal::{StaffRefusal, expect_revision},
    text::{Slug, bounded_line, fold_key},
};

use super::{
    StaffDepartment, StaffRole, permissions_of,
    store::{self, DepartmentRow, RoleRow, UseRow},
};
use crate::{Ctx, Error, Result, trail::Note};

/// A role to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewRole {
    pub name: String,
    pub permissions: Vec<String>,
    pub requires_second_factor: bool,
}

/// What becomes of a role; what is `None` stays.
#[derive(Clone, Debug, Default, Hash)]
pub struct RoleChange {
    pub name: Option<String>,
    pub permissions: Option<Vec<String>>,
    pub requires_second_factor: Option<bool>,
    /// The revision that was looked at.
    pub expected: Option<i64>,
}

/// A department to be made.
#[derive(Clone, Debug, Hash)]
pub struct NewDepartment {
    pub name: String,
    pub permissions: Vec<String>,
}

/// What becomes of a department; what is `None` stays.
#[derive(Clone, Debug, Default, Hash)]
pub struct DepartmentChange {
    pub name: Option<String>,
    pub permissions: Option<Vec<String>>,
    /// The revision that was looked at.
    pub expected: Option<i64>,
}

pub(super) async fn list_roles(ctx: &Ctx<'_>) -> Result<Vec<StaffRole>> {
    let mut roles = Vec::new();
    for row in store::list_roles(ctx).await? {
        let uses = store::uses_of_role(ctx, &row.code).await?;
        roles.push(shown_role(row, uses));
    }
    Ok(roles)
}

pub(super) async fn list_departments(ctx: &Ctx<'_>) -> Result<Vec<StaffDepartment>> {
    let mut departments = Vec::new();
    for row in store::list_departments(ctx).await? {
        let uses = store::uses_of_department(ctx, &row.code).await?;
        departments.push(shown_department(row, uses));
    }
    Ok(departments)
}

pub(super) async fn create_role(ctx: &Ctx<'_>, new: &NewRole) -> Result<StaffRole> {
    let (name, permissions) = checked(Some(&new.name), Some(&new.permissions))?;
    let name = name.unwrap_or_default();
    one_by_one(ctx).await?;
    let others = store::list_roles(ctx).await?;
    if others.len() >= MAX_ROLES {
        return Err(StaffRefusal::TooMany { what: "roles", max: MAX_ROLES }.into());
    }
    let code = code_of(&name, |code| others.iter().any(|other| other.code == code));
    let row = RoleRow {
        code,
        name_key: fold_key(&name),
        name,
        permissions: Some(permissions.unwrap_or_default().to_words()),
        requires_second_factor: new.requires_second_factor,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    store::insert_role(ctx, &row).await.map_err(|error| taken(error, &row.name))?;
    note(ctx, "staff_role.made", &format!("staff_role:{}", row.code), None, Some(state_of_role(&row)));
    Ok(shown_role(row, UseRow { members: 0, invited: 0 }))
}

pub(super) async fn change_role(ctx: &Ctx<'_>, code: &str, change: &RoleChange) -> Result<StaffRole> {
    let mut row = store::lock_role(ctx, code).await?.ok_or(StaffRefusal::RoleNotFound)?;
    expect_revision(change.expected, row.revision)?;
    let is_built_in = row.permissions.is_none();
    if is_built_in && (change.name.is_some() || change.permissions.is_some()) {
        return Err(StaffRefusal::BuiltIn.into());
    }
    let before = state_of_role(&row);
    let (name, permissions) = checked(change.name.as_deref(), change.permissions.as_deref())?;
    if let Some(name) = name {
        row.name_key = fold_key(&name);
        row.name = name;
    }
    if let Some(permissions) = permissions {
        row.permissions = Some(permissions.to_words());
    }
    row.requires_second_factor = change.requires_second_factor.unwrap_or(row.requires_second_factor);
    let after = state_of_role(&row);
    if before != after {
        store::update_role(ctx, &row).await.map_err(|error| taken(error, &row.name))?;
        row.revision += 1;
        row.updated_at = ctx.now;
        note(ctx, "staff_role.changed", &format!("staff_role:{code}"), Some(before), Some(after));
    }
    let uses = store::uses_of_role(ctx, code).await?;
    Ok(shown_role(row, uses))
}

pub(super) async fn delete_role(ctx: &Ctx<'_>, code: &str) -> Result<()> {
    let row = store::lock_role(ctx, code).await?.ok_or(StaffRefusal::RoleNotFound)?;
    if row.permissions.is_none() {
        return Err(StaffRefusal::BuiltIn.into());
    }
    require_unused(store::uses_of_role(ctx, code).await?)?;
    store::delete_role(ctx, code).await?;
    note(ctx, "staff_role.removed", &format!("staff_role:{code}"), Some(state_of_role(&row)), None);
    Ok(())
}

pub(super) async fn create_department(ctx: &Ctx<'_>, new: &NewDepartment) -> Result<StaffDepartment> {
    let (name, permissions) = checked(Some(&new.name), Some(&new.permissions))?;
    let name = name.unwrap_or_default();
    one_by_one(ctx).await?;
    let others = store::list_departments(ctx).await?;
    if others.len() >= MAX_DEPARTMENTS {
        return Err(StaffRefusal::TooMany { what: "departments", max: MAX_DEPARTMENTS }.into());
    }
    let code = code_of(&name, |code| others.iter().any(|other| other.code == code));
    let row = DepartmentRow {
        code,
        name_key: fold_key(&name),
        name,
        permissions: Some(permissions.unwrap_or_default().to_words()),
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    store::insert_department(ctx, &row).await.map_err(|error| taken(error, &row.name))?;
    let object = format!("staff_department:{}", row.code);
    note(ctx, "staff_department.made", &object, None, Some(state_of_department(&row)));
    Ok(shown_department(row, UseRow { members: 0, invited: 0 }))
}

pub(super) async fn change_department(
    ctx: &Ctx<'_>,
    code: &str,
    change: &DepartmentChange,
) -> Result<StaffDepartment> {
    let mut row = store::lock_department(ctx, code).await?.ok_or(StaffRefusal::DepartmentNotFound)?;
    expect_revision(change.expected, row.revision)?;
    let before = state_of_department(&row);
    let (name, permissions) = checked(change.name.as_deref(), change.permissions.as_deref())?;
    if let Some(name) = name {
        row.name_key = fold_key(&name);
        row.name = name;
    }
    if let Some(permissions) = permissions {
        // what is as the market begins with it goes on to be: a later version may begin with more
        let begun = Department::parse(code).map(Permissions::of_department);
        row.permissions = (begun != Some(permissions)).then(|| permissions.to_words());
    }
    let after = state_of_department(&row);
    if before != after {
        store::update_department(ctx, &row).await.map_err(|error| taken(error, &row.name))?;
        row.revision += 1;
        row.updated_at = ctx.now;
        note(ctx, "staff_department.changed", &format!("staff_department:{code}"), Some(before), Some(after));
    }
    let uses = store::uses_of_department(ctx, code).await?;
    Ok(shown_department(row, uses))
}

pub(super) async fn delete_department(ctx: &Ctx<'_>, code: &str) -> Result<()> {
    let row = store::lock_department(ctx, code).await?.ok_or(StaffRefusal::DepartmentNotFound)?;
    require_unused(store::uses_of_department(ctx, code).await?)?;
    store::delete_department(ctx, code).await?;
    let object = format!("staff_department:{code}");
    note(ctx, "staff_department.removed", &object, Some(state_of_department(&row)), None);
    Ok(())
}

/// Lets one after the other make roles and departments: two at once would take the same code.
async fn one_by_one(ctx: &Ctx<'_>) -> Result<()> {
    store::lock_role(ctx, Role::SuperAdmin.as_str()).await.map(|_held| ())
}

/// A name and permissions that may be. Errors: each that may not.
fn checked(name: Option<&str>, words: Option<&[String]>) -> Result<(Option<String>, Option<Permissions>)> {
    let mut faults = Vec::new();
    let name = name.and_then(|name| {
        bounded_line("/name", name, 1, MAX_NAME_CHARS).map_err(|fault| faults.push(fault)).ok()
    });
    if words.is_some_and(|words| words.len() > MAX_PERMISSIONS) {
        let detail = format!("Name at most {MAX_PERMISSIONS} permissions.");
        faults.push(FieldError::new("/permissions", "too_many", detail));
    }
    let permissions = words.map(|words| {
        let mut known = Vec::new();
        for (index, word) in words.iter().enumerate().take(MAX_PERMISSIONS) {
            let pointer = format!("/permissions/{index}");
            match Permission::parse(word) {
                Some(permission) if permission.is_reserved() => faults.push(FieldError::new(
                    pointer,
                    "reserved_permission",
                    format!("`{word}` is the super admins' alone. Leave it out."),
                )),
                Some(permission) => known.push(permission),
                None => faults.push(FieldError::new(
                    pointer,
                    "unknown_permission",
                    "There is no such permission. Use the words that the list of departments shows.",
                )),
            }
        }
        known.into_iter().collect::<Permissions>()
    });
    if faults.is_empty() {
        Ok((name, permissions))
    } else {
        Err(StaffRefusal::Invalid { fields: faults }.into())
    }
}

/// A code made of a name, which nobody has.
fn code_of(name: &str, is_taken: impl Fn(&str) -> bool) -> String {
    let slug = Slug::from_name(name).map_or_else(|| "group".to_owned(), |slug| slug.to_string());
    // room for a number behind it
    let stem: String = slug.chars().filter(char::is_ascii).take(MAX_CODE_CHARS - 4).collect();
    let stem = stem.trim_matches('-');
    let stem = if stem.is_empty() { "group" } else { stem };
    let numbered = (2..).map(|number| format!("{stem}-{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(|code| !is_taken(code)).unwrap_or_default()
}

fn require_unused(uses: UseRow) -> Result<()> {
    if uses.members == 0 && uses.invited == 0 {
        return Ok(());
    }
    let count = |count: i64| u64::try_from(count).unwrap_or_default();
    Err(StaffRefusal::InUse { members: count(uses.members), invited: count(uses.invited) }.into())
}

fn taken(error: Error, name: &str) -> Error {
    let Error::Fault(crate::Fault::Database(database)) = &error else { return error };
    let of_name = ["staff_role_name_key", "staff_department_name_key"];
    if of_name.iter().any(|index| database.is_unique(index)) {
        return StaffRefusal::NameTaken { name: name.to_owned() }.into();
    }
    error
}

fn note(ctx: &Ctx<'_>, action: &'static str, object: &str, before: Option<Value>, after: Option<Value>) {
    ctx.note(Note { action, object: object.to_owned(), before, after, ..Note::default() });
}

fn state_of_role(row: &RoleRow) -> Value {
    json!({ "name": row.name, "permissions": row.permissions, "requires_second_factor": row.requires_second_factor })
}

fn state_of_department(row: &DepartmentRow) -> Value {
    json!({ "name": row.name, "permissions": permissions_of(&row.code, row.permissions.as_deref()).to_words() })
}

fn shown_role(row: RoleRow, uses: UseRow) -> StaffRole {
    StaffRole {
        permissions: row.permissions.as_deref().map(Permissions::of_words),
        code: row.code,
        name: row.name,
        requires_second_factor: row.requires_second_factor,
        members: uses.members,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}

fn shown_department(row: DepartmentRow, uses: UseRow) -> StaffDepartment {
    StaffDepartment {
        permissions: permissions_of(&row.code, row.permissions.as_deref()),
        is_as_begun: row.permissions.is_none(),
        code: row.code,
        name: row.name,
        members: uses.members,
        revision: row.revision,
        created_at: row.created_at,
        updated_at: row.updated_at,
    }
}
