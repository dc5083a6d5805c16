package okpay.ledger;

import static java.math.BigInteger.ZERO;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import okpay.money.Money;
import org.jspecify.annotations.Nullable;

/// A second bookkeeper, who has never seen the [Decider]: numbers without bounds, things that
/// change in place, and a list of what to undo. It says what the books must answer.
final class Auditor {

    static final BigInteger CEILING = BigInteger.valueOf(4_000_000_000_000_000_000L);
    static final Map<String, BigInteger> ONE_PERSON =
            Map.of("CNY", BigInteger.valueOf(20_000), "USD", BigInteger.valueOf(3_000));

    static final class Purse {
        String currency = "";
        BigInteger posted = ZERO;
        BigInteger held = ZERO;
        BigInteger floor = ZERO;
        @Nullable BigInteger aDay;
        BigInteger spent = ZERO;
        long spentDay;
        boolean noDebits;
        boolean noCredits;
        long legs;
    }

    static final class Aside {
        long account;
        BigInteger rest = ZERO;
        boolean open = true;
        long day;
    }

    static final class Taken {
        long payer;
        BigInteger amount = ZERO;
        BigInteger back = ZERO;
    }

    private record Remembered(String asked, String answer) {}

    final Map<Long, Purse> purses = new HashMap<>();
    final Map<Long, Aside> asides = new HashMap<>();
    final Map<Long, Taken> taken = new HashMap<>();
    private final Map<String, Remembered> remembered = new HashMap<>();
    private final List<Runnable> undo = new ArrayList<>();

    /// @return `OK`, or the name of the refusal
    String expects(Order order, long position, long today) {
        var before = remembered.get(order.key());
        if (before != null) {
            return before.asked().equals(asked(order)) ? before.answer() : "KEY_REUSED";
        }
        var answer = tryAll(order, position, today);
        remembered.put(order.key(), new Remembered(asked(order), answer));
        return answer;
    }

    /// The same thing asked at another time is the same thing.
    private static String asked(Order order) {
        return order.chain().toString().replaceAll("(eventAt|expiresAt)=[^,\\]]*", "");
    }

    boolean knows(Order order) {
        return remembered.containsKey(order.key());
    }

    private String tryAll(Order order, long position, long today) {
        if (order.chain().size() > 20) {
            return "CHAIN_TOO_LONG";
        }
        undo.clear();
        long at = position;
        for (var instruction : order.chain()) {
            var answer = tryOne(instruction, at++, today);
            if (!answer.equals("OK")) {
                undo.reversed().forEach(Runnable::run);
                return answer;
            }
        }
        return "OK";
    }

    private String tryOne(Instruction instruction, long at, long today) {
        return switch (instruction) {
            case Instruction.Move it -> transfer(it, at, today);
            case Instruction.Authorise it -> setAside(it, at, today);
            case Instruction.Capture it -> take(it, at);
            case Instruction.Release it -> letGo(it.hold().position());
            case Instruction.Expire it -> letGo(it.hold().position());
            case Instruction.Close it -> {
                var purse = purses.get(it.account().number());
                if (purse == null) {
                    yield "NOT_FOUND";
                }
                boolean debits = purse.noDebits;
                boolean credits = purse.noCredits;
                undo.add(() -> {
                    purse.noDebits = debits;
                    purse.noCredits = credits;
                });
                purse.noDebits = Set.of(Stop.DEBITS, Stop.BOTH).contains(it.stop());
                purse.noCredits = Set.of(Stop.CREDITS, Stop.BOTH).contains(it.stop());
                yield "OK";
            }
            case Instruction.Limit it -> {
                if (it.aDay() < 0) {
                    yield "AMOUNT_NOT_POSITIVE";
                }
                var purse = purses.get(it.account().number());
                if (purse == null) {
                    yield "NOT_FOUND";
                }
                var old = purse.aDay;
                undo.add(() -> purse.aDay = old);
                purse.aDay = it.aDay() == Long.MAX_VALUE ? null : BigInteger.valueOf(it.aDay());
                yield "OK";
            }
        };
    }

    private String transfer(Instruction.Move it, long at, long today) {
        var from = purses.get(it.debit().number());
        var to = purses.get(it.credit().number());
        var amount = BigInteger.valueOf(it.amount().minor());
        if (from == null || to == null) {
            return "NOT_FOUND";
        }
        var wrong = wrong(from, to, it.amount());
        if (wrong != null) {
            return wrong;
        }
        if (from.noDebits && it.purpose() != Purpose.PROVISIONAL) {
            return "FROZEN";
        }
        if (it.reverses().isPresent()) {
            var first = taken.get(it.reverses().get().position());
            if (first == null) {
                return "NOT_FOUND";
            }
            if (first.payer != it.credit().number()) {
                return "NOT_THE_PAYER";
            }
            if (first.back.add(amount).compareTo(first.amount) > 0) {
                return "MORE_THAN_TAKEN";
            }
            first.back = first.back.add(amount);
            undo.add(() -> first.back = first.back.subtract(amount));
        }
        boolean counts =
                Set.of(Purpose.SEND, Purpose.PAY, Purpose.BILL, Purpose.WITHDRAW, Purpose.ABROAD)
                        .contains(it.purpose());
        if (counts && !mayStillSpend(from, amount, today)) {
            return "OVER_LIMIT_A_DAY";
        }
        if (from.posted.subtract(from.held).subtract(amount).compareTo(from.floor) < 0) {
            return "SHORT_OF_FUNDS";
        }
        if (counts) {
            spend(from, amount, today);
        }
        return pass(from, to, it, at);
    }

    private @Nullable String wrong(Purse from, Purse to, Money money) {
        if (from == to) {
            return "SAME_ACCOUNT";
        }
        if (money.minor() <= 0) {
            return "AMOUNT_NOT_POSITIVE";
        }
        var currency = money.currency().getCurrencyCode();
        if (!from.currency.equals(currency) || !to.currency.equals(currency)) {
            return "OTHER_CURRENCY";
        }
        return to.noCredits ? "FROZEN" : null;
    }

    private String pass(Purse from, Purse to, Instruction.Move it, long at) {
        var amount = BigInteger.valueOf(it.amount().minor());
        if (to.posted.add(amount).compareTo(CEILING) > 0) {
            return "TOO_LARGE";
        }
        if (it.purpose() == Purpose.REFUND
                && amount.compareTo(ONE_PERSON.getOrDefault(from.currency, ZERO)) > 0) {
            return "NEEDS_SECOND_PERSON";
        }
        var kept = ZERO;
        if (it.fee().isPresent()) {
            var keeper = purses.get(it.fee().get().to().number());
            kept = BigInteger.valueOf(it.fee().get().amount().minor());
            if (keeper == null) {
                return "NOT_FOUND";
            }
            if (keeper == from || keeper == to) {
                return "SAME_ACCOUNT";
            }
            var wrong = wrong(from, keeper, it.fee().get().amount());
            if (wrong != null) {
                return wrong;
            }
            if (kept.compareTo(amount) >= 0) {
                return "FEE_ABOVE_AMOUNT";
            }
            if (keeper.posted.add(kept).compareTo(CEILING) > 0) {
                return "TOO_LARGE";
            }
            leg(keeper, kept);
        }
        leg(from, amount.negate());
        leg(to, amount.subtract(kept));
        var record = new Taken();
        record.payer = it.debit().number();
        record.amount = amount;
        taken.put(at, record);
        undo.add(() -> taken.remove(at));
        return "OK";
    }

    private void leg(Purse purse, BigInteger change) {
        purse.posted = purse.posted.add(change);
        purse.legs++;
        undo.add(() -> {
            purse.posted = purse.posted.subtract(change);
            purse.legs--;
        });
    }

    private Purse known(long account) {
        return Objects.requireNonNull(purses.get(account));
    }

    private static boolean mayStillSpend(Purse purse, BigInteger amount, long today) {
        var already = purse.spentDay == today ? purse.spent : ZERO;
        return purse.aDay == null || already.add(amount).compareTo(purse.aDay) <= 0;
    }

    private void spend(Purse purse, BigInteger amount, long today) {
        if (purse.aDay == null) {
            return;
        }
        rememberSpending(purse);
        purse.spent = (purse.spentDay == today ? purse.spent : ZERO).add(amount);
        purse.spentDay = today;
    }

    private void rememberSpending(Purse purse) {
        var spent = purse.spent;
        long day = purse.spentDay;
        undo.add(() -> {
            purse.spent = spent;
            purse.spentDay = day;
        });
    }

    private String setAside(Instruction.Authorise it, long at, long today) {
        var purse = purses.get(it.account().number());
        var amount = BigInteger.valueOf(it.amount().minor());
        if (purse == null) {
            return "NOT_FOUND";
        }
        if (amount.signum() <= 0) {
            return "AMOUNT_NOT_POSITIVE";
        }
        if (!purse.currency.equals(it.amount().currency().getCurrencyCode())) {
            return "OTHER_CURRENCY";
        }
        if (purse.noDebits) {
            return "FROZEN";
        }
        if (!mayStillSpend(purse, amount, today)) {
            return "OVER_LIMIT_A_DAY";
        }
        if (purse.posted.subtract(purse.held).subtract(amount).compareTo(purse.floor) < 0) {
            return "SHORT_OF_FUNDS";
        }
        spend(purse, amount, today);
        hold(purse, amount);
        var aside = new Aside();
        aside.account = it.account().number();
        aside.rest = amount;
        aside.day = today;
        asides.put(at, aside);
        undo.add(() -> asides.remove(at));
        return "OK";
    }

    private void hold(Purse purse, BigInteger change) {
        purse.held = purse.held.add(change);
        undo.add(() -> purse.held = purse.held.subtract(change));
    }

    private String take(Instruction.Capture it, long at) {
        var aside = asides.get(it.hold().position());
        var to = purses.get(it.credit().number());
        if (aside == null || to == null) {
            return "NOT_FOUND";
        }
        var from = known(aside.account);
        var wrong = wrong(from, to, it.amount());
        if (wrong != null) {
            return wrong;
        }
        if (!aside.open) {
            return "HOLD_ENDED";
        }
        var amount = BigInteger.valueOf(it.amount().minor());
        if (amount.compareTo(aside.rest) > 0) {
            return "MORE_THAN_HELD";
        }
        var rest = aside.rest;
        boolean ends = it.last() || amount.equals(rest);
        undo.add(() -> {
            aside.rest = rest;
            aside.open = true;
        });
        if (ends) {
            hold(from, rest.negate());
            unspend(from, rest.subtract(amount), aside.day);
            aside.open = false;
        } else {
            hold(from, amount.negate());
            aside.rest = rest.subtract(amount);
        }
        var move =
                new Instruction.Move(
                        new AccountId(aside.account),
                        it.credit(),
                        it.amount(),
                        it.purpose(),
                        it.eventAt(),
                        it.fee(),
                        Optional.empty());
        return pass(from, to, move, at);
    }

    private String letGo(long hold) {
        var aside = asides.get(hold);
        if (aside == null) {
            return "NOT_FOUND";
        }
        if (!aside.open) {
            return "HOLD_ENDED";
        }
        var purse = known(aside.account);
        hold(purse, aside.rest.negate());
        unspend(purse, aside.rest, aside.day);
        aside.open = false;
        undo.add(() -> aside.open = true);
        return "OK";
    }

    private void unspend(Purse purse, BigInteger amount, long day) {
        if (purse.aDay != null && purse.spentDay == day) {
            rememberSpending(purse);
            purse.spent = purse.spent.subtract(amount).max(ZERO);
        }
    }
}
