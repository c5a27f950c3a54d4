mod classes;
mod exemptions;
mod zones;

use souk_db::sql;

pub(super) use classes::*;
pub(super) use exemptions::*;
pub(super) use zones::*;

use crate::{Ctx, Result};

/// Holds all classes and zones: whoever changes one looks at all of them. The standard class is always there.
pub(super) async fn lock_rules(ctx: &Ctx<'_>) -> Result<()> {
    let held = sql!("select code from tax_class where code = 'standard' {for update}");
    ctx.tx.one::<String>(held, &[]).await?;
    Ok(())
}
