checkout-unpaid = Find the orders that wait for payment
checkout-title = Checkout
checkout-description = Where it goes, how it travels and how you pay, on one page. No account is needed.
checkout-back = Cart
checkout-who = Contact
checkout-who-where = Contact and address
checkout-email-hint = For your receipt and order updates. Nothing else.
checkout-delivery = Delivery
checkout-payment = Payment
checkout-update = Update the total
checkout-summary = Your order
checkout-summary-fold = { $count ->
    [one] Your order, one item
   *[other] Your order, { $count } items
}
checkout-edit = Edit cart
checkout-calm = You can cancel as long as it is not paid.
checkout-accept = By ordering you accept the
parcels = { $count ->
    [one] One shipment
   *[other] { $count } shipments
}
field-email = E-mail
field-name = Full name
field-country = Country
field-street = Street and number
field-line2 = Apartment or company
field-more-add = Add apartment, company, phone or directions
field-residence-number = House or flat no.
field-phone-carrier = Phone for the carrier
field-directions = Directions to the door
field-zip = ZIP code
field-postal-code = Postal code
field-postcode = Postcode
field-eircode = Eircode
field-pin = PIN code
field-cep = CEP
field-town = Town or city
field-suburb = Suburb or town
name-needed = Enter your full name.
street-needed = Enter your street and number.
city-needed = Enter your city.
postal-needed = Enter your postal code.
field-city = City
choose = Choose
way-to-pay = Payment method
way-card = Card
way-transfer = Bank transfer
way-transfer-more = You get the account and a reference. Your items are held for { $time }.
way-cash-on-delivery = Cash on delivery
way-cash-more = { $count ->
    [one] You pay whoever brings it.
   *[other] You pay whoever brings it: each seller's shipment for itself.
}
nothing-to-pay = Nothing to pay.
card-number = Card number
card-exp = Expires (MM/YY)
card-cvc = Security code
card-kept-nowhere = We never keep card details: they go to the payment provider alone.
card-cvc-hint = Three digits on the back, four on American Express
pay = Pay { $sum }
place-order = Place order
paying = Paying. Please wait…
field-state = State
field-province = Province
field-prefecture = Prefecture
field-region = Region
field-county = County
field-department = Department
field-district = District
field-emirate = Emirate
field-island = Island
field-parish = Parish
field-area = Area
checkout-promotion-gone = “{ $name }” was used up at this moment. Nothing has been charged. Look at the total without it, then order again.
checkout-total-changed = The total changed while you were here: it was { $was } and is now { $now }. Nothing has been charged. Look at it, then order again.
checkout-contents-changed = Your cart changed while you were here. This is what it holds now. Nothing has been charged. Look at it, then order again.
checkout-sent-before = This form was sent before with something else in it. Look it over and send it again.
delivery-region = { $seller } delivers to parts of { $country }. Complete the address to see how.
delivery-no-answer = The carrier of { $seller } gives no price at the moment. Try again in a minute, or remove their items.
delivery-awaits-carrier = One carrier gives no price at the moment. Its delivery is left out.
delivery-none = { $seller } does not deliver to { $country }. Remove their items, or choose another address.
delivery-remove = Remove the items of { $seller }
checkout-blocked = Some items cannot be delivered to this address. Remove them, or choose another address, to place the order.
duties = Import duties and taxes of the destination may be due on arrival. They are not part of this total.
country-unserved = { $country } (no delivery)
delivery-of = delivery of { $seller }
delivery-gone = This way of delivery is not offered any more. Choose another.
email-needed = Enter your e-mail address.
email-malformed = An e-mail address looks like ada@example.org. Check this one.
way-needed = Choose a payment method.
card-exp-needed = Enter the expiry date, as it stands on the card.
card-use-test = Use 4242 4242 4242 4242.
