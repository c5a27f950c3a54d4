use std::hash::{Hash, Hasher};

/// Collects what a typed input feeds to a hasher. `derive(Hash)` feeds every field, and marks where texts and lists end, so
/// two inputs that differ give different bytes.
#[derive(Default)]
pub(super) struct Fields(Vec<u8>);

impl Fields {
    /// The bytes that stand for an input.
    pub(super) fn of(input: &impl Hash) -> Vec<u8> {
        let mut fields = Self::default();
        input.hash(&mut fields);
        fields.0
    }
}

impl Hasher for Fields {
    fn write(&mut self, bytes: &[u8]) {
        self.0.extend_from_slice(bytes);
    }

    /// The bytes are hashed under the server's key; this short hash is asked for by nobody.
    fn finish(&self) -> u64 {
        0
    }
}

#[cfg(test)]
mod tests {
    use super::Fields;

    #[derive(Hash)]
    struct Input {
        name: &'static str,
        note: Option<&'static str>,
        tags: Vec<&'static str>,
    }

    #[test]
    fn every_field_counts_and_none_runs_into_its_neighbour() {
        let input =
            |name, note, tags: &[&'static str]| Fields::of(&Input { name, note, tags: tags.to_vec() });
        let one = input("cup", None, &["a", "b"]);
        assert_eq!(one, input("cup", None, &["a", "b"]));
        for other in [
            input("cups", None, &["a", "b"]),
            input("cup", Some(""), &["a", "b"]),
            input("cup", None, &["ab"]),
            input("cup", None, &["b", "a"]),
            input("cu", Some("p"), &["a", "b"]),
        ] {
            assert_ne!(one, other);
        }
    }
}
