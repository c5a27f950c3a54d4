//! One fixed statement for each order, with and without vendors, so that each has its own plan. `in_stock >= ?` keeps what
//! is in stock when the place is true, and everything when it is false; so does `on_sale >= ?`.

use souk_db::{Param, Statement, ToParam as _, params, sql};
use souk_domain::ids::{CategoryId, ProductId, VendorId};

use super::{
    Narrowed, ProductCard, Sort,
    facets::{CategoryFacet, VendorFacet},
};
use crate::{Ctx, Result, listing::WHOLE_MARKET, paging::Place};

/// Rows of the listing that are looked at to count vendors.
const MOST_LOOKED_AT: i64 = 10_000;
/// Vendors a page offers to narrow by, and one more, to see whether there are others.
const MOST_FACETS: i64 = super::MAX_VENDORS as i64 + 1;

// The plus keeps the price range out of the plan: the newest are read from their own index, not gathered and sorted.
macro_rules! newest {
    ($($rest:tt)*) => {
        cards!("+l.price >= ? and +l.price <= ?", $($rest)*)
    };
}

macro_rules! by_price {
    ($($rest:tt)*) => {
        cards!("l.price >= ? and l.price <= ?", $($rest)*)
    };
}

/// A place for each of [`super::MAX_VENDORS`].
macro_rules! of_vendors {
    () => {
        "in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, \
         ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
    };
}

macro_rules! those {
    ($which:literal, $rest:literal) => {
        sql!(concat!(card_columns!(), $which, " ", $rest))
    };
}

macro_rules! cards {
    ($price:literal, $($rest:tt)*) => {
        sql!(concat!(card_columns!(), $price, " and l.in_stock >= ? and l.on_sale >= ? ", $($rest)*))
    };
}

macro_rules! card_columns {
    () => {
        "select p.id, p.slug, p.name, l.price, p.compare_at, l.in_stock, \
         (exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' and v.sold_at is not null) \
          and not exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
          and v.sold_at is null)), \
         (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
          order by i.position, i.id limit 1), \
         p.vendor_id, s.slug, s.name, l.created_at, \
         coalesce(g.ones + g.twos + g.threes + g.fours + g.fives, 0), \
         coalesce(g.ones + 2 * g.twos + 3 * g.threes + 4 * g.fours + 5 * g.fives, 0) \
         from listing l join product p on p.id = l.product_id join vendor s on s.id = l.vendor_id \
         left join product_rating g on g.product_id = l.product_id \
         where l.category_id = ? and "
    };
}

fn statement(sort: Sort, with_vendors: Option<()>) -> &'static Statement {
    match (sort, with_vendors) {
        (Sort::Newest, None) => newest!(
            "and l.created_at <= ? and (l.created_at < ? or l.product_id < ?) \
             order by l.created_at desc, l.product_id desc limit ?"
        ),
        (Sort::Newest, Some(())) => newest!(
            "and l.vendor_id ",
            of_vendors!(),
            " and l.created_at <= ? and (l.created_at < ? or l.product_id < ?) \
             order by l.created_at desc, l.product_id desc limit ?"
        ),
        (Sort::PriceUp, None) => by_price!(
            "and l.price >= ? and (l.price > ? or l.product_id > ?) order by l.price, l.product_id limit ?"
        ),
        (Sort::PriceUp, Some(())) => by_price!(
            "and l.vendor_id ",
            of_vendors!(),
            " and l.price >= ? and (l.price > ? or l.product_id > ?) order by l.price, l.product_id limit ?"
        ),
        (Sort::PriceDown, None) => by_price!(
            "and l.price <= ? and (l.price < ? or l.product_id < ?) \
             order by l.price desc, l.product_id desc limit ?"
        ),
        (Sort::PriceDown, Some(())) => by_price!(
            "and l.vendor_id ",
            of_vendors!(),
            " and l.price <= ? and (l.price < ? or l.product_id < ?) \
             order by l.price desc, l.product_id desc limit ?"
        ),
    }
}

/// What stands up to a place of a list, that place with it.
macro_rules! up_to {
    ($begin:literal, $price:literal, [$($vendors:tt)*], $end:literal) => {
        sql!(concat!(
            $begin,
            " from listing l where l.category_id = ? and ",
            $price,
            " and l.in_stock >= ? and l.on_sale >= ? ",
            $($vendors)*
            $end
        ))
    };
}

macro_rules! rows_up_to {
    ($price:literal, [$($vendors:tt)*], $end:literal) => {
        up_to!("select count(*) from (select l.product_id", $price, [$($vendors)*], $end)
    };
}

fn rows_up_to(sort: Sort, with_vendors: Option<()>) -> &'static Statement {
    match (sort, with_vendors) {
        (Sort::Newest, None) => rows_up_to!(
            "+l.price >= ? and +l.price <= ?",
            [],
            "and l.created_at >= ? and (l.created_at > ? or l.product_id >= ?) limit ?) counted"
        ),
        (Sort::Newest, Some(())) => rows_up_to!(
            "+l.price >= ? and +l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.created_at >= ? and (l.created_at > ? or l.product_id >= ?) limit ?) counted"
        ),
        (Sort::PriceUp, None) => rows_up_to!(
            "l.price >= ? and l.price <= ?",
            [],
            "and l.price <= ? and (l.price < ? or l.product_id <= ?) limit ?) counted"
        ),
        (Sort::PriceUp, Some(())) => rows_up_to!(
            "l.price >= ? and l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.price <= ? and (l.price < ? or l.product_id <= ?) limit ?) counted"
        ),
        (Sort::PriceDown, None) => rows_up_to!(
            "l.price >= ? and l.price <= ?",
            [],
            "and l.price >= ? and (l.price > ? or l.product_id >= ?) limit ?) counted"
        ),
        (Sort::PriceDown, Some(())) => rows_up_to!(
            "l.price >= ? and l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.price >= ? and (l.price > ? or l.product_id >= ?) limit ?) counted"
        ),
    }
}

fn nearest(sort: Sort, with_vendors: Option<()>) -> &'static Statement {
    match (sort, with_vendors) {
        (Sort::Newest, None) => up_to!(
            "select l.created_at, l.product_id",
            "+l.price >= ? and +l.price <= ?",
            [],
            "and l.created_at >= ? and (l.created_at > ? or l.product_id >= ?) \
             order by l.created_at, l.product_id limit ?"
        ),
        (Sort::Newest, Some(())) => up_to!(
            "select l.created_at, l.product_id",
            "+l.price >= ? and +l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.created_at >= ? and (l.created_at > ? or l.product_id >= ?) \
             order by l.created_at, l.product_id limit ?"
        ),
        (Sort::PriceUp, None) => up_to!(
            "select l.price, l.product_id",
            "l.price >= ? and l.price <= ?",
            [],
            "and l.price <= ? and (l.price < ? or l.product_id <= ?) \
             order by l.price desc, l.product_id desc limit ?"
        ),
        (Sort::PriceUp, Some(())) => up_to!(
            "select l.price, l.product_id",
            "l.price >= ? and l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.price <= ? and (l.price < ? or l.product_id <= ?) \
             order by l.price desc, l.product_id desc limit ?"
        ),
        (Sort::PriceDown, None) => up_to!(
            "select l.price, l.product_id",
            "l.price >= ? and l.price <= ?",
            [],
            "and l.price >= ? and (l.price > ? or l.product_id >= ?) order by l.price, l.product_id limit ?"
        ),
        (Sort::PriceDown, Some(())) => up_to!(
            "select l.price, l.product_id",
            "l.price >= ? and l.price <= ?",
            ["and l.vendor_id ", of_vendors!(),],
            " and l.price >= ? and (l.price > ? or l.product_id >= ?) order by l.price, l.product_id limit ?"
        ),
    }
}

/// How many rows stand up to a place, that place with it, as far as `most`.
pub(super) async fn count_up_to(
    ctx: &Ctx<'_>,
    filter: &Narrowed,
    sort: Sort,
    place: Place,
    most: i64,
) -> Result<i64> {
    let mut places = filter.places();
    places.extend_from_slice(params![place.key, place.key, place.id, most]);
    Ok(ctx.tx.one(rows_up_to(sort, filter.vendors.map(|_| ())), &places).await?)
}

/// The rows up to a place, that place with it, the nearest first.
pub(super) async fn list_up_to(
    ctx: &Ctx<'_>,
    filter: &Narrowed,
    sort: Sort,
    place: Place,
    limit: i64,
) -> Result<Vec<Place>> {
    let mut places = filter.places();
    places.extend_from_slice(params![place.key, place.key, place.id, limit]);
    let rows: Vec<(i64, ProductId)> = ctx.tx.list(nearest(sort, filter.vendors.map(|_| ())), &places).await?;
    Ok(rows.into_iter().map(|(key, id)| Place { key, id: *id.as_bytes() }).collect())
}

impl Narrowed {
    /// Category, prices, stock, and the vendors when there are any.
    fn places(&self) -> Vec<Param<'_>> {
        let mut places = vec![
            self.category.to_param(),
            self.min_price.to_param(),
            self.max_price.to_param(),
            self.in_stock_only.to_param(),
            self.on_sale_only.to_param(),
        ];
        places.extend(self.vendors.iter().flatten().map(|vendor| vendor.to_param()));
        places
    }
}

pub(super) async fn list(
    ctx: &Ctx<'_>,
    filter: &Narrowed,
    sort: Sort,
    after: Place,
    limit: i64,
) -> Result<Vec<ProductCard>> {
    let mut places = filter.places();
    places.extend_from_slice(params![after.key, after.key, after.id, limit]);
    Ok(ctx.tx.list(statement(sort, filter.vendors.map(|_| ())), &places).await?)
}

pub(super) async fn count(ctx: &Ctx<'_>, filter: &Narrowed, most: i64) -> Result<i64> {
    let statement = match filter.vendors {
        None => sql!(
            "select count(*) from (select l.product_id from listing l where l.category_id = ? and l.price >= ? \
             and l.price <= ? and l.in_stock >= ? and l.on_sale >= ? limit ?) counted"
        ),
        Some(_) => sql!(concat!(
            "select count(*) from (select l.product_id from listing l where l.category_id = ? and l.price >= ? \
             and l.price <= ? and l.in_stock >= ? and l.on_sale >= ? and l.vendor_id ",
            of_vendors!(),
            " limit ?) counted"
        )),
    };
    let mut places = filter.places();
    places.push(most.to_param());
    Ok(ctx.tx.one(statement, &places).await?)
}

/// Vendors with how many of the products looked at are theirs.
pub(super) async fn list_vendors(ctx: &Ctx<'_>, filter: &Narrowed) -> Result<Vec<VendorFacet>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select s.id, s.slug, s.name, count(*) from (select l.vendor_id from listing l where l.category_id = ? \
                 and l.price >= ? and l.price <= ? and l.in_stock >= ? and l.on_sale >= ? limit ?) seen \
                 join vendor s on s.id = seen.vendor_id group by s.id, s.slug, s.name \
                 order by count(*) desc, s.name, s.id limit ?"
            ),
            params![
                filter.category,
                filter.min_price,
                filter.max_price,
                filter.in_stock_only,
                filter.on_sale_only,
                MOST_LOOKED_AT,
                MOST_FACETS
            ],
        )
        .await?)
}

/// The categories right below `parent`, or at the top, with how many products of the filter each has.
pub(super) async fn list_categories(
    ctx: &Ctx<'_>,
    filter: &Narrowed,
    parent: Option<CategoryId>,
) -> Result<Vec<CategoryFacet>> {
    let mut places = filter.places();
    places.remove(0);
    if let Some(parent) = &parent {
        places.push(parent.to_param());
    }
    Ok(ctx.tx.list(children(filter, parent), &places).await?)
}

macro_rules! children {
    ([$($vendors:tt)*], $parent:literal) => {
        sql!(concat!(
            "select c.id, c.slug, c.name, (select count(*) from listing l where l.category_id = c.id \
             and l.price >= ? and l.price <= ? and l.in_stock >= ? and l.on_sale >= ? ",
            $($vendors)*
            ") from category c where c.parent_id ",
            $parent,
            " order by c.position, c.id"
        ))
    };
}

fn children(filter: &Narrowed, parent: Option<CategoryId>) -> &'static Statement {
    match (filter.vendors, parent) {
        (None, None) => children!([], "is null"),
        (None, Some(_)) => children!([], "= ?"),
        (Some(_), None) => children!(["and l.vendor_id ", of_vendors!(),], "is null"),
        (Some(_), Some(_)) => children!(["and l.vendor_id ", of_vendors!(),], "= ?"),
    }
}

/// Lowest and highest price, each found at its end of the index.
pub(super) async fn find_prices(ctx: &Ctx<'_>, filter: &Narrowed) -> Result<Option<(i64, i64)>> {
    let (low, high) = match filter.vendors {
        None => (
            sql!(
                "select price from listing where category_id = ? and in_stock >= ? and on_sale >= ? \
                 order by price, product_id limit 1"
            ),
            sql!(
                "select price from listing where category_id = ? and in_stock >= ? and on_sale >= ? \
                 order by price desc, product_id desc limit 1"
            ),
        ),
        Some(_) => (
            sql!(concat!(
                "select price from listing where category_id = ? and in_stock >= ? and on_sale >= ? and vendor_id ",
                of_vendors!(),
                " order by price, product_id limit 1"
            )),
            sql!(concat!(
                "select price from listing where category_id = ? and in_stock >= ? and on_sale >= ? and vendor_id ",
                of_vendors!(),
                " order by price desc, product_id desc limit 1"
            )),
        ),
    };
    let mut places = filter.places();
    places.drain(1..3);
    let low: Option<i64> = ctx.tx.find(low, &places).await?;
    let high: Option<i64> = ctx.tx.find(high, &places).await?;
    Ok(low.zip(high))
}

/// The details of sixteen products; places may repeat.
pub(super) async fn list_details(
    ctx: &Ctx<'_>,
    places: &[Param<'_>],
) -> Result<Vec<super::details::CardDetails>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.id, \
                 (select v.price from variant v where v.product_id = p.id and v.status = 'active' \
                  order by v.price desc limit 1), \
                 (select v.weight_g from variant v where v.product_id = p.id and v.status = 'active' \
                  order by v.weight_g desc limit 1), \
                 (not exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and not v.is_unique)), \
                 (exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and v.sold_at is null and (not v.tracked or exists (select 1 from stock_level l \
                  where l.variant_id = v.id and l.on_hand > l.reserved)))), \
                 (exists (select 1 from variant v join stock_level l on l.variant_id = v.id where v.product_id = p.id \
                  and v.status = 'active' and v.is_unique and v.sold_at is null \
                  and l.on_hand > 0 and l.reserved >= l.on_hand)), \
                 (exists (select 1 from variant v where v.product_id = p.id and v.status = 'active' \
                  and v.requires_shipping)), c.slug, \
                 (select i.file from product_image i where i.product_id = p.id and i.state = 'ready' \
                  order by i.position, i.id limit 1 offset 1) \
                 from product p join category c on c.id = p.category_id where p.id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) order by p.id"
            ),
            places,
        )
        .await?)
}

/// The addresses of the newest products that are shown, at most `most`.
pub async fn list_addresses(ctx: &Ctx<'_>, most: u32) -> Result<Vec<super::details::ProductAddress>> {
    Ok(ctx
        .tx
        .list(
            sql!(
                "select p.slug, p.updated_at from listing l join product p on p.id = l.product_id \
                 where l.category_id = ? order by l.created_at desc, l.product_id desc limit ?"
            ),
            params![WHOLE_MARKET, i64::from(most)],
        )
        .await?)
}

/// Whether anything that is shown is on sale.
pub(super) async fn anything_on_sale(ctx: &Ctx<'_>) -> Result<bool> {
    let found: Option<ProductId> = ctx
        .tx
        .find(
            sql!("select product_id from listing where category_id = ? and on_sale = true limit 1"),
            params![WHOLE_MARKET],
        )
        .await?;
    Ok(found.is_some())
}

/// Cards of sixteen products at most, as far as they are shown.
pub(super) async fn list_by_id(ctx: &Ctx<'_>, ids: &[ProductId]) -> Result<Vec<ProductCard>> {
    let Some(first) = ids.first() else { return Ok(Vec::new()) };
    let mut places = vec![WHOLE_MARKET.to_param()];
    places.extend(ids.iter().map(|id| id.to_param()));
    places.resize(1 + super::AT_ONCE, first.to_param());
    Ok(ctx
        .tx
        .list(
            those!(
                "l.product_id in (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                "order by l.product_id"
            ),
            &places,
        )
        .await?)
}

/// The newest of one vendor, as far as they are shown.
pub(super) async fn list_of_vendor(ctx: &Ctx<'_>, vendor: VendorId, limit: u32) -> Result<Vec<ProductCard>> {
    let newest = those!("l.vendor_id = ?", "order by l.created_at desc, l.product_id desc limit ?");
    Ok(ctx.tx.list(newest, params![WHOLE_MARKET, vendor, i64::from(limit)]).await?)
}

/// How many of one vendor are shown, up to `most`.
pub(super) async fn count_of_vendor(ctx: &Ctx<'_>, vendor: VendorId, most: i64) -> Result<i64> {
    let statement = sql!(
        "select count(*) from (select product_id from listing where vendor_id = ? and category_id = ? limit ?) counted"
    );
    Ok(ctx.tx.one(statement, params![vendor, WHOLE_MARKET, most]).await?)
}
