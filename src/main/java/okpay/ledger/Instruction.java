package okpay.ledger;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import java.time.Instant;
import okpay.money.Money;

/// One thing a caller asks of the books; one or more of them make an [Order].
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
@JsonSubTypes({
    @JsonSubTypes.Type(value = Instruction.Move.class, name = "move"),
    @JsonSubTypes.Type(value = Instruction.Authorise.class, name = "authorise"),
    @JsonSubTypes.Type(value = Instruction.Capture.class, name = "capture"),
    @JsonSubTypes.Type(value = Instruction.Release.class, name = "release"),
    @JsonSubTypes.Type(value = Instruction.Expire.class, name = "expire")
})
public sealed interface Instruction {

    /// What is asked, without when: two tries of the same thing read the same.
    String gist();

    /// Debit one account, credit another.
    ///
    /// @param about what it belongs to, in the caller's words (`payment:pm_…`)
    /// @param eventAt when it happened in the world; the books add when they wrote it
    record Move(
            AccountId debit,
            AccountId credit,
            Money amount,
            Purpose purpose,
            String about,
            Instant eventAt)
            implements Instruction {

        @Override
        public String gist() {
            return String.join("|", "move", debit + ">" + credit, amount + " " + purpose, about);
        }
    }

    /// Set money aside until it is captured, released, or expires.
    record Authorise(AccountId account, Money amount, String about, Instant expiresAt)
            implements Instruction {

        @Override
        public String gist() {
            return String.join("|", "authorise", account.toString(), amount.toString(), about);
        }
    }

    /// Move the held money to `credit`: all of it or a part; the rest is free again.
    record Capture(HoldId hold, AccountId credit, Money amount, Purpose purpose, Instant eventAt)
            implements Instruction {

        @Override
        public String gist() {
            return String.join("|", "capture", hold + ">" + credit, amount + " " + purpose);
        }
    }

    /// Free what was held.
    record Release(HoldId hold) implements Instruction {

        @Override
        public String gist() {
            return "release|" + hold;
        }
    }

    /// Free what was held for too long; the books themselves ask for it.
    record Expire(HoldId hold) implements Instruction {

        @Override
        public String gist() {
            return "expire|" + hold;
        }
    }
}
