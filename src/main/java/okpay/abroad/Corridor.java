package okpay.abroad;

import java.time.ZoneId;
import java.util.Currency;
import okpay.money.Money;

/// One country OKPay sends to, and how.
///
/// @param country ISO 3166-1, two letters
/// @param currency in which the beneficiary is paid
/// @param scheme how accounts are named there
/// @param fee for each transfer
/// @param marginBp what OKPay keeps of the exchange, in hundredths of a percent
/// @param least the smallest sum that is sent, without the fee
/// @param most the largest
/// @param days working days there until the money has arrived
/// @param zone of the beneficiary's bank
/// @param calendar of its holidays, as [WorkingDays] knows it
public record Corridor(
        String country,
        Currency currency,
        AccountScheme scheme,
        Money fee,
        int marginBp,
        Money least,
        Money most,
        int days,
        ZoneId zone,
        String calendar) {}
