//! Invariant 4: an order costs what its parts cost, and a part what its lines and its shipping cost.

use super::rule::{Rule, rule};

/// A figure of the order against the sum of a figure of its parts.
macro_rules! order_is_its_parts {
    ($code:literal, $of_order:literal, $of_parts:literal) => {
        rule!(
            4,
            $code,
            OrderId,
            "the order says {a}, its parts add up to {b}",
            concat!("select id, said, parts from (select o.id, o.", $of_order, " as said, "),
            concat!("(select {sum p.", $of_parts, "} from vendor_order p where p.order_id = o.id) as parts "),
            "from orders o) figure where said <> parts"
        )
    };
}

/// A figure of a part against what its lines make of it.
macro_rules! part_is_its_lines {
    ($code:literal, $of_part:literal, $of_lines:literal) => {
        rule!(
            4,
            $code,
            VendorOrderId,
            "the part says {a}, its lines make {b}",
            concat!("select id, said, made from (select p.id, ", $of_part, " as said, "),
            concat!(
                "(select {sum ",
                $of_lines,
                "} from order_line l where l.vendor_order_id = p.id) as made "
            ),
            "from vendor_order p join orders o on o.id = p.order_id) figure where said <> made"
        )
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        rule!(4, "order_is_not_its_figures", OrderId, "the total is {a}, its figures make {b}",
            "select id, grand_total, due from (select id, grand_total, subtotal - discount_total + shipping_total \
             + case when tax_included then 0 else tax_total end as due from orders) figure where grand_total <> due"),
        order_is_its_parts!("order_total_is_not_its_parts", "grand_total", "total"),
        order_is_its_parts!("order_subtotal_is_not_its_parts", "subtotal", "subtotal"),
        order_is_its_parts!("order_discount_is_not_its_parts", "discount_total", "discount_total"),
        order_is_its_parts!("order_shipping_is_not_its_parts", "shipping_total", "shipping"),
        order_is_its_parts!("order_tax_is_not_its_parts", "tax_total", "tax_total"),
        part_is_its_lines!("part_subtotal_is_not_its_lines", "p.subtotal", "l.unit_price * l.quantity"),
        part_is_its_lines!("part_discount_is_not_its_lines", "p.discount_total", "l.discount"),
        part_is_its_lines!("part_tax_is_not_its_lines", "p.tax_total - p.shipping_tax", "l.tax"),
        part_is_its_lines!("part_total_is_not_its_lines",
            "p.total - p.shipping - case when o.tax_included then 0 else p.shipping_tax end", "l.total"),
        part_is_its_lines!("part_commission_is_not_its_lines", "p.commission", "l.commission"),
        part_is_its_lines!("part_commission_tax_is_not_its_lines", "p.commission_tax", "l.commission_tax"),
        // all of its tax is remitted by the market, or none
        part_is_its_lines!("part_remitted_is_not_its_lines",
            "p.tax_remitted - case when p.tax_remitted = 0 then 0 else p.shipping_tax end", "l.tax_remitted"),
        rule!(4, "line_net_is_not_the_rest", OrderLineId, "the vendor's net is {a}, what is left of the line {b}",
            "select id, vendor_net, rest from (select id, vendor_net, \
             total + platform_discount - commission - commission_tax - tax_remitted as rest from order_line) line \
             where vendor_net <> rest"),
        rule!(4, "net_is_not_the_rest", VendorOrderId, "the vendor's net is {a}, what is left of the part {b}",
            "select id, vendor_net, rest from (select id, vendor_net, \
             total + platform_discount - commission - commission_tax - tax_remitted as rest from vendor_order) part \
             where vendor_net <> rest"),
        rule!(4, "payment_for_another_sum", OrderId, "it costs {a}, its payment is for {b}",
            "select o.id, o.grand_total, p.total from orders o join payment p on p.order_id = o.id \
             where o.grand_total <> p.total or o.currency <> p.currency"),
    ]
}
