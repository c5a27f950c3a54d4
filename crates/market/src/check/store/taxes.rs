//! Invariant 9 of taxes and commission: what prices are made of says one thing of one place.

use super::rule::{Rule, rule};

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(9, "tax_zones_overlap", TaxZoneId, "{a} places of it are another zone's too",
            "select p.zone_id, count(*), 0 from tax_zone_place p join tax_zone_place o on o.country = p.country \
             and coalesce(o.region, '') = coalesce(p.region, '') and coalesce(o.postal_prefix, '') = coalesce(p.postal_prefix, '') \
             and o.zone_id <> p.zone_id group by p.zone_id"),
        rule!(9, "tax_zone_is_everywhere_twice", TaxZoneId, "another zone is everywhere else too",
            "select z.id, 1, 0 from tax_zone z where not exists (select 1 from tax_zone_place p where p.zone_id = z.id) \
             and exists (select 1 from tax_zone o where o.id <> z.id and not exists (select 1 from tax_zone_place p \
             where p.zone_id = o.id))"),
        rule!(9, "tax_zone_without_rate", TaxZoneId, "it names no rate of the standard class",
            "select z.id, 0, 0 from tax_zone z where not exists (select 1 from tax_rate r \
             where r.zone_id = z.id and r.tax_class = 'standard')"),
        rule!(9, "commission_rate_of_everyone", CommissionRateId, "it names neither a vendor nor a category",
            "select r.id, 0, 0 from commission_rate r where r.vendor_id is null and r.category_id is null"),
        rule!(9, "commission_rate_twice", CommissionRateId, "{a} rates are of the same vendor and category",
            "select r.id, count(*), 0 from commission_rate r join commission_rate o \
             on coalesce(o.vendor_id, o.category_id) = coalesce(r.vendor_id, r.category_id) \
             and coalesce(o.category_id, o.vendor_id) = coalesce(r.category_id, r.vendor_id) and o.id <> r.id group by r.id"),
        rule!(9, "commission_bounds_crossed", CommissionRateId, "it is at least {a} and at most {b}",
            "select r.id, r.minimum, r.maximum from commission_rate r where r.minimum > r.maximum"),
    ]
}
