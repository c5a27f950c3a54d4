use std::collections::BTreeMap;

use souk_domain::refusal::{self, Code};
use souk_http::{
    Access,
    read::{IdempotencyKey, MAX_PART_CHARS},
};
use utoipa::openapi::{
    Components, ContentBuilder, HttpMethod, InfoBuilder, OpenApi, OpenApiBuilder, PathItem, Ref, RefOr,
    Required, Response, ResponseBuilder, Schema,
    extensions::Extensions,
    path::{OperationBuilder, Parameter, ParameterBuilder, ParameterIn, PathsBuilder},
    request_body::RequestBodyBuilder,
    schema::{ArrayBuilder, KnownFormat, ObjectBuilder, SchemaFormat, Type},
    security::{ApiKey, ApiKeyValue, HttpAuthScheme, HttpBuilder, SecurityRequirement, SecurityScheme},
    tag::TagBuilder,
};

use super::bounds;
use crate::{
    OPERATIONS,
    operation::{Key, Operation},
};

/// What a reader must know before anything else.
const INTRODUCTION: &str = "Amounts are whole minor units of a currency: 1999 is 19.99 USD. Times are RFC 3339 in UTC. \
    Ids are opaque. Lists come in pages: give `next` back as `after`. Unknown fields are refused, and so is the character \
    U+0000 in any text. White space around a text of one line is dropped; it holds no control characters. Every error is a \
    problem document (RFC 9457) whose `code` never changes; the codes are listed under /errors. Only a request whose head is \
    too long to be read is answered by a bare 431.";
const PROBLEM: &str = "Problem";
const KEY_SCHEME: &str = "api_key";
const TOKEN_SCHEME: &str = "order_token";
const SESSION_SCHEME: &str = "session";
/// Characters of an `ETag` of ours and more.
const MAX_TAG_CHARS: usize = 64;

/// The whole API as OpenAPI 3.1.
pub fn document() -> OpenApi {
    let mut paths: BTreeMap<&'static str, PathItem> = BTreeMap::new();
    for operation in OPERATIONS.iter() {
        let described = PathItem::new(method(operation), describe(operation));
        match paths.get_mut(operation.route.path) {
            Some(item) => item.merge_operations(described),
            None => {
                paths.insert(operation.route.path, described);
            }
        }
    }
    let paths =
        paths.into_iter().fold(PathsBuilder::new(), |paths, (path, item)| paths.path(path, item)).build();
    let info = InfoBuilder::new()
        .title("Souk")
        .version(env!("CARGO_PKG_VERSION"))
        .description(Some(INTRODUCTION))
        .build();
    OpenApiBuilder::new().info(info).paths(paths).components(Some(components())).tags(Some(tags())).build()
}

fn method(operation: &Operation) -> HttpMethod {
    match operation.route.method {
        http::Method::POST => HttpMethod::Post,
        http::Method::PATCH => HttpMethod::Patch,
        http::Method::PUT => HttpMethod::Put,
        http::Method::DELETE => HttpMethod::Delete,
        _ => HttpMethod::Get,
    }
}

fn tags() -> Vec<utoipa::openapi::Tag> {
    let mut groups: Vec<&str> = OPERATIONS.iter().map(|operation| operation.group).collect();
    groups.dedup();
    groups.into_iter().map(|group| TagBuilder::new().name(group).build()).collect()
}

fn components() -> Components {
    let mut components = Components::new();
    let named = OPERATIONS.iter().flat_map(|operation| operation.names.iter().cloned());
    components.schemas.extend(named.map(|(name, schema)| (name, bounds::bound(schema))));
    components.schemas.insert(PROBLEM.to_owned(), problem());
    let key = HttpBuilder::new()
        .scheme(HttpAuthScheme::Bearer)
        .description(Some("A key made by the market's staff or its command line."))
        .build();
    components.add_security_scheme(KEY_SCHEME, SecurityScheme::Http(key));
    let session =
        HttpBuilder::new().scheme(HttpAuthScheme::Bearer).description(Some("`token` of a session.")).build();
    components.add_security_scheme(SESSION_SCHEME, SecurityScheme::Http(session));
    let token = ApiKeyValue::with_description("Souk-Order-Token", "`access_token` of the order.");
    components.add_security_scheme(TOKEN_SCHEME, SecurityScheme::ApiKey(ApiKey::Header(token)));
    components
}

fn describe(operation: &Operation) -> utoipa::openapi::path::Operation {
    let mut described = OperationBuilder::new()
        .operation_id(Some(operation.route.name))
        .tag(operation.group)
        .summary(Some(operation.summary))
        .parameters(Some(parameters(operation)));
    if !operation.description.is_empty() {
        described = described.description(Some(operation.description));
    }
    if let Some(takes) = &operation.takes {
        let content = ContentBuilder::new().schema(Some(bounds::bound(takes.clone()))).build();
        let body = operation
            .body_types
            .iter()
            .fold(RequestBodyBuilder::new(), |body, of_type| body.content(*of_type, content.clone()));
        let required = if operation.body_is_optional { Required::False } else { Required::True };
        described = described.request_body(Some(body.required(Some(required)).build()));
    }
    // any one of them will do
    let schemes: &[&str] = match operation.route.access {
        Access::Account => &[SESSION_SCHEME],
        Access::Vendor | Access::Staff => &[KEY_SCHEME, SESSION_SCHEME],
        Access::OrderHolder => &[TOKEN_SCHEME, SESSION_SCHEME],
        Access::Anyone | Access::CartHolder | Access::Gateway | Access::Scraper => &[],
    };
    for scheme in schemes {
        described = described.security(SecurityRequirement::new(*scheme, Vec::<String>::new()));
    }
    for (status, response) in responses(operation) {
        described = described.response(status, response);
    }
    described.build()
}

fn parameters(operation: &Operation) -> Vec<Parameter> {
    let in_path =
        operation.route.path.split('/').filter_map(|part| part.strip_prefix('{')?.strip_suffix('}'));
    let in_path = in_path
        .map(|name| text_parameter(name, ParameterIn::Path, Required::True, part(), "As the API gave it."));
    let key = match operation.key {
        Key::Ignored => None,
        Key::Accepted => Some(Required::False),
        Key::Required => Some(Required::True),
    };
    let key = key.map(|required| {
        let says = "A fresh random word for each new request; the same one when it is sent again: it then has the first \
                    answer, marked `Idempotent-Replayed: true`, and no second effect.";
        let key = text().max_length(Some(IdempotencyKey::MAX_CHARS)).pattern(Some("^[ -~]+$"));
        text_parameter("Idempotency-Key", ParameterIn::Header, required, key, says)
    });
    let has_revision = operation.refuses.iter().any(|code| code.name == "precondition_failed");
    let if_match = has_revision.then(|| {
        let says = "The `ETag` the change rests on; another one now is refused.";
        let tag = text().max_length(Some(MAX_TAG_CHARS)).pattern(Some("^[!-~]+$"));
        text_parameter("If-Match", ParameterIn::Header, Required::False, tag, says)
    });
    let query = operation.query.iter().cloned().map(|mut parameter| {
        parameter.schema = parameter.schema.take().map(bounds::bound);
        if parameter.required == Required::False {
            // forms send every field: an empty one says nothing
            parameter.extensions = Some(Extensions::from_iter([("allowEmptyValue", true)]));
        }
        parameter
    });
    in_path.chain(query).chain(key).chain(if_match).collect()
}

/// An id, a slug or a number, as a path holds it.
fn part() -> ObjectBuilder {
    text().max_length(Some(MAX_PART_CHARS)).pattern(Some("^[0-9A-Za-z_-]+$"))
}

fn text_parameter(
    name: &str,
    place: ParameterIn,
    required: Required,
    text: ObjectBuilder,
    says: &str,
) -> Parameter {
    ParameterBuilder::new()
        .name(name)
        .parameter_in(place)
        .required(required)
        .description(Some(says))
        .schema(Some(text.min_length(Some(1))))
        .build()
}

fn responses(operation: &Operation) -> Vec<(String, Response)> {
    let mut good = ResponseBuilder::new().description(operation.summary);
    if let Some(body) = &operation.answers.body {
        let of_type = operation.answers.body_type.split(';').next().unwrap_or_default();
        good = good.content(of_type, ContentBuilder::new().schema(Some(body.clone())).build());
    }
    let mut by_status: BTreeMap<u16, Vec<&Code>> = BTreeMap::new();
    let of_keys: &[&Code] = match operation.key {
        Key::Ignored => &[],
        Key::Accepted => &[&refusal::IDEMPOTENCY_IN_FLIGHT, &refusal::IDEMPOTENCY_CONFLICT],
        Key::Required => &[
            &refusal::IDEMPOTENCY_KEY_REQUIRED,
            &refusal::IDEMPOTENCY_IN_FLIGHT,
            &refusal::IDEMPOTENCY_CONFLICT,
        ],
    };
    for code in operation.refuses.iter().chain(of_keys) {
        by_status.entry(code.kind.status()).or_default().push(code);
    }
    let refusals = by_status.into_iter().map(|(status, codes)| (status.to_string(), refused(&words(&codes))));
    std::iter::once((operation.answers.status.to_string(), good.build()))
        .chain(refusals)
        .chain([("default".to_owned(), refused("Any other error."))])
        .collect()
}

fn words(codes: &[&Code]) -> String {
    codes.iter().map(|code| format!("`{}`: {}.", code.name, code.title)).collect::<Vec<_>>().join(" ")
}

fn refused(says: &str) -> Response {
    let content =
        ContentBuilder::new().schema(Some(RefOr::<Schema>::Ref(Ref::from_schema_name(PROBLEM)))).build();
    ResponseBuilder::new().description(says).content("application/problem+json", content).build()
}

fn problem() -> RefOr<Schema> {
    let field = ObjectBuilder::new()
        .property("pointer", text().description(Some("JSON pointer of the field (RFC 6901).")))
        .property("code", text().description(Some("A stable word.")))
        .property("detail", text().description(Some("What is wrong and how to mend it.")))
        .required("pointer")
        .required("code")
        .required("detail");
    let status = ObjectBuilder::new()
        .schema_type(Type::Integer)
        .format(Some(SchemaFormat::KnownFormat(KnownFormat::Int32)));
    let object = ObjectBuilder::new()
        .description(Some("Why a request did not happen (RFC 9457). Some codes add members of their own."))
        .property("type", text().description(Some("Where the code is explained.")))
        .property("title", text())
        .property("status", status)
        .property("detail", text())
        .property("code", text().description(Some("Stable; listed under /errors.")))
        .property("errors", ArrayBuilder::new().items(field))
        .property("request_id", text().description(Some("To quote when asking the market.")));
    let object = ["type", "title", "status", "detail", "code", "errors", "request_id"]
        .into_iter()
        .fold(object, ObjectBuilder::required);
    RefOr::T(object.build().into())
}

fn text() -> ObjectBuilder {
    ObjectBuilder::new().schema_type(Type::String)
}
