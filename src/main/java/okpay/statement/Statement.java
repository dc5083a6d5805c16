package okpay.statement;

import java.time.Instant;
import okpay.ledger.Statements.Extract;
import okpay.money.Money;

/// The head of a statement.
///
/// @param number names it: the account, the days, and the number of the last leg, so that the same
///   number always means the same lines
/// @param holder whose account it is
public record Statement(
        String number, String holder, Period period, Instant madeAt, Extract extract) {

    public Money opening() {
        return extract.opening();
    }

    public Money closing() {
        return extract.closing();
    }

    String account() {
        return extract.account().toString();
    }

    String currency() {
        return extract.opening().currency().getCurrencyCode();
    }

    /// One line, ready to be written.
    ///
    /// @param kind why the money moved, in the reader's language
    /// @param counterparty who stands on the other side, as the customer knows them
    /// @param reference what a customer or an agent finds the payment by
    record Line(
            long seq,
            Instant bookedAt,
            Instant happenedAt,
            String kind,
            String counterparty,
            String note,
            String reference,
            String legId,
            Money change,
            Money after) {}
}
