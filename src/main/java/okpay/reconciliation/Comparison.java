package okpay.reconciliation;

import java.time.Clock;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import okpay.ledger.AccountId;
import okpay.ledger.Statements;
import okpay.ledger.Statements.Leg;
import okpay.wallet.History;
import org.springframework.stereotype.Component;

/// Lays the bank's entries beside the legs of the books, reference by reference.
@Component
class Comparison {

    private static final int PAGE = 1_000;

    private final Statements books;
    private final FileStore files;
    private final ItemStore items;
    private final Clock clock;

    Comparison(Statements books, FileStore files, ItemStore items, Clock clock) {
        this.books = books;
        this.files = files;
        this.items = items;
        this.clock = clock;
    }

    /// What the file names, and what the books hold in its span of time.
    List<String> references(BankFile file, AccountId account) {
        var references = new LinkedHashSet<String>();
        file.entries().forEach(entry -> references.add(entry.reference()));
        var extract = books.extract(account, file.since(), file.until());
        for (var page : books.pages(extract)) {
            for (var leg : page) {
                // What was brought in from another system, its own bank's files tell about.
                if (!leg.step().equals(History.STEP)) {
                    references.add(reference(leg));
                }
            }
        }
        return List.copyOf(references);
    }

    /// Brings the differences under these references up to date.
    Map<String, Difference.Verdict> compare(
            FileId file, Currency currency, List<String> references, AccountId account) {
        var all = new HashMap<String, Difference.Verdict>();
        for (int i = 0; i < references.size(); i += PAGE) {
            var some = references.subList(i, Math.min(references.size(), i + PAGE));
            var theirs = files.entries(some, currency);
            var ours = ours(account, some);
            var verdicts = new HashMap<String, Difference.Verdict>();
            for (var reference : some) {
                verdicts.put(
                        reference,
                        Difference.decide(
                                theirs.getOrDefault(reference, List.of()),
                                ours.getOrDefault(reference, List.of())));
            }
            items.write(file, currency, verdicts, clock.instant());
            all.putAll(verdicts);
        }
        return all;
    }

    /// What the books hold under these references, as the bank should see it.
    private Map<String, List<Long>> ours(AccountId account, List<String> references) {
        var found = new HashMap<String, List<Long>>();
        var abouts = new ArrayList<String>();
        references.forEach(reference -> {
            abouts.add("payment:" + reference);
            abouts.add("top-up:" + reference);
        });
        for (var leg : books.legs(account, abouts)) {
            if (!leg.step().equals(History.STEP)) {
                found.computeIfAbsent(reference(leg), _ -> new ArrayList<>())
                        .add(-leg.change().minor());
            }
        }
        return found;
    }

    /// `pm_…` of `payment:pm_…`
    private static String reference(Leg leg) {
        return leg.about().substring(leg.about().indexOf(':') + 1);
    }
}
