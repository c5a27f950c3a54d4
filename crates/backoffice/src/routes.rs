//! Every address of the back office: one pattern and one builder each.

use souk_domain::ids::{ReturnId, ReturnPhotoId};

souk_ui::addresses! {
    /// The first page: what waits for a decision, and how the market sells.
    HOME home() = souk_ui::routes::OFFICE_DESK;
    /// Vendors that one of the staff may act for.
    ACTING acting() = "/admin/acting";
    /// Where the button posts that begins it.
    ACT act(vendor) = "/admin/vendors/{vendor}/act";
    /// What people did.
    AUDIT audit() = "/admin/audit";
    /// The same as a file.
    AUDIT_FILE audit_file() = "/admin/audit/export";
    /// Departments of the staff; its form makes one.
    DEPARTMENTS departments() = "/admin/departments";
    /// One of them; its form changes it or takes it away.
    DEPARTMENT department(code) = "/admin/departments/{code}";
    /// Roles of the staff; its form makes one.
    ROLES roles() = "/admin/roles";
    /// One of them; its form changes it or takes it away.
    ROLE role(code) = "/admin/roles/{code}";
    /// The staff; its form asks somebody to join.
    STAFF staff() = "/admin/staff";
    /// One of them; its form gives another role, or sends them off.
    MEMBER member(account) = "/admin/staff/{account}";
    /// Where the buttons post that end sessions.
    MEMBER_SESSIONS member_sessions(account) = "/admin/staff/{account}/sessions";
    /// Where the buttons post that send an invitation again, or take it back.
    INVITATION invitation(id) = "/admin/staff/invitations/{id}";
    /// Every order.
    ORDERS orders() = "/admin/orders";
    /// One order, by its number.
    ORDER order(number) = "/admin/orders/{number}";
    /// Where the form posts that ends an order.
    ORDER_CANCEL order_cancel(number) = "/admin/orders/{number}/cancel";
    /// What came to the market's bank account; the form that books a line posts here too.
    TRANSFERS transfers() = "/admin/transfers";
    /// Where the form posts that pays an order with a transfer.
    TRANSFER_APPLY transfer_apply(id) = "/admin/transfers/{id}/apply";
    /// Where the button posts that sends a transfer back.
    TRANSFER_RETURN transfer_return(id) = "/admin/transfers/{id}/return";
    /// Money that goes back to buyers.
    REFUNDS refunds() = "/admin/refunds";
    /// Where the button posts that says that people sent a refund.
    REFUND_DONE refund_done(id) = "/admin/refunds/{id}/done";
    /// Where the button posts that tries a refund again.
    REFUND_RETRY refund_retry(id) = "/admin/refunds/{id}/retry";
    /// The books.
    LEDGER ledger() = "/admin/ledger";
    /// What the market takes off.
    PROMOTIONS promotions() = "/admin/promotions";
    /// A new promotion; its form posts to the same address.
    PROMOTION_NEW promotion_new() = "/admin/promotions/new";
    /// A cart to be tried.
    PROMOTION_TRIAL promotion_trial() = "/admin/promotions/simulator";
    /// One promotion; its form posts to the same address.
    PROMOTION promotion(id) = "/admin/promotions/{promotion}";
    /// Where the button posts that ends it.
    PROMOTION_END promotion_end(id) = "/admin/promotions/{promotion}/end";
    /// Where the forms post that make codes, all of them as a file, and where one is taken back.
    PROMOTION_CODES promotion_codes(id) = "/admin/promotions/{promotion}/codes";
    PROMOTION_CODES_FILE promotion_codes_file(id) = "/admin/promotions/{promotion}/codes/file";
    PROMOTION_CODE_END promotion_code_end(id) = "/admin/promotions/{promotion}/codes/end";
    /// Those who want to sell here.
    VENDORS vendors() = "/admin/vendors";
    /// Where the button posts that lets one sell.
    VENDOR_APPROVE vendor_approve(id) = "/admin/vendors/{id}/approve";
    /// What tax is due where.
    TAX tax() = "/admin/tax";
    /// The classes of goods.
    TAX_CLASSES tax_classes() = "/admin/tax/classes";
    /// One class, and where its form posts.
    TAX_CLASS tax_class(code) = "/admin/tax/classes/{code}";
    /// Where the button posts that removes one.
    TAX_CLASS_REMOVE tax_class_remove(code) = "/admin/tax/classes/{code}/remove";
    /// A zone to be made.
    TAX_ZONE_NEW tax_zone_new() = "/admin/tax/zones/new";
    /// One zone, and where its form posts.
    TAX_ZONE tax_zone(id) = "/admin/tax/zones/{id}";
    /// Where the button posts that removes one.
    TAX_ZONE_REMOVE tax_zone_remove(id) = "/admin/tax/zones/{id}/remove";
    /// Accounts that pay no tax, and where one is looked for.
    TAX_EXEMPT tax_exempt() = "/admin/tax/exempt";
    /// One account, and where its form posts.
    TAX_EXEMPTION tax_exemption(account) = "/admin/tax/exempt/{account}";
    /// Where the button posts that lets one pay again.
    TAX_EXEMPTION_END tax_exemption_end(account) = "/admin/tax/exempt/{account}/end";
    /// What the market keeps of a sale.
    COMMISSION commission() = "/admin/commission";
    /// A rate to be agreed.
    COMMISSION_NEW commission_new() = "/admin/commission/new";
    /// One rate, and where its form posts.
    COMMISSION_RATE commission_rate(id) = "/admin/commission/{id}";
    /// Where the button posts that ends one.
    COMMISSION_END commission_end(id) = "/admin/commission/{id}/end";
    /// Where the form posts that says no to one, and why.
    VENDOR_REFUSE vendor_refuse(id) = "/admin/vendors/{id}/refuse";
    /// One vendor.
    VENDOR vendor(id) = "/admin/vendors/{id}";
    /// Where the forms post that stop a vendor from selling, let it sell again, and end it.
    VENDOR_SUSPEND vendor_suspend(id) = "/admin/vendors/{id}/suspend";
    VENDOR_REINSTATE vendor_reinstate(id) = "/admin/vendors/{id}/reinstate";
    VENDOR_CLOSE vendor_close(id) = "/admin/vendors/{id}/close";
    /// The tree of categories; the form that makes one posts to the same address.
    CATEGORIES categories() = "/admin/categories";
    /// Where the buttons post that put a category before or behind its neighbour.
    CATEGORY_ORDER category_order() = "/admin/categories/order";
    /// One category, and where its forms post.
    CATEGORY category(id) = "/admin/categories/{id}";
    CATEGORY_NAMES category_names(id) = "/admin/categories/{id}/names";
    CATEGORY_MOVE category_move(id) = "/admin/categories/{id}/move";
    CATEGORY_MERGE category_merge(id) = "/admin/categories/{id}/merge";
    CATEGORY_DELETE category_delete(id) = "/admin/categories/{id}/delete";
    /// Products that wait for the market, and where is said of one that it is shown, or why not.
    PRODUCTS products() = "/admin/products";
    PRODUCT_APPROVE product_approve(id) = "/admin/products/{product}/approve";
    PRODUCT_REJECT product_reject(id) = "/admin/products/{product}/reject";
    /// Reviews that somebody told of, and where one is hidden, or stands.
    REVIEWS reviews() = "/admin/reviews";
    REVIEW_HIDE review_hide(id) = "/admin/reviews/{review}/hide";
    REVIEW_STAND review_stand(id) = "/admin/reviews/{review}/stand";
    /// Returns of all vendors, and one of them.
    RETURNS returns() = "/admin/returns";
    RETURN return_of(id) = "/admin/returns/{id}";
}

/// A photograph of a return.
pub const RETURN_PHOTO: &str = "/admin/returns/{id}/photos/{photo}";

/// A photograph of a return.
pub fn return_photo(id: &ReturnId, photo: &ReturnPhotoId) -> String {
    souk_http::address(RETURN_PHOTO, &[id, photo])
}

/// A paper of a vendor, and where the forms post that take it or ask for another.
pub const PAPER: &str = "/admin/vendors/{id}/papers/{paper}";
pub const PAPER_ACCEPT: &str = "/admin/vendors/{id}/papers/{paper}/accept";
pub const PAPER_REFUSE: &str = "/admin/vendors/{id}/papers/{paper}/refuse";

/// A paper of a vendor.
pub fn paper(vendor: &str, paper: &str) -> String {
    souk_http::address(PAPER, &[&vendor, &paper])
}

/// Where the button posts that takes a paper as it is.
pub fn paper_accept(vendor: &str, paper: &str) -> String {
    souk_http::address(PAPER_ACCEPT, &[&vendor, &paper])
}

/// Where the form posts that asks for another paper.
pub fn paper_refuse(vendor: &str, paper: &str) -> String {
    souk_http::address(PAPER_REFUSE, &[&vendor, &paper])
}
