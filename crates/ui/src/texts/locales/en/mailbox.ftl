mailbox-title = Mailbox
mailbox-lead = The demo sends no real mail. The newest { $count } e-mails it would have sent are here.
mailbox-empty = No e-mails yet
mailbox-to = To { $to }
mailbox-back = All e-mails
mailbox-letter = The e-mail
mailbox-text = The same as plain text
