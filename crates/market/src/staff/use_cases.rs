//! What faces ask of roles and departments.

use souk_domain::account::Permission;

use super::{DepartmentChange, NewDepartment, NewRole, RoleChange, StaffDepartment, StaffRole, changes};
use crate::{
    Actor, App, BoxFuture, Result,
    idempotency::{Guard, Operation, Reply},
};

/// Every role, by name. Errors: who asks may not see it.
pub fn list_roles(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<StaffRole>>> {
    let listed = app.snapshot(actor, |ctx| Box::pin(changes::list_roles(ctx)));
    actor.permitted(Permission::StaffRead, listed)
}

/// Every department, by name. Errors: who asks may not see it.
pub fn list_departments(app: &App, actor: Actor) -> BoxFuture<'static, Result<Vec<StaffDepartment>>> {
    let listed = app.snapshot(actor, |ctx| Box::pin(changes::list_departments(ctx)));
    actor.permitted(Permission::StaffRead, listed)
}

/// Makes a role. Errors: a name that cannot be, or is taken; permissions that there are not, or that super admins alone have; too many.
pub fn create_role(
    app: &App,
    actor: Actor,
    new: NewRole,
    guard: Option<Guard<StaffRole>>,
) -> BoxFuture<'static, Result<Reply<StaffRole>>> {
    Operation::new("create_staff_role", actor, guard).needs(Permission::StaffWrite).run(
        app,
        new,
        |ctx, new| Box::pin(changes::create_role(ctx, new)),
    )
}

/// Changes a role; who has it may do otherwise from their next request on. Errors: no such role, changed meanwhile; one that every market
/// has is asked for more than codes; those of [`create_role`].
pub fn change_role(
    app: &App,
    actor: Actor,
    code: String,
    change: RoleChange,
) -> BoxFuture<'static, Result<StaffRole>> {
    let changed = app.write_with(actor, (code, change), |ctx, (code, change)| {
        Box::pin(changes::change_role(ctx, code, change))
    });
    actor.permitted(Permission::StaffWrite, changed)
}

/// Takes a role away. Errors: no such role; every market has it; somebody has it, or is asked to.
pub fn delete_role(app: &App, actor: Actor, code: String) -> BoxFuture<'static, Result<()>> {
    let deleted = app.write_with(actor, code, |ctx, code| Box::pin(changes::delete_role(ctx, code)));
    actor.permitted(Permission::StaffWrite, deleted)
}

/// Makes a department. Errors: as [`create_role`].
pub fn create_department(
    app: &App,
    actor: Actor,
    new: NewDepartment,
    guard: Option<Guard<StaffDepartment>>,
) -> BoxFuture<'static, Result<Reply<StaffDepartment>>> {
    Operation::new("create_staff_department", actor, guard).needs(Permission::StaffWrite).run(
        app,
        new,
        |ctx, new| Box::pin(changes::create_department(ctx, new)),
    )
}

/// Changes a department; who works there may do otherwise from their next request on. Errors: no such department, changed meanwhile;
/// those of [`create_role`].
pub fn change_department(
    app: &App,
    actor: Actor,
    code: String,
    change: DepartmentChange,
) -> BoxFuture<'static, Result<StaffDepartment>> {
    let changed = app.write_with(actor, (code, change), |ctx, (code, change)| {
        Box::pin(changes::change_department(ctx, code, change))
    });
    actor.permitted(Permission::StaffWrite, changed)
}

/// Takes a department away. Errors: no such department; somebody works there, or is asked to.
pub fn delete_department(app: &App, actor: Actor, code: String) -> BoxFuture<'static, Result<()>> {
    let deleted = app.write_with(actor, code, |ctx, code| Box::pin(changes::delete_department(ctx, code)));
    actor.permitted(Permission::StaffWrite, deleted)
}
