desk-portal = Vendor portal
desk-places = Places
desk-home = Home
desk-sandbox = Test shop. Nothing here is sent, and no money moves.
desk-shop = See the shop
desk-own-page = See my page
desk-role-at = { $role } at { $vendor }
desk-work-for = Work for
desk-pending = The market has not approved this vendor yet. Nothing of it is shown in the shop.
desk-suspended = This vendor is suspended: nothing of it is shown in the shop. What was ordered is still to be sent.
role-owner = Owner
role-manager = Manager
role-fulfilment = Fulfilment
role-read-only = Reader
needs-title = Needs you
need-to-ship = To ship
need-late = { $count ->
    [one] One is late
   *[other] { $count } are late
}
need-in-time = All in time
door-title = Sell here
door-lead = This is where sellers work: their orders, their stock and their money. Your account belongs to no seller yet.
door-write = Write to us, and tell us who you are and what you make.
door-approve = We look at it, and open your shop.
door-begin = You list your first things, and the first orders come.
door-invited = Were you invited by a seller? Follow the link of the letter with this account.
desk-delivery = Delivery
delivery-lead = Where you send to, for how much, and when it is there.
ways-own = Your own ways to ship
ways-none = You have none. The ways of the market are offered for your items.
ways-shared = Ways of the market
way-add = Add a way to ship
way-edit = Change a way to ship
way-remove = Remove
way-save = Save this way
way-name = Name
way-name-hint = As buyers read it at checkout, such as Standard.
way-least = Days on the way, at least
way-most = Days on the way, at most
way-days-hint = Without the working days that you need before.
way-days = { $least } to { $most } days on the way
way-days-exact = { $count ->
    [one] One day on the way
   *[other] { $count } days on the way
}
way-days-wrong = A whole number of days, such as 3.
zone-number = Zone { $number }
zone-add = Add a zone
zone-drop = Take this zone out
zone-places = Places
zone-places-hint = Countries and regions with commas between, such as US, CA, US-OR. Empty: the rest of the world.
zone-place-wrong = There is no country “{ $place }”. Use its name, or its two letters such as US.
zone-kind = Fee
zone-update = Show the fields of this fee
zone-fee = Fee in the market's currency
zone-per-kg = For each kilogram begun
zone-brackets = Brackets
zone-brackets-by-weight = One in each line: up to how many grams, and the fee, such as 500 4.90. The last may be: more 9.90.
zone-brackets-by-amount = One in each line: up to which value of goods, and the fee, such as 50.00 4.90. The last may be: more 0.
zone-bracket-wrong = “{ $line }” is no bracket. Write where it ends and its fee, such as 500 4.90.
zone-service = Who is asked
zone-free-from = Free from this value of goods
zone-free-from-hint = Empty: never free.
zone-sum-wrong = An amount of money, such as 4.90.
zone-rest = Rest of the world
zone-more = { $places } and { $count } more
zone-line = { $places }: { $fee }
zone-free = { $places }: { $fee }, free from { $sum }
kind-flat = One fee for everything
kind-by-weight = By each kilogram
kind-weight-brackets = In brackets of weight
kind-amount-brackets = In brackets of value
kind-carrier = What a carrier says
fee-flat = { $fee }
fee-by-weight = { $fee } and { $more } for each kilogram
fee-weight-brackets = { $count ->
    [one] one bracket of weight
   *[other] { $count } brackets of weight
}
fee-amount-brackets = { $count ->
    [one] one bracket of value
   *[other] { $count } brackets of value
}
fee-carrier = what { $service } takes
terms-title = How you ship
terms-handling = Working days until you hand over
terms-handling-hint = Monday to Friday. They are part of the day that buyers are promised.
terms-own-only = Offer your own ways only, not those of the market
terms-save = Save
