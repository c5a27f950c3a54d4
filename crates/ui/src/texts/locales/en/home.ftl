home-title = Good things from the people who make them
home-description = A market of small makers. Fill one cart, pay once, and each seller ships their own items.
home-hero = Good things, from the
home-hero-makers = people who make them.
home-lead = { $sellers ->
    [0] Small sellers share this hall.
    [one] One seller has a place in this hall.
   *[other] { $sellers } small sellers share this hall.
} Fill one cart, pay once, and each seller ships their own items.
home-see-new = See what is new
home-meet-sellers = Meet the sellers
home-categories = Shop by category
home-all-things = { $count ->
    [one] The one item
   *[other] All { $count } items
}
home-new = New here
home-all-new = All new arrivals
home-sellers = Sellers to know
home-all-sellers = All sellers

trust-date = A date, not a guess
trust-date-more = You see the day it comes before you pay
trust-one-cart = One cart, one payment
trust-one-cart-more = However many sellers you buy from
trust-guest = No account needed
trust-guest-more = An e-mail address is enough
trust-cancel = Free to cancel
trust-cancel-more = Until you have paid

sellers-title = Sellers
sellers-lead = Everybody who has a place in this hall, and what they bring.
sellers-none = No seller has moved in yet
seller-things = Items
seller-nothing = The shelves are empty right now

home-story = From the bench
home-story-visit = Visit the workshop
home-best = What people come back for
home-sale = For less right now
home-all-sale = Everything on sale
home-sellers-lead = Each one ships their own items, and says where from.
seller-away = { $seller } is away and sells nothing for now.
seller-away-until = { $seller } is away until { $time } and sells nothing meanwhile.
seller-since = Here since { $month }
seller-story = Who they are
seller-rules = How they send
