"""What Schemathesis takes for a fault and is none. Every other failure it finds is one."""

import schemathesis

# Codes of fields by which a refusal says that the shape of a request is wrong. The document describes shapes, so a
# request that follows it is never refused by one of them, unless what is said is one of these rules.
SHAPE = {"missing_field", "unknown_field", "duplicate_field", "invalid_value", "too_long"}
MEANING = (
    # between fields
    "A key of the staff is for no vendor.",
    "Say which vendor the key is for.",
    "Send either `delta` or `set`.",
    "The field “card” is missing.",
    "The product has no option “",
    "This vendor is there twice.",
    "This way to pay takes no card.",
    # of spellings in which no pattern can tell right from wrong: which codes exist, which letters are small and composed
    "A slug has small letters and digits,",
    "An order number looks like ",
    "Send one e-mail address,",
    "Use a country's two capital letters,",
    "Use each country's two capital letters,",
    "Use a currency code of ISO 4217 ",
    # of all parameters together
    "A query has at most ",
)

# Who does not hold an order is told that there is none, not that a key is missing.
HELD = "/api/v1/orders/{order}"

# What was ordered, or lies in a cart, is archived instead of removed, as the document says; its vendor still sees it.
ARCHIVED = "/api/v1/vendor/products/{product}"


def fields_of(response):
    """What a refusal says of fields. `None`: it is no refusal of ours."""
    try:
        problem = response.json()
    except ValueError:
        return None
    return problem.get("errors") if isinstance(problem, dict) and "code" in problem else None


def holds_a_float(value):
    """JSON Schema takes 600.0 for an integer. Amounts are whole, and whoever sends decimals is told so."""
    if isinstance(value, dict):
        return any(holds_a_float(member) for member in value.values())
    if isinstance(value, list):
        return any(holds_a_float(member) for member in value)
    return isinstance(value, float)


def is_of_meaning(field, case):
    if field["code"] not in SHAPE or field["detail"].startswith(MEANING):
        return True
    return field["code"] == "invalid_value" and holds_a_float(case.body)


def is_no_fault(failure, case, response):
    kind = type(failure).__name__
    path = case.operation.path
    if response.status_code == 431:
        # a head that is too long to be read is answered before there is a request, as the document says
        return kind in ("AcceptedNegativeData", "MissingContentType", "MalformedJson")
    if kind == "AcceptedNegativeData":
        # refused as well: `If-Match` is looked at before the body
        return response.status_code == 412
    if kind == "RejectedPositiveData":
        fields = fields_of(response)
        refused = response.status_code in (400, 402, 412, 422) and fields is not None
        return refused and all(is_of_meaning(field, case) for field in fields)
    if kind == "IgnoredAuth":
        return path.startswith(HELD) and failure.title.startswith("Unexpected response")
    if kind == "UseAfterFree":
        return path.startswith(ARCHIVED)
    return False


@schemathesis.hook
def filter_failure(context, failure, case, response):
    return not is_no_fault(failure, case, response)
