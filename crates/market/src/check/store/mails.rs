//! Invariant 9: what happened is told, each reader once.

use super::rule::{Rule, rule};

/// Orders whose events are all still there: those of older ones may have been cleaned.
macro_rules! kept {
    () => {
        "o.created_at > coalesce((select place from outbox_cursor where name = 'cleaned_until'), 0)"
    };
}

/// Events `x` that the letter writer has handled: it has come past them, and has put none of them aside.
macro_rules! handled {
    () => {
        "x.place <= (select place from outbox_cursor where name = 'mail') and not exists (select 1 from outbox_parked k \
         where k.event_id = x.id and k.subscriber = 'mail')"
    };
}

/// Handled events of kinds against the buyer's mails of kinds.
macro_rules! told_to_buyer {
    ($code:literal, $events:literal, $mail:literal) => {
        rule!(
            9,
            $code,
            OrderId,
            "{a} events were handled, the buyer has {b} mails of them",
            "select o.id, coalesce(e.handled, 0), coalesce(m.mails, 0) from orders o left join (select x.subject_id, ",
            concat!("count(*) as handled from outbox x where ", handled!(), " and x.kind in (", $events, ") "),
            "group by x.subject_id) e on e.subject_id = o.id left join (select order_id, count(*) as mails from mail ",
            concat!("where kind in (", $mail, ") group by order_id) m on m.order_id = o.id "),
            // letters to somebody who left are forgotten with them
            concat!("where o.email <> '' and ", kept!(), " and coalesce(e.handled, 0) <> coalesce(m.mails, 0)")
        )
    };
}

/// Handled events whose subject is a row of a table, against the mails of the same kinds, by order.
macro_rules! told_of_thing {
    ($code:literal, $kinds:literal, $table:literal, $order:literal, $join:literal) => {
        rule!(
            9,
            $code,
            OrderId,
            "{a} events were handled, the buyer has {b} mails of them",
            "select o.id, coalesce(e.handled, 0), coalesce(m.mails, 0) from orders o left join (select ",
            concat!(
                $order,
                " as order_id, count(*) as handled from outbox x join ",
                $table,
                " s on s.id = x.subject_id "
            ),
            concat!($join, " where ", handled!(), " and x.kind in (", $kinds, ") group by ", $order),
            ") e on e.order_id = o.id left join (select order_id, count(*) as mails from mail ",
            concat!("where kind in (", $kinds, ") group by order_id) m on m.order_id = o.id "),
            concat!(
                "where o.email <> '' and ",
                kept!(),
                " and coalesce(e.handled, 0) <> coalesce(m.mails, 0)"
            )
        )
    };
}

/// Orders of a status against the events that must have come of it, exactly one each.
macro_rules! happened_once {
    ($code:literal, $statuses:literal, $events:literal) => {
        rule!(
            9,
            $code,
            OrderId,
            "its status has {a} events instead of one",
            "select o.id, coalesce(e.happened, 0), 0 from orders o left join (select subject_id, count(*) as happened ",
            concat!("from outbox where kind in (", $events, ") group by subject_id) e on e.subject_id = o.id "),
            concat!("where o.status ", $statuses, " and ", kept!(), " and coalesce(e.happened, 0) <> 1")
        )
    };
}

#[rustfmt::skip]
pub(super) fn rules() -> Vec<Rule> {
    vec![
        happened_once!("paid_and_not_told", "not in ('pending', 'cancelled')", "'order_paid', 'order_accepted'"),
        happened_once!("cancelled_and_not_told", "= 'cancelled'", "'order_cancelled'"),
        told_to_buyer!("buyer_not_told_of_order", "'order_placed', 'order_paid', 'order_accepted'", "'order_placed', 'payment_received'"),
        told_to_buyer!("buyer_not_told_of_failure", "'payment_failed'", "'payment_failed'"),
        told_to_buyer!("buyer_not_told_of_end", "'order_cancelled'", "'order_cancelled'"),
        told_to_buyer!("buyer_not_told_of_return", "'late_payment_returned'", "'late_payment_returned'"),
        rule!(9, "vendors_not_told", OrderId, "{a} vendor orders were paid, vendors have {b} mails of them",
            "select o.id, coalesce(e.parts, 0), coalesce(m.mails, 0) from orders o left join (select x.subject_id, \
             count(*) as parts from outbox x join vendor_order p on p.order_id = x.subject_id where ", handled!(),
            " and x.kind in ('order_paid', 'order_accepted') group by x.subject_id) e on e.subject_id = o.id \
             left join (select order_id, count(*) as mails from mail where kind = 'vendor_new_order' group by order_id) m \
             on m.order_id = o.id where o.email <> '' and ", kept!(), " and coalesce(e.parts, 0) <> coalesce(m.mails, 0)"),
        rule!(9, "buyer_not_told_of_parcels", OrderId, "{a} news of parcels were handled, the buyer has {b} mails of them",
            "select o.id, coalesce(e.news, 0), coalesce(m.mails, 0) from orders o left join (select p.order_id, count(*) as news \
             from outbox x join shipment s on s.id = x.subject_id join vendor_order p on p.id = s.vendor_order_id where ", handled!(),
            " and x.kind in ('shipment_sent', 'shipment_out_for_delivery', 'shipment_delivered', 'shipment_lost') group by p.order_id) e \
             on e.order_id = o.id left join (select order_id, count(*) as mails from mail where kind in ('shipment_sent', \
             'shipment_out_for_delivery', 'shipment_delivered', 'shipment_lost') group by order_id) m \
             on m.order_id = o.id where o.email <> '' and ", kept!(), " and coalesce(e.news, 0) <> coalesce(m.mails, 0)"),
        // a link is forgotten when its time is over, an invitation when it is taken up or back, a notice when it is told
        rule!(9, "event_of_nothing", EventId, "there is nothing it could be about",
            "select e.id, 0, 0 from outbox e left join orders o on o.id = e.subject_id \
             left join account a on a.id = e.subject_id left join shipment s on s.id = e.subject_id \
             left join vendor_order p on p.id = e.subject_id left join refund r on r.id = e.subject_id \
             left join return_request q on q.id = e.subject_id left join vendor v on v.id = e.subject_id \
             left join variant w on w.id = e.subject_id \
             where o.id is null and a.id is null and s.id is null and p.id is null and r.id is null and q.id is null \
             and v.id is null and w.id is null and e.kind not in ('link_asked', \
             'vendor_member_invited', 'vendor_refused', 'vendor_payout_changed', 'vendor_member_joined', 'vendor_role_changed', \
             'vendor_member_removed', 'vendor_suspended', 'vendor_reinstated', 'vendor_closed', 'vendor_document_accepted', \
             'vendor_document_refused')"),
        told_of_thing!("buyer_not_told_of_refund", "'refund_sent', 'refund_failed'", "refund", "p.order_id", "join payment p on p.id = s.payment_id"),
        told_of_thing!("buyer_not_told_of_answer", "'return_approved', 'return_refused', 'return_received'", "return_request", "s.order_id", ""),
    ]
}
