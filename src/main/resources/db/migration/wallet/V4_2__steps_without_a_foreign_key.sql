-- A step is written in one transaction with its payment, whose version it follows: nobody can write
-- a step without one. Asking the same again for each row, and locking the payment for it, is work
-- for nothing.
alter table wallet.payment_step drop constraint payment_step_payment_fkey;
