package okpay.bills;

import java.time.LocalDate;
import okpay.money.Money;

/// What is due.
///
/// @param number the biller's
/// @param reference the account it is for
public record Bill(String biller, String number, String reference, Money amount, LocalDate due) {}
