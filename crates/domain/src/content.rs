//! How much is in a thing, and what that makes of its price: "$2.40 per 100 ml".

/// The most of any unit that a shop sells in one piece: a tonne, a thousand litres, ten kilometres.
pub const MAX_AMOUNT: u32 = 1_000_000;
/// From here on a price is told for the large unit: a kilogram, a litre, a metre.
const LARGE_FROM: u32 = 1_000;

/// What the content is counted in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum ContentUnit {
    Gram,
    Millilitre,
    Centimetre,
    Piece,
}

impl ContentUnit {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Gram, Self::Millilitre, Self::Centimetre, Self::Piece];

    /// The word in databases, files and the API.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Gram => "g",
            Self::Millilitre => "ml",
            Self::Centimetre => "cm",
            Self::Piece => "piece",
        }
    }

    /// The unit of a word.
    pub fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|unit| unit.as_str() == word)
    }
}

/// What one piece of a thing holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct Content {
    amount: u32,
    unit: ContentUnit,
}

/// What a price is told for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Measure {
    HundredGrams,
    Kilogram,
    HundredMillilitres,
    Litre,
    Metre,
    Piece,
}

impl Content {
    /// That much; none where it is nothing or more than a thing can hold.
    pub fn new(amount: u32, unit: ContentUnit) -> Option<Self> {
        (1..=MAX_AMOUNT).contains(&amount).then_some(Self { amount, unit })
    }

    /// The figure.
    pub fn amount(self) -> u32 {
        self.amount
    }

    /// What it counts.
    pub fn unit(self) -> ContentUnit {
        self.unit
    }

    /// What the price of one piece comes to for the measure one compares by, in minor units and rounded to the nearest;
    /// none where the piece is the measure already.
    pub fn price_per(self, price: i64) -> Option<(i64, Measure)> {
        let small = self.amount < LARGE_FROM;
        let (size, measure) = match self.unit {
            ContentUnit::Gram if small => (100, Measure::HundredGrams),
            ContentUnit::Gram => (1_000, Measure::Kilogram),
            ContentUnit::Millilitre if small => (100, Measure::HundredMillilitres),
            ContentUnit::Millilitre => (1_000, Measure::Litre),
            ContentUnit::Centimetre => (100, Measure::Metre),
            ContentUnit::Piece => (1, Measure::Piece),
        };
        if size == self.amount {
            return None;
        }
        let amount = i128::from(self.amount);
        let per = (i128::from(price) * i128::from(size) * 2 + amount) / (amount * 2);
        i64::try_from(per).ok().map(|per| (per, measure))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn per(amount: u32, unit: ContentUnit, price: i64) -> Option<(i64, Measure)> {
        Content::new(amount, unit).unwrap().price_per(price)
    }

    #[test]
    fn prices_are_told_for_the_measure_one_compares_by() {
        for (amount, unit, price, expected) in [
            (250, ContentUnit::Millilitre, 600, Some((240, Measure::HundredMillilitres))),
            (750, ContentUnit::Millilitre, 3_400, Some((453, Measure::HundredMillilitres))),
            (1_500, ContentUnit::Millilitre, 300, Some((200, Measure::Litre))),
            (340, ContentUnit::Gram, 1_650, Some((485, Measure::HundredGrams))),
            (2_500, ContentUnit::Gram, 1_000, Some((400, Measure::Kilogram))),
            (250, ContentUnit::Centimetre, 1_000, Some((400, Measure::Metre))),
            (12, ContentUnit::Piece, 1_000, Some((83, Measure::Piece))),
            (40, ContentUnit::Gram, 1, Some((3, Measure::HundredGrams))),
            (3, ContentUnit::Piece, 0, Some((0, Measure::Piece))),
        ] {
            assert_eq!(per(amount, unit, price), expected, "{amount} {unit:?} for {price}");
        }
    }

    #[test]
    fn a_piece_that_is_the_measure_has_no_second_price() {
        assert_eq!(per(100, ContentUnit::Gram, 500), None);
        assert_eq!(per(1_000, ContentUnit::Millilitre, 500), None);
        assert_eq!(per(1, ContentUnit::Piece, 500), None);
    }

    #[test]
    fn nothing_and_too_much_are_no_content() {
        assert_eq!(Content::new(0, ContentUnit::Gram), None);
        assert_eq!(Content::new(MAX_AMOUNT + 1, ContentUnit::Gram), None);
        assert_eq!(per(1, ContentUnit::Gram, i64::MAX), None);
    }

    #[test]
    fn every_unit_has_a_word_of_its_own() {
        for unit in ContentUnit::ALL {
            assert_eq!(ContentUnit::parse(unit.as_str()), Some(unit));
        }
        assert_eq!(ContentUnit::parse("stone"), None);
    }
}
