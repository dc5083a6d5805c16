package okpay.ledger;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import java.util.Optional;
import okpay.money.Money;

/// One thing a caller asks of the books; one or more of them make an [Order].
///
/// An exchange of currencies is two moves in one order: from the customer to the exchange account
/// in the one currency, with the spread as the fee, and from the exchange account in the other.
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Instruction.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Instruction.Authorise.class, name = "authorise"),
    @JsonSubTypes.Type(value = Instruction.Capture.class, name = "capture"),
    @JsonSubTypes.Type(value = Instruction.Release.class, name = "release"),
    @JsonSubTypes.Type(value = Instruction.Expire.class, name = "expire"),
    @JsonSubTypes.Type(value = Instruction.Close.class, name = "close"),
    @JsonSubTypes.Type(value = Instruction.Limit.class, name = "limit")
})
public sealed interface Instruction {

    /// What is asked, without when: two tries of the same thing read the same.
    @JsonIgnore
    String gist();

    /// Debit one account, credit another.
    ///
    /// @param eventAt when it happened in the world; the books add when they wrote it
    /// @param fee what a third keeps of it
    /// @param reverses the earlier transfer this gives back, or a part of it: all that give back
    ///   the same one never add up to more than it moved, and only its payer receives
    record Move(
            AccountId debit,
            AccountId credit,
            Money amount,
            Purpose purpose,
            Instant eventAt,
            Optional<Fee> fee,
            Optional<TransferId> reverses)
            implements Instruction {

        public Move(
                AccountId debit, AccountId credit, Money amount, Purpose purpose, Instant eventAt) {
            this(debit, credit, amount, purpose, eventAt, Optional.empty(), Optional.empty());
        }

        public Move keeping(Fee part) {
            return new Move(debit, credit, amount, purpose, eventAt, Optional.of(part), reverses);
        }

        public Move reversing(TransferId earlier) {
            return new Move(debit, credit, amount, purpose, eventAt, fee, Optional.of(earlier));
        }

        @Override
        public String gist() {
            return "move|"
                    + debit.number()
                    + '>'
                    + credit.number()
                    + '|'
                    + gistOf(amount)
                    + '|'
                    + purpose
                    + gistOf(fee)
                    + reverses.map(it -> "|reverses " + it.position()).orElse("");
        }
    }

    /// Set money aside until it is captured, released, or expires.
    record Authorise(AccountId account, Money amount, Instant expiresAt) implements Instruction {

        @Override
        public String gist() {
            return "authorise|" + account.number() + '|' + gistOf(amount);
        }
    }

    /// Move held money to `credit`: all of it or a part.
    ///
    /// @param last the rest is free again; otherwise it stays held and more may be captured
    record Capture(
            HoldId hold,
            AccountId credit,
            Money amount,
            Purpose purpose,
            Instant eventAt,
            boolean last,
            Optional<Fee> fee)
            implements Instruction {

        public Capture(
                HoldId hold, AccountId credit, Money amount, Purpose purpose, Instant eventAt) {
            this(hold, credit, amount, purpose, eventAt, true, Optional.empty());
        }

        public Capture keeping(Fee part) {
            return new Capture(hold, credit, amount, purpose, eventAt, last, Optional.of(part));
        }

        public Capture withMoreToCome() {
            return new Capture(hold, credit, amount, purpose, eventAt, false, fee);
        }

        @Override
        public String gist() {
            return "capture|"
                    + hold.position()
                    + '>'
                    + credit.number()
                    + '|'
                    + gistOf(amount)
                    + '|'
                    + purpose
                    + (last ? "" : "|more to come")
                    + gistOf(fee);
        }
    }

    /// Free what is still held.
    record Release(HoldId hold) implements Instruction {

        @Override
        public String gist() {
            return "release|" + hold.position();
        }
    }

    /// Free what was held for too long; the books themselves ask for it.
    record Expire(HoldId hold) implements Instruction {

        @Override
        public String gist() {
            return "expire|" + hold.position();
        }
    }

    /// Close an account to debits, to credits, to both, or open it again.
    record Close(AccountId account, Stop stop) implements Instruction {

        @Override
        public String gist() {
            return "close|" + account.number() + '|' + stop;
        }
    }

    /// Set how much may leave an account a day.
    ///
    /// @param aDay minor units, or [Allowance#NO_LIMIT]
    record Limit(AccountId account, long aDay) implements Instruction {

        @Override
        public String gist() {
            return "limit|" + account.number() + '|' + aDay;
        }
    }

    private static String gistOf(Money amount) {
        return amount.minor() + amount.currency().getCurrencyCode();
    }

    private static String gistOf(Optional<Fee> fee) {
        return fee.map(it -> "|fee " + it.to().number() + ' ' + gistOf(it.amount())).orElse("");
    }
}
