use jiff::Timestamp;
use souk_db::{params, sql, table};
use souk_domain::{
    bounds,
    tax::{TaxClass, TaxClassCode},
};

use super::super::StoredClass;
use crate::{Ctx, Result};

table! {
    struct ClassRow in "tax_class", public {
        code: TaxClassCode [max(bounds::tax::MAX_CLASS_CHARS)],
        name: String [free_text, max(bounds::tax::MAX_CLASS_NAME_CHARS)],
        rate_bps: Option<u32>,
        revision: i64,
        created_at: Timestamp,
        updated_at: Timestamp,
    }
}

impl From<ClassRow> for StoredClass {
    fn from(row: ClassRow) -> Self {
        let class = TaxClass { code: row.code, name: row.name, bps: row.rate_bps };
        Self { class, revision: row.revision }
    }
}

pub(in super::super) async fn list_classes(ctx: &Ctx<'_>) -> Result<Vec<StoredClass>> {
    let rows: Vec<ClassRow> =
        ctx.tx.list(sql!("select {columns tax_class} from tax_class order by code"), &[]).await?;
    Ok(rows.into_iter().map(StoredClass::from).collect())
}

pub(in super::super) async fn find_class(ctx: &Ctx<'_>, code: &TaxClassCode) -> Result<Option<StoredClass>> {
    let found: Option<ClassRow> =
        ctx.tx.find(sql!("select {columns tax_class} from tax_class where code = ?"), params![code]).await?;
    Ok(found.map(StoredClass::from))
}

pub(in super::super) async fn insert_class(ctx: &Ctx<'_>, class: &TaxClass) -> Result<()> {
    let row = ClassRow {
        code: class.code.clone(),
        name: class.name.clone(),
        rate_bps: class.bps,
        revision: 1,
        created_at: ctx.now,
        updated_at: ctx.now,
    };
    Ok(ctx.tx.insert(&row).await?)
}

pub(in super::super) async fn update_class(ctx: &Ctx<'_>, class: &TaxClass) -> Result<()> {
    let update = sql!(
        "update tax_class set name = ?, rate_bps = ?, revision = revision + 1, updated_at = ? where code = ?"
    );
    ctx.tx.run(update, params![class.name, class.bps, ctx.now, class.code]).await?;
    Ok(())
}

/// A class with its rates.
pub(in super::super) async fn delete_class(ctx: &Ctx<'_>, code: &TaxClassCode) -> Result<()> {
    ctx.tx.run(sql!("delete from tax_rate where tax_class = ?"), params![code]).await?;
    ctx.tx.run(sql!("delete from tax_class where code = ?"), params![code]).await?;
    Ok(())
}

/// How many products have it, archived ones too.
pub(in super::super) async fn count_products_of(ctx: &Ctx<'_>, code: &TaxClassCode) -> Result<i64> {
    Ok(ctx.tx.one(sql!("select count(*) from product where tax_class = ?"), params![code]).await?)
}
