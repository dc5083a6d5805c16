package okpay.reconciliation;

import java.io.IOException;
import java.io.InputStream;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import okpay.bank.BankStatements;
import okpay.identity.Agent;
import okpay.ledger.AccountId;
import okpay.ledger.LedgerSettings;
import okpay.ledger.Statements;
import okpay.money.Money;
import okpay.wallet.Wallets;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
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
    private static final String NIGHT = "night";
    private static final int MOST_ENTRIES = 200_000;

    private final BankStatements bank;
    private final Wallets wallets;
    private final Statements books;
    private final FileStore store;
    private final ItemStore items;
    private final Comparison comparison;
    private final TransactionTemplate transaction;
    private final LedgerSettings settings;
    private final Clock clock;
    private final String account;

    /// @param account how the bank names OKPay's account in its files: the IBAN, or its own number
    BankFiles(
            BankStatements bank,
            Wallets wallets,
            Statements books,
            FileStore store,
            ItemStore items,
            Comparison comparison,
            TransactionTemplate transaction,
            LedgerSettings settings,
            Clock clock,
            @Value("${okpay.reconciliation.account:OKPAY}") String account) {
        this.account = account;
        this.transaction = transaction;
        this.bank = bank;
        this.wallets = wallets;
        this.books = books;
        this.store = store;
        this.items = items;
        this.comparison = comparison;
        this.settings = settings;
        this.clock = clock;
    }

    /// Why a file is not taken; nothing of it is kept then.
    public enum Flaw {
        /// No ISO 20022 camt.053, or a broken one.
        NOT_A_STATEMENT,
        /// Not of the account that OKPay keeps at its bank.
        OTHER_ACCOUNT,
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
        /// A supervisor has withdrawn this very file; nobody takes it again but a supervisor.
        WITHDRAWN,
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
    /// @param withdrawn it was taken by mistake, and counts no more
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
            boolean withdrawn,
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

    /// Whatever is missing up to yesterday, every hour from the night on until it is there.
    @Scheduled(
            cron = "${okpay.reconciliation.at:0 30 2-22 * * *}",
            zone = "${okpay.ledger.zone:Asia/Shanghai}")
    public void fetchMissing() {
        boolean first = store.covered(Wallets.HOME).isEmpty();
        for (var day : first ? List.of(yesterday()) : missing()) {
            try {
                if (fetch(day, NIGHT) instanceof NotTaken(var flaw)) {
                    log.warn("No file of the bank for {}: {}", day, flaw);
                }
            } catch (RuntimeException e) {
                log.error("The bank's file for {} could not be taken", day, e);
            }
        }
    }

    /// Days since the first file that no file covers, newest first; at most 31.
    public List<LocalDate> missing() {
        var covered = store.covered(Wallets.HOME);
        if (covered.isEmpty()) {
            return List.of();
        }
        var zone = settings.zone();
        var first = LocalDate.ofInstant(covered.getFirst().since(), zone);
        return Stream.iterate(yesterday(), day -> !day.isBefore(first), day -> day.minusDays(1))
                .filter(day -> {
                    var noon = day.atTime(12, 0).atZone(zone).toInstant();
                    return covered.stream()
                            .noneMatch(one ->
                                    !noon.isBefore(one.since()) && noon.isBefore(one.until()));
                })
                .limit(31)
                .toList();
    }

    private LocalDate yesterday() {
        return LocalDate.ofInstant(clock.instant(), settings.zone()).minusDays(1);
    }

    /// A file that was taken by mistake counts no more, and what it changed is looked at again.
    ///
    /// @return empty when there is no such file, it is withdrawn already, or the agent may not
    public Optional<Received> withdraw(FileId id, Agent by) {
        return by.mayApprove()
                ? Optional.ofNullable(transaction.execute(_ -> withdrawn(id, by)))
                : Optional.empty();
    }

    private @Nullable Received withdrawn(FileId id, Agent by) {
        store.oneAtATime();
        if (!store.withdraw(id, by.id(), clock.instant())) {
            return null;
        }
        var currency = store.file(id).closing().currency();
        comparison.compare(id, currency, store.references(id), wallets.bank(currency));
        return store.file(id);
    }

    public List<Received> latest(int most) {
        return store.files(most);
    }

    /// How many differences are open.
    public long openItems() {
        return items.countOpen();
    }

    /// Differences nobody has settled or explained, oldest first.
    public List<Item> open(int most) {
        return items.open(most);
    }

    public Optional<Item> find(ItemId id) {
        return items.find(id);
    }

    /// Says why a difference stays.
    ///
    /// @return empty when it is not open any more, the note is empty or too long, or the agent may
    ///   not
    @Transactional
    public Optional<Item> explain(ItemId id, String note, Agent by) {
        boolean fits = !note.isBlank() && note.strip().length() <= 500;
        return fits && by.mayApprove() && items.explain(id, note.strip(), by.id(), clock.instant())
                ? items.find(id)
                : Optional.empty();
    }

    private Taking fetch(LocalDate day, String by) {
        var found = bank.statement(day, Wallets.HOME);
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
            case BankFile.Read(var file) when !file.account().equals(account) ->
                    new NotTaken(Flaw.OTHER_ACCOUNT);
            case BankFile.Read(var file)
                    when file.until().plus(settings.verifyAfter()).isAfter(clock.instant()) ->
                    new NotTaken(Flaw.NOT_OVER);
            case BankFile.Read(var file) -> {
                var bank = wallets.bank(file.currency());
                var references = comparison.references(file, bank);
                yield transaction.execute(_ -> take(file, bank, references, by));
            }
        };
    }

    private Taking take(BankFile file, AccountId account, List<String> references, String by) {
        store.oneAtATime();
        if (by.equals(NIGHT) && store.wasWithdrawn(file)) {
            return new NotTaken(Flaw.WITHDRAWN);
        }
        if (store.has(file)) {
            return new NotTaken(Flaw.ALREADY_THERE);
        }
        if (store.overlaps(file)) {
            return new NotTaken(Flaw.OVERLAPS);
        }
        var id = FileId.next();
        var held = Money.zero(file.currency()).minus(books.balanceAt(account, file.until()));
        store.keep(id, file, held, by, clock.instant());
        var verdicts = comparison.compare(id, file.currency(), references, account);
        store.matched(id, matched(file, verdicts));
        return new Taken(store.file(id));
    }

    /// How many entries of this file the books agree with.
    private static int matched(BankFile file, Map<String, Difference.Verdict> verdicts) {
        var named = new HashMap<String, Integer>();
        file.entries().forEach(entry -> named.merge(entry.reference(), 1, Integer::sum));
        int matched = 0;
        for (var one : named.entrySet()) {
            var verdict = verdicts.getOrDefault(one.getKey(), Difference.Verdict.NOTHING);
            matched += Math.min(one.getValue(), verdict.matched());
        }
        return matched;
    }
}
