order-page-title = Order { $number }
order-paid = Paid
order-confirming = Asking the bank
order-needs-confirmation = Confirm at your bank
order-unpaid = Not paid yet
order-awaiting-transfer = Waiting for your transfer
order-cancelled = Cancelled
order-thanks = Thank you.
order-title = Order { $number }
order-thanks-name = Thank you, { $name }.
order-confirming-title = One moment.
order-needs-confirmation-title = One step left.
order-unpaid-title = The payment did not go through.
order-cancelled-title = This order is cancelled.
order-paid-lead = Your order { $number } comes in { $parcels ->
    [one] one parcel
   *[other] { $parcels } parcels
}. We write to { $email } at each step.
order-confirming-lead = Order { $number } is placed, and your things are held. The bank has not answered yet.
order-confirming-more = Please do not pay again. This page looks again by itself.
order-look-again = Look now
order-needs-confirmation-lead = Your bank wants to be sure that it is you. Then order { $number } is paid.
order-confirm-at-bank = Go to your bank
order-unpaid-lead = Order { $number } is placed but not paid. Nothing has been charged.
order-transfer-lead = Order { $number } is placed. Transfer the sum below, and the sellers start packing when it lands.
held-until = Your things are held until
order-cancelled-lead = Nothing of order { $number } will be sent.
order-later-lead = It comes in { $parcels ->
    [one] one parcel
   *[other] { $parcels } parcels
}. We write to { $email } at each step.
order-nothing-charged = Nothing was charged.
order-paid-back = { $sum } is on its way back to you.
order-next = What happens next
order-next-mail = A receipt is on its way to { $email }, with a link to this page.
order-next-pack = { $parcels ->
    [one] The seller packs your parcel.
   *[other] Each seller packs their own parcel.
}
order-next-send = We write again when a parcel is with the carrier.
order-again = Buy it all again
order-back-to-cart = Put it all back in my cart
order-placed = Placed
order-cancel = Cancel this order
order-help = Get help with this order
pay-again = Try again
paid-by-card = { $brand } ending { $last4 }
parcel-from = Parcel { $number } from { $seller }
parcel-awaiting-payment = Waiting for payment
parcel-being-packed = Being packed
parcel-on-its-way = On its way
parcel-delivered = Delivered
parcel-done = Done
parcel-cancelled = Cancelled
transfer-title = Where to transfer
transfer-sum = Sum
transfer-rest = Still to transfer
transfer-part = { $received } arrived, thank you. { $outstanding } is still to come; the order is paid when it lands.
transfer-arrived = { $sum } arrived by bank transfer
transfer-unnamed = Write to us, and we tell you the account to transfer to.
transfer-reference = Reference
transfer-holder = Account holder
transfer-account = Account
transfer-bank = Bank
transfer-note = Put the reference into the transfer, so that we know it is yours.
order-declined-calm = Nothing was charged, and your order is kept for you.
order-cancelled-expired = It was not paid in time.
order-no-tries = No more cards can be tried for this order. Cancel it, put its things back into the cart, and order again.
pay-by-transfer = Pay by bank transfer instead
step-placed = Placed
step-placed-paid = Placed and paid
step-paid = Paid
step-awaiting-payment = Waiting for the payment
step-shipped = With the carrier
step-arrives = Arrives
step-late = Late
step-late-more = It was to be there by { $day }. Ask us, and we find out where it is.
