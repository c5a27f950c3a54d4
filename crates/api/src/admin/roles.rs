//! Roles and departments of the staff.

use axum::{
    extract::State,
    response::{IntoResponse as _, Response},
};
use http::{Method, StatusCode};
use serde::{Deserialize, Serialize};
use souk_domain::{account::Permission, refusal};
use souk_http::{
    Access, HttpState, Result, StaffCaller,
    read::{IdempotencyKey, IfMatch, Json, Part},
};
use souk_market::staff::{
    self, DepartmentChange, NewDepartment, NewRole, RoleChange, StaffDepartment, StaffRole,
};
use utoipa::ToSchema;

use crate::{
    operation::Operation,
    wire::{Answer, Once, time},
};

const ROLES: &str = "/api/v1/admin/roles";
const ROLE: &str = "/api/v1/admin/roles/{role}";
const DEPARTMENTS: &str = "/api/v1/admin/departments";
const DEPARTMENT: &str = "/api/v1/admin/departments/{department}";

/// Every role, by name.
#[derive(Serialize, ToSchema)]
pub(crate) struct Roles {
    items: Vec<RoleSheet>,
}

/// What somebody may do of what the department has.
#[derive(Serialize, ToSchema)]
pub(crate) struct RoleSheet {
    /// Names it here; never changes.
    code: String,
    name: String,
    /// `super_admin` may do everything, `admin` all that the department has, `user` what of it only reads; these three are the same in
    /// every market, and tell no permissions.
    built_in: bool,
    /// Those of the department's that it gives; null for the three.
    permissions: Option<Vec<&'static str>>,
    /// Whether who has it must sign in with codes.
    requires_second_factor: bool,
    members: i64,
    created_at: String,
    updated_at: String,
}

/// A role to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct RoleRequest {
    #[schema(format = "staff_name")]
    name: String,
    /// Such as `orders.read`. What manages the staff (`staff.write`, `staff_keys.write`) is the super admins' alone.
    #[schema(max_items = 64, format = "permission")]
    permissions: Vec<String>,
    #[serde(default)]
    requires_second_factor: bool,
}

/// What becomes of a role; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct StaffRolePatch {
    #[schema(format = "staff_name")]
    name: Option<String>,
    #[schema(max_items = 64, format = "permission")]
    permissions: Option<Vec<String>>,
    requires_second_factor: Option<bool>,
}

/// Every department, by name, and every permission there is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Departments {
    items: Vec<DepartmentSheet>,
    /// Every permission there is.
    permissions: Vec<&'static str>,
}

/// What somebody works with.
#[derive(Serialize, ToSchema)]
pub(crate) struct DepartmentSheet {
    /// Names it here; never changes.
    code: String,
    name: String,
    /// What an admin in it may do.
    permissions: Vec<&'static str>,
    members: i64,
    created_at: String,
    updated_at: String,
}

/// A department to be made.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DepartmentRequest {
    #[schema(format = "staff_name")]
    name: String,
    #[schema(max_items = 64, format = "permission")]
    permissions: Vec<String>,
}

/// What becomes of a department; what is left out stays.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct DepartmentPatch {
    #[schema(format = "staff_name")]
    name: Option<String>,
    #[schema(max_items = 64, format = "permission")]
    permissions: Option<Vec<String>>,
}

pub(super) fn operations() -> Vec<Operation> {
    let staff = Access::Staff;
    let (get, post, patch, delete) = (Method::GET, Method::POST, Method::PATCH, Method::DELETE);
    vec![
        Operation::new(get.clone(), ROLES, "list_staff_roles", staff, list_roles)
            .says("Every role of the staff", "By name.")
            .answers::<Roles>(200),
        Operation::new(post.clone(), ROLES, "create_staff_role", staff, create_role)
            .says("Makes a role", "For super admins. It gives those of a department's permissions that it names.")
            .takes::<RoleRequest>()
            .answers::<RoleSheet>(201)
            .refuses(&[&refusal::NAME_TAKEN, &refusal::LIST_FULL]),
        Operation::new(patch.clone(), ROLE, "change_staff_role", staff, change_role)
            .says(
                "Changes a role",
                "A merge patch, for super admins. It counts from the next request of everyone who has it. Of the three that every \
                 market has, only whether it asks for sign-in codes can be changed.",
            )
            .takes::<StaffRolePatch>()
            .answers::<RoleSheet>(200)
            .refuses(&[
                &refusal::NOT_FOUND,
                &refusal::PRECONDITION_FAILED,
                &refusal::BUILT_IN,
                &refusal::NAME_TAKEN,
            ]),
        Operation::new(delete.clone(), ROLE, "delete_staff_role", staff, delete_role)
            .says("Takes a role away", "For super admins. Nobody may have it or be asked to.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::BUILT_IN, &refusal::STILL_REFERENCED]),
        Operation::new(get, DEPARTMENTS, "list_staff_departments", staff, list_departments)
            .says("Every department", "By name, with all permissions there are.")
            .answers::<Departments>(200),
        Operation::new(post, DEPARTMENTS, "create_staff_department", staff, create_department)
            .says("Makes a department", "For super admins.")
            .takes::<DepartmentRequest>()
            .answers::<DepartmentSheet>(201)
            .refuses(&[&refusal::NAME_TAKEN, &refusal::LIST_FULL]),
        Operation::new(patch, DEPARTMENT, "change_staff_department", staff, change_department)
            .says(
                "Changes a department",
                "A merge patch, for super admins. It counts from the next request of everyone who works there.",
            )
            .takes::<DepartmentPatch>()
            .answers::<DepartmentSheet>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::NAME_TAKEN]),
        Operation::new(delete, DEPARTMENT, "delete_staff_department", staff, delete_department)
            .says("Takes a department away", "For super admins. Nobody may work there or be asked to.")
            .answers_nothing(204)
            .refuses(&[&refusal::NOT_FOUND, &refusal::STILL_REFERENCED]),
    ]
}

async fn list_roles(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let roles = staff::list_roles(http.app(), caller.actor).await?;
    Ok(Answer::ok(&Roles { items: roles.iter().map(role_sheet).collect() })?.send())
}

async fn create_role(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<RoleRequest>,
) -> Result<Response> {
    let RoleRequest { name, permissions, requires_second_factor } = asked;
    let once = Once::new(key, |role: &StaffRole| Ok(Answer::created(&role_sheet(role))?.etag(role.revision)));
    let new = NewRole { name, permissions, requires_second_factor };
    let reply = staff::create_role(http.app(), caller.actor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

async fn change_role(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<String>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<StaffRolePatch>,
) -> Result<Response> {
    let StaffRolePatch { name, permissions, requires_second_factor } = patch;
    let change = RoleChange { name, permissions, requires_second_factor, expected };
    let role = staff::change_role(http.app(), caller.actor, code, change).await?;
    Ok(Answer::ok(&role_sheet(&role))?.etag(role.revision).send())
}

async fn delete_role(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<String>,
) -> Result<Response> {
    staff::delete_role(http.app(), caller.actor, code).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

async fn list_departments(State(http): State<HttpState>, caller: StaffCaller) -> Result<Response> {
    let departments = staff::list_departments(http.app(), caller.actor).await?;
    let listed = Departments {
        items: departments.iter().map(department_sheet).collect(),
        permissions: Permission::ALL.iter().map(|permission| permission.as_str()).collect(),
    };
    Ok(Answer::ok(&listed)?.send())
}

async fn create_department(
    State(http): State<HttpState>,
    caller: StaffCaller,
    key: Option<IdempotencyKey>,
    Json(asked): Json<DepartmentRequest>,
) -> Result<Response> {
    let once = Once::new(key, |department: &StaffDepartment| {
        Ok(Answer::created(&department_sheet(department))?.etag(department.revision))
    });
    let new = NewDepartment { name: asked.name, permissions: asked.permissions };
    let reply = staff::create_department(http.app(), caller.actor, new, once.guard()).await?;
    Ok(once.send(reply)?)
}

async fn change_department(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<String>,
    IfMatch(expected): IfMatch,
    Json(patch): Json<DepartmentPatch>,
) -> Result<Response> {
    let change = DepartmentChange { name: patch.name, permissions: patch.permissions, expected };
    let department = staff::change_department(http.app(), caller.actor, code, change).await?;
    Ok(Answer::ok(&department_sheet(&department))?.etag(department.revision).send())
}

async fn delete_department(
    State(http): State<HttpState>,
    caller: StaffCaller,
    Part(code): Part<String>,
) -> Result<Response> {
    staff::delete_department(http.app(), caller.actor, code).await?;
    Ok(StatusCode::NO_CONTENT.into_response())
}

fn role_sheet(role: &StaffRole) -> RoleSheet {
    RoleSheet {
        code: role.code.clone(),
        name: role.name.clone(),
        built_in: role.permissions.is_none(),
        permissions: role.permissions.map(|all| all.iter().map(Permission::as_str).collect()),
        requires_second_factor: role.requires_second_factor,
        members: role.members,
        created_at: time(role.created_at),
        updated_at: time(role.updated_at),
    }
}

fn department_sheet(department: &StaffDepartment) -> DepartmentSheet {
    DepartmentSheet {
        code: department.code.clone(),
        name: department.name.clone(),
        permissions: department.permissions.iter().map(Permission::as_str).collect(),
        members: department.members,
        created_at: time(department.created_at),
        updated_at: time(department.updated_at),
    }
}
