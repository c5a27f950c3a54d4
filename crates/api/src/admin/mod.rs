//! For the market's staff, by a staff key.

mod acting;
mod api_keys;
mod audit;
mod categories;
mod incoming;
mod ledger;
mod orders;
mod products;
mod refunds;
mod roles;
mod shipments;
mod staff;
mod vendors;

use http::Method;
use souk_domain::refusal;
use souk_http::Access;

use crate::{
    operation::{Operation, group},
    orders::wire::Order,
    wire::ListQuery,
};

/// One vendor.
const VENDOR: &str = "/api/v1/admin/vendors/{vendor}";
/// What a step of a vendor refuses.
/// What those refuse that rest on what was looked at.
const DECISION_REFUSES: &[&refusal::Code] =
    &[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::VENDOR_STEP_NOT_ALLOWED];

pub(crate) fn operations() -> Vec<Operation> {
    let all = [
        vendor_operations(),
        catalogue_operations(),
        money_operations(),
        shipment_operations(),
        key_operations(),
        audit::operations(),
        staff::operations(),
        roles::operations(),
        acting::operations(),
    ];
    group("Staff", all.into_iter().flatten().collect())
}

fn vendor_operations() -> Vec<Operation> {
    let staff = Access::Staff;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Operation::new(get.clone(), "/api/v1/admin/vendors", "list_vendors", staff, vendors::list)
            .says("Vendors of one status", "Newest first.")
            .query::<vendors::VendorQuery>()
            .answers_list::<vendors::StaffVendor>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(post.clone(), "/api/v1/admin/vendors", "create_vendor", staff, vendors::create)
            .says("Makes a vendor", "It waits for approval, and has one location, Main.")
            .takes::<vendors::VendorRequest>()
            .answers::<vendors::StaffVendor>(201)
            .refuses(&[&refusal::SLUG_TAKEN, &refusal::VENDOR_NAME_TAKEN]),
        Operation::new(get.clone(), VENDOR, "show_any_vendor", staff, vendors::show)
            .says("One vendor, whatever its status", "")
            .answers::<vendors::StaffVendor>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(Method::PATCH, VENDOR, "change_vendor", staff, vendors::change)
            .says("Changes a vendor", "A merge patch.")
            .takes::<crate::vendor::profile::VendorPatch>()
            .answers::<vendors::StaffVendor>(200)
            .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::SLUG_TAKEN]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/vendors/{vendor}/approve",
            "approve_vendor",
            staff,
            vendors::approve,
        )
        .says(
            "Lets a vendor sell",
            "One that applied: its active products are shown, and its owners are told.",
        )
        .answers::<vendors::StaffVendor>(200)
        .refuses(DECISION_REFUSES),
        Operation::new(
            get,
            "/api/v1/admin/vendors/{vendor}/application",
            "show_vendor_application",
            staff,
            vendors::application,
        )
        .says("What was told by who applied for a vendor", "There is none where the staff made it.")
        .answers::<vendors::StaffApplication>(200)
        .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/vendors/{vendor}/refuse",
            "refuse_vendor",
            staff,
            vendors::refuse,
        )
        .says("Says no to a vendor that applied", "Its owners are told why, and may mend it and apply again.")
        .takes::<vendors::RefusalRequest>()
        .answers::<vendors::StaffVendor>(200)
        .refuses(DECISION_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/admin/vendors/{vendor}/reinstate",
            "reinstate_vendor",
            staff,
            vendors::reinstate,
        )
        .says("Lets a vendor sell again that was suspended", "Its owners are told.")
        .answers::<vendors::StaffVendor>(200)
        .refuses(DECISION_REFUSES),
        Operation::new(
            post.clone(),
            "/api/v1/admin/vendors/{vendor}/close",
            "close_vendor",
            staff,
            vendors::close,
        )
        .says("Ends a vendor for good", "Nothing of it is shown; placed orders go on. Its owners are told.")
        .answers::<vendors::StaffVendor>(200)
        .refuses(DECISION_REFUSES),
        Operation::new(
            post,
            "/api/v1/admin/vendors/{vendor}/suspend",
            "suspend_vendor",
            staff,
            vendors::suspend,
        )
        .says(
            "Stops a vendor from selling",
            "Nothing of it is shown; placed orders go on. Its owners are told why.",
        )
        .takes::<vendors::SuspensionRequest>()
        .answers::<vendors::StaffVendor>(200)
        .refuses(DECISION_REFUSES),
    ]
}

fn catalogue_operations() -> Vec<Operation> {
    let staff = Access::Staff;
    let (get, post) = (Method::GET, Method::POST);
    vec![
        Operation::new(
            get.clone(),
            "/api/v1/admin/categories",
            "list_categories_for_staff",
            staff,
            categories::list,
        )
        .says("All categories as a tree", "With their revisions, for `If-Match`.")
        .answers::<categories::StaffTree>(200),
        Operation::new(
            post.clone(),
            "/api/v1/admin/categories",
            "create_category",
            staff,
            categories::create,
        )
        .says("Makes a category", "Last among its siblings; at most six levels.")
        .takes::<categories::CategoryRequest>()
        .answers::<categories::StaffCategory>(201)
        .refuses(&[
            &refusal::SLUG_TAKEN,
            &refusal::CATEGORY_NAME_TAKEN,
            &refusal::NOT_FOUND,
            &refusal::CATEGORY_TOO_DEEP,
        ]),
        Operation::new(
            Method::PATCH,
            "/api/v1/admin/categories/{category}",
            "change_category",
            staff,
            categories::change,
        )
        .says(
            "Renames, moves or places a category",
            "A merge patch; `parent_id` null moves it to the top, `before_id` null behind its siblings. With another slug its old address leads to the new one.",
        )
        .takes::<categories::CategoryPatch>()
        .answers::<categories::StaffCategory>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::SLUG_TAKEN,
            &refusal::CATEGORY_NAME_TAKEN,
            &refusal::CATEGORY_CYCLE,
            &refusal::CATEGORY_TOO_DEEP,
        ]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/categories/{category}/merge",
            "merge_category",
            staff,
            categories::merge,
        )
        .says(
            "Makes one of two categories",
            "Products and what is below the first go to `into_id`, and its address leads there. Answers that one.",
        )
        .takes::<categories::MergeRequest>()
        .answers::<categories::StaffCategory>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::CATEGORY_NAME_TAKEN,
            &refusal::CATEGORY_CYCLE,
            &refusal::CATEGORY_TOO_DEEP,
            &refusal::STILL_REFERENCED,
        ]),
        Operation::new(
            Method::DELETE,
            "/api/v1/admin/categories/{category}",
            "delete_category",
            staff,
            categories::remove,
        )
        .says("Takes a category away", "One that holds neither products nor categories.")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED, &refusal::STILL_REFERENCED]),
        Operation::new(get, "/api/v1/admin/products", "list_any_products", staff, products::list)
            .says("Products of one status", "Of all vendors; those that have waited longest come first.")
            .query::<products::AnyProductQuery>()
            .answers_list::<products::StaffProduct>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/products/{product}/approve",
            "approve_product",
            staff,
            products::approve,
        )
        .says("Shows a product that waits", "One that was rejected may be approved after all.")
        .answers::<products::StaffProduct>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::PRODUCT_STEP_NOT_ALLOWED,
        ]),
        Operation::new(
            post,
            "/api/v1/admin/products/{product}/reject",
            "reject_product",
            staff,
            products::reject,
        )
        .says(
            "Rejects a product",
            "One that waits, or is shown. Its vendor reads why, and may send it again.",
        )
        .takes::<products::RejectRequest>()
        .answers::<products::StaffProduct>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::PRODUCT_STEP_NOT_ALLOWED,
        ]),
    ]
}

fn money_operations() -> Vec<Operation> {
    let staff = Access::Staff;
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/admin/incoming-transfers",
            "list_incoming_transfers",
            staff,
            incoming::list,
        )
        .says(
            "Booked lines of the bank's statement",
            "Newest first. The unmatched ones wait for somebody to apply or return them.",
        )
        .query::<incoming::TransferQuery>()
        .answers_list::<incoming::Transfer>()
        .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/incoming-transfers",
            "record_incoming_transfer",
            staff,
            incoming::record,
        )
        .says(
            "Books a line of the bank's statement",
            "The same `statement_line` is booked once. The order that its reference names uses it, if that waits for money of its currency.",
        )
        .takes::<incoming::TransferRequest>()
        .answers::<incoming::BookedTransfer>(201),
        Operation::new(
            Method::POST,
            "/api/v1/admin/incoming-transfers/{transfer}/apply",
            "apply_incoming_transfer",
            staff,
            incoming::apply,
        )
        .says("Uses an unmatched transfer for an order", "The order waits for money of its currency.")
        .takes::<incoming::ApplyRequest>()
        .answers::<incoming::BookedTransfer>(200)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::TRANSFER_NOT_WAITING,
            &refusal::ALREADY_PAID,
            &refusal::PAYMENT_CLOSED,
            &refusal::CURRENCY_MISMATCH,
        ]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/incoming-transfers/{transfer}/return",
            "return_incoming_transfer",
            staff,
            incoming::give_back,
        )
        .says(
            "Writes down that an unmatched transfer was sent back",
            "Send the money first, at the bank: nothing moves by this.",
        )
        .answers::<incoming::Transfer>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::TRANSFER_NOT_WAITING]),
        Operation::new(Method::GET, "/api/v1/admin/refunds", "list_refunds", staff, refunds::list)
            .says(
                "Refunds",
                "Newest first; left alone, those that wait for somebody: they failed, or their money came by bank transfer.",
            )
            .query::<refunds::RefundQuery>()
            .answers_list::<refunds::Refund>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/refunds/{refund}/retry",
            "retry_refund",
            staff,
            refunds::retry,
        )
        .says(
            "Tries a failed refund again",
            "It is a refund of its own, in the place of the failed one, which is asked about before anything is sent.",
        )
        .answers::<refunds::Refund>(201)
        .refuses(&[&refusal::NOT_FOUND, &refusal::REFUND_NOT_RETRIABLE]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/refunds/{refund}/done",
            "mark_refund_done",
            staff,
            refunds::done,
        )
        .says(
            "Writes down that a refund was sent by hand",
            "One that failed, or of money that came by bank transfer. Send the money first, at the bank: nothing moves by this.",
        )
        .answers::<refunds::Refund>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::REFUND_NOT_WAITING]),
        Operation::new(Method::GET, "/api/v1/admin/orders/{order}", "show_any_order", staff, orders::show)
            .says("One order", "By id or number.")
            .answers::<Order>(200)
            .refuses(&[&refusal::NOT_FOUND]),
        Operation::new(
            Method::POST,
            "/api/v1/admin/orders/{order}/cancel",
            "cancel_any_order",
            staff,
            orders::cancel,
        )
        .says("Ends an order", "While nothing of it is on its way; what was paid goes back.")
        .takes::<orders::StaffCancelRequest>()
        .answers::<Order>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PAYMENT_IN_PROGRESS, &refusal::ALREADY_SHIPPED]),
        Operation::new(Method::GET, "/api/v1/admin/ledger", "list_ledger", staff, ledger::list)
            .says("The ledger", "Whole transactions, newest first, of an account or an order where one is named. Each sums to zero.")
            .query::<ledger::LedgerQuery>()
            .answers_list::<ledger::LedgerTransaction>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
    ]
}

fn shipment_operations() -> Vec<Operation> {
    let (staff, post) = (Access::Staff, Method::POST);
    vec![
        Operation::new(
            Method::GET,
            "/api/v1/admin/held-vendor-orders",
            "list_held_vendor_orders",
            staff,
            shipments::list_held,
        )
        .says(
            "Vendor orders that wait for somebody to settle something",
            "A return, a dispute, or a buyer who misses something: until it is settled, neither they nor their money go on. \
             The longest held first.",
        )
        .query::<ListQuery>()
        .answers_list::<shipments::HeldVendorOrder>()
        .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(
            post.clone(),
            "/api/v1/admin/shipments/{shipment}/events",
            "record_any_tracking",
            staff,
            shipments::track,
        )
        .says("Tells where any vendor's shipment is", "As its vendor would; say why in `text`.")
        .takes::<crate::vendor::shipments::TrackingRequest>()
        .answers::<crate::orders::wire::Shipment>(201)
        .refuses(&[
            &refusal::NOT_FOUND,
            &refusal::PRECONDITION_FAILED,
            &refusal::SHIPMENT_STEP_NOT_ALLOWED,
            &refusal::VENDOR_ORDER_HELD,
            &refusal::TOO_MUCH_TRACKING,
        ]),
        Operation::new(
            post,
            "/api/v1/admin/vendor-orders/{vendor_order}/settle-report",
            "settle_report",
            staff,
            shipments::settle,
        )
        .says(
            "Settles that a buyer missed something",
            "The vendor order goes on by itself from where it was held. Settling again changes nothing.",
        )
        .takes::<shipments::SettleRequest>()
        .answers::<Order>(200)
        .refuses(&[&refusal::NOT_FOUND, &refusal::PRECONDITION_FAILED]),
    ]
}

fn key_operations() -> Vec<Operation> {
    let staff = Access::Staff;
    vec![
        Operation::new(Method::GET, "/api/v1/admin/api-keys", "list_api_keys", staff, api_keys::list)
            .says("Keys for the API", "Of the staff, or of one vendor. Secrets are never shown again.")
            .query::<api_keys::KeyQuery>()
            .answers_list::<api_keys::KeySheet>()
            .refuses(&[&refusal::MALFORMED_QUERY, &refusal::MALFORMED_CURSOR]),
        Operation::new(Method::POST, "/api/v1/admin/api-keys", "create_api_key", staff, api_keys::create)
            .says("Makes a key", "Its secret is shown now and never again.")
            .takes::<api_keys::KeyRequest>()
            .answers::<api_keys::NewApiKey>(201)
            .refuses(&[&refusal::NOT_FOUND])
            .ignores_key(),
        Operation::new(
            Method::DELETE,
            "/api/v1/admin/api-keys/{key}",
            "revoke_api_key",
            staff,
            api_keys::revoke,
        )
        .says("Ends a key for good", "")
        .answers_nothing(204)
        .refuses(&[&refusal::NOT_FOUND]),
    ]
}
