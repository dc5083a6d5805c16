package okpay.reconciliation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Currency;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import okpay.identity.Agent;
import okpay.ledger.AccountId;
import okpay.ledger.LedgerSettings;
import okpay.ledger.Statements;
import okpay.ledger.Statements.Leg;
import okpay.ledger.TransferId;
import okpay.money.Money;
import okpay.wallet.History;
import okpay.wallet.Rail;
import okpay.wallet.Wallets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;
import org.springframework.transaction.support.TransactionTemplate;

/// Receives the bank's files and lays them beside the books.
///
/// For each reference that the file names, or that the books hold in the file's span of time,
/// everything the bank ever wrote is compared with everything the books hold ([Difference]). So a
/// payment that the bank books a day later is a difference for one day, and then settles itself.
@Component
public class BankFiles {

    private static final Logger log = LoggerFactory.getLogger(BankFiles.class);
    private static final int MOST_ENTRIES = 200_000;
    private static final int PAGE = 1_000;
    private static final Currency HOME = Currency.getInstance("CNY");

    private final Rail rail;
    private final Wallets wallets;
    private final Statements books;
    private final FileStore store;
    private final TransactionTemplate transaction;
    private final LedgerSettings settings;
    private final Clock clock;

    BankFiles(
            Rail rail,
            Wallets wallets,
            Statements books,
            FileStore store,
            TransactionTemplate transaction,
            LedgerSettings settings,
            Clock clock) {
        this.transaction = transaction;
        this.rail = rail;
        this.wallets = wallets;
        this.books = books;
        this.store = store;
        this.settings = settings;
        this.clock = clock;
    }

    /// Why a file is not taken; nothing of it is kept then.
    public enum Flaw {
        /// No ISO 20022 camt.053, or a broken one.
        NOT_A_STATEMENT,
        /// More than one account or currency in one file.
        SEVERAL_ACCOUNTS,
        /// Opening balance and entries do not make the closing balance.
        DOES_NOT_ADD_UP,
        /// More than 200,000 entries.
        TOO_LONG,
        /// The same file was taken before.
        ALREADY_THERE,
        /// Another file covers some of its time already: what the bank wrote would count twice.
        OVERLAPS,
        /// Its time is not over: more may come.
        NOT_OVER,
        /// The bank has none for this day, or cannot be reached.
        NONE_AT_THE_BANK,
        /// Only a supervisor may.
        NOT_ALLOWED
    }

    /// A file as it was taken.
    ///
    /// @param matched entries on which both sides agreed when it was taken
    /// @param books what the books held at the file's end, as the bank should see it
    /// @param open differences found with it that are still open
    public record Received(
            FileId id,
            String message,
            Instant since,
            Instant until,
            Money opening,
            Money closing,
            Money books,
            int entries,
            int matched,
            int open,
            Instant receivedAt) {}

    /// What became of a file.
    public sealed interface Taking {}

    public record Taken(Received file) implements Taking {}

    public record NotTaken(Flaw flaw) implements Taking {}

    /// Takes a file that a person brings.
    public Taking take(InputStream in, Agent by) {
        return by.mayApprove() ? take(in, by.id().toString()) : new NotTaken(Flaw.NOT_ALLOWED);
    }

    /// Fetches a day's file from the bank.
    public Taking fetch(LocalDate day, Agent by) {
        return by.mayApprove() ? fetch(day, by.id().toString()) : new NotTaken(Flaw.NOT_ALLOWED);
    }

    /// Yesterday's file, every night.
    @Scheduled(
            cron = "${okpay.reconciliation.at:0 30 2 * * *}",
            zone = "${okpay.ledger.zone:Asia/Shanghai}")
    public void fetchYesterdays() {
        var yesterday = LocalDate.ofInstant(clock.instant(), settings.zone()).minusDays(1);
        if (fetch(yesterday, "night") instanceof NotTaken(var flaw) && flaw != Flaw.ALREADY_THERE) {
            log.warn("No file of the bank for {}: {}", yesterday, flaw);
        }
    }

    public List<Received> latest(int most) {
        return store.files(most);
    }

    /// Differences nobody has settled or explained, oldest first.
    public List<Item> open(int most) {
        return store.open(most);
    }

    public Optional<Item> find(ItemId id) {
        return store.find(id);
    }

    /// Says why a difference stays.
    ///
    /// @return empty when it is not open any more, the note is empty or too long, or the agent may
    ///   not
    @Transactional
    public Optional<Item> explain(ItemId id, String note, Agent by) {
        boolean fits = !note.isBlank() && note.strip().length() <= 500;
        return fits && by.mayApprove() && store.explain(id, note.strip(), by.id(), clock.instant())
                ? store.find(id)
                : Optional.empty();
    }

    private Taking fetch(LocalDate day, String by) {
        var found = rail.statement(day, HOME);
        if (found.isEmpty()) {
            return new NotTaken(Flaw.NONE_AT_THE_BANK);
        }
        try (var in = found.get()) {
            return take(in, by);
        } catch (IOException _) {
            return new NotTaken(Flaw.NONE_AT_THE_BANK);
        }
    }

    private Taking take(InputStream in, String by) {
        return switch (BankFile.read(in, settings.zone(), MOST_ENTRIES)) {
            case BankFile.NotRead(var flaw) -> new NotTaken(flaw);
            case BankFile.Read(var file) when file.until().isAfter(clock.instant()) ->
                    new NotTaken(Flaw.NOT_OVER);
            case BankFile.Read(var file) -> {
                var account = wallets.bank(file.currency());
                var references = references(file, account);
                yield transaction.execute(_ -> take(file, account, references, by));
            }
        };
    }

    private Taking take(BankFile file, AccountId account, List<String> references, String by) {
        store.oneAtATime();
        var id = FileId.next();
        var held = Money.zero(file.currency()).minus(books.balanceAt(account, file.until()));
        if (store.has(file)) {
            return new NotTaken(Flaw.ALREADY_THERE);
        }
        if (store.overlaps(file)) {
            return new NotTaken(Flaw.OVERLAPS);
        }
        store.keep(id, file, held, by, clock.instant());
        int matched = 0;
        for (int i = 0; i < references.size(); i += PAGE) {
            var some = references.subList(i, Math.min(references.size(), i + PAGE));
            matched += compare(id, file.currency(), some, account);
        }
        store.matched(id, matched);
        return new Taken(store.file(id));
    }

    /// What the file names, and what the books hold in its span of time.
    private List<String> references(BankFile file, AccountId account) {
        var references = new LinkedHashSet<String>();
        file.entries().forEach(entry -> references.add(entry.reference()));
        var extract = books.extract(account, file.since(), file.until());
        @Nullable TransferId behind = null;
        List<Leg> page;
        do {
            page = books.legs(extract, behind, PAGE);
            for (var leg : page) {
                behind = leg.id();
                // What was brought in from another system, its own bank's files tell about.
                if (!leg.step().equals(History.STEP)) {
                    references.add(reference(leg));
                }
            }
        } while (page.size() == PAGE);
        return List.copyOf(references);
    }

    private int compare(FileId file, Currency currency, List<String> some, AccountId account) {
        var theirs = store.entries(some, currency);
        var ours = ours(account, some);
        var verdicts = new HashMap<String, Difference.Verdict>();
        for (var reference : some) {
            verdicts.put(
                    reference,
                    Difference.decide(
                            theirs.getOrDefault(reference, List.of()),
                            ours.getOrDefault(reference, List.of())));
        }
        store.write(file, currency, verdicts, clock.instant());
        return verdicts.values().stream().mapToInt(Difference.Verdict::matched).sum();
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
            found.computeIfAbsent(reference(leg), _ -> new ArrayList<>())
                    .add(-leg.change().minor());
        }
        return found;
    }

    /// `pm_…` of `payment:pm_…`
    private static String reference(Leg leg) {
        return leg.about().substring(leg.about().indexOf(':') + 1);
    }
}
