cart-title = Your cart
cart-description = What you picked, seller by seller, with what delivery costs and when each shipment arrives.
cart-left-out = { $count ->
    [one] One item you had picked before you signed in did not fit
   *[other] { $count } items you had picked before you signed in did not fit
}: a cart takes { $most }. Order what is in it, then pick the rest again.
cart-removed = Removed { $name }
cart-undo = Undo
cart-blocked = One item cannot be bought as it is. Change or remove it to go on.
cart-checkout = Go to checkout
cart-no-account = No account needed. Pay by card or bank transfer.
cart-placed = Your order { $number } is placed.
cart-delivery-later = Delivery is priced at checkout, once the address is known
cart-undeliverable = { $seller } does not deliver to { $country }.
cart-empty = Your cart is empty
cart-empty-more = Things you add wait here. They are not held for you until you check out.
cart-set = Set the quantity of { $name }
cart-less = One less { $name }
cart-more = One more { $name }
cart-quantity = Quantity of { $name }
cart-remove = Remove
summary = Summary
subtotal = Subtotal
arrives-by = arrives by
cart-price-changed = The price of { $name } changed. It is now { $to }; it was { $from } when you added it.
cart-not-for-sale = No longer for sale
cart-sold = Sold out since you added it
cart-only-left = Only { $count } left: please take fewer

cart-estimate = Delivery and tax as for { $place }.
cart-more-things = More from these sellers
cart-more-lead = They can be shipped with what is in your cart.
cart-until-free = { $sum } more for free delivery
cart-free-delivery = Free delivery

coupon = Coupon code
coupon-apply = Apply
coupon-list = Coupon codes in your cart
coupon-needed = Type the code first.
coupon-unknown = This code does nothing here. Check its spelling; it may have lapsed.
coupon-too-many = A cart takes at most { $max } codes. Take one out first.
coupon-wait = Too many codes were wrong. Try again in { $minutes ->
    [one] one minute
   *[other] { $minutes } minutes
}.
coupon-applied = { $sum } off
coupon-address = Delivery is free once we know your address.
coupon-not-started = It is not valid yet.
coupon-ended = It has ended.
coupon-withdrawn = It is not offered any more.
coupon-used-up = It was used as often as it may be.
coupon-used-up-by-you = You have used it already.
coupon-nothing = It is for other things than those in your cart.
coupon-minimum = Add { $sum } of what it is for.
coupon-quantity = Add { $count ->
    [one] one more piece
   *[other] { $count } more pieces
} of what it is for.
coupon-not-with = It does not go together with { $name }.
coupon-no-effect = Nothing gets cheaper by it.
coupon-dearer = With it your cart would cost more.
