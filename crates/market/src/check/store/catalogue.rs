//! Invariant 9: what is kept for reading says what its source says.

use super::rule::{Rule, rule};

/// A product that is shown: it, its vendor and one of its variants are active.
macro_rules! shown {
    () => {
        "p.status = 'active' and exists (select 1 from vendor s where s.id = p.vendor_id and s.status = 'active') \
         and exists (select 1 from variant v where v.product_id = p.id and v.status = 'active')"
    };
}

/// Whether a variant can be had.
macro_rules! can_be_had {
    () => {
        "v.sold_at is null and (v.backorder or not v.tracked or exists (select 1 from stock_level l \
         where l.variant_id = v.id and l.on_hand > l.reserved))"
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(9, "product_price_is_not_its_variants", ProductId, "it says {a}, its cheapest variant that can be had costs {b}",
            "select p.id, p.price, o.price from product p join (select v.product_id, \
             coalesce(min(case when ", can_be_had!(), " then v.price end), min(v.price)) as price from variant v \
             where v.status = 'active' group by v.product_id) o on o.product_id = p.id where p.price <> o.price"),
        rule!(9, "price_not_kept", VariantId, "it costs {a}, the last price that was kept is {b}",
            "select id, price, coalesce(kept, 0) from (select v.id, v.price, v.compare_at, \
             (select r.price from variant_price r where r.variant_id = v.id order by r.revision desc limit 1) as kept, \
             (select r.compare_at from variant_price r where r.variant_id = v.id order by r.revision desc limit 1) as kept_from \
             from variant v) one where kept is null or kept <> price or coalesce(kept_from, -1) <> coalesce(compare_at, -1)"),
        rule!(9, "availability_is_not_the_stocks", ProductId, "it says it can be had when it cannot, or the other way",
            "select p.id, 0, 0 from product p where p.in_stock <> exists (select 1 from variant v \
             where v.product_id = p.id and v.status = 'active' and ", can_be_had!(), ")"),
        rule!(9, "listing_is_not_the_product", ProductId, "it is listed at {a}, it costs {b}, or another column differs",
            "select p.id, l.price, p.price from listing l join product p on p.id = l.product_id where l.price <> p.price \
             or l.in_stock <> p.in_stock or l.vendor_id <> p.vendor_id or l.created_at <> p.created_at"),
        rule!(9, "listed_and_not_shown", ProductId, "it is listed, yet it is not for sale",
            "select p.id, count(*), 0 from listing l join product p on p.id = l.product_id where not (", shown!(), ") group by p.id"),
        // the row of no category stands for the whole market
        rule!(9, "listed_in_another_branch", ProductId, "it is listed in a category that is not above its own",
            "select p.id, 0, 0 from listing l join product p on p.id = l.product_id join category c on c.id = l.category_id \
             where not exists (select 1 from category_tree t where t.descendant_id = p.category_id and t.ancestor_id = c.id)"),
        rule!(9, "shown_and_not_listed", ProductId, "it is for sale, yet it is missing from its category, one above, or the market",
            "select p.id, 0, 0 from product p where ", shown!(), " and (not exists (select 1 from listing l \
             where l.product_id = p.id and not exists (select 1 from category c where c.id = l.category_id)) \
             or exists (select 1 from category_tree t where t.descendant_id = p.category_id and not exists \
             (select 1 from listing l where l.product_id = p.id and l.category_id = t.ancestor_id)))"),
        rule!(9, "tree_lacks_itself", CategoryId, "the tree does not have it under itself",
            "select c.id, 0, 0 from category c where not exists (select 1 from category_tree t \
             where t.ancestor_id = c.id and t.descendant_id = c.id and t.depth = 0)"),
        rule!(9, "tree_lacks_an_ancestor", CategoryId, "the tree lacks one that is {a} levels above it",
            "select c.id, t.depth + 1, 0 from category c join category_tree t on t.descendant_id = c.parent_id \
             where not exists (select 1 from category_tree o where o.ancestor_id = t.ancestor_id \
             and o.descendant_id = c.id and o.depth = t.depth + 1)"),
        rule!(9, "tree_has_another_ancestor", CategoryId, "the tree has one {a} levels above it that is not",
            "select c.id, t.depth, 0 from category_tree t join category c on c.id = t.descendant_id \
             where (t.depth = 0 and t.ancestor_id <> c.id) or t.depth < 0 or (t.depth > 0 and not exists \
             (select 1 from category_tree o where o.ancestor_id = t.ancestor_id and o.descendant_id = c.parent_id \
             and o.depth = t.depth - 1))"),
    ]
}
