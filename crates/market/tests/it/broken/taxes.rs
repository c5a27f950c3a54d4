//! What breaks the rules of tax and commission.

use super::cases::Case;

/// The two vendors of the scene lend their ids to zones and rates.
pub(super) const TAXES: &[Case] = &[
    (
        "insert into tax_zone select id, name, slug, false, false, 'line', 'market', 1, 1, 1 from vendor \
         where slug = 'loom-house'",
        &["tax_zone_without_rate"],
    ),
    (
        "insert into tax_zone select id, name, slug, false, false, 'line', 'market', 1, 1, 1 from vendor; \
         insert into tax_rate select id, 'standard', 600 from tax_zone",
        &["tax_zone_is_everywhere_twice"],
    ),
    (
        "insert into tax_zone select id, name, slug, false, false, 'line', 'market', 1, 1, 1 from vendor; \
         insert into tax_rate select id, 'standard', 600 from tax_zone; \
         insert into tax_zone_place select id, 0, 'US', null, '902' from tax_zone",
        &["tax_zones_overlap"],
    ),
    (
        "insert into commission_rate select id, 'x', null, null, 1, 0, null, null, 1, 1, 1 from vendor \
         where slug = 'loom-house'",
        &["commission_rate_of_everyone"],
    ),
    (
        "insert into commission_rate select {ff}, 'x', id, null, 1, 0, null, null, 1, 1, 1 from vendor \
         where slug = 'loom-house'; \
         insert into commission_rate select id, 'y', id, null, 1, 0, null, null, 1, 1, 1 from vendor \
         where slug = 'loom-house'",
        &["commission_rate_twice"],
    ),
    (
        "insert into commission_rate select {ff}, 'x', id, null, 1, 0, 5, 4, 1, 1, 1 from vendor \
         where slug = 'loom-house'",
        &["commission_bounds_crossed"],
    ),
];
