//! What people of the demonstration say: of what they bought, of what they send back, and to each other.

use souk_domain::order::ReturnReason;

/// A review has one of so many texts.
pub(super) const REVIEWS: usize = REVIEWED.len();
/// A reply has one of so many.
pub(super) const REPLIES: usize = THANKS.len();

/// Stars, and what is said with them; of a hundred buyers most are glad.
const REVIEWED: &[(i64, &str)] = &[
    (5, "Even better in the hand than in the picture. It has been on the table every day since it came."),
    (5, "Wrapped like a present, and it nearly was one. I kept it."),
    (5, "My third from this workshop. They get better, or I get fonder of them."),
    (5, "Exactly the color that I hoped for, which never happens."),
    (5, "A birthday present for my sister, who has not put it down since."),
    (5, "Heavier than I thought, in the good way. This will outlive me."),
    (5, "Simple, honest, well made. I have nothing to add and no wish to send it back."),
    (5, "Came two days early with a handwritten note. You feel that somebody made this."),
    (5, ""),
    (5, "I bought one to see, and ordered a second the same evening."),
    (5, "The finish is lovely. Photographs do not show how the light moves over it."),
    (5, "It does one thing and does it perfectly."),
    (5, "Bought for a friend's new flat. She asked where it came from before she had it out of the paper."),
    (5, "Small differences from the picture, as one expects of handwork. I like mine better."),
    (5, "Replaced something from a big store that broke after a year. No comparison."),
    (
        5,
        "Quick answer to a question before I ordered, quick parcel afterwards. And a beautiful thing inside.",
    ),
    (4, "Very good. One star less because the box was twice as large as it had to be."),
    (4, "Lovely piece, a little smaller than I had imagined. Do read the measures."),
    (4, "Good work at a fair price. The edge wanted a little sanding, nothing more."),
    (4, "The color is a shade darker than on my screen. I have grown used to it, and now I would not swap."),
    (4, "Nice quality. Delivery took its time, the thing itself was worth the wait."),
    (4, ""),
    (4, "Does what it should and looks good doing it. Instructions for its care would have been welcome."),
    (4, "A present that was well received. Gift wrapping would make it five stars."),
    (4, "Sturdy and pretty. I would have liked it in green, too."),
    (4, "Solid. It smelled of the workshop for a week, which I rather enjoyed."),
    (3, "It is fine. For the price I had hoped for a little more weight."),
    (3, "Pretty, but the parcel had been dropped and one corner shows it. The seller was kind about it."),
    (3, "Good idea, and mostly well made. The surface scratches more easily than I had thought."),
    (3, "Nice, only not what I need, as it turns out. That is on me."),
    (2, "Mine is rather uneven, and not in the charming way. It stands, with a folded card under it."),
    (2, "The color has nothing to do with the picture. Keeping it, but it went into another room."),
    (1, "Came with a crack. I have written to the seller and wait for an answer."),
];

/// To who is glad.
const THANKS: &[&str] = &[
    "Thank you! That made everyone in the workshop smile this morning.",
    "Thank you for taking the time to write. Enjoy it for many years.",
    "That is very kind of you. If it ever needs mending, send it to us.",
    "So glad that it found such a good home.",
    "Thank you! We packed it ourselves and hoped for exactly this.",
    "Words like these go up on the wall beside the kettle. Thank you.",
];

/// To who is not.
const SORRY: &[&str] = &[
    "We are sorry. Please open a return from your order and we will make it right, at our cost.",
    "Thank you for telling us. That one should not have left the workshop; we have written to you.",
    "We are sorry that it is not what you hoped for. You can send it back within thirty days.",
];

/// Why pieces that were bought cannot be sent.
pub(super) const CALLED_OFF: &[&str] = &[
    "The last one broke as we packed it. We are very sorry.",
    "We counted wrong, and there is none left to send.",
    "The kiln was not kind to us this week; this one will not be ready.",
];

/// Why some money goes back.
pub(super) const SCRATCHES: &[&str] = &[
    "For the scratch on the bottom, with our apologies",
    "For the late parcel",
    "For the missing lid; we have none left in that glaze",
    "As agreed, for the chip at the rim",
];

/// What a vendor says to a return that is well.
pub(super) const APPROVALS: &[&str] = &[
    "Of course. Send it to the address on the parcel, and keep the receipt.",
    "We are sorry that it did not work out. Please send it back in its box.",
    "Agreed. As soon as it is here your money is on its way.",
];

/// What a vendor says to one that is not.
pub(super) const REFUSAL: &str =
    "It has been used and washed, so we cannot take it back. We will gladly mend it.";

/// Why things are sent back.
const WISHES: &[(ReturnReason, &str)] = &[
    (ReturnReason::Damaged, "One corner was broken off when I opened the parcel."),
    (ReturnReason::NotAsDescribed, "It is a good deal darker than the picture."),
    (ReturnReason::NoLongerWanted, "I was given the same one for my birthday, on the very same day."),
    (ReturnReason::DoesNotFit, "It is two fingers too wide for the shelf that it was meant for."),
    (ReturnReason::WrongItem, "I ordered the other color."),
    (ReturnReason::Other, "It is lovely, but the cat will not have it in the house."),
];

/// Stars and words of a review, by a number below [`REVIEWS`].
pub(super) fn review(number: usize) -> (i64, &'static str) {
    REVIEWED.get(number).copied().unwrap_or((5, ""))
}

/// What a vendor answers to a review of so many stars, by a number; nothing for some.
pub(super) fn reply(rating: i64, number: usize) -> Option<&'static str> {
    match rating {
        4.. => THANKS.get(number).copied(),
        3 => None,
        // who is not glad is always answered
        _ => SORRY.get(number % SORRY.len()).copied(),
    }
}

/// Why somebody gives something back, another from number to number.
pub(super) fn return_wish(number: usize) -> (ReturnReason, &'static str) {
    WISHES.get(number % WISHES.len()).copied().unwrap_or((ReturnReason::NoLongerWanted, ""))
}
