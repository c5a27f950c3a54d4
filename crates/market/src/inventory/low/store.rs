use souk_db::{params, row, sql};
use souk_domain::ids::VariantId;

use crate::{
    Ctx, Result,
    stored::{few_of_variant, left_of_variant},
};

row! {
    /// A variant of which few are left.
    #[derive(Clone, Debug, PartialEq, Eq)]
    pub struct LowStock {
        /// The product's name.
        pub name: String,
        pub option1: Option<String>,
        pub option2: Option<String>,
        pub option3: Option<String>,
        pub vendor_name: String,
        /// Where its vendor reads letters.
        pub vendor_email: String,
        /// So many pieces, or fewer, are few.
        pub few: u32,
        /// Pieces that can still be promised over all places.
        pub left: i64,
    }
}

impl LowStock {
    /// The chosen value of each option.
    pub fn values(&self) -> Vec<String> {
        [&self.option1, &self.option2, &self.option3].into_iter().flatten().cloned().collect()
    }
}

/// The variant, while few are left of it.
pub(super) async fn find(ctx: &Ctx<'_>, variant: VariantId) -> Result<Option<LowStock>> {
    Ok(ctx
        .tx
        .find(
            sql!(concat!(
                "select p.name, v.option1, v.option2, v.option3, s.name, s.email, v.low_stock_at, ",
                left_of_variant!(),
                " from variant v join product p on p.id = v.product_id join vendor s on s.id = p.vendor_id \
                 where v.id = ? and v.low_stock_at is not null and ",
                few_of_variant!()
            )),
            params![variant],
        )
        .await?)
}
