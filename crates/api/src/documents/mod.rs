//! Papers by which a vendor shows the market who it is: sent by its owners, answered by the staff.

mod staff;
mod vendor;
mod wire;

use http::Method;
use souk_domain::refusal::{self, Code};
use souk_http::Access;

use crate::operation::{Operation, group};
use wire::{Document, Documents};

const OWN: &str = "/api/v1/vendor/documents";
const OWN_ONE: &str = "/api/v1/vendor/documents/{document}";
const OF_VENDOR: &str = "/api/v1/admin/vendors/{vendor}/documents";
const ONE_OF_VENDOR: &str = "/api/v1/admin/vendors/{vendor}/documents/{document}";

/// What an answer to a paper refuses.
const ANSWER_REFUSES: &[&Code] = &[&refusal::NOT_FOUND, &refusal::VENDOR_STEP_NOT_ALLOWED];

pub(crate) fn operations() -> Vec<Operation> {
    let (owner, staff) = (Access::Vendor, Access::Staff);
    let (get, post) = (Method::GET, Method::POST);
    let mut operations = group(
        "Vendor API",
        vec![
            Operation::new(get.clone(), OWN, "list_own_documents", owner, vendor::list)
                .says("The papers that show who you are", "The newest first, for owners alone.")
                .answers::<Documents>(200),
            Operation::new(post.clone(), OWN, "send_document", owner, vendor::send)
                .says(
                    "Sends the market a paper",
                    "The body is the file, at most 10 MiB: a PDF, or a picture, which is written anew. Owners alone.",
                )
                .query::<vendor::DocumentQuery>()
                .takes_file::<vendor::Paper>()
                .answers::<Document>(201)
                .refuses(&[
                    &refusal::MALFORMED_QUERY,
                    &refusal::BODY_TOO_LARGE,
                    &refusal::UNSUPPORTED_MEDIA_TYPE,
                ]),
            Operation::new(get.clone(), OWN_ONE, "open_own_document", owner, vendor::open)
                .says("The file of a paper", "A picture as it was written anew, a PDF as it came.")
                .answers_file()
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(Method::DELETE, OWN_ONE, "remove_document", owner, vendor::remove)
                .says("Takes a paper away", "One that was accepted stays.")
                .answers_nothing(204)
                .refuses(ANSWER_REFUSES),
        ],
    );
    operations.extend(group(
        "Staff",
        vec![
            Operation::new(get.clone(), OF_VENDOR, "list_documents", staff, staff::list)
                .says("The papers of a vendor", "The newest first.")
                .answers::<Documents>(200)
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(get, ONE_OF_VENDOR, "open_document", staff, staff::open)
                .says("The file of a paper", "For who decides about vendors.")
                .answers_file()
                .refuses(&[&refusal::NOT_FOUND]),
            Operation::new(
                post.clone(),
                "/api/v1/admin/vendors/{vendor}/documents/{document}/accept",
                "accept_document",
                staff,
                staff::accept,
            )
            .says(
                "Says that a paper shows who the vendor is",
                "Its owners are told. Once more changes nothing.",
            )
            .answers::<Document>(200)
            .refuses(ANSWER_REFUSES)
            .ignores_key(),
            Operation::new(
                post,
                "/api/v1/admin/vendors/{vendor}/documents/{document}/refuse",
                "refuse_document",
                staff,
                staff::refuse,
            )
            .says("Says that another paper is needed", "Its owners are told why. Once more changes nothing.")
            .takes::<wire::DocumentRefusal>()
            .answers::<Document>(200)
            .refuses(ANSWER_REFUSES)
            .ignores_key(),
        ],
    ));
    operations
}
