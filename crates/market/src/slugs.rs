//! Slugs for things that were only given a name.

use souk_domain::text::Slug;

/// Numbers tried before chance decides: so many things of one name are rare.
const NUMBERS: u32 = 20;

/// What a thing may be called in an address, best first: its name, its name with a number, its name with a number nobody
/// else has. `id` is its id as written, for names without a letter.
pub(crate) fn candidates(
    name: &str,
    id: &str,
    id_bytes: &[u8; 16],
) -> impl Iterator<Item = Slug> + Send + use<> {
    of_base(Slug::from_name(name), id, id_bytes)
}

/// The same for a word that already was an address: it stays what it was where it can.
pub(crate) fn candidates_of_handle(
    handle: &str,
    id: &str,
    id_bytes: &[u8; 16],
) -> impl Iterator<Item = Slug> + Send + use<> {
    of_base(Slug::parse(handle).ok().or_else(|| Slug::from_name(handle)), id, id_bytes)
}

fn of_base(base: Option<Slug>, id: &str, id_bytes: &[u8; 16]) -> impl Iterator<Item = Slug> + Send + use<> {
    let base = base.or_else(|| Slug::parse(&id.replace('_', "-")).ok());
    let [.., a, b, c, d] = *id_bytes;
    let unique = u32::from_be_bytes([a, b, c, d]);
    base.into_iter().flat_map(move |base| {
        let numbered = base.clone();
        std::iter::once(base)
            .chain((2..=NUMBERS).chain([unique]).map(move |number| numbered.numbered(number)))
    })
}

#[cfg(test)]
mod tests {
    use super::candidates;

    #[test]
    fn a_name_then_numbers_then_chance() {
        let found: Vec<String> =
            candidates("Blue Vase", "prod_0", &[9; 16]).map(|slug| slug.as_str().to_owned()).collect();
        assert_eq!(found[..2], ["blue-vase", "blue-vase-2"]);
        assert_eq!(found.last().map(String::as_str), Some("blue-vase-151587081"));
    }

    #[test]
    fn a_name_without_a_letter_is_called_by_its_id() {
        let first = candidates("!?", "prod_0123", &[0; 16]).next();
        assert_eq!(first.map(|slug| slug.as_str().to_owned()).as_deref(), Some("prod-0123"));
    }

    #[test]
    fn a_handle_stays_what_it_was() {
        for (handle, slug) in
            [("blue_vase", "blue_vase"), ("茶碗", "茶碗"), ("müsli", "müsli"), ("5.0-mm", "5-0-mm")]
        {
            let first = super::candidates_of_handle(handle, "prod_0", &[0; 16]).next();
            assert_eq!(first.map(|slug| slug.as_str().to_owned()).as_deref(), Some(slug));
        }
    }
}
