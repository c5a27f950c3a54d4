//! Invariant 4: an order costs what its vendor orders cost, and a vendor order what its lines and its shipping cost.

use super::rule::{Rule, rule};

/// A figure of the order against the sum of a figure of its vendor orders.
macro_rules! order_is_its_vendor_orders {
    ($code:literal, $of_order:literal, $of_vendor_orders:literal) => {
        rule!(
            4,
            $code,
            OrderId,
            "the order says {a}, its vendor orders add up to {b}",
            concat!("select id, said, parts from (select o.id, o.", $of_order, " as said, "),
            concat!(
                "(select {sum p.",
                $of_vendor_orders,
                "} from vendor_order p where p.order_id = o.id) as parts "
            ),
            "from orders o) figure where said <> parts"
        )
    };
}

/// A figure of a vendor order against what its lines make of it.
macro_rules! vendor_order_is_its_lines {
    ($code:literal, $of_vendor_order:literal, $of_lines:literal) => {
        rule!(
            4,
            $code,
            VendorOrderId,
            "the vendor order says {a}, its lines make {b}",
            concat!("select id, said, made from (select p.id, ", $of_vendor_order, " as said, "),
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
        order_is_its_vendor_orders!("order_total_is_not_its_vendor_orders", "grand_total", "total"),
        order_is_its_vendor_orders!("order_subtotal_is_not_its_vendor_orders", "subtotal", "subtotal"),
        order_is_its_vendor_orders!("order_discount_is_not_its_vendor_orders", "discount_total", "discount_total"),
        order_is_its_vendor_orders!("order_shipping_is_not_its_vendor_orders", "shipping_total", "shipping"),
        order_is_its_vendor_orders!("order_tax_is_not_its_vendor_orders", "tax_total", "tax_total"),
        vendor_order_is_its_lines!("vendor_order_subtotal_is_not_its_lines", "p.subtotal", "l.unit_price * l.quantity"),
        vendor_order_is_its_lines!("vendor_order_discount_is_not_its_lines", "p.discount_total", "l.discount"),
        vendor_order_is_its_lines!("vendor_order_tax_is_not_its_lines", "p.tax_total - p.shipping_tax", "l.tax"),
        vendor_order_is_its_lines!("vendor_order_total_is_not_its_lines",
            "p.total - p.shipping - case when o.tax_included then 0 else p.shipping_tax end", "l.total"),
        vendor_order_is_its_lines!("vendor_order_commission_is_not_its_lines", "p.commission - p.shipping_commission", "l.commission"),
        vendor_order_is_its_lines!("vendor_order_commission_tax_is_not_its_lines", "p.commission_tax - p.shipping_commission_tax", "l.commission_tax"),
        // all of its tax is remitted by the market, or none
        vendor_order_is_its_lines!("vendor_order_remitted_is_not_its_lines",
            "p.tax_remitted - case when exists (select 1 from order_line r where r.vendor_order_id = p.id \
             and r.tax_remitter = 'vendor') then 0 else p.shipping_tax end", "l.tax_remitted"),
        rule!(4, "line_remitted_is_not_its_remitters", OrderLineId, "the market remits {a} of it, who remits it says {b}",
            "select id, tax_remitted, due from (select id, tax_remitted, \
             case when tax_remitter = 'market' then tax else 0 end as due from order_line) line where tax_remitted <> due"),
        rule!(4, "order_has_two_remitters", OrderId, "the market remits the tax of {a} of its lines, their vendors of {b}",
            "select order_id, {sum case when tax_remitter = 'market' then 1 else 0 end}, \
             {sum case when tax_remitter = 'vendor' then 1 else 0 end} from order_line group by order_id \
             having min(tax_remitter) <> max(tax_remitter)"),
        rule!(4, "line_tax_without_rate", OrderLineId, "its tax is {a} at a rate of {b}",
            "select id, tax, tax_bps from order_line where tax < 0 or tax > unit_price * quantity - discount \
             or (tax > 0 and tax_bps = 0)"),
        rule!(4, "line_net_is_not_the_rest", OrderLineId, "the vendor's net is {a}, what is left of the line {b}",
            "select id, vendor_net, rest from (select id, vendor_net, \
             total + platform_discount - commission - commission_tax - tax_remitted as rest from order_line) line \
             where vendor_net <> rest"),
        rule!(4, "net_is_not_the_rest", VendorOrderId, "the vendor's net is {a}, what is left of the vendor order {b}",
            "select id, vendor_net, rest from (select id, vendor_net, \
             total + platform_discount - commission - commission_tax - tax_remitted as rest from vendor_order) part \
             where vendor_net <> rest"),
        rule!(4, "payment_for_another_sum", OrderId, "it costs {a}, its payment is for {b}",
            "select o.id, o.grand_total, p.total from orders o join payment p on p.order_id = o.id \
             where o.grand_total <> p.total or o.currency <> p.currency"),
    ]
}
